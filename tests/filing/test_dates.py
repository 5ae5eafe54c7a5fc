"""The day a document says it was issued."""

import datetime as dt
from pathlib import Path

import pytest

from extractor.filing import Filing

DAY = dt.date(2009, 5, 12)
BODY = "\nThe group announced today that it has 12 million customers, as at 31 March 2009.\n"
SPANISH = "\nLa compañía anunció que tiene más de 12 millones de clientes en los países de la región.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Released: 12 May 2009",
        "Date: May 12, 2009",
        "For immediate release: Tuesday, 12th May 2009",
        "12 MAY. 2009",
        "Tuesday, May 12th, 2009",
        "(MAY 12, 2009)",
        "Stockholm, May 12, 2009 - Nordvox AB (STO: NVX) announced today",
        "NEW YORK and TORONTO, ON - May 12, 2009 (NEWSWIRE) - Nordvox announced",
        "AURORA, ILLINOIS AND LEEDS, ENGLAND... (MAY 12, 2009) ...Nordvox announced",
        "STOCKHOLM, Sweden--(BUSINESS WIRE)--May 12, 2009--Nordvox announced",
        "London \u2013 12 May 2009: Nordvox announced",
        "2009-05-12",
        "May 12, 2009 - Nordvox announced",
        "May 12, 2009 08:00 ET | Source: Nordvox",
        "Espoo, Finland, 12 May 2009, 8:00 (CET)",
        "Hong Kong, May 12, 2009 /NEWSWIRE/ -- Nordvox announced",
        "Published: 2009-05-12",
        "Leeds, England (Newswire) Tuesday May 12, 2009 @ 9:00 AM Europe/London \u2014 Nordvox announced",
    ],
)
def test_a_dateline_dates_the_document(line: str) -> None:
    assert Filing.read(f"NORDVOX GROWS\n\n{line}{BODY}").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Madrid, 12 de mayo de 2009",
        "Madrid, a 12 de mayo del 2009.",
        "Fecha: 12/05/2009",
        "MADRID, martes 12 de mayo de 2009.- La compañía anunció",
    ],
)
def test_a_spanish_dateline_dates_the_document(line: str) -> None:
    assert Filing.read(f"CRECE LA COMPAÑÍA\n\n{line}{SPANISH}").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Bonn, den 12. Mai 2009",
        "Paris, le 12 mai 2009",
        "Roma, 12 maggio 2009",
        "Lisboa, 12 de maio de 2009",
        "12.05.2009",
    ],
)
def test_datelines_of_other_languages_date_the_document(line: str) -> None:
    assert Filing.read(f"NORDVOX\n\n{line}{BODY}").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On May 12, 2009 @ noon the doors open.",
        "On May 12, 2009, Nordvox entered into an agreement.",
        "In the year ended May 12, 2009 (unaudited)",
        "Press release dated May 12, 2009 issued by Nordvox",
        "Copyright 2009 - 2015 Nordvox",
        "Annual Report 2009",
        "For the fiscal year ended\n\n  May 12, 2009",
        "Customers as at\n12 May 2009",
        "12 May 2009 | 12 May 2008",
        "05/06/2009",
        "31 February 2009",
        "El 12 de mayo de 2009, Nordvox",
    ],
)
def test_a_date_the_text_only_speaks_of_is_not_its_own(line: str) -> None:
    assert Filing.read(f"NORDVOX\n\n{line}{BODY}").date is None


def test_a_page_may_be_dated_by_its_metadata() -> None:
    meta = '<meta property="article:published_time" content="2009-05-12T08:00:00Z">'
    assert Filing.read(f"<html><head>{meta}</head><body><p>News</p></body></html>").date == DAY


def test_the_date_a_caller_gives_stands_before_the_filing_s_own() -> None:
    text = f"NORDVOX GROWS\n\nLondon, 11 May 2009{BODY}"
    filing = Filing.read(text, date=DAY)
    assert (filing.date, filing.dated_by, filing.date_at(0)) == (DAY, "caller", DAY)
    assert (Filing.read(text).date, Filing.read(text).dated_by) == (dt.date(2009, 5, 11), "document")


@pytest.mark.parametrize(
    "name", ["nordvox-2009-05-12.txt", "20090512.txt", "2009-05-12-nordvox-grows.txt", "a_20090512_b.txt"]
)
def test_a_day_in_the_file_s_name_dates_what_nothing_else_dates(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY)
    filing = Filing.read(path)
    assert (filing.date, filing.dated_by) == (DAY, "name")
    path.write_text(f"London, 11 May 2009{BODY}")
    assert Filing.read(path).date == dt.date(2009, 5, 11)


@pytest.mark.parametrize(
    "name",
    [
        "nordvox-2009.txt",
        "nordvox_q1_2009.txt",
        "a20090512.txt",
        "2009-05-12-2009-06-30.txt",
        "0950157-20-090512.txt",
        "2009-13-12.txt",
    ],
)
def test_what_is_not_surely_a_day_in_a_name_dates_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY)
    assert Filing.read(path).date is None
