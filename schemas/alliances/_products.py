"""Things offered that have a name of their own: "its mobile wallet, Zap"; "a tariff known as Zap"; "Zap, a tariff"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances._phrases import flat
from extractor.facts import Span
from extractor.marks import Marks
from extractor.values import read_country, read_demonym

_KIND = (
    r"(?:service|plan|package|tariff|bundle|platform|solution|scheme|portal|offer|offering|proposition|app"
    r"|application|brand|product|card|wallet|market ?place|store|loyalty programme|loyalty program|subscription"
    r"|device|e?SIM|phone|smartphone|router|modem|box|suite|tool|assistant|SIM|system|range|kit|hub|pass|option"
    r"|add-on|voucher|gateway|channel|insurance|sensor|watch|tracker|servicio|tarifa|paquete|plataforma|oferta"
    r"|aplicación|marca|producto|tarjeta|bono|monedero|portal|solución|abono"
    r"|base stations?|software|software suite|switch|server|line cards?|antenna|terminal|node|controller|handset|tablet"
    r"|exchange|engine|family|line-?up|chip|chipset|module|series|network management|estación base|terminales|gama)"
)
_KINDS = (
    rf"(?:{_KIND}s|services|productos|servicios|planes|tarifas|paquetes|aplicaciones|tarjetas|marcas|bonos|ofertas"
    rf"|business(?:es)?|brands)"
)
_WORD = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w’'+&!@*-]*|[a-z]{1,2}[A-Z][\w+-]*)"
_NAME = rf"(?:{_WORD}(?:\s(?:{_WORD}|(?:of|to|de|del|la|en|y|&|\+)(?=\s[A-ZÀ-Þ0-9]))){{0,5}})"
_OPEN, _CLOSE = "[“\"«‘'„]", "[”\"»’'“]"
_MARKED = rf"(?:{_OPEN}(?P<quoted>[^“”\"«»„\n]{{2,40}}?),?{_CLOSE}|(?P<name>{_NAME}))"
_ARTICLE = r"(?:an?|the|its|our|their|this|una?|el|la|su|nuestr[oa]|esta|este|[\w-]+[’']s?)"
_MODIFIERS = r"(?:[\w&/-]+,?\s){0,7}?"
_AFTER_KIND = (
    r"(?=\s?(?:[.,;:()–—]|$|-\s)|\s(?:that|which|for|with|to|in|under|of|from|on|at|and|will|is|was|has|goes|went"
    r"|aimed|designed|targeted|offering|combining|available|launched|giving|allowing|de|para|que|con|por|en"
    r"|dirigid[oa]|y)\b)"
)
_BY_NAME = (
    r"(?:known|marketed|branded|sold|called|named|dubbed|baptised|launched|offered|christened)(?:\sas"
    r"|\sunder the (?:brand )?name(?: of)?|\sunder the brand(?: name)?(?: of)?)?|under the (?:brand )?names?(?: of)?"
    r"|under the (?:commercial )?brand(?: name)?|namely|conocid[oa]s? como|llamad[oa]s?|denominad[oa]s?"
    r"|bautizad[oa]s? como|bajo (?:el nombre|la marca|la denominación)(?: comercial)?(?: de)?"
)


def _any(words: str) -> str:
    """Words in either case; names beside them keep their capitals."""
    return f"(?i:{words})"


_A_KIND = _any(_KIND)
_A_FIELD = _any(
    rf"{_KIND}s?|payments?|pagos?|remittances?|roaming|telephony|broadband|line|business|messaging|centre|center"
    rf"|television"
    r"|music|video"
)
_AN_ARTICLE = _any(_ARTICLE)
_APPOSED = _any(r"(?:an?|the|its|our|their|una?|el|la|su)\s(?:[\w&/-]+,?\s){0,7}?" + _KIND)
_QUOTED = rf"{_OPEN}(?P<quoted>[^“”\"«»„\n]{{2,30}}?){_CLOSE}"
_PREPOSITION = r"(?:of|for|to|by|from|in|with|on|at|than|as|which|that|provider|operator|and|y|en|a|para|por|con|que)\b"
_RULES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words)
    for words in (
        # a market place known as Zap; mobile payments under the name Zap
        rf"\b{_A_FIELD},?\s(?:[a-z]+\s){{0,2}}?{_any(_BY_NAME)}\s(?:the\s)?{_MARKED}",
        # our mobile money service, Zap, …; a prepaid offer, "Zap"
        (
            rf"\b{_AN_ARTICLE}\s{_MODIFIERS}{_A_KIND},\s{_MARKED}"
            r"(?=[,.;)]|\s(?:is|was|will|has|in|to|for|on|at|from|with|and|which|es|fue|en|para|con)\b|$)"
        ),
        # su servicio de televisión por internet, Zap, …
        (
            rf"\b(?:[Uu]na?|[Ee]l|[Ll]a|[Ss]u"
            rf"|[Nn]uestr[oa])\s(?:[a-záéíóúñ]+\s){{0,2}}?{_A_KIND}(?:\s[a-záéíóúñ]+){{1,6}},\s{_MARKED}(?=[,.;)])"
        ),
        # its pre-paid brand Zap; la tarjeta de llamadas Zap
        (
            rf"\b{_AN_ARTICLE}\s(?:[a-záéíóúñ/-]+\s){{0,5}}?{_A_KIND}(?:"
            rf"\s(?!{_PREPOSITION})[a-záéíóúñ-]+){{0,4}}(?<!\sde)(?<!\sdel)(?<!\sla)\s{_MARKED}"
        ),
        # a new post paid plan (Zap)
        rf"\b{_AN_ARTICLE}\s{_MODIFIERS}{_A_KIND}\s\({_OPEN}?(?P<name>{_NAME}){_CLOSE}?\)",
        # Zap, a roaming tariff for …; Zap - an advanced service
        rf"(?<![\w-])(?P<name>{_NAME})(?:,|\s[–—-])\s{_APPOSED}{_AFTER_KIND}",
        # the “Zap” tariff; "Zap" prepaid cards
        rf"{_QUOTED}\s(?:[a-z-]+\s){{0,2}}?{_any(_KIND + 's?')}\b",
        # its Zap prepaid tariff; Acme's Zap card
        (rf"(?:[’']s?|\b(?:its|our|new))\s(?P<name>(?![A-Z]{{2,5}}s?\s){_NAME}\s(?:[a-z-]+\s){{0,2}}{_A_KIND}s?)\b"),
        # the Acme OneView management system: the article alone needs a name of two words
        rf"\bthe\s(?P<name>(?![A-Z]{{2,5}}s?\s){_WORD}\s{_WORD}(?:\s{_WORD}){{0,2}}\s(?:[a-z-]+\s){{0,2}}{_A_KIND}s?)\b",
        # its compact Zap radio base stations
        rf"\b(?:its|our|their)\s(?:[a-z-]+\s){{1,3}}(?P<name>(?![A-Z]{{2,5}}s?\s){_NAME}\s(?:[a-z-]+\s){{0,2}}{_A_KIND}s?)\b",
        # its Zap and Zing tariffs
        (
            rf"(?:[’']s?|\b(?:its|our|new"
            rf"|the))\s(?P<name>(?![A-Z]{{2,5}}\s){_WORD}(?:\s{_WORD}){{0,2}})\sand\s{_WORD}(?:\s{_WORD}){{0,2}}"
            rf"\s(?:[a-z-]+\s){{0,2}}{_A_KIND}s\b"
        ),
        (
            rf"(?:[’']s?|\b(?:its|our|new"
            rf"|the))\s(?![A-Z]{{2,5}}\s){_WORD}(?:\s{_WORD}){{0,2}}\sand\s(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})"
            rf"\s(?:[a-z-]+\s){{0,2}}{_A_KIND}s\b"
        ),
        # Zap, launched in June; Zap costs EUR 5
        (
            rf"(?<![\w-])(?P<name>{_NAME}),\s(?:which\swas\s)?(?:launched|introduced|unveiled|available|on sale"
            rf"|lanzad[oa]|disponible)\s(?:in|on|since|from|to|by|last|this|en|el|desde|para|a)\b"
        ),
        # home internet under the Zap brand
        rf"\bunder\s(?:the|its)\s{_OPEN}?(?P<name>{_NAME}){_CLOSE}?\s(?:brand|name|label)\b",
        # With Zap, customers can …; Zap is a new service for …
        (
            rf"\b[WC](?:ith|on)\s(?P<name>{_NAME}),\s(?:los\s|las\s)?(?:customers|users|subscribers|you|clientes"
            rf"|usuarios)\b"
        ),
        rf"(?<![\w-])(?P<name>{_NAME})\s(?:is|es)\s(?:an?|una?)\s(?:new|nuev[oa])\s{_MODIFIERS}{_A_KIND}{_AFTER_KIND}",
        # El servicio «Zap»; its service "Zap"
        rf"\b{_A_KIND}(?:\s(?:de\s)?[a-záéíóúñ]+){{0,3}}\s{_QUOTED}",
    )
)
_LIST = re.compile(
    rf"\b{_any(_KINDS)}(?:,?\s(?:such as|namely|like|including|called|known as|include|includes|are|como|denominad[oa]s"
    r"|llamad[oa]s)|:|,(?=\s[A-Z“\"«])|(?<=brands)|(?<=marcas))\s(?P<list>[^.;:]+)"
)
"""A list of named things: "its brands include Zap, Zing and Zoom"."""
_LISTED = re.compile(
    rf"(?:^|,\s|\s(?:and|y|e|or)\s)(?:(?:an?|the|its|our)\s(?:[a-z-]+\s){{0,5}})?{_OPEN}?(?P<name>{_NAME}){_CLOSE}?"
    r"(?=,|\s(?:and|y|e|or)\s|\s?\(|\s?$|\s(?:to|for|in|with|which|that|by)\b)"
)
_LAUNCHES = _any(
    r"launch(?:es|ed|ing)?|introduc(?:es|ed|ing)|unveil(?:s|ed|ing)?|debut(?:s|ed)|releas(?:es|ed)|roll(?:s|ed"
    r"|ing) out|comercializa(?:rá|ndo)?|lanz(?:a|ó|ará|ado)|estren(?:a|ó|ado)|present(?:ó|a|ado)|(?:launch"
    r"|introduction|release|lanzamiento) (?:of|de)|offers?|sells?|markets|(?:offering|selling|buy|subscribe to)"
    r"|sign(?:s|ed|ing)? up (?:for|to)|subscrib(?:es|ed|ing) to|follow(?:s|ed)? with|contratar|suscribirse a"
    r"|ofrecerá|vende(?:rá)?"
)
_LAUNCHED = re.compile(
    rf"\b{_LAUNCHES}\s(?:(?:the|its|el|la|su|today|now|new)\s){{0,2}}{_MARKED}"
    r"(?=[.,;)]|\s(?:in|on|to|for|with|at|from|across|throughout|as|its|and|which|a|an|un|una|en|para|con|el)\b|\s?$)"
)
_GOES_ON_SALE = _any(
    r"(?:which\s)?(?:goes on sale|went on sale|will go on sale|will be (?:launched|available|introduced|offered)"
    r"|is (?:now )?available|was launched|has been launched|was introduced|was rolled out|went live|goes live|costs"
    r"|is priced at|cuesta|estará disponible|se comercializa)"
)
_ON_SALE = re.compile(rf"(?:^|,\s|\b(?:when|where|that|and)\s)(?P<name>{_NAME}),?\s{_GOES_ON_SALE}")
_NETWORK = re.compile(
    r"(?:GSM|GPRS|EDGE|UMTS|W-?CDMA\w*|HSD?U?PA\+?|LTE\S*|VoLTE|CDMA\w*|TDMA|WiMAX|WLAN|Wi-?Fi|[2-5](?:\.5)?G\S*|MMS"
    r"|SMS|VAS|M2M|IoT|IOT|FTTH|NB-IoT|ADSL2?\+?|VDSL2?|ISDN|IP|VPN|VoIP|WAP|USB|IPTV|TV|Internet|Web|Windows|Group"
    r"|Company|Board|Android|i-?mode|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Q[1-4]|20\d\d|19\d\d|The|A|In|This|It|EUR|USD|GBP|RM|US|UK|EU|CEO|CFO)(?:\s\d+)?$"
)
_INTERNAL = re.compile(
    r"\b(?:efficiency|savings?|cost|strategic|restructuring|stock|option|share|pension|incentive|investment"
    r"|transformation|recovery|rights|eficiencia|estratégico|negocio|acciones|pensiones|ahorro|inversi(?:ón|ones)"
    r"|industrial|social|depositary|redundancy|operating|accounting|legal|tax)\b",
    re.IGNORECASE,
)


_POSSESSIVE = re.compile(r"\S+[’'](?:s\s|\s)[^A-Z]*$")
_CORE = re.compile(rf"{_NAME}")
_NO_PRODUCT = re.compile(
    r"\b(?:Annual|Report|Meeting|Conference|Congress|Summit|Forum|Awards?|Prize|Exhibition|Fair|Form|Act|Law|Directive"
    r"|Regulation|Regulations|Rules?|Code|Charter|Committee|Board|Council|Ministry|Authority|Commission|Agency"
    r"|Government|Institute|University|Association|Foundation|Stock|Exchange Act|Shares?|Option|Incentive|Pension"
    r"|Agreement|Contract|Licen[cs]e|Memorandum|Exhibit|Item|Section|Schedule|Chapter|Quarter|Results|Informe|Memoria"
    r"|Congreso|Premios?|Feria|Ley|Junta|Consejo|Comisión|Ministerio|Acuerdo|Contrato|Licencia|Fundación"
    r"|Federal|Chief|Officer|Director|President|Chairman|Merger|Tender Offer|Holdings?)\b"
)
"""Title words of events, awards, reports, laws, bodies and papers, which are not offered."""


def named(marks: Marks, sentence: Span) -> Iterator[Span]:
    """The names of things offered that a sentence introduces, surest first."""
    text = flat(marks, sentence)
    found: list[Span] = []
    for start, end, before in _candidates(text):
        span = Span(sentence.start + start, sentence.start + end)
        if _INTERNAL.search(text, before, start):
            continue
        if not any(span.overlaps(f) for f in found) and _may_be_product(marks, span):
            found.append(span)
            yield span


def _candidates(text: str) -> Iterator[tuple[int, int, int]]:
    """Where names may stand: start and end, and where the pattern that shows one starts."""
    for rule in (*_RULES, _LAUNCHED, _ON_SALE):
        for match in rule.finditer(text):
            groups = match.groupdict()
            group = "quoted" if groups.get("quoted") else "name"
            yield match.start(group), match.end(group), match.start()
    for match in _LIST.finditer(text):
        for item in _LISTED.finditer(match.group("list")):
            yield match.start("list") + item.start("name"), match.start("list") + item.end("name"), match.start()
        for item in re.finditer(rf"\((?P<name>{_NAME})\)", match.group("list")):
            yield match.start("list") + item.start("name"), match.start("list") + item.end("name"), match.start()


def _may_be_product(marks: Marks, span: Span) -> bool:
    """Whether a name is none of a company, a place, a person, a standard, or an abbreviation of what precedes."""
    words = marks.words(span)
    if (
        _NETWORK.match(words)
        or read_country(words) is not None
        or read_demonym(words.split()[0])
        or len(words) < 2
        or words.isdigit()
    ):
        return False
    core = _CORE.match(words)
    if (core and (_NETWORK.match(core.group()) or read_country(core.group()))) or _NO_PRODUCT.search(words):
        return False
    if _POSSESSIVE.match(words):
        return False
    if not any(c.isupper() or c.isdigit() for c in words) or (words[0].islower() and len(words.split()) > 3):
        return False
    if marks.text[span.start - 1] == "(" and _abbreviates(words, marks.text[max(0, span.start - 120) : span.start - 1]):
        return False
    for mention in marks.names.within(Span(span.start - 40, span.end + 40)):
        entity = marks.names.entities[mention.entity]
        if mention.span.covers(span) and (
            entity.place or entity.person or entity.legal or marks.names.is_company(mention.entity)
        ):
            return False
    return True


def _abbreviates(short: str, before: str) -> bool:
    """Whether capitals in brackets are the initials of the words before them."""
    if not short.isupper() or " " in short:
        return False
    initials = "".join(word[0] for word in re.split(r"[\s/-]+", before) if word).lower()
    letters = [c.lower() for c in short if c.isalpha()]
    return bool(letters) and letters[0] in initials[-len(letters) - 3 :]
