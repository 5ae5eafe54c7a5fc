"""Agreements: which companies agree, and on what kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.agreement import Agreement
from alliances.rules.deals.deals import Deal, deals
from alliances.rules.deals.parties import Scene
from alliances.rules.fill import joined, when
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal, divided
from extractor.values import FoundWhen

_NOT_WHEN = re.compile(
    r"\b(?:until|through|to|hasta el|due|matur\w+|expir\w+|expected|completion|by|hasta|vencimiento|prevista?|before"
    r"|antes de)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def propose(marks: Marks) -> Iterator[Proposal]:
    """The agreements told in prose; headlines restate what the text under them says."""
    for sentence in marks.sentences:
        block = marks.block_at(sentence.start)
        if block is None or block.type not in ("paragraph", "item"):
            continue
        scene = Scene(marks, sentence)
        for deal in deals(scene):
            if not marks.is_quoted(scene.masked.span(deal.start, deal.end)):
                yield _agreement(marks, scene, deal)


def _agreement(marks: Marks, scene: Scene, deal: Deal) -> Proposal:
    parties = scene.entities(deal.parties)
    settled, open_ = divided({"type": tuple(Filled(name) for name in deal.types)})
    named = tuple(marks.names.entities[m.entity].name for m in parties)
    slots = {"parties": Filled(named, tuple(m.span for m in parties)), **settled}
    here = scene.masked.span(deal.start, deal.end)
    dates = [d for d in marks.dates if scene.sentence.covers(d.span) and not _is_other_day(marks, d)]
    if dates:
        slots["date"] = when(
            min(dates, key=lambda d: min(abs(d.span.start - here.start), abs(here.start - d.span.end)))
        )
    inside = [m.span for m in parties if scene.sentence.covers(m.span)]
    return Proposal(kind=Agreement, anchor=joined(here, *inside), slots=slots, open=open_)


def _is_other_day(marks: Marks, date: FoundWhen) -> bool:
    """Whether a date is that of a maturity, a deadline or a completion to come."""
    opening = marks.text[max(0, date.span.start - 40) : date.span.start] + date.value.text.split()[0] + " "
    return _NOT_WHEN.search(opening) is not None
