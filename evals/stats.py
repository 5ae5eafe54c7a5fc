"""Shares, intervals and tests in whole numbers and fractions, so that no float decides a byte of a report.

Documents are resampled, not facts: facts of one document stand and fall together. Random draws come from a seeded
generator of bits, and every comparison is between exact fractions.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from evals.tally import Tally, total

SEED = 20041111
SAMPLES = 1000
_EXACT_DOCUMENTS = 12  # up to here all 2**n exchanges are counted


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


def interval(documents: Sequence[Tally]) -> Interval | None:
    """The 95% bootstrap percentile interval of micro F1 over documents (Efron 1979); none for fewer than two."""
    if len(documents) < 2:
        return None
    draws = _draws(len(documents))
    return _percentiles([total(documents[place] for place in draw).f1 for draw in draws])


def difference_interval(before: Sequence[Tally], after: Sequence[Tally]) -> Interval | None:
    """The 95% interval of the difference in micro F1, by paired bootstrap over documents; none for fewer than two."""
    if len(before) < 2:
        return None
    return _percentiles(
        [
            total(after[place] for place in draw).f1 - total(before[place] for place in draw).f1
            for draw in _draws(len(before))
        ]
    )


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


def _draws(count: int) -> list[list[int]]:
    generator = random.Random(SEED)  # noqa: S311 - a sample, no secret
    return [[generator.randrange(count) for _ in range(count)] for _ in range(SAMPLES)]


def _percentiles(values: list[Fraction]) -> Interval:
    values = sorted(values)
    return Interval(values[len(values) * 25 // 1000], values[len(values) * 975 // 1000 - 1])
