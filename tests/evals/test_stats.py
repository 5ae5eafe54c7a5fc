"""Intervals, tests and rounding, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.stats import (
    Interval,
    Intervals,
    difference_interval,
    fixed,
    intervals,
    mean,
    mean_interval,
    permutation_p,
    share_interval,
    signed,
)
from evals.tally import Tally, total


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1), "1.000"),
        (Fraction(2, 3), "0.667"),
        (Fraction(1, 2000), "0.000"),  # 0.0005 is rounded to even
        (Fraction(3, 2000), "0.002"),  # 0.0015 too
        (Fraction(-1, 3), "-0.333"),
        (None, "-"),
    ],
)
def test_fractions_are_shown_with_fixed_decimals_rounded_half_to_even(value: Fraction | None, text: str) -> None:
    assert fixed(value) == text


def test_differences_have_a_sign() -> None:
    assert [signed(Fraction(part, 8)) for part in (-1, 0, 1)] == ["-0.125", "0.000", "+0.125"]


def test_shares_of_nothing_are_one() -> None:
    assert Tally().f1 == Tally().precision == Tally().recall == 1
    assert Tally(fn=3).f1 == 0
    assert mean([]) is None


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    counts = Tally(tp=3, fd=2, fn=1, fa=2)
    assert counts.f1 == 2 * counts.precision * counts.recall / (counts.precision + counts.recall)


def test_one_document_has_no_interval_and_equal_documents_have_none_wide() -> None:
    assert intervals([Tally(tp=1)]) == Intervals()
    assert mean_interval([Fraction(1, 2)]) is None
    half = Tally(tp=1, fd=1)
    found = intervals([half] * 5)
    assert found.f1 == found.precision == found.recall == Interval(Fraction(1, 2), Fraction(1, 2))
    assert mean_interval([Fraction(1, 2)] * 5) == Interval(Fraction(1, 2), Fraction(1, 2))


def test_an_interval_covers_the_value_and_lies_between_the_documents() -> None:
    documents = [Tally(tp=tp, fn=10 - tp) for tp in (9, 7, 8, 5, 10)]
    found = intervals(documents).f1
    assert found is not None
    assert min(each.f1 for each in documents) <= found.low < total(documents).f1 < found.high <= 1
    assert intervals(documents).f1 == found
    assert intervals(documents).precision == Interval(Fraction(1), Fraction(1))  # nothing was made up


def test_a_difference_that_every_document_shares_is_beyond_zero() -> None:
    before = [Tally(tp=5, fn=5)] * 6
    after = [Tally(tp=8, fn=2)] * 6
    found = difference_interval(before, after)
    assert found is not None
    assert found.low > 0


def test_the_permutation_p_worked_by_hand() -> None:
    # Three documents, each better by the same. Of 8 exchanges only none and all reach the difference: p = 2/8.
    before, after = [Tally(tp=5, fn=5)] * 3, [Tally(tp=8, fn=2)] * 3
    assert permutation_p(before, after) == Fraction(2, 8)
    assert permutation_p(before, before) == 1


def test_many_documents_are_sampled_and_the_observed_exchange_is_always_one_of_them() -> None:
    before, after = [Tally(tp=5, fn=5)] * 20, [Tally(tp=8, fn=2)] * 20
    assert permutation_p(before, after) == Fraction(1, 1000)


@pytest.mark.parametrize(
    ("right", "count", "interval"),
    [(3, 3, "0.438..1.000"), (0, 3, "0.000..0.562"), (25, 43, "0.433..0.716"), (81, 263, "0.255..0.366")],
)
def test_the_interval_of_a_share_is_wilsons(right: int, count: int, interval: str) -> None:
    assert str(share_interval(right, count)) == interval
