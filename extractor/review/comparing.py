"""Two reviews of one result beside each other: what both hold, where they differ, and one review settled of the two.

Two statements of a fact are the same where every slot comes to the same: names and words folded, amounts with unit and
bound, first and last days. How it is quoted makes no difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from extractor.comparison import fold_name
from extractor.errors import ReviewError
from extractor.facts import Fact, Quantity, Span, When
from extractor.result import Result
from extractor.review.agreement import alpha
from extractor.review.checking import Checked, Desk
from extractor.review.review import Item, Review

_STRETCH, _MOST_NEAR = 200, 50
"""In how many characters two added facts are looked for that are stated in one place, and how many of them at most."""

Choice = Literal["a", "b", "neither"] | Mapping[str, Any]
"""How a difference is settled: as one of the two says, as neither does, or as a fact in gold's shape."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What two reviews say of one fact: of one of the result, or of one that is added.

    `a` and `b` are their items, None where a review is silent; `slots` those that differ, none where they agree, "fact"
    where it is a fact to only one of them.
    """

    id: str
    index: int | None
    a: Item | None
    b: Item | None
    facts: tuple[Fact | None, Fact | None]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviews agree on one thing: in how many units of those both judged, and Krippendorff's alpha."""

    of: str
    units: int
    agreed: int
    alpha: Fraction | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reviews compared. `alone` is what only one of them has reviewed, `unseen` counts what neither has."""

    a: Review
    b: Review
    agreed: tuple[Pair, ...]
    differing: tuple[Pair, ...]
    alone: tuple[Pair, ...]
    unseen: int
    agreements: tuple[Agreement, ...]


def compare(result: Result, a: Review, b: Review, kinds: Sequence[type[Fact]]) -> Comparison:
    """The two reviews compared. Raises `ReviewError` where one does not hold."""
    desk = Desk(result, kinds)
    one, other = desk.check(a).held(), desk.check(b).held()
    pairs = [*_judged(one, other, len(result.facts)), *_added(one, other)]
    both = [pair for pair in pairs if pair.index is None or (pair.a and pair.b)]
    return Comparison(
        a=a,
        b=b,
        agreed=tuple(pair for pair in both if not pair.slots),
        differing=tuple(pair for pair in both if pair.slots),
        alone=tuple(pair for pair in pairs if pair.index is not None and not (pair.a and pair.b)),
        unseen=len(result.facts) - sum(pair.index is not None for pair in pairs),
        agreements=tuple(_agreements(both)),
    )


def settle(comparison: Comparison, choices: Mapping[str, Choice], reviewer: str = "", *,
           now: dt.datetime | None = None) -> Review:  # fmt: skip
    """One review of the two: what they agree on, what only one has reviewed, and of each difference what is chosen.

    Raises `ReviewError` where a difference is not chosen about, or a choice is about none or is no choice.
    """
    differing = {pair.id: pair for pair in comparison.differing}
    unknown = sorted(set(choices) - set(differing))
    if unknown:
        raise ReviewError(f"no difference is called {', '.join(unknown)}; there are {', '.join(differing) or 'none'}")
    left = [pair for pair in comparison.differing if pair.id not in choices]
    if left:
        listed = "\n".join(f"{pair.id}: they differ in {', '.join(pair.slots)}" for pair in left)
        raise ReviewError(f"choose a, b, neither, or a fact, for each difference; not chosen about yet:\n{listed}")
    items: list[Item] = []
    for pair in (*comparison.agreed, *comparison.alone):
        items += [item for item in [pair.a or pair.b] if item is not None]
    for pair in comparison.differing:
        items += _chosen(pair, choices[pair.id])
    of_facts = {item.fact: item for item in items if item.fact is not None}
    added = [item for item in items if item.fact is None]
    return comparison.a.model_copy(
        update={
            "reviewer": reviewer or " and ".join(filter(None, (comparison.a.reviewer, comparison.b.reviewer))),
            "items": (
                *(of_facts[index].model_copy(update={"id": f"f{index}"}) for index in sorted(of_facts)),
                *(item.model_copy(update={"id": f"a{number}"}) for number, item in enumerate(added)),
            ),
            "updated": now or dt.datetime.now(dt.UTC),
        }
    )


def _chosen(pair: Pair, choice: Choice) -> list[Item]:
    if isinstance(choice, Mapping):
        verdict: Literal["added", "corrected"] = "added" if pair.index is None else "corrected"
        return [Item(id=pair.id, fact=pair.index, verdict=verdict, said=dict(choice))]
    if choice == "neither":
        return [] if pair.index is None else [Item(id=pair.id, fact=pair.index, verdict="rejected")]
    if choice not in ("a", "b"):
        raise ReviewError(f"{pair.id}: {choice!r} is no choice; choose a, b, neither, or give the fact")
    chosen = pair.a if choice == "a" else pair.b
    return [] if chosen is None else [chosen]


def _judged(one: Checked, other: Checked, count: int) -> Iterator[Pair]:
    """What is said of the result's own facts, by at least one."""
    mine, theirs = one.review.verdicts(), other.review.verdicts()
    for index in range(count):
        a, b = mine.get(index), theirs.get(index)
        if a or b:
            facts = (one.facts.get(a.id) if a else None, other.facts.get(b.id) if b else None)
            yield Pair(f"f{index}", index, a, b, facts, _differing(*facts) if a and b else ())


def _added(one: Checked, other: Checked) -> Iterator[Pair]:
    """What is added: as pairs where both mean the same fact, in the order of the filing."""
    mine = [item for item in one.review.items if item.verdict == "added"]
    theirs = [item for item in other.review.items if item.verdict == "added"]
    met = _met([_Added(one.facts[item.id]) for item in mine], [_Added(other.facts[item.id]) for item in theirs])
    taken = set(met.values())
    couples: list[tuple[Item | None, Item | None]] = [
        (a, theirs[met[place]] if place in met else None) for place, a in enumerate(mine)
    ]
    couples += [(None, b) for index, b in enumerate(theirs) if index not in taken]
    told = [(a, b, (one.facts[a.id] if a else None, other.facts[b.id] if b else None)) for a, b in couples]
    told.sort(key=lambda each: min(fact.evidence[0].start for fact in each[2] if fact))
    for number, (a, b, facts) in enumerate(told):
        yield Pair(f"n{number}", None, a, b, facts, _differing(*facts))


class _Added:
    """An added fact as it is compared: `whole` is its kind and key, None where a slot of that states nothing.

    `near` are the slots of its key that state something, each with a stretch of the filing in which it is stated.
    """

    def __init__(self, fact: Fact) -> None:
        kind = type(fact)
        self.values = _values(fact)
        self.at = Span(fact.evidence[0].start, fact.evidence[0].end)
        stated = [(slot, self.values[slot]) for slot in kind.key if self.values[slot] is not None]
        self.whole = (kind, *stated) if len(stated) == len(kind.key) else None
        self.same = self.whole and (kind, *self.values.items())
        stretches = range(self.at.start // _STRETCH, self.at.end // _STRETCH + 1)
        self.near = [(kind, *each, stretch) for each in stated for stretch in stretches]

    def meets(self, other: _Added) -> bool:
        """Whether the two, that have a slot of their key in common, are about the same."""
        return (self.whole is not None and self.whole == other.whole) or self.at.overlaps(other.at)

    def shared(self, other: _Added) -> int:
        """In how many slots the two, of one kind, say the same."""
        return sum(value == other.values[slot] for slot, value in self.values.items())


def _met(mine: Sequence[_Added], theirs: Sequence[_Added]) -> dict[int, int]:
    """Which of theirs means the same fact as which of mine: the same in all slots first, then what has most in common.

    Where many are about one thing in one place, only the first of them are looked at.
    """
    met: dict[int, int] = {}
    alike = _grouped((index, [b.same] if b.same else ()) for index, b in enumerate(theirs))
    for there in alike.values():
        there.reverse()
    for place, a in enumerate(mine):
        if a.same and alike.get(a.same):
            met[place] = alike[a.same].pop()
    taken = set(met.values())
    groups = _grouped((index, (b.whole, *b.near)) for index, b in enumerate(theirs) if index not in taken)
    left = [(place, a) for place, a in enumerate(mine) if place not in met]
    common: list[tuple[int, int, int]] = []
    for place, a in left:
        meeting = {index for key in (a.whole, *a.near) if key for index in groups.get(key, ())[:_MOST_NEAR]}
        common += [(-a.shared(theirs[index]), place, index) for index in meeting if a.meets(theirs[index])]
    for _, place, index in sorted(common):
        if place not in met and index not in taken:
            met[place] = index
            taken.add(index)
    return met


def _grouped(keyed: Iterable[tuple[int, Iterable[Hashable]]]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for index, keys in keyed:
        for key in keys:
            groups.setdefault(key, []).append(index)
    return groups


def _differing(one: Fact | None, other: Fact | None) -> tuple[str, ...]:
    if one is None or other is None:
        return () if one is other else ("fact",)
    if type(one) is not type(other):
        return ("kind",)
    mine, theirs = _values(one), _values(other)
    return tuple(slot for slot in mine if mine[slot] != theirs[slot])


def _values(fact: Fact) -> dict[str, Hashable]:
    """What each slot comes to; of two slots whose values may change places the lesser comes first."""
    values = {slot: _plain(getattr(fact, slot)) for slot in fact.slots()}
    if fact.same is not None:
        first, second = fact.same
        values[first], values[second] = sorted((values[first], values[second]), key=str)
    return values


def _plain(value: Any) -> Hashable:
    if isinstance(value, Quantity):
        return value.amount, value.unit, value.bound
    if isinstance(value, When):
        return value.start, value.end
    if isinstance(value, tuple):
        return frozenset(map(_plain, value)) or None
    return fold_name(value) or None if isinstance(value, str) else value


def _agreements(pairs: Sequence[Pair]) -> Iterator[Agreement]:
    """Agreement on what is a fact at all, then on each slot of what is one to both."""
    yield _agreement("fact", pairs, lambda pair: (pair.facts[0] is not None, pair.facts[1] is not None))
    both: dict[type[Fact], list[tuple[dict[str, Hashable], dict[str, Hashable]]]] = {}
    for pair in pairs:
        one, other = pair.facts
        if one is not None and type(one) is type(other):
            both.setdefault(type(one), []).append((_values(one), _values(other)))
    for kind in sorted(both, key=lambda each: each.kind):
        for slot in kind.slots():
            yield _agreement(f"{kind.kind}.{slot}", both[kind], lambda each, slot=slot: (each[0][slot], each[1][slot]))


def _agreement(of: str, things: Sequence[Any], values: Callable[..., tuple[Hashable, Hashable]]) -> Agreement:
    units = [values(one) for one in things]
    return Agreement(of, len(units), sum(a == b for a, b in units), alpha(units))
