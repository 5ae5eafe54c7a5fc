"""Counts of right and wrong, and the shares that follow from them, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Tally:
    """True positives, false discoveries, false negatives and false alarms.

    An empty share (nothing asked, nothing said) is 1.
    """

    tp: int = 0
    fd: int = 0
    fn: int = 0
    fa: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tp + other.tp, self.fd + other.fd, self.fn + other.fn, self.fa + other.fa)

    @property
    def gold(self) -> int:
        """Gold facts that are required."""
        return self.tp + self.fd + self.fn

    @property
    def predicted(self) -> int:
        """Predictions that count."""
        return self.tp + self.fd + self.fa

    @property
    def precision(self) -> Fraction:
        """TP/(TP+FD+FA)."""
        return Fraction(self.tp, self.predicted) if self.predicted else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """TP/(TP+FD+FN)."""
        return Fraction(self.tp, self.gold) if self.gold else Fraction(1)

    @property
    def f1(self) -> Fraction:
        """2TP/(2TP+2FD+FN+FA)."""
        count = self.gold + self.predicted
        return Fraction(2 * self.tp, count) if count else Fraction(1)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of some counts."""
    tp = fd = fn = fa = 0
    for each in tallies:
        tp, fd, fn, fa = tp + each.tp, fd + each.fd, fn + each.fn, fa + each.fa
    return Tally(tp, fd, fn, fa)
