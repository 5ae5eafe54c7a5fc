"""Runs side by side: the gate's report, a comparison, the leaderboard."""

from __future__ import annotations

from collections.abc import Sequence

from evals.gate import Change, Comparison
from evals.line import By
from evals.report.tables import Table, seconds, shares
from evals.runs import Run
from evals.stats import fixed, signed


def comparison_tables(comparison: Comparison) -> tuple[Table, ...]:
    """What moved: overall and by kind, by document, and the facts lost and found by name."""
    columns = ("", "F1 before", "F1 after", "difference", "95% of it", "p", "margin", "")
    rows = [_row(change) for change in (comparison.overall, *comparison.kinds)]
    return (
        Table(
            f"{comparison.before} -> {comparison.after}",
            columns,
            tuple(rows),
            "Intervals by paired bootstrap, p by permutation, both over documents.",
        ),
        Table("By document", columns, tuple(_row(change) for change in comparison.documents)),
        Table("Newly lost", ("document", "fact"), comparison.lost),
        Table("Newly found", ("document", "fact"), comparison.found),
    )


def _row(change: Change) -> tuple[str, ...]:
    return (
        change.name,
        fixed(change.before.f1),
        fixed(change.after.f1),
        signed(change.difference),
        str(change.interval or "-"),
        fixed(change.p),
        fixed(change.margin),
        "REGRESSION" if change.is_regression else "",
    )


def leaderboard(runs: Sequence[Run]) -> Table:
    """Recorded runs, the best first."""
    rows = []
    for run in sorted(runs, key=lambda each: (-each.micro.f1, each.name)):
        counts = {by: [document.tally(by=by) for document in run.documents] for by in By}
        usages = [document.usage for document in run.documents]
        rows.append(
            (
                run.name,
                ", ".join(sorted({usage.model for usage in usages if usage.model})) or "-",
                *shares(counts[By.KEY]),
                shares(counts[By.WHOLE])[2],
                shares(counts[By.EVIDENCE])[2],
                str(len(run.documents)),
                str(sum(usage.requests for usage in usages)),
                str(sum(usage.completion_tokens for usage in usages)),
                seconds(sum(usage.milliseconds for usage in usages)),
            )
        )
    return Table(
        "Leaderboard",
        ("run", "model", "P", "R", "F1", "whole F1", "evidence F1", "documents", "requests", "tokens out", "seconds"),
        tuple(rows),
    )
