"""What the store answers, as tables for people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.cells import cell_len
from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractor.facts import Quantity, When
from extractor.tables import cell, counted, label

if TYPE_CHECKING:
    from extractor.store import Conflict, Figure, Holding, Member, Merge, Profile, StoredFact

_QUOTED = 100
"""How much of a quote is shown where it stands for many, in characters."""

_NARROWEST = 24
"""How wide a column of a query's answer is at least, in characters, unless all in it is shorter."""

_CHOICE = re.compile("[a-z]+(_[a-z]+)+")
"""One of the answers that a kind allows."""


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
    return label(value) if isinstance(value, str) and _CHOICE.fullmatch(value) else cell(value)


def _figure(one: Figure) -> str:
    return cell(Quantity(text=one.text, amount=one.amount, unit=one.unit, bound=one.bound))


def _of(stored: StoredFact) -> list[str]:
    return [_day(stored.filing.date), stored.filing.name]


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _quote(stored: StoredFact, words: str = "") -> str:
    """A fact's quote; of a long one the part around `words`."""
    quote = stored.quote
    if len(quote) <= _QUOTED:
        return quote
    at = max(quote.casefold().find(words.casefold()), 0)
    start = max(min(at + (len(words) - _QUOTED) // 2, len(quote) - _QUOTED), 0)
    end = start + _QUOTED
    if start:
        start = quote.find(" ", start, at) + 1 or start
    if end < len(quote):
        end = max(quote.rfind(" ", at + len(words), end), 0) or end
    return f"{'…' if start else ''}{quote[start:end].strip()}{'…' if end < len(quote) else ''}"


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
            _quote(one.stored, one.text),
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
            _quote(one.facts[0], one.facts[0].fact["owned"]) if one.facts else "",
        ]
        for one in found
    )
    columns = ["owner", "owned", "stake", "through", "filed", "filing", "words"]
    return _table(title, columns, rows, empty="no filing says so")


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:g}%)"


def members(found: Sequence[Member]) -> Group:
    """Members, those that the latest filing names first, each with the words of the last filing that names it."""
    rows = (
        [
            *(one.name, ", ".join(one.countries), _day(one.first), _day(one.last), _day(one.left_out)),
            *(one.facts[-1].filing.name, _quote(one.facts[-1], one.facts[-1].fact["member"])),
        ]
        for one in found
    )
    columns = ["member", "countries", "first named", "last named", "no more from", "filing", "words"]
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
        [
            *(one.one, one.other, one.rule, one.why),
            "\n".join(_quote(known[key], one.other) for key in one.facts if key in known),
        ]
        for one in found
    )
    return _table("names", ["name", "other name", "rule", "why", "words"], rows, empty="none")


def rows(columns: Sequence[str], found: Sequence[Sequence[Any]], width: int) -> Iterator[Group]:
    """What a query answers: a table, or a block a row where a table of this width would be too narrow for it."""
    shown = [[cell(value) for value in row] for row in found]
    longest = (max(map(cell_len, column)) for column in zip(columns, *shown, strict=True))
    if not shown or sum(min(one, _NARROWEST) + 3 for one in longest) - 3 <= width:
        yield _table(counted(len(found), "row"), columns, shown, count=False, empty="no rows")
        return
    for nth, row in enumerate(shown, start=1):
        title = f"row {nth} of {len(found)}"
        yield _table(title, ["", ""], zip(columns, row, strict=True), count=False, header=False)
