"""Names that a text defines: «Alpha Telecom plc ("Alpha")»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span

_SHORT = re.compile(r"\((?:[^()\n“”\"]{0,40}\s)?[“\"«]([^“”\"«»()\n]{2,60})[”\"»][^()\n]{0,80}\)")
_LONG = re.compile(r"(?:[A-ZÀ-Þ0-9][\w’'&./-]*,?(?:\s(?:of|de|del|di|der|and|y|et|&|plc|oyj|asa)\b)?\s){1,9}\Z")
_BEFORE = 140
"""Characters before the bracket in which the long name is looked for."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name and, where it stands right before the bracket, the long name it stands for."""

    short: Span
    long: Span | None


def find_definitions(text: str) -> Iterator[Definition]:
    """The names defined in brackets with quotation marks, in order."""
    for match in _SHORT.finditer(text):
        start = max(0, match.start() - _BEFORE)
        before = text[start : match.start()]
        long = _LONG.search(before)
        if long is None:
            yield Definition(Span(*match.span(1)), None)
            continue
        end = start + len(before.rstrip(" ,\n"))
        yield Definition(Span(*match.span(1)), Span(start + long.start(), end))
