"""Numbers across filings: how one moved, and where two filings, or one with itself, say different things.

Any kind counts that has a quantity among its key slots: the names in its key are its subject, the rest of its key what
is measured, its date when, its other words the scope. Two figures agree where what they print can be the same number:
"15.0 million" is anything that rounds to it, "more than 15 million" anything from there to a quarter more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from extractor.comparison import same_unit, words
from extractor.facts import Bound
from extractor.store._pages import StoredFact
from extractor.store.entities import Entities, Entity

How = Literal["conflict", "restated", "within one filing"]

_ABOUT, _OPEN = Decimal("0.05"), Decimal("0.25")
"""How far from what it prints a figure may be that is "about" so much, or "more than" or "up to" so much."""

_ROUND = 10_000
"""From here on the noughts at the end of a whole number may be rounding; two figures before them are none."""

_RESTATED = re.compile(r"\b(?:re-?stated|reclassified|revised|reexpresad\w+|angepasst|retraité\w*)\b", re.IGNORECASE)
_NEAR = 300
"""Figures of one filing that stand so near each other, in characters, are told apart there by words: no conflict."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which slots of a kind say whose figure it is, what is measured, how much, when, and of what part."""

    kind: str
    subject: tuple[str, ...]
    measure: tuple[str, ...]
    value: str
    when: str | None
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a filing states; `start` and `end` are its date's, or its filing's where it is `undated`."""

    subject: tuple[str, ...]
    measure: str
    scope: str
    start: dt.date | None
    end: dt.date | None
    undated: bool
    amount: Decimal
    unit: str
    bound: Bound
    text: str
    stored: StoredFact

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """Between which numbers lies what is printed."""
        amount, half = self.amount, _step(self.text, self.amount, self.unit) / 2
        match self.bound:
            case "about":
                half = max(half, abs(amount) * _ABOUT)
            case "more_than" | "at_least":
                return amount - half, amount + max(half, abs(amount) * _OPEN)
            case "less_than" | "up_to":
                return amount - max(half, abs(amount) * _OPEN), amount + half
            case _:
                pass
        return amount - half, amount + half

    def agrees(self, other: Figure) -> bool:
        """Whether both can be the same number, or cannot be compared: another currency may say the same."""
        if not same_unit(self.unit, other.unit) or self.amount == other.amount:
            return True
        (low, high), (least, most) = self.range, other.range
        return low < most and least < high


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing of which filings state several numbers; `sides` has a figure for each, the earliest filing first.

    `how` is "restated" where a later filing of the same registrant, or one that says so itself, gives another number.
    """

    how: How
    sides: tuple[Figure, ...]


def shapes(slots: Iterable[tuple[str, str, Sequence[str], bool, bool]]) -> list[Shape]:
    """The kinds that have figures, from (kind, slot, parts, is a name, is in the key) of all slots in their order."""
    by_kind: dict[str, list[tuple[str, Sequence[str], bool, bool]]] = defaultdict(list)
    for kind, *rest in slots:
        by_kind[kind].append((rest[0], rest[1], rest[2], rest[3]))  # type: ignore[arg-type]
    found = []
    for kind, own in by_kind.items():
        values = [slot for slot, parts, _, key in own if key and "amount" in parts]
        subject = tuple(slot for slot, _, name, key in own if key and name)
        if len(values) == 1 and subject:
            measure = tuple(slot for slot, parts, name, key in own if key and not name and not parts)
            when = next((slot for slot, parts, *_ in own if "start" in parts), None)
            scope = tuple(slot for slot, parts, name, key in own if not key and not name and not parts)
            found.append(Shape(kind, subject, measure, values[0], when, scope))
    return found


def figure(stored: StoredFact, shape: Shape, entities: Entities) -> Figure | None:
    """What a fact says in numbers; None where it states none."""
    fact = stored.fact
    value: dict[str, Any] | None = fact[shape.value]
    named = [fact[slot] for slot in shape.subject]
    if value is None or not all(isinstance(name, str) for name in named):
        return None
    when = fact[shape.when] if shape.when else None
    day = stored.filing.date
    start, end = (dt.date.fromisoformat(when["start"]), dt.date.fromisoformat(when["end"])) if when else (day, day)
    return Figure(
        subject=tuple(_called(entities.of(name, stored.filing.sha256), name) for name in named),
        measure=", ".join(str(fact[slot]) for slot in shape.measure) or f"{shape.kind} {shape.value}",
        scope=", ".join(str(fact[slot]) for slot in shape.scope if fact[slot]),
        start=start,
        end=end,
        undated=when is None,
        amount=Decimal(str(value["amount"])),
        unit=value["unit"],
        bound=value["bound"],
        text=value["text"],
        stored=stored,
    )


def _called(entity: Entity | None, name: str) -> str:
    return name if entity is None else entity.name


def history(figures: Iterable[Figure]) -> list[Figure]:
    """Figures by what they are of, then by their day, then by their filing's."""
    return sorted(
        figures,
        key=lambda one: (
            *(one.measure, _scope(one), one.end or dt.date.min, one.start or dt.date.min),
            *(one.stored.filing.date or dt.date.min, one.stored.key),
        ),
    )


def conflicts(figures: Iterable[Figure], entities: Entities) -> Iterator[Conflict]:
    """Where figures of the same subject, measure, scope and date cannot be the same number."""
    groups: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for one in figures:
        if one.measure != "other" or one.scope:
            groups[one.subject, one.measure, _scope(one), one.start, one.end, one.undated].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one.stored.filing.date or dt.date.min, one.stored.key))
        sides: list[list[Figure]] = []
        for one in group:
            home = next((side for side in sides if all(one.agrees(other) for other in side)), None)
            if home is not None:
                home.append(one)
            elif one.start is not None and not any(_beside(one, side[0]) for side in sides):
                sides.append([one])
        if len(sides) > 1:
            firsts = tuple(side[0] for side in sides)
            yield Conflict(_how(firsts, entities), firsts)


def _scope(one: Figure) -> tuple[str, ...]:
    return tuple(sorted(words(one.scope)))


def _beside(one: Figure, other: Figure) -> bool:
    """Whether one filing has both side by side: the ends of a range, a figure and what it was before."""
    if one.stored.filing.sha256 != other.stored.filing.sha256:
        return False
    places = [
        (mine["start"], mine["end"], theirs["start"], theirs["end"])
        for mine in one.stored.fact["evidence"]
        for theirs in other.stored.fact["evidence"]
    ]
    return any(max(a, c) - min(b, d) < (_NEAR if one.undated else 0) for a, b, c, d in places)


def _how(sides: Sequence[Figure], entities: Entities) -> How:
    filings = [side.stored.filing for side in sides]
    if len({filing.sha256 for filing in filings}) == 1:
        return "within one filing"
    who = {
        None if filing.registrant is None else _called(entities.of(filing.registrant), filing.registrant)
        for filing in filings
    }
    one_registrant = len(who) == 1 and None not in who and len({filing.date for filing in filings}) == len(filings)
    if one_registrant or _RESTATED.search(sides[-1].stored.quote):
        return "restated"
    return "conflict"


def _step(text: str, amount: Decimal, unit: str) -> Decimal:
    """What the last printed figure of a number counts: 100,000 in "15.0 million"."""
    printed = re.search(r"\d[\d.,' \u00a0\u202f]*", text)
    digits = re.sub(r"\D", "", printed.group()) if printed else ""
    if not digits or not int(digits) or not amount:
        return Decimal(1) if not digits else Decimal(0)
    ratio = (abs(amount) / int(digits)).normalize()
    if ratio.as_tuple().digits != (1,):  # a half, a range, figures and words together
        return abs(amount) / 100
    if ratio == 1 and abs(amount) >= _ROUND and not unit.startswith("percent"):
        noughts = len(digits) - len(digits.rstrip("0"))
        return Decimal(10) ** min(noughts, max(0, len(digits.lstrip("0")) - 2))
    return ratio
