from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from extractor.errors import ReviewError
from extractor.result import Result
from extractor.review import Desk, Item, Review
from tests.review.yard import (
    CUSTOMERS,
    HOLDING,
    KINDS,
    MEMBER,
    NOW,
    OFFER,
    RESULT,
    SAID,
    accepted,
    added,
    corrected,
    empty,
    rejected,
    review,
    stating,
)

DESK = Desk(RESULT, KINDS)


def problems(*items: Item, **changes: Any) -> list[str]:
    return [str(one) for one in DESK.check(review(*items).model_copy(update=changes)).problems]


def read(said: dict[str, Any], **changes: Any) -> list[str]:
    fact, wrong = DESK.read({**said, **changes})
    assert (fact is None) == bool(wrong)
    return [f"{slot}: {message}" for slot, message in wrong]


def test_a_review_is_read_back_as_it_was_written() -> None:
    one = review(accepted(0), rejected(1), corrected(2, HOLDING, stake=None), added(OFFER))
    written = one.to_json()
    assert Review.from_json(written) == one
    assert Review.from_json(written.encode()).to_json() == written


@pytest.mark.parametrize(
    ("item", "wrong"),
    [
        ({"verdict": "added", "fact": 0, "said": {}}, "is none of the result's"),
        ({"verdict": "accepted"}, "needs its `fact`"),
        ({"verdict": "corrected", "fact": 0}, "needs `said`"),
        ({"verdict": "rejected", "fact": 0, "said": {}}, "leave out `said`"),
        ({"verdict": "maybe", "fact": 0}, "verdict"),
        ({"verdict": "accepted", "fact": -1}, "fact"),
        ({"verdict": "accepted", "fact": 0, "said": None, "more": 1}, "more"),
    ],
)
def test_an_item_that_contradicts_itself_is_none(item: dict[str, Any], wrong: str) -> None:
    shape = {"document": "a", "sha256": "0" * 64, "updated": NOW.isoformat(), "items": [{"id": "x", **item}]}
    with pytest.raises(ReviewError, match=r"items\.0.*" + wrong):
        Review.from_json(json.dumps(shape))


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 2}', b"[" * 100_000])
def test_what_is_no_review_is_told_as_such(text: bytes) -> None:
    with pytest.raises(ReviewError, match="this is no review"):
        Review.from_json(text)


def test_what_holds_gives_the_facts_in_the_filings_words() -> None:
    checked = DESK.check(review(accepted(0), rejected(1), corrected(2, HOLDING, stake=None), added(OFFER))).held()
    assert set(checked.facts) == {"f0", "f2", "a0"}
    assert checked.facts["f0"] == RESULT.facts[0]
    fact = checked.facts["a0"]
    assert fact.kind == "offering"
    assert fact.countries == ("NO", "DK")  # type: ignore[attr-defined]
    [evidence] = fact.evidence
    for slot, words in (("provider", "Solbris"), ("name", "Brisk Data")):
        assert [RESULT.text[at.start : at.end] for at in evidence.slots[slot]] == [words]


def test_every_problem_of_every_item_is_told_together_with_its_slot() -> None:
    offer = added(OFFER, provider="Nobody", name="Quick Talk")
    assert problems(accepted(7), corrected(2, HOLDING, owned="Sunbreeze"), offer) == [
        "f7:fact: there is no fact 7: the result has 5 facts, counted from 0",
        "f2:owned: 'Sunbreeze' is not in the filing",
        "a0:provider: 'Nobody' is not in the filing",
        "a0:name: 'Quick Talk' is not in the filing",
    ]
    with pytest.raises(ReviewError, match=r"the review of Ada does not hold[\s\S]*f7:fact"):
        DESK.check(review(accepted(7))).held()


def test_a_review_of_another_document_or_another_reading_is_told() -> None:
    assert problems(sha256="0" * 64) == [
        "-:sha256: the review is of another document than nordwind.txt: its SHA-256 differs"
    ]
    assert problems(facts="0" * 64) == [
        "-:facts: the review is of another reading of nordwind.txt: the result's facts differ"
    ]
    assert problems(facts=None) == []
    other = Desk(stating(*SAID[1:]), KINDS).check(review(accepted(0)))
    assert [one.slot for one in other.problems] == ["facts"]


def test_no_fact_is_judged_twice_and_no_id_is_used_twice() -> None:
    twice = Item(id="again", fact=0, verdict="rejected")
    assert problems(accepted(0), twice) == ["f0, again:fact: fact 0 is judged 2 times; keep one"]
    assert problems(added(OFFER), added(MEMBER)) == ["a0:id: 2 items have this id; each needs its own"]


@pytest.mark.parametrize(
    ("changes", "slot"),
    [
        ({"subject": "Südwind"}, "subject"),
        ({"value": {"text": "2.6 million customers", "amount": 2600000, "unit": "customers"}}, "value"),
        ({"as_of": {"text": "in March", "start": "2004-03-01", "end": "2004-03-31"}}, "as_of"),
        ({"quote": "had 2.6 million customers"}, "quote"),
        ({"quote": ""}, "quote"),
        ({"quote": None}, "quote"),
        ({"measure": "height"}, "measure"),
        ({"kind": "recipe"}, "kind"),
        ({"kind": None}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"subject": None}, "subject"),
        ({"value": {"text": "2.5 million customers", "amount": "many", "unit": "customers"}}, "value.amount"),
        ({"value": {"text": "customers"}}, "value"),
        ({"value": 7}, "value"),
        ({"value": {"text": "2.5 million customers", "amount": "1e-999999999", "unit": "customers"}}, "value.amount"),
        ({"value": {"text": "2.5 million customers", "amount": "9" * 4000, "unit": "customers"}}, "value.amount"),
        ({"value": {"text": "customers", "amount": 2500000, "unit": "customers"}}, "value"),
        ({"scope": "\ud800"}, "-"),
        ({"\ud800": "x"}, "-"),
        ({"value": {"text": "2.5 million customers", "amount": 25, "unit": "customers"}}, "value"),
        ({"as_of": {"text": "at the end of September 2004", "start": "2004-10-30", "end": "2004-09-30"}}, "as_of"),
    ],
)
def test_what_does_not_hold_is_named_by_its_slot(changes: dict[str, Any], slot: str) -> None:
    [told] = read(CUSTOMERS, **changes)
    assert told.startswith(f"{slot}: ")


def test_words_that_the_filing_denies_are_refused_as_a_models_are() -> None:
    [told] = read(CUSTOMERS, scope="a member of the Polar Pact", quote="a member of the Polar Pact")
    assert "leaves out a negation" in told


def test_a_quantity_or_date_or_country_may_be_given_by_its_words_alone() -> None:
    fact, _ = DESK.read(
        {**CUSTOMERS, "value": "2.5 million customers", "as_of": {"text": "at the end of September 2004"}}
    )
    assert fact is not None
    assert (fact.value.amount, fact.value.unit) == (Decimal(2500000), "customers")  # type: ignore[attr-defined]
    assert fact.as_of.end.isoformat() == "2004-09-30"  # type: ignore[attr-defined]
    fact, _ = DESK.read({**OFFER, "countries": ["Norway", "Denmark"]})
    assert fact is not None
    assert fact.countries == ("NO", "DK")  # type: ignore[attr-defined]
    assert read(OFFER, countries=["ZZ"]) == ["countries: ZZ is no country's ISO 3166-1 code"]


@pytest.mark.parametrize("amount", [2500000, -2500000, 2500000000])
def test_the_sign_and_the_scale_of_a_figure_are_for_a_person_to_say(amount: int) -> None:
    assert read(CUSTOMERS, value={"text": "2.5 million", "amount": amount, "unit": "EUR"}) == []


def test_a_result_without_its_text_cannot_be_reviewed() -> None:
    bare = Result.from_json(RESULT.to_json(), kinds=KINDS)
    with pytest.raises(ReviewError, match="does not hold its filing's text"):
        Desk(bare, KINDS)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "\ud800"},
        {"note": "\ud800"},
        {"verdict": "added", "fact": None, "said": {"kind": "metric", "\ud800": 1}},
        {"verdict": "added", "fact": None, "said": {"kind": "metric", "value": {"text": ["\ud800"]}}},
    ],
)
def test_half_a_character_is_refused_with_the_item_that_has_it(changes: dict[str, Any]) -> None:
    item = {"id": "x", "fact": 0, "verdict": "accepted", **changes}
    shape = {"document": "a", "sha256": "0" * 64, "updated": NOW.isoformat(), "items": [item]}
    with pytest.raises(ReviewError, match=r"items\.0.*: (.*item x: half of a surrogate|.*unicode string)") as told:
        Review.from_json(json.dumps(shape))
    assert str(told.value).encode()
    with pytest.raises(ReviewError, match="reviewer: "):
        Review.from_json(json.dumps({**shape, "items": [], "reviewer": "\ud800"}))
    with pytest.raises(ReviewError, match="this is no review") as told:
        Review.from_json(json.dumps({**shape, "items": [], "\ud800": 1}))
    assert str(told.value).encode()


def test_of_many_faults_the_first_are_told_and_how_many_more_there_are() -> None:
    with pytest.raises(ReviewError) as told:
        DESK.check(review(*(accepted(number) for number in range(5, 5000)))).held()
    lines = str(told.value).splitlines()
    assert (len(lines), lines[-1]) == (22, "and 4,975 more")
    shape = {"document": "a", "sha256": "0" * 64, "updated": NOW.isoformat(), "items": [{}] * 1000}
    with pytest.raises(ReviewError, match=r"and \d,\d{3} more$"):
        Review.from_json(json.dumps(shape))
    [told_once] = problems(*(Item(id=f"x{number}", fact=0, verdict="rejected") for number in range(1000)))
    assert told_once.endswith("x19, and 980 more:fact: fact 0 is judged 1000 times; keep one")
    assert len(read({**CUSTOMERS, **{f"slot{number}": 1 for number in range(1000)}})) == 20


def test_a_review_has_so_many_items_and_no_more() -> None:
    item = {"id": "x", "fact": 0, "verdict": "accepted"}
    shape = {"document": "a", "sha256": "0" * 64, "updated": NOW.isoformat(), "items": [item] * 20_001}
    with pytest.raises(ReviewError, match=r"items: .*at most 20000 items"):
        Review.from_json(json.dumps(shape))


@pytest.mark.parametrize(
    ("words", "amount", "unit", "holds"),
    [
        ("twelve", 12, "countries", True),
        ("doubled", 2, "times", True),
        ("二百万", 2_000_000, "customers", True),
        ("hundreds of millions of customers", 200_000_000, "customers", True),
        ("miles de millones de dólares", 2_000_000_000, "USD", True),
        ("both countries", 2, "countries", True),
        ("all of the shares", 100, "percent", True),
        ("all of the shares", 1_000_000, "shares", False),
        ("the shares", 60, "percent", False),
        ("subscribers", 2_400_000, "subscribers", False),
    ],
)
def test_words_without_a_number_carry_no_amount_but_none_all_or_dozens(
    words: str, amount: int, unit: str, holds: bool
) -> None:
    desk = Desk(empty(f"NORDWIND\n\nOslo, 11 November 2004. Nordwind has {words} at home.\n"), KINDS)
    said = {**CUSTOMERS, "value": {"text": words, "amount": amount, "unit": unit}, "as_of": None}
    fact, wrong = desk.read({**said, "quote": f"Nordwind has {words} at home"})
    assert (fact is not None) == holds, wrong
    assert holds or wrong == [("value", f"{words!r} holds no figure; give the words that say how much")]
