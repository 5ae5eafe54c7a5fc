"""Which names a filing has, how far each goes, which are one thing and which are companies. All are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alliances.rules.marks import Names, find_names
from extractor.filing import Filing
from extractor.passages import blocks

_END = " It rained today in the hills."


def names(text: str, language: str = "en", known: tuple[str, ...] = ()) -> Names:
    filing = Filing.read(text + _END)
    return find_names(filing.text, blocks(filing), language=language, known=known)


def mentioned(text: str, language: str = "en") -> list[str]:
    """The mentions that are no places and no persons, in order."""
    found = names(text, language)
    entities = found.entities
    return [m.text for m in found.mentions if not entities[m.entity].place and not entities[m.entity].person]


EXTENTS = [
    ("Kolna Telecom Holding B.V. holds 51% of Tamra.", ["Kolna Telecom Holding B.V.", "Tamra"]),
    ("Norda S.A.A. and Sudra S.A. de C.V. signed.", ["Norda S.A.A.", "Sudra S.A. de C.V."]),
    ("Praha Tel, spol. s r.o. is the largest provider.", ["Praha Tel, spol. s r.o."]),
    ("It is owned 100% by esky Telecom, a. s., a carrier.", ["esky Telecom, a. s."]),
    ("P/F Faroenet was the last to apply.", ["P/F Faroenet"]),
    ("The operator A.LON has customers and A.LON grows.", ["A.LON", "A.LON"]),
    ("Norway's Telnor and Denmark's Danafon agreed.", ["Telnor", "Danafon"]),
    ("The German Telnor and the Romanian State agreed.", ["Telnor", "Romanian State"]),
    ("Shares went to the Qatari Sovereign Fund.", ["Qatari Sovereign Fund"]),
    ("The holders are Banco del Turia and the Bank of Norfolk.", ["Banco del Turia", "Bank of Norfolk"]),
    ("The rest is held by the Larra family.", ["Larra family"]),
    ("In September Tamra opened a network, and in July Corva did.", ["Tamra", "Corva"]),
    ("It was paid to Wills & Benson Associates, Inc. in March.", ["Wills & Benson Associates, Inc."]),
    (
        "The company has worked for a number of years with Great\nNorthern Wireless on the network.",
    ["Great Northern Wireless"]),
    ("It has three members: 3 (Italy), One (Austria) and sunrays (Switzerland).", ["3", "One", "sunrays"]),
    ("Kestrel operates under the brand “zapp” in Spain, where zapp is well known.", ["Kestrel", "zapp", "zapp"]),
    ("The KristjÃ¡n Group was there with the Cindy NTM?geli Group.", ["KristjÃ¡n Group", "Cindy NTM?geli Group"]),
    ("Kestrel plc (LSE: KST; NYSE: KSE) grew.", ["Kestrel plc"]),
    ("Savings were large. Churn was 4%. Penetration is high.", ["Churn"]),
    ("Leaving Kestrel aside, the base grew; Kestrel is a carrier.", ["Kestrel", "Kestrel"]),
    ("The GSM 900 network and the EDGE, UMTS and LTE networks use MHz.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXTENTS)
def test_a_name_is_found_at_its_full_extent_and_no_further(text: str, expected: list[str]) -> None:
    assert mentioned(text) == expected


EXTENTS_IN_SPANISH = [
    ("La filial Telmex del Norte creció.", ["Telmex del Norte"]),
    ("Su filial Norda Móviles de Chile S.A. creció.", ["Norda Móviles de Chile S.A."]),
    ("Telefonia Celular del Altiplano S.A. cubre el país.", ["Telefonia Celular del Altiplano S.A."]),
    (
        "Sus accionistas son la familia Larra y el Fondo Delta de Pensiones.",
    ["familia Larra", "Fondo Delta de Pensiones"]),
    ("El presidente de Kestrel habló con la argentina Pampa Móvil.", ["Kestrel", "Pampa Móvil"]),
    ("La paraguaya Yvytel entra en la Alianza Boreal.", ["Yvytel", "Alianza Boreal"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXTENTS_IN_SPANISH)
def test_a_name_is_found_at_its_full_extent_in_spanish(text: str, expected: list[str]) -> None:
    assert mentioned(text, "es") == expected


ONE_THING = [
    ("Kestrel plc grew. The Kestrel Group grew. KESTREL grew.", "Kestrel plc", "KESTREL"),
    ("Group Auda owns it. The Auda Group is large.", "Group Auda", "Auda Group"),
    ("Kestrel Telecom S.A. is a carrier. Kestrel has customers.", "Kestrel Telecom S.A.", "Kestrel"),
    ("Kestrel Europe Limited (“KEL”) sold assets. KEL is small.", "Kestrel Europe Limited", "KEL"),
    ("Kestrel Holdings N.V. (the “Company” or “Kestrel”) grew.", "Kestrel Holdings N.V.", "Kestrel"),
    ("Kestrel, S.A. (en adelante, «Kestrel») creció.", "Kestrel, S.A.", "Kestrel"),
    ("The Mobile Purchasing Alliance (MPA) met. MPA has members.", "Mobile Purchasing Alliance", "MPA"),
    ("It launched IOZ (Internet of Zapp) in May. IOZ is new.", "IOZ", "Internet of Zapp"),
    ("Kestrel Ltd., a unit of Buzzard Inc. (NYSE: BUZ), (“Kestrel”), grew.", "Kestrel Ltd.", "Kestrel"),
    (
        "Kestrel Voice Inc. a subsidiary of Kestrel Inc. (NASDAQ: KES), (“Kestrel”), grew.",
    "Kestrel Voice Inc.", "Kestrel"),
    (
        "The Polar Mobile Alliance met. The Polar mobile alliance has members.",
    "Polar Mobile Alliance", "Polar mobile alliance"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), ONE_THING)
def test_two_names_of_one_thing_are_one_entity(text: str, one: str, other: str) -> None:
    found = names(text)
    assert found.named(one) is not None
    assert found.named(one) == found.named(other)


TWO_THINGS = [
    ("Kestrel owns Kestrel Ireland.", "Kestrel", "Kestrel Ireland"),
    ("Kestrel Holding S.A. (“Kestrel”) holds 85% of Kestrel Caucasus B.V.", "Kestrel", "Kestrel Caucasus B.V."),
    ("Kestrel Technologies, Inc. (“Kestrel”) owns Kestrel, Inc.", "Kestrel", "Kestrel, Inc."),
    ("Kestrel Voice Inc. a subsidiary of Kestrel Inc. (NASDAQ: KES), (“Kestrel”), grew.", "Kestrel", "Kestrel Inc."),
    ("Kestrel Mobile grew. Kestrel grew.", "Kestrel Mobile", "Kestrel"),
    ("Betta Ltd. (the “Seller”) sold it to Kestrel Inc. (the “Buyer”).", "Betta Ltd.", "Kestrel Inc."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), TWO_THINGS)
def test_two_things_of_like_names_stay_two(text: str, one: str, other: str) -> None:
    found = names(text)
    assert None not in (found.named(one), found.named(other))
    assert found.named(one) != found.named(other)


def test_the_entity_goes_by_its_shortest_name_that_stands_by_itself() -> None:
    found = names("Kestrel Telecom S.A. (“Kestrel”) is a carrier. Kestrel has customers.")
    assert found.entities[0].name == "Kestrel"
    found = names("The Mobile Purchasing Alliance (MPA) met in Oslo.")
    assert found.entities[0].name == "Mobile Purchasing Alliance"


KINDS = [
    ("Kestrel plc is a carrier.", "Kestrel plc", "company"),
    ("Its subsidiary Kestrel has 2 million customers.", "Kestrel", "company"),
    ("Kestrel (Spain) and Betta (Italy) agreed.", "Kestrel", "company"),
    ("It operates in Hungary.", "Hungary", "place"),
    ("It is headquartered in Auburn, Wisconsin.", "Auburn", "place"),
    ("It is headquartered in Auburn, Wisconsin.", "Wisconsin", "place"),
    ("It was signed by Mr. Juan Pereda, Chief Executive.", "Juan Pereda", "person"),
    ("“We grew,” said Nancy J. Whitfield.", "Nancy J. Whitfield", "person"),
    ("It launched a tariff called Passport Plus.", "Passport Plus", "other"),
    ("It launched the Zapp plan in May.", "Zapp", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_what_a_name_is_of_follows_from_the_words_around_it(text: str, name: str, kind: str) -> None:
    found = names(text)
    number = found.named(name)
    assert number is not None
    entity = found.entities[number]
    is_company = found.is_company(number)
    said = "company" if is_company else "place" if entity.place else "person" if entity.person else "other"
    assert said == kind


def test_headings_are_no_names_but_for_those_the_text_takes_up() -> None:
    text = (
        "Financial"
        " Performance\n\nKestrel grew again in the year, and Kestrel has more"
        " customers.\n\nKestrel\n\nIt is large."
    )
    assert set(mentioned(text)) == {"Kestrel"}


def test_a_lower_case_heading_that_the_text_repeats_is_a_name() -> None:
    text = "The members are many.\n\nsunrays\n\nsunrays is the brand name of Danafon AG. In 2003, sunrays grew."
    assert mentioned(text).count("sunrays") == 3


def test_a_contact_that_stands_alone_in_its_column_is_a_person() -> None:
    text = (
        "Kestrel is a carrier of some size and has many customers in several countries of the north.\n\n"
        "Ivana Petrov                                 Rado Munt\n"
        "Head of Press Office                         Investor Relations\n"
        "ivana@kestrel.example                        rado@kestrel.example\n\n"
        "The end of it."
    )
    found = names(text)
    assert {e.name for e in found.entities if e.person} >= {"Ivana Petrov", "Rado Munt"}


def test_the_company_stands_for_whom_the_filing_defines_so() -> None:
    found = names("Kestrel Holdings N.V. (the “Company”) grew. Last year the Company bought Betta Ltd. for cash.")
    assert [m.text for m in found.mentions if found.entities[m.entity].name == "Kestrel Holdings N.V."][
        -1
    ] == "the Company"


def test_the_group_stands_for_the_registrant_where_nothing_is_defined() -> None:
    found = names("Kestrel plc grew. Last year the Group bought Betta Ltd.", known=("KESTREL PLC",))
    assert "the Group" in [m.text for m in found.mentions if m.entity == found.named("Kestrel plc")]


def test_a_class_noun_stands_for_the_one_thing_that_bears_it() -> None:
    found = names("Kestrel joined the Polar Roaming Circle. Today the Circle has ten members.")
    assert "the Circle" in [m.text for m in found.mentions if m.entity == found.named("Polar Roaming Circle")]


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    text = (
        "Kestrel"
        " Telecom S.A. (“Kestrel”) owns Betta (Spain), Bank of Norfolk and the Polar Alliance. The"
        " Alliance grew."
    )
    spans = [m.span for m in names(text).mentions]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Beta Gamma " * 60,
        "Alpha (Beta (Gamma) " * 50,
        'Alpha ("' * 120,
        "S. A. S. A. de C. V. " * 50,
        "A B C D E " * 90,
    ],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert names(text) is not None
