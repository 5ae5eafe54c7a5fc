"""How slots are compared follows from their class, for any domain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest

import evals
from evals.errors import BadInput
from evals.items import build
from evals.kinds import Kinds, kinds_of
from extractor import Country, Domain, Fact, Name, Quantity, Text, When
from extractor.comparison import GOOD, Entities
from extractor.facts import Compared

JSON = dict[str, Any]


class Lease(Fact, key=("lessee", "property", "rent")):
    """A lease: who rents what from whom, and for how much."""

    lessee: Name
    property: Text
    rent: Quantity
    lessor: Name | None = None
    start: When | None = None
    guarantors: tuple[Name, ...] = ()
    countries: tuple[Country, ...] = ()
    renewal: Literal["yes", "no"] | None = None
    floors: int | None = None
    reference: str | None = None
    clause: Annotated[Text | None, Compared("similar", at_least=0.9)] = None


class Sublet(Fact, key=("one", "other"), same=("one", "other")):
    """Two tenants share a property."""

    one: Name
    other: Name
    since: When | None = None


class Marked(Fact, key=("words",)):
    """Every marker there is."""

    words: Annotated[Text, Compared("words", at_least=0.75, dropped="big old")]
    printed: Annotated[Name | None, Compared("printed names")] = None
    person: Annotated[Name | None, Compared("same words")] = None
    named: Annotated[Text | None, Compared("names")] = None
    mail: Annotated[Text, Compared("folded")] | None = None
    phone: Annotated[Text | None, Compared("digits")] = None
    sort: Annotated[Literal["a", "b", "rest"] | None, Compared("choice", anything="rest")] = None
    members: Annotated[tuple[Name, ...], Compared("in common", at_least=0.5)] = ()


KINDS: Kinds = kinds_of(Domain(package="leases", kinds=(Lease, Sublet, Marked)))
NAMES = Entities({"Lumen": ["Lumen Ltd"], "Cedar": ["Cedar Estates"]})
RENT = {"text": "£10,000 a month", "amount": 10000, "unit": "GBP"}
DAY = {"text": "1 May", "start": "2020-05-01", "end": "2020-05-01"}
MAY = {"text": "May", "start": "2020-05-01", "end": "2020-05-31"}


def _lease(**changed: Any) -> JSON:
    return {"lessee": "Lumen", "property": "the third floor of Quay House", "rent": RENT, **changed}


def _wrong(kind: str, gold: JSON, said: JSON) -> set[str]:
    """The slots that are not right."""
    prepared = []
    for slots in (gold, said):
        fact = build(kind, slots, KINDS, quotes=("q",))[0].fact
        assert fact
        prepared.append(KINDS[kind].prepare(fact, NAMES))
    return {slot for slot, outcome in KINDS[kind].outcomes(*prepared).items() if outcome not in GOOD}


@pytest.mark.parametrize(
    ("slot", "gold", "same", "other"),
    [
        ("lessee", "Lumen", "the LUMEN Ltd", "Lumen House"),  # names: folded, or through aliases
        ("property", "third floor of Quay House", "the third floor, Quay House", "the house"),  # free text: word F1
        ("rent", RENT, {**RENT, "text": "10000", "amount": 10049}, {**RENT, "unit": "EUR"}),
        ("start", DAY, {**DAY, "text": "the first of May"}, MAY),
        ("guarantors", ["Cedar", "Lumen"], ["Lumen Ltd", "cedar estates"], ["Cedar"]),  # names: all of them
        ("countries", ["GB", "IE"], ["IE", "GB"], ["GB"]),
        ("renewal", "yes", "yes", "no"),
        ("floors", 3, 3, 4),
        ("reference", "A-1", "a-1", "A-2"),
        ("clause", "x" * 100, "x" * 95 + "y" * 5, "x" * 80 + "y" * 20),  # as its marker says
    ],
)
def test_a_slot_s_type_says_how_it_is_compared(slot: str, gold: Any, same: Any, other: Any) -> None:
    assert _wrong("lease", _lease(**{slot: gold}), _lease(**{slot: same})) == set()
    assert _wrong("lease", _lease(**{slot: gold}), _lease(**{slot: other})) == {slot}


@pytest.mark.parametrize(
    ("slot", "gold", "same", "other"),
    [
        ("words", "the big old tower", "the tower", "the shed"),
        ("printed", "Lumen", "the lumen", "Lumen Ltd"),
        ("person", "Ada Lind", "LIND, Ada", "Ada"),
        ("named", "Lumen", "Lumen Ltd", "Lumens"),
        ("mail", "Ada@x.org", "ada@x.org", "ada@y.org"),
        ("phone", "+44 20 1", "(44) 201", "44 202"),
        ("sort", "a", "rest", "b"),
        ("members", ["Lumen", "Cedar"], ["Lumen Ltd"], ["Alba"]),
    ],
)
def test_a_marker_says_otherwise(slot: str, gold: Any, same: Any, other: Any) -> None:
    assert _wrong("marked", {"words": "tower", slot: gold}, {"words": "tower", slot: same}) == set()
    assert _wrong("marked", {"words": "tower", slot: gold}, {"words": "tower", slot: other}) == {slot}


def test_two_slots_change_places_only_where_the_class_says_so() -> None:
    assert _wrong("sublet", {"one": "Lumen", "other": "Cedar"}, {"one": "Cedar", "other": "Lumen"}) == set()
    turned = _lease(lessee="Cedar", lessor="Lumen")
    assert _wrong("lease", _lease(lessor="Cedar"), turned) == {"lessee", "lessor"}


def test_a_package_without_a_domain_is_bad_input() -> None:
    with pytest.raises(BadInput, match="json: "):
        kinds_of("json")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_module_of_the_evals_imports_a_domain() -> None:
    modules = sorted(Path(evals.__file__).parent.rglob("*.py"))
    assert modules
    assert [path for path in modules for name in _imports(path) if name.partition(".")[0] == "alliances"] == []
