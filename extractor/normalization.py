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

from extractor.annotations import Annotations
from extractor.candidates import SlotValue
from extractor.facts import Quantity, Span, When, fold
from extractor.slots import Slot
from extractor.values import FoundWhen, find_dates, read_country, read_quantities, read_when

_SELF_CONTAINED = re.compile(r"percent|percentage points|basis points|[A-Z]{3}")
"""Units that a quantity's own words state, so that code's reading of them stands."""
_SCALES = {
    3: re.compile(
        r"thousands?|\bk\b|(?<![\d.,])'?000s?\b|\bmil\b|miles|tausend|tsd|milliers|mila|migliaia", re.IGNORECASE
    ),
    5: re.compile(r"lakhs?", re.IGNORECASE),
    6: re.compile(r"million|\bmn?\b|\bmm\b|mill[oó]n|mln|\bmio\b|milh|milion", re.IGNORECASE),
    7: re.compile(r"crores?", re.IGNORECASE),
    9: re.compile(r"billion|\bbn?\b|mil(?:es de)? millones|milliard|\bmrd\b|miliard|mil milh|bilh", re.IGNORECASE),
    12: re.compile(r"trillion|\btn\b|bill[oó]n|billion|bilh", re.IGNORECASE),
}
"""What a scale is called where filings name it: in the words, or in the head of a table."""
_DIGIT = re.compile(r"\d")
_ANY_DAY = dt.date(2001, 1, 1)  # stands in where only the place of a date matters
_OF_ITS_OWN = re.compile(r"\d\W{0,2}\Z")
"""What stands before a scale that belongs to one number, and to no other: "3 million"."""
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad][ \t]*\n\s*(?=[^\W\d_])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_IS = Decimal(100)
_WHOLE = re.compile(
    r"\b(?:all|whole|wholly|entire\w*|sole|full|fully|tod[oa]s?|totalidad|íntegr\w+|sämtliche|ganz|alle|tout\w*"
    r"|entièrement|totalidade|tutt[oaie]|inter[oa]\w*)\b",
    re.IGNORECASE,
)
"""Words for a share that is the whole."""
_NEGATIVE = re.compile(
    r"\b(?:loss(?:es)?|lost|negative|decreas\w+|declin\w+|fell|falls?|fallen|down|drop\w*|lower\w*|reduc\w+|contract\w+"
    r"|shr[aiu]nk|deficit|minus|p[eé]rdidas?|perdi\w+|ca[ií]da|cay\w+|disminu\w+|descen\w+|baj[aóo]\w*|negativ\w+"
    r"|d[eé]ficit|reduj\w+|retroce\w+|Verlust\w*|Rückgang|gesunken|sank|perte|baisse|recul|prejuízo|queda|perdita|calo)\b",
    re.IGNORECASE,
)
"""Words that make a figure a loss or a fall."""


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
                return tuple(dict.fromkeys(code for code in codes if code)) or None
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
        others = own is not None and _YEAR.search(words) is not None and own.start != reading.start
        if others and not self._borne_out(reading, span, run):
            return own
        # what "a year earlier" is counted from, and where "since 2018" ends, is for a reader that understands the text
        near = {today.year + by for by in (-1, 0, 1)} if today else set()
        years = self.annotations.years | near
        return reading.model_copy(update={"text": words}) if {reading.start.year, reading.end.year} <= years else own

    def _borne_out(self, reading: When, span: Span, run: Span | None) -> bool:
        """Whether the sentence gives a date another reading than its words alone: the year of a date beside it.

        "at 30 June and 1.3 million at 31 December 2003", "at 31 March 2004 and 2003".
        """
        around, days = self._around(span, run), (reading.start, reading.end)
        for found in self._dates(around, reading.end):
            if found.span.overlaps(span) and (found.value.start, found.value.end) == days:
                printed = {int(year) for year in _YEAR.findall(self.annotations.words(around))}
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
        context = self.annotations.words(self._around(span, run))
        language = self.annotations.filing.language
        every = read_quantities(words, language=language, context=context)
        own = next(iter(every), None)
        if own is None and self._is_date(span):
            return None
        if reading is None:
            return own
        own = next((one for one in every if one.amount == reading.amount), own)  # of a range's ends, the one meant
        if own is None:
            if reading.amount == _WHOLE_IS and reading.unit == "percent" and _WHOLE.search(words):
                return reading.model_copy(update={"text": fold(words)})
            amount, unit, bound = Decimal(0), "", "exact"
        else:
            amount, unit, bound = own.amount, own.unit, own.bound
        if amount != reading.amount:
            if not self._agrees(words, amount if own else None, reading.amount, context):
                return own
            amount = reading.amount
        if not _SELF_CONTAINED.fullmatch(unit) and self._has_unit(reading.unit):
            unit = reading.unit if _SELF_CONTAINED.fullmatch(reading.unit) else reading.unit.lower()
        return Quantity(text=fold(words), amount=amount, unit=unit, bound=bound)

    def _agrees(self, words: str, own: Decimal | None, said: Decimal, context: str) -> bool:
        """Whether a number that code does not read in the words is yet what they say."""
        if own is not None and own == -said:
            return _NEGATIVE.search(context) is not None
        printed = {_digits(number) for number in re.findall(r"\d[\d.,'’\s\u00a0]*", words)}
        if _digits(f"{abs(said):f}") not in printed:
            return False
        if own is None or not own:
            return True
        power = (abs(said) / abs(own)).log10()
        scale = _SCALES.get(int(power)) if power == power.to_integral_value() else None
        if scale is None or not self.annotations.holds(scale):
            return False
        return scale.search(context) is not None or any(map(self._is_head, scale.finditer(self.annotations.text)))

    def _is_head(self, scale: re.Match[str]) -> bool:
        """Whether a scale stands alone, as in a table's head, and belongs to no number."""
        return _OF_ITS_OWN.search(self.annotations.text, max(0, scale.start() - 3), scale.start()) is None

    def _is_date(self, span: Span) -> bool:
        """Whether the digits of a span are those of a date: "From 30 June customers can roam"."""
        dates = self._dates(self.annotations.sentence_at(span.start), self.annotations.date_at(span.start) or _ANY_DAY)
        digits = [match.start() for match in _DIGIT.finditer(self.annotations.text, span.start, span.end)]
        return bool(digits) and all(any(d.span.start <= digit < d.span.end for d in dates) for digit in digits)

    def _has_unit(self, unit: str) -> bool:
        """Whether a unit that a reader names may stand: a counted noun may, a currency only if the filing names it."""
        if not unit or not re.fullmatch(r"[A-Z]{3}", unit):
            return bool(unit)
        return unit in self.annotations.currencies


def _digits(number: str) -> str:
    """The digits of a number that count: without marks, and without zeros at either end."""
    return re.sub(r"\D", "", number).strip("0")
