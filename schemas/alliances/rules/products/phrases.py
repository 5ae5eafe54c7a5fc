"""Noun phrases that name what is offered: where they end, what is cut off them, and how lists of them are parted.

No tagger is needed: a phrase ends at a preposition, a verb of being or having, a relative word or a punctuation mark,
and it names something offered if its last word is one of those that products and services are called by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.marks import Marks
from extractor.facts import Span

THING = (
    r"(?:services?|products?|(?:pre-?|post-?)?paid plans?|plans?|packages?|tariffs?|bundles?|platforms?|solutions?"
    r"|systems?|schemes?|portals?|offerings?|offers?|propositions?|apps?|applications?|programmes?|programs?|roaming"
    r"|brands?|voice|data|broadband|internet|television|TV|telephony|messaging|connectivity|(?:tele|video"
    r"|web )?conferencing|hosting|cloud|handsets?|devices?|phones?|smartphones?|modems?|routers?|tablets?|equipment"
    r"|software|CPE|cards?|SIMs?|wallets?|payments?|remittances?|marketplace|market place|store|data cent(?:re|er)s?"
    r"|telematics|VPNs?|SMS|MMS|fax|paging|e-commerce|content|entertainment|security|backup|storage|streaming|video"
    r"|music|games|ringtones|mail|voicemail|voice-mail|short[ -]codes|lines|access|fintech|subscriptions?|tools?"
    r"|assistant|box|components?|semiconductors?|chips?|chipsets?|antennas?|base stations?|switches|infrastructure"
    r"|terminals?|amplifiers?|multiplexers?|gateways?|servers?|sensors?|cables?|accessories|circuits?|componentes"
    r"|antenas"
    r"|estaciones base|hotspots?|line|rental|top-?ups?|codes|trade|servicios?|productos?|planes|paquetes?|tarifas?"
    r"|plataformas?|soluci(?:ón|ones)|banda ancha|telefonía|televisión|aplicaci(?:ón|ones)|datos|terminales|ofertas?"
    r"|tarjetas?|bonos?|pagos?|monederos?|portal(?:es)?|itinerancia|mensajería|conectividad|equipos)"
)
"""What products and services are called by."""
_HEAD = re.compile(rf"\b{THING}(?:\s?\([^()]{{1,40}}\))?$", re.IGNORECASE)
_SPANISH_HEAD = re.compile(rf"^{THING}\b", re.IGNORECASE)

_END = re.compile(
    r"[.;:!?]|\s[—–-]\s|—|\b(?:(?<!addition )to|for|in(?! addition to)|across|with|without|through|via|by|from|on"
    r"|under|that|which|who|whose|where|when|while|whilst|whereas|as(?! well)|at|into|over|within|throughout"
    r"|based(?= on)|using|including|is|are|was|were|be|has|have|had|will|can|would|could|if|because|since|after"
    r"|before|during|than|so|aimed|targeted|designed|tailored|allowing|enabling|giving|combining|serving|reaching"
    r"|only|exclusively|this|last|next|among|towards?|between|today|together|worldwide|globally|nationwide"
    r"|internationally|according|but|not|then|ahead|provided|offered|early|late|used|deployed|sold|built"
    r"|installed|para|por|con|desde|hasta|a|al|que"
    r"|cuando|mediante|según|sobre|basad[oa]s?|en|es|son|ha|han|durante|dirigid[oa]s?|destinad[oa]s?)\b"
)
_LEAD = re.compile(
    r"^(?:(?:[a-z-]+\s(?:and\s)?){0,3}(?:customers|subscribers|users|consumers|clients|clientes"
    r"|usuarios)\s(?!and\b|with\b)|(?:an?|the|its|their|our|his|several|various|many|some|all|new|brand-new|other"
    r"|both|this|these|unos|unas"
    r"|una?|los|las|el|la|lo|sus?|nuestr[oa]s?|nuev[oa]s?|primer[oa]?|segund[oa]|también|además|asimismo|leading"
    r"|innovative|secure|wide|wider|widest|broad|broader"
    r"|broadest|full|complete|comprehensive|entire|extensive|unique|attractive|exciting|first|world's|world-class"
    r"|quality|high-quality|further|additional|latest|existing|own|two|three|four|five|six|dos|tres|amplia|completa"
    r"|PC-based|web-based|familiar|superior|enhanced|improved|better|exclusive|best|most|more|common|current|key"
    r"|main|also|such)\b,?\s+|(?:range|ranges|variety|array|suite|portfolio|string|selection|set|series|gama"
    r"|variedad|line|lines|number|host|family|mix|choice|delivery|provision|supply|manufacture|design|development"
    r"|sale|launch|introduction|design and development|lanzamiento|prestación|venta)\s(?:of|de)\s|(?:products"
    r"|services|offerings|solutions|productos|servicios)(?:,)?\s(?:such as|like|including|como)\s)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r",\s+(?:and\s+|or\s+|y\s+|e\s+|as well as\s+)?|\s+(?:and|or|y|e|as well as|plus|así como)\s+(?:other\s+"
    r"|otros\s+)?|\s+in addition to\s+"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHARED = _words(
    """mobile fixed fixed-line fixnet wireless prepaid postpaid pre-paid post-paid voice data internet landline local
    long-distance national international broadband wholesale retail integrated wireline cable satellite video audio web
    digital content domestic business residential corporate consumer gprs mms sms telephony tv common basic value-added
    text texts calls minutes fibre fiber
    móvil fija fijo inalámbrica prepago pospago voz datos 2g 3g 4g 5g voice-mail integrated home"""
)
"""Words that share the noun of the next conjunct: "mobile and fixed services"."""
_EMPTY = _words(
    """service services product products solution solutions system systems platform platforms offering offerings
    offer offers plan
    plans package packages application applications app apps program programs programme programmes brand brands
    content data
    device devices access line lines security equipment software store mail access proposition propositions tool tools
    scheme schemes portal tariff tariffs bundle bundles voice video music security trade codes box card cards content
    servicio servicios producto productos solución soluciones plataforma plataformas oferta ofertas plan planes paquete
    paquetes aplicación aplicaciones datos equipos terminales tarifa tarifas
    design development manufacture provision supply delivery sale range use
    and other new our its the of de más various customer customers such more"""
)
_NO_THINGS = _words(
    """services products solutions systems offerings customers others more equipment design development manufacture
    provision
    supply delivery servicios productos"""
)
_NETWORKS = _words(
    """gsm gprs edge umts wcdma w-cdma hsdpa hsupa hspa hspa+ lte volte lte-a cdma cdma2000 cdma450 tdma amps tetra
    wimax wifi wi-fi
    2g 3g 4g 5g 2.5g 3.5g 4.5g mms sms ftth nb-iot lte-m gps ip ipv6 vdsl adsl dsl internet"""
)


_GENERATIONS = _words(
    """2g 3g 4g 5g 2.5g 3.5g 4.5g gsm gprs edge umts wcdma w-cdma hsdpa hsupa hspa hspa+ lte lte-a
    cdma cdma2000 cdma450"""
)
_PLAIN = _words(
    "commercial nationwide national public first mobile wireless cellular network networks high-speed comercial"
)
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9.+/-]*[A-Z0-9+]")


def flat(marks: Marks, bound: Span) -> str:
    """The text of `bound` with every white space a blank, so that offsets stay the same."""
    return re.sub(r"\s", " ", marks.text[bound.start : bound.end])


def phrase_end(text: str, start: int) -> int:
    """Where the noun phrases of a list that starts at `start` end."""
    lead = _LEAD.match(text[start:])
    stop = _END.search(text, start + (lead.end() if lead else 0))
    while stop is not None and stop.group() == "." and re.match(r"\w", text[stop.end() : stop.end() + 1]):
        stop = _END.search(text, stop.end())
    return stop.start() if stop else len(text)


def offered(text: str, start: int, end: int, *, listed: bool = False) -> Iterator[tuple[int, int]]:
    """The things offered that the phrase at `start` to `end` names: its conjuncts, trimmed.

    A conjunct counts if its head is a word for something offered; so do those before it, whose noun it may share.
    `listed` admits conjuncts without such a word, as in a portfolio: "ISDN, Kilostream and radio products".
    """
    pieces = _pieces(text, start, end)
    acronyms = all(_opens_with_acronym(text[a:b]) for a, b in pieces) and len(text[slice(*pieces[-1])].split()) > 1
    if 1 < len(pieces) <= 3 and all(_shares(text[a:b], acronyms=acronyms) for a, b in pieces[:-1]):
        pieces = [(pieces[0][0], pieces[-1][1])]
    trimmed = [_trimmed(text, a, b) for a, b in pieces]
    heads = [bool(_HEAD.search(text[a:b]) or _SPANISH_HEAD.match(text[a:b])) for a, b in trimmed]
    for n, (a, b) in enumerate(trimmed):
        shared = any(heads[n:]) and n < len(trimmed) - 1
        if not (heads[n] or shared or (listed and any(heads))):
            continue
        if _is_telling(text[a:b], listed=listed and len(trimmed) > 2) and len(text[a:b].split()) <= 9:
            yield a, b


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    at = start
    for match in _SPLIT.finditer(text, start, end):
        before = text[at : match.start()]
        if before.count("(") > before.count(")") or _only_lead(before):
            continue
        pieces.append((at, match.start()))
        at = match.end()
    return [*pieces, (at, end)]


def _only_lead(words: str) -> bool:
    """Whether a piece is only adjectives before a comma: "a secure, PC-based system"."""
    lead = _LEAD.match(f"{words} ")
    return lead is not None and lead.end() >= len(words)


def _shares(words: str, *, acronyms: bool) -> bool:
    """Whether words lack a noun of their own; an acronym does where the next conjunct starts with one too."""
    bare = _LEAD.sub("", words.strip() + " ").split()
    if not bare or len(bare) > 3:
        return False
    return all(word.lower() in _SHARED or (acronyms and _ACRONYM.fullmatch(word) is not None) for word in bare)


def _opens_with_acronym(words: str) -> bool:
    bare = _LEAD.sub("", words.strip() + " ").split()
    return bool(bare) and _ACRONYM.fullmatch(bare[0]) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,":
        start += 1
    lead = _LEAD.match(text[start:end] + " ")
    if lead is not None and start + lead.end() < end:
        start += lead.end()
    while end > start and text[end - 1] in ' ,;:(-“"‘':
        end -= 1
    return start, end


def _is_telling(words: str, *, listed: bool) -> bool:
    """Whether a phrase says more than "services"; a bare network standard is a technology, unless `listed` for sale."""
    if re.match(r"[A-Z]\S*[’']s\s", words):
        return False  # another's
    said = [word.strip("“”\"'()").lower() for word in words.split()]
    if listed and len(said) == 1 and said[0] not in _NO_THINGS:
        return True
    bare = [word for word in said if word not in _EMPTY and word not in _PLAIN]
    if bare and all(word in _GENERATIONS for word in bare):
        return False  # a network's generation is a technology
    return any(word not in _EMPTY for word in said) and not all(word in _NETWORKS for word in said)
