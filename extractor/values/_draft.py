"""One number while it is being read: what stands before it and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.facts import Bound
from extractor.values import _bounds, _currencies, _nouns, _numerals

Unit = Literal["percent", "points", "money"]

_GAP = r"[ \u00a0\u202f\u2009]{0,2}(?:\r?\n[ ]*)?"
_BASIS = re.compile(rf"{_GAP}(?:basis\s+points?|bps?\b|puntos\s+básicos|Basispunkten?|pb\b)", re.IGNORECASE)
_POINTS = re.compile(
    rf"{_GAP}-?(?:(?:percentage|per\s?cent|%)[-\s]+points?|p\.?p\.?(?:t?s)?(?!\w)|puntos\s+(?:porcentuales|percentuales)"
    r"|p\.\s?p\.|Prozentpunkten?|points?\s+de\s+(?:pourcentage|%)|pontos\s+percentuais|punti\s+percentuali)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_GAP}(?:[%％]|per[-\s]*cent\b|percent\b|pct\b\.?|por\s+cien(?:to)?\b|por\s+cento\b|per\s+cento\b|pour\s+cent\b"
    r"|Prozent\b|v\.\s?H\.)",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\+(?!\w)")
_MINUS = re.compile(r"(?:(?<=[\s(:|])|(?<=^))[-−–]$")
_METRIC_EURO = re.compile(r"[ \u00a0]?(k|M|Md|Mds|Mrd)€")
_METRIC = {"k": 10**3, "M": 10**6, "Md": 10**9, "Mds": 10**9, "Mrd": 10**9}


@dataclass(slots=True)
class Draft:
    """A number in a text; `start` and `end` bound the whole phrase, `first` and `last` the number with its marks."""

    start: int
    end: int
    first: int
    last: int
    numeral: str
    words: Decimal | None = None
    negative: bool = False
    scale: int = 1
    scaled: bool = False
    loose: bool = False  # a lone letter was read as the scale; something else must bear it out
    unit: Unit | None = None
    per: int = 1  # 100 for basis points
    currency: str = ""
    bound: Bound = "exact"
    noun: str | None = None
    head: str | None = None
    tied: bool = False  # the noun stands before the number, or is another number's

    @property
    def bare(self) -> bool:
        """Whether nothing says what the number is of."""
        return self.unit is None and self.head is None

    @property
    def grouped(self) -> bool:
        """Whether the numeral has thousands marks."""
        return re.search(r"\d[.,'’\s]\d{3}(?!\d)", self.numeral) is not None

    @property
    def yearlike(self) -> bool:
        """Whether the numeral could be a year and nothing but its place says otherwise."""
        return re.fullmatch(r"(?:19|20)\d\d", self.numeral) is not None and not self.scaled and self.unit is None

    def amount(self, language: str) -> Decimal:
        """The full number."""
        whole = not self.scaled and self.unit in (None, "money")
        value = self.words if self.words is not None else _numerals.read_digits(self.numeral, language, whole=whole)
        value = value * self.scale / self.per
        return -value if self.negative else value

    def fraction(self, language: str) -> bool:
        """Whether the number, before any scale, has a fraction."""
        if self.words is not None:
            return False
        value = _numerals.read_digits(self.numeral, language, whole=not self.scaled)
        return value != value.to_integral_value()


def read(text: str, match: re.Match[str], language: str, floor: int) -> Draft:
    """The draft of the number at `match`, looking back no further than `floor`."""
    draft = Draft(match.start(), match.end(), match.start(), match.end(), match.group())
    if not match.group()[-1].isdigit():
        draft.words = _numerals.read_words(match.group(), language)
    _read_after(text, draft, language)
    _read_before(text, draft, language, floor)
    if draft.unit is None and draft.scaled and not draft.loose:
        _read_currency_after(text, draft, language)
    if draft.unit is None:
        _read_noun(text, draft, language)
    draft.end = max(draft.end, draft.last)
    draft.start = min(draft.start, draft.first)
    return draft


def _read_after(text: str, draft: Draft, language: str) -> None:
    for pattern, unit, per in ((_BASIS, "points", 100), (_POINTS, "points", 1), (_PERCENT, "percent", 1)):
        match = pattern.match(text, draft.last)
        if match is not None:
            draft.unit, draft.per, draft.last = ("percent" if unit == "percent" else "points"), per, match.end()
            _read_bound_after(text, draft, language)
            return
    metric = _METRIC_EURO.match(text, draft.last)
    if metric is not None:
        draft.unit, draft.currency, draft.scale, draft.scaled = "money", "EUR", _METRIC[metric.group(1)], True
        draft.last = metric.end()
        return
    _read_bound_after(text, draft, language)
    for _ in range(2):
        scale = _numerals.scale_pattern(language).match(text, draft.last)
        if scale is None:
            break
        word = scale.group("word") or scale.group("letter")
        draft.scale *= _numerals.scales(language)[" ".join(word.lower().split())]
        draft.scaled = True
        draft.last = scale.end()
        if scale.group("letter"):
            draft.loose = not ("." in draft.numeral or "," in draft.numeral) or scale.group()[0].isspace()
            break
    _read_bound_after(text, draft, language)
    _read_currency_after(text, draft, language)
    _read_bound_after(text, draft, language)


def _read_bound_after(text: str, draft: Draft, language: str) -> None:
    plus = _PLUS.match(text, draft.last)
    if plus is not None:
        draft.bound, draft.last = "more_than", plus.end()
        return
    gap = re.compile(r"[ \u00a0]{0,2}(?:\n[ ]*)?").match(text, draft.last)
    position = gap.end() if gap else draft.last
    match = _bounds.after_pattern(language).match(text, position)
    if match is not None and draft.bound == "exact":
        draft.bound = _bounds.bound_of(match)
        draft.end = match.end()
        if draft.unit is None and not draft.currency:
            draft.last = match.end()  # "four or more countries", "5 or more million"


def _read_currency_after(text: str, draft: Draft, language: str) -> None:
    if draft.unit is not None:
        return
    match = after_gap(language).match(text, draft.last)
    if match is None:
        return
    name = match.group("name")
    mark = match.group("mark")
    key = " ".join(name.lower().split()) if name else mark
    if (key in _currencies.WORDLIKE or key in _currencies.WORDLIKE_NAMES) and not (draft.scaled or draft.grouped):
        return
    code = _currencies.names(language).get(key) if name else _currencies.code_of(mark)
    if code is not None:
        draft.unit, draft.currency, draft.last = "money", code, match.end()
        draft.loose = False


@lru_cache
def after_gap(language: str) -> re.Pattern[str]:
    """Matches a currency after a number and the blank between them."""
    return re.compile(_GAP + _currencies.after_pattern(language).pattern)


def _read_before(text: str, draft: Draft, language: str, floor: int) -> None:
    if _MINUS.search(text, max(floor, draft.first - 1), draft.first):
        draft.negative, draft.first = True, draft.first - 1
    if draft.unit is None:
        _read_currency_before(text, draft, floor)
        if draft.unit and not draft.negative and _MINUS.search(text, max(floor, draft.first - 1), draft.first):
            draft.negative, draft.first = True, draft.first - 1
    match = _bounds.before_pattern(language).search(text, max(floor, draft.first - 60), draft.first)
    if match is not None:
        draft.start = match.start()
        if draft.bound == "exact":
            draft.bound = _bounds.bound_of(match)


def _read_currency_before(text: str, draft: Draft, floor: int) -> None:
    match = _currencies.before_pattern().search(text, max(floor, draft.first - 9), draft.first)
    if match is None:
        return
    mark = match.group(1)
    if (mark in _currencies.WORDLIKE or mark in _currencies.ONE_LETTER) and not (draft.scaled or draft.grouped):
        return
    code = _currencies.code_of(mark)
    if code is not None:
        draft.unit, draft.currency, draft.first = "money", code, match.start()
        draft.loose = False


def _read_noun(text: str, draft: Draft, language: str) -> None:
    noun = _nouns.noun_after(text, max(draft.last, draft.end), language)
    if noun is None:
        return
    draft.noun, draft.head = noun.words, noun.head
    if noun.head is not None:
        draft.end = noun.end
        draft.loose = False
