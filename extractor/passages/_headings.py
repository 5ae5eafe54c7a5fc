"""Telling headings from prose, by length, capitals, place on the page and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

CONTACT = re.compile(
    r"""@\w|\bwww\.|https?://|\+\d|\b(?:tel|telephone|phone|fax|e-?mail|t|f|m|mob|mobile|tlf|tfno|teléfono"
    r"|correo)\s*\.?\s*:"""
    r"""|\b\d{3}[.-]\d{3}[.-]\d{4}\b|^\W*(?:tel|fax|tfno|phone)\b""",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*(?:--|[*•·▪◦‣–—-]|o(?= {1,4}[A-Z0-9“\"])|\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)])\s+(?=\S)")
SENTENCE_END = re.compile(r"""[.!?:;,]["'”’)\]]*\s*$""")
_LEGAL_END = re.compile(
    r"(?:Inc|Ltd|Corp|Co|S\.\s?A|p\.A|N\.\s?V|B\.\s?V|S\.\s?L|plc|a\. ?s|r\.o|d\.d|C\.\s?V)\.$", re.IGNORECASE
)
_FILLED_IN = re.compile(
    r"/s/| \| |\[\s?[xX]?\s?\]|\|[_xX]\||^\s*(?:By|Name|Title|Dated?|Signed|Fdo|Firmado|Fecha)\s*\.?:", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\d[\d.,]*\s?(?:%|(?:million|billion|thousand|percent|per cent|mill[oó]n(?:es)?|mil|por ciento|Millionen"
    r"|Prozent|millions?)\b)|\d(?-i:[MBK]|bn|mn)\b|\d\+\s|[$€£₱₹]\s?\d|\b\d{1,3}[.,]\d{3}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])\s+(?=[A-ZÀ-Þ])")
_LONGEST = 110
_SHORT = 60
_CENTRED = 8  # blanks before a line that is set off from the left


def is_heading_line(line: str) -> bool:
    """Whether a line could be a heading by its own words: short or in capitals, and no sentence, item or contact."""
    bare = line.strip()
    if not any(c.isalpha() for c in bare) or len(bare) > _LONGEST:
        return False
    if CONTACT.search(bare) or BULLET.match(line) or _FILLED_IN.search(bare):
        return False
    if SENTENCE_END.search(bare) and not _LEGAL_END.search(bare):
        return False
    return in_capitals(bare) or (len(bare) <= _SHORT and not _FIGURE.search(bare))


def in_capitals(bare: str) -> bool:
    """Whether a line is set in capitals; a short one may hold a few other letters ("ACME TELECOM plc")."""
    letters = [c for c in bare if c.isalpha()]
    share = sum(c.isupper() for c in letters) / len(letters) if letters else 0.0
    return share > (0.7 if len(bare) <= 45 else 0.92)


def leading_headings(words: Sequence[str]) -> int:
    """How many of the first of some lines are a heading; 0 for none."""
    if len(words) > 1 and _is_numbered(words[0], words[1]):
        return 1
    count = 0
    for n, line in enumerate(words):
        if not is_heading_line(line):
            break
        bare = line.strip()
        following = words[n + 1] if n + 1 < len(words) else None
        if not (in_capitals(bare) or len(words) == 1 or _is_centred(line, following)):
            if n == 0 and following is not None and _stands_over_prose(bare, following):
                return 1
            break
        count = n + 1
    return count


def _is_numbered(line: str, following: str) -> bool:
    """Whether a line is a section's number and title, right over its text: "3. Alpha Mobile", then "Alpha is …"."""
    number = _NUMBER.match(line)
    if number is None or not is_heading_line(line[number.end() :]):
        return False
    return not BULLET.match(following) and _stands_over_prose(line[number.end() :].strip(), following)


def _is_centred(line: str, following: str | None) -> bool:
    """Whether a line is set off from the left, and is not the indented first line of a paragraph."""
    indent = len(line) - len(line.lstrip())
    if indent < _CENTRED:
        return False
    if following is None:
        return True
    bare = following.strip()
    flush = len(following) - len(following.lstrip()) < indent - 4
    return not (flush and (bare[:1].islower() or (len(line.strip()) > 40 and len(bare) > 55)))


def _stands_over_prose(bare: str, following: str) -> bool:
    """Whether a short line stands right over the first line of a paragraph: "Amena", then "Amena is the mobile …"."""
    below = following.strip()
    if not len(bare) <= 40 or not len(bare) * 2 < len(below) >= 55:
        return False
    return not below[0].islower() or below.lower().startswith(bare.lower())
