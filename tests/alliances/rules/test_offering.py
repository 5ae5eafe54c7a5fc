"""What is offered or announced, and by whom, as filings phrase it. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliances.rules import offering
from tests.alliances.rules.reading import said


def offerings(text: str, language: str = "en") -> list[str]:
    """What is proposed: "provider | name"."""
    return [f"{found['provider']} | {found['name']}" for found in said(offering.propose, text, language)]


NAMED = [
    # What a customer takes up is its owner's.
    (
        "Montel will also adopt two of Ruritel’s services: ZapGuard, which detects fraud, and ZapSteer, a platform.",
        ["Ruritel | ZapGuard", "Ruritel | ZapSteer"],
    ),
    ("All units of Montel have signed up for the Ruritel Data Exchange.", ["Ruritel | Ruritel Data Exchange"]),
    ("Ruritel granted Montel a licence to make its ZapGate line cards.", ["Ruritel | ZapGate line cards"]),
    ("Ruritel installs its compact ZapNode radio base stations.", ["Ruritel | ZapNode radio base stations"]),
    ("Ruritel sells under the brands Zap (postpaid) and Zing (prepaid).", ["Ruritel | Zap", "Ruritel | Zing"]),
    ("Ruritel, which until 2006 traded as Montel, launched a tariff called Zap.", ["Ruritel | Zap"]),
    # A generation of networks, a body or a paper is not offered.
    ("Ruritel was the first to launch a commercial 5G service.", []),
    ("Ruritel presented its Annual Report software today.", []),
    ("Ruritel opened an online market place known as 11street.", ["Ruritel | 11street"]),
    ("Ruritel moved our mobile money service, Zap, to a new home.", ["Ruritel | Zap"]),
    ('In July Ruritel introduced a prepaid offer, "Go Now", for students.', ["Ruritel | Go Now"]),
    ("Ruritel introduced a new post paid plan (Ruritel First) in May.", ["Ruritel | Ruritel First"]),
    ("Ruritel Passport, a roaming tariff for companies, goes on sale in May.", ["Ruritel | Ruritel Passport"]),
    ("Ruritel grew. A companion data bundle, Zap Data, is planned for May.", ["Ruritel | Zap Data"]),
    ("The “Zap” tariff of Ruritel found many takers.", ["Ruritel | Zap"]),
    ("Ruritel has its pre-paid brand Zap for the young.", ["Ruritel | Zap"]),
    ("Ruritel has been offering mobile payments under the name Zap Pay since 2010.", ["Ruritel | Zap Pay"]),
    (
        "Ruritel's current e-commerce business, namely Zap, The Zing and Zoom, grew.",
        ["Ruritel | Zap", "Ruritel | The Zing", "Ruritel | Zoom"],
    ),
    ("Ruritel today announced the availability of Zap Secure, its security suite for firms.", ["Ruritel | Zap Secure"]),
    ("Ruritel has launched a family plan called Together.", ["Ruritel | Together"]),
    (
        "Ruritel and Montel will launch an edge computing service, EdgeOne, in 2022.",
        ["Ruritel | EdgeOne", "Montel | EdgeOne"],
    ),
    # Under a name, as a name, by a name; a sign of a trade mark is no part of it.
    ("Ruritel began to offer push-to-talk, under the name ZapTalk, in May.", ["Ruritel | ZapTalk"]),
    ("Ruritel grew. In Chile its internet service is marketed as ZapNet.", ["Ruritel | ZapNet"]),
    ("Ruritel launched a loan. Branded ZapLoan, the facility has many users.", ["Ruritel | ZapLoan"]),
    ("Ruritel launched ZapNet™, a portal.", ["Ruritel | ZapNet"]),
    ("Ruritel grew. A second product - Zap Business - follows.", ["Ruritel | Zap Business"]),
    ("Ruritel subscribers can choose between Zap Small and Zap Large.", ["Ruritel | Zap Small", "Ruritel | Zap Large"]),
    ("Through its ZapSun programme Ruritel sells power.", ["Ruritel | ZapSun programme"]),
    ("Ruritel grew. Its products include Zap Mobile and the Zap Card.", ["Ruritel | Zap Mobile", "Ruritel | Zap Card"]),
    ("Montel has signed up for Zap Sea, its satellite service, for ten ships.", ["Ruritel | Zap Sea"]),
    ("Zap is our mass-market brand, said Ruritel.", ["Ruritel | Zap"]),
    ("Ruritel will join it with its own Zap Console.", ["Ruritel | Zap Console"]),
    ("Ruritel grew. Its users will be able to recharge abroad with Ruritel TopUp.", ["Ruritel | Ruritel TopUp"]),
    # The document's own short name; the kind with a capital; whose it is, left off.
    ("Ruritel launched the Zap tariff today. With Zap, customers save.", ["Ruritel | Zap"]),
    ("Ruritel operates the ZapCash mobile wallet.", ["Ruritel | ZapCash mobile wallet"]),
    ("Ruritel grew. Its ZapNow app is free.", ["Ruritel | ZapNow app"]),
    (
        "Ruritel also offers Zap, the country's most popular tariff, and Home Zing.",
        ["Ruritel | Zap", "Ruritel | Home Zing"],
    ),
    (
        "Ruritel's main products are the ZapLine 70 optical platform and the ZapCell small cell.",
        ["Ruritel | ZapLine 70 optical platform", "Ruritel | ZapCell small cell"],
    ),
    ("Ruritel's low-cost brand Zap grew.", ["Ruritel | Zap"]),
    ("Ruritel customers can use Zap One, the group's flat roaming tariff.", ["Ruritel | Zap One"]),
    ("Montel selected Ruritel to supply its ZapCell 800 base stations.", ["Ruritel | ZapCell 800 base stations"]),
    ("Ruritel grew. Its brands include Zap, Zing and Zoom.", ["Ruritel | Zap", "Ruritel | Zing", "Ruritel | Zoom"]),
]

ANNOUNCED = [
    ("An offer called Zap of 5 cents a second starts on Saturday.", ["Ruritel | Zap"]),
    ("Montel will supply both core and radio access network equipment to Ruritel.", []),
    (
        "Ruritel is rolling out a new multi-country corporate service for customers.",
        ["Ruritel | multi-country corporate service"],
    ),
    ("Ruritel grew. A new discount scheme will also be offered to firms.", ["Ruritel | discount scheme"]),
    (
        "Ruritel grew. In addition, a secure, PC-based call management system will give customers control.",
        ["Ruritel | call management system"],
    ),
    ("Ruritel grew. A customer can already benefit from GPRS and MMS roaming.", ["Ruritel | GPRS and MMS roaming"]),
    (
        (
            "Ruritel and Montel will cooperate on many fronts, including:\n\n"
            "* Providing smart metering services for homes.\n* Sharing of costs.\n"
        ),
        ["Ruritel | smart metering services", "Montel | smart metering services"],
    ),
]

PORTFOLIO = [
    (
        "Ruritel delivers wholesale voice, SMS, cloud, and fintech solutions to carriers.",
        ["Ruritel | wholesale voice", "Ruritel | SMS", "Ruritel | cloud", "Ruritel | fintech solutions"],
    ),
    ("Ruritel will offer prepaid voice, text and data plans.", ["Ruritel | prepaid voice, text and data plans"]),
    ("Ruritel offers customers flat rate plans.", ["Ruritel | flat rate plans"]),
    ("Ruritel offers mobile, fixed and internet services.", ["Ruritel | mobile, fixed and internet services"]),
    ("Ruritel manufactures and licenses DSL systems.", ["Ruritel | DSL systems"]),
    (
        "Ruritel is a bureau specializing in audio teleconferencing and broadcast fax.",
        ["Ruritel | audio teleconferencing", "Ruritel | broadcast fax"],
    ),
    (
        "Ruritel grew and its main product portfolio includes manufacture of ISDN, Zapstream and radio products.",
        ["Ruritel | ISDN", "Ruritel | Zapstream", "Ruritel | radio products"],
    ),
]

NONE = [
    "Ruritel is poised to introduce more innovative products in May.",
    "Ruritel offers services to customers. Its new products are good.",
    "Ruritel was the first operator in Spain to launch GPRS and LTE.",
    "This will provide greater emphasis on value for Ruritel's customers.",
    "Ruritel's efficiency programme, known as Horizon, saved money. Its savings plan, Compass, ends.",
    "Ruritel provides value-added services (VAS) no more; its service grew.",
    "The board of Ruritel offers no guidance.",
    "Ruritel has contracted for the Zap Engine platform.",
    "Ruritel to Introduce New Billing Plan and Discount Services",
    "Ruritel is listed on the Nairobi Securities Exchange.",
    "Customers of Ruritel can roam abroad with Zapcell.",
    "Ruritel has deployed CDMA2000 1xEV-DO Rev. A.",
    "Integration costs of Ruritel are high. Marketing costs rose.",
    "Ruritel was allocated the 1710-1785 MHz range.",
    "Ruritel (Norway), under the brand Zap, has customers.",
]

SPANISH = [
    ("Ruritel lanza hoy una nueva tarifa de fibra con 10 GB.", ["Ruritel | tarifa de fibra"]),
    ("Ruritel ha lanzado la primera tarifa convergente con llamadas.", ["Ruritel | tarifa convergente"]),
    ("Ruritel empezará a comercializar «Zap Cero» por 34,9 euros.", ["Ruritel | Zap Cero"]),
    ("Ruritel presentó «Zap Drive», un servicio de almacenamiento para clientes.", ["Ruritel | Zap Drive"]),
    ("Desde octubre Ruritel comercializa Zap Hogar, un servicio de telefonía fija.", ["Ruritel | Zap Hogar"]),
    ("Ruritel vende además la tarjeta de llamadas Zap Ya en sus tiendas.", ["Ruritel | Zap Ya"]),
    (
        "Ruritel ha presentado hoy Zap Pay, un monedero electrónico que permite a sus clientes enviar dinero.",
        ["Ruritel | Zap Pay"],
    ),
    ("Ruritel presentó sus nuevos planes Libre 10 y Libre 20.", ["Ruritel | Libre 10", "Ruritel | Libre 20"]),
    ("Ruritel ofrecerá HSDPA, bajo la denominación comercial ZapYa.", ["Ruritel | ZapYa"]),
    ("La nueva Tarifa Cero de Ruritel no tiene permanencia.", ["Ruritel | Tarifa Cero"]),
    ("Ruritel ofrecerá la tarifa única Sin Fronteras a sus usuarios.", ["Ruritel | Sin Fronteras"]),
    ("Ruritel lanzó en marzo su servicio de televisión por internet, ZapTV, en Chile.", ["Ruritel | ZapTV"]),
    (
        "Ruritel comercializará el paquete Todo Incluido y la tarifa «Sin Límites».",
        ["Ruritel | Todo Incluido", "Ruritel | Sin Límites"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_products_with_a_name(text: str, expected: list[str]) -> None:
    assert sorted(offerings(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), ANNOUNCED)
def test_what_is_announced(text: str, expected: list[str]) -> None:
    assert sorted(offerings(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), PORTFOLIO)
def test_what_a_portfolio_holds(text: str, expected: list[str]) -> None:
    assert sorted(offerings(text)) == sorted(expected)


@pytest.mark.parametrize("text", NONE)
def test_mentions_in_general_are_no_offerings(text: str) -> None:
    assert offerings(text) == []


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_offerings_in_spanish(text: str, expected: list[str]) -> None:
    assert sorted(offerings(text, "es")) == sorted(expected)


LISTED = [
    (
        "Our consumer brands:\n\n* Zap - mobile in Chile\n* Zing - television in Peru\n",
        ["Ruritel | Zap", "Ruritel | Zing"],
    ),
    ('Ruritel will offer:\n\n* "Zap One" : a single tariff for all\n', ["Ruritel | Zap One"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_items_of_a_list_of_products(text: str, expected: list[str]) -> None:
    assert sorted(offerings(text)) == sorted(expected)


@pytest.mark.xfail(
    reason="a name without a noun that says what it is, or a verb of launching, is not told from a company's"
)
def test_a_name_alone_is_offered() -> None:
    assert offerings("Two million people use Zap every day.") == ["Ruritel | Zap"]


WORDS = st.sampled_from(
    [
        "Ruritel",
        "Zap",
        "offers",
        "launched",
        "a",
        "new",
        "tariff",
        "services",
        "and",
        "its",
        ",",
        "(",
        ")",
        "“",
        "”",
        "such as",
        "of",
    ]
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_offerings_of_any_sentence_are_words_of_it(words: list[str]) -> None:
    text = f"Ruritel {' '.join(words)} ended."
    for found in said(offering.propose, text):
        assert found["name"] in " ".join(text.split())
