from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values import find_countries, read_country


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("O2 (Germany, the UK and Ireland)", ["DE", "GB", "IE"]),
        ("Austria, Czech Republic, Hungary", ["AT", "CZ", "HU"]),
        ("Norway's Telenor and Denmark's TDC", ["NO", "DK"]),
        ("England, Scotland and Northern Ireland", ["GB", "GB", "GB"]),
        ("the U.S., the US and the USA", ["US", "US", "US"]),
        ("Holland, Russia, Vietnam, the UAE and Ivory Coast", ["NL", "RU", "VN", "AE", "CI"]),
        ("South Korea and the Republic of\nIreland", ["KR", "IE"]),
        ("Papua New Guinea, Guinea-Bissau and Bosnia and Herzegovina", ["PG", "GW", "BA"]),
        ("SPAIN AND FRANCE", ["ES", "FR"]),
        ("operations on the Isle of Man", ["IM"]),
        ("in Jordan and Georgia", ["JO", "GE"]),
        ("Mexico City, but New Mexico and New Jersey", ["MX"]),
        ("Michael Jordan of Atlanta, Georgia 30303", []),
        ("US$5 million, CONTACT US NOW, tell us", []),
        ("Europe, the EU, Hungarian, Indiana, turkey", []),
    ],
)
def test_finds_countries_in_order(text: str, codes: list[str]) -> None:
    assert [found.code for found in find_countries(text)] == codes


def test_spanish_names_are_read_beside_english_ones() -> None:
    text = "España, Reino Unido, la República Checa, EE.UU., Países Bajos, Brasil y Germany"
    codes = [found.code for found in find_countries(text, language="es")]
    assert codes == ["ES", "GB", "CZ", "US", "NL", "BR", "DE"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("the UK", "GB"), ("spain", "ES"), (" The  Netherlands ", "NL"), ("in Spain", "ES"), ("us", None), ("", None)],
)
def test_reads_one_country(text: str, code: str | None) -> None:
    assert read_country(text) == code


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "pt", "it"])
def test_every_cldr_name_of_a_country_reads_back(language: str) -> None:
    no_countries = {"EU", "EZ", "UN", "XA", "XB", "XK", "QO", "ZZ"}
    names = {name: code for code, name in Locale(language).territories.items() if len(code) == 2}
    wrong = {n: c for n, c in names.items() if c not in no_countries and read_country(n, language=language) != c}
    assert wrong == {}


@settings(max_examples=100, derandomize=True, deadline=None)
@given(text=st.text(max_size=80), language=st.text(max_size=6))
def test_whatever_the_text_spans_are_in_bounds_and_apart(text: str, language: str) -> None:
    end = 0
    for found in find_countries(text, language=language):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
    read_country(text, language=language)
