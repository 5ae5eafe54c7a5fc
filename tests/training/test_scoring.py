"""A reader held against labels: which facts are right, how sure it may be, and where it had better be silent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.comparison import Entities, Kind
from extractor.training.labels import Stated
from extractor.training.scoring import (
    Found,
    Judged,
    Score,
    Verdict,
    calibration_error,
    fit,
    isotonic,
    measure,
    pair,
)
from tests.pipeline.toy import Holding

SHARES = st.floats(0, 1)


def holding(owner: str, count: int, sure: float | None = None) -> Holding:
    said = {"owner": owner, "count": {"text": f"{count} eggs", "amount": count, "unit": "eggs"}, "confidence": sure}
    return Holding.model_validate(said)


def stated(owner: str, count: int, *, optional: bool = False) -> Stated:
    return Stated(Holding, holding(owner, count), {}, {}, {}, optional)


def found(raw: float, right: bool) -> Found:
    return Found("holding", raw, Verdict.RIGHT if right else Verdict.WRONG)


def test_a_fact_is_right_once_by_its_key_slots_and_what_is_optional_counts_neither_way() -> None:
    given = [holding("Hen", 9, 0.9), holding("hen", 9, 0.8), holding("Fox", 3, 0.7), holding("Duck", 1, 0.6)]
    labels = [stated("Hen", 9), stated("Fox", 3, optional=True), stated("Owl", 1)]
    assert [one.verdict.value for one in pair(Kind(Holding), given, labels, Entities({}))] == [
        "right",
        "again",
        "optional",
        "wrong",
    ]


def test_a_name_of_the_same_thing_is_right_and_facts_are_paired_so_that_most_are() -> None:
    names = Entities({"Hen": ["Hen Ltd", "Old Hen"]})
    given = [holding("Old Hen", 9, 0.9), holding("Hen", 9, 0.8)]
    labels = [stated("Hen", 9), stated("Hen Ltd", 9)]
    assert [one.verdict for one in pair(Kind(Holding), given, labels, names)] == [Verdict.RIGHT, Verdict.RIGHT]


@settings(deadline=None)
@given(facts=st.lists(st.tuples(SHARES, st.booleans()), max_size=120))
def test_a_calibration_never_falls_and_stays_between_nought_and_one(facts: list[tuple[float, bool]]) -> None:
    calibration = isotonic([found(raw, right) for raw, right in facts])
    sure = [calibration.of(share / 50) for share in range(51)]
    assert sure == sorted(sure)
    assert all(0 <= one <= 1 for one in sure)
    assert len(calibration.raw) == len(calibration.right) >= 1


def test_a_calibration_gives_the_share_that_was_right() -> None:
    facts = [found(0.3 + n / 1e6, n % 5 == 0) for n in range(100)] + [
        found(0.8 + n / 1e6, n % 5 > 0) for n in range(100)
    ]
    calibration = isotonic(facts)
    assert calibration.of(0.3) == pytest.approx(0.2)
    assert calibration.of(0.801) == pytest.approx(0.8)
    assert calibration_error([(calibration.of(one.raw), one.verdict is Verdict.RIGHT) for one in facts]) < 0.02


def test_a_kind_is_silent_where_that_gives_the_best_f1() -> None:
    facts = tuple(found(0.9, True) for _ in range(30)) + tuple(found(0.2, False) for _ in range(30))
    judged = [Judged(facts, {"holding": 40})] * 2
    fitted = fit(judged, ["holding", "saying"])
    assert fitted.least["holding"] == pytest.approx(1.0)
    assert fitted.score(judged)["holding"] == Score(right=60, given=60, stated=80)
    assert fitted.least["saying"] == fitted.least["holding"]  # nothing is known of it: what goes for all
    measured = measure(judged, ["holding", "saying"])
    assert measured.apart
    assert (measured.total.precision, measured.total.recall) == (1.0, 0.75)
    assert measured.scores["saying"] == Score()


def test_what_was_found_nowhere_can_be_measured_too() -> None:
    measured = measure([Judged((), {"holding": 2})], ["holding"])
    assert (measured.total.f1, measured.error, measured.apart) == (0.0, 0.0, False)


@settings(deadline=None)
@given(facts=st.lists(st.tuples(SHARES, st.booleans()), min_size=1, max_size=60), stated=st.integers(0, 80))
def test_no_other_threshold_gives_a_better_f1(facts: list[tuple[float, bool]], stated: int) -> None:
    stated += sum(right for _, right in facts)
    judged = [Judged(tuple(found(raw, right) for raw, right in facts), {"holding": stated})]
    fitted = fit(judged, ["holding"])
    best = fitted.score(judged)["holding"].f1
    for least in {fitted.sure(one) for one in judged[0].found}:
        kept = [one for one in judged[0].found if fitted.sure(one) >= least]
        right = sum(one.verdict is Verdict.RIGHT for one in kept)
        assert Score(right, len(kept), stated).f1 <= best + 1e-12
