"""A run of text with its marks in place of the words they cover, so that a pattern can speak of names and numbers.

`mask` turns "Alpha holds a 25% stake in Beta" into "⟦N0⟧ holds a ⟦P0⟧ stake in ⟦N1⟧"; in a pattern, `{N}` matches a
name, `{P}` a percentage, `{Q}` another quantity, `{D}` a date, `{C}` a country. Groups lead back to the marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.facts import Span
from extractor.marks.marks import Marks
from extractor.marks.names import Mention
from extractor.values import FoundCountry, FoundQuantity, FoundWhen

AnyMark = Mention | FoundQuantity | FoundWhen | FoundCountry

_TOKEN = re.compile(r"⟦([NPQDC])(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text; `offsets` gives, for each of its characters, where that stands in the filing."""

    text: str
    marks: dict[str, AnyMark]
    offsets: tuple[int, ...]

    def at(self, token: str | None) -> AnyMark | None:
        """The mark that a matched group stands for."""
        return self.marks.get(token) if token else None

    def names(self, words: str | None) -> list[Mention]:
        """The names in a matched group, in order."""
        found = (self.marks[m.group()] for m in _TOKEN.finditer(words or "") if m.group(1) == "N")
        return [m for m in found if isinstance(m, Mention)]

    def span(self, start: int, end: int) -> Span:
        """The filing's own span of masked characters `start` to `end`."""
        return Span(self.offsets[start], self.offsets[end] if end < len(self.offsets) else self.offsets[-1])


def mask(marks: Marks, bound: Span, *, countries: bool = False, persons: bool = False) -> Masked:
    """The text of `bound` with names, percentages, quantities and dates masked, and white space folded.

    Countries are masked only when asked for, since many stand inside names; then they win over a name of a place.
    """
    found: list[tuple[Span, str, AnyMark]] = []
    names = [
        m for m in marks.names.within(bound)
        if (persons or not marks.names.entities[m.entity].person) and not (marks.names.entities[m.entity].place and countries)
    ]
    found += [(m.span, "N", m) for m in names]
    for q in marks.quantities:
        if bound.covers(q.span) and not any(q.span.overlaps(m.span) for m in names):
            found.append((q.span, "P" if q.type == "percent" else "Q", q))
    found += [(d.span, "D", d) for d in marks.dates if bound.covers(d.span) and not any(d.span.overlaps(s) for s, _, _ in found)]
    if countries:
        found += [(c.span, "C", c) for c in marks.countries if bound.covers(c.span) and not any(c.span.overlaps(s) for s, _, _ in found)]
    found.sort(key=lambda f: f[0])
    pieces: list[str] = []
    offsets: list[int] = []
    table: dict[str, AnyMark] = {}
    counts: dict[str, int] = {}
    at = bound.start

    def plain(start: int, end: int) -> None:
        for match in re.compile(r"\s+|\S").finditer(marks.text, start, end):
            pieces.append(" " if match.group().isspace() else match.group())
            offsets.append(match.start())

    for span, letter, one in found:
        if span.start < at:
            continue
        plain(at, span.start)
        token = f"⟦{letter}{counts.get(letter, 0)}⟧"
        counts[letter] = counts.get(letter, 0) + 1
        table[token] = one
        pieces.append(token)
        offsets += [span.start] * (len(token) - 1) + [span.end - 1]
        at = span.end
    plain(at, bound.end)
    offsets.append(bound.end)
    return Masked("".join(pieces), table, tuple(offsets))


@lru_cache(maxsize=512)
def pattern(source: str) -> re.Pattern[str]:
    """A pattern over masked text: `{N:owner}` is a name in the group `owner`."""
    compiled = re.sub(r"\{([NPQDC])(?::(\w+))?\}", lambda m: rf"(?P<{m[2]}>⟦{m[1]}\d+⟧)" if m[2] else rf"⟦{m[1]}\d+⟧", source)
    return re.compile(compiled, re.IGNORECASE)
