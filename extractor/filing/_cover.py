"""The fields of a report's cover page, of Form 6-K above all, and of its signature."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from extractor.filing._dates import dates_in, issued, signed

AnnualReportForm = Literal["20-F", "40-F"]

_COVER_WITHIN = 6000
_COVER = re.compile(r"securities\s+and\s+exchange\s+commission", re.IGNORECASE)
_FORM = re.compile(
    r"^[ \t|*]*form\s+([0-9]{1,2}-[A-Z]{1,2}(?:/A)?|[FS]-[0-9]{1,2}(?:/A)?)\b", re.IGNORECASE | re.MULTILINE
)
_REPORTED = re.compile(
    r"^[ \t|*]*date\s+of\s+(?:earliest\s+event\s+)?report(?:ed)?\b(.{0,120})", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_COVER_END = re.compile(
    r"indicate\s+by\s+check\s+mark|check\s+the\s+appropriate\s+box|^[ \t]*signatures?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_CAPTION = re.compile(
    r"^[ \t|*]*\(\s*(?:exact\s+)?name\s+of\s+(?:the\s+)?registrant|^[ \t|*]*\(\s*registrant['\u2019]?s\s+name",
    re.IGNORECASE | re.MULTILINE,
)
_TRANSLATION_CAPTION = re.compile(
    r"^[ \t|*]*\(\s*translation\s+of\s+(?:the\s+)?registrant", re.IGNORECASE | re.MULTILINE
)
_ADDRESS_CAPTION = re.compile(r"^[ \t|*]*\(\s*address", re.IGNORECASE | re.MULTILINE)

# What a box is marked with; blanks, dots and underscores are an empty one.
_MARK = r"[\s.:_|\[\](]*+(?P<{name}>[xXþý√✓✔☒☑]|[☐¨]|o\b)?[\s._)\]|]*+"
_ANNUAL = re.compile(
    r"form\s+20-?f" + _MARK.format(name="twenty") + r"(?:or\s+)?form\s+40-?f" + _MARK.format(name="forty"),
    re.IGNORECASE,
)
_RULE = re.compile(
    r"12g3-2\(b\).{0,200}?\byes\b" + _MARK.format(name="yes") + r"\bno\b" + _MARK.format(name="no"),
    re.IGNORECASE | re.DOTALL,
)
_MARK_BEFORE = re.compile(r"(?P<twenty>[☒☑☐])\s*form\s+20-?f[\s|]*(?P<forty>[☒☑☐])\s*form\s+40-?f", re.IGNORECASE)
_UNMARKED = {None, "☐", "¨", "o", "O"}  # a box as Unicode has it, and as symbol fonts do

_SIGNATURE = re.compile(r"^[ \t|*]*signatures?[ \t:|*]*$", re.IGNORECASE | re.MULTILINE)
_SIGNED_WITHIN = 2500
_BY = re.compile(r"(?:\bBy\s*:[\s_|]*(?:/s/|\(?signed\)?)?|/s/)[ \t_|]*(?P<hand>[^\n|_]*)", re.IGNORECASE)
_NAME_LABEL = re.compile(r"^[ \t|_]*name\s*:[\s|]*(?P<name>\S[^\n|]*)", re.IGNORECASE | re.MULTILINE)
_TITLE_LABEL = re.compile(r"^[ \t|_]*(?:title|its)\s*:[\s|]*(?P<title>\S[^\n|]*)", re.IGNORECASE | re.MULTILINE)

_DATE_LABEL = re.compile(r"dated?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a report's cover and signature say; every field may be missing.

    `annual_report_form` and `rule_12g3_2b` are the boxes of Form 6-K: under which form the registrant files annual
    reports, and whether it furnishes the information under Rule 12g3-2(b).
    """

    form_type: str | None = None
    registrant: str | None = None
    date: dt.date | None = None
    annual_report_form: AnnualReportForm | None = None
    rule_12g3_2b: bool | None = None
    signatory: str | None = None
    signatory_title: str | None = None


def parse_cover(text: str, language: str = "en") -> Cover:
    """The cover of a report to the Securities and Exchange Commission; empty for any other document."""
    head = text[:_COVER_WITHIN]
    if not _COVER.search(head[:1500]):
        return Cover()
    end = _COVER_END.search(head)
    cover = head[: end.start()] if end else head
    form = _FORM.search(cover)
    signatory, title = _signatory(text)
    return Cover(
        form_type=form[1].upper() if form else None,
        registrant=_registrant(cover),
        date=_date_of_report(cover, language) or issued(cover, language) or signed(_signature(text), language),
        annual_report_form=_annual_report_form(head),
        rule_12g3_2b=_rule(head),
        signatory=signatory,
        signatory_title=title,
    )


def _date_of_report(cover: str, language: str) -> dt.date | None:
    match = _REPORTED.search(cover)
    found = next(dates_in(match[1], language), None) if match else None
    return found.day if found else None


def _registrant(cover: str) -> str | None:
    for caption in (_NAME_CAPTION, _TRANSLATION_CAPTION):
        match = caption.search(cover)
        if match:
            blocks = _paragraphs(cover[: match.start()])
            return _one_line(blocks[-1]) if blocks else None
    match = _ADDRESS_CAPTION.search(cover)
    # Without a caption of its own the name stands above the address.
    blocks = _paragraphs(cover[: match.start()]) if match else []
    return _one_line(blocks[-2]) if len(blocks) > 1 else None


def _paragraphs(text: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n|\n\s*[-_=*]{3,}\s*\n", text.strip()) if re.search(r"\w", block)]


def _one_line(text: str) -> str | None:
    name = " ".join(text.split()).strip(" |_*-")
    return name if 0 < len(name) <= 150 else None


def _annual_report_form(head: str) -> AnnualReportForm | None:
    for pattern in (_MARK_BEFORE, _ANNUAL):
        for match in pattern.finditer(head):
            twenty, forty = match["twenty"] not in _UNMARKED, match["forty"] not in _UNMARKED
            if twenty != forty:
                return "20-F" if twenty else "40-F"
    return None


def _rule(head: str) -> bool | None:
    match = _RULE.search(head)
    if match is None:
        return None
    yes, no = match["yes"] not in _UNMARKED, match["no"] not in _UNMARKED
    return None if yes == no else yes


def _signature(text: str) -> str:
    headings = list(_SIGNATURE.finditer(text))
    return text[headings[-1].end() : headings[-1].end() + _SIGNED_WITHIN] if headings else ""


def _signatory(text: str) -> tuple[str | None, str | None]:
    """The name and title printed under the last signature."""
    block = _signature(text)
    by = _BY.search(block)
    if by is None:
        return None, None
    below = block[by.end() :]
    name, title = _NAME_LABEL.search(below), _TITLE_LABEL.search(below)
    if name or title:
        printed = name["name"] if name else by["hand"]
        return _one_line(printed), _one_line(title["title"]) if title else None
    lines = [line.strip(" |_\t") for line in below.split("\n")]
    lines = [line for line in lines if re.search(r"[^\W\d_]", line)][:2]
    hand = _one_line(by["hand"])
    if lines and (hand is None or lines[0].casefold() == hand.casefold()):
        return _one_line(lines[0]), _one_line(lines[1]) if len(lines) > 1 else None
    return hand, _one_line(lines[0]) if lines and not _DATE_LABEL.match(lines[0]) else None
