"""A sieve finds what its pattern finds, and a pattern for many words is one for each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import footnotes
from extractor.passages import _boilerplate
from extractor.searching import Sieve, any_of, folded, passing
from extractor.values import _apart, _bounds, _numerals, _wholes
from extractor.values._dategrammar import grammar
from extractor.values._language import KNOWN

SIEVES = [
    *(core.sieve for language in KNOWN for core in grammar(language).cores),
    *(sieve for sieve in vars(_boilerplate).values() if isinstance(sieve, Sieve)),
    *(_bounds.before_sieve(language) for language in KNOWN),
    *_apart.SIEVES,
    *(sieve for sieve, _ in _wholes.STATED),
]
GOLD = Path(__file__).parents[1] / "evals" / "gold"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The paragraphs of the committed documents."""
    every = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]
    return [paragraph for text in every for paragraph in text.split("\n\n")]


@pytest.mark.parametrize("sieve", SIEVES, ids=lambda sieve: sieve.source[:40])
def test_no_sieve_loses_a_match_of_its_pattern(sieve: Sieve, texts: list[str]) -> None:
    lost = [text for text in texts if not sieve.passes(folded(text)) and sieve.pattern.search(text)]
    assert not lost


SOURCES = (
    "a b|ab?c",
    "(?:ab|bc)+ ?1",
    "s[kß]|[i\u0131]a",
    r"\bab(?!c)|é1?a",
    r"a\s+b|c{2}",
    "a.*b|bb",
    "(?>ab|c)1*+b{2,3}",
)


@pytest.mark.parametrize("source", SOURCES)
@given(data=st.data())
def test_every_match_of_a_pattern_holds_what_its_sieve_looks_for(source: str, data: st.DataObject) -> None:
    plain = re.compile(source.replace("(?>", "(?:").replace("*+", "*"), re.IGNORECASE)
    text = data.draw(st.from_regex(plain))
    found = plain.search(text)
    assert found is None or Sieve(source, re.IGNORECASE).passes(folded(found.group()))


@given(st.text(alphabet="aAbB cC1.-\u017f\u212a\u0131İßẞéÉ", max_size=30))
def test_a_sieve_finds_what_its_pattern_finds(text: str) -> None:
    for source in SOURCES:
        sieve = Sieve(source, re.IGNORECASE)
        plain = re.compile(source, re.IGNORECASE)
        spans = [match.span() for match in plain.finditer(text)]
        assert [match.span() for match in sieve.finditer(text, folded(text))] == spans
        assert (sieve.search(text, folded(text)) is None) == (not spans)


@pytest.mark.parametrize("language", KNOWN)
def test_every_number_in_words_is_found_in_any_case(language: str) -> None:
    for word in _numerals.number_words(language):
        for said in (word, word.upper(), word.capitalize()):
            if re.fullmatch(_numerals.words_pattern(language), said, re.IGNORECASE):
                assert [match.group() for match in _numerals.numbers(f"the {said}.", language)] == [said]


@given(
    st.lists(
        st.sampled_from(
            [
                "million",
                "millón",
                "Milliarden",
                "Prozent",
                "users",
                "thousand",
                "per cent",
                "45%",
                "1,234,567",
                *"12*²x.",
                "(2)",
            ]
        )
    )
)
def test_a_text_that_may_hold_no_footnote_mark_holds_none(parts: list[str]) -> None:
    text = "".join(parts)
    assert footnotes._MAY_MARK.search(text) or not footnotes._MARK.search(text)


def test_of_many_sieves_those_pass_whose_words_stand_in_the_text() -> None:
    one, other, any_text = Sieve("last year"), Sieve("next (?:year|quarter)"), Sieve(r"\d+")
    assert list(passing((one, other, any_text), "in the next quarter")) == [other, any_text]


WORDS = st.lists(
    st.text(alphabet="abAkKsSé .$", min_size=1, max_size=5).map(str.strip).filter(bool), min_size=1, max_size=8
)


@given(WORDS, st.text(alphabet="abAkKsSé .$\n", max_size=12), st.booleans())
def test_a_pattern_for_many_words_is_the_longest_of_them(words: list[str], text: str, ignore_case: bool) -> None:
    flags = re.IGNORECASE if ignore_case else 0
    longest = sorted({" ".join(word.split()) for word in words}, key=len, reverse=True)
    plain = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
    quick = re.compile(any_of(words, ignore_case=ignore_case), flags)
    assert [match.span() for match in quick.finditer(text)] == [
        match.span() for match in re.finditer(plain, text, flags)
    ]
