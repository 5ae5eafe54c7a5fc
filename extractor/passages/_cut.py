"""Passages: some blocks of prose under one heading, of about the length that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.facts import Span
from extractor.filing import Filing
from extractor.passages._blocks import Block, blocks
from extractor.passages._boilerplate import goes_on, heads_boilerplate, is_boilerplate, is_reached

_CAPTION = 150  # characters of a block that may lead in the list or table under it
_LIST = 1.5  # how much longer than asked a passage may grow so that a list stays with what leads it in


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some blocks of prose under one heading.

    `heading` is the nearest heading above, `title` the document's first heading. `boilerplate` says that the passage is
    text no facts are taken from.
    """

    index: int
    span: Span
    blocks: tuple[Block, ...]
    heading: Span | None
    title: Span | None
    boilerplate: bool = False


@dataclass(slots=True)
class _Cutter:
    """Gathers the blocks of one document into passages."""

    text: str
    chars: int
    index: int
    heading: Span | None = None
    title: Span | None = None
    under_legal: bool = False
    legal: bool = False
    held: list[Block] = field(default_factory=list)

    def add(self, block: Block) -> Iterator[Passage]:
        words = self.text[block.span.start : block.span.end]
        if block.type == "heading":
            yield from self.flush()
            self.heading = block.span
            self.title = self.title or block.span
            self.under_legal = heads_boilerplate(words)
            self.legal = False
            return
        if self.under_legal and is_reached(words):
            self.under_legal = False
        legal = self.under_legal or is_boilerplate(words) or (self.legal and goes_on(words))
        if len(words) <= _CAPTION and not words.endswith(".") and heads_boilerplate(words):
            legal = self.under_legal = True
        if legal != self.legal:
            yield from self.flush()
        elif self._is_full(block):
            lead = self._lead(block)
            yield from self.flush()
            self.held += lead
        self.legal = legal
        self.held.append(block)

    def _is_full(self, block: Block) -> bool:
        if not self.held:
            return False
        room = self.chars
        if block.type in ("item", "lines") and self.held[-1].type in ("item", "lines", "paragraph"):
            room = int(self.chars * _LIST) if self._leads_in(self.held[0]) else room
        return block.span.end - self.held[0].span.start > room

    def _leads_in(self, block: Block) -> bool:
        return self.text[block.span.start : block.span.end].endswith(":")

    def _lead(self, block: Block) -> list[Block]:
        """What is held back from a full passage: the words that lead in the list or table that comes next."""
        last = self.held[-1]
        if len(self.held) < 2 or block.type not in ("item", "lines", "table", "columns") or last.type != "paragraph":
            return []
        if self._leads_in(last) or (block.type == "table" and last.span.end - last.span.start <= _CAPTION):
            return [self.held.pop()]
        return []

    def flush(self) -> Iterator[Passage]:
        if not self.held:
            return
        span = Span(self.held[0].span.start, self.held[-1].span.end)
        yield Passage(
            index=self.index,
            span=span,
            blocks=tuple(self.held),
            heading=self.heading,
            title=self.title,
            boilerplate=self.legal,
        )
        self.index += 1
        self.held = []


def cut(filing: Filing, *, chars: int) -> list[Passage]:
    """The passages of a filing, of about `chars` characters each. A paragraph is never cut."""
    passages: list[Passage] = []
    found = blocks(filing)
    for document in [d.span for d in filing.documents] or [Span(0, len(filing.text))]:
        cutter = _Cutter(filing.text, chars, len(passages))
        for block in found:
            if document.covers(block.span):
                passages += cutter.add(block)
        passages += cutter.flush()
    return passages
