"""Which two names are one thing, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import identity
from tests.alliances.rules.reading import said


def identities(text: str, language: str = "en") -> str:
    """What is proposed: "entity = name (relation)"."""
    found = said(identity.propose, f"{text} It rained today in the hills.", language, introduction="")
    return ", ".join(sorted({f"{f['entity']} = {f['name']} ({f['relation']})" for f in found}))


ENGLISH = [
    ("Alphatel Inc. (which trades as Betacom) grew. Betacom won.", "Alphatel Inc. = Betacom (brand)"),
    (
        "Alphatel Mobile, a subsidiary of Gammacom plc, changed its name to Betacom. Alphatel Mobile grew.",
        "Betacom = Alphatel Mobile (former_name)",
    ),
    ("Alphatel Inc. re-branded to become Betacom Inc. in May.", "Betacom Inc. = Alphatel Inc. (former_name)"),
    ("Alphatel Inc., soon to be called Betacom Inc., grew.", "Betacom Inc. = Alphatel Inc. (former_name)"),
    ("Alphatel Inc. became Betacom Inc. in 2022.", "Betacom Inc. = Alphatel Inc. (former_name)"),
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
BRACKETS = [
    ('debifon AG ("debifon") grew.', "debifon = debifon AG (legal_name)"),
    ('Alpha - Mobile Services, S.A. ("Alpha") grew.', "Alpha = Alpha - Mobile Services, S.A. (legal_name)"),
    ('China Uni (Hong Kong) Limited ("China Uni") grew.', "China Uni = China Uni (Hong Kong) Limited (legal_name)"),
    (
        "Cellular Services of Costa Verde, Inc. (CSCV) grew.",
        "CSCV = Cellular Services of Costa Verde, Inc. (legal_name)",
    ),
    ("Saudi Mobile Company K.S.C. (SMC) grew.", "Saudi Mobile Company K.S.C. = SMC (abbreviation)"),
    (
        'Beta Networks B.V., having its seat in Amsterdam (hereinafter "BNV"), grew.',
        "BNV = Beta Networks B.V. (legal_name)",
    ),
    (
        'Verano Inc. ("Verano") and Gulf Merger Sub, Inc., its subsidiary ("Merger Sub"), will merge (the "Merger").',
        "Merger Sub = Gulf Merger Sub, Inc. (legal_name), Verano = Verano Inc. (legal_name)",
    ),
    ("Mobile AlphaSystems, or MAS, has customers. MAS grew.", "Mobile AlphaSystems = MAS (short_name)"),
    ("Xera Mobile, Inc. (Yoyo) grew. Yoyo has customers.", "Xera Mobile, Inc. = Yoyo (brand)"),
]
CLAUSES = [
    (
        "Veltrix Holdings, Inc. (Nasdaq: VLTX), formerly Caribe Corp., grew.",
        "Veltrix Holdings, Inc. = Caribe Corp. (former_name)",
    ),
    ("Bahia Telecom S.A. (f/k/a Centro Norte S.A.) grew.", "Bahia Telecom S.A. = Centro Norte S.A. (former_name)"),
    ("Alphatel was founded in 1992 as Betacom Ventures.", "Alphatel = Betacom Ventures (former_name)"),
    ("Founded in 1996 as Betacom Ventures, Alphatel grew.", "Alphatel = Betacom Ventures (former_name)"),
    ("Gammacom, Inc. has been renamed Deltacom Inc.", "Deltacom Inc. = Gammacom, Inc. (former_name)"),
    ("Kappa Telecom, known as Kappafone until 2003, grew.", "Kappa Telecom = Kappafone (former_name)"),
    ("Known until 2001 as Betacom Ventures, Alphatel grew.", "Alphatel = Betacom Ventures (former_name)"),
    ("Vistula Mobile, the brand name of Centralna Sp. z o.o., grew.", "Centralna Sp. z o.o. = Vistula Mobile (brand)"),
    ("Alphatel's low-cost brand Zing Mobile grew.", "Alphatel = Zing Mobile (brand)"),
    ("Alpha Ghana Ltd., owner of the Zing Mobile brand, grew.", "Alpha Ghana Ltd. = Zing Mobile (brand)"),
    ("Rho Wireless, the former Pi Telecom, grew.", "Rho Wireless = Pi Telecom (former_name)"),
    ("Zeta Telecom plc (trading as the Home Store) grew.", "Zeta Telecom plc = Home Store (brand)"),
    ("Alpha Ghana Ltd., marketed as Zing in Accra, grew.", "Alpha Ghana Ltd. = Zing (brand)"),
    ("Beta Telecom Ltd., which trades under the name Onefon, grew.", "Beta Telecom Ltd. = Onefon (brand)"),
    ('Volgacom OJSC launched its network under its "Dva Tona" brand.', "Volgacom OJSC = Dva Tona (brand)"),
    ("Citra, Alphatel Ltd.'s mobile brand, grew.", "Alphatel Ltd. = Citra (brand)"),
    ("Alpha Telecom S.p.A. (brand: Zing) grew.", "Alpha Telecom S.p.A. = Zing (brand)"),
    ("Betatel (legal name: Beta Telecom S.p.A.) grew.", "Betatel = Beta Telecom S.p.A. (legal_name)"),
]
TABLES = [
    (
        (
            "Company                    Brand        Customers\nAlpha Ghana Limited        Zing         2,410,000\n"
            "Beta Benin S.A.            Zap / Zoom   1,120,000\n"
        ),
        "Alpha Ghana Limited = Zing (brand), Beta Benin S.A. = Zap (brand), Beta Benin S.A. = Zoom (brand)",
    ),
    (
        (
            "Alphatel has customers.\n\nLegal name: Alphatel Telecom, S.A.\nBrands: Zing and Zap\n"
            "Formerly: Betacom Limited (until 2003)\nEmployees: 1,200\n"
        ),
        (
            "Alphatel = Alphatel Telecom, S.A. (legal_name), Alphatel = Betacom Limited (former_name), "
            "Alphatel = Zap (brand), Alphatel = Zing (brand)"
        ),
    ),
]
MEANINGS = [
    ("In this report, “Alphatel” refers to Alphatel Telecom S.A.", "Alphatel Telecom S.A. = Alphatel (short_name)"),
    ("References to Alphatel are to Alphatel Telecom S.A.", "Alphatel Telecom S.A. = Alphatel (short_name)"),
    ("Alphatel's legal name is Alphatel Telecom S.A.", "Alphatel = Alphatel Telecom S.A. (legal_name)"),
    (
        "Bayan Telecom, Inc. serves customers under the Ugnay Plus and Sulit brands.",
        "Bayan Telecom, Inc. = Sulit (brand), Bayan Telecom, Inc. = Ugnay Plus (brand)",
    ),
    ("Perdana Cellular (Malaysia), under the brand Ceria, grew.", "Perdana Cellular = Ceria (brand)"),
    ("Victoria Harbour Telecom or VHT (Hong Kong) grew.", "Victoria Harbour Telecom = VHT (short_name)"),
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
    ("Beta Móviles, S.A., filial que opera bajo la marca Citra, creció.", "Beta Móviles, S.A. = Citra (brand)"),
    (
        "Beta, S.A. cambió su denominación social por la de Citra Móvil.",
        "Citra Móvil = Beta, S.A. (former_name)",
    ),
    ("Guaramóvil.- Antes Telesel, Guaramóvil opera en Paraguay.", "Guaramóvil = Telesel (former_name)"),
    ("Plata Celular.- Es la marca comercial de Plata Móviles S.A.", "Plata Móviles S.A. = Plata Celular (brand)"),
    ("Alphatel, S.A. (de ahora en adelante, Alphatel) creció.", "Alphatel = Alphatel, S.A. (legal_name)"),
    ("Alphatel, S.A., cuyo nombre comercial es Citra, creció.", "Alphatel, S.A. = Citra (brand)"),
]
NONE = [
    "Alphatel Inc. merged with Gammacom plc in 1999 to become Betacom Inc. in name only.",
    "Alphatel Inc. will operate under the name of Betacom Inc.'s parent.",
    "The parent of Alphatel Inc. was originally called Betacom Ventures.",
    "Alphatel Inc. serves as an agent for Betacom Inc. Alphatel Inc., now owned by Betacom Inc., grew.",
    "Alphatel Inc. became a subsidiary of Betacom Inc. in 2004.",
    "Monthly Active Users (MAU) grew. A Memorandum of Understanding (MOU) was signed.",
    'Alphatel Inc. (the "Issuer") and Betacom Inc. (the "Guarantor") issued notes (the "Notes").',
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


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_brackets_name_what_stands_before_them(text: str, expected: str) -> None:
    assert identities(text) == expected


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses_say_what_a_company_is_or_was_called(text: str, expected: str) -> None:
    assert identities(text) == expected


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables_give_names(text: str, expected: str) -> None:
    assert identities(f"{text}\n") == expected


@pytest.mark.parametrize(("text", "expected"), MEANINGS)
def test_names_are_explained(text: str, expected: str) -> None:
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
