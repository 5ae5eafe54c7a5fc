"""What code makes of a candidate: found words, read values, and reasons for what does not stand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Country, Fact, Filing, Name, Quantity, Span, Text, When
from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.checking import Checker


class Figure(Fact, key=("subject", "value")):
    """A figure."""

    subject: Name
    value: Quantity
    day: When | None = None
    where: tuple[Country, ...] = ()
    scope: Text | None = None


def said(words: str, amount: float | None = None, unit: str = "") -> SlotValue:
    reading = Quantity(text=words, amount=Decimal(str(amount)), unit=unit) if amount is not None else None
    return SlotValue(words=(words,), reading=reading)


def check(text: str, *, quote: str | None = None, date: dt.date | None = None, **slots: SlotValue) -> tuple[
    list[Fact], list[str]
]:  # fmt: skip
    annotations = Annotations(Filing.read(text.encode()))
    candidate = Candidate(
        kind=Figure, slots=slots, within=Span(0, len(annotations.text)), passage=0, source="test", quote=quote
    )
    facts, rejected = Checker(annotations, today=date).check([candidate])
    return facts, [f"{r.slot}: {r.reason}" for r in rejected]


def value(text: str, words: str, amount: float | None = None, unit: str = "") -> tuple[Decimal, str] | None:
    subject = text.split(maxsplit=1)[0]
    facts, _ = check(text, subject=said(subject), value=said(words, amount, unit))
    if not facts:
        return None
    quantity = facts[0].model_dump()["value"]
    return quantity["amount"], quantity["unit"]


@pytest.mark.parametrize(
    ("text", "words", "amount", "unit", "comes_to"),
    [
        ("Nordtel had 8.475.000 users.", "8.475.000 users", 8475000, "users", (8475000, "users")),
        ("Nordtel (in thousands) | 2004\nCustomers | 1,245", "1,245", 1245000, "customers", (1245000, "customers")),
        ("Nordtel (EUR million) | 2004\nRevenue | 412.3", "412.3", 412300000, "EUR", (412300000, "EUR")),
        ("Nordtel had 28.3 million users, 10.2 of them abroad.", "10.2", 10200000, "users", (10200000, "users")),
        ("Nordtel made a loss of $4.2 million.", "$4.2 million", -4200000, "USD", (-4200000, "USD")),
        ("Nordtel sales fell by 3%.", "3%", -3, "percent", (-3, "percent")),
        ("Nordtel sees sales of $250-300 million.", "$250-300 million", 300000000, "USD", (300000000, "USD")),
        ("Nordtel sees sales of $250-300 million.", "$250-300 million", 250000000, "USD", (250000000, "USD")),
        ("Nordtel has a third of the market.", "a third", 33.33, "percent", None),
    ],
)  # fmt: skip
def test_what_a_model_makes_of_a_number_stands_where_the_filing_bears_it_out(
    text: str, words: str, amount: float, unit: str, comes_to: tuple[float, str] | None
) -> None:
    found = value(text, words, amount, unit)
    if comes_to is None:
        assert found is not None
    else:
        assert found == (Decimal(str(comes_to[0])), comes_to[1])


@pytest.mark.parametrize(
    ("text", "words", "amount", "unit", "comes_to"),
    [
        # another digit, a scale that the filing never names, a sign without a word of loss, a currency it never names
        ("Nordtel had 1,245 customers.", "1,245 customers", 1254, "customers", (1245, "customers")),
        ("Nordtel had 1,245 customers.", "1,245 customers", 1245000, "customers", (1245, "customers")),
        ("Nordtel earned $4.2 million.", "$4.2 million", -4200000, "USD", (4200000, "USD")),
        ("Nordtel paid 500 a share.", "500", 500, "EUR", (500, "")),
        ("Nordtel sales fell by 3%.", "3%", -3, "EUR", (-3, "percent")),
    ],
)  # fmt: skip
def test_what_the_filing_does_not_bear_out_is_not_taken(
    text: str, words: str, amount: float, unit: str, comes_to: tuple[float, str]
) -> None:
    found = value(text, words, amount, unit)
    assert found is not None
    assert (found[0], found[1] if comes_to[1] else "") == (Decimal(str(comes_to[0])), comes_to[1])


def test_a_currency_that_stands_in_a_tables_head_is_one_that_the_filing_names() -> None:
    assert value("Nordtel\nSLR million | 2004\nRevenue | 67.3", "67.3", 67300000, "SLR") == (Decimal(67300000), "SLR")


def test_words_are_taken_where_the_quote_stands() -> None:
    text = "Nordtel had 30 shops. Sudfone had 30 shops.\n"
    facts, _ = check(text, quote="Sudfone had 30 shops", subject=said("Sudfone"), value=said("30 shops"))
    (evidence,) = facts[0].evidence
    assert text[evidence.start : evidence.end] == "Sudfone had 30 shops"
    assert evidence.slots["value"] == (Span(34, 42),)


def test_a_quote_that_the_filing_does_not_have_costs_nothing_but_itself() -> None:
    slots: dict[str, Any] = {"subject": said("Nordtel"), "value": said("30 shops")}
    facts, rejected = check("Nordtel had 30 shops.", quote="Nordtel has 30 shops", **slots)
    assert facts[0].evidence[0].quote == "Nordtel had 30 shops"
    assert rejected == []


def test_an_ampersand_escaped_once_too_often_is_still_one() -> None:
    facts, _ = check("AT&amp;T had 30 shops.", subject=said("AT&T"), value=said("30 shops"))
    assert facts[0].model_dump()["subject"] == "AT&amp;T"


def test_countries_are_codes_and_what_is_no_country_is_left_out() -> None:
    text = "Nordtel had 30 shops in Spain, Germany and the Nordics."
    where = SlotValue(words=("Spain", "Germany", "the Nordics"))
    facts, _ = check(text, subject=said("Nordtel"), value=said("30 shops"), where=where)
    assert facts[0].model_dump()["where"] == ("ES", "DE")


def test_what_a_reader_points_at_needs_no_words() -> None:
    text = "Nordtel had 30 shops."
    facts, _ = check(text, subject=SlotValue(spans=(Span(0, 7),)), value=SlotValue(spans=(Span(12, 20),)))
    assert facts[0].model_dump()["value"]["amount"] == 30


def test_a_day_is_read_against_the_date_that_is_given() -> None:
    slots: dict[str, Any] = {"subject": said("Nordtel"), "value": said("30 shops"), "day": said("at the end of March")}
    facts, _ = check("Nordtel had 30 shops at the end of March.", date=dt.date(2005, 5, 1), **slots)
    assert facts[0].model_dump()["day"]["end"] == dt.date(2005, 3, 31)


def test_a_text_that_is_no_key_may_be_several_runs_parted_by_commas() -> None:
    text = "Nordtel has 3.5 million homes with fibre in Chile, and 2 million in Peru."
    slots: dict[str, Any] = {"subject": said("Nordtel"), "value": said("2 million", 2000000, "homes")}
    facts, rejected = check(text, scope=said("homes with fibre, Peru, target"), **slots)
    assert facts[0].model_dump()["scope"] == "homes with fibre, Peru"
    assert rejected == []


@settings(deadline=None)  # the languages are loaded when first read
@given(st.text(alphabet="ab 1.,%$€-()\n", max_size=30), st.text(alphabet="ab 1.,%$€-()", min_size=1, max_size=8))
def test_whatever_is_said_each_slot_of_a_fact_stands_in_the_filing(around: str, words: str) -> None:
    text = f"Nordtel {around} x"
    facts, _ = check(text, quote=words, subject=said("Nordtel"), value=said(words, 1, "x"), scope=said(words))
    for fact in facts:
        for evidence in fact.evidence:
            for name, spans in evidence.slots.items():
                kept = fact.model_dump()[name]
                printed = ", ".join(" ".join(text[s.start : s.end].split()) for s in spans)
                assert (kept["text"] if isinstance(kept, dict) else kept) == printed


class Sighting(Fact, key=("who", "place")):
    """Someone was somewhere."""

    who: Name | None = None
    place: Text | None = None
    day: When | None = None


@pytest.mark.parametrize("day", [None, "1 May 2004"])
def test_a_fact_of_which_no_key_slot_is_stated_is_incomplete(day: str | None) -> None:
    annotations = Annotations(Filing.read(b"Ada was in Lima on 1 May 2004."))
    more = {"day": said(day)} if day else {}
    within, quote = Span(0, 30), "Ada was in Lima on 1 May 2004"
    bare, named = (
        Candidate(kind=Sighting, slots=slots, within=within, passage=0, source="test", quote=quote)
        for slots in (more, {**more, "who": said("Ada")})
    )
    facts, rejected = Checker(annotations).check([bare, named])
    assert [fact.model_dump()["who"] for fact in facts] == ["Ada"]
    assert [(one.reason, one.message) for one in rejected] == [
        ("incomplete", "none of the key slots is stated: who, place")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nord\u00adtel had 30 shops.", "Nordtel"),
        ("Nord\u00ad\ntel had 30 shops.", "Nordtel"),
        ("Nord-tel had 30 shops.", "Nord-tel"),
    ],
)
def test_a_soft_hyphen_is_no_part_of_a_name_and_moves_no_offset(text: str, name: str) -> None:
    facts, rejected = check(text, subject=said(name), value=said("30 shops"))
    assert rejected == []
    assert facts[0].model_dump()["subject"] == name
    ((start, end),) = facts[0].evidence[0].slots["subject"]
    assert text[start:end] == text[: text.index(" had")]


class Holding(Fact, key=("owner", "owned")):
    """Who holds whom."""

    owner: Name
    owned: Name


@pytest.mark.parametrize(("owned", "why"), [("Nordtel", ["None: invalid"]), ("Nordtel plc", [])])
def test_a_name_is_not_related_to_itself(owned: str, why: list[str]) -> None:
    annotations = Annotations(Filing.read(b"Nordtel owns itself through Nordtel plc."))
    slots = {"owner": said("Nordtel"), "owned": said(owned)}
    candidate = Candidate(kind=Holding, slots=slots, within=Span(0, len(annotations.text)), passage=0, source="test")
    facts, rejected = Checker(annotations).check([candidate])
    assert [f"{r.slot}: {r.reason}" for r in rejected] == why
    assert len(facts) == 1 - len(why)


class Seat(Fact, key=("who",)):
    """Where a company sits."""

    who: Name
    land: Country | None = None


@pytest.mark.parametrize(("land", "code"), [("Spain", "ES"), ("Lumio", None)])
def test_a_country_alone_is_read_as_one_code(land: str, code: str | None) -> None:
    annotations = Annotations(Filing.read(b"Lumio sits in Spain."))
    slots = {"who": said("Lumio"), "land": said(land)}
    candidate = Candidate(kind=Seat, slots=slots, within=Span(0, 20), passage=0, source="test")
    facts, _ = Checker(annotations).check([candidate])
    assert [fact.model_dump()["land"] for fact in facts] == [code]
