from __future__ import annotations

from fractions import Fraction

import pytest

from extractor.errors import ReviewError
from extractor.review import Comparison, Item, Review, compare, settle
from tests.review.yard import (
    CUSTOMERS,
    HOLDING,
    KINDS,
    MEMBER,
    NAMES,
    NOW,
    OFFER,
    RESULT,
    accepted,
    added,
    corrected,
    rejected,
    review,
)

BEA = review(
    accepted(0), accepted(1), corrected(2, HOLDING, stake=None), added(OFFER, countries=["NO"]), reviewer="Bea"
)
ADA = review(
    accepted(0),
    rejected(1),
    accepted(2),
    accepted(3),
    added(MEMBER, member="Solbris", own="b"),
    added(OFFER, own="c"),
)


def told(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {pair.id: pair.slots for pair in comparison.differing}


def test_what_both_hold_what_differs_and_what_only_one_has_reviewed() -> None:
    found = compare(RESULT, ADA, BEA, KINDS)
    assert [pair.id for pair in found.agreed] == ["f0"]
    assert told(found) == {"f1": ("fact",), "f2": ("stake",), "n0": ("countries",), "n1": ("fact",)}
    assert [pair.id for pair in found.alone] == ["f3"]
    assert found.unseen == 1


def test_the_same_fact_in_other_words_is_no_difference() -> None:
    said = {**CUSTOMERS, "value": {**CUSTOMERS["value"], "text": "2.5 million"}, "quote": "had 2.5 million customers"}
    turned = {**NAMES, "entity": "Nordwind AS", "name": "Nordwind"}
    other = review(corrected(0, said), corrected(4, turned))
    found = compare(RESULT, review(accepted(0), accepted(4)), other, KINDS)
    assert told(found) == {}
    assert len(found.agreed) == 2


def test_agreement_is_counted_for_each_slot_of_what_both_hold() -> None:
    found = {one.of: one for one in compare(RESULT, ADA, BEA, KINDS).agreements}
    assert (found["fact"].units, found["fact"].agreed) == (5, 3)  # f0, f1, f2, the offering; Solbris by one alone
    assert (found["ownership.stake"].units, found["ownership.stake"].agreed) == (1, 0)
    assert found["ownership.stake"].alpha == Fraction(0)
    assert (found["metric.value"].agreed, found["metric.value"].alpha) == (1, None)  # nothing varies
    assert "membership.member" not in found


def test_a_settled_review_has_what_was_chosen() -> None:
    comparison = compare(RESULT, ADA, BEA, KINDS)
    said = {**OFFER, "countries": []}
    settled = settle(comparison, {"f1": "b", "f2": "neither", "n0": said, "n1": "b"}, now=NOW)
    assert settled.reviewer == "Ada and Bea"
    assert settled.items == (accepted(0), accepted(1), rejected(2), accepted(3), added(said))
    assert told(compare(RESULT, settled, settled, KINDS)) == {}
    assert Review.from_json(settled.to_json()) == settled


def test_every_difference_is_to_be_chosen_about() -> None:
    comparison = compare(RESULT, ADA, BEA, KINDS)
    with pytest.raises(ReviewError, match=r"f2: they differ in stake\nn0: they differ in countries\nn1"):
        settle(comparison, {"f1": "a"})
    with pytest.raises(ReviewError, match="no difference is called f0; there are f1, f2, n0, n1"):
        settle(comparison, {"f0": "a"})
    with pytest.raises(ReviewError, match="f1: 'c' is no choice"):
        settle(comparison, {"f1": "c", "f2": "a", "n0": "a", "n1": "a"})  # type: ignore[dict-item]


def test_a_review_agrees_with_itself_and_an_empty_one_with_all() -> None:
    same = compare(RESULT, ADA, ADA, KINDS)
    assert same.differing == same.alone == ()
    assert all(one.agreed == one.units and one.alpha in (None, 1) for one in same.agreements)
    none = compare(RESULT, review(), review(accepted(0)), KINDS)
    assert [pair.id for pair in none.alone] == ["f0"]
    assert none.differing == ()


def test_a_review_that_does_not_hold_is_not_compared() -> None:
    wrong = review(Item(id="f9", fact=9, verdict="accepted"), reviewer="Bea")
    with pytest.raises(ReviewError, match="the review of Bea does not hold"):
        compare(RESULT, ADA, wrong, KINDS)


def test_facts_added_many_times_are_met_one_by_one() -> None:
    said = [{**OFFER, "countries": ["NO"] if number % 2 else ["NO", "DK"]} for number in range(300)]
    mine = review(*(added(one, own=f"a{number}") for number, one in enumerate(said)))
    theirs = review(
        *(added(one, own=f"b{number}") for number, one in enumerate(reversed(said))), added(MEMBER, own="m")
    )
    found = compare(RESULT, mine, theirs, KINDS)
    assert (len(found.agreed), list(told(found).values())) == (300, [("fact",)])
