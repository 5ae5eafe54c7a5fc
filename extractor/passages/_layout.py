"""Lines and cells: how text is set on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts import Span

RULE = re.compile(r"[\s_=*\-–—~.·+|#\x0c]*")
"""A line that only parts what stands above and below it, or is blank."""

_CELL = re.compile(
    r"(?:[^\s.]|\.(?=\d)(?<!\.\.)|(?<!\S)\.{2,3}(?!\S))"
    r"(?:[^ \t.\n]++|(?! {2}|\t| \| | ?\.{4}|(?: \.){3})[^\n])*+"  # only a blank, tab or dot may end a cell
)
_SEPARATED = re.compile(r"[^|\n]+(?:\|(?! |$)[^|\n]*)*")
_FIGURE = re.compile(
    r"[(\[]?[-–\u2212+]?\s?(?:(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}|RM|Rs\.?|Kč"
    r"|zł)\s*)?[(-]?\d{1,3}(?:(?:[.,'’ \u00a0\u202f]\d{3})*|\d*)(?:[.,]\d{1,2})?\s?[)\]]?"
    r"(?:\s(?:million|billion|thousand|millones|mil|millions|milliards|Millionen|Mio\.?"
    r"|Mrd\.?)(?:\sde)?(?:\s(?:euros|dollars|dólares|pounds))?)?"
    r"\s?(?:%|pp|x|[bm]n?|p\.p\.|€|\*+|\(\d\)|\([a-z]\))?\)?",
)
_SIGN = re.compile(r"[A-Z]{0,3}[$€£¥]|EUR|USD|GBP|RM|Rs\.?")
_NO_FIGURE = re.compile(r"(?:n/?a\.?|n\.\s?a\.|n/?m\.?|n\.\s?d\.|--?|–|—|\.{2,}|nil|none)", re.IGNORECASE)
_MONTHS = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|juin|juil|août|déc|mär|okt|dez|gen"
    r"|mag|giu|lug|set|ott"
)
_MONTH = rf"(?:{_MONTHS})[a-zé]*\.?"
_PERIOD = re.compile(
    rf"(?:(?:year|año|ejercicio|as (?:at|of)|at|a)\s)?(?:(?:19|20)\d\d(?:/\d\d)?[AEFPe*]?"
    rf"|(?:[QHST][1-4]|[1-4][QHTS]|FY|9M|6M|{_MONTH}(?:\s?[-–/]\s?{_MONTH})?)[\s,.'’/-]*(?:(?:19|20)\d\d|\d\d)[AEF*]?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|\d{{1,2}}\.?[\s-](?:de\s)?{_MONTH}[\s,-]*(?:de\s)?(?:(?:19"
    rf"|20)\d\d|[’']?\d\d)?|{_MONTH}\s\d{{1,2}}(?:,?\s(?:19|20)\d\d)?)",
    re.IGNORECASE,
)


def lines(text: str, bound: Span) -> Iterator[Span]:
    """The lines of `bound`, without their line ends."""
    start = bound.start
    while start < bound.end:
        end = text.find("\n", start, bound.end)
        end = bound.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    words = text[start:end].rstrip()
    bare = words.lstrip()
    end = start + len(words) if bare else end
    return Span(end - len(bare), end)


def is_rule(words: str) -> bool:
    """Whether a line is blank or only parts what stands above and below it."""
    return RULE.fullmatch(words) is not None


def cells(text: str, line: Span) -> list[Span]:
    """The cells of a line: parted by bars, tabs, or two blanks and more; dotted leaders belong to none."""
    words = text[line.start : line.end]
    if " | " in words:
        found = [trim(text, line.start + m.start(), line.start + m.end()) for m in _SEPARATED.finditer(words)]
    else:
        found = [trim(text, line.start + m.start(), line.start + m.end()) for m in _CELL.finditer(words)]
    return _with_signs(text, [cell for cell in (_without_leader(text, c) for c in found) if cell.start < cell.end])


def _with_signs(text: str, found: list[Span]) -> list[Span]:
    """Cells with a currency sign of its own put to the number it stands before: "$   80,200"."""
    joined: list[Span] = []
    for cell in found:
        if (
            joined
            and _SIGN.fullmatch(text, *joined[-1])
            and text[cell.start : cell.start + 2].strip("(-")[:1].isdigit()
        ):
            joined[-1] = Span(joined[-1].start, cell.end)
        else:
            joined.append(cell)
    return joined


def _without_leader(text: str, cell: Span) -> Span:
    end = cell.end
    stripped = text[cell.start : end].rstrip(" .\t")
    if end - cell.start - len(stripped) >= 3:
        end = cell.start + len(stripped)
    return Span(cell.start, end)


def is_figure(words: str) -> bool:
    """Whether a cell holds a number and nothing else: "1,234.5", "(31.7)", "34 %", "US$ 3"."""
    return _FIGURE.fullmatch(words.strip()) is not None


def is_void(words: str) -> bool:
    """Whether a cell says that there is no number: "n/a", "-"."""
    return _NO_FIGURE.fullmatch(words.strip()) is not None


def is_row(words: Sequence[str]) -> bool:
    """Whether the cells of a line are a row: a label and a figure that is no year, or a day and what happened."""
    if any(is_figure(w) and not is_period(w) for w in words[1:]):
        return True
    return len(words) > 2 and is_period(words[0]) and not any(is_figure(w) or is_period(w) for w in words[1:])


def is_period(words: str) -> bool:
    """Whether a cell is a year, quarter, month or day, as columns are headed with: "Q3 2012", "31.12.2009"."""
    return _PERIOD.fullmatch(words.strip()) is not None
