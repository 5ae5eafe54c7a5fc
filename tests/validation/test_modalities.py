from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Span
from extractor.validation import Modality, modalities, negates, negation_beside, objection

SLOT = re.compile(r"\[([^\]]*)\]")


def read(bracketed: str) -> tuple[str, list[Span]]:
    """A sentence and the slots that are bracketed in it."""
    stated: list[Span] = []
    text = ""
    for at, part in enumerate(SLOT.split(bracketed)):
        if at % 2:
            stated.append(Span(len(text), len(text) + len(part)))
        text += part
    return text, stated


def said(bracketed: str, language: str = "en") -> dict[Modality, str]:
    text, stated = read(bracketed)
    found = modalities(text, Span(0, len(text)), stated, language)
    return {finding.modality: text[finding.words.start : finding.words.end] for finding in found}


CASES = [
    tuple(re.split(" {2,}", line))
    for line in Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "modality", "sentence"), [case for case in CASES if case[1] != "-"])
def test_what_is_not_plainly_asserted_is_told(language: str, modality: str, sentence: str) -> None:
    assert Modality(modality) in said(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), [(case[0], case[2]) for case in CASES if case[1] == "-"])
def test_what_is_asserted_stands_whatever_else_is_said(language: str, sentence: str) -> None:
    assert said(sentence, language).keys() <= {Modality.PLANNED}


def test_a_finding_has_the_words_that_say_so() -> None:
    assert said("[Nordtel] formerly owned [25%] of [Sudfone].") == {Modality.PAST: "formerly owned"}


def test_words_within_a_slot_are_the_facts_own() -> None:
    assert said('"[We will not sell if we may not]", said [Ana Prieto].') == {}


def test_slots_outside_the_sentence_are_left_out() -> None:
    text, stated = read("[Nordtel] is an operator. It does not own [Sudfone].")
    second = Span(text.index("It"), len(text))
    assert [finding.modality for finding in modalities(text, second, stated, "en")] == [Modality.NEGATED]
    assert modalities(text, second, stated[:1], "en") == ()


def test_the_run_that_states_a_fact_does_as_well_as_its_slots() -> None:
    assert Modality.DENIED in said("Nordtel denied that it [holds 30% of Sudfone].")


def test_a_language_without_a_table_is_read_as_english() -> None:
    assert Modality.NEGATED in said("[Nordtel] does not own [Sudfone].", "xx")
    assert Modality.NEGATED in said("[Nordtel] no posee [Sudfone].", "es-MX")


def test_an_objection_is_made_to_what_the_kind_refuses_and_says_why() -> None:
    text, stated = read("[Nordtel] no\nlonger owns [Sudfone].")
    refused = objection(text, Span(0, len(text)), stated, refuses={Modality.PAST}, language="en")
    assert refused == "the text has it as past: 'no longer'"
    assert objection(text, Span(0, len(text)), stated, refuses={Modality.DENIED}, language="en") is None


def test_a_long_text_without_a_stop_has_no_long_reach() -> None:
    far = " and then some" * 100
    assert said(f"[Nordtel] does not own{far} [Sudfone].") == {}
    assert Modality.NEGATED in said(f"{far} [Nordtel] does not own [Sudfone]{far}.")


@given(st.text(st.sampled_from("aN .,()\n'\"-") | st.characters(), max_size=80), st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_whatever_the_text_findings_stand_in_the_sentence_and_outside_the_slots(text: str, data: st.DataObject) -> None:
    text = f"not {text} sold until"
    ends = st.integers(0, len(text))
    sentence, *stated = [Span(*sorted(data.draw(st.tuples(ends, ends)))) for _ in range(3)]
    for language in ("en", "es", "de", "fr", "pt", "it"):
        for finding in modalities(text, sentence, stated, language):
            assert sentence.covers(finding.words)
            assert not any(span.overlaps(finding.words) for span in stated if sentence.covers(span))


@pytest.mark.parametrize(
    ("bracketed", "words"),
    [
        ("It has not [held a stake].", "not"),
        ("He denied that it [sold the business].", "denied that"),
        ("It [had] not held a stake.", "not"),
        ("It was not [more than EUR 3 million].", "not "),
        ("El grupo no [ofrece servicios].", "no"),
        ("Ils n'ont pas [signé].", "pas"),
    ],
)
def test_a_negation_beside_copied_words_is_found(bracketed: str, words: str) -> None:
    text, (span,) = read(bracketed)
    found = negation_beside(text, span)
    assert found is not None
    assert words.strip() in text[found.start : found.end]


@pytest.mark.parametrize(
    "bracketed",
    [
        "It did not buy Telenet and [sold Wind].",
        "It doesn't only [offer roaming].",
        "No. 1 operator [Telenet signed first].",
        "It has not held [a stake].",
        "[GSM] not UMTS",
    ],
)
def test_a_negation_of_other_words_is_none_of_theirs(bracketed: str) -> None:
    text, (span,) = read(bracketed)
    assert negation_beside(text, span) is None


@pytest.mark.parametrize(("word", "is_one"), [("Not", True), ("didn't", True), ("sin", True), ("only", False)])
def test_a_word_that_negates_is_known_by_itself(word: str, is_one: bool) -> None:
    assert negates(word) is is_one
