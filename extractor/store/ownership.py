"""Who owns whom: a graph of holdings with stakes and dates, and what is held through others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.store._pages import Key, StoredFact
from extractor.store.entities import Entities

SLOTS = {"owner", "owned"}
"""What slots a kind has that says who owns whom; its `stake` says how much."""

LONGEST, MOST, LEAST = 8, 10_000, 0.01
"""How many steps a chain of holdings has at most, how many chains are looked at, and the least share in percent."""


Chain = tuple[tuple[str, ...], float | None]
"""Names from owner to owned, and what is held along them, in percent."""


@dataclass(frozen=True, slots=True)
class Stated:
    """That a filing says who holds whom, and the stake in percent where it says so."""

    owner: str
    owned: str
    stake: float | None
    date: dt.date | None
    key: Key


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds whom, as far as filings say: `stake` in percent, None where none says it.

    `paths` are the chains of names from owner to owned, each with its own stake; a chain of two is a holding of their
    own, with the `facts` that state it and their `keys`, the latest first, and the day of the filing that gives the
    stake. No chain comes to a name twice, so that what holds itself in a circle is not counted over and over.
    """

    owner: str
    owned: str
    stake: float | None
    date: dt.date | None
    paths: tuple[tuple[tuple[str, ...], float | None], ...]
    keys: tuple[Key, ...]
    facts: tuple[StoredFact, ...] = ()

    @property
    def direct(self) -> bool:
        """Whether a filing says it so."""
        return bool(self.keys)


def graph(said: Iterable[Stated], entities: Entities, as_of: dt.date | None) -> Any:
    """Names as nodes, holdings as edges with `stake`, `date` and the `keys` of facts; of filings up to a day.

    A filing without a date is of none. Where filings give several stakes, the one of the latest counts.
    """
    import networkx as nx  # noqa: PLC0415 - loaded only where it is needed

    net = nx.DiGraph()
    for one in sorted(said, key=lambda one: (one.date or dt.date.min, one.key), reverse=True):
        if as_of is not None and (one.date is None or one.date > as_of):
            continue
        names = []
        for name in (one.owner, one.owned):
            entity = entities.of(name, one.key[0])
            names.append(name if entity is None else entity.name)
        owner, owned = names
        if owner == owned:
            continue
        if not net.has_edge(owner, owned):
            net.add_edge(owner, owned, stake=None, date=one.date, keys=[])
        edge = net.edges[owner, owned]
        edge["keys"].append(one.key)
        if edge["stake"] is None and one.stake is not None:
            edge["stake"], edge["date"] = one.stake, one.date
    return net


def holdings(net: Any, *, of: str | None = None, by: str | None = None) -> list[Holding]:
    """Who holds `of`, or what `by` holds, also through others; without either, what filings state and no more."""
    centre = by if of is None else of
    if centre is None:
        return [
            _holding(net, [((owner, owned), net.edges[owner, owned]["stake"])]) for owner, owned in sorted(net.edges)
        ]
    chains: dict[str, list[Chain]] = defaultdict(list)
    for chain, stake in _chains(net, centre, up=of is not None):
        chains[chain[0] if of is not None else chain[-1]].append((chain, stake))
    found = [_holding(net, own) for own in chains.values()]
    return sorted(found, key=lambda one: (not one.direct, -(one.stake or 0), one.owner, one.owned))


def _chains(net: Any, centre: str, *, up: bool) -> Iterator[Chain]:
    """The chains of holdings that end or begin at a name, the shortest first."""
    pending: deque[Chain] = deque([((centre,), 100.0)] if centre in net else [])
    taken = 0
    while pending and taken < MOST:
        names, share = pending.popleft()
        for near in sorted(net.predecessors(names[0]) if up else net.successors(names[-1])):
            if near in names:
                continue
            chain = (near, *names) if up else (*names, near)
            step = net.edges[chain[:2] if up else chain[-2:]]["stake"]
            stake = None if step is None or share is None else share * min(step, 100.0) / 100
            if stake is None or stake >= LEAST:
                taken += 1
                yield chain, stake
                if len(chain) <= LONGEST:
                    pending.append((chain, stake))


def _holding(net: Any, chains: Sequence[Chain]) -> Holding:
    owner, owned = chains[0][0][0], chains[0][0][-1]
    stated = [stake for _, stake in chains if stake is not None]
    edge: dict[str, Any] = net.edges[owner, owned] if net.has_edge(owner, owned) else {"date": None, "keys": ()}
    return Holding(
        owner=owner,
        owned=owned,
        stake=min(round(sum(stated), 6), 100.0) if stated else None,
        date=edge["date"],
        paths=tuple((chain, None if stake is None else round(stake, 6)) for chain, stake in chains),
        keys=tuple(edge["keys"]),
    )
