"""Parts of a whole that are percentages without a percent sign: "two-thirds", "half", "3 out of 4", "wholly owned"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.facts import Bound, Span
from extractor.searching import Sieve, any_of, folded
from extractor.values import _numerals
from extractor.values._language import spoken

_HUNDRED = Decimal(100)
STATED = (
    (
        Sieve(
            r"\b(?:wholly|fully)[-\s]+owned\b|\b(?:íntegramente\s+participad[oa]s?|hundertprozentigen?r?s?"
            r"|entièrement\s+détenue?s?|interamente\s+(?:posseduta|controllata))\b",
            re.IGNORECASE,
        ),
        _HUNDRED,
    ),
    (
        Sieve(
            r"\b50\s?[/:\u2013-]\s?50\b(?=[\s-]+(?:joint|JV|owned|basis|partnership|venture|company))", re.IGNORECASE
        ),
        Decimal(50),
    ),
)
_OF_WHAT = re.compile(
    r"\s+(?:of|del?|von|der|des|di|du|d['\u2019]|dos|das)(?:\s(?!(?:the\s+)?(?:year|quarter|month|last|this|next|fiscal|año|(?:19|20)\d\d))|(?<=['\u2019]))"
)
"""What follows a fraction of something; a stretch of time is halved too, and is no share."""
_HOLDING = re.compile(
    r"\s+(?:of|del?|der|des|du|da|das|delle?)\s?(?:l['\u2019])?(?:(?:the|its|all|las?|los|les|le|sus?|voting|total|issued|outstanding)\s+){0,3}"
    r"(?:shares|capital|stock|equity|votes|voting|acciones|votos|derechos|Aktien|Anteile|Kapitals|Stimmen|actions|voix|ações"
    r"|azioni|capitale)\b",
    re.IGNORECASE,
)
"""What makes a share of a half: "half of the shares"; a half of anything else may be loose talk."""
_STAKE = re.compile(r"[\s-]+(?:stake|interest|majority|holding|share(?:holding)?|owned)\b", re.IGNORECASE)
_NO_SHARE = re.compile(r"\b(?:and|y|first|second|latter|other|primera|segunda)\s+(?:an?\s+|una?\s+)?$", re.IGNORECASE)
"""What stands before a half that is no share: "six and a half", "the second half"."""
_PARTS = {
    "en": {
        2: "half|halves",
        3: "thirds?",
        4: "quarters?|fourths?",
        5: "fifths?",
        6: "sixths?",
        7: "sevenths?",
        8: "eighths?",
        9: "ninths?",
        10: "tenths?",
    },
    "es": {
        2: "mitad",
        3: "tercios?|terceras?\\s+partes?",
        4: "cuartos?|cuartas?\\s+partes?",
        5: "quint[oa]s?(?:\\s+partes?)?",
    },
    "de": {2: "Hälfte", 3: "Drittel", 4: "Viertel", 5: "Fünftel"},
    "fr": {2: "moitié", 3: "tiers", 4: "quarts?", 5: "cinquièmes?"},
    "pt": {2: "metade", 3: "terços?", 4: "quartos?", 5: "quintos?"},
    "it": {2: "metà", 3: "terz[oi]", 4: "quart[oi]", 5: "quint[oi]"},
}
_ARTICLES = {"en": "an?", "es": "una?|la", "de": "eine?|die", "fr": "une?|la", "pt": "uma?|a", "it": "una?|un|la"}
_OUT_OF = {
    "en": r"(?:out\s+of|in)(?:\s+every)?",
    "es": r"de(?:\s+cada)?",
    "de": r"von",
    "fr": r"sur",
    "pt": r"(?:em|de)(?:\s+cada)?",
    "it": r"su",
}


class Part(NamedTuple):
    """A share in a text, in percent; "a third" is only about one."""

    span: Span
    percent: Decimal
    bound: Bound


def stated(text: str) -> Iterator[Part]:
    """Shares that a fixed phrase states."""
    plain = folded(text)
    for sieve, percent in STATED:
        for match in sieve.finditer(text, plain):
            yield Part(Span(*match.span()), percent, "exact")


def fractions(text: str, language: str, *, lenient: bool) -> Iterator[Part]:
    """Fractions in words; `lenient` takes those of nothing said, halves, and one number out of another."""
    for match in _fraction_sieve(language).finditer(text, folded(text)):
        whole = next(number for number in range(2, 11) if match.groupdict().get(f"of{number}"))
        count = 1 if match["count"] is None else _numerals.read_words(match["count"], language)
        if _NO_SHARE.search(text, max(0, match.start() - 20), match.start()):
            continue
        if not count or count >= whole or not (lenient or _is_share(text, match.end(), whole)):
            continue
        vague = match["count"] is None and whole > 2 and _HUNDRED % whole != 0
        yield Part(Span(*match.span()), _share(Decimal(count), Decimal(whole)), "about" if vague else "exact")
    if lenient:
        yield from _ratios(text, language)


def _is_share(text: str, end: int, whole: int) -> bool:
    """Whether what follows a fraction makes it a share of something."""
    if whole == 2:
        return _HOLDING.match(text, end) is not None
    return _OF_WHAT.match(text, end) is not None or _STAKE.match(text, end) is not None


def _ratios(text: str, language: str) -> Iterator[Part]:
    for match in _ratio_pattern(language).finditer(text):
        count, whole = (_number(match[group], language) for group in ("count", "whole"))
        if count is None or whole is None or not 0 < count < whole:
            continue
        if (match["stroke"] and whole > 10) or (match["link"] == "de" and whole != 10):
            continue  # "10/12", "3 de 66 empresas"
        percent = _share(count, whole)
        yield Part(Span(*match.span()), percent, "exact" if percent * whole == _HUNDRED * count else "about")


def _number(words: str, language: str) -> Decimal | None:
    return Decimal(words.replace(",", ".")) if words[0].isdigit() else _numerals.read_words(words, language)


def _share(count: Decimal, whole: Decimal) -> Decimal:
    return (_HUNDRED * count / whole).quantize(Decimal("0.01")).normalize() + 0


@lru_cache
def _fraction_sieve(language: str) -> Sieve:
    parts = {
        number: "|".join(_PARTS[name][number] for name in spoken(language) if number in _PARTS[name])
        for number in range(2, 11)
    }
    names = "|".join(f"(?P<of{number}>{words})" for number, words in parts.items() if words)
    articles = "|".join(_ARTICLES[name] for name in spoken(language))
    words = any_of((word for word, value in _numerals.number_words(language).items() if value < 10), ignore_case=True)
    counted = rf"(?:(?P<count>{words})[\s-]+(?!half)|(?:(?:{articles})\s+)?(?=(?:{parts[2]})\b)|(?:{articles})\s+)"
    return Sieve(
        rf"(?<![\w-]){counted}(?:{names})\b(?!\s+(?:of\s+an?\s+(?:million|billion)|de\s+mill[oó]n|an?|million|billion|past)\b|-)",
        re.IGNORECASE,
    )


@lru_cache
def _ratio_pattern(language: str) -> re.Pattern[str]:
    words = any_of((word for word, value in _numerals.number_words(language).items() if value <= 12), ignore_case=True)
    number = rf"(?:\d{{1,2}}(?:[.,]\d)?|una?|{words})"
    links = "|".join(_OUT_OF[name] for name in spoken(language))
    link = rf"(?:\s+(?P<link>{links})\s+|\s?(?P<stroke>/)\s?)"
    whole = rf"(?:\d{{1,3}}|{words})"
    return re.compile(rf"(?<![\w.,-])(?P<count>{number}){link}(?P<whole>{whole})(?![\w.,]*\d|\w|\s?%)", re.IGNORECASE)
