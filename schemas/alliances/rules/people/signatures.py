"""Signature blocks: "/s/ NAME", "By: ____ / Name: / Title:", "Fdo.: NAME"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances.rules.marks import Marks, Mention
from alliances.rules.people.names import ROLE, ROLE_PHRASE, persons
from extractor.facts import Span

_SIGNED = re.compile(
    r"[/\\]s[/\\]|\b(?:By order of (?:the )?(?:Board|Directors)|(?:For and )?On behalf of (?:the )?Board"
    r"|Por orden del (?:Consejo"
    r"|Directorio)|Yours (?:faithfully|sincerely|truly)|Very truly yours|Sincerely|Respectfully submitted"
    r"|atentamente)\b[^\n]{0,30}(?=\n)"
    r"|\b(?:Fdo|Firmado|Signed|Gez)\.?(?: por| by)?\s*[:.]|\bBy:|(?<=\n)[ \t]*Name:|(?<=\n)[ \t]*(?:D|Don"
    r"|Dña|Doña)\.?(?=[ ][^\n,.;]{5,50}\n)",
    re.IGNORECASE,
)
_NAME_OVER_ROLE = re.compile(
    rf"(?<=\n)[ \t]*(?P<name>[A-ZÀ-Þ][^\n,;:@\d|]{{4,44}}?)[ \t]*\n[ \t]*(?P<role>(?i:{ROLE_PHRASE})[^\n@:\d"
    rf"|]{{0,50}}?)[ \t]*(?=\n|$)"
)
_CELL = re.compile(r"(?:(?! {3,}|\t)[^\n])+")
_RULE = re.compile(r"[\s_.=-]*")
_LABEL = re.compile(r"[\s_]*(?:Name|Nombre|Title|Its|Cargo|By|Por)\s*:\s*", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"[\s_]*(?:Title|Its|Cargo)\s*:", re.IGNORECASE)
_DATE_LABEL = re.compile(r"\s*(?:Dated?|Fecha)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signatory, with the role printed under the name and the company signed for."""

    name: Span
    role: Span | None
    organization: Mention | None


_LONGEST_CELL = 300
"""The characters of a line in which a signatory is named."""


def signatures(marks: Marks, bound: Span) -> Iterator[Signature]:
    """The signatories of `bound`, each once."""
    seen: list[Span] = []
    for match in _SIGNED.finditer(marks.text, *bound):
        lines = _lines(marks, match.start(), match.end())
        names = [name for line in lines[:4] for name in _names(marks, line)]
        if not names or any(names[0].overlaps(s) for s in seen):
            continue
        seen += names
        name = _fullest(marks, names)
        role = next((r for line in lines for r in [_role(marks, line, names)] if r), None)
        signed = re.search(r"[/\\]s[/\\]|:", marks.text[match.start() : match.end() + 8].removeprefix("By:"))
        if role is None and signed is None:
            continue
        yield Signature(name, role, _signed_for(marks, match.start(), lines))
    yield from _named_over_roles(marks, bound, seen)


def _named_over_roles(marks: Marks, bound: Span, seen: list[Span]) -> Iterator[Signature]:
    """Those whose name fills a line, and their role the next: how a letter ends."""
    for match in _NAME_OVER_ROLE.finditer(marks.text, *bound):
        line = Span(*match.span("name"))
        found = next(persons(marks, line, capitals=True), None)
        if found is None or any(found.span.overlaps(s) for s in seen):
            continue
        beside = marks.text[line.start : found.span.start] + marks.text[found.span.end : line.end]
        if not re.search(r"\w{5}", beside):
            role = Span(*match.span("role"))
            yield Signature(found.span, role, _signed_for(marks, match.start(), [line, role]))


def _lines(marks: Marks, start: int, end: int) -> list[Span]:
    """The cell that a signature stands in from `end` on, and the cells under it, as far as the block goes."""
    text = marks.text
    left = start - (text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    first = _CELL.search(text, end, min(stop, end + _LONGEST_CELL))
    found = [Span(first.start(), first.end())] if first else []
    blank = 0
    at = stop + 1
    while at < len(text) and len(found) < 8 and blank < 3:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        cells = [Span(c.start(), c.end()) for c in _CELL.finditer(text, at, stop) if c.group().strip()]
        if cells:
            nearest = min(cells, key=lambda c: abs(_indent(text, c) - at - left))
            if re.match(r"\s*(?:/s/|By:)", text[nearest.start : nearest.end]) or _DATE_LABEL.match(text, *nearest):
                break
            found.append(nearest)
        blank = 0 if cells else blank + 1
        at = stop + 1
    return found


def _indent(text: str, cell: Span) -> int:
    return cell.start + len(text[cell.start : cell.end]) - len(text[cell.start : cell.end].lstrip())


def _names(marks: Marks, line: Span) -> list[Span]:
    label = _LABEL.match(marks.text, *line)
    if _TITLE_LABEL.match(marks.text, *line):
        return []
    start = label.end() if label else line.start
    rule = re.compile(r"[\s_]*").match(marks.text, start, line.end)
    start = rule.end() if rule else start
    end = max(start, min(line.end, line.start + _LONGEST_CELL))
    while end > start and marks.text[end - 1] in "_ \t":
        end -= 1
    return [
        found.span
        for found in persons(marks, Span(start, end), capitals=True)
        if found.span.start - start <= 6 and not re.search(r"\w{5}", marks.text[found.span.end : end].split(",")[0])
    ][:1]


def _fullest(marks: Marks, names: list[Span]) -> Span:
    """Of the ways a signatory is printed, the one with the most of the name; of equals, not the one in capitals."""
    first = marks.words(names[0]).lower().split()
    same = [n for n in names if marks.words(n).lower().split()[-1] == first[-1]]
    return max(same or names, key=lambda n: (_letters(marks.words(n)), not marks.words(n).isupper()))


def _letters(name: str) -> int:
    """How many words of a name are written out."""
    return sum(len(word) > 2 and "." not in word for word in name.split())


def _role(marks: Marks, line: Span, names: list[Span]) -> Span | None:
    after = max((n.end for n in names if line.covers(n)), default=line.start)
    label = _LABEL.match(marks.text, after, line.end)
    rest = Span(label.end() if label else after, line.end)
    while rest.start < rest.end and (marks.text[rest.start].isspace() or marks.text[rest.start] in ",;|-_"):
        rest = Span(rest.start + 1, rest.end)
    while rest.end > rest.start and (marks.text[rest.end - 1].isspace() or marks.text[rest.end - 1] in ",;|-_"):
        rest = Span(rest.start, rest.end - 1)
    return (
        rest
        if rest.start < rest.end and ROLE.search(marks.text, *rest) and not _RULE.fullmatch(marks.text, *rest)
        else None
    )


def _signed_for(marks: Marks, at: int, lines: list[Span]) -> Mention | None:
    """The company whose name stands last above a signature, if near; else one under it; else the first."""
    companies = [m for m in marks.names.mentions if marks.names.is_company(m.entity)]
    above = [m for m in companies if at - 400 < m.span.start < at]
    under = [m for m in companies if any(line.covers(m.span) for line in lines[1:])]
    known = under or above[-1:] or companies
    return known[0] if known else None
