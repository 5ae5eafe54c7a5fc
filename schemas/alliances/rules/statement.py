"""Statements: persons quoted, and their words."""

from __future__ import annotations

from collections.abc import Iterator

from alliances.rules.fill import words
from alliances.rules.marks import Marks
from alliances.rules.people.speakers import speaker
from alliances.rules.proposals import Filled, Proposal
from alliances.statement import Statement


def propose(marks: Marks) -> Iterator[Proposal]:
    """The quotations whose speaker the filing names."""
    for quotation in marks.quotations:
        name = speaker(marks, quotation)
        if name is None:
            continue
        said = " ".join(marks.words(run) for run in quotation.runs)
        slots = {"speaker": words(marks, name), "text": Filled(said, quotation.runs)}
        yield Proposal(kind=Statement, anchor=quotation.span, slots=slots)
