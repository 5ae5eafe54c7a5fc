"""One number while it is being read: what stands before it and after it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.facts import Bound
from extractor.openings import Openings
from extractor.searching import any_of
from extractor.values import _bounds, _currencies, _nouns, _numerals

Unit = Literal["percent", "points", "money"]

_GAP = r"[ \u00a0\u202f\u2009]{0,2}(?:\r?\n[ ]*)?"
_BETWEEN = re.compile(_GAP)
_BASIS = re.compile(rf"{_GAP}(?:basis\s+points?|bps?\b|puntos\s+básicos|Basispunkten?|(?-i:pb)\b)", re.IGNORECASE)
_POINTS = re.compile(
    rf"{_GAP}-?(?:(?:percentage|per\s?cent|%)[-\s]+points?|%p(?:ts?)?\b(?!\.[a-z])|p\.?p\.?(?:t?s)?(?!\w)|puntos\s+(?:porcentuales"
    rf"|percentuales)"
    r"|p\.\s?p\.|Prozentpunkten?|points?\s+de\s+(?:pourcentage|%)|pontos\s+percentuais|punti\s+percentuali"
    r"|(?:points?|pts|puntos)(?!\s+(?:of|de|for|in)\b)(?!\w))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_GAP}(?:\+|-(?=p))?(?:[%\uff05]|per[-\s]*cent\b|pct\b\.?|por\s+(?:cien(?:to)?|cento|100)\b|per\s+cento\b|pour\s+cent\b"
    r"|Prozent\b|v\.\s?H\.)",
    re.IGNORECASE,
)
_HUNDREDTHS = re.compile(
    rf"{_GAP}(?:(?P<EUR>euro[- ]?cents?|cents?\s+of\s+(?:a|the)\s+euro|céntimos?(?:\s+de\s+euro)?"
    r"|cêntimos?(?:\s+de\s+euro)?|centimes?\s+d['\u2019]euro|centesimi)"
    r"|(?P<USD>(?:US|U\.S\.)\s+cents?|cents?|centavos?\s+de\s+d[óo]lar)|(?P<GBP>pence))(?!\w)(?!-)",
    re.IGNORECASE,
)
"""Hundredths of a currency: "39 céntimos de euro", "12 pence"."""
_PLUS = re.compile(r"\+(?!\w)")
_UNKNOWN = re.compile(
    r"(?<![\w.&-])(?:(?P<code>[A-Z]{3})|(?P<short>[A-Z][a-z]{1,3})\.[ \u00a0]?)$"
    r"|(?P<symbol>[^\w\s!-/:-@[-`{-~])[ \u00a0]?$"
)
_BLANKS = re.compile(r"[ \u00a0]{0,2}(?:\n[ ]*)?")
_CENTS = re.compile(r"^\d+[.,]\d{1,2}$")
_AND_MORE = re.compile(
    r"\s(?P<thousands>\d{1,3})(?:\smil(?:\s(?P<ones>\d{1,3}))?|,(?P<rest>\d{3}))(?=\s[a-záéíóúñ])(?!\smillones)"
)
_MIL_AND = re.compile(r"\smil\s(?P<ones>\d{1,3})(?P<millions>\smillones)?(?=\s[a-záéíóúñ(]|[.,;)]|$)")
"""The rest of a number said in thousands: "4 mil 177 millones", "4 mil 177 líneas"."""
_MINUS = re.compile(r"(?:(?<=[\s(:|$£€¥])|(?<=^))[-\u2212\u2013]$")
_BROKEN = re.compile(r"\n\s*\n|\S[^\S\n]{4,}$|\t$")
_BOUNDING_SIGNS = "+>\u2265<=\u2264~."
"""What may bound a number with no blank behind it, or end an abbreviated word that does."""
_COLUMN = re.compile(r"[ \u00a0\u202f\u2009]{3}|\Z")
"""More than what may part a number from what belongs to it."""
_METRIC_AFTER = re.compile(r"[ \u00a0]?(?P<scale>k|K|T|M|Md|Mds|Mrd)(?P<mark>€|SEK|NOK|DKK|EUR|USD|ISK|CHF|FIM)(?!\w)")
_METRIC_BEFORE = re.compile(r"(?<!\w)(?P<scale>k|K|T|M)(?P<mark>€|SEK|NOK|DKK|EUR|USD|ISK|CHF|FIM)[ \u00a0]?$")
_MILLION = 10**6
_GROUPED, _YEARLIKE = re.compile(r"\d[.,'\u2019\s]\d{3}(?!\d)"), re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}")
_OF_PARTS = re.compile(r"[/x×*^]")
"""What stands in a number with a fraction or a power of ten."""
_GAP_BETWEEN_COLUMNS = " " * 4
_METRIC = {"k": 10**3, "K": 10**3, "T": 10**3, "M": 10**6, "Md": 10**9, "Mds": 10**9, "Mrd": 10**9}
_AND_A_HALF = re.compile(r"\s(?:y\s+medi[oa]|and\s+a\s+half|e\s+mei[oa]|et\s+demie?|e\s+mezz[oa])\b")
_MINUS_WORD = re.compile(
    r"(?<![\w-])(?:minus|negative|(?<!al )(?<!lo )(?<!o )(?<!ao )(?<!no )(?<!más )menos"
    r"|(?<!au )(?<!du )(?<!ou )(?<!à )(?<!plus )moins|(?<!o )(?<!non )(?<!più )meno)\s$",
    re.IGNORECASE,
)
"""What makes a number negative, and no bound of it: "menos tres por ciento", not "al menos tres"."""


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
    half: bool = False  # "dos millones y medio"
    more: int = 0  # what a second scale adds: "1 millón 269 mil 500"
    loose: bool = False  # a lone letter was read as the scale; something else must bear it out
    unit: Unit | None = None
    per: int = 1  # 100 for basis points and for cents
    currency: str = ""
    bound: Bound = "exact"
    resume: int = 0  # where the noun phrase may begin
    noun: str | None = None
    head: str | None = None
    tied: bool = False  # the noun stands before the number, or is another number's
    decimal_comma: bool = False  # the text prints fractions with a comma, whatever its language
    counted: bool = False  # the noun is another number's, or the row's

    @property
    def bare(self) -> bool:
        """Whether nothing says what the number is of."""
        return self.unit is None and self.head is None

    @property
    def grouped(self) -> bool:
        """Whether the numeral has thousands marks."""
        return _GROUPED.search(self.numeral) is not None

    @property
    def yearlike(self) -> bool:
        """Whether the numeral could be a year and nothing but its place says otherwise."""
        return self.unit is None and not self.scaled and _YEARLIKE.fullmatch(self.numeral) is not None

    @property
    def is_year(self) -> bool:
        """Whether nothing makes a figure of four digits that could be a year."""
        return self.yearlike and self.head is None

    def amount(self, language: str) -> Decimal:
        """The full number."""
        grouped = language == "es" and self.scale % 10**6 == 0 and _THOUSANDS.fullmatch(self.numeral)
        whole = (not self.scaled and self.unit in (None, "money")) or bool(grouped)  # "1,500 millones", in America
        value = self.words if self.words is not None else self._digits(language, whole=whole)
        value = (value + Decimal("0.5") if self.half else value) * self.scale
        value = value / self.per if self.unit == "money" else value
        value += self.more
        return -value if self.negative else value

    def _digits(self, language: str, *, whole: bool) -> Decimal:
        return _numerals.read_digits(self.numeral, language, whole=whole, decimal_comma=self.decimal_comma)

    def fraction(self, language: str) -> bool:
        """Whether the number, before any scale, has a fraction."""
        if self.words is not None:
            return False
        value = self._digits(language, whole=not self.scaled)
        return value != value.to_integral_value()


def read(text: str, match: re.Match[str], language: str, floor: int) -> Draft:
    """The draft of the number at `match`, looking back no further than `floor`."""
    numeral, (start, end) = match.group(), match.span()
    draft = Draft(start, end, start, end, numeral)
    if not numeral[-1].isdigit() or not numeral.replace(" ", "").isascii() or _OF_PARTS.search(numeral):
        draft.words = _numerals.read_number(numeral, language)
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    draft.first -= bracketed
    draft.last += bracketed
    inside = not bracketed and _money_in_brackets(text, match, language)
    draft.last += inside
    _read_after(text, draft, language)
    _read_before(text, draft, language, floor)
    if draft.unit is None and draft.scaled and not draft.loose:
        _read_currency_after(text, draft, language)
    if draft.unit is None:
        _read_noun(text, draft, language)
    if inside:
        draft.negative, draft.first = True, draft.first - 1
        _read_bound_before(text, draft, language, floor)
    if bracketed:
        draft.negative = draft.unit is not None  # an accountant's negative: "(5.2)%", "$(5.3) million"
        if not draft.negative:
            draft.first, draft.last = max(draft.first, start), min(draft.last, end)
            draft.head = draft.noun = None
            draft.scale, draft.scaled, draft.end = 1, False, end
    draft.end = max(draft.end, draft.last, draft.resume)
    draft.start = min(draft.start, draft.first)
    return draft


def _money_in_brackets(text: str, match: re.Match[str], language: str) -> bool:
    """Whether an accountant's brackets hold the currency too: "($1.2) million"."""
    end = match.end()
    if text[end : end + 1] != ")" or not _numerals.scale_pattern(language).match(text, end + 1):
        return False
    mark = _currencies.before_pattern().search(text, max(0, match.start() - 9), match.start())
    return mark is not None and text[mark.start() - 1 : mark.start()] == "("


def _read_after(text: str, draft: Draft, language: str) -> None:
    if _COLUMN.match(text, draft.last):
        return
    for pattern, unit, per in ((_BASIS, "points", 100), (_POINTS, "points", 1), (_PERCENT, "percent", 1)):
        match = pattern.match(text, draft.last)
        if match is not None:
            draft.unit, draft.per, draft.last = ("percent" if unit == "percent" else "points"), per, match.end()
            draft.bound = "more_than" if "+" in match.group() else draft.bound
            _read_bound_after(text, draft, language)
            return
    metric = _METRIC_AFTER.match(text, draft.last)
    if metric is not None:
        _take_metric(draft, metric)
        draft.last = metric.end()
        return
    cents = _HUNDREDTHS.match(text, draft.last)
    if cents is not None:
        draft.unit, draft.currency, draft.per, draft.last = "money", str(cents.lastgroup), 100, cents.end()
        return
    thousands = _MIL_AND.match(text, draft.last)
    if thousands is not None and language in ("es", "pt"):
        by = _MILLION if thousands["millions"] else 1
        draft.scale, draft.more, draft.scaled = 1000 * by, int(thousands["ones"]) * by, True
        draft.last = thousands.end()
        _read_currency_after(text, draft, language)
        return
    _read_bound_after(text, draft, language)
    plus = _PLUS.match(text, draft.last)
    if plus is not None and _numerals.scale_pattern(language).match(text, plus.end()):
        draft.bound, draft.last = "more_than", plus.end()  # "10+ million"
    for _ in range(2):
        scale = _numerals.scale_pattern(language).match(text, draft.last)
        if scale is None:
            break
        word = scale.group("word") or scale.group("letter")
        draft.scale *= _numerals.scales(language)[" ".join(word.lower().split())]
        draft.scaled = True
        draft.last = scale.end()
        more = _AND_MORE.match(text, draft.last) if draft.scale == _MILLION else None
        if more is None and draft.words is not None and draft.scale > 1:
            _read_more_words(text, draft, language)
        if more is not None:
            draft.more = 1000 * int(more["thousands"]) + int(more["ones"] or more["rest"] or 0)
            draft.last = more.end()
        half = _AND_A_HALF.match(text, draft.last)
        if half is not None:
            draft.half, draft.last = True, half.end()
        if scale.group("letter"):
            draft.loose = not ("." in draft.numeral or "," in draft.numeral) or scale.group()[0].isspace()
            break
    _read_bound_after(text, draft, language)
    _read_currency_after(text, draft, language)
    _read_bound_after(text, draft, language)


def _read_more_words(text: str, draft: Draft, language: str) -> None:
    """What number words add after a scale: "one million eighty-two thousand", "dos mil trescientos"."""
    rest = _rest_pattern(language).match(text, draft.last)
    while rest is not None:
        value = _numerals.read_words(rest["words"], language)
        worth = _numerals.scales(language)[" ".join(rest["scale"].lower().split())] if rest["scale"] else 1
        if value is None or value * worth >= draft.scale:
            return
        draft.more += int(value * worth)
        draft.last = rest.end()
        rest = _rest_pattern(language).match(text, draft.last) if worth > 1 else None


@lru_cache
def _rest_pattern(language: str) -> re.Pattern[str]:
    scales = any_of((name for name in _numerals.scales(language) if len(name) > 2), ignore_case=True)
    words = _numerals.words_pattern(language)
    return re.compile(rf"[\s,]+(?:and\s+|y\s+)?(?P<words>{words})(?:\s+(?P<scale>{scales})\b)?", re.IGNORECASE)


def _take_metric(draft: Draft, match: re.Match[str]) -> None:
    draft.scale, draft.scaled = _METRIC[match.group("scale")], True
    draft.unit, draft.currency = "money", _currencies.code_of(match.group("mark")) or ""


def _read_bound_after(text: str, draft: Draft, language: str) -> None:
    plus = _PLUS.match(text, draft.last)
    if plus is not None:
        draft.bound, draft.resume = "more_than", plus.end()
        draft.end = max(draft.end, plus.end())
        return
    gap = _BLANKS.match(text, draft.last)
    position = gap.end() if gap else draft.last
    match = _bounds.after_pattern(language).match(text, position)
    if match is not None and draft.bound == "exact":
        draft.bound = _bounds.bound_of(match)
        draft.end = match.end()
        draft.resume = match.end()


def _read_currency_after(text: str, draft: Draft, language: str) -> None:
    if draft.unit is not None:
        return
    gap = _BETWEEN.match(text, draft.last)
    match = _currencies.after_pattern(language).match(text, gap.end() if gap else draft.last)
    if match is None:
        return
    name, mark = match.group("name"), match.group("mark")
    key = " ".join(name.lower().split()) if name else mark
    if match["name"] == "mark":  # "passed the one million mark": the currency has a capital, or is marks
        return
    if (key in _currencies.WORDLIKE or key in _currencies.WORDLIKE_NAMES) and not (draft.scaled or draft.grouped):
        return
    code = _currencies.names(language).get(key) if name else _currencies.code_of(mark)
    if code is not None:
        draft.unit, draft.currency, draft.last = "money", code, match.end()
        draft.loose = False


def _read_before(text: str, draft: Draft, language: str, floor: int) -> None:
    if not text.endswith(_GAP_BETWEEN_COLUMNS, 0, draft.first):
        _read_marks_before(text, draft, floor)
    _read_bound_before(text, draft, language, floor)


def _read_marks_before(text: str, draft: Draft, floor: int) -> None:
    """The sign and the currency before a number."""
    _read_sign(text, draft, floor)
    if draft.unit is None and _read_currency_before(text, draft, floor):
        _read_sign(text, draft, floor)
    elif draft.unit == "money":  # "$2 million dollars"
        mark = _currencies.before_pattern().search(text, max(floor, draft.first - 9), draft.first)
        draft.first = mark.start() if mark else draft.first


def _read_bound_before(text: str, draft: Draft, language: str, floor: int) -> None:
    start, bound = bound_before(text, draft.first, language, floor)
    draft.start = min(draft.start, start) if start < draft.first else draft.start
    draft.bound = bound if draft.bound == "exact" else draft.bound


def bound_before(text: str, first: int, language: str, floor: int = 0) -> tuple[int, Bound]:
    """Where the bounding words before a number begin, and the bound they give; the number itself where none do."""
    start = max(floor, first - 60)
    if not _may_be_bounded(text[start:first]):
        return first, "exact"
    sieve = _bounds.before_sieve(language)
    match = next(sieve.matches(Openings(text, start, first)), None)
    if match is None or _BROKEN.search(match.group()) is not None:
        return first, "exact"
    return match.start(), _bounds.bound_of(match)


def _may_be_bounded(before: str) -> bool:
    """Whether what stands before a number may end in bounding words: a quick look that spares most of them a slow one.

    Such words end in a letter, a sign or a mark, with a blank behind them; a gap between columns parts them from it.
    """
    said = before.rstrip()
    gap = before[len(said) :]
    if not said or (not gap and said[-1] not in _BOUNDING_SIGNS) or gap[-1:] == "\t":
        return False
    if len(gap) >= 4 and "\n" not in gap:
        return False
    return said[-1].isalpha() or said[-1] in _BOUNDING_SIGNS or said[-1] in ",'\u2019"


def _read_sign(text: str, draft: Draft, floor: int) -> None:
    for pattern, width in ((_MINUS, 1), (_MINUS_WORD, 9)):
        sign = pattern.search(text, max(floor, draft.first - width), draft.first)
        if sign is not None and not draft.negative:
            draft.negative, draft.first = True, sign.start()


def _read_currency_before(text: str, draft: Draft, floor: int) -> bool:
    metric = _METRIC_BEFORE.search(text, max(floor, draft.first - 7), draft.first)
    if metric is not None and not draft.scaled:
        _take_metric(draft, metric)
        draft.first = metric.start()
        return True
    match = _currencies.before_pattern().search(text, max(floor, draft.first - 9), draft.first)
    if match is None:
        return _read_unknown_before(text, draft, floor)
    mark = re.sub(r"(?<=[A-Z]{3})\s?\$", "", match.group(1))
    wordlike = mark in _currencies.WORDLIKE or mark in _currencies.ONE_LETTER or mark in _currencies.EUROS
    if wordlike and not (draft.scaled or draft.grouped or _CENTS.search(draft.numeral)):
        return False
    code = _currencies.code_of(mark)
    if code is not None:
        draft.unit, draft.currency, draft.first = "money", code, match.start()
        draft.loose = False
    return code is not None


def _read_unknown_before(text: str, draft: Draft, floor: int) -> bool:
    """A currency that no table has, kept as printed: "SLR67.3 billion", "Bs. 40 millones"."""
    match = _UNKNOWN.search(text, max(floor, draft.first - 6), draft.first)
    if match is None or not (match["symbol"] or draft.scaled or (draft.grouped and match["code"])):
        return False
    symbol = match["symbol"]
    if symbol and unicodedata.category(symbol) != "Sc":
        return False
    draft.unit, draft.currency, draft.first = "money", symbol or match["code"] or match["short"], match.start()
    draft.loose = False
    return True


def _read_noun(text: str, draft: Draft, language: str) -> None:
    noun = _nouns.noun_after(text, max(draft.last, draft.resume), language)
    if noun is None:
        return
    draft.noun, draft.head = noun.words, noun.head
    if noun.head is not None:
        draft.end = noun.end
        draft.loose = False
