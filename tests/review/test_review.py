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
