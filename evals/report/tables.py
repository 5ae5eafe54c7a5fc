"""The tables of a report, as strings that every format shows alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals import evidence
from evals.evidence import Scheme
from evals.kinds import BY_NAME
from evals.match import Outcome
from evals.predictions import Usage
from evals.score import Line, Miss, Score, Verdict
from evals.stats import fixed, interval, mean
from evals.tally import Tally, total

_SCORE_COLUMNS = ("P", "R", "F1", "95% of F1", "TP", "FD", "FN", "FA")


@dataclass(frozen=True)
class Table:
    """A title, column heads and rows; `note` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(score: Score) -> tuple[Table, ...]:
    """Every table of a score, in the order of a report."""
    return (
        kinds(score),
        documents(score),
        misses(score),
        slots(score),
        evidence_schemes(score),
        cost(score),
    )


def _scores(counts: Sequence[Tally]) -> tuple[str, ...]:
    summed = total(counts)
    spread = interval(counts)
    return (
        fixed(summed.precision),
        fixed(summed.recall),
        fixed(summed.f1),
        str(spread) if spread else "-",
        str(summed.tp),
        str(summed.fd),
        str(summed.fn),
        str(summed.fa),
    )


def _macro(name: str, counts: Sequence[Tally]) -> tuple[str, ...]:
    shares = (
        mean([each.precision for each in counts]),
        mean([each.recall for each in counts]),
        mean([each.f1 for each in counts]),
    )
    return (name, *(fixed(share) for share in shares), "-", "", "", "", "")


def kinds(score: Score) -> Table:
    """Precision, recall and F1 of every kind, micro and macro."""
    by_kind = score.kinds()
    rows = [(kind, *_scores(counts)) for kind, counts in by_kind.items()]
    rows.append(_macro("macro over kinds", [total(counts) for counts in by_kind.values()]))
    rows.append(("all (micro)", *_scores([document.tally() for document in score.documents])))
    return Table(
        "Facts by kind",
        ("kind", *_SCORE_COLUMNS),
        tuple(rows),
        "A fact is right when its key slots are. P = TP/(TP+FD+FA), R = TP/(TP+FD+FN). Intervals: documents resampled.",
    )


def documents(score: Score) -> Table:
    """Precision, recall and F1 of every document."""
    rows = [(document.document, *_scores([document.tally()])) for document in score.documents]
    rows.append(_macro("macro over documents", [document.tally() for document in score.documents]))
    failed = [f"{document.document}: {document.error}" for document in score.documents if document.error]
    failed += [f"{name}: predicted, but no gold file knows it" for name in score.unknown]
    return Table("Facts by document", ("document", *_SCORE_COLUMNS), tuple(rows), "; ".join(failed))


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
    made_up = sum(line.ungrounded for line in score.lines)
    return Table(
        "Misses by class",
        ("class", "gold facts not got", "predictions not right", "right, but flawed"),
        tuple(rows),
        f"The totals are FN+FD, FA+FD and the TP that are not wholly right. "
        f"Predictions with a value or quote that is not in the document's text: {made_up}.",
    )


def slots(score: Score) -> Table:
    """What became of each slot of each kind."""
    counted: Counter[tuple[str, str, Outcome]] = Counter()
    for line in score.lines:
        for slot, outcome in line.slot_outcomes():
            counted[line.kind, slot, outcome] += 1
    rows = []
    for kind, fact in BY_NAME.items():
        for slot in fact.slots():
            right, wrong, missing, spurious = (
                counted[kind, slot, outcome]
                for outcome in (Outcome.RIGHT, Outcome.WRONG, Outcome.MISSING, Outcome.SPURIOUS)
            )
            if right + wrong + missing + spurious == 0:
                continue
            share = Tally(tp=right, fd=wrong, fn=missing, fa=spurious)
            name = f"{kind}.{slot}" + ("*" if slot in fact.key else "")
            shares = (fixed(share.precision), fixed(share.recall), fixed(share.f1))
            rows.append((name, *shares, str(right), str(wrong), str(missing), str(spurious)))
    return Table(
        "Slots",
        ("slot", "P", "R", "F1", "right", "wrong", "missing", "spurious"),
        tuple(rows),
        "* is a key slot. A slot that neither side states is not counted; those of optional gold facts are not either.",
    )


def evidence_schemes(score: Score) -> Table:
    """How well the facts are quoted: the four schemes of SemEval 2013 task 9, with the fact's rightness as the type."""
    spans = [outcome for line in score.lines for outcome in line.span_outcomes()]
    rows = []
    for scheme in Scheme:
        counts = evidence.count(scheme, spans)
        shares = (fixed(counts.precision), fixed(counts.recall), fixed(counts.f1))
        numbers = (counts.correct, counts.incorrect, counts.partial, counts.missing, counts.spurious)
        rows.append((str(scheme), *shares, *(str(number) for number in numbers)))
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
    """The lines that stand against the score, in canonical order."""
    return tuple(line for line in score.lines if line.verdict in (Verdict.FD, Verdict.FN, Verdict.FA))
