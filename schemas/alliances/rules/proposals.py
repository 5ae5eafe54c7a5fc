"""What rules propose.

A proposal is a fact that code has found the words of, but not always what all of them mean: whose a number is, what it
measures. Slots that are settled are filled; for each open one the options are named, likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.facts import Fact, Span


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot's value, and the words of the filing that state it. `label` is how it is shown to a person."""

    value: Any
    spans: tuple[Span, ...] = ()
    label: str = ""

    @property
    def shown(self) -> str:
        """What stands for this option where it is named."""
        return self.label or str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A fact with some slots perhaps open. `anchor` is where the filing states it."""

    kind: type[Fact]
    anchor: Span
    slots: dict[str, Filled] = field(default_factory=dict)
    open: dict[str, tuple[Filled, ...]] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether no slot is open."""
        return not self.open

    def first(self) -> dict[str, Filled]:
        """The slots with each open one filled by its likeliest option."""
        return {**self.slots, **{slot: options[0] for slot, options in self.open.items()}}


def unique(options: Iterable[Filled]) -> tuple[Filled, ...]:
    """The options without repeats of what is shown, in order."""
    seen: dict[str, Filled] = {}
    for option in options:
        seen.setdefault(option.shown, option)
    return tuple(seen.values())


def divided(options: Mapping[str, tuple[Filled, ...]]) -> tuple[dict[str, Filled], dict[str, tuple[Filled, ...]]]:
    """The slots with one option, settled, and those with several, open."""
    settled = {slot: several[0] for slot, several in options.items() if len(several) == 1}
    return settled, {slot: several for slot, several in options.items() if len(several) > 1}
