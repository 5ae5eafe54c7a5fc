"""Runs of text between quotation marks of any shape, paired off with the care that printed filings need.

A paragraph may leave a quotation open that the next one opens anew; a page may end within it; a closing mark may be
missing, doubled, or of another shape than the opening one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.annotations._saying import SAYS
from extractor.facts import Span

_LONGEST = 3000
_MARK = re.compile(r"``|''|\"{1,2}|[“”„«»]|â€œ|â€\x9d")
_SINGLE = re.compile(
    r"(?:(?<=\s)|^)(?P<open>‘|'(?=(?-i:[A-ZÀ-Þ])))|(?P<close>(?:(?<=[.,!?…])[’'](?!\w))"
    rf"|[’'](?=,?\s+{SAYS.pattern}))",
    re.IGNORECASE,
)
_FAMILY = {"«": "angle", "»": "angle", "``": "tick", "''": "tick"}
_OPENERS = frozenset({"“", "„", "«", "``", "â€œ"})
_CLOSERS = frozenset({"”", "»", "''", "â€\x9d"})
_SAID_AFTER = re.compile(rf"[,.!?]\s+(?={SAYS.pattern}\s+[A-ZÀ-Þ])", re.IGNORECASE)
_BREAK = re.compile(r"\n[ \t\x0c]*\n\s*")
_PAGE_MARK = (
    r"(?:<PAGE>|\x0c|-{1,2}[ ]?\d{1,3}[ ]?-{1,2}|[-(]{0,2}[ ]?(?:more|continued|sigue)[ ]?[-)]{0,2}"
    r"|\[?\d{1,3}\]?(?:[ ]?(?:of|de|/)[ ]?\d{1,3})?|[^\n]{0,70}\b(?:Page|Página|Pág\.)[ ]\d{1,3}[^\n]{0,20})"
)
_PAGE = re.compile(rf"(?:\s*\n[ \t]*{_PAGE_MARK}[ \t\x0c]*(?=\n))+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Quoted words. `opening` is where the opening mark starts, `closing` where the closing mark does.

    `pieces` are the words without the page marks among them. `goes_on` says that the paragraph ended before a closing
    mark came, and the next opens the quotation anew.
    """

    opening: int
    closing: int
    pieces: tuple[Span, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool


def quoted_runs(text: str, bound: Span) -> list[Run]:
    """The quoted runs of `bound`, in order, none within another."""
    double = list(_paired(text, bound, _double_marks(text, bound)))
    single = [
        run
        for run in _paired(text, bound, _single_marks(text, bound))
        if not any(d.opening < run.closing and run.opening < d.closing and d.opening < run.opening for d in double)
    ]
    double = [d for d in double if not any(s.opening < d.opening and d.closing < s.closing for s in single)]
    return sorted([*double, *single], key=lambda run: run.opening)


def _double_marks(text: str, bound: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, *bound):
        mark = match.group()
        before = text[match.start() - 1] if match.start() > bound.start else " "
        after = text[match.end()] if match.end() < bound.end else " "
        family = _FAMILY.get(mark, "double")
        if mark.startswith('"'):
            opens, closes = not after.isspace() and not before.isalnum() and before not in ".,!?…", not before.isspace()
            if before.isspace() and after.isspace():
                opens = closes = True
        else:
            opens, closes = mark in _OPENERS, mark in _CLOSERS
            if mark == "”" and before.isspace() and after.isalnum():
                opens, closes = True, False
        # The German pair „…“ ends in the mark that opens an English quotation.
        closes = closes or (mark == "“" and not before.isspace() and not after.isalnum())
        yield _Mark(match.start(), match.end(), family, opens, closes)


def _single_marks(text: str, bound: Span) -> Iterator[_Mark]:
    for match in _SINGLE.finditer(text, *bound):
        opens = match.group("open") is not None
        yield _Mark(match.start(), match.end(), "single", opens, not opens)


def _paired(text: str, bound: Span, marks: Iterator[_Mark]) -> Iterator[Run]:
    held: _Mark | None = None
    all_marks = list(marks)
    skipped = 0
    for n, mark in enumerate(all_marks):
        if skipped:
            skipped -= 1
            continue
        if held is not None and mark.start - held.end > _LONGEST:
            yield from _left_open(text, held, bound.end)
            held = None
        if held is None:
            held = mark if mark.opens else None
        elif mark.family != held.family:
            continue
        elif mark.closes and (not mark.opens or _in_paragraph(text, held, mark)):
            yield from _run(text, held, mark.start)
            held = None
        elif _nests(text, held, all_marks[n : n + 3]):
            skipped = 1
        elif mark.opens:
            yield from _left_open(text, held, mark.start)
            held = mark
    if held is not None:
        yield from _left_open(text, held, bound.end)


def _nests(text: str, held: _Mark, marks: list[_Mark]) -> bool:
    """Whether the marks ahead open and close a short term within the quotation, and then close that."""
    if len(marks) < 3 or not _in_paragraph(text, held, marks[2]):
        return False
    opening, closing, last = marks
    return opening.opens and not closing.opens and not last.opens and closing.start - opening.end < 60


def _in_paragraph(text: str, held: _Mark, mark: _Mark) -> bool:
    return _BREAK.search(text, held.end, mark.start) is None


def _left_open(text: str, held: _Mark, limit: int) -> Iterator[Run]:
    """A run whose closing mark is missing: it ends with its paragraph, or where its speaker is named."""
    if held.family == "single":
        return
    paragraph = _BREAK.search(text, held.end, limit)
    end = paragraph.start() if paragraph else limit
    if end - held.end > _LONGEST:
        return
    anew = paragraph is not None and paragraph.end() == limit
    if not anew:
        said = _SAID_AFTER.search(text, held.end, end)
        end = said.start() + 1 if said else end
    yield from _run(text, held, end, goes_on=anew)


def _run(text: str, held: _Mark, end: int, *, goes_on: bool = False) -> Iterator[Run]:
    pieces = []
    at = held.end
    for page in [*_PAGE.finditer(text, held.end, end), None]:
        piece = _trimmed(text, at, page.start() if page else end)
        if piece.start < piece.end:
            pieces.append(piece)
        at = page.end() if page else end
    if pieces:
        yield Run(held.start, end, tuple(pieces), goes_on)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\x0c"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\x0c"):
        end -= 1
    return Span(start, end)
