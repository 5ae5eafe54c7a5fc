"""Reads invented news into what a kind's proposer says of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from alliances.rules import metric, ownership
from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.filing import Filing

INTRODUCTION = """OPERATORS

Ruritel Limited ("Ruritel") is an operator. Montel Limited ("Montel") is an operator. Ruritel has customers, and Montel
has customers.

NEWS

"""


def said(
    propose: Callable[[Marks], Iterable[Proposal]], text: str, language: str = "en", introduction: str = INTRODUCTION
) -> list[dict[str, Any]]:
    """The values of every slot of every proposal, in order; spans and labels are left out."""
    filing = dataclasses.replace(Filing.read(introduction + text), language=language)
    passages = [
        m
        for m in read(Annotations(filing), passage_chars=900).passages
        if m.passage.span.start >= len(introduction.strip())
    ]
    return [
        {slot: filled.value for slot, filled in proposal.slots.items()}
        for marks in passages
        if not marks.passage.boilerplate
        for proposal in propose(marks)
    ]


OPERATORS = """OPERATORS

Ruritel Limited ("Ruritel") is an operator. Montel Limited ("Montel") is an operator.

NEWS

"""


def metrics(text: str, language: str = "en") -> list[str]:
    """What is proposed: "subject | measure | amount unit"."""
    filing = dataclasses.replace(Filing.read(OPERATORS + text), language=language)
    found = []
    for marks in read(Annotations(filing), passage_chars=900).passages[1:]:
        for proposal in metric.propose(marks):
            first = proposal.slots
            value = first["value"].value
            found.append(
                f"{first['subject'].value} | {first['measure'].value} | {float(value.amount):.12g} {value.unit}"
            )
    return found


def holdings(text: str, language: str = "en") -> str:
    """What is proposed: "owner > owned" and the stake's words, without what only lacks another's stake."""
    found = {
        (f"{f['owner']} > {f['owned']}", f["stake"].text if "stake" in f else "")
        for f in said(ownership.propose, f"{text} It rained today in the hills.", language, introduction="")
    }
    known = {pair for pair, stake in found if stake}
    stated = (f"{pair} {stake}".strip() for pair, stake in found if stake or pair not in known)
    return ", ".join(sorted(stated))
