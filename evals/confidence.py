"""What a reader's confidence is worth: what is right above each threshold, and how often it says what it should.

Reliability and expected calibration error as in Guo et al., On Calibration of Modern Neural Networks, 2017, in ten bins
of equal width. Facts are paired with gold once, all of them said: a threshold takes pairs away and makes no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evals.line import Line, Verdict
from evals.score import Score
from evals.tally import Tally, total

_BINS = 10
_STEPS = tuple(Fraction(step, 20) for step in range(20))


@dataclass(frozen=True)
class Point:
    """What is right of the facts that are at least this likely."""

    least: Fraction
    tally: Tally


@dataclass(frozen=True)
class Bin:
    """The facts whose confidence lies in one range: how many, how likely on average, and how many of them are right."""

    low: Fraction
    count: int
    likely: Fraction
    right: int


def curve(score: Score) -> tuple[Point, ...]:
    """Precision and recall at each threshold, where any fact has a confidence; a fact without one always stands."""
    if not any(confidence(line) is not None for line in score.lines):
        return ()
    return tuple(Point(least, total(_tally(line, least) for line in score.lines)) for least in _STEPS)


def reliability(score: Score) -> tuple[Bin, ...]:
    """The bins in which there are facts that count."""
    bins: dict[int, list[tuple[Fraction, bool]]] = {}
    for line in score.lines:
        likely = confidence(line)
        if likely is not None and line.verdict in (Verdict.TP, Verdict.FD, Verdict.FA):
            bins.setdefault(min(int(likely * _BINS), _BINS - 1), []).append((likely, line.verdict is Verdict.TP))
    return tuple(
        Bin(
            Fraction(number, _BINS),
            len(of),
            sum((likely for likely, _ in of), Fraction(0)) / len(of),
            sum(right for _, right in of),
        )
        for number, of in sorted(bins.items())
    )


def calibration_error(bins: Iterable[Bin]) -> Fraction:
    """The expected calibration error: how far confidence and the share of right facts lie apart, over all facts."""
    every = tuple(bins)
    count = sum(each.count for each in every)
    apart = sum((abs(each.likely * each.count - each.right) for each in every), Fraction(0))
    return apart / count if count else apart


def confidence(line: Line) -> Fraction | None:
    """How sure a line's predicted fact is said to be; None where nothing is said."""
    fact = line.predicted.fact if line.predicted is not None else None
    return Fraction(str(fact.confidence)) if fact is not None and fact.confidence is not None else None


def _tally(line: Line, least: Fraction) -> Tally:
    likely = confidence(line)
    if likely is None or likely >= least:
        return Tally(**{field: int(line.verdict is verdict) for field, verdict in _FIELDS.items()})
    return Tally(fn=int(line.verdict in (Verdict.TP, Verdict.FD)))


_FIELDS = {"tp": Verdict.TP, "fd": Verdict.FD, "fn": Verdict.FN, "fa": Verdict.FA}
