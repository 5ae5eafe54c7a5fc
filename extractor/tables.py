"""Facts as people read them: one cell per slot, one table per kind.

The HTML view and the command line show the same cells. Full numbers, ISO days and codes stay exact; only their layout
is made for reading.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, get_args, get_origin

from rich import box
from rich.table import Table
from rich.text import Text

from extractor.facts import Bound, Fact, Quantity, When
from extractor.result import Coverage

BOUND_WORDS: dict[Bound, str] = {
    "exact": "",
    "about": "about ",
    "more_than": "over ",
    "at_least": "at least ",
    "less_than": "under ",
    "up_to": "up to ",
}
STEPS = {
    "propose": "found by rules",
    "read": "read by the model",
}
"""What a passage's steps are called for people."""

COUNTABLE = "numbers, quotations and contacts"
"""What is counted in a text, to say how much of it the facts hold."""

NOTHING = ""
"""What a slot that the filing does not state is shown as."""


def label(name: str) -> str:
    """A kind's or slot's name for people: `share_of_net_additions` is "share of net additions"."""
    return name.replace("_", " ")


def noun(count: int, one: str, several: str = "") -> str:
    """The noun as it stands after a count: "fact" after 1, "facts" after any other."""
    return one if count == 1 else several or f"{one}s"


def counted(count: int, one: str, several: str = "") -> str:
    """A count with its noun: "1 fact", "2,000 facts"."""
    return f"{count:,} {noun(count, one, several)}"


def step_label(step: str) -> str:
    """A passage's step for people; the name itself where it has no plainer one."""
    first, blank, rest = step.partition(" ")
    return STEPS.get(first, first) + blank + rest


def covered(coverage: Coverage) -> str:
    """How much of what can be counted in a text its facts hold, in words."""
    if not coverage.countable:
        return "no number, quotation or contact was found to be in a fact"
    return f"{coverage.accounted} of {coverage.countable} {COUNTABLE} are in a fact"


def number(amount: Decimal) -> str:
    """The full number with thousands separators: 1245000000 is "1,245,000,000", 51.50 is "51.5"."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _quantity(value: Quantity) -> str:
    amount = number(value.amount)
    if value.unit == "percent":
        shown = f"{amount}%"
    elif len(value.unit) == 3 and value.unit.isupper():
        shown = f"{value.unit} {amount}"
    else:
        shown = f"{amount} {value.unit}"
    return BOUND_WORDS[value.bound] + shown


def _when(value: When) -> str:
    start, end = value.start, value.end
    if start == end:
        return start.isoformat()
    if start.year == end.year and start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        months = end.month - start.month + 1
        if months == 12:
            return f"{start.year}"
        if months == 1:
            return f"{start.year}-{start.month:02}"
        if months == 3 and end.month % 3 == 0:
            return f"{start.year} Q{end.month // 3}"
    return f"{start.isoformat()} to {end.isoformat()}"


def cell(value: object) -> str:
    """One slot's value as text; a slot that is not stated is empty.

    A whole year, quarter or month is shown as `2003`, `2004 Q1` or `2004-03`, another period by its first and last day.
    """
    if value is None:
        return NOTHING
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, When):
        return _when(value)
    if isinstance(value, list | tuple):
        return ", ".join(cell(part) for part in value)
    return str(value)


def cells(fact: Fact) -> dict[str, str]:
    """Every slot of `fact` as text, in the order of its class; a choice is shown as its label."""
    shown = {slot: cell(getattr(fact, slot)) for slot in type(fact).slots()}
    return {slot: label(text) if _is_choice(type(fact), slot) else text for slot, text in shown.items()}


def _is_choice(kind: type[Fact], slot: str) -> bool:
    pending = [kind.model_fields[slot].annotation]
    while pending:
        annotation = pending.pop()
        if get_origin(annotation) is Literal:
            return True
        pending.extend(get_args(annotation))
    return False


def printed(fact: Fact) -> dict[str, str]:
    """The filing's own words for each quantity and date of `fact`, by slot."""
    values = {slot: getattr(fact, slot) for slot in type(fact).slots()}
    return {slot: value.text for slot, value in values.items() if isinstance(value, Quantity | When)}


def by_kind(facts: Iterable[Fact], kinds: Sequence[type[Fact]] = ()) -> dict[type[Fact], list[Fact]]:
    """The facts of each kind: kinds in the order given, others after them as they first occur; none is empty."""
    groups: dict[type[Fact], list[Fact]] = {kind: [] for kind in kinds}
    for fact in facts:
        groups.setdefault(type(fact), []).append(fact)
    return {kind: group for kind, group in groups.items() if group}


def tables(facts: Iterable[Fact], kinds: Sequence[type[Fact]] = ()) -> list[Table]:
    """One rich table per kind. A slot that no fact of the kind states has no column."""
    return [_table(kind, group) for kind, group in by_kind(facts, kinds).items()]


def _table(kind: type[Fact], facts: Sequence[Fact]) -> Table:
    table = Table(
        title=Text.assemble((label(kind.kind), "bold"), (f"  {len(facts)}", "dim")),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
    )
    rows = [cells(fact) for fact in facts]
    slots = [slot for slot in kind.slots() if any(row[slot] for row in rows)]
    for slot in slots:
        table.add_column(label(slot), overflow="fold", vertical="top")
    for row in rows:
        # Text, not str: a filing's square brackets are no markup.
        table.add_row(*(Text(row[slot]) for slot in slots))
    return table
