"""The fields of a submission's SGML header."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a submission's header says of itself; every field may be missing.

    `period` is the period of report, `filed` the day of filing, `fiscal_year_end` a month and a day. The registrant is
    the filer, or the company that others file about: of several it is the first, and `registrants` has all names. Its
    own are `cik`, `fiscal_year_end`, `file_number`, `industry`, `state` and `former_names`. `filed_by` are those who
    file about another company. `cut_short` says that the submission ends before its last document does, or holds fewer
    documents than the header counts.
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
    filed_by: tuple[str, ...] = ()
    document_count: int | None = None
    cut_short: bool = False


# Two spellings: "COMPANY CONFORMED NAME:   X" as published, "<CONFORMED-NAME>X" as disseminated.
_FIELD = re.compile(
    r"^[ \t]*(?:<(?P<tag>/?[A-Z][A-Z0-9-]*)>(?P<content>.*)|(?P<label>[A-Z][A-Z0-9 /.-]*):[ \t]*(?P<value>.*))$",
    re.MULTILINE | re.IGNORECASE,
)
_ABOUT_OTHERS = ("FILED BY", "REPORTING OWNER")
_PARTIES = ("FILER", "SUBJECT COMPANY", "ISSUER", "FILED FOR", "SERIAL COMPANY", "DEPOSITOR", *_ABOUT_OTHERS)
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
    "PUBLIC DOCUMENT COUNT": "count",
}


_Fields = dict[str, list[str]]


def parse_header(text: str) -> Header:
    """The header's fields; what is missing or malformed is left out."""
    every: _Fields = {}
    parties: list[tuple[str, _Fields]] = [("FILER", {})]
    for match in _FIELD.finditer(text):
        label = (match["tag"] or match["label"]).replace("-", " ").strip().upper()
        value = html.unescape(match["content"] or match["value"] or "").strip()
        if label.removeprefix("/") in _PARTIES:
            parties.append((label if label in _PARTIES else "FILER", {}))
        elif value and label in _NAMES:
            for fields in (every, parties[-1][1]):
                fields.setdefault(_NAMES[label], []).append(value)
    named = [(role, fields) for role, fields in parties if "name" in fields]
    registrants = [fields for role, fields in named if role not in _ABOUT_OTHERS] or [fields for _, fields in named]
    own = registrants[0] if registrants else every

    def first(fields: _Fields, name: str) -> str | None:
        return fields[name][0] if name in fields else None

    return Header(
        form_type=first(every, "form"),
        accession_number=first(every, "accession"),
        registrant=first(own, "name"),
        cik=first(own, "cik"),
        period=_date(first(every, "period")),
        filed=_date(first(every, "filed")),
        fiscal_year_end=_month_and_day(first(own, "year end")),
        file_number=first(own, "file number"),
        industry=first(own, "industry"),
        state=first(own, "state"),
        items=tuple(every.get("item", ())),
        registrants=_names(registrants),
        former_names=tuple(dict.fromkeys(own.get("former", ()))),
        filed_by=_names([f for role, f in named if role in _ABOUT_OTHERS and f not in registrants]),
        document_count=_count(first(every, "count")),
    )


def _names(parties: list[_Fields]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for fields in parties for name in fields["name"]))


def _count(digits: str | None) -> int | None:
    return int(digits) if digits and re.fullmatch(r"[0-9]{1,4}", digits) else None


def _date(digits: str | None) -> dt.date | None:
    if digits and re.fullmatch(r"[0-9]{8}", digits):
        try:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
    return None


def _month_and_day(digits: str | None) -> tuple[int, int] | None:
    day = _date(f"2000{digits}")  # a leap year
    return (day.month, day.day) if day else None
