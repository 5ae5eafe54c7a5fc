"""Adjectives of countries."""

from __future__ import annotations

from alliances.rules.demonyms import find_demonyms, read_demonym


def test_demonyms_are_no_countries_but_point_to_them() -> None:
    assert [found.code for found in find_demonyms("the Hungarian and South African markets")] == ["HU", "ZA"]
    assert (read_demonym("Spanish"), read_demonym("Spain")) == ("ES", None)
