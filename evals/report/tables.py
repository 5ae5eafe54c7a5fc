"""The tables of a report, as strings that every format shows alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evals import confidence, evidence
from evals.evidence import Scheme
from evals.line import By, Line, Miss, Verdict
from evals.predictions import Usage
from evals.score import DocumentScore, Score
from evals.stats import Interval, fixed, intervals, mean, mean_interval
from evals.tally import Tally, total
from extractor.comparison import GOOD, Outcome

_NAME_LENGTH = 44


@dataclass(frozen=True)
class Table:
    """A title, column heads and rows; `note` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(score: Score) -> tuple[Table, ...]:
    """Every table of a score, in the order of a report."""
    return (*overview(score), *confidences(score), misses(score), evidence_schemes(score), cost(score))


def overview(score: Score) -> tuple[Table, ...]:
    """What is looked at first: the totals, by kind, by language where there are several, by slot and by document."""
    languages = {document.language for document in score.documents}
    by_language = (by_languages(score),) if len(languages) > 1 else ()
    return totals(score), kinds(score), *by_language, slots(score), documents(score)


def _with(value: Fraction, interval: Interval | None) -> str:
    """A share and its interval: `0.932 .90-.96`, in the hundredths that an interval is good for."""
    if interval is None:
        return fixed(value)
    low, high = (fixed(each, 2).removeprefix("0").replace("1.00", "1.0") for each in (interval.low, interval.high))
    return f"{fixed(value)} {low}-{high}"


def shares(counts: Sequence[Tally]) -> tuple[str, str, str]:
    """Precision, recall and F1 over documents, each with its interval."""
    summed, spread = total(counts), intervals(counts)
    return (
        _with(summed.precision, spread.precision),
        _with(summed.recall, spread.recall),
        _with(summed.f1, spread.f1),
    )


def _counts(counts: Iterable[Tally]) -> tuple[str, ...]:
    summed = total(counts)
    return str(summed.tp), str(summed.fd), str(summed.fn), str(summed.fa)


def totals(score: Score) -> Table:
    """Precision, recall and F1 over all facts, for each way of being right."""
    rows = []
    for by in By:
        counts = [document.tally(by=by) for document in score.documents]
        rows.append((str(by), *shares(counts), *_counts(counts)))
    means = [
        [getattr(document.tally(), share) for document in score.documents] for share in ("precision", "recall", "f1")
    ]
    cells = (_with(mean(values) or Fraction(1), mean_interval(values)) for values in means)
    rows.append(("mean of documents", *cells, "", "", "", ""))
    failed = sum(bool(document.error) for document in score.documents)
    return Table(
        "Totals",
        ("right by", "P", "R", "F1", "TP", "FD", "FN", "FA"),
        tuple(rows),
        f"{len(score.documents)} documents, {failed} failed; {score.micro.gold} facts required, "
        f"{score.micro.predicted} said, {sum(document.rejected for document in score.documents)} rejected, "
        f"{sum(line.ungrounded for line in score.lines)} with words that are not in the text.\n"
        "P = TP/(TP+FD+FA), R = TP/(TP+FD+FN), each with its 95% interval: documents are resampled.",
    )


_PART_COLUMNS = ("P", "R", "F1", "whole F1", "evidence F1", "TP", "FD", "FN", "FA")


def _part(name: str, key: Sequence[Tally], whole: Sequence[Tally], quoted: Sequence[Tally]) -> tuple[str, ...]:
    return (name, *shares(key), shares(whole)[2], shares(quoted)[2], *_counts(key))


def kinds(score: Score) -> Table:
    """The shares of every kind."""
    by_kind = {by: score.by_kind(by) for by in By}
    rows = [_part(kind, *(by_kind[by][kind] for by in By)) for kind in by_kind[By.KEY]]
    return Table("Facts by kind", ("kind", *_PART_COLUMNS), tuple(rows))


def confidences(score: Score) -> tuple[Table, ...]:
    """What precision costs in recall, and whether confidence is what it says; nothing where no fact has any."""
    points, bins = confidence.curve(score), confidence.reliability(score)
    if not points:
        return ()
    rows = [
        (fixed(p.least, 2), *(fixed(share) for share in (p.tally.precision, p.tally.recall, p.tally.f1)),
         str(p.tally.predicted))
        for p in points
    ]  # fmt: skip
    shown = [
        (f"{fixed(b.low, 1)} to {fixed(b.low + Fraction(1, 10), 1)}", str(b.count), fixed(b.likely),
         fixed(Fraction(b.right, b.count)))
        for b in bins
    ]  # fmt: skip
    return (
        Table("Precision and recall by confidence", ("at least", "P", "R", "F1", "said"), tuple(rows)),
        Table(
            "Reliability", ("confidence", "facts", "on average", "right"), tuple(shown),
            f"Expected calibration error {fixed(confidence.calibration_error(bins))}.",
        ),
    )  # fmt: skip


def by_languages(score: Score) -> Table:
    """The shares of the documents of each language."""
    rows = []
    for language in sorted({document.language for document in score.documents}):
        those = [document for document in score.documents if document.language == language]
        rows.append(_part(language, *([document.tally(by=by) for document in those] for by in By)))
    return Table("Facts by language", ("language", *_PART_COLUMNS), tuple(rows))


def documents(score: Score) -> Table:
    """Every document's row. One document has no interval."""
    rows = tuple(_document(document) for document in score.documents)
    notes = [f"{document.document}: {document.error}" for document in score.documents if document.error]
    notes += [f"{name}: predicted, but no gold file knows it" for name in score.unknown]
    columns = ("document", "P", "R", "F1", "whole", "evidence", "gold", "facts", "right", "rejected", "")
    return Table("Documents", columns, rows, "\n".join(notes))


def _document(document: DocumentScore) -> tuple[str, ...]:
    key = document.tally()
    found = (key.precision, key.recall, key.f1, document.tally(by=By.WHOLE).f1, document.tally(by=By.EVIDENCE).f1)
    counts = (key.gold, sum(line.predicted is not None for line in document.lines), key.tp, document.rejected)
    return (
        shortened(document.document),
        *map(fixed, found),
        *map(str, counts),
        "error" if document.error else "",
    )


def shortened(name: str) -> str:
    """A name cut in its middle, where it is long."""
    half = _NAME_LENGTH // 2
    return name if len(name) <= _NAME_LENGTH else f"{name[: half - 1]}…{name[-half:]}"


def misses(score: Score) -> Table:
    """How often each class of miss, against gold, against predictions, and within facts that are right by their key."""
    against_gold: Counter[Miss | None] = Counter()
    against_predicted: Counter[Miss | None] = Counter()
    within: Counter[Miss | None] = Counter()
    for line in score.lines:
        against_gold[line.miss] += line.verdict in (Verdict.FN, Verdict.FD)
        against_predicted[line.miss] += line.verdict in (Verdict.FA, Verdict.FD)
        within[line.miss] += line.verdict is Verdict.TP and line.miss is not None
    columns = (against_gold, against_predicted, within)
    rows = [(str(miss), *(str(column[miss]) for column in columns)) for miss in Miss]
    rows.append(("total", *(str(sum(column[miss] for miss in Miss)) for column in columns)))
    return Table(
        "Misses by class",
        ("class", "gold facts not got", "predictions not right", "right, but flawed"),
        tuple(rows),
        "The totals are FN+FD, FA+FD and the TP that are not wholly right.",
    )


SlotTallies = Mapping[tuple[str, str], Sequence[tuple[Tally, Tally]]]
"""Of each kind's slots: of every document, the counts of stated ones, and of those of paired facts."""


def slot_tallies(score: Score) -> SlotTallies:
    """What each slot of each kind counts, document by document."""
    by_slot: dict[tuple[str, str], list[tuple[Tally, Tally]]] = {}
    for document in score.documents:
        counted: dict[tuple[str, str], tuple[Tally, Tally]] = {}
        for line in document.lines:
            for slot, pair in _slot_tallies(line):
                right, shared = counted.get((line.kind, slot), (Tally(), Tally()))
                counted[line.kind, slot] = right + pair[0], shared + pair[1]
        for place, pair in counted.items():
            by_slot.setdefault(place, []).append(pair)
    return by_slot


def slots(score: Score) -> Table:
    """What became of each slot of each kind."""
    by_slot = slot_tallies(score)
    rows = []
    for name, kind in score.kinds.items():
        for slot in kind.slots:
            counts = [each for each, _ in by_slot.get((name, slot), ())]
            if not any(each != Tally() for each in counts):
                continue
            accuracy = [each for _, each in by_slot[name, slot] if each != Tally()]
            rows.append(
                (
                    f"{name}.{slot}" + ("*" if slot in kind.key else ""),
                    _with(total(accuracy).precision, intervals(accuracy).precision),
                    *shares(counts),
                    *_counts(counts),
                )
            )
    return Table(
        "Slots",
        ("slot", "accuracy", "P", "R", "F1", "right", "wrong", "missing", "spurious"),
        tuple(rows),
        "* is a key slot. Accuracy: of facts paired with a required one, those with this slot right or stated by "
        "neither.\nP, R, F1 count stated slots, those of unpaired facts too.",
    )


_COUNTED = {
    Outcome.RIGHT: Tally(tp=1),
    Outcome.WRONG: Tally(fd=1),
    Outcome.MISSING: Tally(fn=1),
    Outcome.SPURIOUS: Tally(fa=1),
    Outcome.ABSENT: Tally(),
}


def _slot_tallies(line: Line) -> Iterable[tuple[str, tuple[Tally, Tally]]]:
    """What each slot of a line counts among stated slots, and among the slots of paired facts."""
    if line.verdict in (Verdict.TP, Verdict.FD):
        for slot, outcome in line.slots.items():
            yield slot, (_COUNTED[outcome], Tally(tp=1) if outcome in GOOD else Tally(fd=1))
    else:
        for slot, outcome in line.slot_outcomes():
            yield slot, (_COUNTED[outcome], Tally())


def evidence_schemes(score: Score) -> Table:
    """How well the facts are quoted: the four schemes of SemEval 2013 task 9, with the fact's rightness as the type."""
    spans = [[span for line in document.lines for span in line.span_outcomes()] for document in score.documents]
    rows = []
    for scheme in Scheme:
        counts = evidence.count(scheme, [span for document in spans for span in document])
        numbers = (counts.correct, counts.incorrect, counts.partial, counts.missing, counts.spurious)
        found = shares([evidence.count(scheme, document).tally for document in spans])
        rows.append((str(scheme), *found, *(str(number) for number in numbers)))
    return Table(
        "Evidence",
        ("scheme", "P", "R", "F1", "COR", "INC", "PAR", "MIS", "SPU"),
        tuple(rows),
        "exact and partial judge the quote alone; type asks for a right fact and any overlap, strict for a right fact "
        "and the same words: right and rightly quoted.",
    )


def cost(score: Score) -> Table:
    """What each document cost."""
    rows = [(document.document, *_cost([document.usage])) for document in score.documents]
    rows.append(("all", *_cost([document.usage for document in score.documents])))
    models = ", ".join(sorted({document.usage.model for document in score.documents if document.usage.model}))
    return Table(
        "Cost",
        ("document", "requests", "tokens in", "tokens out", "seconds", "US dollars"),
        tuple(rows),
        f"Model: {models}. Seconds are the model's, as recorded." if models else "",
    )


def _cost(usages: Iterable[Usage]) -> tuple[str, ...]:
    usages = list(usages)
    dollars = [usage.micro_dollars for usage in usages if usage.micro_dollars is not None]
    return (
        str(sum(usage.requests for usage in usages)),
        str(sum(usage.prompt_tokens for usage in usages)),
        str(sum(usage.completion_tokens for usage in usages)),
        seconds(sum(usage.milliseconds for usage in usages)),
        f"{sum(dollars) // 1_000_000}.{sum(dollars) % 1_000_000:06}" if dollars else "-",
    )


def seconds(milliseconds: int) -> str:
    """Milliseconds as seconds, to the tenth."""
    return f"{milliseconds // 1000}.{milliseconds % 1000 // 100}"


def miss_lines(score: Score) -> tuple[Line, ...]:
    """The lines that are not wholly right, right facts with a flaw among them, in canonical order."""
    return tuple(line for line in score.lines if line.miss is not None)
