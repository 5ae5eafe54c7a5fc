"""Things offered that have a name of their own: "its mobile wallet, Zap"; "a tariff known as Zap"; "Zap, a tariff"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks import Marks
from alliances.rules.networks import networks
from alliances.rules.products import words as say
from alliances.rules.products.phrases import flat
from extractor.facts import Span
from extractor.values import read_country

_NETWORK = re.compile(
    r"(?:GSM|GPRS|EDGE|UMTS|W-?CDMA\w*|HSD?U?PA\+?|LTE\S*|VoLTE|CDMA\w*|TDMA|WiMAX|WLAN|Wi-?Fi|[2-5](?:\.5)?G\S*|MMS"
    r"|SMS|VAS|M2M|IoT|IOT|FTTH|NB-IoT|ADSL2?\+?|VDSL2?|ISDN|IP|VPN|VoIP|WAP|USB|IPTV|TV|Internet|Web|Windows|Group"
    r"|Company|Board|Android|i-?mode|January|February|March|April|May|June|July|August|September|October|November"
    r"|[\d.,/–-]+\s?(?:[MGk]Hz|[KMG]bps|[KMGT]B)\b.*|December|Q[1-4]|20\d\d|19\d\d|The|A|In|This|It|EUR|USD|GBP"
    r"|RM|US|UK|EU|CEO|CFO)(?:\s\d+)?$"
)
_INTERNAL = re.compile(
    r"\b(?:efficiency|savings?|(?<!low-)(?<!low )cost|strategic|restructuring|stock|option|share|pension"
    r"|incentive|investment"
    r"|transformation|recovery|rights|eficiencia|estratégico|negocio|acciones|pensiones|ahorro|inversi(?:ón|ones)"
    r"|industrial|social|depositary|redundancy|operating|accounting|legal|tax)\b",
    re.IGNORECASE,
)


_KIND_BEFORE = re.compile(r"(?<!\w)(?:Tarifas?|Plan|Bono|Bolsa|Combo|Abono|Paquete|Pack|Tarjeta|Servicio|Contrato)\s$")
_MARKED_AS = re.compile(r"[™®℠]|\((?:TM|SM|R)\)")
_MARK_AFTER = re.compile(r"(?:\s(?:brands?|names?|label|marcas?))+$")
"""The word "brand" after a name is no part of it."""
_COMMON = re.compile(rf"{say.A_KIND}s?|(?i:integration|marketing|network|online|digital|roaming|payments?|money)")
"""A word for a kind of service, which alone is no name."""
_JOINT = re.compile(r"\s(?:de|del|y|and)\s")
_VERB_AFTER = (
    r"(?:is|was|will|can|has|allows?|gives?|offers?|lets|es|será|permite|ofrece|tiene|incluye|and|y|of|for"
    r"|from|with|in|de|en|para|con)\b"
)
_OF_COMPANIES = re.compile(
    r"\b(?:brand|marca|business|operator|system|exchange|store|channel|network)\w*\b", re.IGNORECASE
)
"""Kinds that companies are of too."""
_OWN = re.compile(r"\b(?:its|our|su)\s$", re.IGNORECASE)
_FIRST_MENTIONS = 10  # of a name, among which it is said what it is
_NEAR = 20_000  # characters within which a name's shorter form is looked for
_POSSESSIVE = re.compile(r"\S+[’'](?:s\s|\s)[^A-Z]*$")
_CORE = re.compile(rf"{say.NAME}")
_NO_PRODUCT = re.compile(
    r"\b(?:Annual|Report|Meeting|Conference|Congress|Summit|Forum|Awards?|Prize|Exhibition|Fair|Form|Act|Law|Directive"
    r"|Regulation|Regulations|Rules?|Code|Charter|Committee|Board|Council|Ministry|Authority|Commission|Agency"
    r"|Government|Securities|Bourse|Institute|University|Association|Foundation|Stock|Exchange Act|Shares?|Option"
    r"|Incentive|Pension"
    r"|Agreement|Contract|Licen[cs]e|Memorandum|Exhibit|Item|Section|Schedule|Chapter|Quarter|Results|Informe|Memoria"
    r"|Congreso|Premios?|Feria|Ley|Junta|Consejo|Comisión|Ministerio|Acuerdo|Contrato|Licencia|Fundación"
    r"|Federal|Chief|Officer|Director|President|Chairman|Merger|Launch|Introduction|Acquisition|Lanzamiento"
    r"|Adquisición|Tender Offer|Holdings?)\b"
)
"""Title words of events, awards, reports, laws, bodies and papers, which are not offered."""


def is_product(marks: Marks, entity: int) -> bool:
    """Whether a name is that of something offered, by what stands beside it: "Zap, a tariff", "its Zap modem"."""
    known = marks.names.entities[entity]
    subjects = {m.entity for m in (marks.issuer, marks.section) if m is not None}
    if known.legal or entity in subjects:
        return False
    for mention in marks.names.mentions_of(entity)[:_FIRST_MENTIONS]:
        after = re.sub(r"\s", " ", marks.text[mention.span.end : mention.span.end + 120])
        told = say.TOLD.match(after)
        if told is None and _OWN.search(marks.text, max(0, mention.span.start - 6), mention.span.start):
            told = say.GOODS.match(after)
        if told is not None and not _OF_COMPANIES.search(told.group()):
            return True
    return False


def named(marks: Marks, sentence: Span) -> Iterator[Span]:
    """The names of things offered that a sentence introduces, surest first."""
    text = flat(marks, sentence)
    found: list[Span] = []
    for start, end, before, told in _candidates(text):
        span = _shortest(marks, _bounded(marks, Span(sentence.start + start, sentence.start + end)))
        if _INTERNAL.search(text, max(0, before - 20), start):
            continue
        if not any(span.overlaps(f) for f in found) and _may_be_product(marks, span, told=told):
            found.append(span)
            yield span
    for match in say.ENABLED.finditer(text):
        group = "quoted" if match.group("quoted") else "name"
        span = _bounded(marks, Span(sentence.start + match.start(group), sentence.start + match.end(group)))
        known = any(span.overlaps(f) for f in found) or not _may_be_product(marks, span, told=False)
        if not known and (group == "quoted" or _extends(marks, span)):
            found.append(span)
            yield span


def _extends(marks: Marks, span: Span) -> bool:
    """Whether a name goes on from that of whom the text is about: "Acme Passport" in a text of Acme's."""
    words = marks.words(span).lower().split()
    subjects = [m for m in (marks.issuer, marks.section, marks.subject) if m is not None]
    return len(words) > 1 and any(m.text.lower().split()[0] == words[0] for m in subjects)


def _candidates(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Where names may stand: start, end, where the pattern that shows one starts, and whether it tells its kind."""
    for rule in (*say.RULES, say.LAUNCHED, say.ON_SALE):
        for match in rule.finditer(text):
            groups = match.groupdict()
            group = "quoted" if groups.get("quoted") else "name"
            told = rule in say.RULES and _OF_COMPANIES.search(match.group()) is None
            yield match.start(group), match.end(group), match.start(), told
    for match in say.LAUNCHED.finditer(text):
        more = say.MORE.match(text, match.end())
        while more is not None:
            group = "quoted" if more.group("quoted") else "name"
            yield more.start(group), more.end(group), match.start(), False
            more = say.MORE.match(text, more.end())
    for match in say.LIST.finditer(text):
        for item in say.LISTED.finditer(match.group("list")):
            yield match.start("list") + item.start("name"), match.start("list") + item.end("name"), match.start(), False
        for item in re.finditer(rf"\((?P<name>{say.NAME})\)", match.group("list")):
            yield match.start("list") + item.start("name"), match.start("list") + item.end("name"), match.start(), False


def _bounded(marks: Marks, span: Span) -> Span:
    """A name with its kind where that has a capital ("Tarifa Zap"), and without whose it is ("Zap de Acme")."""
    end = _MARK_AFTER.sub("", _MARKED_AS.split(marks.text[span.start : span.end], maxsplit=1)[0]).rstrip(".,")
    span = Span(span.start, span.start + len(end))
    kind = _KIND_BEFORE.search(marks.text, max(0, span.start - 20), span.start)
    start = kind.start() if kind else span.start
    for joint in _JOINT.finditer(marks.text, span.start, span.end):
        if any(m.span.start == joint.end() for m in marks.names.within(Span(joint.end(), joint.end() + 60))):
            return Span(start, joint.start())
    return Span(start, span.end)


def _shortest(marks: Marks, span: Span) -> Span:
    """A name without the words for its kind, where the document also uses it alone: "Zap" for "Zap tariff"."""
    name = re.match(rf"{say.NAME}(?=\s[a-z])", marks.words(span))
    if name is None or not re.search(r"[a-z]", name.group()):
        return span
    alone = re.compile(rf"(?<![\w-]){re.escape(name.group())}(?=[.,;:)”\"]|\s{_VERB_AFTER})").search(
        marks.text, max(0, span.start - _NEAR), span.end + _NEAR
    )
    return Span(span.start, span.start + len(name.group())) if alone else span


def is_name(marks: Marks, span: Span) -> bool:
    """Whether words that a list of products holds may be a product's name."""
    return _may_be_product(marks, span, told=False)


def _may_be_product(marks: Marks, span: Span, *, told: bool) -> bool:
    """Whether a name is none of a company, a place, a person, a standard, or an abbreviation of what precedes.

    What is `told` to be a product is one, unless its legal form or the text's own subject says it is a company.
    """
    words = marks.words(span)
    if (
        len(words) < 2
        or _NETWORK.match(words)
        or read_country(words) is not None
        or read_demonym(words.split()[0])
        or _COMMON.fullmatch(words)
        or words.isdigit()
    ):
        return False
    network = next(networks(words, Span(0, len(words))), None)
    if network is not None and network.span.start == 0 and len(words) - network.span.end < 8:
        return False  # "1xEV-DO Rev": a standard, with what little follows it
    core = _CORE.match(words)
    if (core and (_NETWORK.match(core.group()) or read_country(core.group()))) or _NO_PRODUCT.search(words):
        return False
    if _POSSESSIVE.match(words):
        return False
    if not any(c.isupper() or c.isdigit() for c in words) or (words[0].islower() and len(words.split()) > 3):
        return False
    if marks.text[span.start - 1] == "(" and _abbreviates(words, marks.text[max(0, span.start - 120) : span.start - 1]):
        return False
    subjects = {m.entity for m in (marks.issuer, marks.section) if m is not None}
    for mention in marks.names.within(Span(span.start - 40, span.end + 40)):
        entity = marks.names.entities[mention.entity]
        if mention.span.covers(span) and (
            entity.place
            or entity.person
            or entity.legal
            or (marks.names.is_company(mention.entity) and not (told and mention.entity not in subjects))
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
