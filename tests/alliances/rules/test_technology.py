"""Which technology an operator has, had first or plans, as filings phrase it. All companies are invented."""

from __future__ import annotations

import dataclasses

import pytest

from alliances.rules import technology
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.filing import Filing

INTRODUCTION = """OPERATORS

Ruritel Limited ("Ruritel") is an operator. Montel Limited ("Montel") is an operator.

NEWS

"""


def technologies(text: str, language: str = "en") -> list[str]:
    """What is proposed, each open slot with its first option: "operator | technology | status"."""
    filing = dataclasses.replace(Filing.read(INTRODUCTION + text), language=language)
    found = []
    for marks in read(Annotations(filing), passage_chars=900).passages[1:]:
        for proposal in technology.propose(marks):
            first = proposal.first()
            found.append(f"{first['operator'].value} | {first['technology'].value} | {first['status'].value}")
    return found


ENGLISH = [
    ("Ruritel offers GPRS and MMS services.", ["Ruritel | GPRS | offers", "Ruritel | MMS | offers"]),
    ("Ruritel launched its 4G LTE network in May.", ["Ruritel | 4G LTE | launched"]),
    ("Ruritel plans to deploy 5G in 2021.", ["Ruritel | 5G | plans"]),
    ("Ruritel will introduce HSDPA next year.", ["Ruritel | HSDPA | plans"]),
    ("Ruritel was the first operator in Poland to launch UMTS.", ["Ruritel | UMTS | first"]),
    ("Ruritel launched the country's first 5G network.", ["Ruritel | 5G | first"]),
    ("Ruritel was awarded a UMTS licence.", ["Ruritel | UMTS | licensed"]),
    ("Ruritel holds a licence in the 900 MHz band.", ["Ruritel | 900 MHz | licensed"]),
    ("Ruritel operates a GSM 900/1800 network.", ["Ruritel | GSM 900/1800 | offers"]),
    (
        "Ruritel runs networks at 900/ 1800 MHz and 450 MHz.",
        ["Ruritel | 900/1800 MHz | offers", "Ruritel | 450 MHz | offers"],
    ),
    (
        "Ruritel launched LTE on 800 and 1800 MHz.",
        ["Ruritel | 800 MHz | launched", "Ruritel | LTE | launched", "Ruritel | 1800 MHz | launched"],
    ),
    ("Ruritel opened a CDMA450 network.", ["Ruritel | CDMA450 | launched"]),
    (
        "Ruritel's dual-band GSM network and its EDGE service are popular.",
        ["Ruritel | dual-band GSM | offers", "Ruritel | EDGE | offers"],
    ),
    ("Ruritel and Montel launched HSPA+ in December.", ["Ruritel | HSPA+ | launched", "Montel | HSPA+ | launched"]),
    ("Ruritel has a fibre network based on GPON.", ["Ruritel | GPON | offers"]),
    (
        "Ruritel sells ADSL2+ and fiber-to-the-home access.",
        ["Ruritel | ADSL2+ | offers", "Ruritel | fiber-to-the-home | offers"],
    ),
    ("Ruritel acquired 2 x 10 MHz in the 2.6 GHz band.", ["Ruritel | 2.6 GHz | offers"]),
    ("Ruritel's nationwide DCS/GSM network covers Norway.", ["Ruritel | DCS/GSM | offers"]),
    ("Ruritel is trialling Open RAN.", ["Ruritel | Open RAN | plans"]),
    ("Ruritel completed its IP/MPLS core.", ["Ruritel | IP/MPLS | launched"]),
    # Brackets and slashes make one; notations vary.
    ("Ruritel is licensed to offer 3G (UMTS) services.", ["Ruritel | 3G (UMTS) | licensed"]),
    ("Ruritel operates a CDMA2000 1X network.", ["Ruritel | CDMA2000 1X | offers"]),
    ("Ruritel offers CDMA EV-DO in the north.", ["Ruritel | CDMA EV-DO | offers"]),
    ("Ruritel holds an AMPS/D-AMPS license.", ["Ruritel | AMPS/D-AMPS | licensed"]),
    ("Ruritel was awarded the 798.5-806 MHz block.", ["Ruritel | 798.5-806 MHz | licensed"]),
    ("Ruritel intends to deploy XG-PON in 2017.", ["Ruritel | XG-PON | plans"]),
    # Whose: who is awarded it, expected to launch it, or given the equipment for it.
    ("The Ministry of Posts awarded Montel a licence in the 900 MHz band.", ["Montel | 900 MHz | licensed"]),
    ("Ruritel expects Montel to launch GPRS in May.", ["Montel | GPRS | plans"]),
    ("Ruritel has ordered GSM/GPRS equipment for Montel.", ["Montel | GSM/GPRS | offers"]),
    ("Ruritel was the first operator in Spain to offer push-to-talk.", ["Ruritel | push-to-talk | first"]),
    # What a vendor brings is its customer's network; what is carried about is no network.
    ("Montel has selected Ruritel to supply its 5G network.", ["Montel | 5G | offers"]),
    ("Ruritel sells LTE handsets and ADSL modems.", []),
    ("Ruritel grew. Its TETRA network serves the police.", ["Ruritel | TETRA | offers"]),
]

SPANISH = [
    ("Ruritel lanzó el servicio LTE en marzo.", ["Ruritel | LTE | launched"]),
    ("Ruritel tiene previsto desplegar una red 5G.", ["Ruritel | 5G | plans"]),
    ("Ruritel fue la primera operadora del país en ofrecer UMTS.", ["Ruritel | UMTS | first"]),
    ("Ruritel obtuvo una licencia en la banda de 700 MHz.", ["Ruritel | 700 MHz | licensed"]),
    ("Ruritel obtuvo espectro en la banda de 1.700/2.100 MHz.", ["Ruritel | 1.700/2.100 MHz | licensed"]),
    ("La red GSM de Ruritel opera en 850 MHz.", ["Ruritel | GSM | offers", "Ruritel | 850 MHz | offers"]),
    (
        "Ruritel ofrece fibra hasta el hogar y VoIP.",
        ["Ruritel | fibra hasta el hogar | offers", "Ruritel | VoIP | offers"],
    ),
]

NOTHING = [
    "Ruritel is the only operator without a UMTS licence.",
    "Ruritel shut down its CDMA network in June.",
    "Ruritel has no plans for LTE.",
    "Ruritel phased out its NMT 450 network.",
    "Ruritel cerró su red CDMA.",
    "Visit www.ruritel-5g.example or write to 4g@ruritel.example about Ruritel.",
]

TABLE = """
When          | Operator | Milestone
May 2013      | Ruritel  | LTE launched
June 2013     | Montel   | HSPA+ upgrade planned
"""


COLUMNS = """
              Ruritel          Montel
Technology    GSM 900, UMTS    CDMA450
Subscribers   850,000          610,000
"""


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[t[:40] for t, _ in ENGLISH])
def test_english_technologies(text: str, expected: list[str]) -> None:
    assert sorted(technologies(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), SPANISH, ids=[t[:40] for t, _ in SPANISH])
def test_spanish_technologies(text: str, expected: list[str]) -> None:
    assert sorted(technologies(text, "es")) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_what_an_operator_lacks_is_not_proposed(text: str) -> None:
    assert technologies(text) == []


def test_a_row_of_a_table_names_operator_and_technology() -> None:
    assert technologies(TABLE) == ["Ruritel | LTE | launched", "Montel | HSPA+ | plans"]


def test_a_column_s_head_names_the_operator() -> None:
    assert technologies(COLUMNS) == [
        "Ruritel | GSM 900 | offers",
        "Ruritel | UMTS | offers",
        "Montel | CDMA450 | offers",
    ]


def test_a_line_whose_cells_dots_part_is_a_row() -> None:
    lines = "Ruritel ....... Norway ....... 2.1 ....... GSM\nMontel ........ Chile ........ 3.4 ....... CDMA450\n"
    assert technologies(f"The members are:\n{lines}") == ["Ruritel | GSM | offers", "Montel | CDMA450 | offers"]


def test_no_text_is_slow_or_raises() -> None:
    for hostile in ("GSM/" * 250, "GSM 900/" * 120, "800, 900, " * 100 + "and 1800 MHz", "LTE without " * 90):
        technologies(hostile)
