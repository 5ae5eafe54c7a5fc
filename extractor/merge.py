"""One fact per fact: what a filing says twice becomes one fact with two evidences.

Two facts are the same when their key slots are: names through the filing's entities, quantities by amount and unit,
words folded and without case. A key slot that one of them leaves empty is no difference, so that "a subsidiary of X"
joins "X holds 60%". The fullest statement comes first; empty slots are filled from the others.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from extractor.facts import Fact, Quantity, When, fold
from extractor.marks import Names, canonical

_PEOPLE_COUNTED = frozenset({"subscribers", "customers", "users", "accounts", "clients"})


def merge(facts: Iterable[Fact], names: Names) -> list[Fact]:
    """The facts without repeats, in the order of their first evidence."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=_place):
        for at, other in enumerate(kept):
            if same(fact, other, names):
                kept[at] = _joined(other, fact)
                break
        else:
            kept.append(fact)
    # A fuller statement may join two that did not join each other: "Y", "Y (60%)" met in either order.
    return kept


def same(one: Fact, other: Fact, names: Names) -> bool:
    """Whether two facts state the same."""
    if type(one) is not type(other):
        return False
    pairs = [(getattr(one, slot), getattr(other, slot)) for slot in one.key]
    if any(a is None and b is None for a, b in pairs) and len(pairs) == 1:
        return False
    by_entity = [(_key(a, names), _key(b, names)) for a, b in pairs]
    keys_of_one = [a for a, _ in by_entity if a is not None]
    if len(keys_of_one) > 1 and len(set(keys_of_one)) == 1:
        # The fact relates two names of one entity: then the words themselves make the difference.
        return {fold(str(a)).lower() for a, _ in pairs} == {fold(str(b)).lower() for _, b in pairs}
    return all(a is None or b is None or a == b for a, b in by_entity)


def _key(value: Any, names: Names) -> Hashable:
    if value is None:
        return None
    if isinstance(value, Quantity):
        return (value.amount, "people" if value.unit in _PEOPLE_COUNTED else value.unit)
    if isinstance(value, When):
        return (value.start, value.end)
    if isinstance(value, (tuple, list)):
        return frozenset(_key(v, names) for v in value)
    if isinstance(value, str):
        entity = names.named(value)
        return entity if entity is not None else canonical(re.sub(r"[^\w%+./&’' -]", " ", value)) or value
    return value if isinstance(value, (int, Decimal)) else str(value)


def _place(fact: Fact) -> tuple[int, int, str]:
    first = fact.evidence[0] if fact.evidence else None
    return (first.start if first else 0, first.end if first else 0, fact.kind)


def _fullness(fact: Fact) -> int:
    return sum(getattr(fact, slot) not in (None, (), "") for slot in fact.slots())


def _joined(kept: Fact, more: Fact) -> Fact:
    first, second = (kept, more) if _fullness(kept) >= _fullness(more) else (more, kept)
    updates: dict[str, Any] = {}
    for slot in first.slots():
        mine, theirs = getattr(first, slot), getattr(second, slot)
        if mine in (None, (), ""):
            updates[slot] = theirs
        elif isinstance(mine, tuple) and slot not in first.key:
            updates[slot] = _union(mine, theirs)
    evidence = list(first.evidence)
    evidence += [e for e in second.evidence if not any(e.start == k.start and e.end == k.end for k in evidence)]
    return first.model_copy(update={**updates, "evidence": tuple(evidence)})


def _union(mine: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys([*mine, *theirs]))
