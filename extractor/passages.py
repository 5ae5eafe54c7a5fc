"""The filing cut into passages, each with the heading it stands under.

A filing is first seen as blocks: headings, paragraphs, list items, and blocks set in columns. Blocks of prose under one
heading are joined to passages of about the length a model's profile asks for; a paragraph is never cut. Text that no
reader takes facts from (safe-harbour statements, the check marks of a cover) is kept as a passage that is skipped, so
that every character of the filing is accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.facts import Span
from extractor.filing import Filing

BlockType = Literal["heading", "paragraph", "item", "columns", "lines"]

_COLUMN_GAP = re.compile(r"\S {3,}\S|\S\t+\S")
_BULLET = re.compile(r"\s*(?:[*•·▪◦‣–—-]|\(?[a-z0-9]{1,2}[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"""[.!?:;]["'”’)\]]*\s*$""")
_CONTACT = re.compile(
    r"""@\w|\bwww\.|https?://|\+\d|\b(?:tel|telephone|phone|fax|e-?mail|t|f|m|mob|mobile|tlf|tfno|teléfono|correo)\s*\.?\s*:"""
    r"""|\b\d{3}[.-]\d{3}[.-]\d{4}\b|^\W*(?:tel|fax|tfno|phone)\b""",
    re.IGNORECASE,
)
_BOILERPLATE_HEADING = re.compile(
    r"safe[- ]harbou?r|forward[- ]looking|cautionary|disclaimer|advertencia|aviso legal|manifestaciones? (?:de|sobre el) futuro"
    r"|important (?:notice|information)|no offer or solicitation|additional information and where to find"
    r"|zukunftsgerichtete|déclarations prospectives",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"indicate by check mark|pursuant to (?:the requirements of|rule|section)|\bforward[- ]looking (?:statements?|information)"
    r"|certain statements (?:contained|made|in this)|involve(?:s)? (?:known and unknown )?risks|undertakes? no (?:obligation|duty)"
    r"|private securities litigation reform|no stock exchange has (?:reviewed|approved)|all rights reserved|copyright ©"
    r"|neither the .{3,60} exchange .{0,60}accepts? responsibility|does not constitute an offer"
    r"|(?:manifestaciones|declaraciones|afirmaciones|previsiones|estimaciones) (?:de|sobre el|a) futuro"
    r"|name of registrant as specified|address of principal executive|securities and exchange commission"
    r"|registered in england|commission file number|incorporated (?:herein|by reference)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one type; `span` has no white space at its ends."""

    type: BlockType
    span: Span


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


def blocks(filing: Filing) -> list[Block]:
    """The blocks of the whole filing, in order."""
    known = {span.start: span for span in filing.headings}
    bounds = [d.span for d in filing.documents] or [Span(0, len(filing.text))]
    return [block for bound in bounds for block in _blocks(filing.text, bound, known)]


def _lines(text: str, bound: Span) -> Iterator[Span]:
    start = bound.start
    while start < bound.end:
        end = text.find("\n", start, bound.end)
        end = bound.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


def _blocks(text: str, bound: Span, known: dict[int, Span]) -> Iterator[Block]:
    chunk: list[Span] = []
    for line in [*_lines(text, bound), Span(bound.end, bound.end)]:
        if re.fullmatch(r"[\s_=*\-\x0c]*", text[line.start : line.end]):
            if chunk:
                yield from _chunk(text, chunk, known)
            chunk = []
        else:
            chunk.append(line)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _chunk(text: str, lines: list[Span], known: dict[int, Span]) -> Iterator[Block]:
    """The blocks of lines that no blank line parts."""
    words = [text[line.start : line.end] for line in lines]
    first = _trim(text, *lines[0])
    if first.start in known:
        span = known[first.start]
        yield Block("heading", _trim(text, *span))
        rest = [line for line in lines if line.start >= span.end]
        if rest:
            yield from _chunk(text, rest, known)
        return
    if _is_columns(words):
        yield Block("columns", _trim(text, lines[0].start, lines[-1].end))
        return
    heads = _leading_heading(words)
    if heads and heads < len(lines):
        yield Block("heading", _trim(text, lines[0].start, lines[heads - 1].end))
        yield from _chunk(text, lines[heads:], known)
        return
    if heads:
        yield Block("heading", _trim(text, lines[0].start, lines[-1].end))
        return
    if sum(bool(_BULLET.match(line)) for line in words) and (len(words) == 1 or _BULLET.match(words[-1])):
        yield from _items(text, lines, words)
        return
    if _is_short_lines(words):
        yield Block("lines", _trim(text, lines[0].start, lines[-1].end))
        return
    tail = _trailing_lines(words)
    if tail:
        yield Block("paragraph", _trim(text, lines[0].start, lines[-tail - 1].end))
        yield Block("lines", _trim(text, lines[-tail].start, lines[-1].end))
        return
    yield Block("paragraph", _trim(text, lines[0].start, lines[-1].end))


def _items(text: str, lines: list[Span], words: list[str]) -> Iterator[Block]:
    starts = [n for n, line in enumerate(words) if n == 0 or _BULLET.match(line)]
    for here, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        span = _trim(text, lines[here].start, lines[after - 1].end)
        yield Block("item" if _BULLET.match(words[here]) else "paragraph", span)


def _is_columns(words: list[str]) -> bool:
    gaps = sum(bool(_COLUMN_GAP.search(line.strip()) or " | " in line) for line in words)
    return gaps >= 2 and gaps * 2 >= len(words)


def _is_heading_line(line: str) -> bool:
    bare = line.strip()
    letters = [c for c in bare if c.isalpha()]
    if not letters or len(bare) > 110 or _CONTACT.search(bare) or _BULLET.match(line):
        return False
    if _SENTENCE_END.search(bare) and not re.search(r"(?:Inc|Ltd|Corp|Co|S\.A|p\.A|plc|a\. s|r\.o)\.$", bare):
        return False
    upper = sum(c.isupper() for c in letters) / len(letters)
    return upper > 0.7 or len(bare) <= 60


def _leading_heading(words: list[str]) -> int:
    """How many of the first lines are a heading; 0 for none."""
    width = max(len(line.rstrip()) for line in words)
    count = 0
    for n, line in enumerate(words):
        bare = line.strip()
        centred = len(line) - len(line.lstrip()) >= 8
        letters = [c for c in bare if c.isalpha()]
        capitals = bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.7
        if not _is_heading_line(line):
            break
        alone = len(words) == 1
        before_prose = n == 0 and len(words) > 1 and len(bare) <= 40 and len(bare) * 2 < len(words[1].strip()) >= 55
        if not (centred or capitals or alone or before_prose) or (alone and width > 110):
            break
        count = n + 1
        if before_prose and not capitals:
            break
    return count


def _is_short_lines(words: list[str]) -> bool:
    """Whether the lines are set one thing a line: an address, a contact."""
    if any(_CONTACT.search(line) for line in words) and sum(len(line.strip()) > 60 for line in words) * 3 <= len(words):
        return True
    return len(words) > 1 and all(len(line.strip()) <= 50 for line in words) and not _SENTENCE_END.search(words[-1])


def _trailing_lines(words: list[str]) -> int:
    """How many lines at the end of a paragraph are a contact set right under it."""
    prose = [n for n, line in enumerate(words) if len(line.strip()) > 60]
    last = prose[-1] if prose else -1
    tail = words[last + 2 :]
    return len(tail) if len(tail) > 1 and any(_CONTACT.search(line) for line in tail) else 0


def cut(filing: Filing, *, chars: int) -> list[Passage]:
    """The passages of a filing, of about `chars` characters each."""
    passages: list[Passage] = []
    for document in [d.span for d in filing.documents] or [Span(0, len(filing.text))]:
        heading: Span | None = None
        title: Span | None = None
        held: list[Block] = []
        legal = False

        def flush() -> None:
            if held:
                passages.append(
                    Passage(
                        index=len(passages),
                        span=Span(held[0].span.start, held[-1].span.end),
                        blocks=tuple(held),
                        heading=heading,  # noqa: B023 - flush is called before the loop variable changes
                        title=title,  # noqa: B023
                        boilerplate=legal,  # noqa: B023
                    )
                )
                held.clear()

        for block in blocks(filing):
            if not document.covers(block.span):
                continue
            words = filing.text[block.span.start : block.span.end]
            if block.type == "heading":
                flush()
                heading = block.span
                title = title or block.span
                legal = bool(_BOILERPLATE_HEADING.search(words))
                continue
            is_legal = bool(_BOILERPLATE.search(re.sub(r"\s+", " ", words)))
            if legal and not is_legal and passages and passages[-1].heading != heading and block.type != "paragraph":
                is_legal = False
            elif heading is not None and _BOILERPLATE_HEADING.search(filing.text[heading.start : heading.end]):
                is_legal = True
            full = held and block.span.end - held[0].span.start > chars
            if is_legal != legal or full:
                flush()
            legal = is_legal
            held.append(block)
        flush()
    return passages
