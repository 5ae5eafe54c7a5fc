from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts import Span, fold
from extractor.values import find_quantities, read_quantity

Row = tuple[str, float, str, str]


@pytest.mark.parametrize(
    ("text", "amount", "unit", "bound"),
    [
        # groups and decimals
        ("8.475.000 subscribers", 8475000, "subscribers", "exact"),
        ("312.000 new customers", 312000, "customers", "exact"),
        ("1,100 people", 1100, "people", "exact"),
        ("1 234 567 customers", 1234567, "customers", "exact"),
        ("CHF 1'234'567", 1234567, "CHF", "exact"),
        ("1,23,456 customers", 123456, "customers", "exact"),
        # money
        ("EUR 1.245 billion", 1.245e9, "EUR", "exact"),
        ("around EUR 1.245 billion", 1.245e9, "EUR", "about"),
        ("640 million Euro's", 640e6, "EUR", "exact"),
        ("183 million euros", 183e6, "EUR", "exact"),
        ("Euro 1.5 billion", 1.5e9, "EUR", "exact"),
        ("RM14 billion", 14e9, "MYR", "exact"),
        ("over RM14 billion", 14e9, "MYR", "more_than"),
        ("$10,500,000", 10500000, "USD", "exact"),
        ("approximately $6.5m", 6.5e6, "USD", "about"),
        ("US$1.2bn", 1.2e9, "USD", "exact"),
        ("NT$ 5.6 billion", 5.6e9, "TWD", "exact"),
        ("HK$12,345 million", 12345e6, "HKD", "exact"),
        ("£3.4m", 3.4e6, "GBP", "exact"),
        ("R12.5 billion", 12.5e9, "ZAR", "exact"),
        ("Rs. 500 crore", 5e9, "INR", "exact"),
        ("500 MNOK", 500e6, "NOK", "exact"),
        ("12 million Swiss francs", 12e6, "CHF", "exact"),
        ("150 million pounds sterling", 150e6, "GBP", "exact"),
        ("3.5 billion Czech crowns", 3.5e9, "CZK", "exact"),
        ("up to 1.65 billion Euro's", 1.65e9, "EUR", "up_to"),
        ("$(5.3) million", -5.3e6, "USD", "exact"),
        ("Euro 22.4", 22.4, "EUR", "exact"),
        # percentages and points
        ("95+%", 95, "percent", "more_than"),
        ("51.5 %", 51.5, "percent", "exact"),
        ("99 per cent", 99, "percent", "exact"),
        ("99\nper cent", 99, "percent", "exact"),
        ("exceeds 78%", 78, "percent", "more_than"),
        ("(50.10%)", 50.1, "percent", "exact"),
        ("-5.2%", -5.2, "percent", "exact"),
        ("(5.2)%", -5.2, "percent", "exact"),
        ("wholly owned", 100, "percent", "exact"),
        ("wholly-owned", 100, "percent", "exact"),
        ("a 50-50 joint venture", 50, "percent", "exact"),
        ("15 percentage points", 15, "percentage points", "exact"),
        ("200 basis points", 200, "basis points", "exact"),
        ("12.5 cents", 0.125, "USD", "exact"),
        ("about 35 euro cents", 0.35, "EUR", "about"),
        ("up to 9 pence", 0.09, "GBP", "up_to"),
        # scales and number words
        ("nearly 4.4 million registered customers", 4.4e6, "customers", "about"),
        ("1.2 lakh", 120000, "", "exact"),
        ("ten million", 10e6, "", "exact"),
        ("half a million customers", 500000, "customers", "exact"),
        ("10+ million users", 10e6, "users", "more_than"),
        ("71.4M mobile subscribers¹", 71.4e6, "subscribers", "exact"),
        ("one and a half million users", 1.5e6, "users", "exact"),
        ("two hundred thousand lines", 200000, "lines", "exact"),
        ("eleven members", 11, "members", "exact"),
        ("twenty-five operators", 25, "operators", "exact"),
        # bounds
        ("more than 53 million", 53e6, "", "more_than"),
        ("four or more countries", 4, "countries", "at_least"),
        ("at least 20 countries", 20, "countries", "at_least"),
        ("no more than 5%", 5, "percent", "up_to"),
        ("no fewer than 12 operators", 12, "operators", "at_least"),
        ("fewer than 300 employees", 300, "employees", "less_than"),
        ("200+ countries", 200, "countries", "more_than"),
        ("100 million-plus customers", 100e6, "customers", "at_least"),
        ("close to 1.5 million subscribers", 1.5e6, "subscribers", "about"),
        (">40%", 40, "percent", "more_than"),
        # nouns
        ("280 mobile operators", 280, "operators", "exact"),
        ("31 consecutive quarters", 31, "quarters", "exact"),
        ("approximately 1500 LTE sites", 1500, "sites", "about"),
        ("six MVNO partners", 6, "partners", "exact"),
        ("10 years offers", 10, "years", "exact"),
        ("12 sales offices", 12, "offices", "exact"),
        ("2000 employees", 2000, "employees", "exact"),
        ("10 million prepaid and postpaid customers", 10e6, "customers", "exact"),
    ],
)
def test_reads_a_phrase(text: str, amount: float, unit: str, bound: str) -> None:
    value = read_quantity(text)
    assert value is not None
    assert (float(value.amount), value.unit, value.bound) == (amount, unit, bound)
    assert value.text == fold(text)


@pytest.mark.parametrize(
    ("language", "text", "amount", "unit", "bound"),
    [
        ("es", "8,4 millones de clientes", 8.4e6, "customers", "exact"),
        ("es", "el 35,2% ", 35.2, "percent", "exact"),
        ("es", "el 35 por ciento", 35, "percent", "exact"),
        ("es", "1.234,5 millones de euros", 1234.5e6, "EUR", "exact"),
        ("es", "más de 20 millones", 20e6, "", "more_than"),
        ("es", "12 mil millones de dólares", 12e9, "USD", "exact"),
        ("es", "mil millones de euros", 1e9, "EUR", "exact"),
        ("es", "dos millones y medio", 2.5e6, "", "exact"),
        ("es", "unos 300.000 abonados", 300000, "subscribers", "about"),
        ("es", "al menos siete países", 7, "countries", "at_least"),
        ("es", "ciento veinte países", 120, "countries", "exact"),
        ("es", "15 puntos porcentuales", 15, "percentage points", "exact"),
        ("es", "supera el 78%", 78, "percent", "more_than"),
        ("de", "€ 12,5 Mio.", 12.5e6, "EUR", "exact"),
        ("de", "rund 1.200 Mitarbeiter", 1200, "employees", "about"),
        ("de", "mehr als 3,5 Milliarden Euro", 3.5e9, "EUR", "more_than"),
        ("fr", "près de 2,5 millions de clients", 2.5e6, "customers", "about"),
        ("pt", "mais de 30 milhões de clientes", 30e6, "customers", "more_than"),
        ("it", "oltre 10 milioni di clienti", 10e6, "customers", "more_than"),
        ("es-MX", "20 millones de usuarios", 20e6, "users", "exact"),
        ("xx", "20 million users", 20e6, "users", "exact"),
    ],
)
def test_reads_other_languages(language: str, text: str, amount: float, unit: str, bound: str) -> None:
    value = read_quantity(text, language=language)
    assert value is not None
    assert (float(value.amount), value.unit, value.bound) == (amount, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "a majority",
        "Pursuant to Rule 13a-16 or 15d-16",
        "Rule 12g3-2(b): 82",
        "Form 20-F or Form 40-F",
        "Section 13 or 15(d) of the Securities Exchange Act of 1934",
        "Exhibit 99.1 Press Release",
        "ITEM 5. OTHER EVENTS",
        "Slough, Berkshire SL1 1YP, England",
        "Washington, D.C. 20549",
        "Commission File Number 0-27266",
        "000-27266 and 36-3154957",
        "Via C.G.Viola, 48 - 00148 Roma",
        "750 North Commons Drive, Aurora, Illinois 60504",
        "O2, mmO2, 11street, CDMA2000 1xEV-DO, 3G, 4G LTE, EX-99, i-mode",
        "900/1800 MHz and 450 MHz",
        "dual-band GSM (900 and 1800), GPRS",
        "a nation-wide GSM 1800 mobile telephony network",
        "speeds of up to 7.2 Mbps",
        "In 2003 and in the first quarter of 2004",
        "11 November, 2004",
        "2004 revenues",
        "In 2004 customers chose",
        "the 1st operator and the 33rd",
        "1. Subscribers grew",
        "at 9.30 a.m. and 14:30",
        "version 2.0.1",
        "open 24/7",
        "www.example12.com or info5@example.com",
        "Tel +39 06 8311 4546",
        "0800 333 000",
        "(1) customers",
        "a three-year plan and a 10-year licence",
        "one of the largest",
        "one in four customers",
        "The two companies will begin",
        "",
        "\n \t",
    ],
)
def test_leaves_out_what_counts_nothing(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 95% and 85% of the population", [(95, "percent", "more_than"), (85, "percent", "more_than")]),
        ("between 20 and 25 million", [(20e6, "", "at_least"), (25e6, "", "up_to")]),
        ("10 to 12 per cent", [(10, "percent", "at_least"), (12, "percent", "up_to")]),
        ("$10-12 million", [(10e6, "USD", "at_least"), (12e6, "USD", "up_to")]),
        ("from 10.2 to 12.4 million customers", [(10.2e6, "customers", "exact"), (12.4e6, "customers", "exact")]),
        (
            "28.3 million customers, including 10.2 mobile users",
            [(28.3e6, "customers", "exact"), (10.2e6, "users", "exact")],
        ),
        ("With 970 employees (860 full-time)", [(970, "employees", "exact"), (860, "employees", "exact")]),
        (
            "12 million prepaid and 3 million postpaid subscribers",
            [(12e6, "subscribers", "exact"), (3e6, "subscribers", "exact")],
        ),
        (
            "28 million customers, of whom 12 million are prepaid",
            [(28e6, "customers", "exact"), (12e6, "customers", "exact")],
        ),
        ("a subscriber base of more than 53 million.", [(53e6, "subscribers", "more_than")]),
        ("the highest number of mobile subscribers in the country, at 13.0 million", [(13e6, "subscribers", "exact")]),
        ("a headcount of 3,500", [(3500, "employees", "exact")]),
        ("margins rose 5% to 12%", [(5, "percent", "exact"), (12, "percent", "exact")]),
        ("Employees: 970", [(970, "employees", "exact")]),
        ("10.2 minutes of 28.3 million minutes", [(10.2, "minutes", "exact"), (28.3e6, "minutes", "exact")]),
        (
            "28.3 million customers. The 2.5 products per customer",
            [(28.3e6, "customers", "exact"), (2.5, "products", "exact")],
        ),
    ],
)
def test_numbers_lend_one_another_what_they_leave_out(text: str, expected: list[tuple[float, str, str]]) -> None:
    found = [(float(one.value.amount), one.value.unit, one.value.bound) for one in find_quantities(text)]
    assert found == expected


def test_the_sentence_around_a_phrase_lends_its_scale() -> None:
    sentence = "Wind boasted 28.3\nmillion customers, including 10.2 mobile users."
    value = read_quantity("10.2 mobile users", context=sentence)
    assert value is not None
    assert (int(value.amount), value.text) == (10_200_000, "10.2 mobile users")
    alone = read_quantity("10.2 mobile users")
    assert alone is not None
    assert float(alone.amount) == 10.2


def test_a_found_quantity_says_what_it_is_made_of() -> None:
    text = "With nearly 4.4 million registered customers at the end of September 2004,"
    (found,) = find_quantities(text)
    assert text[slice(*found.span)] == "nearly 4.4 million registered customers"
    assert text[slice(*found.number)] == "4.4 million"
    assert (found.type, found.noun) == ("count", "registered customers")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("36% share", "percent"),
        ("15 percentage points", "points"),
        ("EUR 5", "money"),
        ("5 sites", "count"),
        ("at 13.0 million.", "plain"),
        ("more than 53 million.", "plain"),
    ],
)
def test_type_follows_the_unit(text: str, kind: str) -> None:
    (found,) = find_quantities(text)
    assert found.type == kind


def test_a_table_row_does_not_lend_its_noun_to_the_row_above() -> None:
    found = find_quantities("Turnover 13.0 million\nEmployees 970\n")
    assert [(one.value.text, one.value.unit) for one in found] == [("13.0 million", "")]


def test_reads_fractions_in_words() -> None:
    value = read_quantity("three-quarters of the population")
    assert value is not None
    assert (int(value.amount), value.unit) == (75, "percent")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Subscribers (thousands)   1,234   1,100", [(1_234_000, "subscribers"), (1_100_000, "subscribers")]),
        ("Number of countries | 15 | 14", [(15, "countries"), (14, "countries")]),
        ("Market share (%)\t22.2\t21.5", [(22.2, "percent"), (21.5, "percent")]),
        ("Revenue (US$ million)   1,234", [(1_234_000_000, "USD")]),
        ("ARPU (EUR)   15.2", [(15.2, "EUR")]),
        ("(in thousands)\nSubscribers    1,234\nEmployees    970", [(1_234_000, "subscribers"), (970, "employees")]),
        (
            "In millions of euros     2008   2007\nRevenues    57,946   56,441\nCustomers (thousands)    12,345",
            [(57_946_000_000, "EUR"), (56_441_000_000, "EUR"), (12_345_000, "customers")],
        ),
        ("Subscribers    2004   2003", []),
    ],
)
def test_labels_and_headings_complete_the_cells_of_a_table(table: str, expected: list[tuple[float, str]]) -> None:
    assert [(float(one.value.amount), one.value.unit) for one in find_quantities(table)] == expected


@pytest.mark.xfail(strict=True, reason="a column's own unit is not lent to its cells")
def test_a_column_of_percentages_is_told_from_its_neighbours() -> None:
    found = find_quantities("In millions of euros    2008    % Chg\nRevenues    57,946    2.7\n")
    assert [one.value.unit for one in found] == ["EUR", "percent"]


def test_span_is_the_public_span_type() -> None:
    (found,) = find_quantities("5 sites")
    assert isinstance(found.span, Span)


@pytest.mark.parametrize(
    "unit", ["1,", "1.", "1 ", "5 and ", "+1 ", "one two ", "a-", "tel 1", "5" + " " * 300, "(", "customers "]
)
def test_repetition_is_read_in_one_pass(unit: str) -> None:
    """Each of these, repeated, would not end in a lifetime under a pattern that can be matched in many ways."""
    assert isinstance(find_quantities(unit * 300), list)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Net sales rose to SEK 61,423 million (58,873).", 58_873_000_000, "SEK"),
        ("The margin was 34.1 percent (36.8).", "36.8", "percent"),
        ("Earnings per share were SEK 2.54 (2.49).", "2.49", "SEK"),
        ("It had 5.2 million customers (4.9).", 4_900_000, "customers"),
    ],
)
def test_a_comparative_in_brackets_is_of_the_same_unit_and_scale(text: str, amount: int | str, unit: str) -> None:
    found = find_quantities(text)[-1]
    assert (found.value.amount, found.value.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text", ["It rose 34.1% (2).", "It paid EUR 12 million (1).", "It had 5 million customers (2004)."]
)
def test_a_footnote_or_year_in_brackets_is_no_comparative(text: str) -> None:
    assert len(find_quantities(text)) == 1


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Obtuvo 4 mil 177 millones de pesos chilenos.", 4_177_000_000, "CLP"),
        ("Ganó 56 mil 224 líneas en mayo.", 56_224, "lines"),
        ("Ganó 4 mil clientes en 2004.", 4_000, "customers"),
    ],
)
def test_thousands_said_with_their_rest_are_one_number(text: str, amount: int, unit: str) -> None:
    (found,) = find_quantities(text, language="es")
    assert (found.value.amount, found.value.unit) == (Decimal(amount), unit)
