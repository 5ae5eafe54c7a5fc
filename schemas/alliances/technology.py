"""Technologies: which network standard, band, generation or platform an operator has, had first, or plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from alliances._fill import company, joined, when
from extractor.facts import Fact, Name, Span, Text, When
from extractor.marks import Marks, clause_at
from extractor.proposals import Filled, Proposal, unique

Status = Literal["offers", "launched", "plans", "licensed", "first"]


class Technology(Fact, key=("operator", "technology")):
    """An operator has a network standard, band, generation or platform."""

    operator: Name
    technology: Text
    status: Status | None = None
    as_of: When | None = None


_MHZ = r"\d{3,4}(?:\s*/\s*\d{3,4})*\s*[MG]Hz"
_STANDARDS = (
    r"CDMA\s?2000(?: ?1x(?: ?EV-?DO| ?RTT)?)?|W-?CDMA|TD-?SCDMA|CDMA(?:One)?|EV-?DO|1xRTT|GSM-R|TETRA|iDEN|D?AMPS|NMT(?:-?\d{3})?|TACS|PDC|PHS|DECT|DCS|GPRS|EDGE|HSCSD|UMTS|HSPA\+?|HSDPA|HSUPA"
    r"|(?:4G |FDD-|TD-|TDD-)?LTE(?:-A(?:dvanced)?|-M|-Advanced)?(?: Advanced)?|VoLTE|VoWiFi|5G(?: SA| NSA| NR| Standalone| standalone)?|4\.5G|4G\+?|3\.5G|3G\+?|2\.5G|2G|WiMAX|Wi-?Fi(?: 6)?|WLAN|W-LAN|LMDS|WLL"
    r"|FTT[HBCXPx]|FTTdp|G?PON|XGS-PON|DOCSIS(?: ?\d\.\d)?|[AHVSx]?DSL2?\+?|ADSL2?\+?|VDSL2?|ISDN|SDH|DWDM|WDM|ATM|MPLS|IP/MPLS|IMS|VoIP|IPTV|DVB-[HTSC]2?|NB-?IoT|LoRa(?:WAN)?|NFC|RCS|MMS|WAP|i-mode|Open RAN|O-RAN|SD-WAN|NGN|mmWave"
    r"|fib(?:re|er)[- ]to[- ]the[- ](?:home|building|premises|node|cabinet)|fibra (?:óptica )?hasta el hogar|dual-band GSM|tri-band GSM|Mobile WiMAX|Massive MIMO"
)
_TECH = re.compile(
    rf"(?<![\w@./-])(?:(?:dual|tri|quad)-?band (?:GSM|UMTS|LTE)|GSM\s?\d{{3,4}}(?:/\d{{3,4}})?|{_MHZ}|(?:DCS/GSM|GSM/DCS|GSM/GPRS|GPRS/EDGE|GSM/EDGE|UMTS/HSPA|UMTS/HSDPA|WCDMA/HSPA|3G/4G|2G/3G/4G|2G/3G|4G/5G)|(?:{_STANDARDS})|GSM)(?!\w|-\w+ing\b)"
)
_FIRST = re.compile(r"\b(?:(?:was|is|were|as|became|being|fue|es)\s+(?:also\s+)?(?:among\s+)?(?:the|la|el)\s+(?:world'?s\s+|country'?s\s+)?(?:very\s+)?(?:first|primer[ao]?)|(?:first|primer[ao]?)\s+(?:\w+\s+){0,4}(?:to|in|that|en|operator|operador[a]?|que))\b", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:plans?|planned|planning|will|going to|expects?|expected|intends?|to launch|to deploy|to introduce|to roll out|is preparing|aims?|scheduled|trial(?:s|led)?|prevé|lanzará|planea|tiene previsto|desplegará|pretende|proyecta|va a)\b", re.IGNORECASE)
_LICENSED = re.compile(r"\b(?:licen[cs]e[sd]?|awarded|spectrum|concession|licencias?|adjudic\w+|espectro|lizenz)\b", re.IGNORECASE)
_LAUNCHED = re.compile(r"\b(?:launch(?:ed|es)|rolled out|introduced|deployed|switched on|went live|completed|recently|started|opened|turned on|inaugurated|activated|lanzó|ha lanzado|desplegó|ha desplegado|puso en marcha|introdujo|activó)\b", re.IGNORECASE)
_GENERIC_BAND = re.compile(r"^\d")


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each technology of each sentence, with the operators in sight."""
    for block in marks.passage.blocks:
        if block.type in ("lines", "columns"):
            continue
        for match in _TECH.finditer(marks.text, *block.span):
            span = Span(match.start(), match.end())
            if any(m.span.covers(span) and marks.names.is_company(m.entity) and not m.span == span for m in marks.names.within(block.span)):
                continue
            yield from _technology(marks, span)


def _technology(marks: Marks, span: Span) -> Iterator[Proposal]:
    owners = [m for m in marks.owners(span)]
    if not owners:
        return
    options = unique(company(marks, m) for m in owners)
    sentence = marks.sentence_at(span.start)
    clause = clause_at(marks.text, sentence, span.start)
    slots = {"technology": Filled(re.sub(r"/ ", "/", marks.words(span)), (span,)), "status": Filled(_status(marks, sentence, clause, span))}
    if slots["status"].value in ("plans", "launched", "offers"):
        dates = [d for d in marks.dates_for(span) if abs(d.span.start - span.end) < 70 or abs(span.start - d.span.end) < 70]
        if dates:
            slots["as_of"] = when(dates[0])
    open_ = {"operator": options} if len(options) > 1 else {}
    if not open_:
        slots["operator"] = options[0]
    anchors = [span, *(s for s in options[0].spans if sentence.covers(s))]
    yield Proposal(kind=Technology, anchor=joined(*anchors), slots=slots, open=open_)


def _status(marks: Marks, sentence: Span, clause: Span, span: Span) -> Status:
    whole, near = marks.words(sentence), marks.words(Span(clause.start, clause.end))
    before = marks.words(Span(max(sentence.start, span.start - 90), span.start))
    after = marks.words(Span(span.end, min(sentence.end, span.end + 40)))
    if _FIRST.search(whole):
        return "first"
    if _LICENSED.search(f"{before[-45:]} {after[:25]}"):
        return "licensed"
    if _PLANS.search(before) or _PLANS.search(near):
        return "plans"
    if _LAUNCHED.search(before) or _LAUNCHED.search(near):
        return "launched"
    return "offers"
