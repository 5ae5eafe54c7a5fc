"""Words that bound a number: `more than 53 million`, `four or more`, `hasta 5.000`."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.facts import Bound
from extractor.searching import Sieve
from extractor.values._language import spoken

_BEFORE: dict[str, dict[Bound, str]] = {
    "en": {
        "more_than": r"(?:(?:well|just|slightly|far|significantly|substantially|considerably|a\s+little)\s+)?"
        r"(?:more\s+than|over|above|in\s+excess\s+of|greater\s+than|higher\s+than|better\s+than|upwards?\s+of|beyond)"
        r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|eclips(?:es|ed|ing)|north\s+of|larger\s+than",
        "at_least": r"at\s+least|no(?:t)?\s+(?:less|fewer)\s+than|a\s+minimum\s+of|minimum\s+of|minimum"
        r"|not\s+below|as\s+low\s+as",
        "up_to": r"up\s+to(?:\s+a\s+maximum\s+of)?|as\s+(?:many|much)\s+as|no(?:t)?\s+more\s+than|a\s+maximum\s+of"
        r"|maximum\s+of|not\s+exceed(?:ing)?|not\s+to\s+exceed|as\s+high\s+as|at\s+most|capped\s+at|not\s+over",
        "less_than": r"(?:(?:well|just|slightly|a\s+little|far)\s+)?"
        r"(?:less\s+than|fewer\s+than|under|below|lower\s+than|smaller\s+than|short\s+of)",
        "about": r"approximately|approx\.?|about|around|roughly|circa|(?-i:cc?a?\.)|(?-i:ca)|nearly|almost|close\s+to"
        r"|near\s+to|an?\s+estimated|estimated|some|approaching|in\s+the\s+(?:region|order|area|range)\s+of"
        r"|virtually|near(?:ing)?"
        r"|an?\s+average\s+of\s+about|more\s+or\s+less|practically",
    },
    "es": {
        "more_than": r"(?:algo|poco|bastante|mucho)?\s*más\s+del?(?:\s+los|\s+las|\s+el)?|mas\s+del?"
        r"|por\s+encima\s+del?(?:\s+los|\s+las)?|super(?:a|an|ó|aron|ando|aban|ar|ará|arán|aría|arían|ado|ior(?:es)?)"
        r"(?:\s+al?)?(?:\s+los|\s+las|\s+el)?"
        r"|rebas(?:a|an|ó|ando)(?:\s+los|\s+las|\s+el)?|sobrepas(?:a|an|ó|ando)(?:\s+los|\s+las|\s+el)?",
        "at_least": r"al\s+menos|por\s+lo\s+menos|como\s+mínimo|un\s+mínimo\s+de|no\s+menos\s+de",
        "up_to": r"hasta(?:\s+los|\s+las|\s+el|\s+un)?|hasta\s+(?:de|en)|como\s+máximo|(?:un\s+)?máximo(?:\s+de)?"
        r"|no\s+más\s+de|no\s+(?:super|exced|rebas)(?:a|an|e|en|ó|ió|aron|ieron|aba|ía|ará|erá)(?:\s+al?)?"
        r"(?:\s+los|\s+las|\s+el)?",
        "less_than": r"menos\s+del?|por\s+debajo\s+del?(?:\s+los|\s+las)?|inferior(?:es)?\s+al?",
        "about": r"cerca\s+del?(?:\s+los|\s+las)?|alrededor\s+del?(?:\s+los|\s+las)?|unos|unas"
        r"|casi(?:\s+los|\s+las|\s+el|\s+un)?"
        r"|aproximadamente(?:\s+el|\s+un)?|en\s+torno\s+al?(?:\s+los|\s+las)?|próxim[oa]s?\s+al?|cercan[oa]s?\s+al?"
        r"|prácticamente(?:\s+el|\s+un)?|entorno\s+al?|del\s+orden\s+del?|aproximad[oa]s?\s+(?:del?|al?)"
        r"|acerc(?:arse|ará|arán|an?)\s+al?(?:\s+los|\s+hito\s+de\s+los)?|sobre\s+los",
    },
    "de": {
        "more_than": r"mehr\s+als|über|oberhalb\s+von|gut",
        "at_least": r"mindestens|wenigstens|zumindest|nicht\s+weniger\s+als",
        "up_to": r"bis\s+zu|höchstens|maximal|nicht\s+mehr\s+als",
        "less_than": r"weniger\s+als|unter",
        "about": r"rund|etwa|ungefähr|circa|ca\.?|zirka|fast|knapp|annähernd|nahezu|beinahe",
    },
    "fr": {
        "more_than": r"plus\s+d(?:e\s+|['\u2019]\s*)|plus\s+de|supérieure?s?\s+à|au-delà\s+de|dépass(?:e|ent|ant)",
        "at_least": r"au\s+moins|au\s+minimum|pas\s+moins\s+de",
        "up_to": r"jusqu['\u2019]\s*à|au\s+plus|au\s+maximum",
        "less_than": r"moins\s+de|inférieure?s?\s+à",
        "about": r"environ|près\s+de|quelque|presque|autour\s+de|de\s+l['\u2019]ordre\s+de",
    },
    "pt": {
        "more_than": r"mais\s+de|acima\s+de|superior\s+a|ultrapass(?:a|ou|ando)",
        "at_least": r"pelo\s+menos|no\s+mínimo|ao\s+menos",
        "up_to": r"até|no\s+máximo",
        "less_than": r"menos\s+de|abaixo\s+de|inferior\s+a",
        "about": r"cerca\s+de|aproximadamente|quase|em\s+torno\s+de|perto\s+de|por\s+volta\s+de",
    },
    "it": {
        "more_than": r"più\s+di|più\s+del|oltre|superiore\s+a",
        "at_least": r"almeno|non\s+meno\s+di",
        "up_to": r"fino\s+a|al\s+massimo",
        "less_than": r"meno\s+di|inferiore\s+a",
        "about": r"circa|quasi|intorno\s+a|approssimativamente",
    },
}
_AFTER: dict[str, dict[Bound, str]] = {
    "en": {
        "at_least": r"(?:or|and)\s+(?:more|above|greater|over|higher)\b|-?plus\b(?=\s[a-z])|-plus\b"
        r"|at\s+(?:the\s+)?least\b",
        "up_to": r"or\s+(?:less|fewer|below|under)\b|at\s+(?:the\s+)?most\b",
        "about": r"or\s+so\b|(?:approximately|approx\.?)(?=\s*[,;.)])",
    },
    "es": {"at_least": r"[oy]\s+más\b|como\s+mínimo\b", "up_to": r"o\s+menos\b", "about": r"aproximadamente\b"},
    "de": {"at_least": r"(?:oder|und)\s+mehr\b", "up_to": r"oder\s+weniger\b"},
    "fr": {"at_least": r"(?:ou|et)\s+plus\b", "up_to": r"ou\s+moins\b", "about": r"environ\b"},
    "pt": {"at_least": r"ou\s+mais\b", "up_to": r"ou\s+menos\b"},
    "it": {"at_least": r"(?:o|e)\s+più\b", "up_to": r"o\s+meno\b", "about": r"circa\b"},
}
_SIGNS: dict[str, Bound] = {
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    ">=": "at_least",
    "≤": "up_to",
    "~": "about",
    "c.": "about",
    "ca.": "about",
}


def _named(table: dict[str, dict[Bound, str]], language: str) -> str:
    merged: dict[Bound, list[str]] = {}
    for name in spoken(language):
        for bound, pattern in table[name].items():
            merged.setdefault(bound, []).append(pattern)
    # `no more than` must be tried before `more than`, so the bounds that negate come first.
    order: tuple[Bound, ...] = ("up_to", "at_least", "about", "less_than", "more_than")
    return "|".join(f"(?P<{bound}>{'|'.join(merged[bound])})" for bound in order if bound in merged)


@lru_cache
def before_sieve(language: str) -> Sieve:
    """Matches bounding words that end where the number (with its currency) begins."""
    article = r"(?:\s+(?:the|a\s+total\s+of|an\s+average\s+of|an\s+additional|the\s+next))?"
    signs = r"(?<![\w>=<\"'/-])(?:>=|[><≥≤~])|(?<![\w.])(?-i:ca?\.)"
    words = rf"(?<![\w.-])(?:{_named(_BEFORE, language)}){article},?\s+\+?"
    return Sieve(rf"(?:{words}|(?P<sign>{signs})\s?)$", re.IGNORECASE)


@lru_cache
def after_pattern(language: str) -> re.Pattern[str]:
    """Matches bounding words right after a number."""
    return re.compile(_named(_AFTER, language), re.IGNORECASE)


def bound_of(match: re.Match[str]) -> Bound:
    """The bound that a match of either pattern stands for."""
    groups = match.groupdict()
    sign = groups.pop("sign", None)
    if sign is not None:
        return _SIGNS[sign]
    found = match.lastgroup
    for bound, words in groups.items():
        if words is not None:
            found = bound
    return _checked(found)


def _checked(name: str | None) -> Bound:
    for bounds in (_BEFORE["en"], _AFTER["en"]):
        for bound in bounds:
            if bound == name:
                return bound
    return "exact"
