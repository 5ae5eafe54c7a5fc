"""Who is said to hold whom by a noun, a participle or what is left out. All companies are invented."""

from __future__ import annotations

import pytest

from tests.alliances.rules.reading import holdings

NAMED = [
    ("Betacom counts Alphatel, Gammafone and Deltanet among its shareholders.", "Alphatel, Gammafone, Deltanet"),
    ("Betacom's shareholders include Alphatel and Gammafone.", "Alphatel, Gammafone"),
    ("Alphatel and Betacom are operators. Betacom parent Alphatel declined to comment.", "Alphatel"),
    ("The network of Alphatel subsidiary Betacom grew.", "Alphatel"),
    ("The deal is with Betacom, Alphatel's tower arm.", "Alphatel"),
    ("Betacom is owned by the tycoon Alphatel.", "Alphatel"),
    ("Betacom is owned by Russian long-distance operator Alphatel.", "Alphatel"),
    ("Alphatel has won a majority stake in rival Betacom.", "Alphatel"),
]
STAKES = [
    ("Alphatel has picked up a 49 percent stake in Betacom.", "Alphatel > Betacom 49 percent"),
    ("Alphatel plans to sell its remaining 10-percent stake in Betacom.", "Alphatel > Betacom 10-percent"),
    (
        "Alphatel and Betacom are operators. Alphatel may sell its 60 percent stake in its Betacom joint venture.",
        "Alphatel > Betacom 60 percent",
    ),
    ("Gammafone will buy the 50% interest of Alphatel in Betacom.", "Alphatel > Betacom 50%"),
    ("Betacom, where Alphatel's equity stake is 65 percent, has grown.", "Alphatel > Betacom 65 percent"),
    (
        "Alphatel owns, through Gammafone and Deltanet, 9.97% of the capital of Betacom.",
        "Alphatel > Betacom 9.97%",
    ),
    ("Alphatel said that it holds 30% of Betacom.", "Alphatel > Betacom 30%"),
    ("Betacom's majority stockholder is Alphatel, which owns 62%.", "Alphatel > Betacom 62%"),
]
SHARED = [
    (
        "Betacom began in June, with Alphatel and Gammafone holding 60 percent and 40 percent of shares respectively.",
        "Alphatel > Betacom 60 percent, Gammafone > Betacom 40 percent",
    ),
    (
        "Alphatel owns 60% of Betacom, while Gammafone and Deltanet own 30% and 10%, respectively.",
        "Alphatel > Betacom 60%, Gammafone > Betacom 30%, Deltanet > Betacom 10%",
    ),
    (
        "Betacom is an operator. Betacom - a joint venture between Alphatel, Gammafone and Deltanet - grew.",
        "Alphatel > Betacom, Gammafone > Betacom, Deltanet > Betacom",
    ),
    (
        "Alphatel owns 58% of Betacom, with Gammafone holding the remaining shares.",
        "Alphatel > Betacom 58%, Gammafone > Betacom",
    ),
    ("Alphatel's subsidiary Betacom and Gammafone signed.", "Alphatel > Betacom"),
    ("Alphatel has a deal with Betacom, a wholly owned subsidiary of Gammafone.", "Gammafone > Betacom wholly owned"),
]
SPANISH = [
    ("Betacom, propiedad del empresario Alphatel, creció.", "Alphatel > Betacom"),
    (
        "Alphatel, Gammafone y Betacom son operadoras. Betacom incluye entre sus accionistas a Alphatel y Gammafone.",
        "Alphatel > Betacom, Gammafone > Betacom",
    ),
    ("Betacom, cuyo accionista mayoritario es la Alphatel con el 86,3%, creció.", "Alphatel > Betacom 86,3%"),
    ("Alphatel informó que su controlada Betacom creció.", "Alphatel > Betacom"),
    ("Alphatel participa en el capital de Betacom (88%) y Gammafone (51%).", "Alphatel > Betacom 88%"),
    ("Alphatel es una operadora. Alphatel y su filial Betacom firmaron.", "Alphatel > Betacom"),
]


@pytest.mark.parametrize(("text", "owners"), NAMED)
def test_a_noun_names_the_holder(text: str, owners: str) -> None:
    assert set(holdings(text).split(", ")) == {f"{owner} > Betacom" for owner in owners.split(", ")}


@pytest.mark.parametrize(("text", "expected"), [*STAKES, *SHARED])
def test_stakes_are_of_whom_the_sentence_gives_them(text: str, expected: str) -> None:
    assert set(holdings(text).split(", ")) == set(expected.split(", "))


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_holders_are_named_in_spanish(text: str, expected: str) -> None:
    assert set(expected.split(", ")) <= set(holdings(text, "es").split(", "))
