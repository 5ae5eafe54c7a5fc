"""What holds of quantities whatever the text."""

from __future__ import annotations

from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import fold
from extractor.values import find_quantities, read_quantity

NOUNS = {"en": "customers", "es": "clientes", "de": "Kunden", "fr": "clients", "pt": "clientes", "it": "clienti"}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(number=st.integers(min_value=2, max_value=10**11), language=st.sampled_from(sorted(NOUNS)))
def test_a_count_printed_by_cldr_reads_back(number: int, language: str) -> None:
    if 1900 <= number < 2100:  # a year, unless a noun says otherwise
        return
    text = f"{format_decimal(number, locale=language)} {NOUNS[language]}"
    value = read_quantity(text, language=language)
    assert value is not None
    assert (int(value.amount), value.unit) == (number, "customers")


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    cents=st.integers(min_value=1, max_value=10**8),
    language=st.sampled_from(sorted(NOUNS)),
    unit=st.sampled_from([("%", "percent"), (" EUR", "EUR")]),
)
def test_a_decimal_printed_by_cldr_reads_back(cents: int, language: str, unit: tuple[str, str]) -> None:
    mark, name = unit
    printed = format_decimal(cents / 100, format="#,##0.00", locale=language)
    value = read_quantity(f"{printed}{mark}", language=language)
    assert value is not None
    assert (float(value.amount), value.unit) == (cents / 100, name)


PIECES = st.sampled_from(
    [
        "1",
        "12",
        "900",
        "1,100",
        "8.475.000",
        "1.245",
        "12,5",
        "2004",
        "5.2",
        "(",
        ")",
        "%",
        "per cent",
        " ",
        "\n",
        ", ",
        ". ",
        "million",
        "bn",
        "EUR",
        "$",
        "€",
        "customers",
        "mobile",
        "users",
        "and",
        "or more",
        "to",
        "between",
        "more than",
        "including",
        "eleven",
        "half a",
        "March",
        "Tel",
        "+44",
        "MHz",
        "3G",
        "-",
        "/",
        "de",
        "millones",
        "clientes",
        "más de",
    ]
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)))
def test_whatever_the_text_spans_are_in_bounds_apart_and_their_own_words(text: str) -> None:
    for language in ("en", "es"):
        end = 0
        for found in find_quantities(text, language=language):
            assert end <= found.span.start < found.span.end <= len(text)
            assert found.span.covers(found.number)
            assert found.value.text == fold(text[slice(*found.span)])
            end = found.span.end
        read_quantity(text, language=language, context=text)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(text=st.lists(PIECES, max_size=10).map(" ".join))
def test_an_amount_in_digits_comes_from_the_digits_of_the_text(text: str) -> None:
    for found in find_quantities(text):
        digits = "".join(character for character in text[slice(*found.number)] if character.isdigit())
        if digits and found.type != "points":
            amount = "".join(character for character in format(abs(found.value.amount), "f") if character.isdigit())
            assert amount.strip("0") == digits.strip("0")
