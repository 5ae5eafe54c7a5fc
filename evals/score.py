"""Scores predictions against gold: what was right, and for all else exactly one class of miss.

A pair that is right by its key slots is a true positive (TP). A pair that is near but not right is a false discovery
(FD): it stands against precision and, as a gold fact not given, against recall. A required gold fact without a pair is
a false negative (FN); a prediction without one a false alarm (FA). So precision is TP/(TP+FD+FA) and recall
TP/(TP+FN+FD). Optional gold facts count neither way. All shares are exact fractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from evals import evidence
from evals.evidence import SpanOutcome, fold_quote
from evals.gold import Gold
from evals.items import Item, show
from evals.kinds import BY_NAME, ORDER
from evals.match import GOOD, LITERAL_NAME, NAME, PARTIES, SAME_WORDS, Outcome, rule_of, same_unit
from evals.pairing import Pair, pair
from evals.predictions import Prediction, Usage
from evals.tally import Tally, total
from extractor.facts import Quantity, When


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
    def order(self) -> tuple[str, int, str, str, str]:
        """What canonical order sorts lines by."""
        gold, predicted = (item.order if item else "" for item in (self.gold, self.predicted))
        return self.document, ORDER.get(self.kind, len(ORDER)), gold, predicted, self.verdict

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


def tally(lines: Iterable[Line]) -> Tally:
    """The counts of some lines."""
    counts = Counter(line.verdict for line in lines)
    return Tally(counts[Verdict.TP], counts[Verdict.FD], counts[Verdict.FN], counts[Verdict.FA])


@dataclass(frozen=True)
class DocumentScore:
    """The lines of one document, and what extracting it cost."""

    document: str
    kinds: frozenset[str]
    lines: tuple[Line, ...]
    usage: Usage = field(default_factory=Usage)
    error: str = ""

    def tally(self, kind: str | None = None) -> Tally:
        """The counts of this document, or of one kind in it."""
        return tally(line for line in self.lines if kind is None or line.kind == kind)


@dataclass(frozen=True)
class Score:
    """A whole run against a whole gold set, in canonical order."""

    documents: tuple[DocumentScore, ...]
    unknown: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all documents."""
        return tuple(line for document in self.documents for line in document.lines)

    @property
    def micro(self) -> Tally:
        """The counts over all facts of all documents."""
        return total(document.tally() for document in self.documents)

    def kinds(self) -> dict[str, tuple[Tally, ...]]:
        """The counts of every kind that has any, one for each document that has some."""
        found: dict[str, tuple[Tally, ...]] = {}
        for kind in (*BY_NAME, *sorted({line.kind for line in self.lines} - set(BY_NAME))):
            counts = tuple(
                document.tally(kind) for document in self.documents if kind in document.kinds or kind not in BY_NAME
            )
            counts = tuple(each for each in counts if each != Tally())
            if counts:
                found[kind] = counts
        return found


def score(
    golds: Iterable[Gold],
    predictions: Mapping[str, Prediction],
    unknown: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
) -> Score:
    """Scores each gold document's prediction (by document, as `predictions.assign` gives them).

    `texts` holds the documents' own text where it is at hand, to tell what is in none of it.
    """
    documents = sorted(golds, key=lambda gold: gold.document)
    return Score(
        documents=tuple(
            _document(gold, predictions[gold.document], (texts or {}).get(gold.document)) for gold in documents
        ),
        unknown=tuple(sorted(unknown)),
    )


def _document(gold: Gold, prediction: Prediction, text: str | None) -> DocumentScore:
    entities = gold.entities
    predicted = [item for item in prediction.facts if item.kind in gold.kinds or item.kind not in BY_NAME]
    lines: list[Line] = []
    spare_gold: list[Item] = []
    spare_predicted: list[Item] = []
    for kind in BY_NAME:
        if kind not in gold.kinds:
            continue
        mine = [item for item in gold.facts if item.kind == kind]
        theirs = [item for item in predicted if item.kind == kind and item.fact]
        pairing = pair(kind, mine, theirs, entities)
        lines += [_pair_line(gold.document, each) for each in pairing.pairs]
        spare_gold += [item for item in pairing.unpaired_gold if not item.optional]
        lines += [Line(gold.document, kind, Verdict.FA, None, item, miss=Miss.DUPLICATE) for item in pairing.duplicates]
        spare_predicted += pairing.unpaired_predicted
    lines += [
        Line(gold.document, item.kind, Verdict.FA, None, item, miss=Miss.INVALID) for item in predicted if not item.fact
    ]
    lines += _unpaired(gold.document, spare_gold, spare_predicted)
    if text is not None:
        folded = fold_quote(text).casefold()
        lines = [replace(line, ungrounded=_is_ungrounded(line.predicted, folded)) for line in lines]
    return DocumentScore(
        document=gold.document,
        kinds=gold.kinds,
        lines=tuple(sorted(lines, key=lambda line: line.order)),
        usage=prediction.usage,
        error=prediction.error,
    )


def _is_ungrounded(item: Item | None, folded: str) -> bool:
    """Whether a prediction's quote, or the words of an amount or a date, are not in the document's folded text."""
    if item is None:
        return False
    said = list(item.quotes)
    if item.fact is not None:
        values = (getattr(item.fact, slot) for slot in item.fact.slots())
        said += [value.text for value in values if isinstance(value, (Quantity, When))]
    return any(fold_quote(words).casefold() not in folded for words in said)


def _pair_line(document: str, each: Pair) -> Line:
    if each.right:
        verdict = Verdict.OPTIONAL if each.gold.optional else Verdict.TP
        miss = None if each.gold.optional else _flaw(each)
    else:
        verdict = Verdict.FA if each.gold.optional else Verdict.FD
        miss = _wrong(each, BY_NAME[each.gold.kind].key)
    return Line(document, each.gold.kind, verdict, each.gold, each.predicted, each.slots, miss, each.quoted)


def _flaw(each: Pair) -> Miss | None:
    """What is still wrong with a pair that is right by its key slots."""
    others = [slot for slot in each.slots if slot not in BY_NAME[each.gold.kind].key]
    wrong = _wrong(each, others)
    if wrong:
        return wrong
    return Miss.WRONG_EVIDENCE if each.quoted == evidence.NONE else None


def _wrong(each: Pair, slots: Iterable[str]) -> Miss | None:
    """The class of the first of `slots` that is not right, amounts and dates before names."""
    found: list[Miss] = []
    for slot in slots:
        if each.slots[slot] in GOOD:
            continue
        mine, theirs = getattr(each.gold.fact, slot), getattr(each.predicted.fact, slot)
        found.append(_class_of(mine, theirs, each.gold.kind, slot))
    return min(found, key=tuple(Miss).index, default=None)


_ENTITY_RULES = frozenset((NAME, LITERAL_NAME, SAME_WORDS, PARTIES))


def _class_of(mine: object, theirs: object, kind: str, slot: str) -> Miss:
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        scaled = mine.amount != theirs.amount and _digits(mine) == _digits(theirs)
        return Miss.WRONG_UNIT if scaled or not same_unit(mine.unit, theirs.unit) else Miss.WRONG_VALUE
    if isinstance(mine, When) or isinstance(theirs, When):
        return Miss.WRONG_DATE
    if rule_of(kind, slot) in _ENTITY_RULES:
        return Miss.WRONG_ENTITY
    return Miss.WRONG_VALUE


def _digits(value: Quantity) -> tuple[int, ...]:
    return value.amount.normalize().as_tuple().digits


def _unpaired(document: str, golds: Sequence[Item], predicted: Sequence[Item]) -> list[Line]:
    """Facts without a pair: what was said as another kind, and what was missed or made up."""
    lines: list[Line] = []
    golds = sorted(golds, key=lambda item: item.order)
    predicted = sorted(predicted, key=lambda item: item.order)
    left = list(predicted)
    for item in golds:
        other = next((each for each in left if each.kind != item.kind and _same_words(item, each)), None)
        if other is not None:
            left.remove(other)
            lines.append(Line(document, other.kind, Verdict.FA, None, other, miss=Miss.WRONG_KIND, as_other_kind=item))
        miss = Miss.MISSED if other is None else Miss.WRONG_KIND
        lines.append(Line(document, item.kind, Verdict.FN, item, None, miss=miss, as_other_kind=other))
    lines += [Line(document, item.kind, Verdict.FA, None, item, miss=Miss.HALLUCINATED) for item in left]
    return lines


def _same_words(gold: Item, predicted: Item) -> bool:
    """Whether a prediction of another kind is about the same: quotes overlap, and so do the key words."""
    if evidence.alike(gold.quotes, predicted.quotes) == evidence.NONE:
        return False
    mine, theirs = _key_words(gold), _key_words(predicted)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _key_words(item: Item) -> frozenset[str]:
    if item.fact is None:
        return frozenset()
    found: set[str] = set()
    for slot in item.fact.key:
        value = getattr(item.fact, slot)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Quantity):
                found.add(part.text.casefold())
            elif isinstance(part, str) and slot not in ("measure", "type"):
                found.add(part.casefold())
    return frozenset(found)
