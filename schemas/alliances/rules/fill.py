"""Filling slots from marks: the small steps that every kind's proposals share."""

from __future__ import annotations

import re

from alliances.rules.marks import Marks, Mention
from alliances.rules.proposals import Filled
from extractor.facts import Span
from extractor.values import FoundQuantity, FoundWhen

DEFINED = re.compile(r" ?\[[^\[\]]{1,40}\]|,? ?\((?:[^()]{0,40}[\"“«][^()]{1,80}|[A-Z]{3,6}\w* ?:[^()]{1,60}|⟦N\d+⟧)\)")
"""Brackets after a name, in masked text, that only define a short name or give a ticker."""


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
