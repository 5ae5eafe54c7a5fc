"""The grammar of dates in one language: what each pattern comes to, and the words that stand before it.

A core ("September 2004") is read forwards. What opens it is read backwards: an edge ("the end of"), a preposition
("at").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from extractor.openings import Openings, Several
from extractor.searching import any_of, folded, passing
from extractor.values import _nouns, _numerals
from extractor.values._calendar import (
    Now,
    Period,
    day,
    edge_of,
    fiscal_year_of,
    moment_of,
    month_of,
    months_to,
    nearest,
    part_of,
    year_of,
)
from extractor.values._datepatterns import ANY_YEAR, Core, ReaderName, patterns
from extractor.values._datewords import WORDS, months

_STEPS = {
    **dict.fromkeys(("day", "día"), relativedelta(days=1)),
    **dict.fromkeys(("week", "semana"), relativedelta(weeks=1)),
    **dict.fromkeys(("month", "mes"), relativedelta(months=1)),
    **dict.fromkeys(("year", "año"), relativedelta(years=1)),
}
_NAMES_YEAR = frozenset(("year", "short", "rel"))
_YEARLESS: frozenset[ReaderName] = frozenset(
    ("day_month", "days_range", "month_alone", "quarter", "quarters", "half", "first_months")
)
"""What may be printed without its year."""
_AND = re.compile(r"\s(?:and|y|und|et|e)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen|tra|fra)\s+$", re.IGNORECASE)
_LAW = re.compile(r"\b(?:act|law|code|rules|regulations|order|ley)\s+(?:of|de)\s+$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|since|during|until|by|en|durante|desde)\s+$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:by|before|until|till|to|para|antes\s+del?)\s+$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?]\s|\n\s*)$")
_VERB_AFTER = re.compile(r"\s*:|\s+(?:was|is|has|saw|also|will|marked|brought|ended|proved)\b")
_YEAR_AFTER = re.compile(r"\s+(?:and|or|to|y|et|und)\s+(?:19|20)\d\d\b(?![.,]\d)")
_DIGIT = re.compile(r"\d")
_BROKEN = re.compile(r"\n\s*\n|\t|(?<!\s)[^\S\n]{4,}")
"""A blank line or a gap between columns, over which no date runs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in a text, and its days: None where the document's date is wanted and not known.

    `opens` is where the date begins, past its preposition. `within` reads a date that prints no year as of the year
    given; it is None where one is printed. `reader` is what the pattern reads.
    """

    start: int
    end: int
    opens: int
    period: Period | None
    within: Callable[[int], Period | None] | None = None
    reader: ReaderName = "year"


class Grammar:
    """The dates of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = WORDS[language]
        self._months = months(language)
        self._cores = {core.sieve: core for core in patterns(language)}
        self._beginnings = Several(sieve.beginnings for sieve in self._cores)
        words = self._words
        edges = "|".join(f"(?P<{edge}>{pattern})" for edge, pattern in words.edges.items())
        self._no_day = re.compile(
            rf"\b\d{{1,2}}\s+de\s+{any_of(self._months, ignore_case=True)}\s+del?\s+$", re.IGNORECASE
        )
        self._edge = re.compile(rf"(?<![\w-])(?:{edges})$", re.IGNORECASE)
        self._prep = re.compile(rf"(?<![\w-])(?P<prep>{words.prep})\s+(?:{words.article})?$", re.IGNORECASE)
        self._past = re.compile(words.past, re.IGNORECASE)
        self._cue = re.compile(rf"(?<![\w-])(?:{words.cue})\s+(?:{words.article})?$|\($", re.IGNORECASE)
        self._readers: dict[ReaderName, Callable[[re.Match[str], Now], Period | None]] = {
            "day_month_year": self._day_month_year,
            "day_month": self._day_month,
            "days_range": self._days_range,
            "month_year": self._month_year,
            "month_number": lambda match, _: month_of(int(match["year"]), int(match["number"])),
            "which_month": self._which_month,
            "months_range": self._months_range,
            "quarter": self._quarter,
            "quarters": self._quarters,
            "around": self._around,
            "half": self._half,
            "first_months": self._first_months,
            "fiscal": self._fiscal,
            "years": self._years,
            "ended": self._ended,
            "relative_year": self._relative_year,
            "the_year": lambda _, now: _whole(now.year()),
            "year": lambda match, _: year_of(int(match.group())),
            "iso": lambda match, _: _instant(*(int(match.group(part)) for part in ("year", "month", "day"))),
            "numeric": self._numeric,
            "moment": self._moment,
        }

    @property
    def cores(self) -> Iterable[Core]:
        """What is read as a date."""
        return self._cores.values()

    def readings(self, openings: Openings, now: Now, *, lenient: bool = False) -> Iterator[Reading]:
        """Every reading of every pattern; they overlap. `lenient` takes four digits for a year, whatever precedes."""
        text = openings.text
        figures = _DIGIT.search(text) is not None
        places = openings.places(self._beginnings)
        likely = {
            sieve: places.get(at, ())
            for at, (sieve, core) in enumerate(self._cores.items())
            if (figures or not core.figures) and (lenient or sieve.beginnings is None or at in places)
        }
        for sieve in passing(likely, folded(text)):
            core = self._cores[sieve]
            if lenient and core.reader == "year":
                matches = ANY_YEAR.finditer(text)
            elif sieve.beginnings is None:
                matches = sieve.pattern.finditer(text)
            else:
                matches = openings.tried(sieve.pattern, likely[sieve])
            for match in matches:
                reading = self._reading(text, match, core, now, lenient=lenient)
                if reading is not None and _BROKEN.search(text, reading.start, reading.end) is None:
                    yield reading

    def _reading(self, text: str, match: re.Match[str], core: Core, now: Now, *, lenient: bool) -> Reading | None:
        start = match.start()
        edge = self._edge.search(text, max(0, start - 40), start) if core.edged else None
        begin = edge.start() if edge else start
        prep = self._prep.search(text, max(0, begin - 30), begin)
        opened = edge is not None or prep is not None
        if core.reader == "year" and not lenient and not self._is_year(text, match, opened=opened):
            return None
        if core.reader == "month_alone" and not (opened or lenient):
            return None
        past = prep is not None and self._past.fullmatch(prep.group("prep")) is not None
        side = next((name for name in self._words.edges if edge.group(name) is not None), None) if edge else None

        def read(now: Now) -> Period | None:
            if core.reader == "month_alone":
                period = self._month_alone(match, now, past=past)
            else:
                period = self._readers[core.reader](match, now)
            return edge_of(period, side) if period and side else period

        opens, begin = begin, prep.start("prep") if prep else begin
        named = any(match.groupdict().get(group) for group in _NAMES_YEAR)
        if core.reader in _YEARLESS and not named:
            return Reading(
                begin, match.end(), opens, read(now), lambda year: read(replace(now, stated=year)), core.reader
            )
        period = read(now)
        return None if period is None else Reading(begin, match.end(), opens, period, None, core.reader)

    def _is_year(self, text: str, match: re.Match[str], *, opened: bool) -> bool:
        """Whether four digits that could be a year are one, by the words around them."""
        start, end = match.span()
        before = text[max(0, start - 30) : start]
        after = re.match(r"\s+([a-zà-ÿ]+)", text[end : end + 24])
        counted = after is not None and after.group(1) in _nouns.heads(self._language)
        if counted and not _IN.search(before):
            return False
        if opened or self._cue.search(before):
            return _LAW.search(before) is None and self._no_day.search(before) is None
        if _YEAR_AFTER.match(text, end):
            return True
        return _VERB_AFTER.match(text, end) is not None and _OPENS.search(before) is not None

    def _year_in(self, match: re.Match[str], now: Now) -> int | None:
        """The year a match names, in digits or relative to the document's; the document's where it names none."""
        groups = match.groupdict()
        digits = groups.get("year") or groups.get("short")
        if digits:
            return _year_number(digits)
        relative = groups.get("rel")
        return now.year() if relative is None else self._offset_year(relative, now)

    def _offset_year(self, words: str, now: Now) -> int | None:
        for pattern, offset in self._words.offsets.items():
            if re.fullmatch(pattern, words, re.IGNORECASE):
                return now.year(offset)
        return None

    def _month_in(self, match: re.Match[str], group: str = "month") -> int:
        return self._months[match.group(group).lower().rstrip(".")]

    def _named(self, match: re.Match[str]) -> bool:
        """Whether a month without a year is written as a month's name is: "may" and "march" are verbs too."""
        return not self._words.month_capital or match.group("month")[0].isupper()

    def _month_alone(self, match: re.Match[str], now: Now, *, past: bool) -> Period | None:
        number = self._month_in(match)
        year = now.year_of_month(number, past=past) if self._named(match) else None
        return None if year is None else month_of(year, number)

    def _day_month_year(self, match: re.Match[str], now: Now) -> Period | None:
        return _instant(self._year_in(match, now), self._month_in(match), int(match.group("day")))

    def _day_month(self, match: re.Match[str], now: Now) -> Period | None:
        if not self._named(match):
            return None
        month = self._month_in(match)
        year = self._year_in(match, now) if match.groupdict().get("rel") else now.year_of_month(month, past=False)
        return _instant(year, month, int(match.group("day")))

    def _days_range(self, match: re.Match[str], now: Now) -> Period | None:
        last = self._day_month(match, now) if match["year"] is None else self._day_month_year(match, now)
        first = last and _instant(last[0].year, last[0].month, int(match["first"]))
        return (first[0], last[0]) if first and last and first < last else None

    def _month_year(self, match: re.Match[str], now: Now) -> Period | None:
        year = self._year_in(match, now)
        return None if year is None else month_of(year, self._month_in(match))

    def _which_month(self, match: re.Match[str], now: Now) -> Period | None:
        if now.today is None:
            return None
        month, which, year = self._month_in(match), match.group("which").lower(), now.today.year
        if which in {"next", "próximo"}:
            year += month <= now.today.month
        elif which in {"last", "pasado"}:
            year -= month >= now.today.month
        return month_of(year, month)

    def _months_range(self, match: re.Match[str], now: Now) -> Period | None:
        year = self._year_in(match, now)
        if year is None:
            return None
        first, last = self._month_in(match, "first"), self._month_in(match)
        between = _BETWEEN.search(match.string, max(0, match.start() - 12), match.start())
        if (last - first) % 12 != 1 and _AND.search(match.group()) and not between:
            return None  # "March and June 2003" are two months
        return month_of(year - (first > last), first)[0], month_of(year, last)[1]

    def _year_around(self, match: re.Match[str], now: Now) -> Period | None:
        """The year, calendar or fiscal, that a quarter or half is part of, where it is said."""
        named = any(match.groupdict().get(group) for group in _NAMES_YEAR)
        year = self._year_in(match, now) if named else now.stated
        if year is None:
            return None
        fiscal = match.groupdict().get("fiscal") or re.search(r"fiscal|financial|FY", match.group())
        split = match.groupdict().get("split")
        if split and now.fiscal_year_end:
            year, fiscal = _later(year, split), split
        return fiscal_year_of(year, now.fiscal_year_end) if fiscal else year_of(year)

    def _part_of_year(self, match: re.Match[str], now: Now, part: int, months: int) -> Period | None:
        """A part of the year named, or of the year that brings it nearest to the document's date."""
        year = self._year_around(match, now)
        if year is not None:
            return part_of(year, part, months)
        if now.today is None or any(match.groupdict().get(group) for group in _NAMES_YEAR):
            return None
        fiscal = re.search(r"fiscal|financial|FY", match.group())
        around = range(now.today.year - 1, now.today.year + 3 if fiscal else now.today.year + 2)
        years = (fiscal_year_of(year, now.fiscal_year_end) if fiscal else year_of(year) for year in around)
        return nearest((part_of(year, part, months) for year in years), now.today)

    def _quarter(self, match: re.Match[str], now: Now) -> Period | None:
        return self._part_of_year(match, now, _part(match), 3)

    def _quarters(self, match: re.Match[str], now: Now) -> Period | None:
        one, two = (self._ordinal(match[group]) for group in ("one", "two"))
        last = self._part_of_year(match, now, two, 3)
        return (last[0] - relativedelta(months=3 * (two - one)), last[1]) if last and one < two else None

    def _ordinal(self, word: str) -> int:
        if word.isdecimal():
            return int(word)
        return next(i for i, one in enumerate(self._words.ordinals, 1) if re.fullmatch(one, word, re.IGNORECASE))

    def _half(self, match: re.Match[str], now: Now) -> Period | None:
        return self._part_of_year(match, now, min(_part(match), 2), 6)

    def _first_months(self, match: re.Match[str], now: Now) -> Period | None:
        groups = match.groupdict()
        count = self._count(groups.get("count") or groups.get("count_after"))
        months = 0 if count is None else count * (3 if groups.get("threes") else 1)
        return self._part_of_year(match, now, 1, months) if 0 < months <= 12 else None

    def _count(self, word: str | None) -> int | None:
        """The number that digits or a word give."""
        if word is None or word.isdigit():
            return None if word is None else int(word)
        number = _numerals.read_words(word, self._language)
        return None if number is None else int(number)

    def _around(self, match: re.Match[str], now: Now) -> Period | None:
        """A day so many years back, or the stretch of so many years that ends or begins on the document's day."""
        count = self._count(match["count"] or match["many"])
        if now.today is None or count is None:
            return None
        step = _STEPS[(match["unit"] or match["units"]).lower()] * count
        try:
            if match["many"] and match["past"] is None:
                return now.today, now.today + step
            back = now.today - step
        except (ValueError, OverflowError):  # further back than dates go
            return None
        return (back, now.today) if match["many"] else (back, back)

    def _fiscal(self, match: re.Match[str], now: Now) -> Period | None:
        first, last = _year_number(match.group("year")), match.group("to")
        return fiscal_year_of(first if last is None else _later(first, last), now.fiscal_year_end)

    def _years(self, match: re.Match[str], now: Now) -> Period | None:
        short = len(match.group("to")) == 2
        first = int(match.group("year"))
        last = _later(first, match.group("to"))
        if last <= first or (short and last != first + 1):
            return None
        if short and now.fiscal_year_end is not None:
            return fiscal_year_of(last, now.fiscal_year_end)
        return year_of(first)[0], year_of(last)[1]

    def _ended(self, match: re.Match[str], now: Now) -> Period | None:
        end = self._whole_date(match.group("date"), now)
        if end is None:
            return None
        if match.group("count"):
            count = self._count(match.group("count"))
            return months_to(end, count) if count and count <= 60 else None
        return months_to(end, 3 if match.group("quarter") else 6 if match.group("half") else 12)

    def _whole_date(self, date: str, now: Now) -> dt.date | None:
        for core in self.cores:
            if core.reader in {"day_month_year", "day_month", "month_year"}:
                match = core.sieve.pattern.fullmatch(date)
                period = self._readers[core.reader](match, now) if match else None
                if period is not None:
                    return period[1]
        return None

    def _relative_year(self, match: re.Match[str], now: Now) -> Period | None:
        return _whole(self._offset_year(match.group(), now))

    def _numeric(self, match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG002  all readers take the same
        one, two, year = int(match.group("one")), int(match.group("two")), _year_number(match.group("year"))
        if len(match.group("year")) == 2 and match.group("mark") == "-":
            return None
        month_first = self._language == "en" and match.group("mark") != "."
        orders = ((two, one), (one, two)) if month_first else ((one, two), (two, one))
        return next(filter(None, (_instant(year, month, number) for number, month in orders)), None)

    def _moment(self, match: re.Match[str], now: Now) -> Period | None:
        for phrase, (unit, offset) in self._words.moments.items():
            if re.fullmatch(phrase, match.group(), re.IGNORECASE) and now.today is not None:
                ahead = _AHEAD.search(match.string, max(0, match.start() - 10), match.start())
                gone = unit == "year end" and now.today.month <= 3 and ahead is None
                # a year's results come out early in the next
                return moment_of(unit, offset - gone, now.today)
        return None


def _part(match: re.Match[str]) -> int:
    """Which quarter or half a match names."""
    groups = match.groupdict()
    worded = next((i for i in range(1, 5) if groups.get(f"n{i}")), None)
    return worded or int(groups.get("n") or groups["m"])


def _whole(year: int | None) -> Period | None:
    return None if year is None else year_of(year)


def _instant(year: int | None, month: int, number: int) -> Period | None:
    date = None if year is None else day(year, month, number)
    return None if date is None else (date, date)


def _year_number(digits: str) -> int:
    plain = int(digits.strip("'\u2019 "))
    if plain >= 100:
        return plain
    return plain + (1900 if plain >= 70 else 2000)


def _later(first: int, last: str) -> int:
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last) + (100 if int(last) < first % 100 else 0)


@lru_cache
def grammar(language: str) -> Grammar:
    """The grammar of a known language."""
    return Grammar(language)
