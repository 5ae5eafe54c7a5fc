"""Contacts, signatories, officers and speakers, as filings print them. All names are invented."""

from __future__ import annotations

import pytest

from alliances import person
from tests.alliances.reading import said


def persons(text: str, language: str = "en") -> list[str]:
    """What is proposed: "name | role | organization | email | phone", slots that are not told left empty."""
    slots = ("name", "role", "organization", "email", "phone")
    return [" | ".join(str(found.get(slot, "")) for slot in slots) for found in said(person.propose, text, language)]


def names(text: str, language: str = "en") -> list[str]:
    return [found["name"] for found in said(person.propose, text, language)]


PROSE = [
    ("Ann Bell, chief executive officer of Ruritel, spoke.", ["Ann Bell | chief executive officer | Ruritel |  | "]),
    ("Montel's chairman, Bo Cox, spoke.", ["Bo Cox | chairman | Montel |  | "]),
    ("Montel CEO Bo Cox spoke.", ["Bo Cox | CEO | Montel |  | "]),
    ("The chairman of Montel, Sir Ian Prosser, spoke.", ["Ian Prosser | chairman | Montel |  | "]),
    ("Bo Cox (52) was named president of Montel in May.", ["Bo Cox | president | Montel |  | "]),
    (
        "Montel appointed Bo Cox (52) as its new Chief Technology Officer.",
        ["Bo Cox | Chief Technology Officer | Montel |  | "],
    ),
    ("Montel named Bo Cox chief financial officer.", ["Bo Cox | chief financial officer | Montel |  | "]),
    (
        "Robert K. Brown, who will become vice chairman of Montel, spoke.",
        ["Robert K. Brown | vice chairman | Montel |  | "],
    ),
    ('"We grew fast," said Tom O’Brien.', ["Tom O’Brien |  |  |  | "]),
]

NAMES = [
    ("Peter De Wit, CEO, and Maria Del Pilar Ruiz, chairman, met.", ["Peter De Wit", "Maria Del Pilar Ruiz"]),
    ("Fahad al-Rashid, head of sales, left.", ["Fahad al-Rashid"]),
    ("Søren Å. Holm, CFO, left.", ["Søren Å. Holm"]),
    ("J.-P. Martin, chairman, left.", ["J.-P. Martin"]),
    ("LIU Wei, president, left.", ["LIU Wei"]),
    ("Łukasz Żak, managing director, left.", ["Łukasz Żak"]),
    ("Anna-Liisa Mäki-Petäjä is the chief financial officer.", ["Anna-Liisa Mäki-Petäjä"]),
    ("Robert J. (Bob) Stone, chairman, left.", ["Robert J. (Bob) Stone"]),
    ("Marijke van der Berg, Head of Press, left.", ["Marijke van der Berg"]),
    ("Hong Kong, head office of Montel, is large. Kuala Lumpur, director's seat, too.", []),
    ("Investor Relations, Head of Department, called. The Board of Directors, chairman, met.", []),
    ("Montel Business Services, manager of the network, grew.", []),
]

CONTACTS = [
    # Columns are read downwards.
    (
        (
            "Ann Bell                          Bo Cox\nHead of Press                     Investor Relations\n"
            "tel. +40 21 555 01 18             tel. +40 21 555 01 44\nann@ruritel.ro                    bo@ruritel.ro\n"
        ),
        [
            "Ann Bell | Head of Press | Ruritel | ann@ruritel.ro | +40 21 555 01 18",
            "Bo Cox | Investor Relations | Ruritel | bo@ruritel.ro | +40 21 555 01 44",
        ],
    ),
    (
        "Zapwire Inc.\nJohn Q. Smith, 555-123-4567\nVice President, Investor Relations\njs@montel.com\n",
        ["John Q. Smith | Vice President, Investor Relations | Zapwire Inc. | js@montel.com | 555-123-4567"],
    ),
    (
        "Media Contact:\nJane Doe\n+1 212 555 0199\n\nInvestor Contact:\nBob Roe\nir@montel.com\n",
        [
            "Jane Doe | Media Contact | Ruritel |  | +1 212 555 0199",
            "Bob Roe | Investor Contact | Ruritel | ir@montel.com | ",
        ],
    ),
    (
        "For more, please contact Ann Bell, Head of Media Relations, on +44 20 7946 0999 or ann.bell@montel.com.",
        ["Ann Bell | Head of Media Relations | Ruritel | ann.bell@montel.com | +44 20 7946 0999"],
    ),
    (
        "Ann Bell\n\nHead of Investor Relations\n\nTel: +1 212 555 0100\n\nann@montel.com\n",
        ["Ann Bell | Head of Investor Relations | Ruritel | ann@montel.com | +1 212 555 0100"],
    ),
    ("Media-Hotline\n0800 333 000\nwww.montel.com\n", []),
]

SIGNATURES = [
    (
        (
            "MONTEL LIMITED\n\nDate: 3 May 2004               By:___/s/ Ann Bell___\n\n"
            "                               ANN BELL\n                               Assistant Secretary\n"
        ),
        ["Ann Bell | Assistant Secretary | Montel |  | "],
    ),
    (
        "MONTEL LIMITED\n\nBy: /s/ D. Forsythe\n    ---------------\n    Declan Forsythe\n    Company Secretary\n",
        ["Declan Forsythe | Company Secretary | Montel |  | "],
    ),
    (
        "MONTEL LIMITED\n\nBy:  ____________________\nName:  Maria da Silva\nTitle: Chief Financial Officer\n",
        ["Maria da Silva | Chief Financial Officer | Montel |  | "],
    ),
    (
        (
            "MONTEL LIMITED\n\nBy: /s/ JOHN R. MILLER          By: /s/ Ann Bell\n"
            "    John R. Miller                  Ann Bell\n    President and CEO               Secretary\n"
        ),
        ["John R. Miller | President and CEO | Montel |  | ", "Ann Bell | Secretary | Montel |  | "],
    ),
]

SPANISH = [
    ("El presidente de Montel, D. Luis Ortega Gil, habló.", ["Luis Ortega Gil | presidente | Montel |  | "]),
    ("Luis Ortega Gil, consejero delegado de Montel, habló.", ["Luis Ortega Gil | consejero delegado | Montel |  | "]),
    (
        "Fdo.: Eva Ruiz Sáenz\nSecretaria del Consejo\nMontel\n",
        ["Eva Ruiz Sáenz | Secretaria del Consejo | Montel |  | "],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_persons_in_prose_have_their_role(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_of_persons_are_told_from_other_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_contacts_are_read_line_by_line(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(("text", "expected"), SIGNATURES)
def test_signatories_have_the_role_printed_under_them(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_persons_in_spanish(text: str, expected: list[str]) -> None:
    assert persons(text, "es") == expected
