"""Numbers as printed: digits in any grouping, number words, and the scale words that follow them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from extractor.searching import any_of
from extractor.values._language import primary, spoken

_BLANK = "\u00a0\u202f\u2009 "
_UNMARKED = str.maketrans("·", ".", f"{_BLANK}'\u2019")  # of what parts groups, points and commas alone

DIGITS = (
    r"(?<![\d])(?<!\d[.,·])"
    r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?"  # 1,234,567.8 and 1,23,45,678
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"  # 1.234.567,8
    r"|\d{1,3}\.\d{3},\d+"  # 1.234,5
    r"|\d{1,3}(?:['\u2019]\d{3})+(?:[.,]\d+)?"  # 1'234'567
    rf"|\d{{1,3}}(?:[{_BLANK}]\d{{3}})+(?:[.,]\d+)?"  # 1 234 567
    r"|\d+[.,·]\d+|\d+|(?<![\w.])\.\d+)"  # 1,5 and, in British print, 1·5
    r"(?!\d|[.,·]\d)"
)
"""A pattern for one number in digits, whichever way it is grouped."""

_QUARTERS = {
    "¼": "0.25",
    "½": "0.5",
    "¾": "0.75",
    "⅓": "1/3",
    "⅔": "2/3",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}
VULGAR = "".join(_QUARTERS)
"""Fractions that are one character."""
COMPOUND = (
    rf"(?<![\w.,/])(?:\d{{1,4}}\s?[{VULGAR}]|[{VULGAR}]"
    r"|(?:\d{1,3}[\s-])?\d{1,2}/\d{1,2}(?=\s?%|\s+per\s?cent\b|\s+por\s+ciento\b|\s+[mb]illion\b)"
    r"|\d{1,3}[\s-]\d/\d{1,2}(?=\s+(?:times|years|months|hours|points)\b)"
    r"|\d+(?:[.,]\d+)?\s?[x×*·]\s?10(?:\^\d{1,2}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}))"
)
"""A number with a fraction, or a power of ten: `12½`, `33 1/3%`, `1.2 x 10^6`."""
_TOKEN = re.compile(rf"[\d{VULGAR}]|\.(?=\d)|[^\W\d_]+")
_FIGURE, _WORD = re.compile(rf"[\d{VULGAR}]"), re.compile(r"[^\W\d_]+")
_POWER = re.compile(r"(?P<digits>[\d.,]+)\s?[x×*·]\s?10\^?(?P<power>\S+)")
_FRACTION = re.compile(rf"(?:(?P<whole>\d+)[\s-]?)??(?:(?P<sign>[{VULGAR}])|(?P<upper>\d+)/(?P<lower>\d+))")

COMMA_DECIMAL = frozenset({"es", "de", "fr", "pt", "it"})

_COMMA_FRACTION = re.compile(r"(?<![\d.,])\d{1,3},\d{1,2}\s?%|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])")
_POINT_FRACTION = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}\s?%|(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve treinta",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete "
    "dezoito dezenove vinte",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti",
}
_HUNDREDS_ES = {
    "dosc": 200,
    "tresc": 300,
    "cuatroc": 400,
    "quin": 500,
    "seisc": 600,
    "setec": 700,
    "ochoc": 800,
    "novec": 900,
}
_TENS = {
    "en": {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    "es": {
        "cuarenta": 40,
        "cincuenta": 50,
        "sesenta": 60,
        "setenta": 70,
        "ochenta": 80,
        "noventa": 90,
        "veintiún": 21,
        "veintiuna": 21,
        "cien": 100,
        "ciento": 100,
        **{f"{stem}ient{end}": value for stem, value in _HUNDREDS_ES.items() for end in ("os", "as")},
    },
    "de": {"zwanzig": 20, "dreißig": 30, "fünfzig": 50, "hundert": 100},
    "fr": {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "cents": 100},
    "pt": {"trinta": 30, "quarenta": 40, "cinquenta": 50, "duas": 2, "cem": 100, "cento": 100},
    "it": {"trenta": 30, "quaranta": 40, "cinquanta": 50, "cento": 100},
}
_MULTIPLIERS = {"hundred": 100, "dozen": 12, "cent": 100, "cents": 100, "hundert": 100, "mil": 1000}
"""Number words that multiply what stands before them: "two hundred", "ochenta y dos mil"."""
_JOINTS = {
    "en": r"(?<=hundred)\s+and",
    "es": r"(?<=nta)\s+y",
    "pt": r"(?<=nt[aeo])\s+e",
    "fr": r"(?<=n[gt][te])\s+et",
    "de": "(?!)",
    "it": "(?!)",
}
"""What joins the words of one number, and those of which it joins no others: "two and three million" are two."""

_ONES = {
    "en": ("a", "an", "one"),
    "es": ("un", "una"),
    "de": ("eine",),
    "fr": ("un", "une"),
    "pt": ("um", "uma"),
    "it": ("un", "una"),
}
_PARTS = {
    "en": {
        **dict.fromkeys(("half a", "half an"), "0.5"),
        **{f"{one} quarter of {an}": "0.25" for one in ("a", "an", "one") for an in ("a", "an")},
        **{f"three{blank}quarters of {an}": "0.75" for blank in " -" for an in ("a", "an")},
    },
    "es": {"medio": "0.5", "un cuarto de": "0.25", "tres cuartos de": "0.75"},
    "de": {
        **dict.fromkeys(("halbe", "eine halbe"), "0.5"),
        **dict.fromkeys(("anderthalb", "eineinhalb"), "1.5"),
        "zweieinhalb": "2.5",
        "dreieinhalb": "3.5",
        "viereinhalb": "4.5",
    },
    "fr": {"un demi": "0.5"},
    "pt": {"meio": "0.5"},
    "it": {"mezzo": "0.5"},
}
"""What part of a scale that follows is meant: "half a million"."""
_AND_A_HALF: dict[str, tuple[str, ...]] = {
    "en": ("million and a half",),
    "es": ("millón y medio", "millon y medio"),
    "de": (),
    "fr": ("million et demi",),
    "pt": ("milhão e meio",),
    "it": ("milione e mezzo",),
}
"""A million and a half that no number stands before."""
_AND_A_PART = {"a half": "0.5", "a quarter": "0.25", "three quarters": "0.75"}

_EVERYWHERE = {
    **dict.fromkeys(("thousand", "k", "thousands", "tsd", "tsd."), 10**3),
    **dict.fromkeys(("million", "millions", "m", "mn", "mn.", "mln", "mln.", "mio", "mio.", "mm", "mill."), 10**6),
    **dict.fromkeys(("bn", "bn.", "bln", "bln.", "mrd", "mrd.", "mld", "b"), 10**9),
    **dict.fromkeys(("tn", "trn", "trillion"), 10**12),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr", "cr."), 10**7),
    "lakh crore": 10**12,
    "thousand million": 10**9,
    "hundred thousand": 10**5,
    "hundred million": 10**8,
}
_SCALES = {
    "en": {"billion": 10**9, "billions": 10**9, "hundred": 100, "mil": 10**6},
    "es": {
        "mil": 10**3,
        "miles": 10**3,
        "millón": 10**6,
        "millon": 10**6,
        "millones": 10**6,
        "mil millones": 10**9,
        "miles de millones": 10**9,
        "millardos": 10**9,
        "billón": 10**12,
        "billones": 10**12,
    },
    "de": {
        "tausend": 10**3,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
    },
    "fr": {"mille": 10**3, "milliers": 10**3, "milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9},
    "pt": {
        "mil": 10**3,
        "milhão": 10**6,
        "milhões": 10**6,
        "mil milhões": 10**9,
        "bilhão": 10**9,
        "bilhões": 10**9,
        "mi": 10**6,
        "bi": 10**9,
        "trilhões": 10**12,
    },
    "it": {"mila": 10**3, "milione": 10**6, "milioni": 10**6, "miliardo": 10**9, "miliardi": 10**9},
}


@lru_cache
def scales(language: str) -> dict[str, int]:
    """Scale words in lower case and what each multiplies by; the language's own reading of a word comes first."""
    table = dict(_EVERYWHERE)
    for name in reversed(spoken(language)):
        table |= _SCALES[name]
    return table


_LETTERS = frozenset({"m", "k", "b", "mm"})


@lru_cache
def scale_pattern(language: str) -> re.Pattern[str]:
    """Matches a scale after a number: `word` may stand apart, `letter` is short enough to mean other things."""
    table = scales(language)
    words = any_of((word for word in table if word not in _LETTERS), ignore_case=True)
    letters = any_of((word for word in table if word in _LETTERS), ignore_case=True)
    gap = rf"[{_BLANK}]{{0,2}}-?(?:\r?\n[ ]*)?"
    return re.compile(
        rf"{gap}(?P<word>{words})(?![^\W\d]|\d{{2}})|[{_BLANK}]?(?P<letter>{letters})(?![\w\u2019'&])", re.IGNORECASE
    )


@lru_cache
def number_words(language: str) -> dict[str, int]:
    """Cardinal words in lower case and their values, below a thousand."""
    table: dict[str, int] = {}
    for name in reversed(spoken(language)):
        table |= {word: value for value, word in enumerate(_UNITS[name].split())}
        table |= _TENS[name]
    if primary(language) in {"es", "pt"}:
        table["mil"] = 1000  # "mil millones", "mil clientes"
    if primary(language) == "en":
        table |= {"hundred": 100, "dozen": 12}
    return table


@lru_cache
def words_pattern(language: str) -> str:
    """A pattern for a run of cardinal words: `eleven`, `twenty-five`, `two hundred and ten`."""
    word = rf"{any_of(number_words(language), ignore_case=True)}(?!\w)"
    joint = "|".join(_JOINTS[name] for name in spoken(language))
    scale = any_of((name for name in scales(language) if len(name) > 3), ignore_case=True)
    after = rf"(?=\s+(?:{scale}|decades?|décadas?)\b|-(?:m|b|tr)illion\b)"
    whole, parts, ones = (any_of(_said(one, language), ignore_case=True) for one in (_AND_A_HALF, _PARTS, _ONES))
    run = rf"{word}(?:(?:[\s-]+|(?:{joint})\s+){word})*+(?:\s+and\s+{any_of(_AND_A_PART, ignore_case=True)}\b)?"
    return rf"(?<![\w-])(?:{whole}\b|{parts}{after}|{run}|{ones}{after})"


def _said(table: Mapping[str, Iterable[str]], language: str) -> frozenset[str]:
    return frozenset(words for name in spoken(language) for words in table[name])


def numbers(text: str, language: str) -> Iterator[re.Match[str]]:
    """The numbers of a text, in digits or in words, in order; none within another.

    A search for the pattern would try it at every character. A number starts with a figure, or with one of some words.
    """
    pattern, starts = _pattern(language), _starts(language)
    end = 0
    for token in _TOKEN.finditer(text):
        word = token.group()
        if token.start() >= end and (not word[0].isalpha() or word.casefold() in starts):
            match = pattern.match(text, token.start())
            if match is not None:
                yield match
                end = match.end()


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?=[\d.{VULGAR}])(?:{COMPOUND}|{DIGITS})|(?i:{words_pattern(language)})")


@lru_cache
def _starts(language: str) -> frozenset[str]:
    every = (number_words(language), *(_said(table, language) for table in (_AND_A_HALF, _PARTS, _ONES)))
    return frozenset(re.split(r"[\s-]", words)[0].casefold() for table in every for words in table)


def may_hold_number(text: str, language: str) -> bool:
    """Whether a text may hold a number, in digits or in words: a quick look that spares most prose a slow one."""
    return _FIGURE.search(text) is not None or not _all_words(language).isdisjoint(_WORD.findall(text.lower()))


@lru_cache
def _all_words(language: str) -> frozenset[str]:
    scale_words = (part for name in scales(language) if len(name) > 3 for part in name.split())
    return frozenset({*number_words(language), *scale_words, "decade", "decades", "década", "décadas"})


def read_number(text: str, language: str) -> Decimal | None:
    """The value of a number in words, or of one with a fraction or a power of ten."""
    return (
        read_compound(text, language) if any(c.isdigit() or c in VULGAR for c in text) else read_words(text, language)
    )


def read_words(words: str, language: str) -> Decimal | None:
    """The value of a run of cardinal words, or None where the words do not make one number.

    An article is one and "half a" a half; the pattern finds them only before a scale word.
    """
    table = number_words(language)
    folded = " ".join(words.lower().split())
    for name in spoken(language):
        if folded in _ONES[name]:
            return Decimal(1)
        if folded in _AND_A_HALF[name]:
            return Decimal(1_500_000)
        if folded in _PARTS[name]:
            return Decimal(_PARTS[name][folded])
    before, _, added = folded.partition(" and ")
    if added in _AND_A_PART:
        whole = read_words(before, language)
        return None if whole is None else whole + Decimal(_AND_A_PART[added])
    total = 0
    last = 10**9
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("and", "y", "e", "et"):
            continue
        value = table.get(word)
        if value is None:
            return None
        if word in _MULTIPLIERS and 0 < total < (1000 if value == 1000 else 20):
            total, last = total * value, value
        elif value < last and (not total or (len(str(value)) < len(str(last)) and last >= 20)):
            total, last = total + value, value
        else:
            return None
    return Decimal(total)


def read_compound(words: str, language: str) -> Decimal | None:
    """The value of a number that `COMPOUND` matches, or None where it is none."""
    power = _POWER.fullmatch(words)
    if power is not None:
        exponent = unicodedata.normalize("NFKC", power["power"])
        return read_digits(power["digits"], language, whole=False) * Decimal(10) ** int(exponent)
    match = _FRACTION.fullmatch(words)
    if match is None or match["lower"] in ("0", "00"):
        return None
    upper, _, lower = (
        _QUARTERS[match["sign"]].partition("/") if match["sign"] else (match["upper"], "/", match["lower"])
    )
    part = Decimal(upper) / Decimal(lower or 1)
    rounded = part.quantize(Decimal("0.001"))
    return Decimal(match["whole"] or 0) + (rounded if part == rounded else part.quantize(Decimal("0.01"))).normalize()


_ORDINAL_EN = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL_ES = ("segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven", "décim")
_ORDINALS = {
    **{word: place for place, word in enumerate(_ORDINAL_EN, 2)},
    **{word: place for place, word in enumerate(_ORDINAL_ES, 2)},
}


@lru_cache
def ordinal_pattern() -> re.Pattern[str]:
    """Matches an ordinal, in digits or as an English or Spanish word: `10th`, `fifth`, `cuarta`."""
    words = "|".join(_ORDINALS)
    return re.compile(rf"\b(?:\d{{1,4}}(?:st|nd|rd|th|[ºª°])|(?:{words})[oa]?\b)", re.IGNORECASE)


def read_ordinal(words: str) -> int:
    """The place that an ordinal gives."""
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else _ORDINALS.get(words.lower()) or _ORDINALS[words.lower()[:-1]]


@lru_cache(maxsize=16)
def has_decimal_commas(text: str) -> bool:
    """Whether a text prints its fractions with a comma, whatever its language: "9,4%", "1.284.560"."""
    commas = len(_COMMA_FRACTION.findall(text))
    return commas > 2 and commas > 3 * len(_POINT_FRACTION.findall(text))


def read_digits(digits: str, language: str, *, whole: bool, decimal_comma: bool = False) -> Decimal:
    """The value of a number in digits.

    `whole` says that what is counted has no parts, or is money without a scale word: then three digits after a lone
    separator are a group ("312.000 customers"), and not a fraction ("1.245 billion").
    """
    plain = digits.translate(_UNMARKED)
    if plain.startswith("."):
        return Decimal("0" + plain)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, head, tail = plain[last], plain[:last], plain[last + 1 :]
    comma_decimal = decimal_comma or primary(language) in COMMA_DECIMAL
    if mark in head:
        grouped = True
    elif "." in head or "," in head or len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        grouped = False
    else:
        grouped = whole or (mark == ".") == comma_decimal
    return Decimal(head.replace(".", "").replace(",", "") + ("" if grouped else ".") + tail)
