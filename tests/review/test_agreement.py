"""Krippendorff's alpha against the worked examples A, B and C of Krippendorff (2011), for nominal data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.review import alpha

MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbcccedd" + "d"
FOUR = ("11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3.")
"""Twelve units as four observers judged them; a point is a value that is missing."""


@pytest.mark.parametrize(
    ("units", "published"),
    [
        (list(zip(MEG, OWEN, strict=True)), 0.095),
        (list(zip(BEN, GERRY, strict=True)), 0.692),
        ([unit.replace(".", "") for unit in FOUR], 0.743),
    ],
    ids=["binary, two observers", "nominal, two observers", "any number of observers, values missing"],
)
def test_alpha_is_what_krippendorff_published(units: list[str], published: float) -> None:
    found = alpha(units)
    assert found is not None
    assert float(found) == pytest.approx(published, abs=5e-4)


def test_where_nothing_varies_there_is_no_alpha() -> None:
    assert alpha([]) is None
    assert alpha(["a", "b"]) is None
    assert alpha(["aa", "aa"]) is None


@given(st.lists(st.text("abc", min_size=2, max_size=4), min_size=1, max_size=12))
def test_alpha_is_at_most_one_and_knows_no_order(units: list[str]) -> None:
    found = alpha(units)
    assert found is None or found <= 1
    assert alpha([unit[::-1] for unit in reversed(units)]) == found
    assert alpha([*units, "a"]) == found
    if all(len(set(unit)) == 1 for unit in units) and len(set("".join(units))) > 1:
        assert found == 1
