"""Dates and periods, read against the document's own date.

Month names are CLDR's (through babel), month arithmetic is dateutil's; the grammar is our own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extractor.facts import Span, When, fold
from extractor.values._calendar import Now
from extractor.values._dategrammar import grammar
from extractor.values._language import spoken


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
    readings = [reading for name in spoken(language) for reading in grammar(name).readings(text, now)]
    readings.sort(key=lambda reading: (reading.start - reading.end, reading.start))
    taken = bytearray(len(text))
    found: list[FoundWhen] = []
    for reading in readings:
        span = Span(reading.start, reading.end)
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            start, end = reading.period
            found.append(FoundWhen(span, When(text=fold(text[span.start : span.end]), start=start, end=end)))
    return sorted(found, key=lambda one: one.span)


def read_when(
    text: str, *, today: dt.date | None, language: str = "en", fiscal_year_end: tuple[int, int] | None = None
) -> When | None:
    """The date or period that a phrase states, or None; of several the first. Arguments as for `find_dates`.

    A phrase that is a year and nothing else is that year. The value's text is the whole phrase, white space folded.
    """
    phrase = fold(text)
    for candidate in (phrase, f"in {phrase}"):
        for found in find_dates(candidate, today=today, language=language, fiscal_year_end=fiscal_year_end):
            return found.value.model_copy(update={"text": phrase})
    return None
