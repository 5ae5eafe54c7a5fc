"""How an answer is written: JSON with a list of facts for each kind, in full or compact.

In full, each fact brings the words that state it, and each quantity what the model makes of it, which code checks.
Compact is for small models: the words of each slot and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import from_json

from extractor.candidates import SlotValue
from extractor.errors import BadAnswer
from extractor.facts import Fact, Quantity, When
from extractor.replies.completion import bare
from extractor.slots import Slot, slots_of

QUOTE = "quote"
"""The member of a fact that holds the words which state it."""

_SHOWN = 80
"""How much of a reply that cannot be read is shown, in characters."""

_CLOSED = ConfigDict(extra="forbid")


class Number(BaseModel):
    """A quantity as a model writes it in full: the words copied, the full number they come to, and its unit."""

    model_config = _CLOSED

    text: str
    amount: float
    unit: str


class Period(BaseModel):
    """A date as a model writes it in full: the words copied, and their first and last day (ISO 8601)."""

    model_config = _CLOSED

    text: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of a reply, or what is wrong with it; `mistyped` are the slots it gives another type than is wanted."""

    kind: type[Fact]
    raw: Mapping[str, Any]
    slots: Mapping[str, SlotValue]
    quote: str | None = None
    problem: str = ""
    mistyped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact of a worked example as a model would copy it: words as printed, quantities also with their value."""

    kind: type[Fact]
    quote: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """Writes the schema and the worked examples, and reads replies. `full` says how."""

    full: bool

    def schema(self, kinds: Sequence[type[Fact]]) -> type[BaseModel]:
        """The shape of an answer about `kinds`, the same for the same kinds; what slots mean is for the prompt."""
        return _schema(tuple(kinds), self.full)

    def write(self, kinds: Sequence[type[Fact]], facts: Sequence[Printed]) -> str:
        """A right answer: the facts of `kinds`, and an empty list for a kind without any."""
        said = {kind.kind: [self._written(fact) for fact in facts if fact.kind is kind] for kind in kinds}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str, kinds: Sequence[type[Fact]], *, cut: bool = False) -> list[Item]:
        """The items of a reply, in its order, none twice. Of a reply that was `cut` at its length, the whole ones.

        Raises `BadAnswer` where a reply that was not cut has no JSON object about any of the kinds.
        """
        try:
            said = from_json(bare(text, cut=cut), allow_partial=cut)
            wrong = (
                "" if isinstance(said, dict) and any(kind.kind in said for kind in kinds) else "not the one asked for"
            )
        except ValueError as error:
            said, wrong = {}, str(error)
        if wrong and not cut:
            raise BadAnswer(f"the model wrote no JSON of the shape asked for: {text[:_SHOWN]!a} ({wrong}); ask again")
        if wrong:
            return []
        items = [_item(kind, raw) for kind in kinds for raw in _each(said.get(kind.kind))]
        last = next(reversed(said), None)
        if cut and items and items[-1].kind.kind == last:
            items.pop()  # it may lack what was still to be written
        once: dict[tuple[type[Fact], str], Item] = {}
        for item in items:
            once.setdefault((item.kind, repr(item.raw)), item)
        return list(once.values())

    def _written(self, fact: Printed) -> dict[str, Any]:
        quote = {QUOTE: fact.quote} if self.full else {}
        return quote | {slot.name: self._value(slot, fact.slots.get(slot.name)) for slot in slots_of(fact.kind)}

    def _value(self, slot: Slot, value: Any) -> Any:
        if isinstance(value, Quantity):
            return value.model_dump(mode="json", exclude={"bound"}) if self.full else value.text
        if isinstance(value, When):
            return value.model_dump(mode="json") if self.full else value.text
        if value is None:
            return [] if slot.many else None
        return list(value) if slot.many else value


_IN_FULL: Mapping[str, type[BaseModel]] = {"quantity": Number, "when": Period}

FULL, COMPACT = Codec(full=True), Codec(full=False)


def codec(name: Literal["full", "compact"]) -> Codec:
    """The codec that a profile names."""
    return FULL if name == "full" else COMPACT


@lru_cache(maxsize=64)
def _schema(kinds: tuple[type[Fact], ...], full: bool) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for kind in kinds:
        said: dict[str, Any] = {QUOTE: (str, ...)} if full else {}
        for slot in slots_of(kind):
            said[slot.name] = (_type(slot, full=full), ...)
        item = create_model(kind.__name__, __config__=_CLOSED, **said)
        fields[kind.kind] = (list[item], ...)
    return create_model("Facts", __config__=_CLOSED, **fields)


def _type(slot: Slot, *, full: bool) -> Any:
    plain: Any = str
    if slot.form == "choice":
        plain = Literal[slot.choices]
    elif full and slot.form in _IN_FULL:
        plain = _IN_FULL[slot.form]
    if slot.many:
        return list[plain]
    return plain if slot.required else plain | None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _each(value: Any) -> list[Any]:
    """What a reply lists of a kind; what stands there and is no list is one item, which is none."""
    return value if isinstance(value, list) else [] if value is None else [[value]]


def _item(kind: type[Fact], raw: Any) -> Item:
    """One item, its members held to the slots' types; a member of another type is as if it were not there."""
    if not isinstance(raw, dict):
        return Item(kind, {"said": raw}, {}, problem=f"a list of objects is wanted, not {str(raw)[:_SHOWN]!a}")
    slots: dict[str, SlotValue] = {}
    for slot in slots_of(kind):
        value = _said(slot, raw.get(slot.name))
        if value is not None:
            slots[slot.name] = value
    mistyped = tuple(slot.name for slot in slots_of(kind) if _mistyped(slot, raw.get(slot.name)))
    quote = raw.get(QUOTE)
    missing = next((s.name for s in slots_of(kind) if s.key and s.required and s.name not in slots), None)
    problem = f"key slot {missing} is missing" if missing else ""
    return Item(kind, raw, slots, quote if isinstance(quote, str) and quote.strip() else None, problem, mistyped)


def _mistyped(slot: Slot, value: Any) -> bool:
    """Whether a member is a list, an object or a number where that is not wanted."""
    if value is None or isinstance(value, str):
        return False
    if slot.many:
        return not isinstance(value, list) or not all(isinstance(one, str | None) for one in value)
    return not (isinstance(value, dict) and slot.form in _IN_FULL)


def _said(slot: Slot, value: Any) -> SlotValue | None:
    if slot.many:
        several = [value] if isinstance(value, str) else _listed(value)
        stated = tuple(one for one in several if isinstance(one, str) and one.strip())
        return SlotValue(words=stated) if stated else None
    if slot.form == "choice":
        return SlotValue(value=value) if value in slot.choices else None
    reading: Quantity | When | None = None
    if isinstance(value, dict):
        value, reading = value.get("text"), _reading(slot, value)
    return SlotValue(words=(value,), reading=reading) if isinstance(value, str) and value.strip() else None


def _reading(slot: Slot, value: Mapping[str, Any]) -> Quantity | When | None:
    """What a model makes of a quantity or a date; None where it says nothing that could be one."""
    try:
        if slot.form == "quantity":
            number = Number.model_validate(value)
            return Quantity(text=number.text, amount=Decimal(str(number.amount)), unit=number.unit.strip())
        if slot.form == "when":
            return When.model_validate(value)
    except ValidationError:
        pass
    return None
