"""E-mail addresses and telephone numbers.

Telephone numbers come from libphonenumber (through phonenumbers) and from a grammar of our own, which knows the labels
and the groupings that filings print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import phonenumbers

from extractor.facts import Span

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-](?:[\w.+'-]*[\w+-])?@(?:\w(?:[\w-]*\w)?\.)+(?:[a-z]{2,24}(?![a-z\d_@])|[A-Z]{2,24}(?![\w@]))"
)
_GLUED_EMAIL_LABEL = re.compile(r"(?i)^e-?mail:?")

_SEPARATOR = r"[ \u00a0.\-\u2010-\u2015]"
_GROUPS = rf"\d{{1,5}}(?:(?:{_SEPARATOR}{{1,3}}|/)(?:\(0\){_SEPARATOR}?)?\(?\d{{1,5}}\)?)*"
_INTERNATIONAL = re.compile(
    rf"(?=[(+])(?<![\w+])\(?\+{_SEPARATOR}?\(?\d{{1,3}}\)?{_SEPARATOR}{{0,3}}(?:\(0?\d{{0,4}}\){_SEPARATOR}{{0,2}})?{_GROUPS}(?![\w])"
)
_LABEL = (
    r"(?:tel(?:[eé]f(?:ono|onos)?|ephone|\.|efon|éphone)?|tfno|tlf|phone|ph|mobile|mob|móvil|cell|cel|office|direct|switchboard|"
    r"hotline|helpline|fax|facsimile|telefax|telecopier|[tmpf](?=\s?:|\.?\s?\+))"
)
_LABELLED = re.compile(
    rf"(?<![\w])(?i:{_LABEL})(?:\s?(?:no|number|nr)\b)?\.?\s?(?:\([^)\d]{{1,20}}\)\s?)?[:.]?[ \t\u00a0]{{0,6}}"
    rf"(?P<number>\+?{_SEPARATOR}?\(?\d{{1,15}}\)?(?:(?:{_SEPARATOR}{{1,3}}|/|(?=\())\(?\d{{1,9}}\)?)*)(?!\w)"
)
_AREA = re.compile(
    r"(?=[\d(])(?:"
    r"(?<![\w(])(?:1[-. ])?(?:\(\d{3}\)[ \u00a0-]?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"  # (630) 898-2500, 630.375.4125
    r"|(?<![\w.,])0\d{2,4}[ -/]\d{2,4}(?:[ -]\d{2,4}){1,3}(?!\w)"  # a trunk prefix: 0800 333 000
    r"|(?<![\w.,])0\d{3,4}[ -]\d{5,7}(?!\w)"  # 01753 628402
    r"|(?<![\w.,])\(\d{2,4}\)[ ]?\d{3,4}[ -]\d{4}(?!\w)"  # (852) 2888 2888
    r"|(?<![\w.,+-])\d{2}\.\d(?:\.\d{2,4}){3}(?![\w.])"  # 44.1.21.717.6000
    r"|(?<![\w.,+-])00\d{1,3}(?:[ .-]\d{1,5}){2,6}(?![\w.]))"
)
_DIALLED = re.compile(r"\d(?:[^\w,;:|%$€£\n]{0,4}x?\d){5}")
"""Six digits with no more between them than a telephone number has: elsewhere libphonenumber need not look.

A table's bar is no part of one, nor is what makes a figure of a number.
"""
_SIX_DIGITS = re.compile(r"\d(?:[ \u00a0.\-\u2010-\u2015()/]{0,10}\d){5}")
"""The fewest digits of a telephone number, with what our own grammar may have between two of them."""
_TRIES = 500
"""How many runs of digits that are no telephone number libphonenumber looks at before it gives a block up."""
_FAX = re.compile(r"(?:\bfax|facsimile|telefax|telecopier|(?<!\w)f)\b[\s.:)]*(?:no\.?|number)?[\s.:(]*$", re.IGNORECASE)
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d+")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_REGIONS = ("US", "GB", "DE", "ES", "FR", "IT")


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A telephone number as printed; `kind` is fax where it is labelled so."""

    span: Span
    kind: Literal["phone", "fax"]


def find_emails(text: str) -> list[Span]:
    """E-mail addresses, in order."""
    spans = []
    for match in _EMAIL.finditer(text) if "@" in text else ():
        label = _GLUED_EMAIL_LABEL.match(match.group())
        start = match.start() + (label.end() if label and label.group().endswith(":") else 0)
        spans.append(Span(start, match.end()))
    return spans


def find_phones(text: str, *, regions: tuple[str, ...] = _REGIONS) -> list[FoundPhone]:
    """Telephone and fax numbers as printed, in order, none overlapping another.

    `regions` are the countries (ISO 3166 alpha-2) whose national formats libphonenumber looks for.
    """
    spans = printed_phones(text)
    taken = _taken(text, spans)
    left = _dialled_lines(text, spans)
    for region in regions if left.strip() else ():
        for match in phonenumbers.PhoneNumberMatcher(left, region, phonenumbers.Leniency.VALID, _TRIES):
            span = Span(match.start, match.end)
            if not any(taken[span.start : span.end]) and _plausible(text, span) and _dialled(text, span):
                spans.append(span)
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return [FoundPhone(span, "fax" if _is_fax(text, span) else "phone") for span in sorted(spans)]


def printed_phones(text: str) -> list[Span]:
    """What our own grammar finds, in order."""
    spans: list[Span] = []
    if _SIX_DIGITS.search(text) is None:
        return spans
    taken = _taken(text, ())
    for pattern in (_INTERNATIONAL, _LABELLED, _AREA) if "+" in text else (_LABELLED, _AREA):
        for match in pattern.finditer(text):
            group = "number" if "number" in pattern.groupindex else 0
            span = Span(*match.span(group))
            if not any(taken[span.start : span.end]) and _plausible(text, span):
                spans.append(span)
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(spans)


def _dialled_lines(text: str, spans: Iterable[Span]) -> str:
    """The text, of the same length, with blanks in place of each line that has no `_DIALLED` outside `spans`."""
    others = text
    for span in spans:
        others = others[: span.start] + ";" * (span.end - span.start) + others[span.end :]
    if _DIALLED.search(others) is None:
        return ""
    lines = zip(text.split("\n"), others.split("\n"), strict=True)
    return "\n".join(line if _DIALLED.search(other) else " " * len(line) for line, other in lines)


def _taken(text: str, spans: Iterable[Span]) -> bytearray:
    """A mark for each character of a text that is in one of the spans."""
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return taken


def _plausible(text: str, span: Span) -> bool:
    printed = text[span.start : span.end]
    digits = sum(character.isdigit() for character in printed)
    if not 6 <= digits <= 16 or "\n" in printed:
        return False
    if (
        _AMOUNT.fullmatch(printed)
        or _DATE.fullmatch(printed)
        or re.fullmatch(r"(?:19|20)\d\d\s?[-\u2013/]\s?(?:19|20)\d\d", printed)
    ):
        return False
    after = text[span.end : span.end + 12]
    return re.match(r"\s?(?:%|million|billion|per\s?cent)|\d", after) is None


def _dialled(text: str, span: Span) -> bool:
    """Whether the number is printed as one to be dialled, and not as a file number that happens to be valid."""
    printed = text[span.start : span.end]
    labelled = re.search(rf"(?i:{_LABEL})\W{{0,8}}$", text[max(0, span.start - 24) : span.start])
    return labelled is not None or printed[0] in "+(" or len(re.findall(r"[^\d]+", printed)) >= 2


def _is_fax(text: str, span: Span) -> bool:
    return _FAX.search(text[max(0, span.start - 24) : span.start]) is not None
