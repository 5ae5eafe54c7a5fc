"""Ordinary words: those that headings, labels and officialese capitalise, and that name nothing by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks._words import BREAKS, INSTITUTIONS, NOT_NAMES, STOP_FIRST, is_technical
from extractor.values import read_country

_LIST = files("alliances.rules.marks").joinpath("ordinary.txt").read_text(encoding="utf-8")
_WORDS = frozenset(word for line in _LIST.splitlines() if not line.startswith("#") for word in line.split())
_THINGS = re.compile(
    r"(?:Awards?|Acts?|Law|Ordinance|Regulations?|Code|Rules?|Street|Avenue|Road|Drive|Boulevard|Building|Suite|Floor"
    r"|Plaza|Square|Agreement|Contract|Memorandum|Plan|Programme|Program|Project|Report|Form|Statements?|Notes?|Bonds?"
    r"|Shares?|Stock|Receipts?|Congress|Conference|Summit|Expo|Fair|Day|Week|Prize|Index|Directive|Treaty|Island"
    r"|Islands|River|Bay|County|Province|Peninsula|Airport|Stadium|Exchange|Newswire|NEWSWIRE|WIRE|Wire|PRNewswire"
    r"|Relations|Affairs|Communications?\sDepartment|Number|Meeting|Period|Date|Licen[cs]es?|Facility|Offer|Premios?"
    r"|Ley|Decreto|Calle|Avenida|Paseo|Acuerdo|Contrato|Convenio|Informe|Acciones|Bolsas?|Congreso|Cumbre"
    r"|Straße|Gesetz|Vertrag)$"
)
"""The last word of what is a thing, a place or a paper, never a company."""
_THING_FIRST = re.compile(
    r"(?:Ley|Real Decreto|Calle|Avenida|Paseo|Plaza|Acuerdo|Contrato|Convenio|Informe|Premios?|Bolsas?|Act|Law|Form"
    r"|Congreso|Cumbre|Rua|Rue|Via|Treaty|Regulation|Directive)\s"
)
_HYPHENS = re.compile(r"[-/]")


@lru_cache(maxsize=8192)
def is_ordinary(word: str) -> bool:
    """Whether a word is ordinary: of the language of filings, a network standard, a country or its adjective."""
    lower = word.strip(".,;:()’'").lower().removesuffix("’s").removesuffix("'s")
    return (
        lower in _WORDS
        or lower in NOT_NAMES
        or lower in BREAKS
        or lower.capitalize() in STOP_FIRST
        or lower in ("of", "and", "&", "for", "the", "to", "de", "del", "la", "y", "in", "on", "a", "an", "from")
        or is_technical(word)
        or read_demonym(word) is not None
        or ("-" in lower and all(map(is_ordinary, filter(None, _HYPHENS.split(lower)))))
    )


def all_ordinary(words: Iterable[str]) -> bool:
    """Whether all of several words are ordinary: "Transaction Highlights"; "Norwegian State" is a name all the same."""
    words = list(words)
    if len(words) > 1 and words[-1] in INSTITUTIONS and read_demonym(words[0]) is not None:
        return False
    return all(is_ordinary(w) or (w[:1].isupper() and read_country(w) is not None and len(w) > 3) for w in words)


def is_thing(name: str) -> bool:
    """Whether a name is by its head a paper, a prize, a street or an exchange: "Subscription Agreement"."""
    return _THINGS.search(name) is not None or _THING_FIRST.match(name) is not None


__all__ = ["all_ordinary", "is_ordinary", "is_thing"]
