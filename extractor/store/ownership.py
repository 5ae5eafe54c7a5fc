"""Who owns whom: a graph of holdings with stakes and dates, and what is held through others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise
from math import prod
from typing import Any

from extractor.store._pages import StoredFact
from extractor.store.entities import Entities

SLOTS = {"owner", "owned"}
"""What slots a kind has that says who owns whom; its `stake` says how much."""

LONGEST, MOST = 8, 1000
"""How many steps a chain of holdings has at most, and how many chains are looked at between two."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds whom, as far as filings say: `stake` in percent, None where none says it.

    `paths` are the chains of names from owner to owned, each with its own stake; a chain of two is a holding of their
    own, with the `facts` that state it, the latest first, and the day of the filing that gives the stake. No chain
    comes to a name twice, so that what holds itself in a circle is not counted over and over.
    """

    owner: str
    owned: str
    stake: float | None
    date: dt.date | None
    paths: tuple[tuple[tuple[str, ...], float | None], ...]
    facts: tuple[StoredFact, ...]

    @property
    def direct(self) -> bool:
        """Whether a filing says it so."""
        return bool(self.facts)


def graph(facts: Iterable[StoredFact], entities: Entities, as_of: dt.date | None) -> Any:
    """Names as nodes, holdings as edges with `stake` (percent), `date` and `facts`; of filings up to a day.

    Where filings give several stakes, the one of the latest counts.
    """
    import networkx as nx  # noqa: PLC0415 - loaded only where it is needed

    found = nx.DiGraph()
    for stored in sorted(facts, key=lambda one: (one.filing.date or dt.date.min, one.key), reverse=True):
        if as_of is not None and stored.filing.date is not None and stored.filing.date > as_of:
            continue
        ends = []
        for slot in ("owner", "owned"):
            entity = entities.of(stored.fact[slot], stored.filing.sha256)
            ends.append(stored.fact[slot] if entity is None else entity.name)
        owner, owned = ends
        if owner == owned:
            continue
        if not found.has_edge(owner, owned):
            found.add_edge(owner, owned, stake=None, date=stored.filing.date, facts=[])
        edge = found.edges[owner, owned]
        edge["facts"].append(stored)
        stake = stored.fact.get("stake")
        if edge["stake"] is None and stake is not None and stake["unit"] == "percent":
            edge["stake"], edge["date"] = float(stake["amount"]), stored.filing.date
    return found


def holdings(net: Any, *, of: str | None = None, by: str | None = None) -> list[Holding]:
    """Who holds `of`, or what `by` holds, also through others; without either, what filings state and no more."""
    import networkx as nx  # noqa: PLC0415 - the same

    if of is None and by is None:
        return [_holding(net, owner, owned, [[owner, owned]]) for owner, owned in sorted(net.edges)]
    pairs: list[tuple[str, str]] = []
    if of is not None:
        pairs = [(other, of) for other in nx.ancestors(net, of)] if of in net else []
    elif by is not None:
        pairs = [(by, other) for other in nx.descendants(net, by)] if by in net else []
    found = []
    for ends in sorted(pairs):
        chains = list(islice(nx.all_simple_paths(net, *ends, cutoff=LONGEST), MOST))
        if chains:
            found.append(_holding(net, ends[0], ends[1], chains))
    return sorted(found, key=lambda one: (not one.direct, -(one.stake or 0), one.owner, one.owned))


def _holding(net: Any, owner: str, owned: str, chains: list[list[str]]) -> Holding:
    paths = []
    for chain in sorted(chains, key=lambda names: (len(names), names)):
        stakes = [net.edges[pair]["stake"] for pair in pairwise(chain)]
        known = [stake / 100 for stake in stakes if stake is not None]
        paths.append((tuple(chain), round(100 * prod(known), 6) if len(known) == len(stakes) else None))
    stated = [stake for _, stake in paths if stake is not None]
    edge: dict[str, Any] = net.edges[owner, owned] if net.has_edge(owner, owned) else {"date": None, "facts": ()}
    return Holding(
        owner=owner,
        owned=owned,
        stake=min(round(sum(stated), 6), 100.0) if stated else None,
        date=edge["date"],
        paths=tuple(paths),
        facts=tuple(edge["facts"]),
    )
