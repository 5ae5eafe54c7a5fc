"""Tables as rows and columns: barred, as HTML is rendered, or set by blanks, as in plain-text filings.

A barred row has " | " between its cells; where all rows have as many, a blank cell is one too. In a table set by
blanks the cells that stand under one another are a column. Nothing is said here of what the cells mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.facts import Span
from extractor.passages import cells, is_row, is_void

_BAR = " | "
_BARS = re.compile(r"(?:^|(?<= ))\|(?= |$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a figure, or words, of the column `column`; columns are numbered from 1, the labels are column 0."""

    span: Span
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, its other cells in order, and the line that heads it and its neighbours, if any."""

    label: Span | None
    cells: tuple[Cell, ...]
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: for each column the cells that head it, top first, then its rows. `corner` heads the labels."""

    span: Span
    heads: tuple[tuple[Span, ...], ...]
    rows: tuple[Row, ...]
    corner: tuple[Span, ...] = ()

    def head(self, column: int) -> tuple[Span, ...]:
        """What heads a column, top first; nothing for a column that no cell heads."""
        return self.heads[column - 1] if 0 < column <= len(self.heads) else ()


@dataclass(slots=True)
class _Line:
    """A line's cells, with where each stands on the line."""

    cells: list[Span]
    places: list[Span]


@dataclass(slots=True)
class _Parts:
    """A table's lines by their role: those above the first row, then rows and lines that head rows."""

    heads: list[_Line] = field(default_factory=list)
    body: list[_Line] = field(default_factory=list)


def read_table(text: str, span: Span) -> Table | None:
    """The table that a block of text is, or None if no columns can be made out."""
    lines = [line for line in _lines(text, span) if line.cells]
    parts = _parted(text, lines)
    if not any(_is_row(text, line) for line in parts.body):
        return None
    return _barred(text, span, parts) if _BAR in text[span.start : span.end] else _set_by_blanks(text, span, parts)


def _lines(text: str, span: Span) -> list[_Line]:
    found: list[_Line] = []
    # The block's span leaves out the first line's indent, which its columns need.
    start = text.rfind("\n", 0, span.start) + 1
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        own = [
            c
            for c in cells(text, Span(start, end))
            if any(ch.isalnum() or ch == "%" for ch in text[c.start : c.end]) or is_void(text[c.start : c.end])
        ]
        ruled = own and all(set(text[c.start : c.end]) <= set("-=_–—. ") for c in own)
        if own and not ruled:
            found.append(_Line(own, [Span(c.start - start, c.end - start) for c in own]))
        start = end + 1
    return found


def _is_row(text: str, line: _Line) -> bool:
    return is_row([text[c.start : c.end] for c in line.cells])


def _parted(text: str, lines: Sequence[_Line]) -> _Parts:
    parts = _Parts()
    first = next((n for n, line in enumerate(lines) if _is_row(text, line)), len(lines))
    parts.heads, parts.body = list(lines[:first]), list(lines[first:])
    # A line of one cell right above the first row, no further in than its label, heads rows and no column.
    while parts.heads and parts.body and len(parts.heads[-1].cells) == 1 and len(parts.heads) > 1:
        above, row = parts.heads[-1], parts.body[0]
        if above.places[0].start > row.places[0].end:
            break
        parts.body.insert(0, parts.heads.pop())
    return parts


def _barred(text: str, span: Span, parts: _Parts) -> Table:
    kept = _in_columns(text, span, parts)
    if kept:
        return kept
    rows = [line for line in parts.body if _is_row(text, line)]
    width = Counter(len(line.cells) for line in rows).most_common(1)[0][0]
    heads: list[list[Span]] = [[] for _ in range(width)]
    for line in parts.heads:
        offset = width - len(line.cells)
        if len(line.cells) == 1 and width > 2:
            heads[0].append(line.cells[0])
        elif offset >= 0:
            for n, cell in enumerate(line.cells):
                heads[n + offset].append(cell)
    found: list[Row] = []
    group: Span | None = None
    for line in parts.body:
        if len(line.cells) == 1:
            group = line.cells[0]
        elif len(line.cells) == width or _lacks_last(text, rows, line, width):
            found.append(Row(line.cells[0], tuple(Cell(c, n) for n, c in enumerate(line.cells[1:], 1)), group))
    return Table(span, tuple(tuple(h) for h in heads[1:]), tuple(found), tuple(heads[0]))


def _in_columns(text: str, span: Span, parts: _Parts) -> Table | None:
    """A barred table whose rows all have as many bars, so that its blank cells are known; `None` for another."""
    places = {id(line): _bars(text, line) for line in (*parts.heads, *parts.body)}
    counts = {len(bars) for bars in places.values() if bars}
    if len(counts) != 1:
        return None
    heads: list[list[Span]] = [[] for _ in range(counts.pop() + 1)]
    for line in parts.heads:
        own = {_number(places[id(line)], cell): cell for cell in line.cells}
        for n in range(len(heads)):
            if n not in own and n - 1 in own and n and line is not parts.heads[-1]:
                own[n] = own[n - 1]  # it may head several columns: lines below tell them apart
            if n in own:
                heads[n].append(own[n])
    found: list[Row] = []
    group: Span | None = None
    for line in parts.body:
        cells_ = [Cell(cell, _number(places[id(line)], cell)) for cell in line.cells]
        label = cells_.pop(0).span if cells_[0].column == 0 else None
        if cells_:
            found.append(Row(label, tuple(cells_), group))
        else:
            group = label
    return Table(span, tuple(tuple(h) for h in heads[1:]), tuple(found), tuple(heads[0]))


def _bars(text: str, line: _Line) -> list[int]:
    start = line.cells[0].start - line.places[0].start
    end = text.find("\n", start)
    words = text[start : end if end >= 0 else len(text)].rstrip()
    return [start + bar.start() for bar in _BARS.finditer(words)]


def _number(bars: list[int], cell: Span) -> int:
    return sum(bar < cell.start for bar in bars)


def _lacks_last(text: str, rows: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether a barred row that is one cell short lacks the last: a change in per cent, where the others have one."""
    last = [text[row.cells[-1].start : row.cells[-1].end] for row in rows if len(row.cells) == width]
    changes = sum("%" in words for words in last) * 2 > len(last)
    return changes and len(line.cells) == width - 1 and "%" not in text[line.cells[-1].start : line.cells[-1].end]


def _set_by_blanks(text: str, span: Span, parts: _Parts) -> Table | None:
    rows = [line for line in parts.body if _is_row(text, line)]
    columns = _columns([place for line in rows for place in line.places[1:]])
    if not columns:
        return None
    left = min(place.start for place in columns)
    heads: list[list[Span]] = [[] for _ in columns]
    corner: list[Span] = []
    reach = list(columns)
    for line in reversed(parts.heads):
        for cell, place in zip(line.cells, line.places, strict=True):
            over = [n for n, column in enumerate(reach) if column.overlaps(place)]
            if not over and place.end <= left:
                corner.insert(0, cell)
                continue
            for n in over or [min(range(len(reach)), key=lambda n: _distance(reach[n], place))]:
                heads[n].insert(0, cell)
                if len(over) <= 1:
                    reach[n] = Span(min(reach[n].start, place.start), max(reach[n].end, place.end))
    found: list[Row] = []
    group: Span | None = None
    for line in parts.body:
        if not _is_row(text, line):
            group = line.cells[0] if len(line.cells) == 1 else group
            continue
        label = line.cells[0] if line.places[0].start < left else None
        inside = [
            Cell(cell, 1 + min(range(len(columns)), key=lambda n: _distance(columns[n], place)))
            for cell, place in list(zip(line.cells, line.places, strict=True))[0 if label is None else 1 :]
        ]
        if len({c.column for c in inside}) == len(inside):
            found.append(Row(label, tuple(inside), group))
    return Table(span, tuple(tuple(h) for h in heads), tuple(found), tuple(corner))


def _columns(places: Sequence[Span]) -> list[Span]:
    """The columns that cells stand in: places that overlap are one."""
    merged: list[Span] = []
    for place in sorted(places):
        if merged and place.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return merged


def _distance(column: Span, place: Span) -> int:
    """How far a cell stands from a column: figures are set to the right, so their ends count."""
    if column.overlaps(place):
        return -min(column.end, place.end) + max(column.start, place.start)
    return min(
        abs(column.end - place.end),
        abs(column.start - place.start),
        abs(column.start - place.end),
        abs(place.start - column.end),
    )
