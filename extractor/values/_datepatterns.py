"""The patterns of dates in one language, built from its words.

Each pattern matches the core of a date ("September 2004", "first quarter of this year") and names its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractor.searching import Sieve, any_of
from extractor.values._datewords import COUNT, WORDS, DateWords, months

ReaderName = Literal[
    "day_month_year", "day_month", "days_range", "month_year", "month_number", "which_month", "months_range",
    "month_alone", "quarter", "quarters", "half", "first_months", "around", "fiscal", "years", "ended",
    "relative_year", "the_year", "year", "iso", "numeric", "moment",
]  # fmt: skip


class Core(NamedTuple):
    """A pattern, and the name of its reader.

    `figures` says that a match has a digit in it, `edged` that an edge ("the end of") may stand before it.
    """

    sieve: Sieve
    reader: ReaderName
    figures: bool = False
    edged: bool = False


_NO_YEAR_AFTER = r"(?![\d%]|[.,]\d|\s?(?:%|million|billion|per\s?cent|[kMG]Hz|millones|Mio))"
_ANY_YEAR = r"(?:19|20)\d\d"
ANY_YEAR = re.compile(rf"(?<![\d.,$€£¥]){_ANY_YEAR}{_NO_YEAR_AFTER}")
"""Four digits that may be a year, whatever stands around them."""
_YEAR_INSIDE = rf"{_ANY_YEAR}{_NO_YEAR_AFTER}(?!\w)"
_YEAR = rf"(?<![\w$€£¥.,/'\u2019])(?<!\d[-\u2013]){_ANY_YEAR}{_NO_YEAR_AFTER}(?!\w|-\d)"
_SHORT = r"['\u2019]?\d\d(?![\d.,]\d|\d|%)"
_SPLIT = r"(?:\s?/\s?(?P<split>\d\d)(?![\d/]))?"  # a fiscal year by both its years: 2004/05
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_PLAIN_DAY = rf"(?P<day>{_DAY})(?:st|nd|rd|th|er|º|\.)?"
_TH = r"(?:st|nd|rd|th)?"
_NO_FIGURE = r"(?!\s*,?\s*\d{4}|[.,]?\d|\s?(?:%|per|million|billion))"
_DASH = r"(?:-|\u2013)"
_TO = r"\s*(?:-|\u2013|\u2014|\b(?:to|through|thru|until|and|al?|y|bis|und|au|et|e)\b)\s*"
"""What joins the two ends of a stretch of time."""
_STRETCH = (
    rf"(?:(?P<count>{COUNT})[-\s]+(?:months?|meses|mois|mesi|Monate?)(?:[-\s]period)?"
    r"|(?P<quarter>(?:(?:first|second|third|fourth)\s+)?quarter|trimestre|Quartal)"
    r"|(?P<half>half[-\s]?year|first\s+half|semestre|Halbjahr)"
    r"|(?P<whole>(?:fiscal\s+|financial\s+)?years?|ejercicios?|años?|exerc[ií](?:ces?|cios?)|eserciz[io]+|(?:Geschäfts)?jahre?))"
)


def patterns(language: str) -> list[Core]:
    """The patterns of a known language, in no order that matters."""
    words = WORDS[language]
    names, wide = (any_of(months(language, wide=wide), ignore_case=True) for wide in (False, True))
    return [
        *_days(words, names, wide),
        *_months(words, names, wide),
        *_parts(words),
        *_years(words),
        *_stretches(words, names, wide),
        *_relative(words),
    ]


def _days(words: DateWords, names: str, wide: str) -> Iterator[Core]:
    of, rel = words.of, rf"(?P<rel>{'|'.join(words.offsets)})"
    month, year = rf"(?P<month>{names})\b\.?", rf"(?P<year>{_YEAR_INSIDE})"
    day = rf"(?<![\w.,:/$€£-]){_PLAIN_DAY}"
    yield _core(rf"{day}(?:(?:\s+day)?\s*{of}\s*|-){month}(?:[.,]*\s*{of}\s*|-){year}", "day_month_year")
    first, to = rf"(?<![\w.,:/$€£-])(?P<first>{_DAY})(?:st|nd|rd|th|er|º|\.)?", rf"{_TO}(?:the\s+|el\s+)?"
    year_too = rf"(?:[.,]*\s*{of}\s*{year})?"
    yield _core(rf"{first}{to}{_PLAIN_DAY}\s*{of}\s*{month}{year_too}", "days_range")
    yield _core(rf"\b{month}\s*(?P<first>{_DAY}){_TH}{to}(?P<day>{_DAY}){_TH}\b{year_too}(?!\d)", "days_range")
    yield _core(rf"{day}-{month}-(?P<short>\d\d)(?![\d-])", "day_month_year")
    yield _core(rf"\b{month},?\s*(?P<day>{_DAY}){_TH}(?:\s*,\s*|\s+){year}", "day_month_year")
    yield _core(
        rf"{day}\s*{of}\s*(?P<month>{wide})\b(?:\s+{of}{rel})?(?!\s*[.,]*\s*\d{{4}})",
        "day_month",
    )
    yield _core(
        rf"\b(?P<month>{wide}|(?:{names})\.)\s*(?P<day>{_DAY}){_TH}\b{_NO_FIGURE}(?:\s+{of}{rel})?",
        "day_month",
    )
    iso = rf"(?P<year>{_ANY_YEAR})(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])"
    yield _core(rf"(?<![\w/.-]){iso}(?![\w/-])", "iso", figures=True)
    numeric = rf"(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>{_ANY_YEAR}|\d\d)"
    yield _core(
        rf"(?<![\w/.,$€£¥-])(?P<number>0?[1-9]|1[0-2])/(?P<year>{_ANY_YEAR})(?![\w/-]|[.,]\d)",
        "month_number",
        figures=True,
    )
    yield _core(rf"(?<![\w/.,-]){numeric}(?![\w/-]|[.,]\d)", "numeric", figures=True)


def _months(words: DateWords, names: str, wide: str) -> Iterator[Core]:
    of, rel = words.of, rf"(?P<rel>{'|'.join(words.offsets)})"
    month, year = rf"(?P<month>{names})\b\.?", rf"(?P<year>{_YEAR_INSIDE})"
    day = r"(?<!\b\d\s)(?<!\b\d\d\s)(?<!\d\sde\s)"  # "31 June 2004" is not June
    if words is not WORDS["en"]:
        day += r"(?<!\b\d\.\s)(?<!\b\d\d\.\s)"
    yield _core(rf"{day}\b{month},?\s*{of}\s*{year}", "month_year", edged=True)
    short = r"(?:\.?-|\.?\s?['\u2019])(?P<short>\d\d)(?!\d|[.,]\d|-)"
    yield _core(rf"\b(?P<month>{names}){short}", "month_year", edged=True)
    yield _core(rf"\b(?P<month>{wide})\s+{of}{rel}", "month_year", edged=True)
    which = r"(?P<which>next|last|this|próximo|pasado|este)"
    yield _core(rf"\b{which}\s+(?P<month>{wide})\b(?!\s*\d)", "which_month", edged=True)
    yield _core(rf"\b(?P<first>{names})\b\.?(?:{_TO}|\s?/\s?){month},?\s*{of}\s*{year}", "months_range")
    yield _core(rf"\b(?P<month>{wide})\b(?!\s*[,.]?\s*\d)", "month_alone", edged=True)


def _parts(words: DateWords) -> Iterator[Core]:
    of, offsets = words.of, "|".join(words.offsets)
    year = rf"(?:(?P<fiscal>{words.fiscal})\s*)?(?P<year>{_YEAR_INSIDE}|{_SHORT}){_SPLIT}"
    in_year = rf"(?:\s*(?:{of}{year}|{of}(?P<rel>{offsets})))?"
    ordinal = "|".join(f"(?P<n{i}>{pattern})" for i, pattern in enumerate(words.ordinals, 1))
    yield _core(
        rf"\b(?:(?:fiscal|financial)\s+)?(?:{ordinal})[\s-]+{words.quarter}\b{in_year}(?!\s+end)",
        "quarter",
        edged=True,
    )
    either, many = "|".join(words.ordinals), rf"{words.quarter}s?"
    yield _core(rf"\b(?P<one>{either}){_TO}(?:the\s+|el\s+)?(?P<two>{either})\s+{many}\b{in_year}", "quarters")
    yield _core(rf"\b(?:(?:fiscal|financial)\s+)?(?:{ordinal})[\s-]+{words.half}\b{in_year}", "half", edged=True)
    code_year = rf"(?:[\s/-]?(?:{of}(?:(?:FY|fiscal)\s?)?)['\u2019]?(?P<year>{_YEAR_INSIDE}|{_SHORT}){_SPLIT})"
    quarter, half = (f"[{english}{letter}]" for english, letter in zip("QH", words.letters, strict=True))
    code = rf"(?-i:\b{quarter}(?P<n>[1-4])|\b(?P<m>[1-4]){quarter})"
    fiscal = r"(?:\b(?:fiscal|financial)\s+)?"
    yield _core(rf"{fiscal}{code}(?:{code_year}|\s{of}(?P<rel>{offsets}))?\b", "quarter", figures=True, edged=True)
    year_first = rf"(?P<fiscal>FY\s?)?(?P<year>{_ANY_YEAR}|(?<=FY){_SHORT}|(?<=FY\s){_SHORT})"
    no_figure = r"(?<![\w$€£¥.,/'\u2019-])"
    yield _core(rf"{no_figure}{year_first}[\s-]?(?-i:{quarter}(?P<n>[1-4]))\b", "quarter", figures=True, edged=True)
    one, two = (rf"(?-i:{quarter}(?P<{name}>[1-4]))" for name in ("one", "two"))
    yield _core(rf"\b{one}\s*(?:{_DASH}|to)\s*{two}{code_year}\b", "quarters", figures=True)
    yield _core(rf"(?-i:\b{half}(?P<n>[12])|\b(?P<m>[12]){half}){code_year}\b", "half", figures=True, edged=True)
    yield _core(
        rf"\b(?P<count>[369])(?-i:M)\s?(?:of\s+)?(?P<year>{_YEAR_INSIDE}|{_SHORT})", "first_months", figures=True
    )
    if words.months_of:
        yield _core(rf"\b(?:{words.months_of})\b{in_year}", "first_months")


def _years(words: DateWords) -> Iterator[Core]:
    yield _core(_YEAR, "year", figures=True, edged=True)
    to = r"(?P<to>(?:19|20)?\d\d)"
    fiscal_year = rf"(?P<year>{_YEAR_INSIDE}|(?<=FY)\s?{_SHORT}|(?<=FY\s){_SHORT})"
    yield _core(
        rf"\b(?P<fiscal>{words.fiscal})\s*(?:of\s+|de\s+)?{fiscal_year}(?:\s?[/-]\s?{to}(?!\d))?",
        "fiscal",
        figures=True,
        edged=True,
    )
    yield _core(rf"(?P<year>{_YEAR})(?:\s?/\s?{to})?\s+(?:{words.fiscal})\b", "fiscal", figures=True, edged=True)
    years = rf"(?P<year>{_ANY_YEAR})\s?(?:/|{_DASH}|to)\s?(?P<to>{_ANY_YEAR}|\d\d)"
    yield _core(rf"(?<![\w$€£¥.,/-]){years}(?![\d/%-]|[.,]\d|\w)", "years", figures=True)
    opened = rf"(?:between|from|entre|desde)\s+(?P<year>{_YEAR})\s+(?:and|to|y|hasta|a)\s+(?P<to>{_YEAR})"
    yield _core(rf"\b{opened}", "years", figures=True)


def _stretches(words: DateWords, names: str, wide: str) -> Iterator[Core]:
    of = words.of
    day_first = rf"{_DAY}(?:st|nd|rd|th|\.|º)?\s*{of}\s*(?:{names})\b[.,]*\s*{of}\s*{_YEAR_INSIDE}"
    month_first = rf"(?:{names})\b[.,]*\s*{_DAY}{_TH},?\s*{_YEAR_INSIDE}|(?:{names})\b[.,]*\s*{_YEAR_INSIDE}"
    no_year = rf"(?:{wide})\s+{_DAY}\b|{_DAY}\s+{of}(?:{wide})\b"
    date = rf"(?P<date>{day_first}|{month_first}|{no_year})"
    yield _core(rf"\b{_STRETCH}\s+{words.ended}\s+(?:the\s+|el\s+)?{date}", "ended")


def _relative(words: DateWords) -> Iterator[Core]:
    yield _core(rf"\b(?:{'|'.join(words.offsets)})\b", "relative_year", edged=True)
    yield _core(words.year_word, "the_year")
    if words.ago:
        yield _core(rf"\b(?:{words.ago})\b", "around")
    for phrase in words.moments:
        yield _core(rf"\b(?:{phrase})\b", "moment", edged=True)


def _core(pattern: str, reader: ReaderName, *, figures: bool = False, edged: bool = False) -> Core:
    # Runs of white space are possessive, so that columns of blanks do not make matching slow.
    possessive = re.sub(r"\\s([*+])(?![+?])", r"\\s\1+", pattern)
    return Core(Sieve(possessive, re.IGNORECASE), reader, figures, edged)
