"""Filling slots from marks: the small steps that every kind's proposals share."""

from __future__ import annotations

import re

from extractor.facts import Span
from extractor.marks import Marks, Mention
from extractor.marks.masked import Masked
from extractor.proposals import Filled
from extractor.values import FoundQuantity, FoundWhen


def company(marks: Marks, mention: Mention) -> Filled:
    """A name slot: the entity's own short name as the filing has it, found at this mention."""
    return Filled(marks.names.entities[mention.entity].name, (mention.span,))


def quantity(found: FoundQuantity) -> Filled:
    """A quantity slot."""
    return Filled(found.value, (found.span,), found.value.text)


def when(found: FoundWhen) -> Filled:
    """A date slot."""
    return Filled(found.value, (found.span,), found.value.text)


def words(marks: Marks, span: Span) -> Filled:
    """A text slot: the words of a span."""
    return Filled(marks.words(span), (span,))


def joined(*spans: Span) -> Span:
    """The shortest span that covers all of these."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def names_in(masked: Masked, group: str | None) -> list[Mention]:
    """The names in a matched group, in order."""
    return masked.names(group)


def between(marks: Marks, start: int, end: int) -> str:
    """The filing's words from `start` to `end`, folded."""
    return re.sub(r"\s+", " ", marks.text[start:end])
