"""A filing read for the rules: its passages, and the marks of each."""

from __future__ import annotations

from dataclasses import dataclass

from alliances.rules.marks import Marks, Mention, Names, find_names, mark
from extractor.annotations import Annotations
from extractor.background import check_cancelled
from extractor.facts import Span
from extractor.passages import Passage, blocks, cut


@dataclass(frozen=True, slots=True)
class Reading:
    """A filing's names and marked passages, ready to be asked about.

    `failed` are the passages that could not be marked, each with the error that it met.
    """

    names: Names
    passages: tuple[Marks, ...]
    failed: tuple[tuple[Passage, Exception], ...] = ()


def read(annotations: Annotations, *, passage_chars: int) -> Reading:
    """Cuts a filing into passages of about `passage_chars` characters and marks each."""
    filing = annotations.filing
    known = [name for name in (filing.header.registrant, filing.cover.registrant) if name]
    names = find_names(filing.text, blocks(filing), language=filing.language, known=known)
    marked: list[Marks] = []
    failed: list[tuple[Passage, Exception]] = []
    carried: Mention | None = None
    heading: Span | None = None
    for passage in cut(filing, chars=passage_chars):
        check_cancelled()
        if passage.heading != heading:
            carried, heading = None, passage.heading
        try:
            marks = mark(filing, passage, names, annotations.quotations, carried)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met; the reader names it
            failed.append((passage, error))
            continue
        carried = marks.about[-1] if marks.about and marks.about[-1] else carried
        marked.append(marks)
    return Reading(names, tuple(marked), tuple(failed))
