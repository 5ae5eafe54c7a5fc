"""HTML tables as text: one row a line, cells joined by a visible separator. Tables for layout are taken apart."""

from __future__ import annotations

import re

from extractor.filing._blocks import Block

SEPARATOR = " | "
Cell = list[Block]
Row = list[Cell]

_BULLET = re.compile(r"[•·‣▪◦●■○□\uf0b7§*o\u2013—-]")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
_GOES_WITH_NEXT = re.compile(r"(?:[A-Z]{0,3}[$€£¥]|\()")
_GOES_WITH_LAST = re.compile(r"[)%]{1,3}|pp")
_LONG = 250
_COLUMN_LINES = 3
_COLUMN_ROWS = 3


def table_blocks(rows: list[Row]) -> list[Block]:
    """The blocks of a table: runs of rows as one block each, and what is laid out in cells as blocks of its own."""
    filled = [[cell for cell in row if cell] for row in rows]
    filled = [row for row in filled if row]
    is_data = 2 * sum(len(row) > 1 for row in filled) >= len(filled)
    blocks: list[Block] = []
    lines: list[str] = []

    def end_rows() -> None:
        if lines:
            blocks.append(Block(text="\n".join(lines), rows=len(lines)))
            lines.clear()

    for row in filled:
        if _is_item(row):
            end_rows()
            blocks.append(_item(row, tight=bool(blocks) and blocks[-1].text.startswith("* ")))
        elif _is_layout(row, is_data=is_data) or (len(filled) <= _COLUMN_ROWS and _is_columns(row)):
            end_rows()
            blocks += [block for cell in row for block in cell]
        else:
            lines.append(SEPARATOR.join(_joined([_folded(cell) for cell in row])))
    end_rows()
    return blocks


def _is_layout(row: Row, *, is_data: bool) -> bool:
    """Whether the row's cells hold parts of a page rather than entries."""
    if len(row) == 1 and not is_data:
        return True
    return any(
        any(block.titled or block.rows > 1 for block in cell)
        or (len(cell) > 1 and sum(len(block.text) for block in cell) > _LONG)
        for cell in row
    )


def _is_columns(row: Row) -> bool:
    """Whether the cells are columns of lines, as contacts set side by side are."""
    return len(row) > 1 and all(sum(block.text.count("\n") + 1 for block in cell) >= _COLUMN_LINES for cell in row)


def _is_item(row: Row) -> bool:
    return len(row) == 2 and bool(_BULLET.fullmatch(_folded(row[0])))


def _item(row: Row, *, tight: bool) -> Block:
    return Block(text="* " + _folded(row[1]), tight=tight)


def _folded(cell: Cell) -> str:
    return " ".join(" ".join(block.text.split()) for block in cell)


def _joined(cells: list[str]) -> list[str]:
    """Cells with a currency sign, bracket or per cent sign of their own put back to their numbers."""
    joined: list[str] = []
    pending = ""
    for text in cells:
        if _GOES_WITH_NEXT.fullmatch(text):
            pending += text
        elif joined and not pending and re.search(r"[\d)]$", joined[-1]) and _GOES_WITH_LAST.fullmatch(text):
            joined[-1] += text
        elif joined and not pending and _NUMBERING.fullmatch(joined[-1]):
            joined[-1] += f" {text}"
        else:
            joined.append(pending + text)
            pending = ""
    if pending:
        joined.append(pending)
    return joined
