"""The grammar of dates: patterns for one language, and what each comes to.

A rule matches the core of a date ("September 2004", "first quarter of this year"). What stands before the core is
read backwards from it: an edge ("the end of") and a preposition ("at").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from extractor.values import _nouns
from extractor.values._calendar import (
    Edge,
    Now,
    Period,
    day,
    edge_of,
    fiscal_year_of,
    month_of,
    months_to,
    part_of,
    year_of,
)
from extractor.values._datewords import WORDS, DateWords, months

_NO_YEAR_AFTER = r"(?![\d%]|[.,]\d|\s?(?:%|million|billion|per\s?cent|[kMG]Hz|millones|Mio))"
_YEAR = rf"(?<![\w$€£¥.,/'’-])(?:19|20)\d\d{_NO_YEAR_AFTER}(?!\w|-\d)"
_YEAR_IN = rf"(?:19|20)\d\d{_NO_YEAR_AFTER}(?!\w)"
_SHORT = r"['’]?\d\d(?![\d.,]\d|\d|%)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH_COUNTS = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12, "tres": 3, "seis": 6, "nueve": 9, "3": 3, "6": 6, "9": 9, "12": 12,
}  # fmt: skip

Read = Callable[[re.Match[str], Now], Period | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in a text, and the days it comes to."""

    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reader. `edged` says that an edge may stand before; `needs` what must: a cue, or anything."""

    pattern: re.Pattern[str]
    read: Read
    edged: bool = False
    bare_year: bool = False
    month_alone: bool = False


class Grammar:
    """The rules of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = WORDS[language]
        self._months = months(language)
        words = self._words
        edges = "|".join(f"(?P<{edge}>{pattern})" for edge, pattern in words.edges.items())
        self._edge = re.compile(rf"(?<![\w-])(?:{edges})$", re.IGNORECASE)
        self._prep = re.compile(rf"(?<![\w-])(?P<prep>{words.prep})\s+(?:{words.article})?$", re.IGNORECASE)
        self._past = re.compile(words.past, re.IGNORECASE)
        self._cue = re.compile(rf"(?<![\w-])(?:{words.cue})\s+(?:{words.article})?$|\($", re.IGNORECASE)
        self._opens = re.compile(r"(?:^|[.!?]\s|\n\s*)$")
        self.rules = self._rules()

    def widen(self, text: str, match: re.Match[str], rule: Rule, period: Period | None, now: Now) -> Reading | None:
        """The reading with its edge and preposition, or None where the core alone does not make a date."""
        start = match.start()
        edge = self._edge.search(text, max(0, start - 40), start) if rule.edged else None
        begin = edge.start() if edge else start
        prep = self._prep.search(text, max(0, begin - 30), begin)
        if rule.bare_year and not self._is_year(text, match, edge is not None or prep is not None):
            return None
        if rule.month_alone:
            if edge is None and prep is None:
                return None
            past = prep is not None and self._past.fullmatch(prep.group("prep")) is not None and bool(edge or True)
            period = self._month_alone(match, now, past=past)
        if period is None:
            return None
        if edge is not None:
            named = next(name for name in self._words.edges if edge.group(name) is not None)
            period = edge_of(period, named)
        return Reading(prep.start("prep") if prep else begin, match.end(), period)

    def _is_year(self, text: str, match: re.Match[str], opened: bool) -> bool:
        start, end = match.span()
        after = re.match(r"\s+([a-zà-ÿ]+)", text[end : end + 24])
        if after is not None and after.group(1) in _nouns.heads(self._language):
            return False
        if opened or self._cue.search(text, max(0, start - 20), start):
            before = text[max(0, start - 20) : start]
            return re.search(r"(?i:act|law|code|rules|regulations|order|ley)\s+(?:of|de)\s+$", before) is None
        verb = re.match(r"\s+(?:was|is|has|saw|also|will|marked|brought|ended|proved)\b", text[end : end + 12])
        return verb is not None and self._opens.search(text[max(0, start - 3) : start]) is not None

    def _month_alone(self, match: re.Match[str], now: Now, *, past: bool) -> Period | None:
        if self._words.month_capital and not match.group("month")[0].isupper():
            return None
        number = self._months[match.group("month").lower()]
        year = now.year_of_month(number, past=past)
        return None if year is None else month_of(year, number)

    def _rules(self) -> tuple[Rule, ...]:
        words = self._words
        of = words.of
        any_month = _any(self._months)
        wide = _any(months(self._language, wide=True))
        month = rf"(?P<month>{any_month})\b\.?"
        number = rf"(?<![\w.,:/$€£-])(?P<day>{_DAY})(?:st|nd|rd|th|er|º|\.)?"
        year = rf"(?P<year>{_YEAR_IN})"
        offsets = "|".join(words.offsets)
        yearish = rf"(?:{of}(?:(?P<fiscal>{words.fiscal})\s+)?(?P<year>{_YEAR_IN}|{_SHORT})|{of}(?P<rel>{offsets}))"
        ordinal = "|".join(f"(?P<n{i}>{pattern})" for i, pattern in enumerate(words.ordinals, 1))
        letter, half_letter = words.letters
        quarter_letter = letter if letter == "Q" else f"[Q{letter}]"
        half_letters = half_letter if half_letter == "H" else f"[H{half_letter}]"
        full = (
            rf"(?:(?:{_DAY})(?:st|nd|rd|th|\.|º)?\s*{of}\s*(?:{any_month})\b[.,]*\s*{of}\s*{_YEAR_IN}"
            rf"|(?:{any_month})\b[.,]*\s*{_DAY}(?:st|nd|rd|th)?,?\s*{_YEAR_IN}|(?:{any_month})\b[.,]*\s*{_YEAR_IN})"
        )
        spans = r"(?P<count>three|six|nine|twelve|3|6|9|12|tres|seis|nueve|doce)[-\s]+(?:months?|meses)(?:[-\s]period)?|(?P<quarter>(?:first\s+|second\s+|third\s+|fourth\s+)?quarter|trimestre)|(?P<half>half[-\s]?year|first\s+half|semestre)|(?P<year>(?:fiscal\s+|financial\s+)?year|ejercicio|año)"
        rules = [
            (rf"{number}\s*{of}\s*{month}[.,]*\s*{of}\s*{year}", self._day_month_year, False),
            (rf"\b{month},?\s*(?P<day>{_DAY})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){year}", self._day_month_year, False),
            (rf"{number}\s*{of}\s*(?P<month>{wide})\b(?:\s+{of}(?P<rel>{offsets}))?(?!\s*[.,]*\s*\d{{4}})", self._day_month, False),
            (rf"\b(?P<month>{wide})\s+(?P<day>{_DAY})(?:st|nd|rd|th)?\b(?!\s*,?\s*\d{{4}}|[.,]?\d|\s?(?:%|per|million|billion))(?:\s+{of}(?P<rel>{offsets}))?", self._day_month, False),
            (rf"\b{month},?\s*{of}\s*{year}", self._month_year, True),
            (rf"\b(?P<month>{any_month})(?:\.?-|\.?\s?['’])(?P<short>\d\d)(?!\d|[.,]\d|-)", self._month_year, True),
            (rf"\b(?P<month>{wide})\s+(?:{of})(?P<rel>{offsets})", self._month_year, True),
            (rf"\b(?P<which>next|last|this|próximo|pasado|este)\s+(?P<month>{wide})\b(?!\s*\d)", self._which_month, True),
            (rf"\b(?P<first>{any_month})\.?\s*(?:to|through|until|-|–|a)\s*{month},?\s*{of}\s*{year}", self._months_range, False),
            (rf"\b(?:{ordinal})\s+{words.quarter}\b(?:\s*{yearish})?(?!\s+end)", self._quarter, True),
            (rf"\b(?:{ordinal})\s+{words.half}\b(?:\s*{yearish})?", self._half, True),
            (rf"(?-i:\b{quarter_letter}(?P<n>[1-4])|\b(?P<m>[1-4]){quarter_letter})(?:[\s/-]?(?:{of}(?:FY\s?)?)(?P<year>{_YEAR_IN}|{_SHORT}))?\b", self._quarter, True),
            (rf"(?P<year>{_YEAR})[\s-]?(?-i:{quarter_letter}(?P<n>[1-4]))\b", self._quarter, True),
            (rf"(?-i:\b{half_letters}(?P<n>[12])|\b(?P<m>[12]){half_letters})(?:[\s/-]?(?:{of}(?:FY\s?)?)(?P<year>{_YEAR_IN}|{_SHORT}))\b", self._half, True),
            (rf"\b(?:{words.months_of})\b(?:\s*{yearish})?", self._first_months, False) if words.months_of else None,
            (rf"\b(?P<fiscal>{words.fiscal})\s*(?:of\s+|de\s+)?(?P<year>{_YEAR_IN}|(?<=FY)\s?{_SHORT}|(?<=FY\s){_SHORT})(?:\s?[/-]\s?(?P<to>(?:19|20)?\d\d)(?!\d))?", self._fiscal, True),
            (rf"(?P<year>{_YEAR})(?:\s?/\s?(?P<to>(?:19|20)?\d\d))?\s+(?:{words.fiscal})\b", self._fiscal, True),
            (rf"(?<![\w$€£¥.,/-])(?P<year>(?:19|20)\d\d)\s?(?P<dash>/|-|–|to)\s?(?P<to>(?:19|20)\d\d|\d\d)(?![\d/%-]|[.,]\d|\w)", self._years, False),
            (rf"\b(?:between|from|entre|desde)\s+(?P<year>{_YEAR})\s+(?:and|to|y|hasta|a)\s+(?P<to>{_YEAR})", self._years, False),
            (rf"\b(?:{spans})\s+{words.ended}\s+(?:the\s+|el\s+)?(?P<date>{full})", self._ended, False),
            (rf"\b(?:{offsets})\b", self._relative_year, True),
            (words.year_word, self._the_year, False),
            (r"(?<![\w/.-])(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>0[1-9]|[12]\d|3[01])(?![\w-])", self._iso, False),
            (rf"(?<![\w/.,-])(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)(?P<numeric_year>(?:19|20)\d\d|\d\d)(?![\w/-]|[.,]\d)", self._numeric, False),
            *((rf"\b(?:{phrase})\b", self._moment(unit, offset), False) for phrase, (unit, offset) in words.moments.items()),
        ]  # fmt: skip
        made = [Rule(re.compile(pattern, re.IGNORECASE), read, edged) for pattern, read, edged in filter(None, rules)]
        made.append(Rule(re.compile(_YEAR), self._year, edged=True, bare_year=True))
        alone = rf"\b(?P<month>{wide})\b(?!\s*[,.]?\s*\d)"
        made.append(Rule(re.compile(alone, re.IGNORECASE), _nothing, edged=True, month_alone=True))
        return tuple(made)

    def _year_in(self, match: re.Match[str], now: Now) -> int | None:
        """The year a match names, in digits or relative to the document's; its own year where it names none."""
        groups = match.groupdict()
        digits = groups.get("year") or groups.get("short")
        if digits:
            return _year_number(digits)
        relative = groups.get("rel")
        if relative is None:
            return now.year()
        for pattern, offset in self._words.offsets.items():
            if re.fullmatch(pattern, relative, re.IGNORECASE):
                return now.year(offset)
        return None

    def _month_in(self, match: re.Match[str], group: str = "month") -> int:
        return self._months[match.group(group).lower()]

    def _day_month_year(self, match: re.Match[str], now: Now) -> Period | None:
        return _instant(self._year_in(match, now), self._month_in(match), int(match.group("day")))

    def _day_month(self, match: re.Match[str], now: Now) -> Period | None:
        if self._words.month_capital and not match.group("month")[0].isupper():
            return None
        month = self._month_in(match)
        year = self._year_in(match, now) if match.group("rel") else now.year_of_month(month, past=False)
        return _instant(year, month, int(match.group("day")))

    def _month_year(self, match: re.Match[str], now: Now) -> Period | None:
        year = self._year_in(match, now)
        return None if year is None else month_of(year, self._month_in(match))

    def _which_month(self, match: re.Match[str], now: Now) -> Period | None:
        if now.today is None:
            return None
        month, which = self._month_in(match), match.group("which").lower()
        year = now.today.year
        if which in {"next", "próximo"}:
            year += month <= now.today.month
        elif which in {"last", "pasado"}:
            year -= month >= now.today.month
        return month_of(year, month)

    def _months_range(self, match: re.Match[str], now: Now) -> Period | None:
        year = self._year_in(match, now)
        first, last = self._month_in(match, "first"), self._month_in(match)
        if year is None:
            return None
        return month_of(year - (first > last), first)[0], month_of(year, last)[1]

    def _part(self, match: re.Match[str]) -> int:
        groups = match.groupdict()
        for i in range(1, 5):
            if groups.get(f"n{i}"):
                return i
        return int(groups.get("n") or groups["m"])

    def _base(self, match: re.Match[str], now: Now) -> Period | None:
        year = self._year_in(match, now)
        if year is None:
            return None
        fiscal = match.groupdict().get("fiscal") or re.search(r"fiscal|financial|FY", match.group())
        return fiscal_year_of(year, now.fiscal_year_end) if fiscal else year_of(year)

    def _quarter(self, match: re.Match[str], now: Now) -> Period | None:
        base = self._base(match, now)
        return None if base is None else part_of(base, self._part(match), 3)

    def _half(self, match: re.Match[str], now: Now) -> Period | None:
        base, part = self._base(match, now), self._part(match)
        return None if base is None else part_of(base, min(part, 2), 6)

    def _first_months(self, match: re.Match[str], now: Now) -> Period | None:
        base = self._base(match, now)
        count = match.groupdict().get("count") or match.groupdict().get("count_after") or ""
        return None if base is None else part_of(base, 1, _MONTH_COUNTS[count.lower()])

    def _fiscal(self, match: re.Match[str], now: Now) -> Period | None:
        first = _year_number(match.group("year"))
        last = match.group("to")
        if last is None:
            return fiscal_year_of(first, now.fiscal_year_end)
        return fiscal_year_of(_later(first, last), now.fiscal_year_end)

    def _years(self, match: re.Match[str], now: Now) -> Period | None:
        first = _year_number(match.group("year"))
        last = _later(first, match.group("to"))
        if last <= first or (len(match.group("to")) == 2 and last != first + 1):
            return None
        if len(match.group("to")) == 2 and now.fiscal_year_end is not None:
            return fiscal_year_of(last, now.fiscal_year_end)
        return year_of(first)[0], year_of(last)[1]

    def _ended(self, match: re.Match[str], now: Now) -> Period | None:
        end = self._full(match.group("date"), now)
        if end is None:
            return None
        if match.group("count"):
            months_count = _MONTH_COUNTS.get(match.group("count").lower(), 12)
        else:
            months_count = 3 if match.group("quarter") else 6 if match.group("half") else 12
        return months_to(end, months_count)

    def _full(self, date: str, now: Now) -> dt.date | None:
        for rule in self.rules[:5]:
            match = rule.pattern.fullmatch(date)
            period = rule.read(match, now) if match else None
            if period is not None:
                return period[1]
        return None

    def _relative_year(self, match: re.Match[str], now: Now) -> Period | None:
        for pattern, offset in self._words.offsets.items():
            if re.fullmatch(pattern, match.group(), re.IGNORECASE):
                year = now.year(offset)
                return None if year is None else year_of(year)
        return None

    def _the_year(self, match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG002  one signature for all readers
        year = now.year()
        return None if year is None else year_of(year)

    def _year(self, match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG002  one signature for all readers
        return year_of(int(match.group()))

    def _iso(self, match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG002  one signature for all readers
        return _instant(int(match.group("iso_year")), int(match.group("iso_month")), int(match.group("iso_day")))

    def _numeric(self, match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG002  one signature for all readers
        one, two, year = int(match.group("one")), int(match.group("two")), _year_number(match.group("numeric_year"))
        if len(match.group("numeric_year")) == 2 and match.group("mark") == "-":
            return None
        month_first = self._language == "en" and match.group("mark") != "."
        orders = ((two, one), (one, two)) if month_first else ((one, two), (two, one))
        for number, month in orders:
            period = _instant(year, month, number)
            if period is not None:
                return period
        return None

    def _moment(self, unit: str, offset: int) -> Read:
        def read(match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG001  one signature for all readers
            return _moment_of(unit, offset, now.today)

        return read


def _moment_of(unit: str, offset: int, today: dt.date | None) -> Period | None:
    if today is None:
        return None
    this_month = today.replace(day=1)
    quarter = this_month.replace(month=(this_month.month - 1) // 3 * 3 + 1)
    monday = today - dt.timedelta(days=today.weekday())
    week = monday + dt.timedelta(weeks=offset)
    moved = this_month + relativedelta(months=offset)
    first = quarter + relativedelta(months=3 * offset)
    back_years, back_months = today - relativedelta(years=offset), today - relativedelta(months=offset)
    periods = {
        "day": (today + dt.timedelta(days=offset),) * 2,
        "week": (week, week + dt.timedelta(days=6)),
        "month": month_of(moved.year, moved.month),
        "quarter": (first, first + relativedelta(months=3) - dt.timedelta(days=1)),
        "years ago": (back_years, back_years),
        "months ago": (back_months, back_months),
        "year end": (dt.date(today.year, 12, 31),) * 2,
        "year start": (dt.date(today.year, 1, 1),) * 2,
    }
    return periods[unit]


def _nothing(match: re.Match[str], now: Now) -> Period | None:  # noqa: ARG001  one signature for all readers
    return None


def _instant(year: int | None, month: int, number: int) -> Period | None:
    date = None if year is None else day(year, month, number)
    return None if date is None else (date, date)


def _year_number(digits: str) -> int:
    plain = int(digits.strip("'’ "))
    if plain >= 100:
        return plain
    return plain + (1900 if plain >= 70 else 2000)


def _later(first: int, last: str) -> int:
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last) + (100 if int(last) < first % 100 else 0)


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))


@lru_cache
def grammar(language: str) -> Grammar:
    """The grammar of a known language."""
    return Grammar(language)


__all__ = ["DateWords", "Edge", "Grammar", "Reading", "Rule", "grammar"]
