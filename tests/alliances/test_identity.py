"""Which two names are one thing, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest

from alliances import identity
from tests.alliances.reading import said


def identities(text: str, language: str = "en") -> str:
    """What is proposed: "entity = name (relation)"."""
    found = said(identity.propose, f"{text} It rained today in the hills.", language, introduction="")
    return ", ".join(sorted({f"{f['entity']} = {f['name']} ({f['relation']})" for f in found}))


ENGLISH = [
    (
        'Alphatel Holdings plc ("Alphatel" or the "Company") announced its results.',
        "Alphatel = Alphatel Holdings plc (legal_name)",
    ),
    (
        "Mobile Purchasing Alliance (MPA) was set up in 2004. MPA has ten members.",
        "Mobile Purchasing Alliance = MPA (abbreviation)",
    ),
    ("Alphatel S.A. (formerly Betacom) has 2 million customers.", "Alphatel S.A. = Betacom (former_name)"),
    ("Alphatel, formerly known as Betacom, has 2 million customers.", "Alphatel = Betacom (former_name)"),
    ("Alphatel S.A., previously Betacom S.A., grew.", "Alphatel S.A. = Betacom S.A. (former_name)"),
    ("Alphatel (until 2001: Betacom) grew.", "Alphatel = Betacom (former_name)"),
    ("Betacom changed its name to Alphatel in 2002.", "Alphatel = Betacom (former_name)"),
    ("Betacom was renamed Alphatel in 2002.", "Alphatel = Betacom (former_name)"),
    ("Alphatel Mobile S.A. traded as Betacom until May 2003.", "Alphatel Mobile S.A. = Betacom (former_name)"),
    (
        "Alphatel is a carrier. Alphatel has 3 million customers. Until 2006 the company was called Betacom Ventures.",
        "Alphatel = Betacom Ventures (former_name)",
    ),
    (
        "Citra, the brand of Alphatel del Norte S.A., covers seven million people.",
        "Alphatel del Norte S.A. = Citra (brand)",
    ),
    ("Citra, the trading name of Alphatel d.o.o., grew.", "Alphatel d.o.o. = Citra (brand)"),
    ("Alphatel operates under the brand Citra in Spain.", "Alphatel = Citra (brand)"),
    ("Alphatel operates under the Citra brand in Spain.", "Alphatel = Citra (brand)"),
    ('Alphatel offers mobile services under the "Citra" brand.', "Alphatel = Citra (brand)"),
    ("Alphatel markets its services as Citra.", "Alphatel = Citra (brand)"),
    ("Alphatel Ltd. trades as Citra.", "Alphatel Ltd. = Citra (brand)"),
    ("Alphatel GmbH, known as CITRA in Austria, has 1.8 million customers.", "Alphatel GmbH = CITRA (short_name)"),
    ("Alphatel GmbH, better known as Citra, grew.", "Alphatel GmbH = Citra (short_name)"),
    ("Alphatel Inc., doing business as Citra, filed a claim.", "Alphatel Inc. = Citra (brand)"),
    ("Alphatel, which was known as Betacom until 1999, grew.", "Alphatel = Betacom (former_name)"),
    (
        'Alphatel Telecom Europe Limited ("ATEL") signed an agreement.',
        "ATEL = Alphatel Telecom Europe Limited (legal_name)",
    ),
    (
        'Alphatel Inc. (NASDAQ: ALP), a Delaware corporation ("Alphatel"), signed an agreement.',
        "Alphatel = Alphatel Inc. (legal_name)",
    ),
]
SPANISH = [
    (
        "Alphatel, S.A. (en adelante, «Alphatel» o la «Sociedad») comunica lo siguiente.",
        "Alphatel = Alphatel, S.A. (legal_name)",
    ),
    ("Alphatel, S.A. (antes Betacom) creció.", "Alphatel, S.A. = Betacom (former_name)"),
    ("Alphatel, que hasta 2005 se llamó Betacom, creció.", "Alphatel = Betacom (former_name)"),
    ("Alphatel, anteriormente denominada Betacom, creció.", "Alphatel = Betacom (former_name)"),
    ("Alphatel opera bajo la marca Citra en Perú.", "Alphatel = Citra (brand)"),
    ("Citra es la marca comercial de Alphatel, S.A.", "Alphatel, S.A. = Citra (brand)"),
    ("Alphatel, conocida como Citra, creció.", "Alphatel = Citra (short_name)"),
    ("Betacom pasó a denominarse Alphatel en 2002.", "Alphatel = Betacom (former_name)"),
]
NONE = [
    "Alphatel is not known as Betacom.",
    'On 3 May, Betacom Ltd. (the "Seller") sold its unit to Alphatel Inc. (the "Buyer").',
    'Alphatel and Betacom (together, the "Parties") signed an agreement.',
]
GAPS = [
    (
        "citra is the brand name of Alphatel Switzerland AG. citra has 2 million customers.",
        "Alphatel Switzerland AG = citra (brand)",
    ),
    ("Alphatel changed its name from Betacom to Alphatel in May.", "Alphatel = Betacom (former_name)"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_two_names_of_one_thing_are_read(text: str, expected: str) -> None:
    assert identities(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_two_names_of_one_thing_are_read_in_spanish(text: str, expected: str) -> None:
    assert identities(text, "es") == expected


@pytest.mark.parametrize("text", NONE)
def test_two_things_are_not_made_one(text: str) -> None:
    assert identities(text) == ""


@pytest.mark.xfail(strict=True, reason="known gap")
@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_phrases_not_read_yet(text: str, expected: str) -> None:
    assert identities(text) == expected
