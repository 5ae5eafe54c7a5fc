"""Reads invented news into what a kind's proposer says of it, each open slot with its first option."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from extractor.filing import Filing
from extractor.marks import Marks
from extractor.proposals import Proposal
from extractor.reading import read

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
        m for m in read(filing, passage_chars=900).passages if m.passage.span.start >= len(introduction.strip())
    ]
    return [
        {slot: filled.value for slot, filled in proposal.first().items()}
        for marks in passages
        if not marks.passage.boilerplate
        for proposal in propose(marks)
    ]
