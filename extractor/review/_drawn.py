"""Facts as tools for annotation show them: spans of a text, each a slot of a fact.

Such tools carry places, and little of what the words there come to. So what a fact says stays beside it where its
places are as they were; where a person moves one, its words are read anew.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.facts import Fact, Span, fold
from extractor.result import Result
from extractor.review._gold import evidence_of, said_of
from extractor.review.checking import Desk
from extractor.review.review import Item, Review
from extractor.slots import slots_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A fact as places: the run that states it, the spans of each slot, and the choices of the slots that have some."""

    kind: str
    run: Span
    slots: Mapping[str, tuple[Span, ...]]
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as it is shown, and the item of a review about it, if there is one. `id` is the same for the same fact."""

    id: str
    index: int | None
    drawn: Drawn
    said: Mapping[str, Any]
    item: Item | None


def shown(result: Result, review: Review | None, kinds: Sequence[type[Fact]]) -> list[Shown]:
    """Every fact of a result as a review has it, and those it adds. Raises `ReviewError` where that does not hold."""
    empty = Review.of(result)
    checked = Desk(result, kinds).check(review or empty).held()
    judged = checked.review.verdicts()
    found = []
    for index, fact in enumerate(result.facts):
        item = judged.get(index)
        now = checked.facts.get(item.id, fact) if item else fact
        found.append(_shown(f"f{index}", index, now, item, result.text))
    added = (item for item in checked.review.items if item.verdict == "added")
    return [*found, *(_shown(f"a:{item.id}", None, checked.facts[item.id], item, result.text) for item in added)]


def _shown(own: str, index: int | None, fact: Fact, item: Item | None, text: str) -> Shown:
    at = evidence_of(fact, text)
    stated = {slot.name: getattr(fact, slot.name) for slot in slots_of(type(fact)) if slot.form == "choice"}
    drawn = Drawn(
        kind=fact.kind,
        run=Span(at.start, at.end),
        slots={name: tuple(Span(*one) for one in spans) for name, spans in at.slots.items() if spans},
        choices={name: value for name, value in stated.items() if value},
    )
    said = item.said if item and item.said is not None else said_of(fact, text)
    return Shown(own, index, drawn, said, item)


class Taken:
    """Takes what a tool gives back, fact by fact, and makes the items of a review of it.

    What cannot be taken is in `left`, each with the reason.
    """

    def __init__(self, result: Result, before: Sequence[Shown], kinds: Sequence[type[Fact]]) -> None:
        self._result, self._before = result, {one.id: one for one in before}
        self._desk = Desk(result, kinds)
        self._kinds = {kind.kind: kind for kind in kinds}
        self._items: dict[str, Item] = {}
        self._more: list[Item] = []
        self.left: list[str] = []

    def find(self, drawn: Drawn) -> str | None:
        """What was shown so, for a tool that has lost its name."""
        return next((name for name, one in self._before.items() if one.drawn == drawn), None)

    def keep(self, name: str) -> None:
        """The fact stands as it was shown."""
        one = self._before[name]
        if one.item is not None and one.item.verdict != "rejected":
            self._items[name] = one.item
        elif one.index is not None:
            self._items[name] = Item(id=name, fact=one.index, verdict="accepted")

    def reject(self, name: str) -> None:
        """The fact is none; one that was only added is forgotten."""
        one = self._before[name]
        if one.index is not None:
            rejected = one.item is not None and one.item.verdict == "rejected"
            self._items[name] = one.item if rejected and one.item else Item(id=name, fact=one.index, verdict="rejected")

    def take(self, drawn: Drawn, name: str | None = None) -> None:
        """A fact as it is now, in place of the one shown as `name`, or as a further one."""
        before = self._before.get(name) if name else None
        if before is not None and before.drawn == drawn:
            self.keep(before.id)
            return
        kind = self._kinds.get(drawn.kind)
        if kind is None:
            self.left.append(f"{name or 'a further fact'}: there is no kind {drawn.kind!r} here")
            return
        said = self._said(kind, drawn, before)
        fact, wrong = self._desk.read(said)
        if fact is None:
            listed = "; ".join(f"{slot}: {message}" for slot, message in wrong)
            self.left.append(f"{name or 'a further fact'} ({drawn.kind}, {said['quote'][:60]!r}): {listed}")
            return
        whole = said_of(fact, self._result.text)
        known = before.item if before else None
        note = known.note if known else ""
        if before is None or before.index is None:
            own = known.id if known else f"n{len(self._more)}"
            self._more.append(Item(id=own, verdict="added", said=whole, note=note))
        else:
            own = known.id if known else before.id
            self._items[before.id] = Item(id=own, fact=before.index, verdict="corrected", said=whole, note=note)

    def items(self) -> Iterator[Item]:
        """The items, in the order in which the facts were shown, further ones last; no two have one id."""
        used: set[str] = set()
        for item in (*(self._items[name] for name in self._before if name in self._items), *self._more):
            own = next(name for at in itertools.count() if (name := item.id + "x" * at) not in used)
            used.add(own)
            yield item if own == item.id else item.model_copy(update={"id": own})

    def _said(self, kind: type[Fact], drawn: Drawn, before: Shown | None) -> dict[str, Any]:
        """What the places say: as it was said before where they are the same."""
        text = self._result.text
        same = before is not None and before.drawn.kind == drawn.kind
        said: dict[str, Any] = {"kind": kind.kind}
        for slot in slots_of(kind):
            spans = drawn.slots.get(slot.name, ())
            if same and before is not None and spans == before.drawn.slots.get(slot.name, ()) and slot.form != "choice":
                said[slot.name] = before.said.get(slot.name)
            elif slot.form == "choice":
                said[slot.name] = drawn.choices.get(slot.name)
            elif spans:
                words = [fold(text[span.start : span.end]) for span in spans]
                said[slot.name] = words if slot.many else " ".join(words)
        moved = not same or before is None or drawn.run != before.drawn.run
        said["quote"] = fold(text[drawn.run.start : drawn.run.end]) if moved or before is None else before.said["quote"]
        return said
