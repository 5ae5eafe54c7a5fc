"""A report as plain text, for people."""

from __future__ import annotations

from collections.abc import Sequence

from evals.line import Line, Verdict
from evals.report.tables import Table, miss_lines, overview, tables
from evals.score import Score

_QUOTE_LENGTH = 220


def render(score: Score, *, whole: bool = True, misses: bool = False) -> str:
    """Every table, or those looked at first, and if asked for every miss with both sides' words."""
    parts = [render_table(table) for table in (tables if whole else overview)(score)]
    if misses:
        parts.append("\n".join(render_line(line) for line in miss_lines(score)) or "No misses.\n")
    return "\n".join(parts)


def render_table(table: Table) -> str:
    """One table, its columns aligned: the first to the left, the others to the right."""
    lines = [table.title, "=" * len(table.title), *aligned((table.columns, *table.rows))]
    if table.note:
        lines.append(table.note)
    return "\n".join(lines) + "\n"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their columns aligned."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def render_line(line: Line) -> str:
    """One miss: its class, both facts, their quotes and why they do not agree."""
    parts = [f"[{line.miss}] {line.document} ({'right, but flawed' if line.verdict is Verdict.TP else line.verdict})"]
    for side, item in (("gold", line.gold), ("said", line.predicted)):
        if item:
            parts.append(f"    {side}{' (optional)' if item.optional else ''}: {item.label}")
            if item.problem:
                parts.append(f"          not valid: {item.problem}")
            parts.append(f"          “{shorten(' … '.join(item.quotes))}”")
    if line.why:
        parts.append(f"    why:  {line.why}")
    return "\n".join(parts) + "\n"


def shorten(text: str) -> str:
    """A text cut to a line or two."""
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"
