"""Dates and periods, read against the document's own date.

Month names are CLDR's (through babel), month arithmetic is dateutil's; the grammar is our own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.facts import Span, When, fold
from extractor.openings import Openings
from extractor.values._calendar import Now, Period, moved
from extractor.values._dategrammar import Reading, grammar
from extractor.values._language import spoken

_THE = r"\s*(?:(?:the|el|la|den|dem|le|il|o)\s+)?(?:(?:mes|month)\s+(?:of|de)\s+)?"
_RANGE = re.compile(
    rf"\s*(?:-|\u2013|\u2014|al?|au|à|ao?|(?:(?:and|y|und|et|e)\s+)?(?:to|through|thru|until|till|hasta"
    rf"|bis(?:\s+zum)?|jusqu['\u2019](?:au|à|en)|até|fino\s+al?))\s*{_THE}",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"\s*(?:,|&|/|(?:,\s*)?(?:and|or|y|o|e|und|oder|et|ou))\s*(?:(?:in|en|at|on|au|à|al?|em|im|am|zum)\s+)?{_THE}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|entre|zwischen|tra|fra)\s+(?:(?:the|el|los|años|years|dem|den|le|il|o)\s+){0,2}$", re.IGNORECASE
)


_YEAR_TOO = re.compile(r"\s*(?:,|(?:,\s*)?(?:&|and|or|y|o|e|und|oder|et|ou))\s*", re.IGNORECASE)
_PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")
_MORE_YEARS = re.compile(r",?\s*(?:,|&|and|or|y|o|e|und|oder|et|ou)\s*(?:19|20)\d\d\b", re.IGNORECASE)


class Dated(NamedTuple):
    """A date in a text whose days are known."""

    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class FoundWhen:
    """A date or period in a text; `span` takes in the words that open it ("at the end of September 2004")."""

    span: Span
    value: When


def find_dates(
    text: str, *, today: dt.date | None, language: str = "en", fiscal_year_end: tuple[int, int] | None = None
) -> list[FoundWhen]:
    """The dates and periods of a text, in order, none overlapping another.

    `today` is the document's own date: "next month" and "the end of March" are read against it, and left out where it
    is None. `fiscal_year_end` is the month and day on which the company's fiscal year ends; without it a fiscal year is
    the calendar year.
    """
    now = Now(today, fiscal_year_end)
    return [_found(text, reading) for reading in _joined(text, _apart(text, now, language))]


def date_spans(text: str, *, today: dt.date, language: str) -> list[Span]:
    """Where the dates stand that `find_dates` finds."""
    return [Span(one.start, one.end) for one in _joined(text, _apart(text, Now(today, None), language))]


def _found(text: str, one: Dated) -> FoundWhen:
    start, end = one.period
    return FoundWhen(Span(one.start, one.end), When(text=fold(text[one.start : one.end]), start=start, end=end))


def _apart(text: str, now: Now, language: str, *, lenient: bool = False) -> list[Reading]:
    """The readings of a text in order, the longest where several overlap."""
    openings = Openings(text)
    readings = [one for name in spoken(language) for one in grammar(name).readings(openings, now, lenient=lenient)]
    readings.sort(key=lambda reading: (reading.start - reading.end, reading.start, reading.within is not None))
    taken = bytearray(len(text))
    kept: list[Reading] = []
    for reading in readings:
        if not any(taken[reading.start : reading.end]):
            taken[reading.start : reading.end] = b"\1" * (reading.end - reading.start)
            kept.append(reading)
    return _again(text, sorted(kept, key=lambda reading: reading.start))


def _again(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings, a lone year that goes on with a date being that date again: "31 March 2004 and 2003"."""
    done: list[Reading] = []
    for reading in readings:
        before = done[-1] if done else None
        if before is not None and before.period is not None and reading.period is not None:
            between = text[before.end : reading.start]
            goes_on = _YEAR_TOO.fullmatch(between) and (between.strip() != "," or _MORE_YEARS.match(text, reading.end))
            alone = reading.reader == "year" and text[reading.start : reading.end].isdecimal()
            printed = text[max(0, before.end - 4) : before.end]
            if alone and goes_on and before.reader not in ("year", "years") and _PRINTED_YEAR.fullmatch(printed):
                years = reading.period[0].year - int(printed)
                start, end = (moved(day, years) for day in before.period)
                done.append(replace(reading, period=(start, end), reader=before.reader))
                continue
        done.append(reading)
    return done


def _joined(text: str, readings: list[Reading], *, pairs: bool = False) -> list[Dated]:
    """The dates that readings come to, in order.

    One that prints no year has that of the one it is joined to ("30 June and 31 December 2003"); the two ends of a
    range are one period, and those of a pair too where `pairs` says so.
    """
    dated: list[Dated] = []
    following: Dated | None = None
    opens = 0
    for reading in reversed(readings):
        between = text[reading.end : opens] if following is not None else ""
        pair = _PAIR.fullmatch(between) is not None
        ranged = _RANGE.fullmatch(between) is not None or (
            pair and _BETWEEN.search(text[max(0, reading.opens - 24) : reading.opens])
        )
        period = reading.period
        if following is not None and reading.within is not None and (ranged or pair):
            period = _not_after(reading.within, following.period[0])
        if period is None:
            following = None
            continue
        if following is not None and (ranged or (pairs and pair)) and (pairs or period[0] <= following.period[0]):
            first, last = min(period[0], following.period[0]), max(period[1], following.period[1])
            dated[-1] = Dated(reading.start, following.end, (first, last))
        else:
            dated.append(Dated(reading.start, reading.end, period))
        following, opens = dated[-1], reading.opens
    return dated[::-1]


def _not_after(within: Callable[[int], Period | None], day: dt.date) -> Period | None:
    """A date that prints no year, in the year of the day that follows it, or the year before."""
    period = within(day.year)
    return within(day.year - 1) if period is not None and period[0] > day else period


def read_when(
    text: str, *, today: dt.date | None, language: str = "en", fiscal_year_end: tuple[int, int] | None = None
) -> When | None:
    """The date or period that a phrase states, or None; of several the first. Arguments as for `find_dates`.

    A date that prints its own year is read without `today`; one that leans on the document's date is not. Four digits
    that may be a year are one where nothing else is. A pair ("2018 and 2019") is the period from the first to the last.
    The value's text is the whole phrase, white space folded.
    """
    phrase = fold(text)
    now = Now(today, fiscal_year_end)
    for lenient in (False, True):
        for found in _joined(phrase, _apart(phrase, now, language, lenient=lenient), pairs=True):
            return When(text=phrase, start=found.period[0], end=found.period[1])
    return None
