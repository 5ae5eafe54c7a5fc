"""What is known of one operator on a day, and who belonged to an alliance when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.comparison import words
from extractor.store._pages import StoredFact
from extractor.store.entities import Entities, Entity
from extractor.store.figures import Figure
from extractor.store.ownership import Holding

MEMBER_SLOTS = {"alliance", "member"}
"""What slots a kind has that says who belongs to what; its `countries` say where."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What filings up to a day say of one thing.

    `figures` are the latest of each measure and scope, `owners` and `holdings` who holds it and what it holds, `facts`
    everything else, once, the latest filing's words for it.
    """

    entity: Entity
    as_of: dt.date | None
    figures: tuple[Figure, ...]
    owners: tuple[Holding, ...]
    holdings: tuple[Holding, ...]
    facts: tuple[StoredFact, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Who belongs to an alliance: the filings that name it a member are of the days `first` to `last`.

    `left_out` is the day of the next filing of the alliance's members without it, None while the latest names it.
    """

    name: str
    countries: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    left_out: dt.date | None
    facts: tuple[StoredFact, ...]


def latest_figures(figures: Iterable[Figure], as_of: dt.date | None) -> list[Figure]:
    """The latest figure of each measure and scope that holds on a day."""
    found: dict[tuple[str, ...], Figure] = {}
    for one in figures:
        if as_of is not None and one.start is not None and one.start > as_of:
            continue
        key = (one.measure, *sorted(words(one.scope)))
        if key not in found or _newer(one, found[key]):
            found[key] = one
    return [found[key] for key in sorted(found)]


def _newer(one: Figure, other: Figure) -> bool:
    def place(figure: Figure) -> tuple[dt.date, dt.date, tuple[str, int]]:
        return figure.end or dt.date.min, figure.stored.filing.date or dt.date.min, figure.stored.key

    return place(one) > place(other)


def latest(facts: Iterable[StoredFact], keys: dict[str, tuple[str, ...]], entities: Entities) -> list[StoredFact]:
    """Facts that say the same once, as the latest filing says it: `keys` are the slots by which they are the same."""
    found: dict[tuple[str, ...], StoredFact] = {}
    for stored in facts:
        said = [stored.kind]
        for slot in keys[stored.kind]:
            value = stored.fact[slot]
            for name in value if isinstance(value, list) else [value]:
                entity = entities.of(str(name), stored.filing.sha256)
                said.append(" ".join(words(str(name))) if entity is None else entity.name)
        key = tuple(said)
        if key not in found or (found[key].filing.date or dt.date.min) <= (stored.filing.date or dt.date.min):
            found[key] = stored
    return sorted(found.values(), key=lambda one: (one.kind, one.filing.date or dt.date.min, one.key))


def members(facts: Sequence[StoredFact], entities: Entities) -> list[Member]:
    """The members of one alliance, from all facts of its memberships."""
    by_name: dict[str, list[StoredFact]] = defaultdict(list)
    for stored in facts:
        entity = entities.of(stored.fact["member"], stored.filing.sha256)
        by_name[stored.fact["member"] if entity is None else entity.name].append(stored)
    told = sorted({day for stored in facts if (day := stored.filing.date)})
    found = []
    for name, own in by_name.items():
        days = [day for stored in own if (day := stored.filing.date)]
        last = max(days, default=None)
        left_out = next((day for day in told if last is not None and day > last), None)
        countries = sorted({code for stored in own for code in stored.fact.get("countries") or ()})
        found.append(Member(name, tuple(countries), min(days, default=None), last, left_out, tuple(own)))
    return sorted(found, key=lambda one: (one.left_out is not None, one.first or dt.date.min, one.name.casefold()))
