"""Whose pesos: a Spanish text's "$" and "pesos" are those of the country it speaks of most."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from alliances.rules.marks import Marks
from extractor.facts import Quantity

_NAMED = re.compile(r"\bpesos\s+(argentin|chilen|mexican|colombian|uruguay|dominican)\w+", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"\b(argentin|chile(?=n?[oa]?s?\b)|m[eé]xic|colombia|urugua[yi]|(?:república )?dominican)", re.IGNORECASE
)
_CODES = {"ar": "ARS", "ch": "CLP", "me": "MXN", "mé": "MXN", "co": "COP", "ur": "UYU", "do": "DOP", "re": "DOP"}
_BARE = re.compile(r"(?<![A-Za-z])\$\s?\d")
_PESOS = frozenset({"ARS", "CLP", "MXN", "COP", "UYU", "DOP"})


def in_own_pesos(marks: Marks, value: Quantity) -> Quantity:
    """The amount in the currency of the text's own country, where it is printed in pesos of no country."""
    if not marks.filing.language.startswith("es"):
        return value
    bare = value.unit == "USD" and _BARE.search(value.text) is not None and "dólar" not in value.text.lower()
    unnamed = value.unit in _PESOS and "peso" in value.text.lower() and not _NAMED.search(value.text)
    code = _code(marks.text) if bare or unnamed else None
    return value.model_copy(update={"unit": code}) if code is not None else value


@lru_cache(maxsize=16)
def _code(text: str) -> str | None:
    """The peso that a text names, or that of the country it names most; None where it speaks of no pesos."""
    if not re.search(r"\bpesos\b", text, re.IGNORECASE):
        return None
    named = _NAMED.findall(text) or _SPOKEN_OF.findall(text)
    most = Counter(_CODES[name[:2].lower()] for name in named).most_common(1)
    return most[0][0] if most else "MXN"
