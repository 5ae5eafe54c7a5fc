"""What a table's row label and heading lend to its cells: scale, percent sign, currency and noun.

A row is a line with a label and, after a gap or a bar, nothing but cells: "Subscribers (thousands)   1,234   1,100".
"""

from __future__ import annotations

import re

from extractor.values import _currencies, _nouns
from extractor.values._draft import Draft

_ROW = re.compile(r"^[ \t|]*(?P<label>[^\W\d][^|\t\n]*?)(?:[ \u00a0]{2,}|[ \u00a0]*[|\t])(?P<cells>[^A-Za-z]*)$")
_PERCENT = re.compile(r"\(\s*(?:in\s+)?(?:%|per\s?cent|percentages?)\s*\)|[^\d\s]\s*,?\s%$")
_WORTH = {
    **dict.fromkeys(("thousand", "thousands", "000", "000s", "k", "miles", "tausend", "tsd"), 10**3),
    **dict.fromkeys(("million", "millions", "m", "mn", "mm", "millones", "mio"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "mrd"), 10**9),
}
_INSIDE = re.compile(
    r"^(?:(?:amounts?|figures|expressed|all)\s+)*(?P<mark>[^\W\d]{0,4}[$€£¥₹.]{0,2})\s?(?:(?:in|en)\s+)?(?P<second>[A-Z]{3}\s+)?"
    rf"['\u2019]?(?P<scale>{'|'.join(sorted(_WORTH, key=len, reverse=True))})\.?"
    r"(?:\s+(?:of|de)\s+(?P<name>[^,]+?))?(?:,.*|\s+except.*|\s+unless.*)?$",
    re.IGNORECASE,
)
_HEADING_LINES = 40


def lend_rows(drafts: list[Draft], text: str, language: str) -> None:
    """Lets row labels and the headings above them complete the numbers in table cells."""
    for draft in drafts:
        if draft.scaled or draft.head is not None or draft.unit in ("percent", "points") or draft.words is not None:
            continue
        start = text.rfind("\n", 0, draft.first) + 1
        row = _ROW.match(text[start : draft.first])
        if row is not None:
            _lend(draft, row.group("label").strip(), _heading(text, start, language), language)


def _lend(draft: Draft, label: str, heading: str, language: str) -> None:
    if draft.unit is None and _PERCENT.search(label):
        draft.unit = "percent"
        return
    noun = next(
        (word for word in reversed(re.findall(r"[\w'-]+", label.lower())) if word in _nouns.heads(language)), None
    )
    if draft.unit is None and noun is not None:
        draft.head, draft.noun, draft.tied = noun, label.lower(), True
    for words in (label, heading):
        scale, code = _scale_in(words, language)
        if scale == 1 or (words is heading and noun is not None and code is not None):
            continue
        draft.scale, draft.scaled = scale, True
        if draft.unit is None and noun is None and code is not None:
            draft.unit, draft.currency = "money", code
        return


def _heading(text: str, row: int, language: str) -> str:
    """The nearest line above a row that names a scale, within the same table."""
    blank = 0
    for line in reversed(text[max(0, row - 8000) : row].split("\n")[-_HEADING_LINES:-1]):
        blank = 0 if line.strip() else blank + 1
        prose = len(line) > 100 and re.search(r"\S {2,}\S|[|\t]", line) is None
        if blank > 1 or prose:
            return ""
        if "(" in line or re.match(r"\s*(?:in|en)\s", line, re.IGNORECASE):
            if _scale_in(line, language)[0] > 1:
                return line
    return ""


def _scale_in(words: str, language: str) -> tuple[int, str | None]:
    """The scale and currency that a label or heading names: "(EUR m)", "(in thousands)", "In millions of euros"."""
    for inside in (*re.findall(r"\(([^()]{1,60})\)", words), words.strip()):
        match = _INSIDE.match(inside.strip())
        if match is not None and (inside is not words or match.group("mark") or "in" in inside.lower().split()):
            mark = match.group("second") or match.group("mark")
            name = match.group("name") or ""
            code = _currencies.code_of(mark.strip()) or _currencies.names(language).get(name.lower().strip())
            return _WORTH[match.group("scale").lower()], code
    return 1, None
