"""The fields of a submission's SGML header."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a submission's header says of itself; every field may be missing.

    `period` is the period of report, `filed` the day of filing, `fiscal_year_end` a month and a day. Of several filers
    `registrant` and `cik` are the first's, and `registrants` has all names. `former_names` are the registrant's.
    """

    form_type: str | None = None
    accession_number: str | None = None
    registrant: str | None = None
    cik: str | None = None
    period: dt.date | None = None
    filed: dt.date | None = None
    fiscal_year_end: tuple[int, int] | None = None
    file_number: str | None = None
    industry: str | None = None
    state: str | None = None
    items: tuple[str, ...] = ()
    registrants: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


# Two spellings: "COMPANY CONFORMED NAME:   X" as published, "<CONFORMED-NAME>X" as disseminated.
_FIELD = re.compile(
    r"^[ \t]*(?:<(?P<tag>[A-Z][A-Z0-9-]*)>(?P<content>.*)|(?P<label>[A-Z][A-Z0-9 /.-]*):[ \t]*(?P<value>.*))$",
    re.MULTILINE,
)
_NAMES = {
    "CONFORMED SUBMISSION TYPE": "form",
    "FORM TYPE": "form",
    "TYPE": "form",
    "ACCESSION NUMBER": "accession",
    "COMPANY CONFORMED NAME": "name",
    "CONFORMED NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "CIK": "cik",
    "CONFORMED PERIOD OF REPORT": "period",
    "PERIOD": "period",
    "FILED AS OF DATE": "filed",
    "FILING DATE": "filed",
    "FISCAL YEAR END": "year end",
    "SEC FILE NUMBER": "file number",
    "FILE NUMBER": "file number",
    "STANDARD INDUSTRIAL CLASSIFICATION": "industry",
    "ASSIGNED SIC": "industry",
    "STATE OF INCORPORATION": "state",
    "ITEM INFORMATION": "item",
    "ITEMS": "item",
    "FORMER CONFORMED NAME": "former",
}


def parse_header(text: str) -> Header:
    """The header's fields; what is missing or malformed is left out."""
    fields: dict[str, list[str]] = {}
    for match in _FIELD.finditer(text):
        label = (match["tag"] or match["label"]).replace("-", " ").strip()
        value = html.unescape(match["content"] or match["value"] or "").strip()
        if value and label in _NAMES:
            fields.setdefault(_NAMES[label], []).append(value)

    def first(name: str) -> str | None:
        return fields[name][0] if name in fields else None

    return Header(
        form_type=first("form"),
        accession_number=first("accession"),
        registrant=first("name"),
        cik=first("cik"),
        period=_date(first("period")),
        filed=_date(first("filed")),
        fiscal_year_end=_month_and_day(first("year end")),
        file_number=first("file number"),
        industry=first("industry"),
        state=first("state"),
        items=tuple(fields.get("item", ())),
        registrants=tuple(dict.fromkeys(fields.get("name", ()))),
        former_names=tuple(dict.fromkeys(fields.get("former", ()))),
    )


def _date(digits: str | None) -> dt.date | None:
    if digits and re.fullmatch(r"[0-9]{8}", digits):
        try:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
    return None


def _month_and_day(digits: str | None) -> tuple[int, int] | None:
    if digits and re.fullmatch(r"[0-9]{4}", digits):
        month, day = int(digits[:2]), int(digits[2:])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return month, day
    return None
