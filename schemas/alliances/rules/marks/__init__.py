"""What code can find in a passage: numbers with their type, dates, names, contacts, quotations, lists.

Marks are candidates, found with near-perfect recall and no judgement; what they mean is for the fact kinds' proposals
and the model to say. All spans are of `Filing.text`.
"""

from __future__ import annotations

from alliances.rules.marks._asides import asides
from alliances.rules.marks._claims import candidates
from alliances.rules.marks._definitions import is_generic
from alliances.rules.marks._mentions import find_names
from alliances.rules.marks._subjects import Whose
from alliances.rules.marks._words import COLLECTIVE
from alliances.rules.marks.marks import Marks, mark
from alliances.rules.marks.names import Definition, Entity, Mention, Names

__all__ = [
    "COLLECTIVE",
    "Definition",
    "Entity",
    "Marks",
    "Mention",
    "Names",
    "Whose",
    "asides",
    "candidates",
    "find_names",
    "is_generic",
    "mark",
]
