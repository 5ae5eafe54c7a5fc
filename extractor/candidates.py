"""What a reader says of a filing, before any of it is taken for a fact.

There are several kinds of reader and one way. A language model writes words that code finds; a trained reader points at
spans; a layout reader reads the form of a page. All give candidates, and from there on everything is the same: ground,
value, validate, merge, cover.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractor.annotations import Annotations
from extractor.errors import ModelError
from extractor.facts import Fact, Quantity, Span, When
from extractor.model import Reply, Request
from extractor.result import PassageReport, Rejected, Unaccounted

SameName = Callable[[str], Hashable | None]
"""Gives what stands for the thing that a name names, the same for all its names; None if it knows none."""

Outcome = Reply | ModelError
"""The reply to a request, or the error that cost it."""

Heard = Callable[[int, Outcome], None]
"""Told the number of a request, from 0, and its outcome, as soon as it is there."""


def _unheard(number: int, outcome: Outcome) -> None:
    """Nobody waits for single outcomes."""


class Ask(Protocol):
    """Asks a model several requests together: for each, in order, its outcome. `heard` is told of each as it comes."""

    async def __call__(self, requests: Sequence[Request], heard: Heard = _unheard, /) -> Sequence[Outcome]:
        """Ask."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValue:
    """What a reader says of one slot.

    `words` are copied words, to be found in the filing; a slot of a list has several. `spans` are places in the filing
    that a reader points at: then nothing is to be found. `value` is what the words come to, where the reader says so:
    of a choice, and of a slot whose value the reader is sure of; else code reads it from the filing's own words.
    `reading` is what a language model makes of a quantity or a date: code takes it only where the filing bears it out.
    """

    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    value: Any = None
    reading: Quantity | When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A fact that a reader proposes.

    `within` is the passage it was read in; `quote` the words, or `trigger` the span, that state it. `source` names the
    reader, `passage` the number of the passage. `probability` is the reader's own, None if it has none.
    """

    kind: type[Fact]
    slots: Mapping[str, SlotValue]
    within: Span
    passage: int
    source: str
    quote: str | None = None
    trigger: Span | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a reader brings from one look at a filing."""

    candidates: Sequence[Candidate] = ()
    rejected: Sequence[Rejected] = ()
    reports: Sequence[PassageReport] = ()
    replies: Sequence[Reply] = ()
    same_name: SameName | None = field(default=None)


Found = Callable[[Sequence[Candidate]], None]
"""Told of candidates as soon as a reader has them; the same objects are among those that it brings at the end."""


class Reader(Protocol):
    """Reads a filing for facts. Raises what `ask` raises when a model cannot be asked at all.

    `found` is told of candidates before all of the filing is read, at the latest passage by passage.
    """

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        """Read the filing once."""
        ...

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        """Look once more at what is countable and stands in no fact after the first look."""
        ...
