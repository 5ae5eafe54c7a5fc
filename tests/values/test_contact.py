from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values import find_emails, find_phones


@pytest.mark.parametrize(
    "number",
    [
        "+44 (0) 771 575 9176",
        "+34.91.202.50.61",
        "+43 699-1699 3400",
        "630.375.4125",
        "44.1.21.717.6000",
        "+ 36 20 930 4000",
        "+420 720 70 44 00",
        "0800 333 000",
        "+39 06 8311 4546",
        "+41 (0)1 555 69 33",
        "(630) 898-2500",
        "(+34) 91 123 45 67",
        "01753 628402",
        "1-800-555-1234",
        "+603-2263 8888",
    ],
)
def test_finds_a_number_as_printed(number: str) -> None:
    text = f"Press office\n{number}\nwww.example.com"
    assert [text[slice(*found.span)] for found in find_phones(text)] == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel. 91 482 85 00", [("91 482 85 00", "phone")]),
        ("t :+43 699-1699 3400,", [("+43 699-1699 3400", "phone")]),
        ("T: 020 7123 4567", [("020 7123 4567", "phone")]),
        ("Media-Hotline 0800 333 000", [("0800 333 000", "phone")]),
        (
            "Tel +39 06 8311 4546\nFax +39 06 8311 5153",
            [("+39 06 8311 4546", "phone"), ("+39 06 8311 5153", "fax")],
        ),
        ("Fax (+34) 91 123 45 67", [("(+34) 91 123 45 67", "fax")]),
        ("630.375.4125             44.1.21.717.6000", [("630.375.4125", "phone"), ("44.1.21.717.6000", "phone")]),
    ],
)
def test_reads_labels_and_columns(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[slice(*found.span)], found.kind) for found in find_phones(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "8.475.000",
        "1.234.567,89",
        "EUR 1.245.000",
        "12,345 11,234 10,123",
        "31.12.2008",
        "31/12/2008",
        "2003-2004",
        "IRS NUMBER: 363154957",
        "000-27266",
        "900 1800 2100",
        "900/1800",
        "",
    ],
)
def test_takes_no_amount_date_or_file_number(text: str) -> None:
    assert find_phones(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e-mail: anna.b-c@one.example.at,", ["anna.b-c@one.example.at"]),
        ("Email: ir@example.comWebsite: www.example.com", ["ir@example.com"]),
        ("IR@EXAMPLE.COM.", ["IR@EXAMPLE.COM"]),
        ("diana_d@eurotel.cz\nmedia@sunrise.net", ["diana_d@eurotel.cz", "media@sunrise.net"]),
        ("@handle and a@b and www.example.com", []),
    ],
)
def test_finds_addresses(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in find_emails(text)] == expected


@settings(max_examples=150, derandomize=True, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.text("0123456789+()-. /:TtelFax\n@a", max_size=60)))
def test_whatever_the_text_spans_are_in_bounds_and_apart(text: str) -> None:
    for spans in ([found.span for found in find_phones(text)], find_emails(text)):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            end = span.end
