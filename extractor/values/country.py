"""Countries by name, as ISO 3166-1 alpha-2 codes.

Names are CLDR's (through babel) for the language of the text and for English, and ISO's own (through pycountry); the
tables add what filings write besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pycountry
from babel import Locale

from extractor.facts import Span, fold
from extractor.searching import any_of
from extractor.values._language import primary, spoken

_ALSO: dict[str, dict[str, str]] = {
    "en": {
        "GB": "UK|U.K.|U.K|Great Britain|Britain|England|Scotland|Wales|Northern Ireland",
        "US": "USA|U.S.A.|U.S.|US|United States of America|The States",
        "NL": "Holland|The Netherlands",
        "CZ": "Czech Republic|Czechia",
        "KR": "Korea|South Korea|Republic of Korea|S. Korea",
        "KP": "North Korea",
        "RU": "Russia|Russian Federation",
        "VN": "Vietnam|Viet Nam",
        "AE": "UAE|U.A.E.|United Arab Emirates",
        "CI": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire",
        "CD": "Democratic Republic of Congo|Democratic Republic of the Congo|DR Congo|DRC",
        "CG": "Congo|Republic of Congo|Congo-Brazzaville",
        "HK": "Hong Kong|Hongkong",
        "MO": "Macau|Macao",
        "TW": "Taiwan",
        "CN": "China|PRC|People's Republic of China|People\u2019s Republic of China|Mainland China",
        "IE": "Ireland|Republic of Ireland|Eire",
        "MK": "Macedonia|North Macedonia|FYROM",
        "BA": "Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina",
        "MM": "Myanmar|Burma",
        "SZ": "Swaziland|Eswatini",
        "CV": "Cape Verde",
        "TR": "Turkey|Türkiye",
        "TZ": "Tanzania",
        "IR": "Iran",
        "SY": "Syria",
        "LA": "Laos",
        "BN": "Brunei",
        "PS": "Palestine",
        "VA": "Vatican City",
        "BO": "Bolivia",
        "VE": "Venezuela",
        "MD": "Moldova",
        "SA": "Saudi Arabia|KSA",
        "LC": "St Lucia|Saint Lucia",
        "KN": "St Kitts and Nevis|Saint Kitts and Nevis",
        "VC": "St Vincent|Saint Vincent and the Grenadines",
        "TT": "Trinidad and Tobago|Trinidad & Tobago|Trinidad",
        "SK": "Slovak Republic|Slovakia",
        "FO": "Faeroe Islands",
        "CY": "Cyprus",
        "NZ": "New Zealand",
        "TL": "East Timor|Timor-Leste",
        "GW": "Guinea-Bissau|Guinea Bissau",
    },
    "es": {
        "GB": "Reino Unido|Gran Bretaña|Inglaterra|Escocia|Gales|Irlanda del Norte",
        "US": "EE.UU.|EE. UU.|EEUU|EE UU|Estados Unidos|Estados Unidos de América",
        "NL": "Holanda|Países Bajos",
        "CZ": "República Checa|Chequia",
        "SK": "Eslovaquia|República Eslovaca",
        "KR": "Corea|Corea del Sur",
        "CI": "Costa de Marfil",
        "BR": "Brasil",
        "DO": "República Dominicana",
        "CN": "China",
        "HK": "Hong Kong",
        "MK": "Macedonia",
        "RU": "Rusia|Federación Rusa",
        "SA": "Arabia Saudí|Arabia Saudita",
        "AE": "Emiratos Árabes|Emiratos Árabes Unidos",
        "EG": "Egipto",
        "RO": "Rumanía|Rumania",
    },
    "de": {
        "GB": "Großbritannien|England|Schottland|Nordirland|Vereinigtes Königreich|Vereinigten Königreich",
        "US": "USA|Vereinigte Staaten|Vereinigten Staaten",
        "NL": "Holland|Niederlande|Niederlanden",
        "CZ": "Tschechien|Tschechische Republik|Tschechischen Republik",
        "KR": "Korea|Südkorea",
        "SK": "Slowakei",
    },
    "fr": {
        "GB": "Royaume-Uni|Grande-Bretagne|Angleterre|Écosse|Ecosse|Irlande du Nord",
        "US": "États-Unis|Etats-Unis",
        "NL": "Hollande|Pays-Bas",
        "CZ": "République tchèque|République Tchèque|Tchéquie",
        "KR": "Corée|Corée du Sud",
        "CI": "Côte d'Ivoire|Côte d\u2019Ivoire",
    },
    "pt": {
        "GB": "Reino Unido|Grã-Bretanha|Inglaterra|Escócia",
        "US": "EUA|Estados Unidos",
        "NL": "Holanda|Países Baixos",
        "CZ": "República Checa|República Tcheca",
        "KR": "Coreia do Sul|Coréia do Sul",
    },
    "it": {
        "GB": "Regno Unito|Gran Bretagna|Inghilterra|Scozia",
        "US": "Stati Uniti|USA",
        "NL": "Olanda|Paesi Bassi",
        "CZ": "Repubblica Ceca",
        "KR": "Corea|Corea del Sud",
    },
}
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "XK", "QO", "ZZ"})
_AMBIGUOUS = frozenset(
    {"Georgia", "Jordan", "Jersey", "Chad", "Israel", "Wales", "England", "Ireland", "Niger", "Mali"}
)
"""Names of persons and of other places too; beside another name they are left out."""

_BEFORE = re.compile(
    r"(?:^|[\s(])(?!(?:And|In|From|The|Of|For|To|At|By|With|Across|Western|Eastern|Both)\s)[A-Z][a-z]+\s$"
)
_PLACE_BEFORE = re.compile(r"\bNew\s$|\bGulf\sof\s$")
_STATE_AFTER = re.compile(r"\s+\d{5}\b")


@dataclass(frozen=True, slots=True)
class FoundCountry:
    """A country named in a text; `code` is ISO 3166-1 alpha-2."""

    span: Span
    code: str


def find_countries(text: str, *, language: str = "en") -> list[FoundCountry]:
    """The countries named in a text, in order, as printed; articles are left out.

    Capitals count: a country's name starts with one, and "US" is one only in capitals. A country that is part of a
    company's name is found too.
    """
    table = _names(primary(language))
    found = []
    for match in _pattern(primary(language)).finditer(text):
        name = " ".join(match.group().split())
        if not _is_other(text, match, name):
            code = table.get(name) or _capitals(primary(language))[name]
            found.append(FoundCountry(Span(*match.span()), code))
    return found


def read_country(text: str, *, language: str = "en") -> str | None:
    """The code of the country a phrase names, or of the first it names among others; None if it names none."""
    phrase = fold(text).strip(".,;:()")
    plain = re.sub(r"^(?:the|el|la|los|las|die|der|le|les|o|a|il)\s+", "", phrase, flags=re.IGNORECASE)
    exact = _folded(primary(language)).get(plain.lower()) or _folded(primary(language)).get(phrase.lower())
    if exact is not None and (len(plain) > 2 or plain.isupper()):
        return exact
    found = find_countries(text, language=language)
    return found[0].code if found else None


def _is_other(text: str, match: re.Match[str], name: str) -> bool:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 12]
    if _PLACE_BEFORE.search(before):
        return True
    if name in {"US", "U.S."} and (after.startswith("$") or re.match(r"\s?\$", after)):
        return True
    if name == "US" and re.search(r"[A-Z]{2,}\W{1,3}$", before) and re.match(r"\W{1,3}[A-Z]{2,}", after):
        return True  # "CONTACT US NOW"
    return name in _AMBIGUOUS and (_BEFORE.search(before) is not None or _STATE_AFTER.match(after) is not None)


@lru_cache
def _names(language: str) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("official_name", "common_name", "name"):
            name = getattr(country, field, None)
            if name and "," not in name:
                table[name] = country.alpha_2
    for each in reversed(spoken(language)):
        territories = Locale(each).territories.items()
        table |= {name: code for code, name in territories if len(code) == 2 and code not in _NO_COUNTRIES}
        for code, names in _ALSO[each].items():
            table |= dict.fromkeys(names.split("|"), code)
    return {name: code for name, code in table.items() if len(name) > 1}


@lru_cache
def _capitals(language: str) -> Mapping[str, str]:
    """The names in capitals, for headings."""
    return {name.upper(): code for name, code in _names(language).items() if len(name) > 3}


@lru_cache
def _folded(language: str) -> Mapping[str, str]:
    return {name.lower(): code for name, code in _names(language).items()}


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    names = any_of({*_names(language), *_capitals(language)})
    return re.compile(rf"(?<![\w@$-])(?<!\w[.&]){names}(?![\w@]|-[a-z]|\.\w)")
