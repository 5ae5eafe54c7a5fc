"""Agreements: which companies agree, and on what kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from alliances._deals.deals import Deal, deals
from alliances._deals.parties import Scene
from alliances._fill import joined, when
from extractor.facts import Compared, Fact, Name, When
from extractor.marks import Marks
from extractor.proposals import Filled, Proposal, divided
from extractor.values import FoundWhen

AgreementType = Literal[
    "alliance",
    "cooperation",
    "licence",
    "joint_venture",
    "acquisition",
    "sale",
    "supply",
    "merger",
    "financing",
    "other",
]


class Agreement(Fact, key=("parties", "type")):
    """Named companies agree: a deal, contract, alliance, purchase or financing that the document reports or announces.

    Two named parties at least. A deal is one fact, however often it is told; a purchase is an acquisition (its
    parties are buyer, target and the named seller), not also a sale. An alliance of several named members is told by
    its memberships. Not a deal that was called off, denied, only talked about or possible. Past deals mentioned in
    passing and lists of customers need not be given. In a contract that is itself the document, the contract is the
    agreement.
    """

    parties: Annotated[tuple[Name, ...], Compared("in common", at_least=0.5)] = Field(
        description="the companies that agree; for a purchase the buyer, what is bought, and the seller if named"
    )
    type: AgreementType = Field(
        description="the document's own word: acquisition (one buys a company, business or shares), sale (only if the"
        " document tells it as a sale), merger, joint_venture, licence, financing (money is raised, lent, invested,"
        " granted or donated), supply (products, services, distribution, resale, named customers), cooperation"
        ' ("partnership", "collaboration"), alliance (so called, of two), other'
    )
    date: When | None = Field(default=None, description="the day or period in which they agreed, if the text says so")


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


__all__ = ["Agreement", "AgreementType", "propose"]
