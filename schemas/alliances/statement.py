"""Statements: persons quoted, and their words."""

from __future__ import annotations

from collections.abc import Iterator

from alliances._fill import words
from alliances._people.speakers import speaker
from extractor.facts import Fact, Name, Text
from extractor.marks import Marks
from extractor.proposals import Filled, Proposal


class Statement(Fact, key=("speaker", "text")):
    """A person is quoted."""

    speaker: Name
    text: Text


def propose(marks: Marks) -> Iterator[Proposal]:
    """The quotations whose speaker the filing names."""
    for quotation in marks.quotations:
        name = speaker(marks, quotation)
        if name is None:
            continue
        said = " ".join(marks.words(run) for run in quotation.runs)
        slots = {"speaker": words(marks, name), "text": Filled(said, quotation.runs)}
        yield Proposal(kind=Statement, anchor=quotation.span, slots=slots)
