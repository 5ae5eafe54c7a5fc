"""What two names have in common by their letters alone: spelling, legal form, the word for a group."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from extractor.comparison import fold_name
from extractor.facts import fold
from extractor.names import LEGAL_END, LEGAL_START, canonical

_LETTERS = re.compile(r"[^\w&+]|_")
_FORMS = {
    "publiclimitedcompany": "plc",
    "incorporated": "inc",
    "limited": "ltd",
    "companylimited": "ltd",
    "coltd": "ltd",
    "corporation": "corp",
    "company": "co",
    "openjointstockcompany": "oao",
    "publicjointstockcompany": "pao",
    "closedjointstockcompany": "zao",
    "jointstockcompany": "jsc",
    "ojsc": "oao",
    "pjsc": "pao",
    "cjsc": "zao",
    "abpubl": "ab",
    "sociedadanonima": "sa",
}
"""Legal forms that are written in several ways; others are themselves, without dots and blanks."""


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """A text's letters and figures, without case, accents, blanks, dots and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _LETTERS.sub("", "".join(one for one in plain if not unicodedata.combining(one)))


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """What is left of a name without legal form, article and the word for a group, squeezed."""
    return squeezed(canonical(name)) or squeezed(name) or fold_name(name)


@lru_cache(maxsize=65536)
def form(name: str) -> str:
    """A name's legal form, each always written in one way; empty where it has none."""
    plain = fold(name)
    found = LEGAL_END.search(plain) or LEGAL_START.search(plain)
    said = squeezed(found.group()) if found else ""
    return _FORMS.get(said, said)


def difference(one: str, other: str) -> tuple[str, str]:
    """By which rule two names of one core are one name, and in words."""
    forms = {form(one), form(other)}
    if len(forms) == 2:
        return "legal form", f"the same but for the legal form, {max(forms)!r}"
    if squeezed(fold_name(one)) == squeezed(fold_name(other)):
        return "spelling", "the same letters, but for accents, blanks, dots or hyphens"
    return "group", "the same but for the word for a group, or how the legal form is written"


def alike(one: str, other: str) -> float:
    """How alike two names are that are a letter apart, or two letters exchanged, 0 to 1; 0 where they are more.

    And where they differ in a figure, which tells names apart.
    """
    left, right = core(one), core(other)
    if OSA.distance(left, right, score_cutoff=1) > 1 or re.findall(r"\d", left) != re.findall(r"\d", right):
        return 0.0
    return float(OSA.normalized_similarity(left, right))
