"""Shares, intervals and tests in whole numbers and fractions, so that no rounding decides a byte of a report.

Documents are resampled, not facts: facts of one document stand and fall together. Random draws come from a seeded
generator of bits. Ratios of counts are sorted as doubles, which keep the order of fractions so small.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import isqrt

import numpy as np
import numpy.typing as npt

from evals.tally import Tally, total

SEED = 20041111
SAMPLES = 1000
_EXACT_DOCUMENTS = 12  # up to here all 2**n exchanges are counted
_UNITS = 10**6  # means are resampled in millionths

Integers = npt.NDArray[np.int64]


def fixed(value: Fraction | None, places: int = 3) -> str:
    """A fraction with a fixed number of decimals, rounded half to even, without floats; "-" for none."""
    if value is None:
        return "-"
    scaled = round(value * 10**places)
    whole, part = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{part:0{places}}"


def signed(value: Fraction | None, places: int = 3) -> str:
    """A difference with its sign."""
    text = fixed(value, places)
    return f"+{text}" if value is not None and value > 0 else text


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The mean, or none of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


@dataclass(frozen=True)
class Interval:
    """A percentile interval."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"{fixed(self.low)}..{fixed(self.high)}"


@dataclass(frozen=True)
class Intervals:
    """The intervals of precision, recall and F1; none for fewer than two documents."""

    precision: Interval | None = None
    recall: Interval | None = None
    f1: Interval | None = None


def intervals(documents: Sequence[Tally]) -> Intervals:
    """The 95% bootstrap percentile intervals of micro precision, recall and F1 over documents (Efron 1979)."""
    if len(documents) < 2:
        return Intervals()
    counts = np.array([(each.tp, each.fd, each.fn, each.fa) for each in documents], dtype=np.int64)
    tp, fd, fn, fa = (_weights(len(documents)) @ counts).T
    gold, predicted = tp + fd + fn, tp + fd + fa
    return Intervals(_percentiles(tp, predicted), _percentiles(tp, gold), _percentiles(2 * tp, gold + predicted))


def mean_interval(values: Sequence[Fraction]) -> Interval | None:
    """The 95% bootstrap percentile interval of a mean over documents, to the millionth; none for fewer than two."""
    if len(values) < 2:
        return None
    scaled = np.array([round(value * _UNITS) for value in values], dtype=np.int64)
    sums = _weights(len(values)) @ scaled
    return _percentiles(sums, np.full_like(sums, len(values) * _UNITS))


def share_interval(right: int, count: int) -> Interval:
    """The 95% score interval of a share (Wilson 1927), which none and all do not make a point; to the millionth."""
    square, share = Fraction(196, 100) ** 2, Fraction(right, count)
    spread = square * (share * (1 - share) / count + square / (4 * count**2))
    root = Fraction(isqrt(int(spread * _UNITS**2)), _UNITS)
    middle, scale = share + square / (2 * count), 1 + square / count
    return Interval(max(Fraction(0), (middle - root) / scale), min(Fraction(1), (middle + root) / scale))


def difference_interval(before: Sequence[Tally], after: Sequence[Tally]) -> Interval | None:
    """The 95% interval of the difference in micro F1, by paired bootstrap over documents; none for fewer than two."""
    if len(before) < 2:
        return None
    differences = sorted(
        total(after[place] for place in draw).f1 - total(before[place] for place in draw).f1
        for draw in _draws(len(before))
    )
    return Interval(*(differences[place] for place in _bounds(len(differences))))


def permutation_p(before: Sequence[Tally], after: Sequence[Tally]) -> Fraction:
    """The two-sided p of the difference in micro F1, exchanging the runs document by document.

    All exchanges are counted for up to 12 documents; for more, a seeded sample of them and the one observed.
    """
    observed = abs(total(after).f1 - total(before).f1)
    count = len(before)
    if count <= _EXACT_DOCUMENTS:
        exchanges = list(product((False, True), repeat=count))
    else:
        generator = random.Random(SEED)  # noqa: S311 - a sample, no secret
        exchanges = [(False,) * count] + [
            tuple(bool(generator.getrandbits(1)) for _ in range(count)) for _ in range(SAMPLES - 1)
        ]
    reached = 0
    for exchange in exchanges:
        pairs = [
            (after[place], before[place]) if swap else (before[place], after[place])
            for place, swap in enumerate(exchange)
        ]
        reached += abs(total(new for _, new in pairs).f1 - total(old for old, _ in pairs).f1) >= observed
    return Fraction(reached, len(exchanges))


@lru_cache(maxsize=64)
def _draws(count: int) -> tuple[tuple[int, ...], ...]:
    generator = random.Random(SEED)  # noqa: S311 - a sample, no secret
    return tuple(tuple(generator.randrange(count) for _ in range(count)) for _ in range(SAMPLES))


@lru_cache(maxsize=64)
def _weights(count: int) -> Integers:
    """How often each draw holds each document."""
    weights = np.zeros((SAMPLES, count), dtype=np.int64)
    for row, draw in enumerate(_draws(count)):
        for place, times in Counter(draw).items():
            weights[row, place] = times
    return weights


def _bounds(count: int) -> tuple[int, int]:
    return count * 25 // 1000, count * 975 // 1000 - 1


def _percentiles(parts: Integers, wholes: Integers) -> Interval:
    """The percentiles of shares; an empty one (nothing asked, nothing said) is 1."""
    parts, wholes = np.where(wholes == 0, 1, parts), np.where(wholes == 0, 1, wholes)
    order = np.argsort(parts / wholes, kind="stable")
    low, high = (Fraction(int(parts[order[place]]), int(wholes[order[place]])) for place in _bounds(len(order)))
    return Interval(low, high)
