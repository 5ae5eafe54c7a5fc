"""Worked examples: an invented text and the facts it states, checked by the same code that checks replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.checking import Checker
from extractor.errors import SchemaError
from extractor.facts import AnyFact, Fact, Quantity, Span, When
from extractor.filing import Filing
from extractor.slots import Slot, slots_of
from extractor.tasks.codec import Printed
from extractor.tasks.context import Context
from extractor.values import find_countries


class Example(BaseModel):
    """An invented text, and the facts that a right answer about it has; `date` is the text's own.

    Facts are written as values: words as the text prints them, amounts and days as they come to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    facts: tuple[AnyFact, ...] = ()
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """An example that holds: every word of its facts stands in its text, and comes to what the facts say."""

    text: str
    context: Context
    facts: tuple[Printed, ...]
    annotations: Annotations


def work(example: Example, kinds: Sequence[type[Fact]]) -> Worked:
    """The example, checked. Raises `SchemaError` naming the fact and slot that does not hold."""
    annotations = Annotations(Filing.read(example.text.encode()))
    facts = tuple(_printed(fact, annotations, example, kinds) for fact in example.facts)
    return Worked(example.text, Context(date=example.date), facts, annotations)


def _printed(fact: Fact, annotations: Annotations, example: Example, kinds: Sequence[type[Fact]]) -> Printed:
    kind = type(fact)
    about = f"worked example {example.text[:40]!r}: {kind.kind}"
    if kind not in kinds:
        raise SchemaError(f"{about}: this kind is none of {', '.join(k.kind for k in kinds)}")
    given = {slot.name: getattr(fact, slot.name) for slot in slots_of(kind)}
    whole = Span(0, len(annotations.text))
    slots = {s.name: _slot_value(s, given[s.name], annotations) for s in slots_of(kind) if given[s.name]}
    quote = fact.evidence[0].quote if fact.evidence else None
    candidate = Candidate(kind=kind, slots=slots, within=whole, passage=0, source="example", quote=quote)
    found, rejected = Checker(annotations, today=example.date).check([candidate])
    if rejected:
        raise SchemaError(f"{about}: {rejected[0].message}")
    for name, value in given.items():
        read = getattr(found[0], name)
        if _comparable(read) != _comparable(value):
            raise SchemaError(f"{about}: {name} is given as {value!r}, but its words come to {read!r}")
    return Printed(kind, found[0].evidence[0].quote, {n: _said(n, given, slots) for n in slots})


def _slot_value(slot: Slot, value: Any, annotations: Annotations) -> SlotValue:
    match value:
        case Quantity() | When():
            return SlotValue(words=(value.text,), reading=value)
        case tuple() if slot.form == "country":
            printed = {f.code: annotations.words(f.span) for f in reversed(find_countries(annotations.text))}
            return SlotValue(words=tuple(printed.get(str(code), str(code)) for code in value))
        case tuple():
            return SlotValue(words=value)
        case _ if slot.form == "choice":
            return SlotValue(value=value)
        case _:
            return SlotValue(words=(value,))


def _said(name: str, given: Mapping[str, Any], slots: Mapping[str, SlotValue]) -> Any:
    """What a model would have to write for a slot."""
    value, said = given[name], slots[name]
    if isinstance(value, (Quantity, When)) or not said.words:
        return value
    return list(said.words) if isinstance(value, tuple) else said.words[0]


def _comparable(value: Any) -> Any:
    return value.model_dump(exclude={"text"}) if isinstance(value, (Quantity, When)) else value or None
