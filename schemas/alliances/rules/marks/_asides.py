"""Asides: what a sentence says in brackets, between dashes, or in a clause set off by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span

_RELATIVE = (
    r"(?:(?:in|of|on|to|from|for|with|by|under|through|en|de|con|a|por)\s+)?(?:(?:el|la|los|las)\s+)?(?:which"
    r"|who|whom|whose|where|que|cual|cuales|quien|cuy[oa]s?|der|die|das|deren|dont|qui)\b"
)
_OPENS = (
    rf"(?:{_RELATIVE}|(?:an?|the|its?|one|also|formerly|previously|together|along|owned|held|known|based"
    rf"|headquartered|listed|part|with|including|founded|established|according|of|from|like|such|as|now"
    r"|[A-Z][\w-]+[’\']s|filial|una?|el|la|los|con|détenue?|contrôlée?|filiale|sin|antes|compañía|operador"
    r"|operadora|empresa|firma|sociedad|grupo|líder|primera?|segund[ao]|tercera?|anteriormente|participad[ao]"
    r"|propiedad"
    r"|controlad[ao]|perteneciente|integrad[ao]|sucesora|eine?r?|mit|une?|le|avec|subsidiary|majority|wholly"
    r"|fully|jointly|\d+(?:[.,]\d+)?\s?%)\b)"
)
# Each comma part is bounded in length, so that long lists cost no more than their length.
_SET_OFF = re.compile(rf",\s+(?P<inner>{_OPENS}(?:[^,;:()]|\([^()]{{0,120}}\)|[,:](?=\d)){{0,140}}),(?=\s)")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_DASHES = re.compile(
    r"(?<=\s)[-–—](?=\s)[^–—;\n]{1,120}?\s[-–—]\s?|—[^–—;]{1,120}—"
    r"|(?<=\s)[-–](?=[^\W\d])[^-–—;]{1,120}[\w)%][-–](?=[\s,])"
)
_ARTICLE = re.compile(r",\s+(?:the|an?|its?|one|el|la|los|una?|su|le|la|une?|der|die|das|eine?)\b")
_ADJUNCT = re.compile(
    r"(?:In|At|On|By|With|As|During|For|After|Before|Since|Under|From|Through|Following|Within|According to|Until"
    r"|En|A|Al|Tras|Durante|Con|Desde|Según|Por|Para|Ante|Bei|Mit|Seit|Nach|Im|Am|Zum|Au|Dans|Depuis|Selon|Avec)"
    r"\b[^,;]*"
)


def asides(text: str, sentence: Span) -> list[Span]:
    """The asides of a sentence with their brackets, dashes or commas, in order; some may overlap."""
    return sorted(_asides(text, sentence))


def _asides(text: str, sentence: Span) -> Iterator[Span]:
    for pattern in (_BRACKETS, _DASHES):
        yield from (Span(*match.span()) for match in pattern.finditer(text, *sentence))
    set_off = _SET_OFF.search(text, *sentence)
    while set_off is not None:
        # "In Turkey, the company holds …, which" sets off its first words, not its subject.
        begins = _ARTICLE.match(text, *set_off.span()) and _ADJUNCT.fullmatch(text, sentence.start, set_off.start())
        if not begins:
            yield Span(*set_off.span())
        # The comma that closes one aside may open the next.
        set_off = _SET_OFF.search(text, set_off.end() - 1, sentence.end)
