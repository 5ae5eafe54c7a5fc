"""Facts that the form of a page states: rows of a table, cards and lines, and quotations with their speakers.

Of what the rules propose, only what stands in such a form and is not guessed: beside a model that reads for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from alliances.rules.reading import read
from alliances.rules.rules import RULES
from alliances.rules.settling import settle
from alliances.statement import Statement
from extractor.annotations import Annotations
from extractor.candidates import Candidate

_PASSAGE_CHARS = 900
"""The length of passage that the rules are made for."""
_SET = frozenset({"columns", "table", "lines"})
"""Blocks whose form says what belongs to what."""


def layout(annotations: Annotations) -> Iterator[Candidate]:
    """What tables, cards, lines and quotations state by their form.

    A fault costs the passage it met, and is raised once the others are read.
    """
    reading = read(annotations, passage_chars=_PASSAGE_CHARS)
    faults = [error for _, error in reading.failed]
    for marks in reading.passages:
        try:
            found = [] if marks.passage.boilerplate else [*_stated(marks)]
        except Exception as error:  # noqa: BLE001 - raised below
            faults.append(error)
        else:
            yield from found
    if faults:
        raise faults[0]


def _stated(marks: Marks) -> Iterator[Candidate]:
    for kind, propose in RULES.proposers.items():
        for proposal in propose(marks):
            if not proposal.guessed and _is_set(marks, proposal):
                found = settle(marks, proposal, RULES.guards.get(kind))
                if isinstance(found, Candidate):
                    yield found


def _is_set(marks: Marks, proposal: Proposal) -> bool:
    block = marks.block_at(proposal.anchor.start)
    return proposal.kind is Statement or (block is not None and block.type in _SET)
