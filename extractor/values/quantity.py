"""Quantities: numbers as filings print them, with their bound, scale, currency, percent sign or noun.

The grammar is our own. What it leans on is CLDR (through babel), for the names of currencies.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import ValidationError

from extractor.facts import Bound, Quantity, Span, fold
from extractor.footnotes import bare, unmarked
from extractor.values import _draft, _nouns, _numerals, _wholes
from extractor.values._apart import apart
from extractor.values._draft import Draft
from extractor.values._language import primary, word_set
from extractor.values._rows import lend_rows
from extractor.values._sharing import joins_range, share
from extractor.values.contact import find_emails, printed_phones
from extractor.values.when import date_spans, find_dates

Type = Literal["percent", "points", "money", "count", "plain"]

_MEMBERS_TO = re.compile(
    r"\b(?:bring|tak|rais|lift|increas|grow|llev|elev)\w*\s(?:\w+\s){0,3}(?:membership|members|miembros)\s(?:to|a)\s$",
    re.IGNORECASE,
)
"""What stands before a number of members that no noun follows: "taking its membership to eleven"."""
_ANY_DAY = dt.date(2001, 1, 1)  # whatever the year, a day of a month is no figure
_NUMBER_OF_DAY, _YEAR = re.compile(r"\d"), re.compile(r"(?:19|20)\d\d")
_STRETCH = re.compile(r"\b(?:days?|weeks?|months?|years?|días?|semanas?|mes(?:es)?|años?)\b", re.IGNORECASE)
_TENS_OF_YEARS = word_set("decade decades década décadas")
_FACTORS = {
    2: re.compile(r"\b(?:doubl\w*|twice|duplic\w*|duplique\w*|doble)\b", re.IGNORECASE),
    3: re.compile(r"\b(?:tripl\w*|thrice)\b", re.IGNORECASE),
    4: re.compile(r"\b[cq]uadrupl\w*\b", re.IGNORECASE),
    5: re.compile(r"\bquintupl\w*\b", re.IGNORECASE),
}
_SAID: dict[Bound, re.Pattern[str]] = {
    "at_least": re.compile(r"\b(?:from|starting\s+at|starts?\s+at|desde|ab|dès|a\s+partir\s+de)\W*$", re.IGNORECASE),
    "up_to": re.compile(r"\b(?:within(?:\s+the\s+next)?|top|en\s+menos\s+de)\W*$", re.IGNORECASE),
    "more_than": re.compile(r"\b(?:past|cross(?:es|ed|ing)?(?:\s+the)?)\W*$", re.IGNORECASE),
}
"""Bounds that only the words chosen for a figure give: in a sentence the same words say when, or whence."""
_LOSS = re.compile(
    r"\b(?:loss(?:es)?|pérdidas?|Verlust\w*|pertes?|prejuízos?|perdit[ae])\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE
)
_CODE = re.compile(r"(?<![\w-])([A-Z]{3})\s?$")
_IN_BRACKETS = re.compile(r"\([^()]*\d\)")
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
    known = primary(language)
    plain = unmarked(text)
    if plain is None:
        return [*_found(text, known, decimal_comma=decimal_comma)]
    found = _found(plain.text, known, decimal_comma=decimal_comma)
    return [replace(one, span=_at(one.span, plain.places), number=_at(one.number, plain.places)) for one in found]


def read_quantity(text: str, *, language: str = "en", context: str = "") -> Quantity | None:
    """The quantity that a phrase states, or None. Of several, and of a range, the first.

    `context` is the sentence around the phrase; it lends what the phrase leaves out ("10.2 mobile users" after "28.3
    million customers, including"). A unit that no table has is kept as printed. The value's text is the whole phrase,
    white space folded.
    """
    return next(iter(read_quantities(text, language=language, context=context)), None)


def read_quantities(text: str, *, language: str = "en", context: str = "") -> list[Quantity]:
    """The quantities that a phrase states: for a range both its ends, bounded by `at_least` and `up_to`.

    Arguments as for `read_quantity`.
    """
    phrase, sentence = (bare(fold(words)) for words in (text, context))
    inside = _inside(phrase, sentence)
    whole, here = (phrase, Span(0, len(phrase))) if inside is None else (sentence, inside)
    known = primary(language)
    for lenient in (False, True):
        found = [
            one for one in _found(whole, known, here=here, lenient=lenient) if here.start <= one.number.start < here.end
        ]
        if found:
            ends = _ends([_as_said(one, whole, here, known) for one in found], found, whole)
            return [value.model_copy(update={"text": fold(text)}) for value in ends]
    return [*_multiples(phrase, known)]


def _inside(phrase: str, sentence: str) -> Span | None:
    """Where a phrase stands in a sentence, neither in the middle of a word or number nor at one's end."""
    start = sentence.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        before, after = sentence[start - 1 : start], sentence[end : end + 1]
        if not (before.isalnum() or before in ("_", ".", ",") or after.isalnum() or after == "_"):
            return Span(start, end)
        start = sentence.find(phrase, start + 1)
    return None


def _ends(values: list[Quantity], found: list[FoundQuantity], text: str) -> list[Quantity]:
    """Two quantities that a phrase joins as a range ("3% to 5%"), bounded; in a sentence that may tell of a rise."""
    if len(found) != 2 or not joins_range(text[found[0].number.end : found[1].number.start]):
        return values
    if values[0].unit != values[1].unit or values[0].amount >= values[1].amount:
        return values
    bounds: tuple[Bound, Bound] = ("at_least", "up_to")
    return [value.model_copy(update={"bound": bound}) for value, bound in zip(values, bounds, strict=True)]


def _multiples(phrase: str, language: str) -> Iterator[Quantity]:
    """What words alone multiply or rank by: "doubled", "se triplicó", "the fifth acquisition"."""
    for factor, pattern in _FACTORS.items():
        match = pattern.search(phrase)
        if match is not None:
            _, bound = _draft.bound_before(phrase, match.start(), language)
            yield Quantity(text=phrase, amount=Decimal(factor), unit="times", bound=bound)
    ordinal = _numerals.ordinal_pattern().search(phrase)
    if ordinal is not None and not find_dates(phrase, today=_ANY_DAY, language=language):
        unit = _nouns.unit_printed(phrase, ordinal.end(), len(phrase), language)
        yield Quantity(text=phrase, amount=Decimal(_numerals.read_ordinal(ordinal.group())), unit=unit or "rank")


def _as_said(found: FoundQuantity, text: str, here: Span, language: str) -> Quantity:
    """A quantity with what the words of its phrase say beside it: a unit without a plural, and that it is a loss."""
    value, phrase = found.value, text[here.start : here.end]
    update: dict[str, object] = {"text": phrase}
    unit = value.unit or _nouns.unit_printed(text, found.number.end, here.end, language)
    code = _CODE.search(text, here.start, found.number.start)
    if code and _draft.bound_before(text, code.start(), language, here.start)[0] != here.start:
        code = None  # "INGRESOS POR 612"
    update["unit"] = unit or (code.group(1) if code else "")
    if unit in _TENS_OF_YEARS:
        update |= {"unit": "years", "amount": value.amount * 10}
    before = text[here.start : found.number.start]
    if value.bound == "exact":
        said = next((bound for bound, words in _SAID.items() if words.search(before)), "exact")
        update["bound"] = _draft.bound_before(text, code.start(), language, here.start)[1] if code else said
    loss = _LOSS.search(text, here.start, found.number.start)
    if found.type == "money" and value.amount > 0 and (loss or _IN_BRACKETS.fullmatch(phrase)):
        update["amount"] = -value.amount
    return value.model_copy(update=update)


def _at(span: Span, places: Sequence[int]) -> Span:
    return Span(places[span.start], places[span.end - 1] + 1)


def _found(
    plain: str, language: str, *, here: Span | None = None, lenient: bool = False, decimal_comma: bool = False
) -> Sequence[FoundQuantity]:
    """The quantities of a text; inside `here` also fractions of nothing said, and, if `lenient`, what counts nothing in
    prose, dates excepted.
    """
    stated, fractions = _parts(plain, language, lenient=here is not None)
    parts = (*stated, *(part for part in fractions if here is None or here.covers(part.span)))
    return _counted(plain, language, parts, here if lenient else None, decimal_comma=decimal_comma)


@lru_cache(maxsize=8)
def _counted(
    plain: str, language: str, parts: Sequence[_wholes.Part], inside: Span | None, *, decimal_comma: bool
) -> Sequence[FoundQuantity]:
    """The quantities of a text and the shares of a whole in it; a sentence is asked for once for each of its facts."""
    owned = [_share(plain, part, language) for part in parts]
    if not _numerals.may_hold_number(plain, language):
        return _apart_from_one_another(sorted(owned, key=lambda found: found.span))
    dates, others = _no_quantities(plain, language)
    blocked = [*(part.span for part in parts), *dates]
    blocked += [span for span in others if inside is None or not inside.overlaps(span)]
    drafts = _drafts(plain, language, _Spans(blocked), inside)
    for draft in drafts:
        draft.decimal_comma = decimal_comma
    share(drafts, plain, language)
    lend_rows(drafts, plain, language)
    kept = [
        found
        for draft in drafts
        if _counts(draft, plain, language)
        or (inside and inside.covers(Span(draft.first, draft.first)) and not draft.is_year)
        if (found := _finish(draft, plain, language)) is not None
    ]
    return _apart_from_one_another(sorted([*owned, *kept], key=lambda found: found.span))


@lru_cache(maxsize=8)
def _parts(text: str, language: str, *, lenient: bool) -> tuple[Sequence[_wholes.Part], Sequence[_wholes.Part]]:
    """The shares of a whole that fixed phrases state, and the fractions in words."""
    return tuple(_wholes.stated(text)), tuple(_wholes.fractions(text, language, lenient=lenient))


@lru_cache(maxsize=8)
def _no_quantities(text: str, language: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The dates of a text, and the other runs whose digits count nothing."""
    dates = []
    for span in date_spans(text, today=_ANY_DAY, language=language):
        words = text[span.start : span.end]
        if _NUMBER_OF_DAY.search(words) and (_YEAR.search(words) or not _STRETCH.search(words)):
            dates.append(span)
    return tuple(dates), (*apart(text), *find_emails(text), *printed_phones(text))


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


def _drafts(text: str, language: str, blocked: _Spans, here: Span | None) -> list[Draft]:
    drafts: list[Draft] = []
    floor = 0
    for match in _numerals.numbers(text, language):
        if match.start() < floor or blocked.touch(Span(*match.span())):
            continue
        draft = _draft.read(text, match, language, floor)
        begins = here is not None and here.covers(Span(*match.span()))
        if _glued(text, draft, begins=begins) or (draft.words is None and not match.group()[-1].isdigit()):
            continue
        drafts.append(draft)
        floor = draft.end
    return drafts


def _glued(text: str, draft: Draft, *, begins: bool) -> bool:
    """Whether the number is part of a name or code: `11street`, `O2`, `EX-99`, `3G`, `five-year`.

    `begins` says that what follows is its unit ("10Gbps", "a five-year plan").
    """
    before, after = text[max(0, draft.first - 2) : draft.first], text[draft.last : draft.last + 2]
    if before and (before[-1].isalnum() or before[-1] in "_@^\\" or (before[-1] == "#" and not begins)):
        return True
    if len(before) == 2 and before[1] in "-./'" and before[0].isalnum() and not draft.scaled and draft.unit is None:
        ranged = before[1] == "-" and before[0].isdigit() and draft.head is not None  # "3-5 years"
        return not ranged and draft.start == draft.first
    if draft.unit is not None or not after or begins:
        return False
    return after[0].isalnum() or after[0] == "_" or (after[0] in "-/" and after[1:].isalpha() and not draft.scaled)


def _counts(draft: Draft, text: str, language: str) -> bool:
    """Whether a reader would call the number a figure."""
    may_be_members = text[draft.start - 2 : draft.start - 1] in "aAoO"  # of "to" or "a"
    if may_be_members and _MEMBERS_TO.search(text, max(0, draft.start - 60), draft.start):
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
    if draft.unit is not None or draft.scaled or (draft.words or 0) >= 10**6:
        return True
    if draft.head is None or draft.words in (0, 1):
        return False
    return not (draft.head in _PARTIES and _ANAPHORA.search(text[max(0, draft.start - 10) : draft.start]))


def _finish(draft: Draft, text: str, language: str) -> FoundQuantity | None:
    """The quantity of a draft; None where it has more digits than any figure."""
    kind: Type
    if draft.unit == "percent":
        kind, unit = "percent", "percent"
    elif draft.unit == "points":
        kind, unit = "points", "percentage points" if draft.per == 1 else "basis points"
    elif draft.unit == "money":
        kind, unit = "money", draft.currency
    else:
        unit = _nouns.unit_of(draft.head, language) if draft.head else ""
        kind = "count" if draft.head and (draft.end > draft.last or draft.counted) else "plain"
    span = Span(draft.start, draft.end)
    words = fold(text[span.start : span.end])
    try:
        value = Quantity(text=words, amount=draft.amount(language), unit=unit, bound=draft.bound)
    except ValidationError:
        return None
    noun = draft.noun if draft.head or draft.unit is None else _noun_of_share(text, draft, language)
    return FoundQuantity(span, Span(draft.first, draft.last), value, kind, noun)


def _noun_of_share(text: str, draft: Draft, language: str) -> str | None:
    noun = _nouns.noun_after(text, draft.last, language)
    return noun.words if noun else None


def _share(text: str, part: _wholes.Part, language: str) -> FoundQuantity:
    start, bound = _draft.bound_before(text, part.span.start, language)
    span = Span(start, part.span.end)
    value = Quantity(
        text=fold(text[span.start : span.end]),
        amount=part.percent,
        unit="percent",
        bound=part.bound if bound == "exact" else bound,
    )
    return FoundQuantity(span, part.span, value, "percent", None)


def _apart_from_one_another(found: list[FoundQuantity]) -> tuple[FoundQuantity, ...]:
    kept: list[FoundQuantity] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return tuple(kept)
