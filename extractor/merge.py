"""One fact per fact: what a filing says twice becomes one fact with two evidences.

Two facts are the same when their key slots are: names through what the filing says is one thing, quantities by amount
and unit, words folded and without case, two slots that may change places in either order. A key slot that one of them
leaves empty is no difference, so that "a subsidiary of X" joins "X holds 60%"; where several would do, the one stated
first takes it. Sets of names, as of an agreement's parties, are the same if at least half of all are in common. The
fullest statement comes first; its empty slots are filled from the others, and the surest reader's confidence stands for
all. The result does not depend on the order in which the facts come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from extractor.background import check_cancelled
from extractor.candidates import SameName
from extractor.facts import Evidence, Fact, Quantity, When, fold
from extractor.names import canonical

_PEOPLE_COUNTED = frozenset({"subscribers", "customers", "users", "accounts", "clients"})
_EMPTY = (None, (), "")

Key = tuple[Hashable, ...]
Group = tuple[type[Fact], Key]
"""The facts of one kind and key."""
Place = tuple[int, int, str, str]


def merge(facts: Iterable[Fact], names: SameName) -> list[Fact]:
    """The facts without repeats, in the order of their first evidence."""
    groups: dict[Group, list[Fact]] = defaultdict(list)
    places: dict[Group, Place] = {}
    for fact in facts:
        group, place = (type(fact), _key(fact, names)), _place(fact)
        groups[group].append(fact)
        places[group] = min(place, places.get(group, place))
    whole = {group: found for group, found in groups.items() if None not in group[1]}
    partial = {group: found for group, found in groups.items() if None in group[1]}
    holding: dict[Hashable, list[Group]] = defaultdict(list)  # by each part of their keys

    def enter(group: Group) -> None:
        for at, part in enumerate(group[1]):
            holding[group[0], at, part].append(group)

    for group in whole:
        enter(group)
    # What says least comes last, so that it finds all it may join.
    for group in sorted(partial, key=lambda g: (g[1].count(None), places[g])):
        check_cancelled()
        kind, key = group
        at = next((at for at, part in enumerate(key) if part is not None), None)
        near = whole if at is None else (*holding[kind, at, key[at]], *holding[kind, at, None])
        fitting = [other for other in near if other[0] is kind and _fits(key, other[1])]
        home = min(fitting, key=places.__getitem__, default=group)
        if home is group:
            enter(group)
        places[home] = min(places[home], places[group])
        whole.setdefault(home, []).extend(partial[group])
    return sorted((_joined(found) for found in _overlapping(whole, places)), key=_place)


def _overlapping(groups: Mapping[Group, list[Fact]], places: Mapping[Group, Place]) -> list[list[Fact]]:
    """The groups, those whose keys differ only in a part of their sets of names joined with the first such."""
    joined: dict[Group, list[Fact]] = {}
    with_sets: list[Group] = []
    for group in sorted(groups, key=places.__getitem__):
        check_cancelled()
        kind, key = group
        home = group
        if any(isinstance(part, frozenset) for part in key):
            home = next((other for other in with_sets if other[0] is kind and _overlap(key, other[1])), group)
            with_sets += [group] if home is group else []
        joined.setdefault(home, []).extend(groups[group])
    return list(joined.values())


def _overlap(one: Key, other: Key) -> bool:
    """Whether keys of several slots, some of them sets, are equal but for sets that have half of them all in common."""
    return len(one) == len(other) > 1 and all(
        2 * len(a & b) >= len(a | b) if isinstance(a, frozenset) and isinstance(b, frozenset) else a == b
        for a, b in zip(one, other, strict=True)
    )


def same(one: Fact, other: Fact, names: SameName) -> bool:
    """Whether two facts state the same."""
    return type(one) is type(other) and _fits(_key(one, names), _key(other, names))


def _fits(one: Key, other: Key) -> bool:
    """Whether two keys differ in nothing that both state."""
    if len(one) != len(other) or (len(one) == 1 and one != other):
        return False
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _key(fact: Fact, names: SameName) -> Key:
    values = [getattr(fact, slot) for slot in fact.key]
    key = tuple(_compared(value, names) for value in values)
    stated = [part for part in key if part is not None]
    if len(stated) > 1 and len(set(stated)) == 1:
        # The fact relates two names of one entity: then the words themselves make the difference, in either order.
        return (frozenset(fold(str(value)).lower() for value in values),)
    if fact.same is None or None in key:
        return key
    of_slot = dict(zip(fact.key, key, strict=True))
    of_slot |= zip(fact.same, sorted((of_slot[slot] for slot in fact.same), key=repr), strict=True)
    return tuple(of_slot.values())


def _compared(value: Any, names: SameName) -> Hashable:
    """A slot's value as it is compared."""
    if value in _EMPTY:
        return None
    if isinstance(value, Quantity):
        return (value.amount, "people" if value.unit in _PEOPLE_COUNTED else value.unit)
    if isinstance(value, When):
        return (value.start, value.end)
    if isinstance(value, (tuple, list)):
        return frozenset(_compared(v, names) for v in value)
    if isinstance(value, str):
        entity = names(value)
        return ("entity", entity) if entity is not None else canonical(value)
    return str(value)


def aliases(facts: Iterable[Fact], known: SameName | None = None) -> SameName:
    """What each name stands for, by the facts that say of two names that they are one thing.

    `known` says so of further names; it is asked first.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for fact in facts:
        pair = fact.one_thing()
        if pair is not None:
            one, other = sorted((root(canonical(pair[0])), root(canonical(pair[1]))))
            parent[one], parent[other] = one, one

    def same(name: str) -> Hashable | None:
        entity = known(name) if known is not None else None
        if entity is not None:
            return entity
        plain = canonical(name)
        return root(plain) if plain in parent else None

    return same


def _place(fact: Fact) -> Place:
    """Where a fact is first stated; facts of one place are told apart by what they say."""
    first = min(((e.start, e.end) for e in fact.evidence), default=(0, 0))
    return (*first, fact.kind, fact.model_dump_json())


def _fullness(fact: Fact) -> int:
    return sum(getattr(fact, slot) not in _EMPTY for slot in fact.slots())


def _joined(facts: Sequence[Fact]) -> Fact:
    """One fact of several that state the same: the fullest, with what only the others say."""
    fullest, *others = sorted(facts, key=lambda fact: (-_fullness(fact), _place(fact)))
    if not others:
        return fullest
    updates: dict[str, Any] = {}
    for slot in fullest.slots():
        values = [value for value in (getattr(fact, slot) for fact in (fullest, *others)) if value not in _EMPTY]
        if not values:
            continue
        if isinstance(values[0], tuple) and slot not in fullest.key:
            updates[slot] = tuple(dict.fromkeys(one for value in values for one in value))
        else:
            updates[slot] = values[0]
    updates["confidence"] = max((fact.confidence for fact in facts if fact.confidence is not None), default=None)
    return fullest.model_copy(update={**updates, "evidence": _evidence([fullest, *others])})


def _evidence(facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    """The evidence of all the facts, none twice."""
    found: dict[tuple[int, int], Evidence] = {}
    for fact in facts:
        for evidence in fact.evidence:
            found.setdefault((evidence.start, evidence.end), evidence)
    return tuple(found.values())
