"""Days and periods: quarters, halves, fiscal years, and the edges of a period."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

Edge = Literal["end", "start", "early", "mid", "late"]
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Now:
    """What relative dates are read against: the document's day, if known, and the end of its fiscal year."""

    today: dt.date | None
    fiscal_year_end: tuple[int, int] | None
    stated: int | None = None
    """The year of a neighbour that prints one: "30 June and 31 December 2003"."""

    def year(self, offset: int = 0) -> int | None:
        """The document's calendar year, `offset` years on."""
        return None if self.today is None else self.today.year + offset

    def year_of_month(self, month: int, *, past: bool) -> int | None:
        """The year meant by a month that is named without one.

        A month already begun is this year's. One still to come is this year's when it is half a year off at most, and
        last year's otherwise; where the words speak of what has been (`past`), it is always last year's.
        """
        if self.stated is not None or self.today is None:
            return self.stated
        ahead = month - self.today.month
        return self.today.year - 1 if ahead > 6 or (ahead > 0 and past) else self.today.year


def nearest(periods: Iterable[Period], today: dt.date) -> Period:
    """The period that holds a day or is least far from it; one ahead counts as twice as far as one gone by."""
    return min(periods, key=lambda period: (max(2 * (period[0] - today), today - period[1], dt.timedelta()), period))


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9998 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    return dt.date(year, month, number)


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Period:
    """A calendar year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def part_of(period: Period, part: int, months: int) -> Period:
    """The `part`-th stretch of `months` months of a period, counted from one."""
    start = period[0] + relativedelta(months=months * (part - 1))
    return start, start + relativedelta(months=months) - dt.timedelta(days=1)


def fiscal_year_of(year: int, end: tuple[int, int] | None) -> Period:
    """The fiscal year that ends in calendar year `year` on `end` (month, day); the calendar year if no end is known."""
    if end is None or end == (12, 31):
        return year_of(year)
    month, number = end
    if not 1 <= month <= 12:
        return year_of(year)
    last = dt.date(year, month, max(1, min(number, calendar.monthrange(year, month)[1])))
    if number >= calendar.monthrange(2001, month)[1]:  # the month's end, 29 February included
        last = month_of(year, month)[1]
    start = month_of(year - 1, month)[1] if last == month_of(year, month)[1] else last - relativedelta(years=1)
    return start + dt.timedelta(days=1), last


def months_to(last: dt.date, months: int) -> Period:
    """The stretch of `months` months that ends on `last`."""
    if last == month_of(last.year, last.month)[1]:
        start = (last.replace(day=1) - relativedelta(months=months - 1)).replace(day=1)
    else:
        start = last - relativedelta(months=months) + dt.timedelta(days=1)
    return start, last


def edge_of(period: Period, edge: Edge) -> Period:
    """An edge of a period: its last or first day, its first or last quarter, its middle half.

    Of a month, early, mid and late are thirds.
    """
    start, end = period
    if edge == "end":
        return end, end
    if edge == "start":
        return start, start
    days = (end - start).days + 1
    if days <= 31:
        cuts = {"early": (0, 9), "mid": (10, 19), "late": (20, days - 1)}
        first, last = cuts[edge]
        return start + dt.timedelta(days=min(first, days - 1)), start + dt.timedelta(days=min(last, days - 1))
    if days >= 360:
        parts = {"early": (0, 3), "mid": (3, 9), "late": (9, 12)}
        first, last = parts[edge]
        return start + relativedelta(months=first), start + relativedelta(months=last) - dt.timedelta(days=1)
    third = dt.timedelta(days=days // 3)
    return {"early": (start, start + third), "mid": (start + third, end - third), "late": (end - third, end)}[edge]


def moved(date: dt.date, years: int) -> dt.date:
    """The same day so many years on; the last of a month stays the last."""
    there = date + relativedelta(years=years)
    return there + relativedelta(day=31) if (date + dt.timedelta(days=1)).day == 1 else there


def moment_of(unit: str, offset: int, today: dt.date) -> Period:
    """The day, week, month, quarter or year's edge that lies `offset` units from `today`."""
    this_month = today.replace(day=1)
    quarter = this_month.replace(month=(this_month.month - 1) // 3 * 3 + 1)
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=offset)
    month = this_month + relativedelta(months=offset)
    first = quarter + relativedelta(months=3 * offset)
    readings: dict[str, Callable[[], Period]] = {
        "day": lambda: (today + dt.timedelta(days=offset),) * 2,
        "week": lambda: (monday, monday + dt.timedelta(days=6)),
        "month": lambda: month_of(month.year, month.month),
        "quarter": lambda: (first, first + relativedelta(months=3) - dt.timedelta(days=1)),
        "years ago": lambda: (today - relativedelta(years=offset),) * 2,
        "months ago": lambda: (today - relativedelta(months=offset),) * 2,
        "year end": lambda: (dt.date(today.year + offset, 12, 31),) * 2,
        "year start": lambda: (dt.date(today.year, 1, 1),) * 2,
    }
    return readings[unit]()
