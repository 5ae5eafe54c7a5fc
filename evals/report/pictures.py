"""What the page draws: places in hundredths of a picture's width or height, as whole decimals, so that no byte differs.

Each picture has its numbers beside it in words; it is drawn by the page's template, as SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evals import confidence
from evals.report.tables import shortened, slot_tallies
from evals.score import Score
from evals.stats import Interval, fixed, intervals
from evals.tally import Tally, total

_HUNDRED = 100


@dataclass(frozen=True)
class Row:
    """One F1 with its interval: as words, and as places between 0 and 100."""

    name: str
    f1: str
    interval: str
    facts: int
    at: str
    low: str
    high: str


@dataclass(frozen=True)
class Chart:
    """F1 of several things, one below the other; `table` is the title of the table that has all their numbers."""

    id: str
    title: str
    of: str
    table: str
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def spread(self) -> bool:
        """Whether any of them has an interval."""
        return any(row.interval for row in self.rows)


@dataclass(frozen=True)
class Dot:
    """A point of a picture, with what it stands for in words; `size` is its radius."""

    x: str
    y: str
    words: str
    size: str = "1.2"


@dataclass(frozen=True)
class Plot:
    """Points between 0 and 1 on both axes, joined by a line."""

    title: str
    across: str
    up: str
    words: str
    dots: tuple[Dot, ...]
    diagonal: bool = False

    @property
    def line(self) -> str:
        """The line through the points, as SVG has it."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def charts(score: Score) -> tuple[Chart, ...]:
    """F1 by kind, language, slot and document; languages where there are several."""
    by_language = {
        language: [document.tally() for document in score.documents if document.language == language]
        for language in sorted({document.language for document in score.documents})
    }
    found = [Chart("kinds", "By kind", "kind", "Facts by kind", _rows(score.by_kind().items()))]
    if len(by_language) > 1:
        found.append(Chart("languages", "By language", "language", "Facts by language", _rows(by_language.items())))
    stated = {place: [each for each, _ in counts] for place, counts in slot_tallies(score).items()}
    slots = [
        (f"{kind}.{slot}{'*' if slot in score.kinds[kind].key else ''}", stated[kind, slot])
        for kind in score.kinds
        for slot in score.kinds[kind].slots
        if any(each != Tally() for each in stated.get((kind, slot), ()))
    ]
    found.append(Chart("slots", "By slot", "slot", "Slots", _rows(slots), "* is a key slot: a fact is right by these."))
    documents = [(shortened(document.document), [document.tally()]) for document in score.documents]
    note = "One document has no interval."
    found.append(Chart("documents", "By document", "document", "Documents", _rows(documents), note))
    return tuple(found)


def curve(score: Score) -> Plot | None:
    """Precision over recall, a point for each threshold of confidence; none where no fact has any."""
    points = confidence.curve(score)
    if not points:
        return None
    dots = [
        Dot(
            _across(point.tally.recall),
            _up(point.tally.precision),
            f"at least {fixed(point.least, 2)}: P {fixed(point.tally.precision)}, R {fixed(point.tally.recall)}",
        )
        for point in points
    ]
    first, last = points[0].tally, points[-1].tally
    words = (
        f"from P {fixed(first.precision, 2)} at R {fixed(first.recall, 2)} with every fact"
        f" to P {fixed(last.precision, 2)} at R {fixed(last.recall, 2)} with the surest alone"
    )
    return Plot("Precision and recall", "recall", "precision", words, tuple(dots))


def reliability(score: Score) -> Plot | None:
    """How many facts are right of those that are said to be so likely; none where no fact has a confidence."""
    bins = confidence.reliability(score)
    if not bins:
        return None
    most = max(each.count for each in bins)
    dots = [
        Dot(
            _across(each.likely),
            _up(Fraction(each.right, each.count)),
            f"said {fixed(each.likely, 2)}, right {fixed(Fraction(each.right, each.count), 2)} of {each.count}",
            fixed(1 + Fraction(3 * each.count, most), 1),
        )
        for each in bins
    ]
    error = fixed(confidence.calibration_error(bins))
    words = f"confidence is off by {error} on average; a larger dot stands for more facts"
    return Plot("Reliability", "confidence", "share that is right", words, tuple(dots), diagonal=True)


def _rows(named: Iterable[tuple[str, Sequence[Tally]]]) -> tuple[Row, ...]:
    return tuple(row(name, counts) for name, counts in named)


def row(name: str, counts: Sequence[Tally]) -> Row:
    """The F1 of some documents' counts."""
    summed, spread = total(counts), intervals(counts).f1
    reach = spread or Interval(summed.f1, summed.f1)
    return Row(
        name=name,
        f1=fixed(summed.f1),
        interval=f"{fixed(spread.low, 2)}–{fixed(spread.high, 2)}" if spread else "",
        facts=summed.gold,
        at=_across(summed.f1),
        low=_across(reach.low),
        high=_across(reach.high),
    )


def _across(share: Fraction) -> str:
    return fixed(share * _HUNDRED, 1)


def _up(share: Fraction) -> str:
    return fixed((1 - share) * _HUNDRED, 1)
