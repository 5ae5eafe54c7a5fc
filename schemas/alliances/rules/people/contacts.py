"""Contact blocks read by column: "David Nicholas      Simon Gordon" is two persons, not one line."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from extractor.facts import Span

_CELL = re.compile(r"(?:(?! {2,}|\t| \| )[^\n])+")
_REACHED = re.compile(
    r"(?:\W*(?:tel|t|ph|phone|telephone|mob|mobile|m|direct|cell|fax|e-?mail|e)\b\W*)?(?:\W*\d|\S+@\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column."""

    span: Span
    column: int


def columns(text: str, bound: Span) -> list[list[Line]]:
    """The lines of a block, one list for each column.

    A column of nothing but telephone numbers and e-mail addresses is no column of its own: each of its cells goes on
    with the row to its left.

    Cells belong to one column when they start at about the same character of their lines; a cell that starts where no
    column does belongs to the nearest one.
    """
    lines: list[list[tuple[int, Span]]] = []
    for row in re.compile(r"[^\n]+").finditer(text, *bound):
        left = text.rfind("\n", 0, row.start()) + 1
        cells = [
            (cell.start() - left + _indent(cell.group()), _trim(text, cell.start(), cell.end()))
            for cell in _CELL.finditer(text, row.start(), row.end())
            if cell.group().strip(" |")
        ]
        if cells:
            lines.append(cells)
    width = max((len(cells) for cells in lines), default=0)
    if width <= 1:
        return [[Line(span, 0) for cells in lines for _, span in cells]]
    starts = sorted(start for cells in lines if len(cells) == width for start, _ in cells)
    anchors = _clusters(starts, width)
    found: list[list[Line]] = [[] for _ in anchors]
    for cells in lines:
        for start, span in cells:
            column = min(range(len(anchors)), key=lambda n: abs(anchors[n] - start))
            found[column].append(Line(span, column))
    read: list[list[Line]] = []
    for here in found:
        if read and here and all(_REACHED.match(text, *line.span) for line in here):
            read[-1] = sorted([*read[-1], *here], key=lambda line: line.span)
        else:
            read.append(here)
    return read


def _clusters(starts: list[int], count: int) -> list[int]:
    """The `count` column starts: split where the gaps between sorted starts are widest."""
    gaps = sorted(range(1, len(starts)), key=lambda n: starts[n - 1] - starts[n])[: count - 1]
    bounds = [0, *sorted(gaps), len(starts)]
    return [starts[(a + b) // 2] for a, b in itertools.pairwise(bounds)]


def _indent(cell: str) -> int:
    return len(cell) - len(cell.lstrip())


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
