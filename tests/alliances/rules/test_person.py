"""Contacts, signatories, officers and speakers, as filings print them. All names are invented."""

from __future__ import annotations

import pytest

from alliances.rules import person
from tests.alliances.rules.reading import said


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
    (
        "Montel has appointed Bo Cox as the company’s new chief executive.",
        ["Bo Cox | chief executive | Montel |  | "],
    ),
    (
        "The executive directors of Montel are Mr. Li Wei, Mr. Tong Jian and Mr. Zhu Bo.",
        [f"{name} | executive directors | Montel |  | " for name in ("Li Wei", "Tong Jian", "Zhu Bo")],
    ),
    ("Ann Bell, president of Core Networks at Montel, spoke.", ["Ann Bell | president | Core Networks |  | "]),
    ("Ann Bell, currently CEO of Montel Nord, will become chairman.", ["Ann Bell | CEO | Montel Nord |  | "]),
    (
        "Montel appointed Mr. Bo Cox to the new position of President.",
        ["Bo Cox | President | Montel |  | "],
    ),
    (
        "The Board of Montel consists of Wu Andi as the president; Yang Wen and Sun Kang as the vice presidents.",
        ["Wu Andi | president | Montel |  | "]
        + [f"{name} | vice presidents | Montel |  | " for name in ("Yang Wen", "Sun Kang")],
    ),
    ("Zap Inside CEO Ann Bell spoke.", ["Ann Bell | CEO | Ruritel |  | "]),
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
    ("Sheikh Saud Bin Nasser Al Thamer, chairman, left.", ["Saud Bin Nasser Al Thamer"]),
    ("Julio Torres Torres, chairman, left.", ["Julio Torres Torres"]),
    ("Adam North, chairman, left.", ["Adam North"]),
    ("Ma. Corazon Villar, chairman, left.", ["Ma. Corazon Villar"]),
    ("C. Michael Stone III, chairman, left.", ["C. Michael Stone III"]),
    ("Israel Makob, chairman, left.", ["Israel Makob"]),
    ("Montel's Ann Bell, chairman, left.", ["Ann Bell"]),
    ("Kurt Van Wagner, chairman, left. Van Wagner was president of Montel.", ["Kurt Van Wagner"]),
    ("Carmen Luz de la Cerna Castro, chairman, left.", ["Carmen Luz de la Cerna Castro"]),
    ("The head of sales for Latin America, manager of all, left.", []),
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
    # A column of numbers goes on with the rows to its left; names parted by a stroke share a number.
    (
        "Ann Bell / Bo Cox              +44 20 7946 0999\nTom Roe                        +44 20 7946 0888\n",
        [
            "Ann Bell |  | Ruritel |  | ",
            "Bo Cox |  | Ruritel |  | +44 20 7946 0999",
            "Tom Roe |  | Ruritel |  | +44 20 7946 0888",
        ],
    ),
    (
        "Montel: Bénédicte Carlier, +32 2 555 93 93, bc@montel.be\nRuritel: Press office, +46 8 555 204 30\n",
        ["Bénédicte Carlier |  | Montel | bc@montel.be | +32 2 555 93 93"],
    ),
    (
        "   Ilze Kalne, +371 555 6171, ilze.kalne@ruritel.lv\n",
        ["Ilze Kalne |  | Ruritel | ilze.kalne@ruritel.lv | +371 555 6171"],
    ),
    (
        "Please contact:\nAnn Bell, Investor Relations, Tel: +44 20 7946 0999\nBo Cox, Media, Tel: +44 20 7946 0888\n",
        [
            "Ann Bell | Investor Relations | Ruritel |  | +44 20 7946 0999",
            "Bo Cox |  | Ruritel |  | +44 20 7946 0888",
        ],
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

HEADED = [
    (
        "TELVARA N.V.\n\nDated: 24 May 2005\n\nBy: /s/ J.A. Hofstra\n    Jeroen A. Hofstra\n    Company Secretary\n",
        ["Jeroen A. Hofstra | Company Secretary | TELVARA N.V. |  | "],
    ),
    (
        "Montel sends its results.\n\n    Madrid, 27 July 2006\n\n    Javier Ruiz Ortuño\n    Secretary of the Board\n",
        ["Javier Ruiz Ortuño | Secretary of the Board | Montel |  | "],
    ),
    (
        (
            "The Board of Montel met.\n\n                By order of the Board\n                  MONTEL LIMITED\n"
            "                    CHU Ka Wing\n                 Company Secretary\n"
        ),
        ["CHU Ka Wing | Company Secretary | Montel |  | "],
    ),
    (
        (
            "FORWARD-LOOKING STATEMENTS\n\nIt has forward-looking statements. Actual results may differ.\n\n"
            "Investor Relations:\nPaul Krasin\n(305) 555-0148\npk@montel.com\n"
        ),
        ["Paul Krasin | Investor Relations | Ruritel | pk@montel.com | (305) 555-0148"],
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


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_headings_and_notices_hide_nobody(text: str, expected: list[str]) -> None:
    assert sorted(set(persons(text))) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_persons_in_spanish(text: str, expected: list[str]) -> None:
    assert persons(text, "es") == expected
