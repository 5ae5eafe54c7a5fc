"""Dates as people print them, read on 11 November 2004 for a company whose year ends in March."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.values import find_dates
from tests.cases.reader import Case, days

PRINTED = [
    Case("two digits for the year", "as of 30.09.03", "2003-09-30"),
    Case("the year first, with strokes", "2003/12/31", "2003-12-31"),
    Case("a month in digits", "in 11/2002", "2002-11-01..2002-11-30"),
    Case("a month and a short year", "in Dec '03", "2003-12-01..2003-12-31"),
    Case("an ordinal and a legal day", "the 11th day of June, 2003", "2003-06-11"),
    Case("the thirtieth of February", "30 February 2003", ""),
    Case("the thirty-first of April", "31 April 2004", ""),
    Case("no leap year", "29 February 2003", ""),
    Case("the year first, then the quarter", "2003 Q3", "2003-07-01..2003-09-30"),
    Case("a leap year", "29 February 2004", "2004-02-29"),
]
FISCAL = [
    Case("a quarter of a fiscal year", "Q2 FY05", "2004-07-01..2004-09-30"),
    Case("a fiscal year", "FY2003", "2002-04-01..2003-03-31"),
    Case("a fiscal year of two", "FY 2003/04", "2003-04-01..2004-03-31"),
    Case("a fiscal half", "H2 FY05", "2004-10-01..2005-03-31"),
    Case("a fiscal quarter without its year", "the fiscal second quarter", "2004-07-01..2004-09-30"),
    Case("a quarter of a year of two", "Q3 2004/05", "2004-10-01..2004-12-31"),
    Case("a half of a year of two", "H1 2004/05", "2004-04-01..2004-09-30"),
    Case("a fiscal half in words", "the fiscal second half", "2004-10-01..2005-03-31"),
    Case("a half of a fiscal year by its code", "first half FY05", "2004-04-01..2004-09-30"),
    Case("the last quarter of a fiscal year", "the last quarter of FY04", "2004-01-01..2004-03-31"),
    Case("a fiscal quarter by its code", "fiscal Q3 2005", "2004-10-01..2004-12-31"),
    Case("the fiscal year first", "FY05 Q2", "2004-07-01..2004-09-30"),
    Case("a calendar half", "2H 2003", "2003-07-01..2003-12-31"),
]
SHARED = [
    Case("a year shared over two days", "at 31 March and 30 September 2002", "2002-03-31; 2002-09-30"),
    Case("a day shared over two years", "at 31 March 2004 and 2003", "2004-03-31; 2003-03-31"),
    Case("the last of February shared", "at 28 February 2003 and 2004", "2003-02-28; 2004-02-29"),
    Case(
        "a fiscal year shared over two years",
        "years ended June 30, 2003 and 2002",
        "2002-07-01..2003-06-30; 2001-07-01..2002-06-30",
    ),
    Case(
        "a stretch shared over three years",
        "three months ended June 30, 2004, 2003 and 2002",
        "2004-04-01..2004-06-30; 2003-04-01..2003-06-30; 2002-04-01..2002-06-30",
    ),
    Case("two years and no day", "in 2003 and 2004", "2003-01-01..2003-12-31; 2004-01-01..2004-12-31"),
    Case("a year that begins what follows", "at 31 March 2003 and in 2004", "2003-03-31; 2004-01-01..2004-12-31"),
    Case("a year shared over two months", "in April/May 2002", "2002-04-01..2002-05-31"),
    Case(
        "three years", "the years 2002, 2003 and 2004", "; ".join(f"{y}-01-01..{y}-12-31" for y in (2002, 2003, 2004))
    ),
    Case(
        "a year shared over two months apart", "in May and July 2002", "2002-05-01..2002-05-31; 2002-07-01..2002-07-31"
    ),
    Case("a year shared over two quarters", "the first and second quarters of 2004", "2004-01-01..2004-06-30"),
]
RANGES = [
    Case("two months and one year", "May 3 - May 17, 2001", "2001-05-03..2001-05-17"),
    Case("over the turn of the year", "28 December 2002 to 4 January 2003", "2002-12-28..2003-01-04"),
    Case("between two days", "between 1 April and 30 June 2002", "2002-04-01..2002-06-30"),
    Case("one month", "1-15 June 2003", "2003-06-01..2003-06-15"),
    Case("two months apart", "between May and July 2002", "2002-05-01..2002-07-31"),
    Case("fiscal quarters", "Q1-Q2 FY05", "2004-04-01..2004-09-30"),
    Case("quarters", "Q1-Q2 2004", "2004-01-01..2004-06-30"),
    Case("years", "2001-2003", "2001-01-01..2003-12-31"),
]
RELATIVE = [
    Case("the quarter before this one", "last quarter", "2004-07-01..2004-09-30"),
    Case("the fourth of a year", "the last quarter of 2003", "2003-10-01..2003-12-31"),
    Case("the end of the quarter before", "at the end of the last quarter", "2004-09-30"),
    Case("the end of the month before", "at the end of last month", "2004-10-31"),
    Case("a quarter of last year", "Q3 of last year", "2003-07-01..2003-09-30"),
    Case("the end of a month without its year", "at the end of March", "2004-03-31"),
    Case("a month of last year", "in May last year", "2003-05-01..2003-05-31"),
    Case("verbs that are months", "they may march on", ""),
]


LANGUAGES = [
    ("es", Case("two days, one year", "al 31 de marzo y al 30 de junio de 2003", "2003-03-31; 2003-06-30")),
    ("es", Case("no such day", "31 de abril de 2003", "")),
    ("es", Case("the quarter before this one", "el último trimestre", "2004-07-01..2004-09-30")),
    ("es", Case("the fourth of a year", "el último trimestre de 2003", "2003-10-01..2003-12-31")),
    (
        "es",
        Case(
            "several fiscal years",
            "los ejercicios terminados el 31 de marzo de 2004 y 2003",
            "2003-04-01..2004-03-31; 2002-04-01..2003-03-31",
        ),
    ),
    ("de", Case("between two days", "zwischen dem 1. April und dem 30. Juni 2003", "2003-04-01..2003-06-30")),
    ("de", Case("no such day", "31. Juni 2003", "")),
    ("de", Case("the quarter before this one", "im letzten Quartal", "2004-07-01..2004-09-30")),
    ("de", Case("a fiscal year", "im Geschäftsjahr zum 31. März 2004", "2003-04-01..2004-03-31")),
    ("fr", Case("two days, one year", "au 31 mars et au 30 juin 2003", "2003-03-31; 2003-06-30")),
    ("fr", Case("between two days", "entre le 1er avril et le 30 juin 2003", "2003-04-01..2003-06-30")),
    ("fr", Case("the quarter before this one", "au dernier trimestre", "2004-07-01..2004-09-30")),
    ("fr", Case("several months", "les six mois clos le 30 septembre 2004", "2004-04-01..2004-09-30")),
]


def _found(text: str, language: str = "en") -> str:
    found = find_dates(text, today=dt.date(2004, 11, 11), fiscal_year_end=(3, 31), language=language)
    return "; ".join(days(one.value) for one in found)


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c.trouble) for c in [*PRINTED, *FISCAL, *SHARED, *RANGES, *RELATIVE]]
)
def test_a_date_is_read_however_it_is_printed(case: Case) -> None:
    assert _found(case.text) == case.right


@pytest.mark.parametrize(
    ("language", "case"), [pytest.param(tag, case, id=f"{tag}: {case.trouble}") for tag, case in LANGUAGES]
)
def test_each_language_says_its_dates_in_its_own_way(language: str, case: Case) -> None:
    assert _found(case.text, language) == case.right


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (Case("a paragraph's number", "see paragraph 3.4.05", ""), "it has the shape of a day"),
        (Case("a season", "in spring 2003", "2003-03-01..2003-05-31"), "it depends on the hemisphere"),
        (Case("quarters that are apart", "the first and third quarters of 2003", ""), "read as one stretch"),
        (Case("a week's days", "the week ended 5 June 2004", "2004-05-30..2004-06-05"), "weeks are not stretches"),
    ],
    ids=lambda value: value.trouble if isinstance(value, Case) else "",
)
@pytest.mark.xfail(strict=True, reason="known gaps: each says why")
def test_what_is_not_read_yet(case: Case, why: str) -> None:
    assert _found(case.text) == case.right, why
