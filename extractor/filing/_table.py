"""HTML tables as text: one row a line, cells joined by a visible separator. Tables for layout are taken apart.

In a table of figures a cell keeps its column, so that it is seen under which head each figure stands: a blank cell is
nothing between two separators, a cell that spans columns stands in the first of them, a label that spans rows is
said again in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.filing._blocks import Block

SEPARATOR = " | "
_MOST = 100  # columns or rows that a cell may span, and cells that span one row: pages may claim any number
_WIDEST = 60  # columns of a table whose blanks are written


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and over how many columns and rows it spans."""

    blocks: list[Block]
    columns: int = 1
    rows: int = 1

    @classmethod
    def of(cls, blocks: list[Block], colspan: str | None, rowspan: str | None) -> Cell:
        """A cell with its spans as its attributes give them."""
        return cls(blocks, _number(colspan), _number(rowspan))


@dataclass(frozen=True, slots=True)
class _Entry:
    """The words of a cell, with the columns `start` to `end` that they stand in, `end` not included."""

    start: int
    end: int
    text: str
    rows: int = 1


Row = list[Cell]


def _number(value: str | None) -> int:
    return max(1, min(int(value), _MOST)) if value and re.fullmatch(r"\s*[0-9]{1,9}\s*", value) else 1


_BULLET = re.compile(r"[•·‣▪◦●■○□\uf0b7§*o\u2013—-]")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[⁰-⁹¹²³⁽⁾]+")
_MARK = re.compile("[⁰-⁹¹²³⁽⁾]+")  # of a footnote, in a cell of its own
_GOES_WITH_NEXT = re.compile(r"\(?[A-Z]{0,3}[$€£¥]\(?|\(")
_GOES_WITH_LAST = re.compile(r"[)%]{1,3}|pp|\.\d{1,2}\*?")
_FIGURE = re.compile(r"[^\w\s]{0,3}\s?\d[\d.,\s]*\W{0,3}[a-z]{0,2}")
_LONG = 250
_LABEL = 80  # characters of words that are said again in each row they span
_COLUMN_LINES = 3
_COLUMN_ROWS = 3


def table_blocks(rows: list[Row]) -> list[Block]:
    """The blocks of a table: runs of rows as one block each, and what is laid out in cells as blocks of its own."""
    filled = [[cell.blocks for cell in row if cell.blocks] for row in rows]
    count = sum(map(bool, filled))
    is_data = 2 * sum(len(row) > 1 for row in filled) >= count
    entries = _placed(rows)
    lines = {
        n: _joined(entries[n])
        for n, row in enumerate(filled)
        if not (
            not row or _is_item(row) or _is_layout(row, is_data=is_data) or (count <= _COLUMN_ROWS and _is_columns(row))
        )
    }
    written = _aligned(lines) if _keeps_columns(rows, lines) else {n: [e.text for e in lines[n]] for n in lines}
    blocks: list[Block] = []
    gathered: list[str] = []

    def end_rows() -> None:
        if gathered:
            blocks.append(Block(text="\n".join(gathered), rows=len(gathered)))
            gathered.clear()

    for n, row in enumerate(filled):
        if n in written:
            gathered.append(SEPARATOR.join(written[n]).strip())
        elif row:
            end_rows()
            if _is_item(row):
                blocks.append(_item(row, tight=bool(blocks) and blocks[-1].text.startswith("* ")))
            else:
                blocks += [block for cell in row for block in cell]
    end_rows()
    return blocks


def _keeps_columns(rows: list[Row], lines: dict[int, list[_Entry]]) -> bool:
    """Whether it matters in which column a cell stands: figures stand in rows, or words span several rows."""
    if any(_FIGURE.fullmatch(entry.text) for line in lines.values() for entry in line[1:]):
        return True
    return any(cell.rows > 1 and cell.blocks for row in rows for cell in row)


def _placed(rows: list[Row]) -> list[list[_Entry]]:
    """The cells of each row that hold words, in the columns they stand in; labels that span rows are in each."""
    placed: list[list[_Entry]] = []
    above: list[tuple[int, _Entry]] = []  # what spans this row from above, and up to which row
    for n, row in enumerate(rows):
        above = [(last, entry) for last, entry in above if last > n]
        taken = iter(sorted((entry.start, entry.end) for _, entry in above))
        line = [entry for _, entry in above]
        span = next(taken, None)
        at = 0
        for cell in row:
            while span is not None and span[0] <= at:
                at, span = max(at, span[1]), next(taken, None)
            wide = cell.columns if at < _WIDEST * _MOST else 1
            entry = _Entry(at, at + wide, _folded(cell.blocks), cell.rows)
            at = entry.end
            line.append(entry)
            if cell.rows > 1 and len(above) < _MOST:
                said = entry.text if len(entry.text) <= _LABEL and not _FIGURE.fullmatch(entry.text) else ""
                above.append((n + cell.rows, replace(entry, text=said)))
        placed.append(sorted((e for e in line if e.text), key=lambda e: e.start))
    return placed


def _aligned(lines: dict[int, list[_Entry]]) -> dict[int, list[str]]:
    """The words of each line, a blank for each column in which it has none; columns blank in all lines are left out.

    A currency sign or bracket of its own makes one column of the two that it and its number stand in.
    """
    spans = {(entry.start, entry.end) for line in lines.values() for entry in line}
    parted = {b.start for line in lines.values() for a, b in pairwise(line) if a.end >= b.start}
    width = max((end for _, end in spans), default=0)
    signs = {at for line in lines.values() for e in line if e.rows == 0 for at in range(e.start + 1, e.end)}
    column = [0] * (width + 1)
    for at in range(1, width + 1):
        column[at] = column[at - 1] + (at not in signs or at in parted)
    kept: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (column[span[1] - 1] - column[span[0]], span)):
        if kept.isdisjoint(range(column[start], column[end - 1] + 1)):
            kept.add(column[start])
    if len(kept) > _WIDEST:
        return {n: [entry.text for entry in line] for n, line in lines.items()}
    order = {number: place for place, number in enumerate(sorted(kept))}
    written: dict[int, list[str]] = {}
    for n, line in lines.items():
        words = [""] * len(order)
        for entry in line:
            first = next(c for c in range(column[entry.start], column[entry.end - 1] + 1) if c in order)
            words[order[first]] = f"{words[order[first]]} {entry.text}".strip()
        written[n] = words[:1] if words[0] and not any(words[1:]) else words
    return written


def _is_layout(row: list[list[Block]], *, is_data: bool) -> bool:
    """Whether the row's cells hold parts of a page rather than entries."""
    if len(row) == 1 and not is_data:
        return True
    return any(
        any(block.titled or block.rows > 1 for block in cell)
        or (len(cell) > 1 and sum(len(block.text) for block in cell) > _LONG)
        for cell in row
    )


def _is_columns(row: list[list[Block]]) -> bool:
    """Whether the cells are columns of lines, as contacts set side by side are."""
    return len(row) > 1 and all(sum(block.text.count("\n") + 1 for block in cell) >= _COLUMN_LINES for cell in row)


def _is_item(row: list[list[Block]]) -> bool:
    return len(row) == 2 and bool(_BULLET.fullmatch(_folded(row[0])))


def _item(row: list[list[Block]], *, tight: bool) -> Block:
    return Block(text="* " + _folded(row[1]), tight=tight)


def _folded(cell: Iterable[Block]) -> str:
    return " ".join(" ".join(block.text.split()) for block in cell)


def _joined(line: list[_Entry]) -> list[_Entry]:
    """Cells with a currency sign, bracket or per cent sign of their own put back to their numbers."""
    joined: list[_Entry] = []
    pending: _Entry | None = None
    for entry in line:
        last = joined[-1] if joined else None
        if _GOES_WITH_NEXT.fullmatch(entry.text):
            pending = _with(pending, entry) if pending else entry
        elif pending:
            joined.append(_with(pending, entry))
            pending = None
        elif last and re.search(r"[\d)]$", last.text) and _GOES_WITH_LAST.fullmatch(entry.text):
            joined[-1] = _with(last, entry)
        elif last and _MARK.fullmatch(entry.text):
            continue
        elif last and len(joined) == 1 and _NUMBERING.fullmatch(last.text):
            joined[-1] = _with(last, entry, " ")
        else:
            joined.append(entry)
    return [*joined, pending] if pending else joined


def _with(entry: _Entry, after: _Entry, between: str = "") -> _Entry:
    """Two entries as one, which is marked by `rows` of 0."""
    return _Entry(entry.start, after.end, entry.text + between + after.text, rows=0)
