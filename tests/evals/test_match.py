"""Each rule of the guide's "When a fact is right", with cases on both sides of its threshold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.comparison import GOOD, Entities, Outcome, fold_name, same_amount, same_unit
from tests.evals.toys import KINDS, item, membership, metric, quantity, when

ENTITIES = Entities(
    {
        "Lumen Alliance": ["the Lumen mobile alliance"],
        "Alba Mobil": ["Alba", "Alba Mobil, S.A."],
        "i-talk": ["i-talk(tm) platform"],
        "roaming bundle": ["new multi-country proposition"],
    }
)


def _outcomes(gold: dict[str, Any], said: dict[str, Any]) -> dict[str, Outcome]:
    left, right = item(gold), item(said)
    assert left.fact
    assert right.fact
    kind = KINDS[left.kind]
    return kind.outcomes(kind.prepare(left.fact, ENTITIES), kind.prepare(right.fact, ENTITIES))


def _is_right(gold: dict[str, Any], said: dict[str, Any]) -> bool:
    return KINDS[gold["kind"]].is_right(_outcomes(gold, said))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Alba Mobil", True),
        ("ALBA\n  mobil", True),  # white space and case are folded
        ("the Alba Mobil", True),  # a leading "the" is dropped
        ("Alba", True),  # an alias
        ("alba mobil, s.a.", True),
        ("Alba Fijo", False),
        ("Thealba Mobil", False),
    ],
)
def test_names_match_folded_or_through_aliases(said: str, right: bool) -> None:
    assert _is_right(membership("Alba Mobil"), membership(said)) is right


def test_two_aliases_of_one_entity_are_equal() -> None:
    assert _is_right(membership("Alba"), membership("Alba Mobil, S.A."))


def test_a_leading_the_is_dropped_once_and_only_as_a_word() -> None:
    assert fold_name("The  Lumen\nAlliance") == "lumen alliance"
    assert fold_name("Thelma") == "thelma"


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("1000", "1005", True),  # 0.5% is within
        ("1000", "995", True),
        ("1000", "1005.1", False),
        ("1200000000", "1200000", False),  # "1.2 billion" is not "1.2 million"
        ("45", "0.45", False),
        ("0", "0", True),
        ("0", "0.001", False),
        ("-20", "20", False),
    ],
)
def test_amounts_are_equal_within_half_a_percent(gold: str, said: str, same: bool) -> None:
    assert same_amount(Decimal(gold), Decimal(said)) is same


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("percent", "percent", True),
        ("percent", "percentage points", False),
        ("percent", "subscribers", False),
        ("EUR", "EUR", True),
        ("EUR", "USD", False),
        ("EUR", "percent", False),
        ("subscribers", "customers", True),
        ("accounts", "users", True),
        ("mobile subscribers", "customers", True),
        ("sites", "LTE sites", True),
        ("countries", "country", True),
        ("partners", "network partners", True),
        ("countries", "people", False),
        ("customers", "employees", False),
        ("hospitals", "hospitales", True),
        ("markets", "countries", True),
        ("sites", "percent", False),
        ("sites", "", False),
        ("basis points", "percentage points", False),
    ],
)
def test_units(gold: str, said: str, same: bool) -> None:
    assert same_unit(gold, said) is same
    assert same_unit(said, gold) is same


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [("revenue", "revenue", True), ("revenue", "other", True), ("other", "profit", True), ("revenue", "profit", False)],
)
def test_measures_are_equal_or_one_is_other(gold: str, said: str, right: bool) -> None:
    value = quantity("EUR 4 million", 4_000_000, "EUR")
    assert _is_right(metric("Alba", gold, value, "q"), metric("Alba", said, value, "q")) is right


def test_a_null_stake_equals_only_a_null_stake() -> None:
    def held(stake: Any) -> dict[str, Any]:
        return {"kind": "ownership", "owner": "Cedar", "owned": "Brevo", "stake": stake, "quote": "q"}

    whole = quantity("wholly owned", 100, "percent")
    assert _is_right(held(None), held(None))
    assert _is_right(held(whole), held(whole))
    assert not _is_right(held(None), held(whole))
    assert not _is_right(held(whole), held(None))
    assert _outcomes(held(None), held(whole))["stake"] is Outcome.SPURIOUS
    assert _outcomes(held(whole), held(None))["stake"] is Outcome.MISSING


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ("GPRS", "gprs network", True),  # generic words are dropped
        ("900/1800 MHz", "900/1800 MHz band", True),
        ("900/1800 MHz", "1800 MHz", True),  # F1 2*2/(3+2) = 0.8
        ("dual-band GSM", "GSM", False),  # dual, GSM against GSM: 2*1/(2+1) = 0.67
        ("3G", "2G", False),
        ("i-talk", "i-talk(tm) platform", True),  # an alias
        ("network", "network", True),  # nothing but generic words: then they count
        ("network", "service", False),
    ],
)
def test_technologies_are_the_same_words_or_nearly(gold: str, said: str, right: bool) -> None:
    def has(technology: str) -> dict[str, Any]:
        return {"kind": "technology", "operator": "Alba", "technology": technology, "quote": "q"}

    assert _is_right(has(gold), has(said)) is right


def test_an_identity_is_a_pair_of_names_in_either_order_and_takes_no_aliases() -> None:
    def same(entity: str, name: str) -> dict[str, Any]:
        return {"kind": "identity", "entity": entity, "name": name, "relation": "legal_name", "quote": "q"}

    assert _is_right(same("Alba", "Alba Mobil, S.A."), same("Alba Mobil, S.A.", "Alba"))
    assert not _is_right(same("Alba", "Alba Mobil, S.A."), same("Alba", "Alba Mobil"))  # or every pair would match
    assert set(_outcomes(same("Alba", "AM"), same("AM", "Alba")).values()) == {Outcome.RIGHT}


def test_a_person_is_the_same_words() -> None:
    def named(name: str) -> dict[str, Any]:
        return {"kind": "person", "name": name, "quote": "q"}

    assert _is_right(named("Ines Prado"), named("PRADO, Ines"))
    assert not _is_right(named("Ines Prado"), named("Prado"))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("a" * 90 + "b" * 10, True),  # 2*90/200 = 0.9
        ("a" * 89 + "b" * 11, False),  # 2*89/200 = 0.89
        ("A" * 100, True),
    ],
)
def test_statements_match_at_a_ratio_of_nine_tenths(said: str, right: bool) -> None:
    def spoken(text: str) -> dict[str, Any]:
        return {"kind": "statement", "speaker": "Ines Prado", "text": text, "quote": "q"}

    assert _is_right(spoken("a" * 100), spoken(said)) is right


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ("new discount scheme", "discount scheme", True),  # 2*2/(3+2) = 0.8
        ("secure call management system", "call system", True),  # 2*2/(4+2) = 0.67
        ("wholesale voice", "voice and data services", False),  # 2*1/(2+4) = 0.33
        ("roaming bundle", "multi-country proposition", True),  # an alias: 2*3/(4+3) = 0.86
    ],
)
def test_offerings_match_at_a_word_f1_of_six_tenths(gold: str, said: str, right: bool) -> None:
    def offered(name: str) -> dict[str, Any]:
        return {"kind": "offering", "provider": "Alba", "name": name, "quote": "q"}

    assert _is_right(offered(gold), offered(said)) is right


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        (["Alba", "Brevo"], ["Brevo", "Alba Mobil"], True),  # 2 of 2, through an alias
        (["Alba", "Brevo"], ["Alba"], True),  # 1 of 2 named
        (["Alba", "Brevo"], ["Alba", "Corvo"], False),  # 1 of 3 named
        (["Alba", "Brevo"], ["Alba", "Alba Mobil"], True),  # two names of one party are one
        (["Alba", "Brevo", "Corvo"], ["Alba", "Brevo", "Delta"], True),  # 2 of 4
    ],
)
def test_agreements_share_half_of_all_parties(gold: list[str], said: list[str], right: bool) -> None:
    def agreed(parties: list[str], type_: str = "supply") -> dict[str, Any]:
        return {"kind": "agreement", "parties": parties, "type": type_, "quote": "q"}

    assert _is_right(agreed(gold), agreed(said)) is right
    assert not _is_right(agreed(gold), agreed(gold, "licence"))


def test_slots_that_are_no_key_are_right_wrong_missing_or_spurious() -> None:
    value = quantity("31 %", 31, "percent")
    june, may = when("June 2009", "2009-06-01", "2009-06-30"), when("May 2009", "2009-05-01", "2009-05-31")
    found = _outcomes(
        metric("Alba", "market_share", value, "q", as_of=june), metric("Alba", "market_share", value, "q", as_of=may)
    )
    assert found["as_of"] is Outcome.WRONG
    assert found["scope"] is Outcome.ABSENT
    assert {found[slot] for slot in ("subject", "measure", "value")} == {Outcome.RIGHT}
    spurious = _outcomes(metric("Alba", "market_share", value, "q"), metric("Alba", "other", value, "q", scope="home"))
    assert spurious["scope"] is Outcome.SPURIOUS
    assert {Outcome.RIGHT, Outcome.ABSENT} == GOOD
