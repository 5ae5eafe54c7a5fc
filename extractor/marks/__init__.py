"""What code can find in a passage: numbers with their type, dates, names, contacts, quotations, lists.

Marks are candidates, found with near-perfect recall and no judgement; what they mean is for the fact kinds' proposals
and the model to say. All spans are of `Filing.text`.
"""

from __future__ import annotations

from extractor.marks._asides import asides
from extractor.marks._claims import candidates
from extractor.marks._definitions import is_generic
from extractor.marks._mentions import find_names
from extractor.marks._subjects import Whose
from extractor.marks._words import COLLECTIVE, LEGAL_END, LEGAL_START
from extractor.marks.marks import Marks, mark
from extractor.marks.names import Definition, Entity, Mention, Names, canonical
from extractor.marks.quotations import Quotation, find_quotations
from extractor.marks.sentences import clause_at, sentences

__all__ = [
    "COLLECTIVE",
    "LEGAL_END",
    "LEGAL_START",
    "Definition",
    "Entity",
    "Marks",
    "Mention",
    "Names",
    "Quotation",
    "Whose",
    "asides",
    "candidates",
    "canonical",
    "clause_at",
    "find_names",
    "find_quotations",
    "is_generic",
    "mark",
    "sentences",
]
