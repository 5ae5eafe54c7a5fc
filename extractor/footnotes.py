"""Marks of footnotes in running text: no digits of the number, and no letters of the word, that they stand after."""

from __future__ import annotations

import re
from array import array
from typing import NamedTuple

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_SIGNS = r"*†‡§"
_MARK = re.compile(
    rf"[{_RAISED}]+"
    r"|\(\d{1,2}\)(?![\w%])| ?\[\d{1,2}\](?!\w)"  # 1,234,567(2)
    rf"|[{_SIGNS}]{{1,3}}(?![\w{_SIGNS}])"
    r"|(?:illion(?:en|s)?|housand|ill[oó]n(?:es)?|illiard(?:e|en|s)?|er ?cent|rozent|iento|%"
    r"|customers|subscribers|users|employees|clientes|abonados|usuarios|empleados)"
    r"(?P<glued>\d{1,2})(?![\w%]|[.,]\d|\s?%)"  # 1.2 million1, 45%1
    r"|(?<![\d.,])\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})+(?P<after>\d)(?![\w%]|[.,]\d)"  # 1,234,5671
)
_MAY_MARK = re.compile(rf"[{_RAISED}{_SIGNS}]|[(\[]\d|[ndeosrt%]\d|[.,]\d{{4}}")
"""What every match of `_MARK` holds."""
_BEFORE_RAISED = re.compile(r"[^\s×x*\dmM]$|(?<![x×*]\s)(?<![x×*])(?<!\d)\d$|\d[\d.,]*\d$")
_POWER = re.compile(r"(?:^|[^\d.,])10$")
_BEFORE = re.compile(r"[a-z\d%]$")


class Unmarked(NamedTuple):
    """A text without the marks of footnotes; `places` are those of its characters, and its end, in the text."""

    text: str
    places: array[int]


def marks(text: str) -> list[tuple[int, int]]:
    """Where marks of footnotes stand: raised digits that are no power, and digits or signs glued to what they mark."""
    found = []
    for match in _MARK.finditer(text) if _MAY_MARK.search(text) else ():
        glued = next((name for name in ("glued", "after") if match[name]), None)
        start, end = match.span(glued) if glued else match.span()
        before = text[max(0, start - 12) : start]
        if glued or _is_mark(match.group(), before):
            found.append((start, end))
    return found


def _is_mark(mark: str, before: str) -> bool:
    if mark[0] in " ([" or mark[0] in _SIGNS:
        return _BEFORE.search(before) is not None
    return _BEFORE_RAISED.search(before) is not None and _POWER.search(before) is None


def bare(text: str) -> str:
    """The text without its marks of footnotes."""
    found = unmarked(text)
    return text if found is None else found.text


def unmarked(text: str) -> Unmarked | None:
    """The text without its marks of footnotes; None where it has none."""
    found = marks(text)
    if not found:
        return None
    kept: list[str] = []
    places = array("q")
    last = 0
    for start, end in [*found, (len(text), len(text))]:
        kept.append(text[last:start])
        places.extend(range(last, start))
        last = end
    places.append(len(text))
    return Unmarked("".join(kept), places)
