"""Where a pattern is tried only at openings, it finds what a search finds."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.openings import Openings, _same, beginnings
from extractor.searching import Sieve
from extractor.validation._table import LANGUAGES, table
from extractor.values import _bounds
from extractor.values._dategrammar import grammar
from extractor.values._language import KNOWN

GOLD = Path(__file__).parents[1] / "evals" / "gold"
SOURCES = (
    r"\b(?:ab|ba\s+c)\d*",
    r"(?<![\w-])(?=\w)(?:\s*a|b?c+|A.b)",
    r"(?<!\w)(?:\d{1,2}\.)?a?b",
    r"\d(?<!\w\d)\d*a",
    r"[<>-]\s?a|\bß",
    r"(?<!\w)(?:a(?!b)|b{2,3}|(?:a?){7}c)",
    r"(?<![^\w])ab|(?!)",
    r"\b(?:k|i)a(?-i:B)",
)


@pytest.mark.parametrize("source", SOURCES)
@given(text=st.text(alphabet="aAbBcC kKiI1. -<\u017f\u212a\u0131İßẞ_\n", max_size=25), start=st.integers(0, 5))
def test_at_openings_a_pattern_finds_what_it_finds_in_a_search(source: str, text: str, start: int) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    end = max(start, len(text) - 1)
    found = Sieve(source, re.IGNORECASE).matches(Openings(text, start, end))
    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(text, start, end)]


def test_of_most_patterns_it_is_known_what_they_begin_with() -> None:
    known = [beginnings(source, re.IGNORECASE) is not None for source in SOURCES]
    assert known == [True, True, True, True, True, False, False, True]


def test_letters_that_a_pattern_takes_for_the_same_are_the_same() -> None:
    letters = [
        chr(code) for code in range(sys.maxunicode) if chr(code).lower() != chr(code) or chr(code) in "\u0131\u017f"
    ]
    for letter in letters:
        pattern = re.compile(re.escape(letter), re.IGNORECASE)
        for other in {letter.lower()[0], letter.upper()[0], letter.casefold()[0]}:
            assert not pattern.fullmatch(other) or _same(letter)[0] == _same(other)[0], (letter, other)


GRAMMARS = [core.sieve for language in KNOWN for core in grammar(language).cores]
BOUNDS = [_bounds.before_sieve(language) for language in KNOWN]


@pytest.mark.parametrize("sieve", [*GRAMMARS, *BOUNDS], ids=lambda sieve: sieve.source[:40])
def test_no_sieve_misses_at_openings_what_it_finds_in_the_documents(sieve: Sieve) -> None:
    for path in sorted(GOLD.glob("*.txt")):
        for text in path.read_text(encoding="utf-8").split("\n\n"):
            found = sieve.matches(Openings(text))
            assert [match.span() for match in found] == [match.span() for match in sieve.pattern.finditer(text)]


WORDS = "not didn't isn’t niega a nié no wasn't denied sold former unit NOT ne va pas"


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=st.lists(st.sampled_from(WORDS.split())))
def test_a_table_finds_its_words_at_openings(language: str, words: list[str]) -> None:
    text = " ".join(words)
    for side in table(language).patterns.values():
        found = side.matches(Openings(text))
        assert [match.span() for match in found] == [match.span() for match in side.pattern.finditer(text)]
