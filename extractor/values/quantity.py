"""Quantities: numbers as filings print them, with their bound, scale, currency, percent sign or noun.

The grammar is our own. What it leans on is CLDR (through babel), for the names of currencies.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.facts import Quantity, Span, fold
from extractor.values import _draft, _nouns, _numerals
from extractor.values._apart import apart
from extractor.values._draft import Draft
from extractor.values._language import primary, word_set
from extractor.values._rows import lend_rows
from extractor.values._sharing import share
from extractor.values.contact import find_emails, printed_phones
from extractor.values.when import find_dates

Type = Literal["percent", "points", "money", "count", "plain"]

_WHOLLY = re.compile(
    r"\b(?:wholly|fully)[-\s]+owned\b|\b(?:íntegramente\s+participad[oa]s?|hundertprozentigen?r?s?"
    r"|entièrement\s+détenue?s?|interamente\s+(?:posseduta|controllata))\b",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"\b50\s?[/:\u2013-]\s?50\b(?=[\s-]+(?:joint|JV|owned|basis|partnership|venture|company))", re.IGNORECASE
)
_MEMBERS_TO = re.compile(
    r"\b(?:bring|tak|rais|lift|increas|grow|llev|elev)\w*\s(?:\w+\s){0,3}(?:membership|members|miembros)\s(?:to|a)\s$",
    re.IGNORECASE,
)
"""What stands before a number of members that no noun follows: "taking its membership to eleven"."""
_PARTIES = word_set("companies parties sides firms businesses groups organisations organizations entities")
_ANAPHORA = re.compile(r"\b(?:the|these|those|both|our|los|las|estas|estos|ambas|ambos|die|les)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity in a text.

    `span` is the whole phrase ("nearly 4.4 million registered customers"), `number` the number with its scale, percent
    sign or currency ("4.4 million"). `noun` is the noun phrase counted, in lower case. A `plain` number is followed by
    no noun; its unit is empty, or the noun that stands before it ("a subscriber base of 53 million").
    """

    span: Span
    number: Span
    value: Quantity
    type: Type
    noun: str | None


def find_quantities(text: str, *, language: str = "en", decimal_comma: bool = False) -> list[FoundQuantity]:
    """The quantities of a text, in order, none overlapping another.

    Years, dates, references, codes, bands, telephone numbers and the like are left out. A number that stands alone,
    without a unit, scale, bound or thousands mark, counts nothing and is left out too. `decimal_comma` says that the
    text writes 9,4 for nine and four tenths, whatever its language.
    """
    return [*_found(text, primary(language), lenient=False, decimal_comma=decimal_comma)]


def read_quantity(text: str, *, language: str = "en", context: str = "") -> Quantity | None:
    """The quantity that a phrase states, or None. Of several the first.

    `context` is the sentence around the phrase; it lends what the phrase leaves out ("10.2 mobile users" after "28.3
    million customers, including"). The value's text is the whole phrase, white space folded.
    """
    phrase, sentence = fold(text), fold(context)
    at = sentence.find(phrase) if phrase else -1
    if at >= 0:
        here = Span(at, at + len(phrase))
        for found in _found(sentence, primary(language), lenient=False):
            if here.covers(found.number):
                return found.value.model_copy(update={"text": phrase})
    for lenient in (False, True):
        for found in _found(phrase, primary(language), lenient=lenient):
            return found.value.model_copy(update={"text": phrase})
    return None


def _found(text: str, language: str, *, lenient: bool, decimal_comma: bool = False) -> Iterator[FoundQuantity]:
    owned = [_hundred(text, match) for match in _WHOLLY.finditer(text)]
    owned += [_half(text, match) for match in _HALVES.finditer(text)]
    taken = [found.span for found in owned]
    blocked = _Spans(taken if lenient else [*taken, *_no_quantities(text, language)])
    drafts = _drafts(text, language, blocked)
    for draft in drafts:
        draft.decimal_comma = decimal_comma
    share(drafts, text, language)
    lend_rows(drafts, text, language)
    kept = [_finish(draft, text, language) for draft in drafts if lenient or _counts(draft, text, language)]
    yield from _apart_from_one_another(sorted([*owned, *kept], key=lambda found: found.span))


def _no_quantities(text: str, language: str) -> Iterator[Span]:
    yield from apart(text)
    yield from find_emails(text)
    yield from printed_phones(text)
    for found in find_dates(text, today=None, language=language):
        yield found.span


class _Spans:
    """Spans, asked whether any touches another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._spans = merged

    def touch(self, span: Span) -> bool:
        at = bisect_right(self._spans, span.start, key=lambda other: other.start)
        return any(other.overlaps(span) for other in self._spans[max(0, at - 1) : at + 1])


@lru_cache
def _number_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_numerals.DIGITS}|(?i:{_numerals.words_pattern(language)})")


def _drafts(text: str, language: str, blocked: _Spans) -> list[Draft]:
    drafts: list[Draft] = []
    floor = 0
    for match in _number_pattern(language).finditer(text):
        if match.start() < floor or blocked.touch(Span(*match.span())):
            continue
        draft = _draft.read(text, match, language, floor)
        if _glued(text, draft) or (draft.words is None and not match.group()[-1].isdigit()):
            continue
        drafts.append(draft)
        floor = draft.end
    return drafts


def _glued(text: str, draft: Draft) -> bool:
    """Whether the number is part of a name or code: `11street`, `O2`, `EX-99`, `3G`, `five-year`."""
    before, after = text[: draft.first][-2:], text[draft.last : draft.last + 2]
    if before and (before[-1].isalnum() or before[-1] in "_#@\\"):
        return True
    if len(before) == 2 and before[1] in "-./'" and before[0].isalnum() and not draft.scaled and draft.unit is None:
        return True
    if draft.unit is not None or not after:
        return False
    return after[0].isalnum() or after[0] == "_" or (after[0] in "-/" and after[1:].isalpha() and not draft.scaled)


def _counts(draft: Draft, text: str, language: str) -> bool:
    """Whether a reader would call the number a figure."""
    if _MEMBERS_TO.search(text, max(0, draft.start - 60), draft.start):
        return True
    if draft.words is not None:
        return _words_count(draft, text)
    if draft.loose:
        return draft.bound != "exact"
    if draft.unit is not None:
        return True
    if draft.yearlike:
        return not (draft.tied or draft.counted) and draft.head is not None and draft.head in _nouns.heads(language)
    if draft.scaled or draft.head is not None or draft.grouped:
        return True
    return draft.bound != "exact"


def _words_count(draft: Draft, text: str) -> bool:
    if draft.unit is not None or draft.scaled:
        return True
    if draft.head is None or draft.words in (0, 1):
        return False
    return not (draft.head in _PARTIES and _ANAPHORA.search(text[max(0, draft.start - 10) : draft.start]))


def _finish(draft: Draft, text: str, language: str) -> FoundQuantity:
    kind: Type
    if draft.unit == "percent":
        kind, unit = "percent", "percent"
    elif draft.unit == "points":
        kind, unit = "points", "percentage points"
    elif draft.unit == "money":
        kind, unit = "money", draft.currency
    else:
        unit = _nouns.unit_of(draft.head, language) if draft.head else ""
        kind = "count" if draft.head and (draft.end > draft.last or draft.counted) else "plain"
    span = Span(draft.start, draft.end)
    value = Quantity(
        text=fold(text[span.start : span.end]), amount=draft.amount(language), unit=unit, bound=draft.bound
    )
    noun = draft.noun if draft.head or draft.unit is None else _noun_of_share(text, draft, language)
    return FoundQuantity(span, Span(draft.first, draft.last), value, kind, noun)


def _noun_of_share(text: str, draft: Draft, language: str) -> str | None:
    noun = _nouns.noun_after(text, draft.last, language)
    return noun.words if noun else None


def _hundred(text: str, match: re.Match[str]) -> FoundQuantity:
    span = Span(*match.span())
    value = Quantity(text=fold(text[span.start : span.end]), amount=Decimal(100), unit="percent")
    return FoundQuantity(span, span, value, "percent", None)


def _half(text: str, match: re.Match[str]) -> FoundQuantity:
    span = Span(*match.span())
    value = Quantity(text=fold(text[span.start : span.end]), amount=Decimal(50), unit="percent")
    return FoundQuantity(span, span, value, "percent", None)


def _apart_from_one_another(found: list[FoundQuantity]) -> Iterator[FoundQuantity]:
    end = 0
    for one in found:
        if one.span.start >= end:
            yield one
            end = one.span.end
