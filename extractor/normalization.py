"""What the words of a slot come to: the filing's own words, read by code.

A language model may also say what it makes of a quantity or a date. Code takes that where its own reading falls short
and the filing bears it out: a scale that stands in a table's head, a unit that the sentence before has, the year that
"at the end of this year" means. It never takes a number or a year that the filing does not print.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extractor.annotations import YEAR, Annotations
from extractor.candidates import SlotValue
from extractor.facts import Quantity, Span, When, fold
from extractor.printed import (
    bears_date,
    currency_beside,
    has_scale,
    in_table,
    is_closed,
    is_cut,
    is_loss,
    is_negative,
    table_head,
)
from extractor.slots import Slot
from extractor.values import (
    KNOWN,
    FoundWhen,
    currency_named,
    find_dates,
    read_country,
    read_quantities,
    read_when,
    unit_of,
)

_CURRENCY = re.compile(r"[A-Z]{3}")
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_ANY_DAY = dt.date(2001, 1, 1)  # stands in where only the place of a date matters
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad][ \t]*\n\s*(?=[^\W\d_])")
_SHARES = frozenset(("percent", "percentage points", "basis points"))
_SHARE = re.compile(
    r"%|per\s?cent|por\s?ciento|por\s?cento|pour\s?cent|prozent|bps\b|points?\b|puntos?\b", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<![\w.])(?<![^\W\d]-)\d[\d.,'’\s\u00a0]*")
_NONE = re.compile(
    r"\b(?:no|none|zero|nil|ning\w+|cero|kein\w*|null|aucun\w*|nenhum\w*|nessun\w*|zéro)\b", re.IGNORECASE
)
_IS_FISCAL = re.compile(r"(?:FY|fiscal)\W?(?:year\s)?", re.IGNORECASE)
_WHOLE_IS = Decimal(100)
_WHOLE = re.compile(
    r"\b(?:all|whole|wholly|entire\w*|sole|full|fully|tod[oa]s?|totalidad|íntegr\w+|sämtliche|ganz|alle|tout\w*"
    r"|entièrement|totalidade|tutt[oaie]|inter[oa]\w*)\b",
    re.IGNORECASE,
)
"""Words for a share that is the whole."""
_RANK = re.compile(
    r"\d(?:st|nd|rd|th|[ºª°])(?!\w)|\b(?:top|first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|primer[ao]?|segund[ao]"
    r"|tercer[ao]?|cuart[ao]|quint[ao]|sext[ao]|s[eé]ptim[ao]|octav[ao]|noven[ao]|d[eé]cim[ao]|principales)\b",
    re.IGNORECASE,
)
"""Words that make a number a rank: the noun after it is not what it counts."""


@dataclass(frozen=True, slots=True)
class Normalizer:
    """Reads slots of one filing; `today` stands in for the date of a filing that has none."""

    annotations: Annotations
    today: dt.date | None = None

    def value(self, slot: Slot, said: SlotValue, spans: tuple[Span, ...], run: Span | None) -> Any:
        """What a slot holds, or None where its words cannot be read. `run` is what states the fact."""
        if said.value is not None or slot.form == "choice":
            return said.value
        words = [self._words(span, said.words) for span in spans]
        language = self.annotations.filing.language
        match slot.form:
            case "quantity":
                reading = said.reading if isinstance(said.reading, Quantity) else None
                return self._quantity(words[0], reading, spans[0], run)
            case "when":
                return self._when(words[0], said.reading if isinstance(said.reading, When) else None, spans[0], run)
            case "country":
                codes = [read_country(one, language=language) for one in words]
                known = tuple(dict.fromkeys(code for code in codes if code))
                return (known if slot.many else known[0]) if known else None
            case _:
                if slot.many:
                    return tuple(dict.fromkeys(words))
                return (" " if slot.key else ", ").join(words)

    def _words(self, span: Span, said: tuple[str, ...]) -> str:
        """The words of a span; one that a line's end divides is whole, with a hyphen only if the reader has it.

        A soft hyphen says where a word may be divided, and is no part of it.
        """
        words = self.annotations.text[span.start : span.end]
        joined = fold(_LINE_END_HYPHEN.sub("", words)).replace("\u00ad", "")
        if joined == fold(words):
            return joined
        hyphened = fold(_LINE_END_HYPHEN.sub("-", words)).replace("\u00ad", "")
        return hyphened if hyphened in map(fold, said) else joined

    def _when(self, words: str, reading: When | None, span: Span, run: Span | None) -> When | None:
        today = self.annotations.date_at(span.start) or self.today
        own = self._read_when(words, today)
        if reading is None or own == reading:
            return own
        if own is not None and YEAR.search(words) is not None:
            others = own.start != reading.start or (own.start == own.end and is_closed(words))
            if others and not self._borne_out(reading, span, run):
                return own
        elif not bears_date(words, reading, self.annotations.filing.language):
            return own
        # what "a year earlier" is counted from, and where "since 2018" ends, is for a reader that understands the text
        near = {today.year + by for by in (-1, 0, 1)} if today else set()
        years = self.annotations.years | near
        return reading.model_copy(update={"text": words}) if {reading.start.year, reading.end.year} <= years else own

    def _borne_out(self, reading: When, span: Span, run: Span | None) -> bool:
        """Whether the sentence gives a date another reading than its words alone: the year of a date beside it.

        "at 30 June and 1.3 million at 31 December 2003", "at 31 March 2004 and 2003"; and the end of a fiscal year:
        "FY2004 (March 2005)".
        """
        around, days = self._around(span, run), (reading.start, reading.end)
        length = (reading.end - reading.start).days + 1
        for found in self._dates(around, reading.end):
            if (
                found.value.end == reading.end
                and _IS_FISCAL.match(self.annotations.text, *span)
                and 364 <= length <= 366
            ):
                return True
            if found.span.overlaps(span) and (found.value.start, found.value.end) == days:
                printed = {int(year) for year in YEAR.findall(self.annotations.words(around))}
                return {day.year for day in days} <= printed
        return False

    def _dates(self, around: Span, today: dt.date) -> list[FoundWhen]:
        text, filing = self.annotations.text[around.start : around.end], self.annotations.filing
        end = filing.header.fiscal_year_end
        found = find_dates(text, today=today, language=filing.language, fiscal_year_end=end)
        return [replace(one, span=Span(one.span.start + around.start, one.span.end + around.start)) for one in found]

    def _read_when(self, words: str, today: dt.date | None) -> When | None:
        filing = self.annotations.filing
        return read_when(words, today=today, language=filing.language, fiscal_year_end=filing.header.fiscal_year_end)

    def _around(self, span: Span, run: Span | None) -> Span:
        """The sentence of a span, and the run that states the fact."""
        around = self.annotations.sentence_at(span.start)
        return around if run is None else Span(min(around.start, run.start), max(around.end, run.end))

    def _quantity(self, words: str, reading: Quantity | None, span: Span, run: Span | None) -> Quantity | None:
        text, language = self.annotations.text, self.annotations.filing.language
        if is_cut(text, span):
            return None
        context = self.annotations.words(self._around(span, run))
        every = read_quantities(words, language=language, context=context)
        own = next(iter(every), None)
        if own is None and self._is_date(span):
            return None
        if reading is None:
            return own and self._signed(own, span)
        own = next((one for one in every if one.amount == reading.amount), own)  # of a range's ends, the one meant
        if own is None or (own.amount != reading.amount and _may_come_to(words, reading.amount)):
            # a short text's language may be mistaken
            languages = self.annotations.languages_at(self.annotations.sentence_at(span.start)) if own else KNOWN
            others = (one for name in languages for one in read_quantities(words, language=name))
            own = next((one for one in others if one.amount == reading.amount), own)
        if own is None:
            if reading.amount == _WHOLE_IS and reading.unit == "percent" and _WHOLE.search(words):
                return reading.model_copy(update={"text": fold(words)})
            if not self._is_printed(words, reading.amount, span, run):
                return None
            own = Quantity(text=words, amount=reading.amount, unit="")
        elif own.amount != reading.amount:
            if not self._agrees(own, reading.amount, span, run):
                return self._signed(own, span)
            own = own.model_copy(update={"amount": reading.amount})
        unit = self._unit(own.unit, reading.unit, words, span, context)
        return None if unit is None else self._signed(own.model_copy(update={"text": fold(words), "unit": unit}), span)

    def _signed(self, own: Quantity, span: Span) -> Quantity:
        """A quantity with the sign that stands beside its words."""
        if own.amount <= 0 or not is_negative(self.annotations, span):
            return own
        return own.model_copy(update={"amount": -own.amount})

    def _may_be_loss(self, span: Span, run: Span | None) -> bool:
        """Whether a figure has a minus sign beside it, or words that make it a loss."""
        return is_negative(self.annotations, span) or is_loss(self.annotations.text, span, self._around(span, run))

    def _agrees(self, own: Quantity, said: Decimal, span: Span, run: Span | None) -> bool:
        """Whether another amount than code reads in the words is yet what the filing prints."""
        if said < 0 < own.amount and not self._may_be_loss(span, run):
            return False
        if not own.amount or not said:
            return False
        return abs(own.amount) == abs(said) or self._is_scaled(abs(own.amount), abs(said), span, own.unit)

    def _is_scaled(self, printed: Decimal, said: Decimal, span: Span, unit: str = "") -> bool:
        power = (said / printed).log10()
        return power == power.to_integral_value() and has_scale(self.annotations, span, int(power), unit=unit)

    def _is_printed(self, words: str, said: Decimal, span: Span, run: Span | None) -> bool:
        """Whether words in which code reads no number print the one that is said."""
        if not said:
            return _NONE.search(words) is not None
        if said < 0 and not self._may_be_loss(span, run):
            return False
        figures = {value for found in _FIGURE.findall(words) for value in _values(found)} - {Decimal(0)}
        return any(one == abs(said) or self._is_scaled(one, abs(said), span) for one in figures)

    def _unit(self, own: str, said: str, words: str, span: Span, context: str) -> str | None:
        """The unit of a figure: the one its words print, else the one beside it, else what is said; None to refuse."""
        if own in _SHARES or _CURRENCY.fullmatch(own):  # stated by the words themselves
            return own
        language = self.annotations.filing.language
        counted = own if own and own in words.lower() and not _RANK.search(words) else ""
        beside = "" if counted else currency_beside(self.annotations.text, span, language)
        if beside:
            return beside if said.upper() in (beside, "") else None
        if said in _SHARES:
            head = self.annotations.words(table_head(self.annotations, span))
            near = context + head if in_table(self.annotations, span) else context
            return said if (not counted or _SHARE.search(own)) and _SHARE.search(near) else own
        if _CURRENCY.fullmatch(said):
            stands = currency_named(own, language) == said if counted else said in self.annotations.currencies
            return said if stands else own
        return said.lower() if said and (not counted or _names_same(own, said.lower(), words, language)) else own

    def _is_date(self, span: Span) -> bool:
        """Whether the digits of a span are those of a date: "From 30 June customers can roam"."""
        dates = self._dates(self.annotations.sentence_at(span.start), self.annotations.date_at(span.start) or _ANY_DAY)
        digits = [match.start() for match in _DIGIT.finditer(self.annotations.text, span.start, span.end)]
        return bool(digits) and all(any(d.span.start <= digit < d.span.end for d in dates) for digit in digits)


def _names_same(printed: str, said: str, words: str, language: str) -> bool:
    """Whether a unit that a reader names may stand for the noun printed: in full, as a plural, or in English."""
    if printed in said or unit_of(printed, language) == said or said in words.lower():
        return True
    return printed[:4] == said[:4] or unit_of(printed, "es") == said


def _may_come_to(words: str, amount: Decimal) -> bool:
    """Whether words may be that amount in some language: what is a number in digits alone is one of a few in any."""
    return _NUMBER.fullmatch(words) is None or amount in _values(words) | set(map(Decimal, _DIGITS.findall(words)))


def _values(figure: str) -> set[Decimal]:
    """What a figure in digits may come to, whichever way it is grouped."""
    digits = re.sub(r"[^\d.,]", "", figure).rstrip(".,")
    whole = {Decimal(re.sub(r"\D", "", digits))}
    parts = re.fullmatch(r"([\d.,]*?)[.,](\d+)", digits) or re.fullmatch(r"([\d.,]*)[.,](\d+)", digits)
    if parts is None:
        return whole
    upper, lower = re.sub(r"\D", "", parts[1]) or "0", parts[2]
    return (whole if len(lower) == 3 else set()) | {Decimal(f"{upper}.{lower}")}
