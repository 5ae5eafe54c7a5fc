"""What code proposes and a model disposes of.

A proposal is a fact that code has found the words of, but not yet what all of them mean: whose a number is, what it
measures. Slots that are settled are filled; for each open one the options are named, likeliest first. The reply picks
among them, so that every answer is grounded by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.facts import Fact, Span


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot's value, and the words of the filing that state it. `label` is what a model is shown."""

    value: Any
    spans: tuple[Span, ...] = ()
    label: str = ""

    @property
    def shown(self) -> str:
        """What stands for this option in a prompt and in its schema."""
        return self.label or str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A fact with some slots open.

    `anchor` is where the filing states it. `asks` says whether a model may answer that there is no such fact here.
    """

    kind: type[Fact]
    anchor: Span
    slots: dict[str, Filled] = field(default_factory=dict)
    open: dict[str, tuple[Filled, ...]] = field(default_factory=dict)
    asks: bool = False

    @property
    def settled(self) -> bool:
        """Whether there is nothing to ask."""
        return not self.open and not self.asks

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
