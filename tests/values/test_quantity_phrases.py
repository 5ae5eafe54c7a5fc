"""The words that a reader chose for a value, and what they come to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.values import find_quantities, read_quantities, read_quantity


@pytest.mark.parametrize(
    ("text", "amount", "unit", "bound"),
    [
        # currencies that no table has keep what is printed
        ("SLR67.3 billion", 67.3e9, "SLR", "exact"),
        ("more than SLR 67.3 billion", 67.3e9, "SLR", "more_than"),
        ("Bs. 40 million", 40e6, "Bs", "exact"),
        ("\u20b45", 5, "UAH", "exact"),
        ("\u20b25", 5, "PYG", "exact"),
        ("CAD $12 million", 12e6, "CAD", "exact"),
        ("more than US$2 million dollars", 2e6, "USD", "more_than"),
        # signs
        ("loss of $4.2 million", -4.2e6, "USD", "exact"),
        ("approximately ($1.2) million", -1.2e6, "USD", "about"),
        ("minus ten per cent", -10, "percent", "exact"),
        # parts of a whole
        ("33 1/3%", 33.33, "percent", "exact"),
        ("12\u00bd per cent", 12.5, "percent", "exact"),
        ("two-thirds", 66.67, "percent", "exact"),
        ("a third", 33.33, "percent", "about"),
        ("more than half", 50, "percent", "more_than"),
        ("nearly 3 out of 4", 75, "percent", "about"),
        # scales and words
        ("3 lakh crore rupees", 3e12, "INR", "exact"),
        ("1.2 x 10^6 customers", 1.2e6, "customers", "exact"),
        ("one million eighty two thousand customers", 1082000, "customers", "exact"),
        ("six and a half percent", 6.5, "percent", "exact"),
        ("5.6 mln. euros", 5.6e6, "EUR", "exact"),
        ("over two decades", 20, "years", "more_than"),
        ("more than doubled", 2, "times", "more_than"),
        # footnote marks
        ("1.2 million1 customers", 1.2e6, "customers", "exact"),
        ("1,234,567\u00b2 customers", 1234567, "customers", "exact"),
        ("12.5 (1)", 12.5, "", "exact"),
        # units as printed
        ("300+ stores", 300, "stores", "more_than"),
        ("up to 2.5Gbps", 2.5, "Gbps", "up_to"),
        ("1 GW", 1, "GW", "exact"),
        ("10x", 10, "times", "exact"),
        ("a 155-room hotel", 155, "rooms", "exact"),
        ("five-year", 5, "years", "exact"),
        ("45 aircraft", 45, "aircraft", "exact"),
        ("c.1,500 orders", 1500, "orders", "about"),
        ("an estimated +18,000 users", 18000, "users", "about"),
        ("no more than $9", 9, "USD", "up_to"),
        ("10th acquisition", 10, "acquisition", "exact"),
    ],
)
def test_reads_the_words_chosen_for_a_value(text: str, amount: float, unit: str, bound: str) -> None:
    value = read_quantity(text)
    assert value is not None
    assert (float(value.amount), value.unit, value.bound) == (amount, unit, bound)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "bound"),
    [
        ("más de dos millones de líneas", 2e6, "lines", "more_than"),
        ("un billón de dólares", 1e12, "USD", "exact"),
        ("1,500 millones de usuarios", 1.5e9, "users", "exact"),
        ("dos tercios", 66.67, "percent", "exact"),
        ("9 de cada 10 empresas", 90, "percent", "exact"),
        ("superarán los USD$ 12 millones", 12e6, "USD", "more_than"),
        ("unas 40 redes", 40, "redes", "about"),
        ("desde $20", 20, "USD", "at_least"),
    ],
)
def test_reads_the_spanish_words_chosen_for_a_value(text: str, amount: float, unit: str, bound: str) -> None:
    value = read_quantity(text, language="es")
    assert value is not None
    assert (float(value.amount), value.unit, value.bound) == (amount, unit, bound)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("3% to 5%", [(3, "percent"), (5, "percent")]),
        ("$10.5-12.5bn", [(10.5e9, "USD"), (12.5e9, "USD")]),
        ("3-5 years", [(3, "years"), (5, "years")]),
        ("approximately 10% to 15%", [(10, "percent"), (15, "percent")]),
    ],
)
def test_a_range_has_two_ends_and_is_read_as_the_first(text: str, ends: list[tuple[float, str]]) -> None:
    values = read_quantities(text)
    assert [(float(value.amount), value.unit) for value in values] == ends
    assert [value.bound for value in values] == ["at_least", "up_to"]
    first = read_quantity(text)
    assert first is not None
    assert first == values[0]


@pytest.mark.parametrize(
    "text", ["hundreds of stores", "dozens", "30 June", "May 5", "2004", "in 2003", "the second half of 2004"]
)
def test_what_gives_no_number_is_no_quantity(text: str) -> None:
    assert read_quantities(text) == []


def test_a_day_of_the_month_counts_nothing_that_follows_it() -> None:
    assert find_quantities("From 30 June customers can roam.") == []
    (found,) = find_quantities("On May 5 subscribers rose to 3 million.")
    assert (int(found.value.amount), found.value.unit) == (3_000_000, "subscribers")


@pytest.mark.parametrize("digits", [*range(299, 311), 5_000, 20_000])
@pytest.mark.parametrize("shape", ["{plain}", "{grouped}", "{plain} million", "{plain}%", "0.{plain}", "EUR {plain}"])
def test_a_number_longer_than_any_figure_is_none_and_the_rest_stands(digits: int, shape: str) -> None:
    long = shape.format(plain="9" * digits, grouped=",".join(["999"] * (digits // 3)))
    found = find_quantities(f"It had 2.4 million customers, {long} lines and 30 shops.")
    assert [one.value.amount for one in found if len(one.value.text) < 100] == [2400000, 30]
    assert all(abs(one.value.amount) < Decimal("1e300") for one in found)
