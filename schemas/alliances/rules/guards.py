"""What cannot be, whoever says so: each guard names what is wrong with a grounded fact, or lets it stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alliances.identity import Identity
from alliances.membership import Membership
from alliances.metric import Metric
from alliances.ownership import Ownership
from alliances.person import Person
from alliances.rules.figures.cues import PERCENTAGES
from alliances.rules.marks import Marks
from alliances.statement import Statement
from extractor.facts import Fact, Span
from extractor.names import canonical

_CLOSE = 250  # characters: two names that a document makes one stand in one breath

_COUNTED = frozenset(
    {"subscribers", "net_additions", "population_covered", "employees", "members", "countries", "roaming_partners"}
    | {"roaming_countries", "shares"}
)
_PAID = frozenset({"revenue", "investment", "arpu", "price"})


def _membership(fact: Membership, marks: Marks) -> str | None:
    del marks
    return "an alliance is no member of itself" if canonical(fact.alliance) == canonical(fact.member) else None


def _metric(fact: Metric, marks: Marks) -> str | None:
    del marks
    unit = fact.value.unit
    money = len(unit) == 3 and unit.isupper()
    share = unit in ("percent", "percentage points", "basis points")
    if fact.measure in PERCENTAGES and unit != "percent":
        return f"{fact.measure} is a percentage, and {fact.value.text!r} is none"
    if fact.measure in _COUNTED and (money or share):
        return f"{fact.measure} is counted, and {fact.value.text!r} is {'money' if money else 'a share'}"
    if fact.measure in _PAID and not money:
        return f"{fact.measure} is an amount of money, and {fact.value.text!r} is none"
    return None


def _ownership(fact: Ownership, marks: Marks) -> str | None:
    if fact.owner.casefold() == fact.owned.casefold():  # "Norda" may be held by "Norda Inc."
        return "nobody is its own owner"
    if fact.stake is not None and fact.stake.unit == "percent" and not 0 < fact.stake.amount <= 100:
        return f"a stake of {fact.stake.text!r} cannot be"
    return (
        None if _together(fact, marks, "owned", "stake") else "the stake stands in another sentence than what is owned"
    )


def _identity(fact: Identity, marks: Marks) -> str | None:
    del marks
    if fact.entity.casefold() == fact.name.casefold():
        return "a name is itself: that is no fact"
    one, other = _first(fact, "entity"), _first(fact, "name")
    if one and other and max(one.start - other.end, other.start - one.end) > _CLOSE:
        return "the two names stand far apart"
    return None


def _person(fact: Person, marks: Marks) -> str | None:
    number = marks.names.named(fact.name)
    entity = marks.names.entities[number] if number is not None else None
    return f"{fact.name} is a company" if entity is not None and entity.legal else None


def _statement(fact: Statement, marks: Marks) -> str | None:
    said = _first(fact, "text")
    runs = [run for quotation in marks.quotations for run in quotation.runs]
    if said is not None and not any(run.overlaps(said) for run in runs):
        return "the words do not stand between quotation marks"
    return None


def _first(fact: Fact, slot: str) -> Span | None:
    spans = fact.evidence[0].slots.get(slot, ()) if fact.evidence else ()
    return spans[0] if spans else None


def _together(fact: Fact, marks: Marks, one: str, other: str) -> bool:
    """Whether two slots stand in one sentence, or one of them is not there."""
    a, b = _first(fact, one), _first(fact, other)
    if a is None or b is None or not marks.passage.span.covers(a) or not marks.passage.span.covers(b):
        return True
    return marks.sentence_at(a.start) == marks.sentence_at(b.start) or marks.block_at(a.start) == marks.block_at(
        b.start
    )


GUARDS: Mapping[type[Fact], Callable[[Any, Marks], str | None]] = {
    Membership: _membership,
    Metric: _metric,
    Ownership: _ownership,
    Identity: _identity,
    Person: _person,
    Statement: _statement,
}
