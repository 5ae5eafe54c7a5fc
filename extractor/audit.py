"""What the filing says that no fact accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.facts import Fact, Span
from extractor.reading import Reading
from extractor.result import Coverage, Unaccounted
from extractor.values import find_emails, find_phones


def countable(reading: Reading) -> list[Unaccounted]:
    """Everything countable in the passages that facts are taken from: numbers, quotations, e-mail addresses, phones."""
    found: dict[Span, str] = {}
    text = reading.filing.text
    for marks in reading.passages:
        if marks.passage.boilerplate:
            continue
        for quantity in marks.quantities:
            found.setdefault(quantity.span, quantity.type)
        for quotation in marks.quotations:
            found.setdefault(quotation.runs[0], "quotation")
        start, end = marks.passage.span
        for email in find_emails(text[start:end]):
            found.setdefault(Span(start + email.start, start + email.end), "email")
        for phone in find_phones(text[start:end]):
            if phone.kind != "fax":
                found.setdefault(Span(start + phone.span.start, start + phone.span.end), "phone")
    return [
        Unaccounted(
            start=span.start, end=span.end, text=" ".join(text[span.start : span.end].split())[:120], type=type_
        )
        for span, type_ in sorted(found.items())
    ]


def unaccounted(things: Iterable[Unaccounted], facts: Iterable[Fact]) -> list[Unaccounted]:
    """Those countable things that lie in no slot of any fact."""
    taken = sorted(span for fact in facts for span in _spans(fact))
    return [thing for thing in things if not _covered(thing, taken)]


def coverage(things: list[Unaccounted], first: list[Unaccounted], last: list[Unaccounted]) -> Coverage:
    """How much is accounted for, where `first` and `last` are what is not, before and after a second question."""
    return Coverage(
        countable=len(things),
        accounted_first=len(things) - len(first),
        accounted=len(things) - len(last),
        unaccounted=tuple(last),
    )


def _spans(fact: Fact) -> Iterator[Span]:
    for evidence in fact.evidence:
        for spans in evidence.slots.values():
            yield from spans


def _covered(thing: Unaccounted, spans: list[Span]) -> bool:
    here = Span(thing.start, thing.end)
    return any(here.overlaps(span) for span in spans)
