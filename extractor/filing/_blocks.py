"""Running text gathered into blocks: lines, paragraphs, headings and list items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractor.facts import Span
from extractor.filing._sgml import goes_on, is_page_number

LINE_END = "\n"
_BLANKS = re.compile(r"\s+")
_OWN_BULLET = re.compile(r"[•·‣▪◦●■\uf0b7*\u2013—-]\s+")
_LONGEST_HEADING = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or table, with the headings in it as spans of its own text.

    A `tight` block follows the one before on the next line; others are set off by a blank line. `titled` blocks come
    from heading elements, `rows` counts the table rows in the block.
    """

    text: str
    headings: tuple[Span, ...] = ()
    tight: bool = False
    titled: bool = False
    rows: int = 0


NEW_PAGE = Block(text="")
"""Stands where a new page begins."""


def turn_pages(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without the marks of new pages and the numbers of pages about them.

    A paragraph that runs on over a new page is one block.
    """
    turned: list[Block] = []
    is_new = False
    for block in blocks:
        if block is NEW_PAGE:
            if turned and is_page_number(turned[-1].text):
                turned.pop()
            is_new = True
        elif is_new and is_page_number(block.text):
            pass
        elif is_new and turned and not (block.headings or block.rows) and goes_on(turned[-1].text, block.text):
            turned[-1] = replace(turned[-1], text=f"{turned[-1].text}\n{block.text}")
            is_new = False
        else:
            turned.append(block)
            is_new = False
    return turned


def join_blocks(blocks: Iterable[Block]) -> tuple[str, tuple[Span, ...]]:
    """The text of all blocks, and their headings as spans of it."""
    parts: list[str] = []
    headings: list[Span] = []
    length = 0
    for block in blocks:
        if parts:
            separator = "\n" if block.tight else "\n\n"
            parts.append(separator)
            length += len(separator)
        headings += [Span(length + start, length + end) for start, end in block.headings]
        parts.append(block.text)
        length += len(block.text)
    return "".join(parts), tuple(headings)


@dataclass(slots=True)
class _List:
    number: int | None  # of the next item; None for bullets
    outermost: bool
    items: int = 0


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    kept: bool  # white space as it stands, from <pre>


@dataclass(slots=True)
class Flow:
    """Gathers running text; `end_block` turns what was gathered into a block."""

    blocks: list[Block] = field(default_factory=list)
    _pieces: list[_Piece] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _marker: str = ""
    _tight: bool = False

    def add(self, text: str, *, bold: bool, kept: bool) -> None:
        """Add running text, its white space folded unless `kept`."""
        self._pieces.append(_Piece(text if kept else _BLANKS.sub(" ", text), bold, kept))

    @property
    def ending(self) -> str:
        """The last words that were added to the open block, if any."""
        return next((piece.text[-20:] for piece in reversed(self._pieces[-3:]) if piece.text.strip()), "")

    def end_line(self) -> None:
        """Go on with a new line of the same block."""
        self._pieces.append(_Piece(LINE_END, bold=False, kept=True))

    def open_list(self, number: int | None) -> None:
        """Start a list, numbered from `number`, or with bullets."""
        self.end_block()
        self._lists.append(_List(number, outermost=not self._lists))

    def close_list(self) -> None:
        """End the innermost list."""
        self.end_block()
        if self._lists:
            self._lists.pop()

    def open_item(self) -> None:
        """Start a list item: the next block gets its marker."""
        self.end_block()
        if not self._lists:
            self._marker, self._tight = "* ", False
            return
        here = self._lists[-1]
        indent = "  " * (len(self._lists) - 1)
        self._marker = f"{indent}* " if here.number is None else f"{indent}{here.number}. "
        self._tight = here.items > 0 or not here.outermost
        here.items += 1
        if here.number is not None:
            here.number += 1

    def close_item(self) -> None:
        """End a list item."""
        self.end_block()
        self._marker, self._tight = "", False

    def end_block(self, *, titled: bool = False) -> None:
        """Turn what was gathered into a block, unless it is only white space; `titled` if a heading element ends."""
        if not self._pieces:
            return
        lines = _lines(self._pieces)
        self._pieces = []
        if not lines:
            return
        text = "\n".join(line for line, _ in lines)
        if self._marker:
            text = self._marker + _OWN_BULLET.sub("", text, count=1) if _OWN_BULLET.match(text) else self._marker + text
            headings: tuple[Span, ...] = ()
        elif titled:
            headings = (Span(0, len(text)),)
        else:
            headings = tuple(_bold_headings(lines))
        self.blocks.append(Block(text=text, headings=headings, tight=self._tight, titled=titled))
        self._marker, self._tight = "", False


def _lines(pieces: list[_Piece]) -> list[tuple[str, bool]]:
    """The lines of a block with whether each is all bold; no blank ones at its ends, and no two in a row."""
    raw: list[list[_Piece]] = [[]]
    for piece in pieces:
        if not piece.kept:
            raw[-1].append(piece)
            continue
        first, *others = piece.text.split(LINE_END)
        raw[-1].append(_Piece(first, piece.bold, kept=True))
        raw += [[_Piece(other, piece.bold, kept=True)] for other in others]
    lines: list[tuple[str, bool]] = []
    for parts in raw:
        kept = any(part.kept and part.text for part in parts)
        text = "".join(part.text for part in parts)
        text = text.rstrip() if kept else _BLANKS.sub(" ", text).strip()
        if text or (lines and lines[-1][0]):
            lines.append((text, all(part.bold for part in parts if part.text.strip())))
    while lines and not lines[-1][0]:
        lines.pop()
    return lines


def _bold_headings(lines: list[tuple[str, bool]]) -> Iterable[Span]:
    """Lines that are bold, short, and no sentence: what a page without heading elements has for headings."""
    start = 0
    for line, bold in lines:
        if bold and len(line) <= _LONGEST_HEADING and any(map(str.isalpha, line)) and line[-1] not in ".,;":
            indent = len(line) - len(line.lstrip())
            yield Span(start + indent, start + len(line))
        start += len(line) + 1
