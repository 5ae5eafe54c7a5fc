"""Asides: what a sentence says in brackets, between dashes, or in a clause set off by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span

_RELATIVE = r"(?:(?:in|of|on|to|from|for|with|by|under|through|en|de|con|a|por)\s+)?(?:(?:el|la|los|las)\s+)?(?:which|who|whom|whose|where|que|cual|cuales|quien|cuy[oa]s?|der|die|das|deren|dont|qui)\b"
_OPENS = (
    rf"(?:{_RELATIVE}|(?:an?|the|its?|one|also|formerly|previously|together|along|owned|held|known|based|headquartered|listed|part|with|including|founded|established|according|of|from|like|such|as|now"
    r"|filial|una?|el|la|los|con|sin|antes|anteriormente|participad[ao]|propiedad|controlad[ao]|perteneciente|integrad[ao]|sucesora|eine?r?|mit|une?|le|avec|subsidiary|majority|wholly|fully|jointly|\d+(?:[.,]\d+)?\s?%)\b)"
)
# Each comma part is bounded in length, so that long lists cost no more than their length.
_SET_OFF = re.compile(rf",\s+(?P<inner>{_OPENS}(?:[^,;:()]|[,:](?=\d)){{0,140}}),(?=\s)")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_DASHES = re.compile(r"(?<=\s)[-–—](?=\s)[^–—;\n]{1,120}?\s[-–—]\s?|—[^–—;]{1,120}—")


def asides(text: str, sentence: Span) -> list[Span]:
    """The asides of a sentence with their brackets, dashes or commas, in order; some may overlap."""
    return sorted(_asides(text, sentence))


def _asides(text: str, sentence: Span) -> Iterator[Span]:
    for pattern in (_BRACKETS, _DASHES):
        for match in pattern.finditer(text, *sentence):
            yield Span(match.start(), match.end())
    at = sentence.start
    while match := _SET_OFF.search(text, at, sentence.end):
        yield Span(match.start(), match.end())
        at = match.end() - 1  # the closing comma may open the next
