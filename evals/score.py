"""Scores predictions against gold: what was right, and for all else exactly one class of miss.

A pair that is right by its key slots is a true positive (TP). A pair that is near but not right is a false discovery
(FD): it stands against precision and, as a gold fact not given, against recall. A required gold fact without a pair is
a false negative (FN); a prediction without one a false alarm (FA). So precision is TP/(TP+FD+FA) and recall
TP/(TP+FN+FD). Optional gold facts count neither way. All shares are exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from evals import evidence
from evals.evidence import fold_quote
from evals.gold import Gold
from evals.items import Item
from evals.kinds import Kinds
from evals.line import By, Line, Miss, Verdict, tally
from evals.pairing import Pair, pair
from evals.predictions import Prediction, Usage
from evals.tally import Tally, total
from extractor.comparison import GOOD, Kind, same_unit
from extractor.facts import Quantity, When


@dataclass(frozen=True)
class DocumentScore:
    """The lines of one document, and what extracting it cost. `rejected` counts what the extraction itself refused."""

    document: str
    language: str
    kinds: frozenset[str]
    lines: tuple[Line, ...]
    rejected: int = 0
    usage: Usage = field(default_factory=Usage)
    error: str = ""

    def tally(self, kind: str | None = None, by: By = By.KEY) -> Tally:
        """The counts of this document, or of one kind in it."""
        return tally((line for line in self.lines if kind is None or line.kind == kind), by)


@dataclass(frozen=True)
class Score:
    """A whole run against a whole gold set, in canonical order."""

    documents: tuple[DocumentScore, ...]
    kinds: Kinds
    unknown: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all documents."""
        return tuple(line for document in self.documents for line in document.lines)

    @property
    def micro(self) -> Tally:
        """The counts over all facts of all documents."""
        return self.total()

    def total(self, by: By = By.KEY) -> Tally:
        """The same, where a fact must have more right than its key slots."""
        return total(document.tally(by=by) for document in self.documents)

    def by_kind(self, by: By = By.KEY) -> dict[str, tuple[Tally, ...]]:
        """The counts of every kind that has any, one for each document that has some."""
        found: dict[str, tuple[Tally, ...]] = {}
        for kind in (*self.kinds, *sorted({line.kind for line in self.lines} - set(self.kinds))):
            counts = (document.tally(kind, by) for document in self.documents)
            if stated := tuple(each for each in counts if each != Tally()):
                found[kind] = stated
        return found


def score(
    golds: Iterable[Gold],
    predictions: Mapping[str, Prediction],
    kinds: Kinds,
    unknown: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
) -> Score:
    """Scores each gold document's prediction (by document, as `predictions.assign` gives them).

    `texts` holds the documents' own text where it is at hand, to tell what is in none of it.
    """
    documents = sorted(golds, key=lambda gold: gold.document)
    return Score(
        documents=tuple(
            _document(gold, predictions[gold.document], kinds, (texts or {}).get(gold.document)) for gold in documents
        ),
        kinds=kinds,
        unknown=tuple(sorted(unknown)),
    )


def _document(gold: Gold, prediction: Prediction, kinds: Kinds, text: str | None) -> DocumentScore:
    entities = gold.entities
    predicted = [item for item in prediction.facts if item.kind in gold.kinds or item.kind not in kinds]
    lines: list[Line] = []
    spare_gold: list[Item] = []
    spare_predicted: list[Item] = []
    for name, kind in kinds.items():
        if name not in gold.kinds:
            continue
        mine = [item for item in gold.facts if item.kind == name]
        theirs = [item for item in predicted if item.kind == name and item.fact]
        pairing = pair(kind, mine, theirs, entities)
        lines += [_pair_line(gold.document, kind, each) for each in pairing.pairs]
        spare_gold += [item for item in pairing.unpaired_gold if not item.optional]
        lines += [Line(gold.document, name, Verdict.FA, None, item, miss=Miss.DUPLICATE) for item in pairing.duplicates]
        spare_predicted += pairing.unpaired_predicted
    lines += [
        Line(gold.document, item.kind, Verdict.FA, None, item, miss=Miss.INVALID) for item in predicted if not item.fact
    ]
    lines += _unpaired(gold.document, kinds, spare_gold, spare_predicted)
    if text is not None:
        folded = _folded(text)
        lines = [replace(line, ungrounded=_is_ungrounded(line.predicted, text, folded)) for line in lines]
    places = {name: place for place, name in enumerate(kinds)}
    return DocumentScore(
        document=gold.document,
        language=gold.language,
        kinds=gold.kinds,
        lines=tuple(sorted(lines, key=lambda line: (places.get(line.kind, len(places)), *line.order))),
        rejected=prediction.rejected,
        usage=prediction.usage,
        error=prediction.error,
    )


def _folded(text: str) -> str:
    return fold_quote(text).casefold()


def _is_ungrounded(item: Item | None, text: str, folded: str) -> bool:
    """Whether a prediction's quote, or the words of an amount or a date, are not in the document's text.

    Words may be put together from several places ("Three months ended June 30," over a column headed "2001"): then
    the prediction must say from which, and the text must read so there.
    """
    if item is None:
        return False
    if any(_folded(quote) not in folded for quote in item.quotes):
        return True
    values = {slot: getattr(item.fact, slot) for slot in item.fact.slots()} if item.fact else {}
    for slot, value in values.items():
        if isinstance(value, (Quantity, When)) and _folded(value.text) not in folded:
            runs = [_folded(" ".join(text[span.start : span.end] for span in run)) for run in item.places.get(slot, ())]
            if _folded(value.text) not in runs:
                return True
    return False


def _pair_line(document: str, kind: Kind, each: Pair) -> Line:
    if each.right:
        verdict = Verdict.OPTIONAL if each.gold.optional else Verdict.TP
        miss = None if each.gold.optional else _flaw(kind, each)
    else:
        verdict = Verdict.FA if each.gold.optional else Verdict.FD
        miss = _wrong(kind, each, kind.key)
    return Line(document, kind.name, verdict, each.gold, each.predicted, each.slots, miss, each.quoted)


def _flaw(kind: Kind, each: Pair) -> Miss | None:
    """What is still wrong with a pair that is right by its key slots."""
    others = [slot for slot in each.slots if slot not in kind.key]
    wrong = _wrong(kind, each, others)
    if wrong:
        return wrong
    return Miss.WRONG_EVIDENCE if each.quoted == evidence.NONE else None


def _wrong(kind: Kind, each: Pair, slots: Iterable[str]) -> Miss | None:
    """The class of the first of `slots` that is not right, amounts and dates before names."""
    found: list[Miss] = []
    for slot in slots:
        if each.slots[slot] in GOOD:
            continue
        mine, theirs = getattr(each.gold.fact, slot), getattr(each.predicted.fact, slot)
        found.append(_class_of(mine, theirs, kind.slots[slot].form))
    return min(found, key=tuple(Miss).index, default=None)


def _class_of(mine: object, theirs: object, form: str | None) -> Miss:
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        scaled = mine.amount != theirs.amount and _digits(mine) == _digits(theirs)
        return Miss.WRONG_UNIT if scaled or not same_unit(mine.unit, theirs.unit) else Miss.WRONG_VALUE
    if isinstance(mine, When) or isinstance(theirs, When):
        return Miss.WRONG_DATE
    return Miss.WRONG_ENTITY if form == "name" else Miss.WRONG_VALUE


def _digits(value: Quantity) -> tuple[int, ...]:
    return value.amount.normalize().as_tuple().digits


def _unpaired(document: str, kinds: Kinds, golds: Sequence[Item], predicted: Sequence[Item]) -> list[Line]:
    """Facts without a pair: what was said as another kind, and what was missed or made up."""
    lines: list[Line] = []
    golds = sorted(golds, key=lambda item: item.order)
    predicted = sorted(predicted, key=lambda item: item.order)
    left = list(predicted)
    for item in golds:
        other = next((each for each in left if each.kind != item.kind and _same_words(kinds, item, each)), None)
        if other is not None:
            left.remove(other)
            lines.append(Line(document, other.kind, Verdict.FA, None, other, miss=Miss.WRONG_KIND, as_other_kind=item))
        miss = Miss.MISSED if other is None else Miss.WRONG_KIND
        lines.append(Line(document, item.kind, Verdict.FN, item, None, miss=miss, as_other_kind=other))
    lines += [Line(document, item.kind, Verdict.FA, None, item, miss=Miss.HALLUCINATED) for item in left]
    return lines


def _same_words(kinds: Kinds, gold: Item, predicted: Item) -> bool:
    """Whether a prediction of another kind is about the same: quotes overlap, and so do the key words."""
    if evidence.alike(gold.quotes, predicted.quotes) == evidence.NONE:
        return False
    mine, theirs = _key_words(kinds, gold), _key_words(kinds, predicted)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _key_words(kinds: Kinds, item: Item) -> frozenset[str]:
    if item.fact is None:
        return frozenset()
    found: set[str] = set()
    for slot in item.fact.key:
        value = getattr(item.fact, slot)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Quantity):
                found.add(part.text.casefold())
            elif isinstance(part, str) and kinds[item.kind].slots[slot].form in ("name", "text"):
                found.add(part.casefold())
    return frozenset(found)
