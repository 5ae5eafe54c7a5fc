"""Markets and countries as what a number is about: penetration is a market's, not an operator's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled
from extractor.facts import Span
from extractor.values import find_countries, read_country

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
_IN_THE_COUNTRY = re.compile(
    r"\b(?:in|of|within) the country\b|\bthe country[’']s\b|\b(?:en|de)l? (?:el )?país\b", re.IGNORECASE
)
_WHERE = re.compile(
    r"(?P<place>(?!(?:In|En|Im|Au|At|For|Para|A)\s)[A-ZÁÉÍÓÚ][\w-]+(?:\s[A-Z][\w-]+){0,2}),\s(?:where|donde|wo|où"
    r"|in\swhich)\s(?=[^,.;]{0,40}\bpenetra)"
)
_BESIDE = re.compile(
    r"\s(?:of\sthe\spopulation\s)?(?:in|en)\s(?P<place>(?:(?:the|la)\s)?(?:[A-ZÁÉÍÓÚ][\w-]+\s?){1,3}"
    r"(?:(?<=\s)(?:region|province|state|district|republic))?)(?<!\s)(?=[\s,.;]|$)"
)
_OF_A_MARKET = re.compile(
    r"\b(?:market|mercado|marché|markt|industry|sector|competition|country (?:profile|overview|facts))\b", re.IGNORECASE
)
_THERE_ARE = re.compile(r"\b(?:[Tt]here\s(?:are|were)|[Hh]ab[íi]an?|[Hh]ay|[Ee]xist(?:en|ían))(?:\s[\w-]+){0,4}$")
_REGION = re.compile(r"\b(?:in|across|of|en|de)\s(?P<region>(?:the|la)\s(?:region|región|zona))\b")
_POPULATION_OF = re.compile(r"\b(?:population of|población de|bevölkerung von)(?: \w+){0,2}$", re.IGNORECASE)
_POPULACE = re.compile(
    r"(?P<place>(?:(?:the|la)\s)?(?:[A-ZÁÉÍÓÚ][\w-]+\s){1,3}(?:(?:region|province|state|district|republic)\s)?)"
    r"\((?:with\sa\s)?(?:total\s)?(?:population|pop\.|población)(?:\sof|\sde|:)?\s(?:[a-z]+\s){0,2}$"
)
_OF_THE_COUNTRY = re.compile(
    r"^(?:The|This) country (?:has|had)\b.*\bpopulation of(?: \w+){0,2}$|^El país (?:tiene"
    r"|cuenta con)\b.*\bpoblación de"
    r"(?: \w+){0,2}$"
)
_COVERED = re.compile(
    r"\b(?:cover\w*|licen[cs]\w*|territor\w+|footprint|cubr\w+|cobertura|licencia\w*|regions?|área)\b", re.IGNORECASE
)
_HAS_PEOPLE = re.compile(
    r"(?:,\s(?:an?|the)\s[^,;.]{3,50},|,)?\s+(?:(?:a country )?(?:has|had|with|is home to|counts)"
    r"|(?:que\s)?(?:tiene|cuenta con|posee)|hat|zählt"
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


def is_of_own_users(marks: Marks, sentence: Span) -> bool:
    """Whether a penetration is among a company's customers and none of a market."""
    return _OWN_USERS.search(marks.words(sentence)) is not None


def market_of(marks: Marks, sentence: Span, found: Span) -> Filled | None:
    """The market or country that a sentence speaks of nearest to a number; else one named before, or in the heading."""
    words = marks.words(sentence)
    if is_of_own_users(marks, sentence):
        return None
    at = found.start
    beside = _BESIDE.match(marks.text, found.end, sentence.end)
    if beside is not None:
        own = Span(*beside.span("place"))
        if not any(d.span.overlaps(own) for d in marks.dates):
            return Filled(marks.words(own), (own,))
    where = list(_WHERE.finditer(marks.text, sentence.start, at))
    if where:
        return Filled(where[-1]["place"], (Span(*where[-1].span("place")),))
    named = sorted(_named(marks, sentence), key=lambda s: (min(abs(at - s.end), abs(s.start - at)), s.start))
    if not named:
        named = [Span(*m.span("region")) for m in _REGION.finditer(marks.text, *sentence)][:1]
    if not named and _IN_THE_COUNTRY.search(words):
        named = [c.span for c in marks.countries if c.span.end <= sentence.start][-1:]
    if named:
        return Filled(marks.words(named[0]), (named[0],))
    heading = marks.passage.heading
    if heading is not None and read_country(marks.words(heading), language=marks.filing.language) is not None:
        return Filled(marks.words(heading), (heading,))
    return market_section(marks) or _named_before(marks, sentence)


def market_section(marks: Marks) -> Filled | None:
    """The country of the market that a passage's heading is of: "The Cambodian mobile market", "Mercado chileno"."""
    heading = marks.passage.heading
    if heading is None or not _OF_A_MARKET.search(marks.words(heading)):
        return None
    language = marks.filing.language
    words = marks.words(heading)
    named = find_countries(words, language=language)
    codes = {c.code for c in named} or {read_demonym(w.capitalize()) for w in words.split()} - {None}
    if len(codes) != 1:
        return None
    country = next((c for c in marks.countries if c.code in codes), None)
    own = country.span if country is not None else heading
    return Filled(marks.words(own), (own,))


def market_with(marks: Marks, sentence: Span, found: Span) -> Filled | None:
    """The country of which a sentence says how many there are: "there were 5 million subscribers in Peru"."""
    if not _THERE_ARE.search(marks.words(Span(sentence.start, found.start))):
        return None
    for country in marks.countries:
        if sentence.covers(country.span) and not marks.names.companies(sentence):
            return Filled(marks.words(country.span), (country.span,))
    return None


def _named_before(marks: Marks, sentence: Span) -> Filled | None:
    """The country that the sentences before one, of its paragraph, name last."""
    block = marks.block_at(sentence.start)
    if block is None:
        return None
    before = [c.span for c in marks.countries if block.span.start <= c.span.start < sentence.start]
    return Filled(marks.words(before[-1]), (before[-1],)) if before else None


def population_of(marks: Marks, sentence: Span, span: Span) -> Filled | None:
    """The country whose whole population a number of people is: "Peru has a population of 27 million"."""
    bracketed = _POPULACE.search(marks.text, sentence.start, span.start)
    if bracketed is not None:
        own = Span(bracketed.start("place"), bracketed.end("place") - 1)
        return Filled(marks.words(own), (own,))
    before = marks.words(Span(sentence.start, span.start))
    whole = _POPULATION_OF.search(before) is not None and not _COVERED.search(before)
    for country in marks.countries:
        if not sentence.covers(country.span):
            continue
        between = marks.text[country.span.end : span.start]
        if whole or (country.span.end <= span.start and _HAS_PEOPLE.fullmatch(between)):
            return Filled(marks.words(country.span), (country.span,))
    if _OF_THE_COUNTRY.search(before):
        return _named_before(marks, sentence)
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
