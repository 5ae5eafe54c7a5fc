"""Markets and countries as what a number is about: penetration is a market's, not an operator's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span
from extractor.marks import Marks
from extractor.proposals import Filled
from extractor.values import read_country, read_demonym

_KINDS = (
    r"(?:mobile|telecommunications?|telecoms?|broadband|fixed|fixed-line|wireless|cellular|internet|pay-tv"
    r"|overall|domestic|local)"
)
_MARKET = re.compile(rf"(?P<demonym>[A-ZÁÉÍÓÚ][\w-]+(?: [A-Z][\w-]+)?)(?:['’]s?)? (?:{_KINDS} ){{0,3}}market\b")
_MERCADO = re.compile(
    r"mercado (?:móvil |celular |de (?:telecomunicaciones|telefonía(?: móvil)?|banda ancha"
    r"|internet) )?(?P<demonym>[a-zñáéíóú]+)\b"
)
_GENTILICIO = re.compile(r"(?:an[oa]|eñ[oa]|és|esa|in[oa]|ol|ola|ense|ac[oa]|ileñ[oa])$")
_HAS_PEOPLE = re.compile(
    r",?\s+(?:(?:a country )?(?:has|had|with|is home to|counts)|(?:que\s)?(?:tiene|cuenta con|posee)|hat|zählt"
    r"|compte|a|con|mit|avec)"
    r"\s(?:an?\s|the\s|una\s|eine\s|une\s|la\s)?(?:(?:total\s|combined\s)?(?:population|población|bevölkerung)\s?)?"
    r"(?:of|de|von)?\s?(?:\w+\s){0,2}",
    re.IGNORECASE,
)
_OWN_USERS = re.compile(
    r"\b(?:smartphone|handset|device|data|3g|4g|5g|lte|broadband|tv|bundle|convergent|product|contract"
    r"|postpaid|m2m)\s+penetration|penetración de (?:smartphones?|datos|banda ancha|terminales)|among (?:its"
    r"|our)|(?:its|our|their) (?:customer |subscriber )?(?:base|customers|subscribers)",
    re.IGNORECASE,
)


def market_of(marks: Marks, sentence: Span, at: int) -> Filled | None:
    """The market or country that a sentence speaks of nearest to `at`; else the country its section is headed with."""
    words = marks.words(sentence)
    if _OWN_USERS.search(words):
        return None
    found = sorted(_named(marks, sentence), key=lambda s: (min(abs(at - s.end), abs(s.start - at)), s.start))
    if not found and marks.passage.heading is not None:
        heading = marks.passage.heading
        if read_country(marks.words(heading), language=marks.filing.language) is not None:
            found = [heading]
    return Filled(marks.words(found[0]), (found[0],)) if found else None


def population_of(marks: Marks, sentence: Span, span: Span) -> Filled | None:
    """The country whose whole population a number of people is: "Peru has a population of 27 million"."""
    for country in marks.countries:
        if not sentence.covers(country.span):
            continue
        between = marks.text[country.span.end : span.start]
        if country.span.end <= span.start and _HAS_PEOPLE.fullmatch(between):
            return Filled(marks.words(country.span), (country.span,))
    return None


def _named(marks: Marks, sentence: Span) -> Iterator[Span]:
    markets = list(_markets(marks, sentence))
    yield from markets
    for country in marks.countries:
        if sentence.covers(country.span) and not any(m.covers(country.span) for m in markets):
            yield country.span


def _markets(marks: Marks, sentence: Span) -> Iterator[Span]:
    for pattern in (_MARKET, _MERCADO):
        for match in pattern.finditer(marks.text, *sentence):
            said = match.group("demonym")
            if read_demonym(said) or _GENTILICIO.search(said) or read_country(said) is not None:
                yield Span(match.start(), match.end())
