"""One line of a score: a gold fact, a prediction or a pair of them, what it counts as, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evals import evidence
from evals.evidence import SpanOutcome
from evals.items import Item, show
from evals.tally import Tally
from extractor.comparison import GOOD, Outcome


class By(StrEnum):
    """What a fact must have right, to be right."""

    KEY = "key slots"
    WHOLE = "whole fact"
    """Its key slots and every other slot: right, or stated by neither side."""
    EVIDENCE = "key slots and evidence"
    """Its key slots, and a quote that overlaps gold's."""


class Miss(StrEnum):
    """Why a fact is not wholly right; each fact that is not has exactly one."""

    MISSED = "missed"
    HALLUCINATED = "hallucinated"
    WRONG_VALUE = "wrong value"
    WRONG_UNIT = "wrong unit or scale"
    WRONG_DATE = "wrong date"
    WRONG_ENTITY = "wrong entity"
    WRONG_KIND = "wrong kind"
    WRONG_EVIDENCE = "wrong evidence"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


class Verdict(StrEnum):
    """What one line of a score counts as."""

    TP = "TP"
    FD = "FD"
    FN = "FN"
    FA = "FA"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Line:
    """One gold fact, one prediction or a pair of them: what it counts as, why, and each slot's outcome."""

    document: str
    kind: str
    verdict: Verdict
    gold: Item | None
    predicted: Item | None
    slots: Mapping[str, Outcome] = field(default_factory=dict)
    miss: Miss | None = None
    quoted: int = evidence.NONE
    ungrounded: bool = False
    as_other_kind: Item | None = None

    @property
    def order(self) -> tuple[str, str, str]:
        """What canonical order sorts the lines of a kind by."""
        gold, predicted = (item.order if item else "" for item in (self.gold, self.predicted))
        return gold, predicted, self.verdict

    def counts_as(self, by: By) -> Verdict:
        """What the line counts as where a fact must have more right than its key slots."""
        if self.verdict is not Verdict.TP:
            return self.verdict
        right = {
            By.KEY: True,
            By.WHOLE: all(outcome in GOOD for outcome in self.slots.values()),
            By.EVIDENCE: self.quoted != evidence.NONE,
        }
        return Verdict.TP if right[by] else Verdict.FD

    def slot_outcomes(self) -> tuple[tuple[str, Outcome], ...]:
        """What became of each slot; an unpaired fact's slots are all missing, or all spurious."""
        if self.verdict in (Verdict.TP, Verdict.FD):
            return tuple((slot, outcome) for slot, outcome in self.slots.items() if outcome is not Outcome.ABSENT)
        alone, outcome = (
            (self.gold, Outcome.MISSING) if self.verdict is Verdict.FN else (self.predicted, Outcome.SPURIOUS)
        )
        if self.verdict is Verdict.OPTIONAL or alone is None or alone.fact is None:
            return ()
        return tuple((slot, outcome) for slot in alone.fact.slots() if slot in alone.slots)

    def span_outcomes(self) -> tuple[SpanOutcome, ...]:
        """What became of the quotes: a pair whose quotes do not overlap is one missing and one spurious."""
        missing, spurious = SpanOutcome(gold=True, predicted=False), SpanOutcome(gold=False, predicted=True)
        match self.verdict:
            case Verdict.OPTIONAL:
                return ()
            case Verdict.FN:
                return (missing,)
            case Verdict.FA:
                return (spurious,)
            case Verdict.TP | Verdict.FD:
                if self.quoted == evidence.NONE:
                    return (missing, spurious)
                exact = self.quoted == evidence.EXACT
                return (SpanOutcome(gold=True, predicted=True, exact=exact, typed=self.verdict is Verdict.TP),)

    @property
    def why(self) -> str:
        """Why the two sides do not agree, or why there is only one."""
        if self.gold and self.predicted:
            return (
                "; ".join(
                    f"{slot} is {outcome}: gold {_stated(self.gold, slot)}, said {_stated(self.predicted, slot)}"
                    for slot, outcome in self.slots.items()
                    if outcome not in GOOD
                )
                or _QUOTED[self.quoted]
            )
        if self.as_other_kind:
            return f"the other side has the same words as {self.as_other_kind.label}"
        return _ALONE.get(self.miss, "") if self.miss else ""


_QUOTED = {
    evidence.NONE: "the quotes share no words",
    evidence.PARTIAL: "right; the quotes overlap",
    evidence.EXACT: "right; the same quote",
}

_ALONE = {
    Miss.MISSED: "no prediction of this kind has its key slots, or one of them and its quote",
    Miss.HALLUCINATED: "no gold fact of this kind has its key slots, or one of them and its quote",
    Miss.DUPLICATE: "it answers a gold fact that another prediction already answers",
    Miss.INVALID: "it is no fact of its kind",
}


def _stated(item: Item, slot: str) -> str:
    return show(getattr(item.fact, slot, None))


def tally(lines: Iterable[Line], by: By = By.KEY) -> Tally:
    """The counts of some lines."""
    counts = Counter(line.counts_as(by) for line in lines)
    return Tally(counts[Verdict.TP], counts[Verdict.FD], counts[Verdict.FN], counts[Verdict.FA])
