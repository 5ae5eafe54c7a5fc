"""One fact per fact, whatever the order in which facts come. All companies are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliances.rules.marks import find_names
from extractor.candidates import SameName
from extractor.facts import Evidence, Fact, Name, Quantity
from extractor.filing import Filing
from extractor.merge import merge, same
from extractor.passages import blocks


class Holding(Fact, key=("owner", "owned", "stake")):
    """A test kind with a key slot that may be empty."""

    owner: Name
    owned: Name
    stake: Quantity | None = None
    note: str | None = None
    places: tuple[Name, ...] = ()


class Alias(Fact, key=("entity", "name")):
    """A test kind that relates two names."""

    entity: Name
    name: Name


class Rivals(Fact, key=("one", "other", "market"), same=("one", "other")):
    """A test kind with two slots that may change places."""

    one: Name
    other: Name
    market: str


class Count(Fact, key=("subject", "value")):
    """A test kind with a number."""

    subject: Name
    value: Quantity


_TEXT = (
    "Kestrel Telecom S.A. (“Kestrel”) is a carrier. Kestrel owns Betta Ltd. and Gamma Inc. Betta Ltd. is a carrier.\n\n"
    "Kestrel sold Gamma Inc. The Kestrel Group grew."
)


def _names() -> SameName:
    filing = Filing.read(_TEXT)
    return find_names(filing.text, blocks(filing)).named


NAMES = _names()


def percent(amount: str) -> Quantity:
    return Quantity(text=f"{amount}%", amount=Decimal(amount), unit="percent")


def at(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start=start, end=start + 5, quote="quote"),)


def holding(start: int, owner: str, owned: str, stake: str | None = None, **more: object) -> Holding:
    return Holding.model_validate(
        {"owner": owner, "owned": owned, "stake": percent(stake) if stake else None, "evidence": at(start), **more}
    )


SAME = [
    (holding(1, "Kestrel", "Betta Ltd.", "60"), holding(2, "Kestrel Telecom S.A.", "BETTA LTD.", "60.0")),
    (holding(1, "Kestrel", "Betta Ltd."), holding(2, "the Kestrel Group", "Betta Ltd.", "60")),
    (Alias(entity="Kestrel", name="Kestrel Telecom S.A."), Alias(entity="Kestrel Telecom S.A.", name="Kestrel")),
    (Rivals(one="Kestrel", other="Betta", market="home"), Rivals(one="Betta", other="Kestrel", market="home")),
    (
        Count(subject="Kestrel", value=Quantity(text="1", amount=Decimal(10), unit="subscribers")),
        Count(subject="Kestrel", value=Quantity(text="2", amount=Decimal(10), unit="customers")),
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_facts_that_state_the_same_are_one(one: Fact, other: Fact) -> None:
    assert same(one, other, NAMES)
    assert len(merge([one, other], NAMES)) == 1


DIFFERENT = [
    (holding(1, "Kestrel", "Betta Ltd.", "60"), holding(2, "Kestrel", "Betta Ltd.", "40")),
    (holding(1, "Kestrel", "Betta Ltd.", "60"), holding(2, "Kestrel", "Gamma Inc.", "60")),
    (holding(1, "Kestrel", "Betta Ltd."), holding(2, "Betta Ltd.", "Kestrel")),
    (Alias(entity="Kestrel", name="Kestrel Telecom S.A."), Alias(entity="Kestrel", name="the Kestrel Group")),
    (Rivals(one="Kestrel", other="Betta", market="home"), Rivals(one="Betta", other="Kestrel", market="abroad")),
    (Rivals(one="Kestrel", other="Betta", market="home"), Rivals(one="Betta", other="Gamma", market="home")),
    (Alias(entity="Kestrel", name="Betta Ltd."), holding(1, "Kestrel", "Betta Ltd.")),
    (
        Count(subject="Kestrel", value=Quantity(text="1", amount=Decimal(10), unit="customers")),
        Count(subject="Kestrel", value=Quantity(text="2", amount=Decimal(10), unit="countries")),
    ),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_facts_that_differ_in_a_key_slot_stay_two(one: Fact, other: Fact) -> None:
    assert not same(one, other, NAMES)
    assert len(merge([one, other], NAMES)) == 2


@pytest.mark.parametrize(
    ("one", "other", "both"), [(0.4, 0.9, 0.9), (None, 0.2, 0.2), (0.0, None, 0.0), (None, None, None)]
)
def test_the_surest_readers_confidence_stands(one: float | None, other: float | None, both: float | None) -> None:
    facts = [
        holding(1, "Kestrel", "Betta Ltd.", "60", confidence=one),
        holding(2, "Kestrel", "Betta Ltd.", confidence=other),
    ]
    assert [fact.confidence for fact in merge(facts, NAMES)] == [both]


def test_the_fullest_statement_comes_first_and_takes_what_only_the_others_say() -> None:
    brief = holding(1, "Kestrel", "Betta Ltd.", note="brief", places=("ES",))
    full = holding(9, "Kestrel Telecom S.A.", "Betta Ltd.", "60", note="full", places=("PT", "ES"))
    (fact,) = merge([brief, full], NAMES)
    assert isinstance(fact, Holding)
    assert (fact.owner, fact.note, fact.places) == ("Kestrel Telecom S.A.", "full", ("PT", "ES"))
    assert [e.start for e in fact.evidence] == [9, 1]


def test_what_lacks_a_stake_joins_the_holding_stated_first() -> None:
    facts = [
        holding(5, "Kestrel", "Betta Ltd.", "75"),
        holding(1, "Kestrel", "Betta Ltd.", "60"),
        holding(9, "Kestrel", "Betta Ltd."),
    ]
    merged = merge(facts, NAMES)
    assert [[e.start for e in fact.evidence] for fact in merged] == [[1, 9], [5]]


class Pact(Fact, key=("parties", "sort")):
    """Companies agree."""

    parties: tuple[Name, ...]
    sort: str


def test_sets_of_names_are_the_same_if_half_of_all_are_in_common() -> None:
    facts = [
        Pact(parties=("Qua", "Rex", "Sil"), sort="sale", evidence=at(0)),
        Pact(parties=("Qua", "Rex"), sort="sale", evidence=at(50)),
        Pact(parties=("Qua", "Rex"), sort="merger", evidence=at(100)),
        Pact(parties=("Qua", "Tor"), sort="sale", evidence=at(150)),
    ]
    merged = merge(facts, _names())
    assert [(fact.evidence[0].start, len(fact.evidence)) for fact in merged] == [(0, 2), (100, 1), (150, 1)]
    assert merge(facts[::-1], _names()) == merged


def test_one_evidence_is_not_kept_twice() -> None:
    (fact,) = merge([holding(1, "Kestrel", "Betta Ltd.", "60"), holding(1, "Kestrel", "Betta Ltd.")], NAMES)
    assert len(fact.evidence) == 1


def test_facts_come_in_the_order_of_their_first_evidence() -> None:
    facts = [
        holding(30, "Kestrel", "Gamma Inc."),
        holding(10, "Kestrel", "Betta Ltd."),
        Alias(entity="Kestrel", name="K", evidence=at(20)),
    ]
    assert [fact.evidence[0].start for fact in merge(facts, NAMES)] == [10, 20, 30]


_NAMED = st.sampled_from(["Kestrel", "Kestrel Telecom S.A.", "Betta Ltd.", "Gamma Inc.", "Delta", "delta"])
_HOLDINGS = st.builds(
    holding,
    st.integers(0, 40),
    _NAMED,
    _NAMED,
    st.sampled_from([None, "60", "40"]),
    note=st.sampled_from([None, "a", "b"]),
    places=st.sampled_from([(), ("ES",), ("PT", "ES")]),
)
_ALIASES = st.builds(
    lambda start, a, b: Alias(entity=a, name=b, evidence=at(start)), st.integers(0, 40), _NAMED, _NAMED
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(_HOLDINGS | _ALIASES, max_size=14), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_makes_no_difference(facts: Sequence[Fact], order: random.Random) -> None:
    shuffled = list(facts)
    order.shuffle(shuffled)
    assert merge(shuffled, NAMES) == merge(facts, NAMES)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(_HOLDINGS | _ALIASES, max_size=14))
def test_merging_again_changes_nothing_and_loses_no_evidence(facts: Sequence[Fact]) -> None:
    merged = merge(facts, NAMES)
    assert merge(merged, NAMES) == merged
    assert {e.start for fact in merged for e in fact.evidence} == {e.start for fact in facts for e in fact.evidence}


def test_many_facts_are_each_kept_once() -> None:
    facts = [holding(n, f"Owner {n % 50}", f"Owned {n % 25}", str(1 + n % 40)) for n in range(2000)]
    merged = merge(facts, NAMES)
    assert len(merged) == len({(f.owner, f.owned, f.stake) for f in facts})
    assert sum(len(fact.evidence) for fact in merged) == 2000
