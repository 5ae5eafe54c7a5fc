"""One fact as it is scored: gold or predicted, with its words and whether it is required."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from evals.kinds import Kinds
from extractor.comparison import is_empty
from extractor.facts import Fact, Quantity, Span, When, fold

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str)


@dataclass(frozen=True)
class Item:
    """A fact of a gold file or of a result. `fact` is none where what was predicted is no fact of its kind."""

    kind: str
    fact: Fact | None
    slots: Mapping[str, Any]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    places: Mapping[str, tuple[tuple[Span, ...], ...]] = field(default_factory=dict)
    """Where each slot's words stand, once for each piece of evidence."""
    optional: bool = False
    problem: str = ""

    @cached_property
    def order(self) -> str:
        """What canonical order sorts by: the whole content, independent of the order of its keys."""
        content = [self.kind, self.slots, sorted(self.quotes), sorted(self.spans), self.optional]
        return _CANONICAL.encode(content)

    @property
    def content(self) -> str:
        """What the fact says, apart from where it is quoted and whether it is required."""
        return _CANONICAL.encode([self.kind, self.slots])

    @property
    def label(self) -> str:
        """The fact in one line: its kind and its key slots, as a person would name it."""
        if self.fact is None:
            return f"{self.kind}: {_CANONICAL.encode(self.slots)}"
        return f"{self.kind}: " + " | ".join(show(getattr(self.fact, slot)) for slot in self.fact.key)


def dotted(location: tuple[int | str, ...]) -> str:
    """Where in a shape something is wrong, as `slot.part`; "-" for the whole of it."""
    return ".".join(str(part) for part in location) or "-"


def show(value: Any) -> str:
    """A slot's value in short words."""
    if is_empty(value):
        return "-"
    if isinstance(value, Quantity):
        return f"{value.amount.normalize():f} {value.unit} ({value.text})"
    if isinstance(value, When):
        return f"{value.start}..{value.end} ({value.text})"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value)
    return fold(str(value))


def build(
    kind: str,
    slots: Mapping[str, Any],
    kinds: Kinds,
    *,
    quotes: tuple[str, ...],
    spans: tuple[Span, ...] = (),
    optional: bool = False,
) -> tuple[Item, tuple[tuple[str, str], ...]]:
    """A fact from JSON, and what is wrong with it as (slot, message) pairs; a null slot is one that is left out."""
    stated = {slot: value for slot, value in slots.items() if not is_empty(value)}
    problems: tuple[tuple[str, str], ...] = ()
    fact: Fact | None = None
    if kind not in kinds:
        problems = (("kind", f"{kind!r} is none of {', '.join(kinds)}"),)
    else:
        try:
            fact = kinds[kind].fact.model_validate(stated)
        except ValidationError as error:
            problems = tuple((dotted(detail["loc"]), detail["msg"]) for detail in error.errors())
    message = "; ".join(f"{slot}: {text}" for slot, text in problems)
    return Item(kind, fact, stated, quotes, spans, optional=optional, problem=message), problems
