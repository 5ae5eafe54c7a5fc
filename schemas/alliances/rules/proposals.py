"""What rules propose: a fact whose words code has found, and perhaps a guess at what some of them mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    """A fact that rules have found. `anchor` is where the filing states it.

    `guessed` says that a slot could have been filled otherwise: it has the likeliest of several options.
    """

    kind: type[Fact]
    anchor: Span
    slots: dict[str, Filled]
    guessed: bool = False


def unique(options: Iterable[Filled]) -> tuple[Filled, ...]:
    """The options without repeats of what is shown, in order."""
    seen: dict[str, Filled] = {}
    for option in options:
        seen.setdefault(option.shown, option)
    return tuple(seen.values())
