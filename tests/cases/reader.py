"""A reader that says what a case makes it say, and a short way of writing what came of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NamedTuple

from extractor import Extractor, Fact, ScriptedModel
from extractor.facts import Quantity, When
from extractor.model import HOSTED
from extractor.result import Result


class Case(NamedTuple):
    """The trouble, the text that makes it, and what it should come to."""

    trouble: str
    text: str
    right: Any


class Read(NamedTuple):
    """The trouble, a text, what a reader says of it, and which of its facts stand."""

    trouble: str
    text: str
    said: tuple[dict[str, Any], ...]
    right: tuple[str, ...] = ()


def metric(
    subject: str, measure: str, words: str, amount: float, unit: str, as_of: str | None = None, days: str = ""
) -> dict[str, Any]:
    """A metric as a strong reader writes it; `days` are first and last day."""
    start, _, end = days.partition("..")
    date = {"text": as_of, "start": start or None, "end": end or start or None} if as_of else None
    value = {"text": words, "amount": amount, "unit": unit}
    return {"kind": "metric", "subject": subject, "measure": measure, "value": value, "as_of": date, "scope": None}


def users(subject: str, words: str, amount: float, as_of: str | None = None, days: str = "") -> dict[str, Any]:
    """A number of users."""
    return metric(subject, "subscribers", words, amount, "users", as_of, days)


def owns(owner: str, owned: str, words: str | None = None, percent: float = 0) -> dict[str, Any]:
    """An ownership."""
    stake = {"text": words, "amount": percent, "unit": "percent"} if words else None
    return {"kind": "ownership", "owner": owner, "owned": owned, "stake": stake}


def member(alliance: str, name: str, *countries: str) -> dict[str, Any]:
    """A membership."""
    return {"kind": "membership", "alliance": alliance, "member": name, "countries": list(countries)}


def agreed(type_: str, *parties: str) -> dict[str, Any]:
    """An agreement."""
    return {"kind": "agreement", "parties": list(parties), "type": type_, "date": None}


def network(operator: str, name: str, status: str = "offers") -> dict[str, Any]:
    """A technology."""
    return {"kind": "technology", "operator": operator, "technology": name, "status": status, "as_of": None}


def said(speaker: str, text: str) -> dict[str, Any]:
    """A statement."""
    return {"kind": "statement", "speaker": speaker, "text": text}


def result(source: str, *items: dict[str, Any]) -> Result:
    """What a filing comes to if the reader says `items` of each passage."""
    reply: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        slots = {name: value for name, value in item.items() if name != "kind"}
        reply.setdefault(item["kind"], []).append({"quote": "", **slots})
    model = ScriptedModel(lambda _: json.dumps(reply), profile=HOSTED)
    with Extractor(model) as extractor:
        return extractor.extract(source.encode())


def stands(source: str, *items: dict[str, Any]) -> tuple[str, ...]:
    """The facts that stand of what the reader says, in short: their slots but a choice, parted by commas."""
    return tuple(short(fact) for fact in result(source, *items).facts)


def short(fact: Fact) -> str:
    """A fact's slots in short."""
    slots = {name: getattr(fact, name) for name in type(fact).model_fields}
    shown = [_shown(slots[name]) for name in slots if name not in {"kind", "evidence", "confidence", "scope"}]
    return " | ".join(part for part in shown if part)


def _shown(value: Any) -> str:
    if isinstance(value, Quantity):
        return quantity(value)
    if isinstance(value, When):
        return days(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def quantity(value: Quantity) -> str:
    """A quantity in short: "5000000 EUR at_least"."""
    amount = f"{round(value.amount, 2).normalize():f}" if value.amount else str(Decimal(0))
    return " ".join(part for part in (amount, value.unit, value.bound if value.bound != "exact" else "") if part)


def days(value: When) -> str:
    """A date in short: its day, or its first and last."""
    return f"{value.start}..{value.end}" if value.start != value.end else str(value.start)
