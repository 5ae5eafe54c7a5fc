"""A filing seen as blocks: headings, paragraphs, list items, lines, columns and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.background import check_cancelled
from extractor.facts import Span
from extractor.filing import Filing
from extractor.passages._grids import grids
from extractor.passages._headings import BULLET, CONTACT, SENTENCE_END, leading_headings
from extractor.passages._layout import is_rule, lines, trim

BlockType = Literal["heading", "paragraph", "item", "columns", "table", "lines"]

_COLUMN_GAP = re.compile(r"\S {3,}\S|\S\t+\S| \| ")
_LABELLED = re.compile(r"\s*(?:(?:19|20)\d\d\s)?[^\W\d][^:\n]{1,40}:\s+\S")
_LABEL = re.compile(r"^[^\W\d][^:|]{1,40}:\s+")  # "Employees:    2,900" is one column
_MARKER = re.compile(BULLET.pattern.removeprefix(r"\s*"))
_LONG_LINE = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one type; `span` has no white space at its ends.

    `columns` are columns of words, as contacts set side by side; a `table` holds figures; `lines` are set one thing a
    line, as an address.
    """

    type: BlockType
    span: Span


def blocks(filing: Filing) -> list[Block]:
    """The blocks of the whole filing, in order. Every character that is not white space or a rule is in one."""
    known = {span.start: span for span in filing.headings}
    bounds = [d.span for d in filing.documents] or [Span(0, len(filing.text))]
    return [block for bound in bounds for block in _blocks(filing.text, bound, known)]


def _blocks(text: str, bound: Span, known: dict[int, Span]) -> Iterator[Block]:
    found = list(lines(text, bound))
    at = 0
    for first, after in grids(text, found):
        if first < at:
            continue
        yield from _chunks(text, found[at:first], known)
        yield Block("table", trim(text, found[first].start, found[after - 1].end))
        at = after
    yield from _chunks(text, found[at:], known)


def _chunks(text: str, found: list[Span], known: dict[int, Span]) -> Iterator[Block]:
    """The blocks of lines that hold no table, parted by blank lines and rules."""
    chunk: list[Span] = []
    for line in found:
        check_cancelled()
        if not is_rule(text[line.start : line.end]):
            chunk.append(line)
        elif chunk:
            yield from _chunk(text, chunk, known)
            chunk = []
    if chunk:
        yield from _chunk(text, chunk, known)


def _chunk(text: str, found: list[Span], known: dict[int, Span]) -> Iterator[Block]:
    """The blocks of lines that no blank line parts."""
    first = trim(text, *found[0])
    if first.start in known:
        span = known[first.start]
        yield Block("heading", trim(text, *span))
        rest = [line for line in found if line.start >= span.end]
        if rest:
            yield from _chunk(text, rest, known)
        return
    words = [text[line.start : line.end] for line in found]
    whole = trim(text, found[0].start, found[-1].end)
    if _is_columns(words):
        yield Block("columns", whole)
        return
    heads = leading_headings(words)
    if heads:
        yield Block("heading", trim(text, found[0].start, found[heads - 1].end))
        if heads < len(found):
            yield from _chunk(text, found[heads:], known)
        return
    if _is_list(words):
        yield from _items(text, found, words)
        return
    if _is_short_lines(words):
        yield Block("lines", whole)
        return
    tail = _contact_lines(words)
    if tail:
        yield Block("paragraph", trim(text, found[0].start, found[-tail - 1].end))
        yield Block("lines", trim(text, found[-tail].start, found[-1].end))
    else:
        yield Block("paragraph", whole)


def _is_columns(words: list[str]) -> bool:
    bare = [_LABEL.sub("", _without_marker(line).strip()) for line in words]
    gaps = sum(bool(_COLUMN_GAP.search(line)) for line in bare)
    return gaps >= 2 and gaps * 2 >= len(words)


def _without_marker(line: str) -> str:
    marker = _MARKER.search(line)
    return line[: marker.start()].rstrip() + line[marker.end() :] if marker else line


def _is_list(words: list[str]) -> bool:
    marked = [bool(BULLET.match(line)) for line in words]
    return marked[0] or sum(marked) >= 2


def _items(text: str, found: list[Span], words: list[str]) -> Iterator[Block]:
    starts = [n for n, line in enumerate(words) if n == 0 or BULLET.match(line)]
    for here, after in zip(starts, [*starts[1:], len(found)], strict=True):
        span = trim(text, found[here].start, found[after - 1].end)
        yield Block("item" if BULLET.match(words[here]) else "paragraph", span)


def _is_short_lines(words: list[str]) -> bool:
    """Whether the lines are set one thing a line: an address, a contact, a list of labelled facts."""
    labelled = sum(_LABELLED.match(line) is not None for line in words)
    if labelled > 2 and 4 * labelled >= 3 * len(words):
        return True
    if any(CONTACT.search(line) for line in words):
        return sum(len(line.strip()) > _LONG_LINE for line in words) * 3 <= len(words)
    return len(words) > 1 and all(len(line.strip()) <= 50 for line in words) and not SENTENCE_END.search(words[-1])


def _contact_lines(words: list[str]) -> int:
    """How many lines at the end of a paragraph are a contact set right under it."""
    prose = [n for n, line in enumerate(words) if len(line.strip()) > _LONG_LINE]
    last = prose[-1] if prose else -1
    tail = words[last + 2 :]
    return len(tail) if len(tail) > 1 and any(CONTACT.search(line) for line in tail) else 0
