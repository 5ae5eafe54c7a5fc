"""What a table's row label and heading lend to its cells: scale, percent sign, currency and noun.

A row is a line with a label and, after a gap or a bar, nothing but cells: "Subscribers (thousands)   1,234   1,100".
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.values import _currencies, _nouns
from extractor.values._draft import Draft

_ROW = re.compile(r"^[ \t|]*(?P<label>[^\W\d][^|\t\n]*?)(?:[ \u00a0]{2,}|[ \u00a0]*[|\t])(?P<cells>[^A-Za-z]*)$")
_YEARS = re.compile(r"[\s|]*(?:(?:19|20)\d\d[\s|]*)*$")
_GROUPED = re.compile(r"\d[.,]\d{3}(?!\d)")
_PERCENT = re.compile(r"\(\s*(?:in\s+)?(?:%|per\s?cent|percentages?)\s*\)|[^\d\s]\s*,?\s%$")
_BRACKET = re.compile(r"\(([^()]{1,60})\)")
_WORTH = {
    **dict.fromkeys(("thousand", "thousands", "000", "000s", "k", "miles", "tausend", "tsd"), 10**3),
    **dict.fromkeys(("million", "millions", "m", "mn", "mm", "millones", "mio"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "mrd"), 10**9),
}
_MARK = r"(?P<mark>[^\W\d]{0,4}[$€£¥₹.]{0,2})"
_SCALED = re.compile(
    rf"^(?:(?:amounts?|figures|expressed|all)\s+)*{_MARK}\s?(?P<intro>(?:in|en)\s+)?(?P<second>[A-Z]{{3}}\s+)?"
    rf"['\u2019]?(?P<scale>{'|'.join(sorted(_WORTH, key=len, reverse=True))})\.?"
    r"(?:\s+(?:of|de)\s+(?P<name>[^,]+?))?(?:,.*|\s+except.*|\s+unless.*)?$",
    re.IGNORECASE,
)
_IN_SCALE = frozenset(
    (
        "subscribers",
        "customers",
        "users",
        "lines",
        "accesses",
        "connections",
        "households",
        "accounts",
        "shares",
        "accesos",
    )
)
"""What tables count in thousands or millions under a heading that says so."""
_HEADING_LINES = 40
_LINE = 300
"""Longer lines are prose."""


def lend_rows(drafts: list[Draft], text: str, language: str) -> None:
    """Lets row labels, and the headings above them, complete the numbers in table cells."""
    headings: dict[int, str] = {}
    for draft in drafts:
        if draft.scaled or draft.head is not None or draft.unit in ("percent", "points") or draft.words is not None:
            continue
        start = text.rfind("\n", 0, draft.first) + 1
        row = _ROW.match(text[start : draft.first]) if draft.first - start < _LINE else None
        if row is not None and not draft.yearlike:
            odd = _GROUPED.search(row.group("cells")) is not None and draft.fraction(language)
            if start not in headings:
                headings[start] = _heading(text, start, language)
            heading = "" if odd else headings[start]
            _lend(draft, row.group("label").strip(), heading, language)


def _lend(draft: Draft, label: str, heading: str, language: str) -> None:
    if draft.unit is None and _PERCENT.search(label):
        draft.unit = "percent"
        return
    noun, scale, code = _said_by_label(label, language)
    if draft.unit is None and noun is not None:
        draft.head, draft.noun, draft.counted = noun, label.lower(), True
    if scale == 1 and code is None:
        scale, code = _scale_in(heading, language)
        if noun is not None and (code is not None or _nouns.unit_of(noun, language) not in _IN_SCALE):
            return
    if scale > 1:
        draft.scale, draft.scaled = scale, True
    if draft.unit is None and noun is None and code is not None:
        draft.unit, draft.currency = "money", code


@lru_cache(maxsize=1024)
def _said_by_label(label: str, language: str) -> tuple[str | None, int, str | None]:
    """The noun that a label names, and the scale and currency in its brackets."""
    words = re.findall(r"[\w'-]+", label.lower())
    noun = next((word for word in reversed(words) if word in _nouns.heads(language)), None)
    return noun, *_scale_of_label(label, language)


def _heading(text: str, row: int, language: str) -> str:
    """The nearest heading above a row that names a scale, within the same table."""
    blank = 0
    for line in reversed(text[max(0, row - 8000) : row].rsplit("\n", _HEADING_LINES)[-_HEADING_LINES:-1]):
        blank = 0 if line.strip() else blank + 1
        said = _said_over(line, language)
        if blank > 1 or said is None:
            return ""
        if said:
            return said
    return ""


@lru_cache(maxsize=1024)
def _said_over(line: str, language: str) -> str | None:
    """What a line says of the scale of the rows below it, "" if nothing; None where it is of no table."""
    if len(line) > 100 and re.search(r"\S {2,}\S|[|\t]", line) is None:
        return None
    cells = _ROW.match(line)
    label = cells.group("label") if cells else re.split(r" {2,}|[\t|]", line.strip())[0]
    if cells is not None and not _YEARS.match(cells.group("cells")):
        return ""
    return next((words for words in (*_BRACKET.findall(label), label) if _scale_in(words, language)[0] > 1), "")


def _scale_of_label(label: str, language: str) -> tuple[int, str | None]:
    """The scale and currency in the brackets of a label: "(EUR m)", "(thousands)", "(EUR)"."""
    for inside in _BRACKET.findall(label):
        scale, code = _scale_in(inside, language, bracketed=True)
        code = code or _currencies.code_of(inside.strip())
        if scale > 1 or code is not None:
            return scale, code
    return 1, None


def _scale_in(words: str, language: str, *, bracketed: bool = False) -> tuple[int, str | None]:
    """The scale and currency that words name, and nothing else: "in thousands", "EUR m", "In millions of euros"."""
    match = _SCALED.match(words.strip())
    if match is None or not (bracketed or match.group("intro") or match.group("mark")):
        return 1, None
    mark = (match.group("second") or match.group("mark")).strip()
    name = " ".join((match.group("name") or "").lower().split())
    code = _currencies.code_of(mark) or _currencies.names(language).get(name)
    return _WORTH[match.group("scale").lower()], code
