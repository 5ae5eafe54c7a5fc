"""Holdings whose owner, owned or stake a sentence leaves to its structure. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import ownership
from tests.alliances.rules.reading import holdings, said

DESCRIBED = [
    ("Betacom is 60% owned by the Danish utility group Alphatel.", "Alphatel > Betacom 60%"),
    (
        "Betacom, the third-largest operator in Malta, is owned by Dutch cable company Alphatel.",
        "Alphatel > Betacom",
    ),
    (
        "Alphatel holds 40% of the state-owned Greek carrier Betacom.",
        "Alphatel > Betacom 40%",
    ),
    (
        "Betacom's shareholders are private equity firm Alphatel (51%) and Norwegian operator Gammafone (49%).",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    (
        "Alphatel, a company incorporated in Jersey and controlled by Gammafone, holds 75% of Betacom.",
        "Alphatel > Betacom 75%, Gammafone > Alphatel",
    ),
    ("Alphatel, which is in turn controlled by Mr. Gamma Deltoro, grew.", "Gamma Deltoro > Alphatel"),
    ("Betacom was bought by Alphatel, which itself is 65% owned by Gammafone.", "Gammafone > Alphatel 65%"),
    ("The Alphatel Group AG, Ruritel, holds 60% of Betacom.", "Alphatel Group AG > Betacom 60%"),
    (
        "The purchase will be made through Betacom B.V., a wholly-owned subsidiary of Alphatel.",
        "Alphatel > Betacom B.V. wholly-owned",
    ),
    ("Betacom will be sold to Gammafone, which is 60% owned by Alphatel.", "Alphatel > Gammafone 60%"),
]
SHARED = [
    (
        "Betacom's shares are held by Alphatel (60%) and Gammafone (40%).",
        "Alphatel > Betacom 60%, Gammafone > Betacom 40%",
    ),
    ("Alphatel, which is 60% owner of Betacom, grew.", "Alphatel > Betacom 60%"),
    (
        "Betacom is 49.9%-owned by Alphatel and 50.1%-owned by Gammafone.",
        "Alphatel > Betacom 49.9%, Gammafone > Betacom 50.1%",
    ),
    (
        "Betacom (51% Alphatel, 49% Gammafone) launched a service.",
        "Alphatel > Betacom 51%, Gammafone > Betacom 49%",
    ),
    (
        "Alphatel owns 42% of Betacom, with Gammafone owning another 42%, Deltanet holding 11% and Epsilon owning 5%.",
        "Alphatel > Betacom 42%, Deltanet > Betacom 11%, Epsilon > Betacom 5%, Gammafone > Betacom 42%",
    ),
    (
        "Alphatel will hold 40% of Betacom, while Gammafone will have 60%.",
        "Alphatel > Betacom 40%, Gammafone > Betacom 60%",
    ),
    (
        "Betacom is 72.5% owned by Alphatel, with the balance held by Gammafone (20%) and Deltanet (7.5%).",
        "Alphatel > Betacom 72.5%, Deltanet > Betacom 7.5%, Gammafone > Betacom 20%",
    ),
    (
        "Betacom is a joint venture of Alphatel and Gammafone. Alphatel owns 55 percent and Gammafone owns 45 percent.",
        "Alphatel > Betacom 55 percent, Gammafone > Betacom 45 percent",
    ),
    (
        "Betacom was formed in 2003 as a 50/50 partnership between Alphatel and Gammafone.",
        "Alphatel > Betacom 50/50, Gammafone > Betacom 50/50",
    ),
    ("Betacom, Alphatel's joint venture with Gammafone, grew.", "Alphatel > Betacom, Gammafone > Betacom"),
    (
        "Alphatel, Gammafone and Deltanet, the main shareholders of Betacom, agreed.",
        "Alphatel > Betacom, Deltanet > Betacom, Gammafone > Betacom",
    ),
    (
        "Betacom is owned by Alphatel, which has 62%, and by its founder, Gamma Deltoro, who has the other 38%.",
        "Alphatel > Betacom 62%, Gamma Deltoro > Betacom 38%",
    ),
    (
        "Alphatel has stakes in three operators: Betacom (India) 30.8%, Gammafone (Peru) 35% and Deltanet (Chad) 44%.",
        "Alphatel > Betacom 30.8%, Alphatel > Deltanet 44%, Alphatel > Gammafone 35%",
    ),
    (
        "Alphatel's other holdings include 63% of Betacom (Chad), 71% of Gammafone and 15% of Deltanet.",
        "Alphatel > Betacom 63%, Alphatel > Deltanet 15%, Alphatel > Gammafone 71%",
    ),
    ("Betacom is a company whose majority shareholder is Alphatel (51%).", "Alphatel > Betacom 51%"),
]
RATIOS = [
    (
        "Betacom is a 70/30 joint venture between Alphatel and Gammafone.",
        "Alphatel > Betacom 70, Gammafone > Betacom 30",
    ),
    (
        "Betacom, a 60-40 joint venture of Alphatel and Gammafone, grew.",
        "Alphatel > Betacom 60, Gammafone > Betacom 40",
    ),
    ("Betacom is owned 51:49 by Alphatel and Gammafone.", "Alphatel > Betacom 51, Gammafone > Betacom 49"),
    (
        "Betacom is a 50/50 joint venture between Alphatel and Gammafone.",
        "Alphatel > Betacom 50, Gammafone > Betacom 50",
    ),
    ("Betacom, a 70/20 joint venture of Alphatel and Gammafone, grew.", "Alphatel > Betacom -, Gammafone > Betacom -"),
]
CHAINED = [
    ("Betacom and Deltanet, subsidiaries of Alphatel, agreed.", "Alphatel > Betacom, Alphatel > Deltanet"),
    ("Betacom, Gammafone and Deltanet, a subsidiary of Alphatel, agreed.", "Alphatel > Deltanet"),
    (
        "Alphatel and Gammafone will merge Alphatel Wireless and Betacom, their respective mobile subsidiaries.",
        "Alphatel > Alphatel Wireless, Gammafone > Betacom",
    ),
    (
        "Alphatel and Gammafone, through their respective subsidiaries Betacom and Deltanet, signed.",
        "Alphatel > Betacom, Gammafone > Deltanet",
    ),
    (
        "Alphatel owns 51% of Betacom (Estonia), which serves over 310,000 customers, and 22.5% of Deltanet.",
        "Alphatel > Betacom 51%, Alphatel > Deltanet 22.5%",
    ),
    (
        "Alphatel, proprietor of the 100% of Betacom, and Gammafone, owner of 60% of Deltanet, agreed.",
        "Alphatel > Betacom 100%, Gammafone > Deltanet 60%",
    ),
    (
        "Betacom grew. Alphatel owns 52.7% of the shares, the remainder being quoted in Athens.",
        "Alphatel > Betacom 52.7%",
    ),
    (
        "Betacom has 1.9 million customers. Owned by Alphatel (70%) and 26 local companies (30%).",
        "Alphatel > Betacom 70%",
    ),
    ("Betacom has 1.9 million customers. Controlled by Alphatel.", "Alphatel > Betacom"),
    (
        "Alphatel goes from 41.2% to 53.7% of Betacom. The balance stays in the hands of Gammafone (9.8%).",
        "Alphatel > Betacom 53.7%, Gammafone > Betacom 9.8%",
    ),
    (
        "Alphatel offers 3G services in Malta and holds 45% of Betacom and 100% of Gammafone.",
        "Alphatel > Betacom 45%, Alphatel > Gammafone 100%",
    ),
    (
        "Betacom, a unit of Alphatel, owns 26% of Gammafone; Deltanet, a subsidiary of Epsilon, owns 5% of Gammafone.",
        "Alphatel > Betacom, Betacom > Gammafone 26%, Deltanet > Gammafone 5%, Epsilon > Deltanet",
    ),
    (
        "Betacom (formerly Zetacom) is 60% owned by Alphatel, 40% by Gammafone.",
        "Alphatel > Betacom 60%, Gammafone > Betacom 40%",
    ),
    ("Betacom, where Alphatel has an economic interest of 56.5 per cent, grew.", "Alphatel > Betacom 56.5 per cent"),
    ("Under the plan, Betacom - currently wholly owned by Alphatel - will grow.", "Alphatel > Betacom wholly owned"),
    ("Betacom is owned and operated by Alphatel.", "Alphatel > Betacom"),
    (
        "The share capital of Betacom is divided as follows: Alphatel 50.1%, Gammafone 39.1% and others 10.8%.",
        "Alphatel > Betacom 50.1%, Gammafone > Betacom 39.1%",
    ),
    (
        "Alphatel owns a 66% majority of Betacom; a further 26% is held by Gammafone and 8% by Deltanet.",
        "Alphatel > Betacom 66%, Deltanet > Betacom 8%, Gammafone > Betacom 26%",
    ),
]
CHANGING = [
    (
        "Alphatel acquired the 30% that it did not own of Betacom, bringing its stake to 100%.",
        "Alphatel > Betacom 100%",
    ),
    ("Alphatel acquired a further 20% of Betacom, raising its holding to 71%.", "Alphatel > Betacom 71%"),
    ("Betacom will be 60% owned by Alphatel.", "Alphatel > Betacom 60%"),
    (
        "Alphatel will own 68% of Betacom; the balance is held by Gammafone (27%) and Deltanet (5%).",
        "Alphatel > Betacom 68%, Deltanet > Betacom 5%, Gammafone > Betacom 27%",
    ),
    ("Betacom, wholly owned by Alphatel, grew.", "Alphatel > Betacom wholly owned"),
    ("Alphatel's ownership in Betacom Inc. now stands at 74%.", "Alphatel > Betacom Inc. 74%"),
    ("Alphatel acquired an additional 24% of Betacom.", ""),
    ("Alphatel would put its 50% stake in Betacom into a new unit.", "Alphatel > Betacom 50%"),
    ("Gammafone will buy Alphatel's entire 24.1% share of Betacom.", "Alphatel > Betacom 24.1%"),
    (
        "Deltanet will purchase 17% of Betacom from Alphatel and 50% from Gammafone.",
        "Alphatel > Betacom 17%, Gammafone > Betacom 50%",
    ),
    ("Alphatel plans to sell its minority stake in Betacom.", "Alphatel > Betacom"),
    (
        "Alphatel owns 7,935,700 shares, which represent 1.79% of the total outstanding shares of Betacom.",
        "Alphatel > Betacom 1.79%",
    ),
    ("Betacom became a wholly-owned subsidiary of Alphatel.", "Alphatel > Betacom wholly-owned"),
    ("Alphatel has closed its acquisition of all of the shares of Betacom.", "Alphatel > Betacom all of the shares of"),
    ("Alphatel is a member of the Betacom alliance.", ""),
]
SPANISH = [
    ("Betacom, participada por el grupo Alphatel en un 43,6 por ciento, creció.", "Alphatel > Betacom 43,6 por ciento"),
    (
        "Betacom, participada en un 50% por Alphatel y en un 50% por la española Gammafone, creció.",
        "Alphatel > Betacom 50%, Gammafone > Betacom 50%",
    ),
    ("Betacom tiene 2 millones de clientes. Alphatel es dueña del 67% de las acciones.", "Alphatel > Betacom 67%"),
    (
        "Betacom tiene 2 millones de clientes. Controlada por Alphatel, que posee el 71,2% de su capital.",
        "Alphatel > Betacom 71,2%",
    ),
    (
        (
            "Hay acuerdo con los accionistas de Betacom para la adquisición del 100% de su capital. Los vendedores son"
            " Alphatel (60%) y Gammafone (40%)."
        ),
        "Alphatel > Betacom 60%, Gammafone > Betacom 40%",
    ),
    (
        "El Grupo Alphatel está formado por Betacom (100%) y Gammafone (51%).",
        "Grupo Alphatel > Betacom 100%, Grupo Alphatel > Gammafone 51%",
    ),
    ("Betacom (filial de Alphatel, que controla el 50%) creció.", "Alphatel > Betacom 50%"),
    (
        "La estructura accionaria de Betacom es la siguiente: Alphatel 60%, Gammafone 25% y Deltanet 15%.",
        "Alphatel > Betacom 60%, Deltanet > Betacom 15%, Gammafone > Betacom 25%",
    ),
    (
        "Betacom, controlada conjuntamente por Alphatel y Gammafone con el 39% y 34% respectivamente, creció.",
        "Alphatel > Betacom 39%, Gammafone > Betacom 34%",
    ),
    (
        "Betacom es una firma en la que Alphatel tiene una participación del 28%, Gammafone del 20% y Delta del 11%.",
        "Alphatel > Betacom 28%, Delta > Betacom 11%, Gammafone > Betacom 20%",
    ),
    ("Betacom está controlada por los grupos Alphatel y Gammafone.", "Alphatel > Betacom, Gammafone > Betacom"),
    ("Alphatel es la sociedad controladora de Betacom.", "Alphatel > Betacom"),
    ("Betacom, participada mayoritariamente por la española Alphatel, creció.", "Alphatel > Betacom"),
    (
        "Alphatel es propietaria del 99% de Betacom (Perú), 95% de Gammafone (Chile) y 100% de Deltanet.",
        "Alphatel > Betacom 99%, Alphatel > Deltanet 100%, Alphatel > Gammafone 95%",
    ),
    (
        "Betacom es controlada por Alphatel, cuyos accionistas son Gammafone (52%) y Deltanet (48%).",
        "Alphatel > Betacom, Deltanet > Alphatel 48%, Gammafone > Alphatel 52%",
    ),
    ("Betacom es la filial móvil de Alphatel, que posee el 92% de su capital.", "Alphatel > Betacom 92%"),
    (
        "El capital de Betacom está repartido entre Alphatel, con un 55%, y Gammafone, con el 45% restante.",
        "Alphatel > Betacom 55%, Gammafone > Betacom 45%",
    ),
    (
        "Alphatel adquirió el 90% de Betacom. El 10% restante permanece en manos de Gammafone.",
        "Alphatel > Betacom 90%, Gammafone > Betacom 10%",
    ),
    ("Alphatel adquirió la participación del 50% que Gammafone tenía en Betacom.", "Alphatel > Betacom 50%"),
    (
        "Alphatel controla el 80% de Betacom, que a su vez posee el 60% de Gammafone.",
        "Alphatel > Betacom 80%, Betacom > Gammafone 60%",
    ),
    ("La participación de Alphatel en Betacom ha subido del 51% al 56%.", "Alphatel > Betacom 56%"),
    ("Alphatel, a través de su filial chilena, Betacom, presta servicios.", "Alphatel > Betacom"),
]
OTHERS = [
    ("Betacom SA, filiale à 51 % de Alphatel SA, a signé.", "fr", "Alphatel SA > Betacom SA 51 %"),
    ("A Betacom, detida em 60% pela Alphatel, cresceu.", "pt", "Alphatel > Betacom 60%"),
    ("Die Betacom AG gehört zur Alphatel AG.", "de", "Alphatel AG > Betacom AG"),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_what_only_describes_a_name_is_no_matter(text: str, expected: str) -> None:
    assert holdings(text) == expected


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_each_holder_gets_its_own_stake(text: str, expected: str) -> None:
    assert holdings(text) == expected


@pytest.mark.parametrize(("text", "expected"), RATIOS)
def test_the_first_of_a_ratio_is_the_first_one_s(text: str, expected: str) -> None:
    found = said(ownership.propose, text)
    assert expected == ", ".join(
        f"{f['owner']} > {f['owned']} {f['stake'].amount if f.get('stake') else '-'}" for f in found
    )


@pytest.mark.parametrize(("text", "expected"), CHAINED)
def test_holders_are_told_from_what_is_said_beside_them(text: str, expected: str) -> None:
    assert holdings(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHANGING)
def test_what_is_held_today_is_told_from_what_is_to_come(text: str, expected: str) -> None:
    assert holdings(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_the_same_in_spanish(text: str, expected: str) -> None:
    assert holdings(text, "es") == expected


@pytest.mark.parametrize(("text", "language", "expected"), OTHERS)
def test_the_commonest_forms_of_other_languages(text: str, language: str, expected: str) -> None:
    assert holdings(text, language) == expected
