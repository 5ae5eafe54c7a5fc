"""Dates as documents write their own: in full, in six languages, and where a document says when it was issued."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from babel.dates import get_month_names

_LANGUAGES = ("en", "es", "de", "fr", "it", "pt")


def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {"sept": 9, "setiembre": 9}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    numbers[name.lower().rstrip(".")] = number
    return numbers


_MONTHS = _month_numbers()
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")(?![^\W\d_])"
_OF = r"(?:\s+(?:de|del|of)\s+|[\s.,]+)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|º|°)\b)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""
      (?<!\d) (?P<day_first> [0-3]?\d) {_ORDINAL} \.? {_OF} (?P<month_second> {_MONTH}) [.,]? {_OF} (?P<year_a> {_YEAR})
        (?!\d)
    | (?<![^\W\d_]) (?P<month_first> {_MONTH}) [.,]{{0,2}} \s* (?P<day_second> [0-3]?\d) {_ORDINAL} \s*[.,]?
        \s+ (?P<year_b> {_YEAR}) (?!\d)
    | (?<![\d-]) (?P<year_c> {_YEAR}) - (?P<month_c> [01]\d) - (?P<day_c> [0-3]\d) (?!\d)
    | (?<![\d./]) (?P<one> [0-3]?\d) (?P<mark> [./]) (?P<two> [0-3]?\d) (?P=mark) (?P<year_d> {_YEAR}) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Dated(NamedTuple):
    """A date as found: its first and last character, and the day."""

    start: int
    end: int
    day: dt.date


def dates_in(text: str, language: str = "en") -> Iterator[Dated]:
    """Every complete date in `text`, in order. In English "05/06/2009" is no date: it may be either of two."""
    for match in _DATE.finditer(text):
        day = _day(match, language)
        if day is not None:
            yield Dated(match.start(), match.end(), day)


def _day(match: re.Match[str], language: str) -> dt.date | None:
    part = match.groupdict()
    if part["year_a"]:
        numbers = int(part["year_a"]), _MONTHS[part["month_second"].lower()], int(part["day_first"])
    elif part["year_b"]:
        numbers = int(part["year_b"]), _MONTHS[part["month_first"].lower()], int(part["day_second"])
    elif part["year_c"]:
        numbers = int(part["year_c"]), int(part["month_c"]), int(part["day_c"])
    else:
        one, two = int(part["one"]), int(part["two"])
        if language == "en" and part["mark"] == "/":
            if max(one, two) <= 12 and one != two:
                return None
            one, two = max(one, two), min(one, two)
        numbers = int(part["year_d"]), two, one
    try:
        return dt.date(*numbers)
    except ValueError:
        return None


_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:mon|diens|donners|"
    r"frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_WEEKDAY_LAST = re.compile(rf"{_WEEKDAY}[,.]?\s*$", re.IGNORECASE)
_ALONE_BEFORE = re.compile(rf"[\s(\[*_]*(?:{_WEEKDAY}[,.]?\s*)?(?:a|le|den|am|the)?\s*", re.IGNORECASE)
_ALONE_AFTER = re.compile(r"[\s.,)\]*_]*")
_AFTER_FIRST = re.compile(r"\s*(?:[-\u2013—]{1,3}\s|:\s|,?\s\d{1,2}[:.]\d\d\b)")
# What a date on the next line is the end of: "for the year ended", "as at".
_PERIOD_ABOVE = re.compile(
    r"\b(?:end(?:ed|ing)|as (?:of|at)|period|year|from|to|until|terminado|finalizado|cerrado|zum|clos|chiuso|a[lu]|em)"
    r"\s*:?$",
    re.IGNORECASE,
)
_LABEL_ABOVE = 40
_LABEL = re.compile(
    rf"""(?:^|[(|*\t]|\s\s)\s*(?=(?-i:[^\W\d_a-zà-ÿ]))
    (?:(?:press\ |news\ )?release\ date|released(?:\ on)?|date\ of\ (?:release|issue|publication)|dated?|issued(?:\ on)?
      |published(?:\ on)?|posted(?:\ on)?|for\ immediate\ release|fecha|publicado(?:\ el)?|datum|veröffentlicht\ am|data
      |publié\ le|date\ de\ publication)
    \s*[:.,|\u2013—-]*\s*(?:{_WEEKDAY}[,.]?\s*)?$""",
    re.IGNORECASE | re.VERBOSE,
)
# A place in capitals or title case, perhaps several, perhaps a news wire's name, then the date.
_PLACE = re.compile(r"[\s\"“*_(]*[^\W\d_a-zà-ÿ][\w\s.,;:|'\u2019&/()®\u2013—-]*")
_AFTER_PLACE = re.compile(r"\s*(?:@|[-\u2013—:()./|]|,?\s*\d{1,2}[:.]\d\d\b|$|\n)")
_NO_PLACE = re.compile(
    r"(?:on|in|as|by|since|until|from|at|after|before|during|for|between|effective|through|to|el|en|desde|hasta|al?|am|im|seit|"
    r"bis|ab|le|au|du|depuis|il|dal|al|em|desde|até|no|table|note|fiscal|years?|quarter|three|six|nine|twelve)\b",
    re.IGNORECASE,
)
_LOWER_WORD = re.compile(r"(?<![\w.'\u2019&-])[a-zà-ÿ][\w'\u2019]*")
_JOINING = re.compile("and|de|del|la|las|los|the|of|a|le|den|y|et|und|e|am|an|der|da")
_LONGEST_PLACE = 110
_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?P<year>(?:19|20)\d\d)(?P<mark>-?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?![A-Za-z0-9])"
)


def issued(text: str, language: str = "en") -> dt.date | None:
    """The day a document says it was issued: the first date that stands alone on its line, after a label such as
    "Released:", or in a dateline ("NEW YORK - July 28, 2025 (NEWSWIRE)", "Madrid, 12 de mayo de 2009"). Dates of
    which the text only speaks are passed over.
    """
    for found in dates_in(text, language):
        line_start = text.rfind("\n", 0, found.start) + 1
        line_end = text.find("\n", found.end)
        before = text[line_start : found.start]
        after = text[found.end : line_end if line_end >= 0 else len(text)]
        above = text[:line_start].rstrip()[-_LABEL_ABOVE:]
        if _is_alone(before, after, above) or _LABEL.search(before) or _is_dateline(before, after):
            return found.day
    return None


def dated_name(name: str) -> dt.date | None:
    """The day in a file's name, if it has one and no other: YYYY-MM-DD or YYYYMMDD, apart from letters and digits."""
    days: set[dt.date] = set()
    for match in _IN_NAME.finditer(name):
        try:
            days.add(dt.date(int(match["year"]), int(match["month"]), int(match["day"])))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def signed(text: str, language: str = "en") -> dt.date | None:
    """The last date in `text` after a label such as "Date:" or "Dated:"."""
    days = [found.day for found in dates_in(text, language) if _LABEL.search(_before(text, found))]
    return days[-1] if days else None


def _before(text: str, found: Dated) -> str:
    return text[text.rfind("\n", 0, found.start) + 1 : found.start]


def _is_alone(before: str, after: str, above: str) -> bool:
    """Whether a date has its line to itself, or begins it as a dateline without a place does."""
    if not _ALONE_BEFORE.fullmatch(before) or _PERIOD_ABOVE.search(above):
        return False
    return bool(_ALONE_AFTER.fullmatch(after) or _AFTER_FIRST.match(after))


def _is_dateline(before: str, after: str) -> bool:
    place = _WEEKDAY_LAST.sub("", before).strip()
    if not place or len(place) > _LONGEST_PLACE or _NO_PLACE.match(place) or not _AFTER_PLACE.match(after):
        return False
    if not all(map(_JOINING.fullmatch, _LOWER_WORD.findall(place))):
        return False
    return bool(_PLACE.fullmatch(place))
