"""Noun phrases that name what is offered, found by the verbs and nouns of offering; no tagger is needed for these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span
from extractor.marks import Marks

_OFFERS = re.compile(
    r"\b(?:(?:offer|provide|deliver|market|sell|supplie|suppl|manufacture|license|launche|launch|introduce|unveil|present|distribute|develop|commercialise|commercialize|operate)(?:s|es|ed|ing|y|ies)?"
    r"|(?:is|are) (?:rolling out|introducing|launching)|roll(?:s|ed|ing) out|speciali[sz](?:es|ing|ed) in|bring(?:s|ing) to market|portfolio (?:includes|comprises|of)(?: manufacture of)?|(?:products|services|offerings|solutions|brands) (?:include|are|such as)|benefit from|access to"
    r"|ofrec(?:e|en|iendo|erá)|prest(?:a|an|ando)|proporciona|comercializa(?:rá|ndo)?|lanz(?:a|ó|ará|ado|amiento de)|present(?:ó|a|ado)|suministra)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;:!?]|—|–| - |\b(?:to|for|in|across|with|through|via|by|from|on|under|that|which|who|whose|where|when|while|whilst|whereas|as|at|into|over|within|throughout|based|using|including|is|are|was|were|has|have|will|can|would|if|because|since|after|before|during|than|so|its|their|our|aimed|targeted|designed|tailored|allowing|enabling|giving|combining|serving|reaching|only|also|both|exclusively"
    r"|para|por|con|desde|hasta|a|al|que|cuando|mediante|según|sobre|basad[oa]s?|su|sus)\b"
)
_SPLIT = re.compile(r",\s+(?:and\s+|or\s+|y\s+|as well as\s+)?|\s+(?:and|or|y|e|as well as|plus)\s+(?:other\s+)?|\s+in addition to\s+")
_LEAD = re.compile(
    r"^(?:(?:an?|the|its|their|our|several|various|many|some|all|new|other|both|una?|unos|unas|los|las|el|la|sus?|nuev[oa]s?|leading|innovative|secure|wide|broad|full|complete|comprehensive|entire|first|world's|further|additional|latest|existing|own|two|three|four|five)\b,?\s+"
    r"|(?:(?:range|ranges|variety|array|suite|portfolio|string|selection|set|series|gama|amplia|variedad|line|number|host|family|package|bundle) (?:of|de) )|(?:products|services|offerings|productos|servicios) (?:such as|like|como) )+",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:services?|products?|plans?|packages?|tariffs?|bundles?|platforms?|solutions?|systems?|schemes?|portals?|offerings?|propositions?|app|apps|applications?|programmes?|programs?|roaming|brand|voice|data|broadband|internet|television|TV|telephony|messaging|connectivity|conferencing|teleconferencing|videoconferencing|hosting|cloud|handsets?|devices?|phones?|smartphones?|modems?|routers?|equipment|software|CPE|cards?|SIM|wallet|payments?|remittances?|marketplace|market place|store|centre|center|network management|telematics|VPN|SMS|MMS|fax|paging|e-commerce|content|entertainment|security|backup|storage|streaming|video|music|games|ringtones|mail|voicemail|voice-mail|codes|radio|lines|line|access|fintech"
    r"|servicios?|productos?|planes|plan|paquetes?|tarifas?|plataformas?|soluciones|solución|banda ancha|telefonía|televisión|aplicación|aplicaciones|datos|terminales|ofertas?)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:{_THING.pattern})(?:,? (?:known|marketed|branded|sold|called|named|dubbed)(?: as)?| called| named| \(|, namely|,|,? llamad[oa]|,? denominad[oa]) ?[\"“'«]?(?P<name>(?-i:(?:[A-Z0-9][\w’'+&-]*)(?: (?:[A-Z0-9][\w’'+&-]*|of|to|&))*))",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:will (?:also )?(?:be )?(?:offered|available|launched|introduced|made available|rolled out|provided|marketed|give)|(?:is|are) (?:now |also |already )?(?:offered|available|marketed)|(?:was|were|has been|have been) (?:launched|introduced|unveiled)|will (?:give|allow|enable|offer|let)|estará(?:n)? disponible|será(?:n)? comercializad)")
_BARE = frozenset("mobile fixed fixnet wireless prepaid postpaid voice data internet landline local long-distance national international broadband wholesale retail móvil fija fijo internet integrated wireline cable satellite video".split())


def named(marks: Marks, sentence: Span) -> Iterator[Span]:
    """Names of things offered that a noun introduces: "mobile money service, Aircash"; "a market place known as …"."""
    for match in _NAMED.finditer(marks.text, *sentence):
        span = Span(match.start("name"), match.end("name"))
        if not any(marks.names.is_company(m.entity) for m in marks.names.within(span)) and not any(c.span.overlaps(span) for c in marks.countries):
            yield span


def objects(marks: Marks, sentence: Span) -> Iterator[Span]:
    """What stands after a verb of offering, up to where the phrase must end."""
    for match in _OFFERS.finditer(marks.text, *sentence):
        start = match.end()
        follow = re.compile(r"\s+(?:and \w+s )?").match(marks.text, start, sentence.end)
        start = follow.end() if follow else start
        end = _phrase_end(marks, start, sentence.end)
        span = Span(start, end)
        if end > start and _THING.search(marks.words(span)):
            yield span


def _phrase_end(marks: Marks, start: int, limit: int) -> int:
    lead = _LEAD.match(marks.text, start, limit)
    at = lead.end() if lead else start
    stop = _STOP.search(marks.text, at, limit)
    return stop.start() if stop else limit


def subjects(marks: Marks, sentence: Span) -> Iterator[Span]:
    """What stands before "will be offered" or "is available": the sentence's subject."""
    match = _PASSIVE.search(marks.text, *sentence)
    if match is None:
        return
    start = sentence.start
    for boundary in re.compile(r",\s+|\b(?:addition|and|that|also)\b,?\s+").finditer(marks.text, sentence.start, match.start()):
        if not re.match(r"[a-z-]+(?:-[a-z]+)? ?", marks.text[boundary.end() : boundary.end() + 3]) or boundary.group().strip(" ,\n"):
            start = boundary.end()
    words = marks.words(Span(start, match.start()))
    if _THING.search(words) and len(words.split()) <= 12:
        yield Span(start, match.start())


def items(marks: Marks, phrase: Span) -> Iterator[Span]:
    """The single offerings of a phrase: its conjuncts, unless they are adjectives of one noun ("mobile and fixed services")."""
    bounds = [phrase.start]
    cuts: list[tuple[int, int]] = []
    for match in _SPLIT.finditer(marks.text, *phrase):
        cuts.append((match.start(), match.end()))
    pieces: list[Span] = []
    for begin, after in cuts:
        pieces.append(Span(bounds[-1], begin))
        bounds.append(after)
    pieces.append(Span(bounds[-1], phrase.end))
    words = [marks.words(p).lower() for p in pieces]
    if len(pieces) > 1 and all(set(_LEAD.sub("", w).split()) <= _BARE for w in words[:-1]):
        pieces = [phrase]
    for piece in pieces:
        span = _stripped(marks, piece)
        size = len(marks.words(span).split())
        if 1 <= size <= 8 and len(marks.words(span)) > 2 and (_THING.search(marks.words(span)) or len(pieces) > 1):
            yield span


def _stripped(marks: Marks, span: Span) -> Span:
    lead = _LEAD.match(marks.text[span.start : span.end])
    start = span.start + (lead.end() if lead else 0)
    end = span.end
    while end > start and marks.text[end - 1] in " ,;:\n\t(":
        end -= 1
    while start < end and marks.text[start] in " ,\n\t":
        start += 1
    return Span(start, end)
