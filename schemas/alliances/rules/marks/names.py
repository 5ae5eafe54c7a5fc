"""The names of a filing: every mention, and which mentions are one thing.

Names are found by their capitals, by legal forms, by definitions in brackets and by headings that the text repeats.
What kind of thing a name is follows from the words around it, over the whole filing; mentions are then grouped:
"Amena", "the Amena Group" and "AMENA" are one entity, as are a long name and the short one defined for it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extractor.facts import Span, fold
from extractor.names import canonical

_COMPANY = 2  # the score from which on an entity is taken for an organisation


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name; `entity` is its entity's number in `Names.entities`."""

    span: Span
    text: str
    entity: int


@dataclass(slots=True)
class Entity:
    """One thing, by all its names. `name` is the shortest that stands on its own; `score` how sure it is a company."""

    name: str
    names: set[str] = field(default_factory=set)
    score: int = 0
    legal: bool = False
    place: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name given in brackets: `long ("short")`."""

    long: Span
    short: Span


@dataclass(frozen=True)
class Names:
    """All mentions of names in a filing, in order, and their entities."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    definitions: tuple[Definition, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _of: dict[int, list[Mention]] = field(init=False, repr=False, compare=False)
    _as_printed: dict[str, int] = field(init=False, repr=False, compare=False)
    _as_compared: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        printed: dict[str, int] = {}
        compared: dict[str, int] = {}
        # An entity known by a legal name alone gives way to the one that has the bare name: "Beta" is not "Beta, Inc."
        # where both are spoken of and differ.
        for number, entity in sorted(enumerate(self.entities), key=lambda e: canonical(e[1].name) != e[1].name.lower()):
            for name in sorted(entity.names):
                printed.setdefault(_plain(name), number)
                compared.setdefault(canonical(name), number)
        object.__setattr__(self, "_starts", [m.span.start for m in self.mentions])
        of: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            of.setdefault(mention.entity, []).append(mention)
        object.__setattr__(self, "_of", of)
        object.__setattr__(self, "_as_printed", printed)
        object.__setattr__(self, "_as_compared", compared)

    def within(self, span: Span) -> list[Mention]:
        """The mentions in `span`, in order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end]

    def mentions_of(self, entity: int) -> list[Mention]:
        """The mentions of an entity, in order."""
        return self._of.get(entity, [])

    def named(self, words: str) -> int | None:
        """The entity that `words` name, if any."""
        found = self._as_printed.get(_plain(words))
        return found if found is not None else self._as_compared.get(canonical(words))

    def companies(self, span: Span) -> list[Mention]:
        """The mentions in `span` of what is likely a company, alliance or other organisation."""
        return [m for m in self.within(span) if self.is_company(m.entity)]

    def is_company(self, entity: int) -> bool:
        """Whether the words around an entity's names speak for an organisation."""
        known = self.entities[entity]
        return known.score >= _COMPANY and not known.place and not known.person


def _plain(name: str) -> str:
    return fold(name).lower().removeprefix("the ")
