"""When two numbers are in conflict, and when they are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts import Bound
from extractor.result import Result
from extractor.store import Conflict, StoredFact, StoredFiling
from extractor.store.entities import Entities, Said
from extractor.store.figures import Figure, conflicts, figure, shapes
from tests.store.facts import filed, holding, metric

Printed = tuple[str, float, Bound]
SLOTS = [
    ("metric", "subject", [], True, True),
    ("metric", "measure", [], False, True),
    ("metric", "value", ["text", "amount", "unit", "bound"], False, True),
    ("metric", "as_of", ["text", "start", "end"], False, False),
    ("metric", "scope", [], False, False),
    ("ownership", "owner", [], True, True),
    ("ownership", "owned", [], True, True),
    ("ownership", "stake", ["text", "amount", "unit", "bound"], False, True),
]


def found(*results: Result) -> list[Conflict]:
    """The conflicts between the facts of some filings."""
    figures: list[Figure] = []
    entities = Entities(Said())
    by_kind = {shape.kind: shape for shape in shapes(SLOTS)}
    for result in results:
        info = result.filing
        filing = StoredFiling(
            sha256=info.sha256,
            id=info.name,
            name=info.name,
            date=info.date,
            form=None,
            registrant=info.header.get("registrant"),
            run="",
            model="",
        )
        for number, fact in enumerate(result.facts):
            stored = StoredFact(
                id=f"{info.sha256[:16]}-{number}", kind=fact.kind, fact=fact.model_dump(mode="json"), filing=filing
            )
            one = figure(stored, by_kind[fact.kind], entities)
            figures += [] if one is None else [one]
    return list(conflicts(figures, entities))


def between(one: Printed, other: Printed, unit: str = "subscribers") -> list[Conflict]:
    facts = [metric("Alpha", text, amount, unit, bound=bound) for text, amount, bound in (one, other)]
    return found(filed("2009-05-01", facts[0]), filed("2009-06-01", facts[1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("15.0 million", 15_000_000, "exact"), ("15,012,000", 15_012_000, "exact")),
        (("15 million", 15_000_000, "exact"), ("15,400,000", 15_400_000, "exact")),
        (("1.2 million", 1_200_000, "exact"), ("1,204,317", 1_204_317, "exact")),
        (("8.475.000", 8_475_000, "exact"), ("8,475,312", 8_475_312, "exact")),
        (("about 2 million", 2_000_000, "about"), ("2,080,000", 2_080_000, "exact")),
        (("more than 53 million", 53_000_000, "more_than"), ("54.2 million", 54_200_000, "exact")),
        (("up to 100,000", 100_000, "up_to"), ("93,412", 93_412, "exact")),
        (("seven", 7, "exact"), ("7", 7, "exact")),
    ],
)
def test_what_can_be_the_same_number_is_no_conflict(one: Printed, other: Printed) -> None:
    assert between(one, other) == between(other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("15.0 million", 15_000_000, "exact"), ("15.1 million", 15_100_000, "exact")),
        (("15.0 million", 15_000_000, "exact"), ("15,051,000", 15_051_000, "exact")),
        (("1,204,000", 1_204_000, "exact"), ("1,205,000", 1_205_000, "exact")),
        (("2,000", 2000, "exact"), ("2,400", 2400, "exact")),
        (("more than 53 million", 53_000_000, "more_than"), ("51 million", 51_000_000, "exact")),
        (("seven", 7, "exact"), ("eight", 8, "exact")),
        (("about 2 million", 2_000_000, "about"), ("3 million", 3_000_000, "exact")),
    ],
)
def test_what_cannot_be_the_same_number_is_one(one: Printed, other: Printed) -> None:
    [conflict] = between(one, other)
    assert conflict.how == "conflict"
    assert [side.text for side in conflict.sides] == [one[0], other[0]]
    [conflict] = between(other, one)


def test_percents_round_by_their_last_figure_alone() -> None:
    assert len(between(("20%", 20, "exact"), ("24%", 24, "exact"), "percent")) == 1
    assert len(between(("31.5%", 31.5, "exact"), ("31.6%", 31.6, "exact"), "percent")) == 1
    assert between(("32%", 32, "exact"), ("31.6%", 31.6, "exact"), "percent") == []
    assert len(between(("100%", 100, "exact"), ("96%", 96, "exact"), "percent")) == 1


@pytest.mark.parametrize(
    "other",
    [
        metric("Beta", "3 million", 3_000_000),
        metric("Alpha", "3 million", 3_000_000, measure="members"),
        metric("Alpha", "3 million", 3_000_000, on="2009-06-30"),
        metric("Alpha", "3 million", 3_000_000, on=None),
        metric("Alpha", "3 million", 3_000_000, scope="prepaid"),
        metric("Alpha", "EUR 3 million", 3_000_000, "EUR"),
        metric("Alpha", "30%", 30, "percent"),
    ],
)
def test_another_subject_measure_date_scope_or_currency_is_no_conflict(other: object) -> None:
    assert found(filed("2009-05-01", metric("Alpha", "2 million", 2_000_000)), filed("2009-06-01", other)) == []  # type: ignore[arg-type]


def test_the_words_of_a_scope_may_stand_in_any_order() -> None:
    one = metric("Alpha", "2 million", 2_000_000, scope="prepaid, Spain")
    other = metric("Alpha", "3 million", 3_000_000, scope="Spain prepaid")
    assert len(found(filed("2009-05-01", one), filed("2009-06-01", other))) == 1


def test_what_is_measured_as_other_without_a_scope_is_compared_with_nothing() -> None:
    facts = [
        metric("Alpha", text, amount, measure="other") for text, amount in (("2 million", 2e6), ("3 million", 3e6))
    ]
    assert found(filed("2009-05-01", facts[0]), filed("2009-06-01", facts[1])) == []


def test_a_later_filing_of_the_same_registrant_restates_and_one_that_says_so() -> None:
    facts = [metric("Alpha", text, amount) for text, amount in (("2 million", 2e6), ("3 million", 3e6))]
    [own] = found(
        filed("2009-05-01", facts[0], registrant="Alpha plc"), filed("2009-08-01", facts[1], registrant="Alpha plc")
    )
    assert (own.how, [side.text for side in own.sides]) == ("restated", ["2 million", "3 million"])
    said = metric("Alpha", "3 million", 3e6, quote="Alpha had 3 million subscribers (restated)")
    assert [one.how for one in found(filed("2009-05-01", facts[0]), filed("2009-08-01", said))] == ["restated"]


def test_a_filing_is_in_conflict_with_itself_but_not_in_one_breath() -> None:
    facts = [metric("Alpha", "2 million", 2e6, on=None), metric("Alpha", "3 million", 3e6, on=None, at=5000)]
    assert [one.how for one in found(filed("2009-05-01", *facts))] == ["within one filing"]
    near = metric("Alpha", "3 million", 3e6, on=None, at=40)
    assert found(filed("2009-05-01", facts[0], near)) == []


def test_stakes_of_one_day_are_compared_and_of_two_are_not() -> None:
    one, other = holding("Alpha", "Beta", 60), holding("Alpha", "Beta", 45)
    assert len(found(filed("2009-05-01", one, name="a"), filed("2009-05-01", other, name="b"))) == 1
    assert found(filed("2009-05-01", one), filed("2009-06-01", other)) == []


def test_three_filings_have_a_side_for_each_number() -> None:
    facts = [
        metric("Alpha", text, amount)
        for text, amount in (("2.0 million", 2e6), ("2,012,000", 2_012_000), ("3 million", 3e6))
    ]
    [conflict] = found(*(filed(f"2009-05-0{nth}", fact) for nth, fact in enumerate(facts, start=1)))
    assert [side.text for side in conflict.sides] == ["2.0 million", "3 million"]


def test_a_range_is_what_the_printed_number_can_round_from() -> None:
    [one] = between(("15.0 million", 15_000_000, "exact"), ("16 million", 16_000_000, "exact"))
    assert one.sides[0].range == (Decimal(14_950_000), Decimal(15_050_000))
