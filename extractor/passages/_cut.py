"""Passages: blocks of a document, of about the length that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractor.background import check_cancelled
from extractor.facts import Span
from extractor.filing import Filing
from extractor.passages._blocks import Block, blocks
from extractor.passages._boilerplate import goes_on, heads_boilerplate, is_boilerplate, is_reached
from extractor.passages._layout import trim

_PAGE = 4000  # characters from which a passage may hold several sections, and over which a paragraph may be cut
_LONG_TABLE = 4 * _PAGE  # over which a table may be cut: its rows are read with its head as long as that can be
_CAPTION = 150  # characters of a block that may lead in the list or table under it
_LIST = 1.5  # how much longer than asked a passage may grow so that a list stays with what leads it in
_SENTENCE_END = re.compile(
    r"(?<!\b[^\W\d_])(?<!\b(?:Co|Mr|Ms|Dr|No|St|Sr))(?<!\b(?:Inc|Ltd|Mrs|Sra|Núm))(?<!\bCorp)"
    r"[.!?][\"'”’)\]]*+\s++(?=\W?[A-ZÀ-Þ])"
)
_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some blocks of one document.

    `heading` is the nearest heading above, `None` if the passage begins with a heading of its own; `title` is the
    document's first heading. `boilerplate` says that the passage is text no facts are taken from. A passage may go on
    after such text: then `skipped` are the parts of its span that are boilerplate passages of their own.
    """

    index: int
    span: Span
    blocks: tuple[Block, ...]
    heading: Span | None
    title: Span | None
    boilerplate: bool = False
    skipped: tuple[Span, ...] = ()

    @property
    def parts(self) -> tuple[Span, ...]:
        """The span without what is skipped in it."""
        starts = [self.span.start, *(gap.end for gap in self.skipped)]
        ends = [*(gap.start for gap in self.skipped), self.span.end]
        return tuple(map(Span, starts, ends))

    def read(self, text: str) -> str:
        """What a reader is given of the filing's `text`: the parts, with a blank line between them."""
        return "\n\n".join(text[start:end].strip() for start, end in self.parts)


class _Judged(NamedTuple):
    """A block with the headings above it, and whether it is boilerplate."""

    block: Block
    heading: Span | None
    title: Span | None
    boilerplate: bool


def cut(filing: Filing, *, chars: int, found: Sequence[Block] | None = None) -> list[Passage]:
    """The passages of a filing in order, of about `chars` characters each; `found` are its blocks, if known.

    A passage stays under one heading, which is no part of it, unless `chars` is a page or more: then it holds as many
    sections as there is room for, with their headings, and boilerplate between them is left out of it. Blocks are not
    cut but for paragraphs of more than a page, at a sentence's end, and tables of several pages, at a line's.
    """
    passages: list[Passage] = []
    found = blocks(filing) if found is None else found
    for document in [d.span for d in filing.documents] or [Span(0, len(filing.text))]:
        cutter = _Cutter(filing.text, chars)
        inside = [block for block in found if document.covers(block.span)]
        for judged in _judged(filing.text, inside, chars):
            cutter.add(judged)
        cutter.flush()
        cutter.flush_skipped()
        passages += cutter.passages
    passages.sort(key=lambda passage: passage.span)
    return [replace(passage, index=index) for index, passage in enumerate(passages)]


def _judged(text: str, found: Sequence[Block], chars: int) -> Iterator[_Judged]:
    """The blocks of a document, boilerplate told by their own words or by the heading they stand under."""
    heading = title = None
    under_legal = legal = False
    for block in (piece for whole in found for piece in _pieces(text, whole, chars)):
        check_cancelled()
        words = text[block.span.start : block.span.end]
        if block.type == "heading":
            under_legal, legal = heads_boilerplate(words), False
            heading, title = block.span, title or block.span
            yield _Judged(block, None, title, under_legal)
            continue
        if under_legal and is_reached(words):
            under_legal = False
        legal = under_legal or is_boilerplate(words) or (legal and goes_on(words))
        if len(words) <= _CAPTION and not words.endswith(".") and heads_boilerplate(words):
            legal = under_legal = True
        yield _Judged(block, heading, title, legal)


def _pieces(text: str, block: Block, chars: int) -> Iterator[Block]:
    """A block, or the pieces it is cut to if it is longer than a passage can be."""
    prose = block.type in ("paragraph", "item")
    room, boundary = (max(chars, _PAGE), _SENTENCE_END) if prose else (max(chars, _LONG_TABLE), _LINE_END)
    start, end = block.span
    while end - start > room:
        middle, last = start + room // 2, start + room
        stops = [match.end() for match in boundary.finditer(text, middle, last)]
        whole = next((stop for stop in reversed(stops) if not _is_quoting(text[start:stop])), None)
        stop = whole or (stops[-1] if stops else text.rfind(" ", middle, last) + 1 or last)
        yield Block(block.type, trim(text, start, stop))
        start = stop
    piece = trim(text, start, end)
    if piece.start < piece.end:
        yield Block(block.type, piece)


def _is_quoting(words: str) -> bool:
    """Whether a quotation is open at the end."""
    return words.count('"') % 2 > 0 or words.count("“") > words.count("”")


@dataclass(slots=True)
class _Cutter:
    """Gathers the blocks of one document into passages."""

    text: str
    chars: int
    passages: list[Passage] = field(default_factory=list)
    held: list[_Judged] = field(default_factory=list)
    skipped: list[_Judged] = field(default_factory=list)  # the run of boilerplate that the next block may end
    gaps: list[Span] = field(default_factory=list)  # the boilerplate since the first block that is held
    left_out: int = 0  # characters of the gaps

    def add(self, judged: _Judged) -> None:
        block = judged.block
        several = self.chars >= _PAGE
        if not several and (block.type == "heading" or judged.boilerplate):
            self.flush()
        if block.type == "heading" and not several:
            self.flush_skipped()
        elif judged.boilerplate:
            self.skipped.append(judged)
        else:
            self.flush_skipped()
            if self._is_full(block):
                lead = self._lead(block)
                self.flush()
                self.held = lead
            self.held.append(judged)

    def _is_full(self, block: Block) -> bool:
        if not self.held:
            return False
        room = self.chars
        first, last = self.held[0].block, self.held[-1].block
        if block.type in ("item", "lines") and last.type in ("item", "lines", "paragraph"):
            room = int(self.chars * _LIST) if self._leads_in(first) else room
        return block.span.end - first.span.start - self.left_out > room

    def _leads_in(self, block: Block) -> bool:
        return self.text[block.span.start : block.span.end].endswith(":")

    def _lead(self, block: Block) -> list[_Judged]:
        """What is held back from a full passage: headings, or the words that lead in the list or table that follows."""
        count = 0
        last = self.held[-1].block
        if block.type in ("item", "lines", "table", "columns") and last.type == "paragraph":
            short = block.type == "table" and last.span.end - last.span.start <= _CAPTION
            count = int(self._leads_in(last) or short)
        while count < len(self.held) and self.held[-1 - count].block.type == "heading":
            count += 1
        if count == 0 or count == len(self.held):
            return []
        lead = self.held[-count:]
        del self.held[-count:]
        return lead

    def flush(self) -> None:
        """End the passage of what is held."""
        if self.held:
            end = self.held[-1].block.span.end
            inside = [gap for gap in self.gaps if gap.end <= end]
            self.passages.append(_passage(self.held, skipped=inside))
        self.held, self.gaps, self.left_out = [], [], 0

    def flush_skipped(self) -> None:
        """End the run of boilerplate."""
        if self.skipped:
            passage = _passage(self.skipped)
            self.passages.append(passage)
            if self.held:
                self.gaps.append(passage.span)
                self.left_out += passage.span.end - passage.span.start
        self.skipped = []


def _passage(held: list[_Judged], skipped: list[Span] | None = None) -> Passage:
    first, last = held[0], held[-1]
    return Passage(
        index=0,
        span=Span(first.block.span.start, last.block.span.end),
        blocks=tuple(judged.block for judged in held),
        heading=first.heading,
        title=first.title,
        boilerplate=first.boilerplate,
        skipped=tuple(skipped or ()),
    )
