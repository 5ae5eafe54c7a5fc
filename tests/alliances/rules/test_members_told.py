"""Members that a sentence names without calling them so, or that a list in another sentence names."""

from __future__ import annotations

import pytest

from alliances.rules import membership
from tests.alliances.rules.reading import said


def members(text: str, language: str = "en") -> str:
    """Who is proposed as a member, with its countries, of the alliances named last."""
    found = said(membership.propose, text, language, introduction="")
    told = dict.fromkeys(" ".join([f["member"], *f.get("countries", ())]) for f in found)
    return f"{', '.join(dict.fromkeys(f['alliance'] for f in found))}: {', '.join(told)}" if found else ""


POLAR = "Polar Alliance: "
ENGLISH = [
    (
        "Zentel, Nordfone, Svecom and Finncel have today signed the agreement establishing the Polar Alliance.",
        POLAR + "Zentel, Nordfone, Svecom, Finncel",
    ),
    (
        "Zentel and Karu Mobile signed a memorandum of understanding for the creation of the Polar Alliance.",
        POLAR + "Zentel, Karu Mobile",
    ),
    (
        "The Polar Alliance offers roaming. The three operators are Zentel from Norway, Nordfone of Peru and Svecom.",
        POLAR + "Zentel NO, Nordfone PE, Svecom",
    ),
    (
        "The Polar Alliance has welcomed Zentel, Nordfone and Chinese network equipment maker Svecom.",
        POLAR + "Zentel, Nordfone, Svecom",
    ),
    (
        "The Polar Alliance has two new members. The two new members are Zentel and Karu Mobile.",
        POLAR + "Zentel, Karu Mobile",
    ),
    (
        "The Polar Alliance is growing. They join founding members Nordfone, Svecom and Finncel.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "The Polar Alliance met today. Two new members were approved - Zentel and Karu Mobile.",
        POLAR + "Zentel, Karu Mobile",
    ),
    (
        "Founded in 2003 by Nordfone, Svecom and Finncel, the Polar Alliance has 40 million customers.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        (
            "The Polar Alliance today presented a tariff.\n\nAbout the Polar Alliance\n\nFounded in 2003 by Nordfone"
            " (Norway) and Svecom (Sweden). It is based in Oslo."
        ),
        POLAR + "Nordfone NO, Svecom SE",
    ),
    (
        "Since its founding in 2003 by Nordfone and Svecom, the Polar Alliance has grown to include Zentel.",
        POLAR + "Nordfone, Svecom, Zentel",
    ),
    (
        "Nordfone, in partnership with Svecom and Finncel, has established the Polar Alliance.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "Nordfone, Svecom and Finncel today said they had formed the Polar Alliance.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "Nordfone has joined forces with Svecom and Finncel to create the Polar Alliance.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "The heads of Nordfone (Norway) and Svecom (Sweden) have signed a memorandum creating the Polar Alliance.",
        POLAR + "Nordfone NO, Svecom SE",
    ),
    (
        "As part of the Polar Alliance, Nordfone, Svecom and Finncel will share data centres.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "Nordfone and Svecom are both part of the Polar Alliance, as are Finncel and Zentel.",
        POLAR + "Nordfone, Svecom, Finncel, Zentel",
    ),
    ("The Polar Alliance, to which Nordfone and Svecom belong, is based in Oslo.", POLAR + "Nordfone, Svecom"),
    ("The Polar Alliance's two founders (Nordfone and Svecom) remain.", POLAR + "Nordfone, Svecom"),
    (
        "The Polar Alliance includes leading operators such as Nordfone (Norway) and Svecom (Sweden).",
        POLAR + "Nordfone NO, Svecom SE",
    ),
    (
        "Polar is an alliance of the leading Nordic operators, Nordfone, Svecom and Finncel.",
        "Polar: Nordfone, Svecom, Finncel",
    ),
    (
        "Polarnet is an industry initiative co-founded by Nordfone, Svecom and Finncel.",
        "Polarnet: Nordfone, Svecom, Finncel",
    ),
    (
        "The following operators are participating in the Polar Alliance: Nordfone, Svecom and Finncel.",
        POLAR + "Nordfone, Svecom, Finncel",
    ),
    (
        "The Polar Consortium consists of Danish carrier Nordfone, the Swedish operator Svecom and Finncel.",
        "Polar Consortium: Nordfone, Svecom, Finncel",
    ),
    ("Zentel said it was pleased to be joining the Polar Alliance.", POLAR + "Zentel"),
    (
        (
            "Zentel has become the third operator to join the Polar Roaming Group. The group already includes Nordfone"
            " (Norway) and Svecom (Sweden)."
        ),
        "Polar Roaming Group: Zentel, Nordfone NO, Svecom SE",
    ),
    ("Zentel, which is 70% owned by Nordfone, participates in the Polar Forum.", "Polar Forum: Zentel"),
]
SPANISH = [
    (
        "Zentel (Chile), Nordfone (Perú) y Svecom han suscrito en Lima el acuerdo de constitución de la Alianza Polar.",
        "Alianza Polar: Zentel CL, Nordfone PE, Svecom",
    ),
    (
        "Zentel y Nordfone firmaron el convenio para la creación de la Alianza Polar.",
        "Alianza Polar: Zentel, Nordfone",
    ),
    ("Zentel anunció hoy su incorporación a la Alianza Boreal.", "Alianza Boreal: Zentel"),
    ("Nordfone y Sueca han constituido la Alianza Boreal.", "Alianza Boreal: Nordfone, Sueca"),
    (
        "La Alianza Boreal crece. A ella se han unido recientemente Zentel y Finesa.",
        "Alianza Boreal: Zentel, Finesa",
    ),
    (
        "La Alianza Boreal pactó con Zentel, que se convierte así en su cuarto socio.",
        "Alianza Boreal: Zentel",
    ),
]
NONE = [
    "Nordfone and Svecom supply equipment to members of the Polar Alliance.",
    "The Polar Alliance chose Nordfone and Svecom as its suppliers.",
    "Nordfone, Svecom and Finncel signed an agreement with the Polar Alliance.",
    "Founded in 2003 by Nordfone and Svecom, Zentel buys from the Polar Alliance.",
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_members_are_read_from_what_is_said_of_them(text: str, expected: str) -> None:
    assert members(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_members_are_read_from_what_is_said_of_them_in_spanish(text: str, expected: str) -> None:
    assert members(text, "es") == expected


@pytest.mark.parametrize("text", NONE)
def test_who_deals_with_an_alliance_is_no_member(text: str) -> None:
    assert members(text) == ""
