"""How the facts of a kind are compared: everything follows from its class."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from extractor.comparison._rules import (
    EXACT,
    FOLDED,
    GOOD,
    NAME,
    NAMES,
    QUANTITY,
    SET,
    TEXT,
    WHEN,
    Entities,
    Outcome,
    Rule,
    compared,
    is_empty,
    outcome,
)
from extractor.facts import Compared, Fact, Quantity, Verbatim, When

Prepared = Mapping[str, Any]
"""The stated slots of a fact, each ready to be compared."""


@dataclass(frozen=True)
class Slot:
    """How a slot is compared; `form` says what its words are (name, text, country), if they are words."""

    form: str | None
    rule: Rule


@dataclass(frozen=True)
class Kind:
    """One fact kind."""

    fact: type[Fact]

    @property
    def name(self) -> str:
        """The kind's name."""
        return self.fact.kind

    @property
    def key(self) -> tuple[str, ...]:
        """The slots by which a fact is right."""
        return self.fact.key

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """Every slot, in the order of the class."""
        return {name: _slot(self.fact, name) for name in self.fact.slots()}

    def prepare(self, fact: Fact, entities: Entities) -> Prepared:
        """Each stated slot of a fact, ready to be compared."""
        values = ((name, slot.rule, getattr(fact, name)) for name, slot in self.slots.items())
        return {name: rule.prepare(value, entities) for name, rule, value in values if not is_empty(value)}

    def orientations(self, predicted: Prepared) -> tuple[Prepared, ...]:
        """A prediction as it is, and where two of its slots may change places also with these exchanged."""
        if self.fact.same is None:
            return (predicted,)
        one, other = self.fact.same
        return predicted, {**predicted, one: predicted.get(other), other: predicted.get(one)}

    def outcomes(self, gold: Prepared, predicted: Prepared) -> dict[str, Outcome]:
        """What became of every slot of a pair of facts, in the order of the class."""
        turns = [
            {name: outcome(slot.rule, gold.get(name), turned.get(name)) for name, slot in self.slots.items()}
            for turned in self.orientations(predicted)
        ]
        return max(turns, key=lambda result: sum(result[slot] in GOOD for slot in self.key))

    def is_right(self, result: Mapping[str, Outcome]) -> bool:
        """Whether a pair is right: every key slot is right, or stated by neither side."""
        return all(result[slot] in GOOD for slot in self.key)


def _slot(fact: type[Fact], name: str) -> Slot:
    field = fact.model_fields[name]
    parts = [*field.metadata, *_parts(field.annotation)]
    form = next((part.form for part in parts if isinstance(part, Verbatim)), None)
    marked = next((part for part in parts if isinstance(part, Compared)), None)
    return Slot(form, compared(marked) if marked else _rule(parts, form))


def _parts(annotation: Any) -> Iterator[Any]:
    """The types and markers of an annotation, from the outside in."""
    origin = get_origin(annotation)
    yield origin or annotation
    if origin is Annotated:
        yield from annotation.__metadata__
        yield from _parts(annotation.__origin__)
    elif origin in (Union, types.UnionType, tuple):
        for part in get_args(annotation):
            yield from _parts(part)


def _rule(parts: list[Any], form: str | None) -> Rule:
    if tuple in parts:
        return NAMES if form == "name" else SET
    if form == "name":
        return NAME
    if form == "text":
        return TEXT
    if Quantity in parts:
        return QUANTITY
    if When in parts:
        return WHEN
    return FOLDED if str in parts and form is None and Literal not in parts else EXACT
