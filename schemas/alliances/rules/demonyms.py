"""English adjectives of countries; CLDR has none."""

from __future__ import annotations

import re
from functools import cache

from extractor.facts import Span, fold
from extractor.values import FoundCountry

_FORMS = {
    "AE": "Emirati", "AF": "Afghan", "AL": "Albanian", "AM": "Armenian", "AO": "Angolan",
    "AR": "Argentine|Argentinian|Argentinean", "AT": "Austrian", "AU": "Australian", "AZ": "Azerbaijani|Azeri",
    "BA": "Bosnian", "BD": "Bangladeshi", "BE": "Belgian", "BG": "Bulgarian", "BH": "Bahraini", "BO": "Bolivian",
    "BR": "Brazilian", "BW": "Botswanan", "BY": "Belarusian|Belarussian", "CA": "Canadian", "CH": "Swiss",
    "CL": "Chilean", "CM": "Cameroonian", "CN": "Chinese", "CO": "Colombian", "CR": "Costa Rican", "CU": "Cuban",
    "CY": "Cypriot", "CZ": "Czech", "DE": "German", "DK": "Danish", "DO": "Dominican", "DZ": "Algerian",
    "EC": "Ecuadorian|Ecuadorean", "EE": "Estonian", "EG": "Egyptian", "ES": "Spanish", "ET": "Ethiopian",
    "FI": "Finnish", "FR": "French", "GB": "British|English|Scottish|Welsh", "GE": "Georgian", "GH": "Ghanaian",
    "GR": "Greek", "GT": "Guatemalan", "HN": "Honduran", "HR": "Croatian|Croat",
    "HU": "Hungarian", "ID": "Indonesian", "IE": "Irish", "IL": "Israeli", "IN": "Indian", "IQ": "Iraqi",
    "IR": "Iranian", "IS": "Icelandic", "IT": "Italian", "JM": "Jamaican", "JO": "Jordanian", "JP": "Japanese",
    "KE": "Kenyan", "KH": "Cambodian", "KR": "Korean|South Korean", "KW": "Kuwaiti", "KZ": "Kazakh|Kazakhstani",
    "LA": "Laotian", "LB": "Lebanese", "LK": "Sri Lankan", "LT": "Lithuanian",
    "LU": "Luxembourgish", "LV": "Latvian", "LY": "Libyan", "MA": "Moroccan", "MD": "Moldovan", "ME": "Montenegrin",
    "MK": "Macedonian", "MM": "Burmese", "MN": "Mongolian", "MT": "Maltese", "MX": "Mexican", "MY": "Malaysian",
    "MZ": "Mozambican", "NA": "Namibian", "NG": "Nigerian", "NI": "Nicaraguan", "NL": "Dutch", "NO": "Norwegian",
    "NP": "Nepalese|Nepali", "OM": "Omani", "PA": "Panamanian", "PE": "Peruvian",
    "PH": "Philippine|Filipino", "PK": "Pakistani", "PL": "Polish", "PT": "Portuguese", "PY": "Paraguayan",
    "QA": "Qatari", "RO": "Romanian|Rumanian", "RS": "Serbian", "RU": "Russian", "SA": "Saudi|Saudi Arabian",
    "SE": "Swedish", "SG": "Singaporean", "SI": "Slovenian|Slovene", "SK": "Slovak|Slovakian", "SN": "Senegalese",
    "SV": "Salvadoran|Salvadorian", "SY": "Syrian", "TH": "Thai", "TN": "Tunisian", "TR": "Turkish",
    "TW": "Taiwanese", "TZ": "Tanzanian", "UA": "Ukrainian", "UG": "Ugandan", "US": "American",
    "UY": "Uruguayan", "UZ": "Uzbek", "VE": "Venezuelan", "VN": "Vietnamese", "ZA": "South African",
    "ZM": "Zambian", "ZW": "Zimbabwean",
}  # fmt: skip

DEMONYMS = {form: code for code, forms in _FORMS.items() for form in forms.split("|")}
"""Each adjective and its country's ISO 3166-1 alpha-2 code."""


def find_demonyms(text: str) -> list[FoundCountry]:
    """The English adjectives of countries in a text ("Hungarian"), in order."""
    return [FoundCountry(Span(*match.span()), DEMONYMS[match.group()]) for match in _pattern().finditer(text)]


def read_demonym(text: str) -> str | None:
    """The code of the country that an English adjective belongs to, or None."""
    return DEMONYMS.get(fold(text))


@cache
def _pattern() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, DEMONYMS), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<![\w-])(?:{forms})(?!\w)")
