"""Offerings: products and services that a company offers or announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances._fill import company, joined, when
from alliances._phrases import items, named, objects, subjects
from extractor.facts import Country, Fact, Name, Span, Text, When
from extractor.marks import Marks
from extractor.proposals import Filled, Proposal, unique


class Offering(Fact, key=("provider", "name")):
    """A product or service is offered or announced; the name is the document's own noun phrase for it."""

    provider: Name
    name: Text
    countries: tuple[Country, ...] = ()
    available: When | None = None


def propose(marks: Marks) -> Iterator[Proposal]:
    """Noun phrases that stand after verbs of offering, before "will be offered", or are introduced by name."""
    for sentence in marks.sentences:
        block = marks.block_at(sentence.start)
        if block is None or block.type in ("lines", "columns"):
            continue
        seen: list[Span] = []
        for phrase in [*named(marks, sentence), *objects(marks, sentence), *subjects(marks, sentence)]:
            for span in items(marks, phrase):
                if not any(span.overlaps(s) for s in seen):
                    seen.append(span)
                    yield from _offering(marks, sentence, span)


def _offering(marks: Marks, sentence: Span, span: Span) -> Iterator[Proposal]:
    owners = [m for m in marks.owners(span) if not span.covers(m.span)]
    if not owners:
        return
    options = unique(company(marks, m) for m in owners)
    slots = {"name": Filled(marks.words(span), (span,))}
    countries = [c for c in marks.countries if sentence.covers(c.span) and c.span.start >= span.end]
    if countries:
        slots["countries"] = Filled(tuple(dict.fromkeys(c.code for c in countries)), tuple(c.span for c in countries))
    dates = [d for d in marks.dates_for(span) if d.span.start > span.start]
    if dates:
        slots["available"] = when(dates[0])
    open_: dict[str, tuple[Filled, ...]] = {}
    if len(options) > 1:
        open_["provider"] = options
    else:
        slots["provider"] = options[0]
    anchors = [span, *(s for s in options[0].spans if sentence.covers(s))]
    yield Proposal(kind=Offering, anchor=joined(*anchors), slots=slots, open=open_, asks=True)
