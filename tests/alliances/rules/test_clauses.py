"""Clauses of sentences."""

from __future__ import annotations

import pytest

from alliances.rules.clauses import clause_at
from extractor.facts import Span


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ruritel grew, and Montel fell", "fell", "Montel fell"),
        ("Ruritel grew, and Montel fell", "grew", "Ruritel grew"),
        ("Ruritel grew; Montel fell", "Montel", "Montel fell"),
        ("Ruritel crece mientras Montel cae", "cae", "Montel cae"),
        ("Ruritel grew", "grew", "Ruritel grew"),
    ],
)
def test_a_clause_ends_at_commas_and_conjunctions(text: str, word: str, expected: str) -> None:
    clause = clause_at(text, Span(0, len(text)), text.index(word))
    assert text[clause.start : clause.end] == expected
