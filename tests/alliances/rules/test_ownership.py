"""Who holds whom, and how much, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import ownership
from tests.alliances.rules.reading import holdings, said

ENGLISH = [
    (
        "Alphatel bought out Gammafone's 49% stake in Betacom and now owns all of it.",
        "Alphatel > Betacom all of",
    ),
    ("The Kingdom of Norway owns 53.97% of Alphatel.", "Kingdom of Norway > Alphatel 53.97%"),
    ("Betacom (Alphatel 51%, Gammafone 49%) grew.", "Alphatel > Betacom 51%, Gammafone > Betacom 49%"),
    ("Alphatel's holdings are: 60% of Betacom; 40% of Gammafone.", "Alphatel > Betacom 60%, Alphatel > Gammafone 40%"),
    ("Alphatel holds its stake in Betacom through Gamma Holding B.V.", "Alphatel > Betacom"),
    (
        "Private equity firms Gamma Partners and Delta Capital own 60% and 40% of Betacom, respectively.",
        "Delta Capital > Betacom 40%, Gamma Partners > Betacom 60%",
    ),
    (
        "Alphatel's shareholders are Betacom, Gammafone and Deltanet with 50%, 30% and 20% respectively.",
        "Betacom > Alphatel 50%, Deltanet > Alphatel 20%, Gammafone > Alphatel 30%",
    ),
    (
        "Alphatel is a joint venture between Betacom (60%) and Gammafone (40%).",
        "Betacom > Alphatel 60%, Gammafone > Alphatel 40%",
    ),
    (
        "Alphatel's subsidiaries include Betacom, Gammafone (99.8%, Germany) and Deltanet (76.9%, Italy).",
        "Alphatel > Betacom, Alphatel > Deltanet 76.9%, Alphatel > Gammafone 99.8%",
    ),
    ("Alphatel's stake in Betacom will increase from 40% to 60%.", "Alphatel > Betacom 40%, Alphatel > Betacom 60%"),
    ("Betacom, a subsidiary of the utility Alphatel, supplies 80,000 homes.", "Alphatel > Betacom"),
    (
        "Betacom employs 900 people and belongs to the Danish Alphatel Group, which holds 75%.",
        "Alphatel Group > Betacom 75%",
    ),
    (
        "Betacom, the firm in which Alphatel holds 77.5% (the remainder being in the hands of Gamma AG), grew.",
        "Alphatel > Betacom 77.5%, Gamma AG > Betacom",
    ),
    (
        "Alphatel, the holding company that owns 60% of Betacom and 40% of Gammafone, was sold.",
        "Alphatel > Betacom 60%, Alphatel > Gammafone 40%",
    ),
    ("Alphatel's subsidiary Betacom (89.6%) was awarded a licence.", "Alphatel > Betacom 89.6%"),
    ("Betacom is a wholly owned subsidiary of Alphatel plc.", "Alphatel plc > Betacom wholly owned"),
    ("Betacom, a subsidiary of Alphatel, has 2 million customers.", "Alphatel > Betacom"),
    (
        "Betacom Inc. a subsidiary of Alphatel Inc. (NASDAQ: ALP), (“Alphatel”), signed the contract.",
        "Alphatel Inc. > Betacom Inc.",
    ),
    ("Betacom is 60% owned by Alphatel and 40% by Gammafone.", "Alphatel > Betacom 60%, Gammafone > Betacom 40%"),
    ("Betacom, owned 51% by Alphatel, operates in Hungary.", "Alphatel > Betacom 51%"),
    ("Betacom is owned by Alphatel (60%) and Gammafone (40%).", "Alphatel > Betacom 60%, Gammafone > Betacom 40%"),
    ("Alphatel owns 60% of Betacom.", "Alphatel > Betacom 60%"),
    (
        "Alphatel holds a 60% stake in Betacom and a 25% stake in Gammafone.",
        "Alphatel > Betacom 60%, Alphatel > Gammafone 25%",
    ),
    ("Alphatel owns 60 per cent of the share capital of Betacom S.A.", "Alphatel > Betacom S.A. 60 per cent"),
    ("Alphatel's 60% stake in Betacom is worth EUR 200 million.", "Alphatel > Betacom 60%"),
    (
        "Betacom's shareholders are Alphatel (51%), Gammafone (29%) and the State of Hungary (20%).",
        "Alphatel > Betacom 51%, Gammafone > Betacom 29%, State of Hungary > Betacom 20%",
    ),
    (
        "The shareholders of Betacom are Alphatel with 51% and Gammafone with 49%.",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    ("Betacom, in which Alphatel has a 74.9% interest, grew.", "Alphatel > Betacom 74.9%"),
    (
        "Alphatel is the holding company for Betacom, Inc. and Gammafone, Inc.",
        "Alphatel > Betacom, Inc., Alphatel > Gammafone, Inc.",
    ),
    ("Alphatel sells content through its subsidiary BETACOM.", "Alphatel > BETACOM"),
    ("Alphatel operates in Malta through its wholly-owned subsidiary Betacom.", "Alphatel > Betacom wholly-owned"),
    ("Alphatel, through its 51%-owned affiliate Betacom, serves Malta.", "Alphatel > Betacom 51%"),
    ("Alphatel has operations in Malta and owns Betacom.", "Alphatel > Betacom"),
    ("Betacom is the mobile operator of Group Alphatel.", "Group Alphatel > Betacom"),
    ("Betacom belongs to the Alphatel group.", "Alphatel > Betacom"),
    (
        "Betacom belongs wholly to Alphatel, which is in turn 51 per cent held by Gammafone.",
        "Alphatel > Betacom wholly, Gammafone > Alphatel 51 per cent",
    ),
    ("Betacom is part of the Alphatel Group.", "Alphatel Group > Betacom"),
    ("Alphatel has agreed to acquire a 60% stake in Betacom from Gammafone.", "Gammafone > Betacom 60%"),
    ("Alphatel has agreed to sell its 60% stake in Betacom to Gammafone.", "Alphatel > Betacom 60%"),
    ("Alphatel acquired 60% of Betacom in May.", "Alphatel > Betacom 60%"),
    ("Alphatel increased its stake in Betacom from 40% to 60%.", "Alphatel > Betacom 60%"),
    ("Betacom is a joint venture between Alphatel and Gammafone.", "Alphatel > Betacom, Gammafone > Betacom"),
    (
        "Betacom, a 50:50 joint venture of Alphatel and Gammafone, will close.",
        "Alphatel > Betacom 50:50, Gammafone > Betacom 50:50",
    ),
    ("Alphatel and Gammafone each own 50% of Betacom.", "Alphatel > Betacom 50%, Gammafone > Betacom 50%"),
    (
        "Betacom is held as to 67 per cent by Alphatel and as to 33 per cent by the Deltoro family.",
        "Alphatel > Betacom 67 per cent, Deltoro family > Betacom 33 per cent",
    ),
    ("Alphatel, which owns 35% of Betacom, reported a loss.", "Alphatel > Betacom 35%"),
    ("Alphatel controls Betacom.", "Alphatel > Betacom"),
    ("Alphatel holds a majority stake in Betacom.", "Alphatel > Betacom"),
    ("Alphatel is the majority shareholder of Betacom.", "Alphatel > Betacom"),
    ("Alphatel's subsidiary Betacom won the tender.", "Alphatel > Betacom"),
    ("Alphatel's Hungarian subsidiary, Betacom, won the tender.", "Alphatel > Betacom"),
    ("Alphatel said it owns 60% of Betacom.", "Alphatel > Betacom 60%"),
    ("The Alphatel Group owns 100% of the share capital of Betacom AG.", "Alphatel Group > Betacom AG 100%"),
    ("Mr. Juan Perea owns 12.5% of Alphatel.", "Juan Perea > Alphatel 12.5%"),
    ("Alphatel hält 60% an Betacom.", "Alphatel > Betacom 60%"),
    (
        "Alphatel beneficially owns approximately 35.2% of the outstanding common stock of Betacom.",
        "Alphatel > Betacom approximately 35.2%",
    ),
    ("Alphatel, together with its affiliates, owns 62% of Betacom.", "Alphatel > Betacom 62%"),
    (
        "Following the transaction, Alphatel owns 70% of Betacom, with Gammafone holding the remaining 30%.",
        "Alphatel > Betacom 70%, Gammafone > Betacom 30%",
    ),
    (
        "After completion of the sale, Alphatel holds 25.1% of Betacom and Gammafone 74.9%.",
        "Alphatel > Betacom 25.1%, Gammafone > Betacom 74.9%",
    ),
    ("Betacom is jointly owned by Alphatel and Gammafone.", "Alphatel > Betacom, Gammafone > Betacom"),
    (
        "Betacom is a joint venture owned 51% by Alphatel and 49% by Gammafone.",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    ("Alphatel is Betacom's largest shareholder with a 34% stake.", "Alphatel > Betacom 34%"),
    ("Alphatel, Betacom's majority shareholder, agreed.", "Alphatel > Betacom"),
    ("Alphatel, which has a 33.3% stake in Betacom, agreed.", "Alphatel > Betacom 33.3%"),
    ("Alphatel and its 51 percent owned subsidiary Betacom agreed.", "Alphatel > Betacom 51 percent"),
    (
        "Betacom, a wholly-owned subsidiary of Alphatel Corporation, today announced results.",
        "Alphatel Corporation > Betacom wholly-owned",
    ),
    ("Betacom (51% owned by Alphatel) grew.", "Alphatel > Betacom 51%"),
    ("Alphatel's interest in Betacom is 51%.", "Alphatel > Betacom 51%"),
    ("Alphatel has raised its shareholding in Betacom to 51%.", "Alphatel > Betacom 51%"),
    ("Alphatel completed the acquisition of a 51% interest in Betacom.", "Alphatel > Betacom 51%"),
    ("The Norwegian government holds a 54% stake in Alphatel.", "Norwegian government > Alphatel 54%"),
    ("Alphatel is part of Gammafone Group, which operates in 12 countries.", "Gammafone Group > Alphatel"),
    ("Alphatel (a Gammafone company) grew.", "Gammafone > Alphatel"),
    ("Alphatel, a Gammafone Group company, grew.", "Gammafone Group > Alphatel"),
    ("Alphatel, majority-owned by Gammafone, grew.", "Gammafone > Alphatel"),
    ("Alphatel, in which Gammafone holds a majority, grew.", "Gammafone > Alphatel"),
    ("Gammafone, the parent company of Alphatel, agreed.", "Gammafone > Alphatel"),
    ("Gammafone, Alphatel's parent, agreed.", "Gammafone > Alphatel"),
    ("Alphatel's parent company, Gammafone, agreed.", "Gammafone > Alphatel"),
    ("Betacom's owners, Alphatel and Gammafone, agreed.", "Alphatel > Betacom, Gammafone > Betacom"),
    (
        "Alphatel has interests in Betacom (60%), Gammafone (33.3%) and Deltacel (100%).",
        "Alphatel > Betacom 60%, Alphatel > Deltacel 100%, Alphatel > Gammafone 33.3%",
    ),
    (
        "60% of Betacom is owned by Alphatel and the remaining 40% is held by Gammafone.",
        "Alphatel > Betacom 60%, Gammafone > Betacom 40%",
    ),
    (
        (
            "Betacom"
            " has 3 million customers. Betacom has 900 employees. Shareholders include German Epsilon"
            " (50.10%) Norway's Nordfone (17.45%) Citron, France (17.45%) and Denmark's Danafon (15%)"
        ),
        "Citron > Betacom 17.45%, Danafon > Betacom 15%, Epsilon > Betacom 50.10%, Nordfone > Betacom 17.45%",
    ),
]
SPANISH = [
    ("Alphatel ha elevado su participación en Betacom del 30% al 51%.", "Alphatel > Betacom 51%"),
    ("Alphatel es titular del 25% de Betacom.", "Alphatel > Betacom 25%"),
    ("Alphatel es el primer accionista de Betacom con un 20%.", "Alphatel > Betacom 20%"),
    ("Betacom, controlada por Alphatel con un 52% del capital, creció.", "Alphatel > Betacom 52%"),
    (
        "Alphatel está presente en Chile a través de Betacom (100%) y en Ecuador a través de Gammafone (92,9%).",
        "Alphatel > Betacom 100%, Alphatel > Gammafone 92,9%",
    ),
    ("Betacom, S.A., filial al 100% de Alphatel, tiene 3 millones de clientes.", "Alphatel > Betacom, S.A. 100%"),
    ("Betacom está participada al 51 % por Alphatel.", "Alphatel > Betacom 51 %"),
    ("Betacom está controlada por Alphatel.", "Alphatel > Betacom"),
    ("Betacom es una filial de Alphatel.", "Alphatel > Betacom"),
    (
        "Betacom está participada por Alphatel (51%) y Gammafone (49%).",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    ("Alphatel posee el 60% de Betacom.", "Alphatel > Betacom 60%"),
    ("Alphatel tiene una participación del 60% en Betacom.", "Alphatel > Betacom 60%"),
    ("Alphatel controla el 60% del capital de Betacom.", "Alphatel > Betacom 60%"),
    (
        "Los accionistas de Betacom son Alphatel (51%) y Gammafone (49%).",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    ("Betacom, en la que Alphatel tiene el 70%, crece.", "Alphatel > Betacom 70%"),
    (
        "Alphatel compró un 24,5% de Betacom, con lo que su participación en ella pasa a ser del 75,5%.",
        "Alphatel > Betacom 24,5%, Alphatel > Betacom 75,5%",
    ),
    (
        "Betacom es propiedad de Alphatel (60%), Cooperativa Gamma (25%) y el Fondo Delta de Pensiones (15%).",
        "Alphatel > Betacom 60%, Cooperativa Gamma > Betacom 25%, Fondo Delta de Pensiones > Betacom 15%",
    ),
    ("La filial peruana de Alphatel, Betacom, ganó clientes.", "Alphatel > Betacom"),
    ("Alphatel, a través de su filial Betacom, presta servicios.", "Alphatel > Betacom"),
    ("El 60% de Betacom pertenece a Alphatel.", "Alphatel > Betacom 60%"),
]
NONE = [
    "Alphatel does not own 60% of Betacom.",
    "Alphatel no longer holds a stake in Betacom.",
    "Alphatel will acquire 60% of Betacom.",
    "Alphatel has an option to raise its stake in Betacom to 60%.",
    "Alphatel may lift its holding in Betacom to 51% by 2015.",
    "Alphatel sold its 60% stake in Betacom to Gammafone.",
    "Alphatel formerly held 60% of Betacom.",
    "Alphatel has a 60% market share and Betacom has 40%.",
    "Alphatel bought out Gammafone's 49% stake in Betacom.",
    "Alphatel exercised its option to acquire the remaining 49% of Betacom.",
]
NONE_IN_SPANISH = [
    "Alphatel no posee el 60% de Betacom.",
    "Alphatel prevé adquirir el 60% de Betacom.",
]
GAPS = [
    ("Betacom gehört zu 60% der Alphatel AG.", "Alphatel AG > Betacom 60%"),
    ("Alphatel sold 30% of Betacom to Gammafone, retaining 70%.", "Alphatel > Betacom 70%"),
    ("Through Betacom, in which it owns 60%, Alphatel serves Malta.", "Alphatel > Betacom 60%"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_holdings_are_read(text: str, expected: str) -> None:
    assert holdings(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_holdings_are_read_in_spanish(text: str, expected: str) -> None:
    assert holdings(text, "es") == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_denied_planned_or_past_is_no_holding(text: str) -> None:
    assert holdings(text) == ""


@pytest.mark.parametrize("text", NONE_IN_SPANISH)
def test_what_is_denied_or_planned_in_spanish_is_no_holding(text: str) -> None:
    assert holdings(text, "es") == ""


@pytest.mark.xfail(strict=True, reason="known gap")
@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_phrases_not_read_yet(text: str, expected: str) -> None:
    assert holdings(text) == expected


def test_the_whole_is_a_hundred_percent() -> None:
    found = said(
        ownership.propose, "Betacom belongs wholly to Alphatel. It rained today in the hills.", introduction=""
    )
    assert [(f["stake"].amount, f["stake"].unit) for f in found] == [(100, "percent")]


HOSTILE = [
    "the Spanish mobile telecom operator company group fund Alpha, a Dutch state-owned cable operator, " * 9,
    "10% by Alpha, 20% by Beta and 30% by Gamma, owned as to " * 18,
    "currently, indirectly, also, now, itself, Alpha holds, directly or indirectly, 10% of " * 12,
    "Alpha (10%) Beta 20% " * 48,
    "Alpha is owned by Beta, which is owned by Gamma, a subsidiary of Delta, in which Epsilon has 10%, " * 10,
    "the remaining issued and outstanding ordinary shares of its share capital in 10% of the " * 12,
    "its subsidiary, its stake, its 10% of its share capital of it, the company, " * 14,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert holdings(text) is not None
