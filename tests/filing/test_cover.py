"""The cover of a report and its signature."""

import datetime as dt

import pytest

from extractor.filing import Cover, Filing

COVER = """
                    SECURITIES AND EXCHANGE COMMISSION
                          Washington, D.C. 20549
                                 FORM 6-K
                     For the month of May 2009

                               Nordvox AB
          (Exact name of registrant as specified in its charter)

                          Nordic Voice Inc.
              (Translation of registrant's name into English)

                    Storgatan 1, Stockholm, Sweden
                 (Address of principal executive offices)

Indicate by check mark whether the registrant files or will file annual reports under cover of
Form 20-F or Form 40-F.

         {annual}

Indicate by check mark whether the registrant is furnishing the information pursuant to
Rule 12g3-2(b) under the Securities Exchange Act of 1934.

         {rule}
"""
SIGNATURE = """
                                SIGNATURES
Pursuant to the requirements, the registrant has caused this report to be signed by the undersigned.

Date: May 12, 2009                  {signed}
"""


def cover(annual: str = "", rule: str = "", signed: str = "") -> Cover:
    return Filing.read(COVER.format(annual=annual, rule=rule) + SIGNATURE.format(signed=signed)).cover


def test_the_registrant_stands_over_its_caption() -> None:
    assert (cover().registrant, cover().form_type) == ("Nordvox AB", "6-K")


def test_a_cover_without_a_day_is_dated_by_its_signature() -> None:
    assert cover().date == dt.date(2009, 5, 12)


def test_a_report_is_dated_by_its_cover() -> None:
    text = COVER.replace("For the month of May 2009", "Date of Report (Date of earliest event reported): May 11, 2009")
    assert Filing.read(text + SIGNATURE).cover.date == dt.date(2009, 5, 11)


@pytest.mark.parametrize(
    ("boxes", "form"),
    [
        ("Form 20-F  X   Form 40-F", "20-F"),
        ("Form 20-F [X]  Form 40-F [ ]", "20-F"),
        ("Form 20-F...... Form 40-F..X..", "40-F"),
        ("Form 20-F ☐ Form 40-F ☒", "40-F"),
        ("Form 20-F þ Form 40-F o", "20-F"),
        ("Form 20-F | x | Form 40-F | ¨", "20-F"),
        ("☒ Form 20-F   ☐ Form 40-F", "20-F"),
        ("Form 20-F ____ Form 40-F ____", None),
        ("", None),
    ],
)
def test_the_annual_report_form_is_the_marked_one(boxes: str, form: str | None) -> None:
    assert cover(annual=boxes).annual_report_form == form


@pytest.mark.parametrize(
    ("boxes", "furnished"),
    [
        ("Yes [ ]  No [X]", False),
        ("Yes ..X.. No .....", True),
        ("Yes ☐ No ☒", False),
        ("Yes ___ No ___", None),
        ("", None),
    ],
)
def test_the_rule_is_the_marked_box(boxes: str, furnished: bool | None) -> None:
    assert cover(rule=boxes).rule_12g3_2b is furnished


@pytest.mark.parametrize(
    ("signed", "name", "title"),
    [
        ("By: /s/ Ana Ruiz\n     ANA RUIZ\n     Company Secretary", "ANA RUIZ", "Company Secretary"),
        ("By: /s/ Ana Ruiz\n     Name: Ana Ruiz\n     Title: Company Secretary", "Ana Ruiz", "Company Secretary"),
        ("By:____/s/ Ana Ruiz____\n\n\n     Company Secretary", "Ana Ruiz", "Company Secretary"),
        ("By: /s/ Ana Ruiz\n\nDated: May 12, 2009", "Ana Ruiz", None),
        ("", None, None),
    ],
)
def test_the_signatory_is_named_under_the_signature(signed: str, name: str | None, title: str | None) -> None:
    read = cover(signed=signed)
    assert (read.signatory, read.signatory_title) == (name, title)


def test_a_document_that_is_no_report_has_no_cover() -> None:
    assert Filing.read("Nordvox has filed a Form 6-K.\n\nBy: Ana Ruiz").cover == Cover()


def test_the_cover_is_part_of_what_the_filing_says_of_itself() -> None:
    text = COVER.format(annual="Form 20-F X Form 40-F", rule="Yes No X") + SIGNATURE.format(signed="")
    assert Filing.read(text).info().header == {
        "cover": {
            "form_type": "6-K",
            "registrant": "Nordvox AB",
            "date": "2009-05-12",
            "annual_report_form": "20-F",
            "rule_12g3_2b": False,
        }
    }
