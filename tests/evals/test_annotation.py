"""The annotation guide names the kinds, slots, keys and choices that the classes have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from alliances import Measure
from tests.evals.toys import KINDS

GUIDE = (Path(__file__).parents[2] / "docs" / "annotation.md").read_text(encoding="utf-8")


def test_its_table_of_kinds_is_that_of_the_classes() -> None:
    table = re.findall(r"^\| (\w+) \| (.*?) \| .* \|$", GUIDE.split("| kind | slots |")[1], re.MULTILINE)
    shown = {name: [cell.strip() for cell in cells.split(",")] for name, cells in table}
    assert list(shown) == list(KINDS)
    for name, kind in KINDS.items():
        assert [cell.strip("*").removesuffix("[]") for cell in shown[name]] == list(kind.slots)
        assert [cell.strip("*").removesuffix("[]") for cell in shown[name] if cell.startswith("**")] == list(kind.key)


def test_its_measures_are_those_of_the_class() -> None:
    [said] = re.findall(r"^Measures: (.*?)\.$", GUIDE, re.MULTILINE | re.DOTALL)
    assert re.split(r",\s+", re.sub(r"\s*\([^)]*\)", "", said)) == list(get_args(Measure))
