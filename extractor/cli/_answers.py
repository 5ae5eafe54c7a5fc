"""What the store answers, as tables for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractor.facts import Quantity, When
from extractor.tables import cell, counted, label

if TYPE_CHECKING:
    from extractor.store import Conflict, Figure, Holding, Member, Merge, Profile, StoredFact

_QUOTED = 100
"""How much of a quote is shown where it stands for many, in characters."""


def _table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    empty: str = "",
    count: bool = True,
    header: bool = True,
) -> Group:
    """A table under its title; a column in which no row has anything is left out. `empty` is said where it has none."""
    found = [list(row) for row in rows]
    if not found:
        return Group(Text(empty))
    shown = [nth for nth in range(len(columns)) if any(row[nth] for row in found)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=header)
    for nth in shown:
        table.add_column(columns[nth], overflow="fold", vertical="top")
    for row in found:
        table.add_row(*(Text(row[nth]) for nth in shown))
    return Group(Text.assemble((title, "bold"), (f"  {len(found)}" if count else "", "dim")), table)


def _slot(value: Any) -> str:
    if isinstance(value, dict):
        return cell((Quantity if "amount" in value else When).model_validate(value))
    return cell(value)


def _figure(one: Figure) -> str:
    return cell(Quantity(text=one.text, amount=one.amount, unit=one.unit, bound=one.bound))


def _of(stored: StoredFact) -> list[str]:
    return [_day(stored.filing.date), stored.filing.name]


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _quote(stored: StoredFact) -> str:
    return stored.quote if len(stored.quote) <= _QUOTED else f"{stored.quote[:_QUOTED]}…"


def facts(found: Sequence[StoredFact]) -> Iterator[Group]:
    """A table a kind."""
    for kind in dict.fromkeys(stored.kind for stored in found):
        own = [stored for stored in found if stored.kind == kind]
        slots = [slot for slot in own[0].fact if slot not in ("kind", "evidence", "confidence")]
        rows = ([*(_slot(stored.fact[slot]) for slot in slots), *_of(stored), stored.id] for stored in own)
        yield _table(label(kind), [*map(label, slots), "date", "filing", "id"], rows)


def profile(found: Profile) -> Iterator[Group]:
    """What is known of one thing, part by part."""
    about = f"{found.entity.name}{f', as of {found.as_of}' if found.as_of else ''}"
    names = [["names", ", ".join(found.entity.names)]] + [
        [scheme.upper(), number] for scheme, number in found.entity.numbers.items()
    ]
    yield _table(about, ["", ""], names, count=False, header=False)
    if found.figures:
        yield figures(found.figures, title="figures")
    for title, held in (("owners", found.owners), ("holdings", found.holdings)):
        if held:
            yield holdings(held, title=title)
    yield from facts(found.facts)


def figures(found: Sequence[Figure], *, title: str = "") -> Group:
    """Numbers, each with its day, its filing and its words."""
    title = title or (found[0].subject[-1] if found else "")
    rows = (
        [
            *(label(one.measure), one.scope, _when(one), _figure(one), *_of(one.stored)),
            _quote(one.stored),
        ]
        for one in found
    )
    columns = ["measure", "scope", "of", "value", "filed", "filing", "words"]
    return _table(title, columns, rows, empty="no filing has figures of it")


def _when(one: Figure) -> str:
    if one.undated or one.start is None or one.end is None:
        return ""
    return cell(When(text="", start=one.start, end=one.end))


def holdings(found: Sequence[Holding], *, title: str = "holdings") -> Group:
    """Who holds whom; a holding through others names them."""
    rows = (
        [
            *(one.owner, one.owned, "" if one.stake is None else f"{one.stake:g}%"),
            "; ".join(" > ".join(path[1:-1]) + _share(share) for path, share in one.paths if len(path) > 2),
            *(_of(one.facts[0]) if one.facts else ["", ""]),
            _quote(one.facts[0]) if one.facts else "",
        ]
        for one in found
    )
    columns = ["owner", "owned", "stake", "through", "filed", "filing", "words"]
    return _table(title, columns, rows, empty="no filing says so")


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:g}%)"


def members(found: Sequence[Member]) -> Group:
    """Members, those that the latest filing names first."""
    rows = (
        [one.name, ", ".join(one.countries), _day(one.first), _day(one.last), _day(one.left_out), _quote(one.facts[-1])]
        for one in found
    )
    columns = ["member", "countries", "named from", "to", "no more from", "words"]
    return _table("members", columns, rows, empty="no filing names a member")


def conflicts(found: Sequence[Conflict]) -> Iterator[Group]:
    """A table a conflict, with a line a side."""
    for one in found:
        first = one.sides[0]
        scope = f", {first.scope}" if first.scope else ""
        day = _when(first) or _day(first.end)
        title = f"{one.how}: {label(first.measure)}{scope} of {', '.join(first.subject)}, {day}"
        rows = ([_figure(side), *_of(side.stored), side.stored.quote] for side in one.sides)
        yield _table(title, ["value", "filed", "filing", "words"], rows, count=False)


def merges(found: Sequence[Merge], known: Mapping[Any, StoredFact]) -> Group:
    """Two names a line, with the rule and the words that it rests on."""
    rows = (
        [one.one, one.other, one.rule, one.why, "\n".join(_quote(known[key]) for key in one.facts if key in known)]
        for one in found
    )
    return _table("names", ["name", "other name", "rule", "why", "words"], rows, empty="none")


def rows(columns: Sequence[str], found: Sequence[Sequence[Any]]) -> Group:
    """What a query answers."""
    shown = ([cell(value) for value in row] for row in found)
    return _table(counted(len(found), "row"), columns, shown, count=False, empty="no rows")
