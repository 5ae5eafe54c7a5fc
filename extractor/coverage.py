"""What the filing says that no fact accounts for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extractor.annotations import Annotations
from extractor.facts import Fact, Span
from extractor.result import Coverage, Unaccounted

_LONGEST = 120
"""Characters of what is countable that are shown."""


def countable(annotations: Annotations) -> list[Unaccounted]:
    """Everything countable outside boilerplate: numbers, quotations, e-mail addresses, telephone numbers."""
    found: dict[Span, str] = {}
    for quantity in annotations.quantities:
        found.setdefault(quantity.span, quantity.type)
    for quotation in annotations.quotations:
        found.setdefault(quotation.runs[0], "quotation")
    for email in annotations.emails:
        found.setdefault(email, "email")
    for phone in annotations.phones:
        found.setdefault(phone, "phone")
    return [
        Unaccounted(start=span.start, end=span.end, text=annotations.words(span)[:_LONGEST], type=type_)
        for span, type_ in sorted(found.items())
    ]


def unaccounted(things: Iterable[Unaccounted], facts: Iterable[Fact]) -> list[Unaccounted]:
    """Those countable things that lie in no slot of any fact."""
    taken = sorted({span for fact in facts for e in fact.evidence for spans in e.slots.values() for span in spans})
    furthest: list[int] = []  # the furthest end of the spans up to each
    for span in taken:
        furthest.append(max(span.end, furthest[-1] if furthest else 0))
    starts = [span.start for span in taken]

    def is_taken(thing: Unaccounted) -> bool:
        before = bisect_left(starts, thing.end)
        return before > 0 and furthest[before - 1] > thing.start

    return [thing for thing in things if not is_taken(thing)]


def coverage(things: Sequence[Unaccounted], first: Sequence[Unaccounted], last: Sequence[Unaccounted]) -> Coverage:
    """How much is accounted for, where `first` and `last` are what is not, before and after a second look."""
    return Coverage(
        countable=len(things),
        accounted_first=len(things) - len(first),
        accounted=len(things) - len(last),
        unaccounted=tuple(last),
    )
