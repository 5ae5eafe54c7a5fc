"""The words dates are made of, by language. Each field is a regular expression, matched without regard to case."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale

from extractor.searching import any_of
from extractor.values import _numerals
from extractor.values._calendar import Edge
from extractor.values._language import KNOWN

COUNT = r"\d{1,3}|" + any_of(
    {word for name in KNOWN for word in _numerals.number_words(name)} - {"mil"}, ignore_case=True
)
"""A number of months or years."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words.

    `prep` may open a date and belongs to its text; `cue` also lets a bare year be read as one. `past` are the openings
    that can only speak of a day gone by. `offsets` are years relative to the document's (`this year`: 0), `moments`
    are whole phrases relative to its day, by unit and offset. `ago` counts from that day: so many (`count`) of a `unit`
    back, or the stretch of so `many` `units` that ends (`past`) or begins on it.
    """

    article: str
    of: str
    prep: str
    cue: str
    past: str
    edges: dict[Edge, str]
    ordinals: tuple[str, str, str, str]
    quarter: str
    half: str
    letters: tuple[str, str]
    months_of: str = ""
    fiscal: str = "(?!)"
    ended: str = "(?!)"
    offsets: dict[str, int] = field(default_factory=dict)
    moments: dict[str, tuple[str, int]] = field(default_factory=dict)
    year_word: str = "(?!)"
    ago: str = ""
    month_capital: bool = False


WORDS = {
    "en": DateWords(
        article=r"the\s+",
        of=r"(?:of|in|,)?\s*(?:the\s+)?",
        prep=r"as\s+at|as\s+of|as\s+from|at|in|by|from|since|during|until|till|throughout|within",
        cue=r"in|of|for|during|since|by|until|till|from|through|throughout|after|before|years?|over"
        r"|versus|vs\.?|than|to|with"
        r"|against|between|calendar|and|or|full[-\s]year|at",
        past=r"as\s+at|as\s+of|since|at",
        edges={
            "end": r"(?:the\s+)?(?:very\s+)?(?:end|close)\s+(?:of\s+)?(?:the\s+)?(?:year\s+|financial\s+year\s+)?|end-"
            r"|year[-\s]?end\s+(?:of\s+)?",
            "start": r"(?:the\s+)?(?:very\s+)?(?:beginning|start|outset)\s+of\s+(?:the\s+)?(?:year\s+)?",
            "early": r"(?:the\s+)?early\s+(?:in\s+|part\s+of\s+)?(?:the\s+)?|early-",
            "mid": r"mid[-\s]|(?:the\s+)?middle\s+of\s+(?:the\s+)?",
            "late": r"late\s+(?:in\s+)?(?:the\s+)?|late-|(?:the\s+)?(?:latter|later)\s+part\s+of\s+(?:the\s+)?",
        },
        ordinals=("first|1st", "second|2nd", "third|3rd", "fourth|4th|final|last"),
        quarter=r"(?:fiscal\s+|calendar\s+)?quarter",
        half=r"(?:half[-\s]year|half(?:\s+year)?|semester)",
        letters=("Q", "H"),
        months_of=r"first\s+(?P<count>two|three|six|nine|[2-9])\s+(?:month|(?P<threes>quarter))s",
        fiscal=r"(?:fiscal|financial)(?:\s+year)?|FY|business\s+year|(?:fiscal|financial)\s+year\s+(?:ended|ending)",
        ended=r"(?:end(?:ed|ing|s)|to|through|up\s+to)(?:\s+on)?",
        offsets={
            r"this(?:\s+(?:calendar|fiscal|financial))?\s+year|the\s+(?:current|present|same)\s+year|current\s+year": 0,
            r"last\s+year|(?:the\s+)?(?:previous|prior|preceding|past)\s+year": -1,
            r"a\s+year\s+earlier|the\s+year\s+before(?!\s+last)": -1,
            r"next\s+year|the\s+(?:coming|following|upcoming)\s+year": 1,
            r"the\s+year\s+before\s+last": -2,
        },
        moments={
            r"today|to-day|this\s+day": ("day", 0),
            r"yesterday": ("day", -1),
            r"tomorrow": ("day", 1),
            r"a\s+year\s+ago": ("years ago", 1),
            r"a\s+month\s+ago": ("months ago", 1),
            r"this\s+month|the\s+current\s+month": ("month", 0),
            r"last\s+month|the\s+previous\s+month": ("month", -1),
            r"next\s+month|the\s+coming\s+month": ("month", 1),
            r"this\s+quarter|the\s+current\s+quarter": ("quarter", 0),
            r"last\s+quarter|the\s+(?:previous|prior|preceding)\s+quarter": ("quarter", -1),
            r"(?:in|for|during)\s+the\s+quarter(?!\s+(?:to|end|of|\d))": ("quarter", -1),
            r"next\s+quarter|the\s+coming\s+quarter": ("quarter", 1),
            r"this\s+week": ("week", 0),
            r"last\s+week": ("week", -1),
            r"next\s+week": ("week", 1),
            r"(?:end(?:ed|ing|s)?|clos(?:ed?|es|ing)|finish(?:ed|es|ing)?)\s+the\s+year"
            r"|(?:the\s+)?end\s+of\s+(?:the\s+)?year(?!\s*\d)"
            r"|(?:the\s+)?(?<!fiscal\s)(?<!financial\s)year[-\s]end(?!\s*(?:of\s+)?(?:19|20)\d\d)"
            r"|(?:the\s+)?close\s+of\s+the\s+year": ("year end", 0),
            r"(?:the\s+)?(?:beginning|start)\s+of\s+the\s+year": ("year start", 0),
        },
        year_word=r"the\s+(?-i:year)(?!\s*(?:\d|end|in\s+which|that|when|before|of|to|under|"
        r"award|\w+['\u2019]s|['\u2019]s))(?![-\w])",
        ago=rf"(?P<count>{COUNT})\s+(?P<unit>day|week|month|year)s?\s+ago"
        r"|(?:(?P<past>(?:the\s+)?(?:past|last|previous|preceding))|(?:the\s+)?(?:next|coming|following)"
        rf"|within(?:\s+the\s+next)?)\s+(?P<many>{COUNT})\s+(?P<units>day|week|month|year)s?",
        month_capital=True,
    ),
    "es": DateWords(
        article=r"(?:el|la|los|las)\s+",
        of=r"(?:del?|,)?\s*(?:el\s+|año\s+|ejercicio\s+)*",
        prep=r"al?|en|desde|hasta|durante|a\s+partir\s+de|a\s+lo\s+largo\s+del?|a\s+fecha(?:\s+de)?",
        cue=r"en|del?|durante|desde|hasta|año|ejercicio|para|entre|y|a|con|que",
        past=r"al?|desde|a\s+fecha(?:\s+de)?",
        edges={
            "end": r"(?:a\s+)?(?:finales|fines)\s+del?\s+(?:año\s+|ejercicio\s+)?"
            r"|(?:al?\s+|para\s+)?(?:finalizar|cerrar)\s+(?:el\s+)?(?:año\s+)?"
            r"|(?:al?\s+)?(?:cierre|término|fin|final)\s+(?:del?\s+)?(?:el\s+)?(?:año\s+|ejercicio\s+|mes\s+de\s+)?",
            "start": r"(?:al?\s+)?(?:comienzo|inicio)\s+del?\s+(?:año\s+)?",
            "early": r"(?:a\s+)?(?:principios|comienzos|inicios)\s+del?\s+(?:año\s+)?",
            "mid": r"(?:a\s+)?mediados\s+del?\s+(?:año\s+)?",
            "late": r"(?!)",
        },
        ordinals=("primer[oa]?|1er", "segund[oa]|2º", "tercer[oa]?|3er", "cuart[oa]|4º|últim[oa]"),
        quarter=r"trimestre",
        half=r"(?:semestre|mitad)",
        letters=("T", "S"),
        months_of=r"(?:(?P<count>dos|tres|seis|nueve)\s+primeros|primeros\s+(?P<count_after>dos|tres|seis|nueve))"
        r"\s+(?:meses|(?P<threes>trimestres))",
        fiscal=r"ejercicio(?:\s+fiscal)?|año\s+fiscal",
        ended=r"(?:que\s+(?:terminó|finalizó|cerró|concluyó)|(?:terminad|finalizad|cerrad|concluid)[oa]s?)(?:\s+(?:en|el|a|al))*",
        offsets={
            r"(?:este|presente|actual)(?:\s+mismo)?\s+(?:año|ejercicio)"
            r"|(?:el\s+)?(?:año|ejercicio)\s+(?:actual|en\s+curso)": 0,
            r"(?:año|ejercicio)\s+(?:pasado|anterior|previo|precedente)|pasado\s+(?:año|ejercicio)": -1,
            r"próximo\s+(?:año|ejercicio)|año\s+(?:próximo|que\s+viene)": 1,
        },
        moments={
            r"hoy": ("day", 0),
            r"ayer": ("day", -1),
            r"mañana": ("day", 1),
            r"hace\s+(?:un|1)\s+año|un\s+año\s+(?:antes|atrás)": ("years ago", 1),
            r"este\s+mes|mes\s+(?:actual|en\s+curso)": ("month", 0),
            r"mes\s+pasado|pasado\s+mes": ("month", -1),
            r"próximo\s+mes|mes\s+(?:próximo|que\s+viene)": ("month", 1),
            r"este\s+trimestre": ("quarter", 0),
            r"trimestre\s+(?:anterior|pasado)|último\s+trimestre(?!\s+del?\b)": ("quarter", -1),
            r"próximo\s+trimestre": ("quarter", 1),
            r"(?:finales|fin|cierre|final)\s+(?:de\s+|del\s+)(?:este\s+|presente\s+)?año"
            r"(?!\s*(?:pasado|anterior|\d))": ("year end", 0),
            r"(?:cerr[óa]\w*|termin[óa]\w*)\s+el\s+año(?!\s*\d)": ("year end", 0),
        },
        year_word=r"(?<=durante\s)el\s+año(?!\s*(?:\d|pasado|anterior|próximo))",
        ago=rf"hace\s+(?P<count>{COUNT})\s+(?P<unit>día|semana|mes|año)(?:e?s)?"
        r"|(?:(?P<past>(?:l[oa]s\s+)?(?:últim[oa]s|pasad[oa]s))|(?:l[oa]s\s+)?próxim[oa]s)"
        rf"\s+(?P<many>{COUNT})\s+(?P<units>día|semana|mes|año)(?:e?s)?",
    ),
    "de": DateWords(
        article=r"(?:der|die|das|dem|den|des)\s+",
        of=r"(?:des|von|im|in)?\s*(?:Jahres|Jahre?|Geschäftsjahre?s?)?\s*",
        prep=r"zum|am|im|in|seit|bis|ab|per|von|vom|während|Stand",
        cue=r"Jahre?|Jahres|in|seit|bis|von|nach|vor|Geschäftsjahr|im|und|gegenüber|zu",
        past=r"zum|seit|per|Stand",
        edges={
            "end": r"(?:zum\s+)?Ende\s+(?:des\s+Jahres\s+|des\s+)?|Jahresende\s+",
            "start": r"(?:zu\s+)?(?:Beginn|Anfang)\s+(?:des\s+Jahres\s+|des\s+)?",
            "early": r"(?!)",
            "mid": r"Mitte\s+",
            "late": r"(?!)",
        },
        ordinals=("erste[nsmr]?|1\\.", "zweite[nsmr]?|2\\.", "dritte[nsmr]?|3\\.", "vierte[nsmr]?|4\\."),
        quarter=r"(?:Quartals?|Vierteljahr)",
        half=r"(?:Halbjahre?s?|Hälfte)",
        letters=("Q", "H"),
        fiscal=r"Geschäftsjahre?s?",
        ended=r"(?:bis\s+)?(?:zum|per)",
        offsets={
            r"diese[sm]\s+Jahre?s?|laufenden?\s+Jahr": 0,
            r"Vorjahre?s?|letzten\s+Jahre?s?": -1,
            r"nächsten\s+Jahre?s?": 1,
        },
        moments={
            r"heute": ("day", 0),
            r"gestern": ("day", -1),
            r"nächsten\s+Monat": ("month", 1),
            r"letzten\s+Monat": ("month", -1),
            r"(?:letzten|vergangenen|vorigen)\s+Quartals?(?!\s+(?:des|von|\d))": ("quarter", -1),
            r"vor\s+einem\s+Jahr": ("years ago", 1),
        },
        month_capital=True,
    ),
    "fr": DateWords(
        article=r"(?:le|la|les|l['\u2019])\s*",
        of=r"(?:de|du|en|d['\u2019])?\s*(?:l['\u2019]année\s+|l['\u2019]exercice\s+)?",
        prep=r"au|à|en|dès|depuis|jusqu['\u2019](?:au|à|en)|pendant|durant|à\s+partir\s+du?|courant",
        cue=r"en|de|depuis|pour|année|exercice|durant|pendant|fin|début|et|à",
        past=r"au|à|depuis",
        edges={
            "end": r"(?:à\s+la\s+)?fin\s+(?:de\s+|d['\u2019])?(?:l['\u2019]année\s+)?",
            "start": r"(?!)",
            "early": r"(?:au\s+)?début\s+(?:de\s+|d['\u2019])?(?:l['\u2019]année\s+)?",
            "mid": r"(?:à\s+la\s+)?mi-",
            "late": r"(?!)",
        },
        ordinals=("premier|1er", "deuxième|second|2e|2ème", "troisième|3e|3ème", "quatrième|dernier|4e|4ème"),
        quarter=r"trimestre",
        half=r"semestre",
        letters=("T", "S"),
        fiscal=r"exercice",
        ended=r"(?:clos(?:es)?|terminée?s?|achevée?s?)(?:\s+(?:le|au|en))*",
        offsets={
            r"cette\s+année|l['\u2019]année\s+en\s+cours": 0,
            r"l['\u2019](?:an|année)\s+(?:dernière?|passée?|précédente?)": -1,
            r"l['\u2019](?:an|année)\s+prochaine?": 1,
        },
        moments={
            r"aujourd['\u2019]hui": ("day", 0),
            r"hier": ("day", -1),
            r"(?:le\s+)?mois\s+prochain": ("month", 1),
            r"(?:le\s+)?mois\s+dernier": ("month", -1),
            r"(?:dernier\s+trimestre|trimestre\s+(?:dernier|précédent))(?!\s+(?:de|\d)\b)": ("quarter", -1),
            r"il\s+y\s+a\s+un\s+an": ("years ago", 1),
        },
    ),
    "pt": DateWords(
        article=r"(?:o|a|os|as)\s+",
        of=r"(?:de|do|da)?\s*(?:ano\s+de\s+|exercício\s+de\s+)?",
        prep=r"em|no|na|ao?|desde|até|durante|a\s+partir\s+de",
        cue=r"em|de|do|desde|até|durante|ano|exercício|para|e|a",
        past=r"em|ao?|desde",
        edges={
            "end": r"(?:no\s+|ao\s+)?(?:final|fim)\s+(?:de\s+|do\s+)?(?:ano\s+de\s+|mês\s+de\s+)?",
            "start": r"(?:no\s+)?início\s+de\s+",
            "early": r"(?:no\s+)?(?:começo|princípio)\s+de\s+",
            "mid": r"(?:em\s+)?meados\s+de\s+",
            "late": r"(?!)",
        },
        ordinals=("primeiro|1º", "segundo|2º", "terceiro|3º", "quarto|4º|último"),
        quarter=r"trimestre",
        half=r"semestre",
        letters=("T", "S"),
        fiscal=r"exercício(?:\s+fiscal)?",
        ended=r"(?:encerrad[oa]s?|find[oa]s?|terminad[oa]s?)(?:\s+(?:em|no|a))*",
        offsets={r"(?:este|deste|neste)\s+ano": 0, r"(?:ano\s+passado|ano\s+anterior)": -1, r"próximo\s+ano": 1},
        moments={
            r"hoje": ("day", 0),
            r"ontem": ("day", -1),
            r"próximo\s+mês": ("month", 1),
            r"mês\s+passado": ("month", -1),
            r"(?:último\s+trimestre|trimestre\s+(?:passado|anterior))(?!\s+d[eo]\b)": ("quarter", -1),
            r"há\s+um\s+ano": ("years ago", 1),
        },
    ),
    "it": DateWords(
        article=r"(?:il|lo|la|l['\u2019])\s*",
        of=r"(?:di|del|dell['\u2019])?\s*(?:anno\s+|esercizio\s+)?",
        prep=r"al|a|in|nel|nell['\u2019]|dal|da|entro|durante|fino\s+al?",
        cue=r"nel|del|dal|al|di|in|anno|esercizio|e|il",
        past=r"al|a|dal|da",
        edges={
            "end": r"(?:alla\s+)?fine\s+(?:di\s+|del\s+|dell['\u2019])?(?:anno\s+)?",
            "start": r"(?:all['\u2019])?inizio\s+(?:di\s+|del\s+|dell['\u2019])?",
            "early": r"(?!)",
            "mid": r"(?:a\s+)?metà\s+(?:di\s+|del\s+)?",
            "late": r"(?!)",
        },
        ordinals=("primo|1°|1º", "secondo|2°|2º", "terzo|3°|3º", "quarto|4°|4º|ultimo"),
        quarter=r"trimestre",
        half=r"semestre",
        letters=("T", "S"),
        fiscal=r"esercizio",
        ended=r"(?:chius[oiae]|terminat[oiae]|conclus[oiae])(?:\s+(?:al|il|in))*",
        offsets={
            r"quest['\u2019]anno": 0,
            r"(?:l['\u2019])?anno\s+(?:scorso|precedente)": -1,
            r"(?:il\s+)?prossimo\s+anno": 1,
        },
        moments={
            r"oggi": ("day", 0),
            r"ieri": ("day", -1),
            r"(?:il\s+)?prossimo\s+mese": ("month", 1),
            r"(?:il\s+)?mese\s+scorso": ("month", -1),
            r"(?:(?:ultimo|scorso)\s+trimestre|trimestre\s+scorso)(?!\s+de)": ("quarter", -1),
            r"un\s+anno\s+fa": ("years ago", 1),
        },
    ),
}

_MORE_MONTHS = {
    "en": {"sept": 9, "febr": 2},
    "es": {"setiembre": 9, "sept": 9, "set": 9},
    "de": {"jänner": 1, "maerz": 3},
}


@lru_cache
def months(language: str, *, wide: bool = False) -> dict[str, int]:
    """Month names in lower case and their numbers, from CLDR; with abbreviations unless `wide`."""
    table: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide",) if wide else ("wide", "abbreviated"):
            for number, name in Locale(language).months[context][width].items():
                table[name.lower().rstrip(".")] = number
    if not wide:
        table |= _MORE_MONTHS.get(language, {})
    return {name: number for name, number in table.items() if len(name) >= 3}
