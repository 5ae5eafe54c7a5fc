"""What speaks for a company, and what against it. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules.marks import Names, find_names
from extractor.filing import Filing
from extractor.passages import blocks

_END = " It rained today in the hills."


def names(text: str, language: str = "en") -> Names:
    filing = Filing.read(text + _END)
    return find_names(filing.text, blocks(filing), language=language)


def companies(text: str, language: str = "en") -> set[str]:
    found = names(text, language)
    return {e.name for number, e in enumerate(found.entities) if found.is_company(number)}


COMPANIES = [
    ("Last week the Norwegian operator Zentra cut its prices.", "Zentra"),
    ("Last week its rival Zentra cut prices.", "Zentra"),
    ("In May Norway's Zentra cut prices.", "Zentra"),
    ("There Zentra, Chile's second operator, cut prices.", "Zentra"),
    ("There Zentra, controlled by the family, cut prices.", "Zentra"),
    ("Last year Zentra was the largest mobile operator.", "Zentra"),
    ("The base of Zentra (2.3 million customers) is large.", "Zentra"),
    ("The leader is ahead of Zentra, with 2.3 million customers.", "Zentra"),
    ("In June Zentra held 23.2% of the market.", "Zentra"),
    ("It is owned 60.3% by Zentra and 23% by the state.", "Zentra"),
    ("It competes with Zentra in the north.", "Zentra"),
    ("It was formed by Zentra of India and others.", "Zentra"),
    ("There are units in Peru (Zentra) and elsewhere.", "Zentra"),
    ("Jane Doe is head of marketing at Zentra, a firm.", "Zentra"),
    ("The unit is called Zentra Uganda here.", "Zentra Uganda"),
    ("A licence went to Maple Telecom there.", "Maple Telecom"),
    ("A licence went to Colombia Telecom there.", "Colombia Telecom"),
    ("Its rivals are Zentra, Belgo Hub and Comfort Calls there.", "Comfort Calls"),
    ("In all, Zentra in Ukraine has kept its place.", "Zentra"),
    ("Talk there is of Zentra, in which a fund holds 49.8%.", "Zentra"),
    ("Talat Laho, chief executive officer (CEO) of Zentra C, said it grew.", "Zentra C"),
    ("Kestrel, The Israel Communications Corp., grew in Israel.", "Israel Communications Corp."),
    ("It built links for Zentra and Zentra Uganda there.", "Zentra"),
    ("The members are:\n\n* Zentra - Norway\n* Belgo - Spain\n* Comfo - Italy\n", "Belgo"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), COMPANIES)
def test_a_company_is_told_by_the_words_around_its_name(text: str, name: str) -> None:
    assert name in companies(text)


COMPANIES_IN_SPANISH = [
    ("En junio la mexicana Zentra bajó sus precios.", "es", "Zentra"),
    ("Su rival Zentra bajó sus precios.", "es", "Zentra"),
    ("En junio Zentra, con 1,9 millones, bajó sus precios.", "es", "Zentra"),
    ("En junio Zentra contaba con el 33,2% del mercado.", "es", "Zentra"),
    ("Junto a Voz Andes y la brasileña Rio Fixo, Zentra (62%) creció.", "es", "Rio Fixo"),
    ("Opera en Paraguay (Zentra) desde 1998.", "es", "Zentra"),
    ("Em junho a concorrente Zentra tem 4,9 milhões de clientes.", "pt", "Zentra"),
    ("En juin Zentra, détenue à 42 % par un fonds, a baissé ses prix.", "fr", "Zentra"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "name"), COMPANIES_IN_SPANISH)
def test_a_company_is_told_by_the_words_around_its_name_in_other_languages(text: str, language: str, name: str) -> None:
    assert name in companies(text, language)


NO_COMPANIES = [
    "The terms of the Subscription Agreement were met; the Subscription Agreement has conditions.",
    "It was Telecom Company of the Year in May.",
    "It is listed on the Oslo Stock Exchange, which has rules.",
    "Under the Companies Ordinance, which was amended, it is exempt.",
    "The brands Ugo Prepaid, Ugo Postpaid and Sulo are known.",
    "It is the largest in the Southern Hemisphere, with 5 million customers.",
]


@pytest.mark.parametrize("text", NO_COMPANIES)
def test_papers_prizes_exchanges_and_brands_are_no_companies(text: str) -> None:
    assert companies(text) == set()


NO_NAMES = [
    ("Revenue was RMB126.18 billion and EUR17.24 a share, up from USD35m.", "RMB126"),
    ("The Oslo-based group Zentra grew, a Zentra-backed venture too.", "Oslo-based"),
    ("Two customers left and Quarterly revenues fell.", "Two"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NO_NAMES)
def test_amounts_descriptions_and_ordinary_words_are_no_names(text: str, name: str) -> None:
    assert names(text).named(name) is None


EXTENTS = [
    ("The deal was signed by Pieter van der Berg, chief executive.", "Pieter van der Berg"),
    ("The deal was signed by Marco de Bernardi, chief executive.", "Marco de Bernardi"),
    ("It was formed by Islas Telecom of the Philippines and others.", "Islas Telecom"),
    ("Rival Zentra Uganda has 4 million subscribers.", "Zentra Uganda"),
    ("The licence went to AB&C for ten years.", "AB&C"),
    ("There Tejo - Comunicacoes Moveis, S.A. grew again.", "Tejo - Comunicacoes Moveis, S.A."),
    ("A fatia foi vendida à Caixa do Douro em maio.", "Caixa do Douro"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), EXTENTS)
def test_a_name_ends_where_it_ends(text: str, name: str) -> None:
    assert name in {m.text for m in names(text).mentions}


def test_a_family_name_by_itself_is_the_person_s() -> None:
    found = names("“We grew,” said Dan Hasse, president of Kestrel plc. Later Hasse spoke of prices.")
    number = found.named("Hasse")
    assert number is not None
    assert found.entities[number].person


def test_a_short_name_is_the_company_s_that_was_named_in_full_before() -> None:
    found = names("The vendor Northal Networks won. Later Northal was paid.")
    assert found.named("Northal") == found.named("Northal Networks")


def test_the_group_is_the_company_named_first_and_most_where_nothing_else_says_so() -> None:
    found = names("Kestrel plc grew, and Kestrel sold Betta Ltd. Last year the Group bought shops.")
    assert "the Group" in [m.text for m in found.mentions if m.entity == found.named("Kestrel plc")]


SALE = "It said that last year the Company bought Betta Ltd. for cash, and that nothing else of note was bought in it."
OWN = [
    SALE + '\n\nDefinitions\n\n"Board"    the board of directors\n"Company"    Kestrel Limited\n',
    "KESTREL LIMITED\n(incorporated in Bermuda with limited liability)\n\n" + SALE,
]


@pytest.mark.parametrize("text", OWN)
def test_the_company_is_whom_the_glossary_or_the_letterhead_names(text: str) -> None:
    found = names(text)
    assert "the Company" in [m.text for m in found.mentions if m.entity == found.named("Kestrel Limited")]


TITLES = [
    ("Telnova Reports 15% Increase in Revenue\n\n" + SALE, "Telnova"),
    ("Nordvik Group: Interim report for 2004\n\n" + SALE, "Nordvik Group"),
    ("Global Peering Alliance Members\n\n" + SALE, "Global Peering Alliance"),
    ("The Alliance for Mobile Purchasing met, and so did the i3 Carrier Alliance.", "Alliance for Mobile Purchasing"),
    ("The Alliance for Mobile Purchasing met, and so did the i3 Carrier Alliance.", "i3 Carrier Alliance"),
    ("Last week Alpha Telephone Public Company Limited grew.", "Alpha Telephone Public Company Limited"),
    ("Harbour Tel (Hong Kong) and Vina Phone (Vietnam) joined.", "Vina Phone"),
    ("Country    Company        Lines\nGhana      Volta (1)      1,465\nPeru       Andes          2,310\n", "Volta"),
]


@pytest.mark.parametrize(("text", "name"), TITLES)
def test_titles_alliances_and_tables_name_companies(text: str, name: str) -> None:
    assert name in companies(text)
