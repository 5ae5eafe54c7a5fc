"""How well a prediction's quotes agree with gold's, and span scores as in MUC and SemEval 2013 task 9.

Quotes are compared with white space folded, so that gold need not know a filing's offsets: exact where the words are
the same, partial where they share a run of words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from evals.tally import Tally
from extractor.comparison import words
from extractor.facts import fold

_RUN = 4  # words in a row that make two quotes overlap

NONE, PARTIAL, EXACT = 0, 1, 2


@lru_cache(maxsize=8192)
def fold_quote(text: str) -> str:
    """A quote or a document as quotes are compared: white space folded, page marks of an SGML file left out."""
    return fold(text.replace("<PAGE>", " "))


@lru_cache(maxsize=8192)
def _runs(quote: str) -> frozenset[tuple[str, ...]]:
    said = words(quote)
    length = min(_RUN, len(said))
    return frozenset(said[place : place + length] for place in range(len(said) - length + 1)) if said else frozenset()


def alike(gold: Iterable[str], predicted: Iterable[str]) -> int:
    """How the best two of the quotes agree: `EXACT`, `PARTIAL` or `NONE`."""
    theirs = tuple(predicted)
    return max((_alike(mine, other) for mine in gold for other in theirs), default=NONE)


@lru_cache(maxsize=65536)
def _alike(gold: str, predicted: str) -> int:
    gold, predicted = fold_quote(gold), fold_quote(predicted)
    if not gold or not predicted:
        return NONE
    if gold == predicted:
        return EXACT
    if predicted in gold or gold in predicted:
        return PARTIAL
    return NONE if _runs(gold).isdisjoint(_runs(predicted)) else PARTIAL


class Scheme(StrEnum):
    """The four ways of SemEval 2013 task 9.1 to judge a span that has a type; here the type is the fact itself."""

    STRICT = "strict"
    EXACT = "exact"
    PARTIAL = "partial"
    TYPE = "type"


@dataclass(frozen=True)
class SpanOutcome:
    """One gold quote, one predicted quote, or a pair of them that overlap."""

    gold: bool
    predicted: bool
    exact: bool = False
    typed: bool = False


@dataclass(frozen=True)
class SpanCounts:
    """The counts of MUC-5: correct, incorrect, partial, missing, spurious."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missing: int = 0
    spurious: int = 0

    @property
    def tally(self) -> Tally:
        """The counts in halves: precision is (COR + PAR/2) / ACT, recall (COR + PAR/2) / POS."""
        return Tally(
            tp=2 * self.correct + self.partial,
            fd=2 * self.incorrect + self.partial,
            fn=2 * self.missing,
            fa=2 * self.spurious,
        )


def count(scheme: Scheme, outcomes: Iterable[SpanOutcome]) -> SpanCounts:
    """The counts of a scheme. Only `partial` gives half marks: for a quote that overlaps and is not the same."""
    found = dict.fromkeys(("correct", "incorrect", "partial", "missing", "spurious"), 0)
    for outcome in outcomes:
        found[_judge(scheme, outcome)] += 1
    return SpanCounts(**found)


def _judge(scheme: Scheme, outcome: SpanOutcome) -> str:
    if not outcome.predicted:
        return "missing"
    if not outcome.gold:
        return "spurious"
    match scheme:
        case Scheme.STRICT:
            return "correct" if outcome.exact and outcome.typed else "incorrect"
        case Scheme.EXACT:
            return "correct" if outcome.exact else "incorrect"
        case Scheme.PARTIAL:
            return "correct" if outcome.exact else "partial"
        case Scheme.TYPE:
            return "correct" if outcome.typed else "incorrect"
