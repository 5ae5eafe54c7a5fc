"""Which names are one thing, and which are not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest

from extractor.store._naming import alike, difference, form
from extractor.store.entities import Entities, Entity, Said


def entities(
    *names: str,
    filings: Mapping[str, str] | None = None,
    same: tuple[tuple[str, str, str], ...] = (),
    beside: Mapping[str, str] | None = None,
    **given: object,
) -> Entities:
    """What names mean, each in a filing of its own unless `filings` says otherwise; `beside` names an alliance."""
    where = {name: {(filings or {}).get(name, f"f-{name}"): 1} for name in names}
    stated = [(one, other, (filing, 0)) for one, other, filing in same]
    near = {name: {("membership", "member", other): (f"f-{name}", 0)} for name, other in (beside or {}).items()}
    return Entities(Said(names=where, same=stated, beside=near, **given))  # type: ignore[arg-type]


def one(found: Entities, name: str, other: str) -> bool:
    return found.of(name) is found.of(other)


@pytest.mark.parametrize(
    ("name", "other", "rule"),
    [
        ("O2 plc", "O2", "legal form"),
        ("O2 Public Limited Company", "O2 plc", "group"),
        ("Telefónica S.A.", "Telefónica, SA", "spelling"),
        ("TELEFONICA", "Telefónica", "spelling"),
        ("T-Mobile", "T Mobile", "spelling"),
        ("the Polaris Alliance", "Polaris  Alliance", None),
        ("Eurotel Praha, spol. s r.o.", "Eurotel Praha", "legal form"),
        ("Auna Group", "Auna", "group"),
        ("Grupo Auna", "AUNA", "group"),
        ("ВымпелКом", "Вымпелком", None),
    ],
)
def test_names_that_are_only_written_otherwise_are_one(name: str, other: str, rule: str | None) -> None:
    found = entities(name, other)
    assert one(found, name, other)
    entity = found.of(name)
    assert entity is not None
    assert [merge.rule for merge in entity.merges] == ([] if rule is None else [rule])
    assert all(merge.why for merge in entity.merges)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Telefónica", "Telefónica Móviles"),
        ("O2", "O3"),
        ("O2", "mmO2"),
        ("Telenor ASA", "Telenor AS"),
        ("Orange S.A.", "Orange plc"),
        ("Telecel", "Telcel"),
        ("Mobilkom", "Mobilcom"),
        ("Telia", "Telma"),
        ("Eurotel Praha", "Eurotel Bratislava"),
        ("Vodafone 1", "Vodafone 2"),
        ("Telecom Italia", "Telecom Italia Mobile"),
        ("AT&T", "ATT"),
        ("Digi", "Digi+"),
        ("Pannon GSM", "Pannon"),
        ("TDC", "TDC Switzerland AG"),
        ("Telekom Austria", "Telekom Australia"),
    ],
)
def test_near_misses_are_two(name: str, other: str) -> None:
    assert not one(entities(name, other), name, other)


def test_of_several_legal_forms_the_bare_name_is_none_and_a_person_is_told() -> None:
    found = entities("Telenor ASA", "Telenor AS", "Telenor")
    assert len(list(found)) == 3
    [apart] = found.kept_apart
    assert apart.rule == "legal form"
    assert "may be several companies" in apart.why


def test_what_a_filing_says_is_one_is_one_with_the_fact_that_says_so() -> None:
    found = entities("mmO2", "O2", same=(("mmO2", "O2", "f1"),))
    entity = found.of("O2")
    assert entity is not None
    assert entity.names == ("O2", "mmO2")
    assert [(merge.rule, merge.facts) for merge in entity.merges] == [("stated", (("f1", 0),))]


def test_a_short_name_that_filings_give_to_two_companies_means_in_each_what_it_says() -> None:
    found = entities(
        *("Eurotel Praha", "Eurotel Bratislava", "Eurotel"),
        same=(("Eurotel", "Eurotel Praha", "cz"), ("Eurotel", "Eurotel Bratislava", "sk")),
    )
    assert not one(found, "Eurotel Praha", "Eurotel Bratislava")
    assert found.of("Eurotel", "cz") is found.of("Eurotel Praha")
    assert found.of("Eurotel", "sk") is found.of("Eurotel Bratislava")
    assert found.of("Eurotel", "other") not in (found.of("Eurotel Praha"), found.of("Eurotel Bratislava"))
    assert len({entity.name for entity in found}) == len(list(found)) == 3
    assert "different things" in found.kept_apart[0].why


def test_several_short_names_of_one_company_are_that_company() -> None:
    same = (("Telefónica Móviles", "TEM", "f1"), ("Telefónica Móviles", "Móviles", "f2"))
    found = entities("Telefónica Móviles", "TEM", "Móviles", same=same)
    assert one(found, "TEM", "Móviles")


def test_registrants_of_one_number_are_one_and_of_two_numbers_are_two() -> None:
    def by(*numbers: str) -> Entities:
        names = ("Bell Atlantic", "Verizon")
        registrants = {
            f"f{nth}": (name, {"cik": cik}) for nth, (name, cik) in enumerate(zip(names, numbers, strict=True))
        }
        return entities(*names, registrants=registrants, same=(("Verizon", "Bell Atlantic", "f9"),))

    renamed = by("732712", "732712").of("Verizon")
    assert renamed is not None
    assert renamed.numbers == {"cik": "732712"}
    assert renamed.merges[0].rule == "cik"
    two = by("732712", "99")
    assert not one(two, "Bell Atlantic", "Verizon")
    assert "two numbers" in two.kept_apart[0].why


NEAR = ("Telefonica Movils", "Telefónica Móviles")


def test_a_near_spelling_is_one_where_another_fact_speaks_for_it() -> None:
    entity = entities(*NEAR, beside=dict.fromkeys(NEAR, "starmap")).of(NEAR[0])
    assert isinstance(entity, Entity)
    assert set(entity.names) == set(NEAR)
    [merge] = entity.merges
    assert merge.rule == "near spelling"
    assert merge.facts == tuple((f"f-{name}", 0) for name in sorted(NEAR, key=str.casefold))
    assert merge.alike == alike(*NEAR)


def test_a_near_spelling_alone_is_listed_and_kept_apart() -> None:
    found = entities(*NEAR)
    assert not one(found, *NEAR)
    assert "no other fact speaks for it" in found.kept_apart[0].why
    together = entities(*NEAR, filings=dict.fromkeys(NEAR, "f"), beside=dict.fromkeys(NEAR, "starmap"))
    assert not one(together, *NEAR)


def test_what_people_split_stays_split_whatever_rule_would_join_it() -> None:
    names = ("O2", "O2 plc", "O2 Limited Company")
    assert not one(entities(*names[:2], split=(("O2", "O2 plc"),)), "O2", "O2 plc")
    alone = entities("mmO2", "O2", "O2 plc", same=(("mmO2", "O2", "f1"),), split=(("o2", ""),))
    assert alone.of("O2") not in (alone.of("mmO2"), alone.of("O2 plc"))


def test_what_comes_out_does_not_depend_on_the_order_of_what_came_in() -> None:
    names = ("O2", "O2 plc", "mmO2", "Telefonica Movils", "Telefónica Móviles")
    same = (("mmO2", "O2", "f1"), ("O2 plc", "Oh Two", "f2"))
    results = {
        tuple((entity.name, entity.names, entity.merges) for entity in entities(*order, same=same))
        for order in permutations(names)
    }
    assert len(results) == 1


def test_a_name_is_found_by_its_letters_and_one_that_is_not_there_has_neighbours() -> None:
    found = entities("Skerry Net AS", "Brennet Mobil")
    assert [entity.name for entity in found.named("skerry net")] == ["Skerry Net AS"]
    assert found.named("Skarry") == []
    assert found.nearest("Skarry Net") == ["Skerry Net AS"]


def test_a_legal_form_is_one_however_it_is_written() -> None:
    assert form("O2 plc") == form("O2 p.l.c.") == form("O2 Public Limited Company") == "plc"
    assert form("Wind") == form("Group Auna") == ""
    assert difference("O2 plc", "O2") == ("legal form", "the same but for the legal form, 'plc'")
