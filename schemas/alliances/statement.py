"""Statements: persons quoted, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances._fill import joined, words
from alliances._people import NAME, affiliation
from extractor.facts import Fact, Name, Span, Text
from extractor.marks import Marks
from extractor.proposals import Filled, Proposal

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Sr|Sra|D|Dña|Don|Doña)\.?\s+(?P<surname>[A-ZÀ-Þ][\w’'-]+)")
_NAMED = re.compile(NAME)


class Statement(Fact, key=("speaker", "text")):
    """A person is quoted."""

    speaker: Name
    text: Text


def propose(marks: Marks) -> Iterator[Proposal]:
    """The quotations whose speaker the filing names."""
    for quotation in marks.quotations:
        if quotation.attribution is None:
            continue
        speaker = _speaker(marks, quotation.attribution)
        if speaker is None:
            continue
        said = " ".join(marks.words(run) for run in quotation.runs).replace("\x0c", " ")
        slots = {"speaker": words(marks, speaker), "text": Filled(re.sub(r"\s+", " ", said), quotation.runs)}
        yield Proposal(kind=Statement, anchor=joined(quotation.span), slots=slots)


def _speaker(marks: Marks, attribution: Span) -> Span | None:
    """The person an attribution names: with a role, or by full name, or by a surname known from elsewhere."""
    for found in affiliation(marks, attribution):
        return found.name
    persons = [m.span for m in marks.names.within(attribution) if marks.names.entities[m.entity].person]
    if persons:
        return persons[0]
    titled = _TITLED.search(marks.text, *attribution)
    surname = titled.group("surname") if titled else None
    if surname is not None:
        full = [m for m in marks.names.mentions if m.text.endswith(" " + surname)]
        return full[0].span if full else Span(titled.start("surname"), titled.end("surname")) if titled else None
    for match in _NAMED.finditer(marks.text, *attribution):
        span = Span(match.start(), match.end())
        if not any(marks.names.is_company(m.entity) for m in marks.names.within(span)):
            return span
    return None
