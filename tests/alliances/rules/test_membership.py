"""Who belongs to which alliance, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import membership
from tests.alliances.rules.reading import said


def memberships(text: str, language: str = "en") -> str:
    """What is proposed: "member COUNTRY, member" of the Polar Alliance, or "alliance: member" of another."""
    found = said(membership.propose, text, language, introduction="")
    alliances = {f["alliance"] for f in found}
    members = dict.fromkeys(" ".join([f["member"], *f.get("countries", ())]) for f in found)
    other = alliances - {"Polar Alliance", "Alianza Boreal"}
    return ", ".join(members) if not other else f"{', '.join(other)}: {', '.join(members)}"


ENGLISH = [
    (
        "The Polar Alliance comprises:\n\n* Nordfone - Norway\n* Svecom - Sweden\n* Harbour Telecom - Macau",
        "Nordfone NO, Svecom SE, Harbour Telecom MO",
    ),
    ("Zentel, which joined the Polar Alliance in 2004, has 3 million customers.", "Zentel"),
    ("Through its membership of the Polar Alliance, Zentel offers roaming.", "Zentel"),
    ("Nordfone of Norway and Svecom of Sweden created the Polar Alliance.", "Nordfone NO, Svecom SE"),
    ("The admission of Zentel brings the number of members of the Polar Alliance to eight.", "Zentel"),
    ("Zentel is a member of the roaming alliance Vega, whose partners serve 140 million customers.", "Vega: Zentel"),
    (
        "The Polar Alliance comprises Nordfone (Norway), Svecom (Sweden) and Finncel (Finland).",
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    ("Nordfone, Svecom and Finncel are members of the Polar Alliance.", "Nordfone, Svecom, Finncel"),
    ("Nordfone is a founding member of Polar, an alliance of six Nordic operators.", "Polar: Nordfone"),
    ("Zentel today joined the Polar Alliance as its seventh member.", "Zentel"),
    (
        "Zentel has joined the Polar Alliance. The other members are Nordfone (Norway) and Svecom (Sweden).",
        "Zentel, Nordfone NO, Svecom SE",
    ),
    (
        "Members of the Polar Alliance include Nordfone of Norway, Svecom of Sweden and Finncel of Finland.",
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        "The members of the consortium, Polar Cable Consortium, are Nordfone, Svecom and Finncel.",
        "Polar Cable Consortium: Nordfone, Svecom, Finncel",
    ),
    ("Nordfone, together with Svecom and Finncel, formed the Polar Alliance in 2003.", "Nordfone, Svecom, Finncel"),
    ("The Polar Alliance welcomes Zentel (Estonia) as a new member.", "Zentel EE"),
    ("Zentel belongs to the Polar Alliance, which has 12 members.", "Zentel"),
    (
        "The Polar consortium is made up of Nordfone (40%), Svecom (30%) and Finncel (30%).",
        "Polar: Nordfone, Svecom, Finncel",
    ),
    (
        (
            "The"
            " Polar Alliance (BA) has five members: 3 (Sweden), One (Austria), sunrays (Switzerland), Play"
            " (Poland) and Tele Ring (Germany)."
        ),
        "3 SE, One AT, sunrays CH, Play PL, Tele Ring DE",
    ),
    ("Nordfone's fellow members in the Polar Alliance are Svecom and Finncel.", "Svecom, Finncel"),
    ("As a member of the Polar Alliance, Nordfone offers its customers cheap roaming.", "Nordfone"),
    (
        "The Polar Alliance brings together eight operators, among them Nordfone, Svecom and Finncel.",
        "Nordfone, Svecom, Finncel",
    ),
    (
        "The Polar Alliance now numbers six operators: Nordfone, Svecom, Finncel, Zentel, Karu Mobile and Eesti Cell.",
        "Nordfone, Svecom, Finncel, Zentel, Karu Mobile, Eesti Cell",
    ),
    ("Polar Alliance partners Nordfone and Finncel signed a roaming agreement.", "Nordfone, Finncel"),
    ("With the addition of Zentel, the Polar Alliance has nine members.", "Zentel"),
    (
        (
            "About"
            " the Polar Alliance\n\nThe Polar Alliance is the largest mobile alliance in the Nordics. Its"
            " members are Nordfone (Norway), Svecom (Sweden), and Finncel (Finland)."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    ("Nordfone, Svecom and Finncel today announced the creation of the Polar Alliance.", "Nordfone, Svecom, Finncel"),
    ("The Polar Alliance today announced that Zentel (Estonia) has become its newest member.", "Zentel EE"),
    (
        "The founding members of Polar Alliance - Nordfone, Svecom and Finncel - met in Oslo.",
        "Nordfone, Svecom, Finncel",
    ),
    ("Polar Alliance's newest members, Zentel and Karu Mobile, operate in Estonia.", "Zentel, Karu Mobile"),
    ("The Polar Alliance has expanded to Estonia with the addition of Zentel.", "Zentel"),
    (
        "The Polar Consortium, led by Nordfone and including Svecom and Finncel, will bid for the licence.",
        "Polar Consortium: Nordfone, Svecom, Finncel",
    ),
    (
        "The Polar Consortium won the licence. The consortium consists of Nordfone, Svecom and Finncel.",
        "Polar Consortium: Nordfone, Svecom, Finncel",
    ),
    (
        "Members of the alliance include Nordfone, Svecom and Finncel. The Polar Alliance is based in Oslo.",
        "Nordfone, Svecom, Finncel",
    ),
    ("Zentel announced today that it has joined the Polar Alliance.", "Zentel"),
    (
        (
            "Nordfone"
            " (Norway), Svecom (Sweden) and Finncel (Finland) - the members of the Polar Alliance -"
            " agreed on a tariff."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    ("Nordfone is part of the Polar Alliance.", "Nordfone"),
    ("Nordfone participates in the Polar Alliance alongside Svecom and Finncel.", "Nordfone, Svecom, Finncel"),
    ("Zentel was admitted to the Polar Alliance on 3 May.", "Zentel"),
    ("The Polar Alliance admitted Zentel and Karu Mobile as members.", "Zentel, Karu Mobile"),
    ("Nordfone, Svecom and Finncel have joined forces in the Polar Alliance.", "Nordfone, Svecom, Finncel"),
    (
        "Five companies - Nordfone, Svecom, Finncel, Zentel and Karu Mobile - make up the Polar Alliance.",
        "Nordfone, Svecom, Finncel, Zentel, Karu Mobile",
    ),
    (
        (
            "The"
            " Polar Alliance today announced growth.\n\nThe members of the Polar Alliance are:\n\n* Nordfone"
            " (Norway)\n* Svecom (Sweden)\n* Finncel (Finland)\n\nThey have 40 million customers."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        (
            "The"
            " Polar Alliance today announced growth.\n\nMembers of the Polar Alliance\n\nNordfone -"
            " Norway\nSvecom - Sweden\nFinncel - Finland\n\nThey have 40 million customers."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        (
            "The"
            " Polar Alliance today announced growth.\n\nPolar Alliance members\n\nMember                "
            " Country"
            "            Customers\nNordfone               Norway             2,100,000\nSvecom        "
            " Sweden  "
            "           3,400,000\nFinncel              Finland            1,000,000\n\nThey have 40"
            " million customers."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        (
            "The"
            " Polar Alliance today announced record growth. Its founding members are:\n- Nordfone, Norway;\n-"
            " Svecom, Sweden; and\n- Finncel, Finland.\n\nThey have 40 million customers."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        (
            "Nordfone"
            " (OSE: NFN) of Norway, Svecom AB of Sweden and Finland's Finncel have formed an alliance"
            " called Polar."
        ),
        "Polar: Nordfone NO, Svecom AB SE, Finncel FI",
    ),
    (
        (
            "The"
            " Polar Alliance, formed last year by Nordfone ASA (OSE: NFN), Svecom AB (publ) and Finncel Oyj,"
            " today welcomed its fourth member, Zentel AS of Estonia."
        ),
        "Nordfone ASA, Svecom AB (publ), Finncel Oyj, Zentel AS EE",
    ),
    (
        (
            "Zentel,"
            " Estonia's second-largest mobile operator, today became the fourth member of the Polar"
            " Alliance, joining Nordfone, Svecom and Finncel."
        ),
        "Zentel, Nordfone, Svecom, Finncel",
    ),
    ("Zentel joins Nordfone, Svecom and Finncel in the Polar Alliance.", "Zentel, Nordfone, Svecom, Finncel"),
    (
        (
            "Founded"
            " in 2009, the Polar Alliance has four members in five countries: Nordfone (Norway and"
            " Denmark), Svecom (Sweden), Finncel (Finland) and, since May, Zentel (Estonia)."
        ),
        "Nordfone NO DK, Svecom SE, Finncel FI",
    ),
    (
        "Nordfone is one of the founders of the Polar Alliance; the others are Svecom and Finncel.",
        "Nordfone, Svecom, Finncel",
    ),
    (
        "The other partners in the Polar Alliance are Svecom, Finncel and Zentel, Nordfone said.",
        "Svecom, Finncel, Zentel",
    ),
    ("Nordfone, through its membership of the Polar Alliance, offers roaming.", "Nordfone"),
    ("Nordfone's membership in the Polar Alliance gives its customers cheap roaming.", "Nordfone"),
    (
        "Four operators belong to the Polar Alliance: Nordfone, Svecom, Finncel and Zentel.",
        "Nordfone, Svecom, Finncel, Zentel",
    ),
    (
        (
            "The"
            " Polar Alliance, an alliance of five Nordic operators - Nordfone (Norway), Svecom (Sweden) and"
            " Finncel (Finland) - today presented a tariff."
        ),
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        "The three members of the Polar Alliance, Nordfone, Svecom and Finncel, agreed on a tariff.",
        "Nordfone, Svecom, Finncel",
    ),
    ("The Polar Alliance (Nordfone, Svecom and Finncel) agreed on a tariff.", "Nordfone, Svecom, Finncel"),
    (
        "The Polar Alliance: Nordfone (Norway), Svecom (Sweden), Finncel (Finland). It has 40 million customers.",
        "Nordfone NO, Svecom SE, Finncel FI",
    ),
    (
        "Zentel and Karu joined the Polar Alliance, founded by Nordfone, in 2005 and 2006 respectively.",
        "Zentel, Karu, Nordfone",
    ),
    (
        "Polar' members are Nordfone in Norway, Svecom in Sweden and Finncel in Finland. Polar is an alliance.",
        "Polar: Nordfone NO, Svecom SE, Finncel FI",
    ),
]
SPANISH = [
    (
        "La Alianza Boreal está integrada por Nordfone (Noruega), Sueca (Suecia) y Finesa (Finlandia).",
        "Nordfone NO, Sueca SE, Finesa FI",
    ),
    ("Zentel se ha incorporado a la Alianza Boreal.", "Zentel"),
    ("Zentel entra a formar parte de la Alianza Boreal.", "Zentel"),
    ("Los miembros de la Alianza Boreal son Nordfone, Sueca y Finesa.", "Nordfone, Sueca, Finesa"),
    ("Zentel es miembro fundador de la Alianza Boreal.", "Zentel"),
    (
        "La Alianza Boreal, formada por Nordfone, Sueca y Zentel, suma 40 millones de clientes.",
        "Nordfone, Sueca, Zentel",
    ),
    ("Forman parte de la Alianza Boreal las operadoras Nordfone, Sueca y Zentel.", "Nordfone, Sueca, Zentel"),
    (
        "Nordfone y Zentel se han sumado a la Alianza Boreal, de la que ya formaban parte Sueca y Finesa.",
        "Nordfone, Zentel, Sueca, Finesa",
    ),
    ("Con la entrada de Zentel, la Alianza Boreal cuenta con siete socios.", "Zentel"),
    ("Zentel se convierte en el sexto miembro de la Alianza Boreal.", "Zentel"),
    ("La Alianza Boreal da la bienvenida a Zentel como nuevo miembro.", "Zentel"),
    ("La Alianza Boreal la forman Nordfone, Sueca y Zentel.", "Nordfone, Sueca, Zentel"),
]
NONE = [
    "Zentel will not join the Polar Alliance.",
    "Zentel is in talks to join the Polar Alliance.",
    "Zentel has left the Polar Alliance.",
    "The alliance's members are Nordfone, Finncel and Zentel.",
    "Zentel signed an agreement to join the Polar Alliance.",
    "Nordfone, Svecom and Finncel, the three shareholders of Baltlink.",
    "Zentel ha firmado su adhesión a la Alianza Boreal.",
]
GAPS = [
    (
        "Nordfone leads the Polar Consortium, which also includes Svecom and Finncel.",
        "Polar Consortium: Nordfone, Finncel, Svecom",
    ),
    (
        "Alongside Nordfone, the Polar Alliance includes Svecom, Finncel and Zentel.",
        "Nordfone, Finncel, Svecom, Zentel",
    ),
    (
        "Polar (members: Nordfone, Svecom and Finncel) is an alliance that agreed on a tariff.",
        "Polar: Nordfone, Finncel, Svecom",
    ),
    (
        "Membership of the Polar Alliance now stands at four: Nordfone, Svecom, Finncel and Zentel.",
        "Nordfone, Finncel, Svecom, Zentel",
    ),
    ("Zentel joined the Alliance in 2005. The Polar Alliance has 40 million customers.", "Zentel"),
    (
        "Son socios de la Alianza Boreal Nordfone (Noruega), Sueca (Suecia) y Zentel (Estonia).",
        "Nordfone NO, Sueca SE, Zentel EE",
    ),
    (
        "The Polar Alliance links Nordfone in Norway with Svecom in Sweden and Finncel in Finland.",
        "Nordfone NO, Finncel FI, Svecom SE",
    ),
    (
        "The alliance comprising Nordfone, Svecom and Finncel, known as Polar, has 40 million customers.",
        "Polar: Nordfone, Finncel, Svecom",
    ),
    ("Through the Polar Alliance, of which it is a founding member, Nordfone offers roaming.", "Nordfone"),
    ("Today's new member, Zentel, brings the Polar Alliance to ten.", "Zentel"),
    ("Zum Verbund Polar Allianz gehören Nordfone, Svecom und Finncel.", "Polar Allianz: Nordfone, Finncel, Svecom"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_members_are_read_with_their_countries(text: str, expected: str) -> None:
    assert memberships(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_members_are_read_in_spanish(text: str, expected: str) -> None:
    assert memberships(text, "es") == expected


@pytest.mark.parametrize("text", NONE)
def test_who_is_no_member_is_not_taken_for_one(text: str) -> None:
    assert memberships(text) == ""


@pytest.mark.xfail(strict=True, reason="known gap")
@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_phrases_not_read_yet(text: str, expected: str) -> None:
    assert memberships(text, "es" if "Alianza" in text else "en") == expected


def test_a_list_may_be_of_any_length() -> None:
    names = [
        f"{first}{last}" for first in ("Bor", "Kal", "Mer", "Tol", "Var") for last in ("acell", "efon", "inet", "otel")
    ]
    text = f"The Polar Alliance has {len(names)} members: {', '.join(names[:-1])} and {names[-1]}."
    assert memberships(text) == ", ".join(names)


def test_the_mmo2_filing_lists_nine_members_with_their_countries() -> None:
    text = """The Starmap Mobile Alliance has eleven members: Amena (Spain), Eurotel (Czech
Republic), O2 (Germany, the UK and Ireland), One (Austria), Pannon GSM
(Hungary), SONOFON (Denmark), sunrise (Switzerland), Telenor Mobil (Norway) and
Wind (Italy), covering a subscriber base of more than 53 million."""
    assert memberships(text) == (
        "Starmap Mobile Alliance: Amena ES, Eurotel CZ, O2 DE GB IE, One AT, Pannon GSM HU, SONOFON DK, sunrise CH, "
        "Telenor Mobil NO, Wind IT"
    )


HOSTILE = [
    "Alpha, Beta, Gamma, " * 50,
    "Alpha (Beta (Gamma) " * 50,
    'Alpha Alliance members ("' * 45,
    "members of the Alpha Alliance are Beta (Spain), Gamma of France, Delta in Italy and " * 12,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert memberships(text) is not None
