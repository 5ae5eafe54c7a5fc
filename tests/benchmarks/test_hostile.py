"""Texts made to be slow: each goes through every part of the way, so that what hangs is noticed."""

from __future__ import annotations

import pytest

from benchmarks.hostile import MOST, SHAPES, grown, growth, main, parts

LENGTH = 3_000
"""Characters: what takes ten seconds for 10,000 of them is slow here too, and what is linear is not."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_goes_through_every_part_of_the_way(name: str) -> None:
    text = grown(SHAPES[name], LENGTH)
    assert len(text) == LENGTH
    ran = [part for part, run in parts(text) if run() is not NotImplemented]
    assert len(set(ran)) == len(ran) > 10


def test_growth_is_told_by_doublings_and_not_by_what_is_too_short_to_tell() -> None:
    lengths = (5_000, 10_000, 20_000, 100_000)
    assert growth([1, 2, 4, 20], lengths) == pytest.approx(2)
    assert growth([1, 4, 16, 400], lengths) == pytest.approx(4)
    assert growth([1, 4, 16, 400], lengths) > MOST
    assert growth([0.001, 0.004, 0.016, 0.05], lengths) == 1


def test_the_benchmark_names_a_shape_in_a_line_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digits", "--longest", "5000", "--times", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[1].startswith("digits")
    assert printed[-1] == "0 of 1 shapes grow worse than linear: none"
