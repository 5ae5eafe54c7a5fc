"""Spans that tests name."""

from __future__ import annotations

from extractor.facts import Span


def whole(text: str) -> Span:
    return Span(0, len(text))
