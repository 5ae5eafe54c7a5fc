"""A filing read for extraction: its passages, and the marks of each."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.facts import Span
from extractor.filing import Filing
from extractor.grounding import Finder
from extractor.marks import Marks, Mention, Names, find_names, find_quotations, mark
from extractor.passages import blocks, cut


@dataclass(frozen=True, slots=True)
class Reading:
    """A filing with everything that code finds in it, ready to be asked about."""

    filing: Filing
    names: Names
    passages: tuple[Marks, ...]
    finder: Finder


def read(filing: Filing, *, passage_chars: int) -> Reading:
    """Cuts a filing into passages of about `passage_chars` characters and marks each."""
    known = [name for name in (filing.header.registrant, filing.cover.registrant) if name]
    names = find_names(filing.text, blocks(filing), language=filing.language, known=known)
    bounds = [document.span for document in filing.documents] or [Span(0, len(filing.text))]
    quotations = tuple(q for bound in bounds for q in find_quotations(filing.text, bound))
    marked: list[Marks] = []
    carried: Mention | None = None
    heading: Span | None = None
    for passage in cut(filing, chars=passage_chars):
        if passage.heading != heading:
            carried, heading = None, passage.heading
        marks = mark(filing, passage, names, quotations, carried)
        carried = marks.about[-1] if marks.about and marks.about[-1] else carried
        marked.append(marks)
    return Reading(filing, names, tuple(marked), Finder(filing.text))
