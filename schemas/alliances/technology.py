"""Technologies: which network standard, band, generation or platform an operator has, had first, or plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from alliances._fill import company, joined, when
from alliances._networks import Network, networks
from extractor.facts import Fact, Name, Span, Text, When
from extractor.marks import Marks, Mention, clause_at
from extractor.proposals import Filled, Proposal, unique

Status = Literal["offers", "launched", "plans", "licensed", "first"]


class Technology(Fact, key=("operator", "technology")):
    """An operator has a network standard, band, generation or platform."""

    operator: Name
    technology: Text
    status: Status | None = None
    as_of: When | None = None


_FIRST = re.compile(
    r"\b(?:(?:was|is|were|as|became|being|fue|es)\s+(?:also\s+)?(?:among\s+)?(?:the|la|el"
    r"|una? de l[ao]s)\s+(?:world['’]?s\s+|country['’]?s\s+|region['’]?s\s+)?(?:very\s+)?(?:first"
    r"|primer[ao]?s?)"
    r"|(?:the|la|el|country['’]s|europe['’]s|world['’]s|nation['’]s)\s+(?:first|primer[ao]?)|(?:first"
    r"|primer[ao]?)\s+(?:\w+\s+){0,4}(?:to|in|that|with|en|operator|operador[a]?|que))\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:plans?|planned|planning|will|going to|expects?|expected|intends?|to (?:launch|deploy|introduce"
    r"|roll out|offer|build|upgrade|test|be (?:introduced|launched|brought|deployed))|is preparing|aims?"
    r"|scheduled|trial(?:s|led|ling)?|tests?"
    r"|prevé|lanzará|planea|tiene previsto|desplegará|pretende|proyecta|va a|ofrecerá|iniciar|pruebas|plant"
    r"|wird|prévoit|lancera)\b",
    re.IGNORECASE,
)
_LICENSED = re.compile(
    r"\b(?:licen[cs]e[sd]?|awarded|spectrum|concession|licencias?|concesión|adjudic\w+|espectro|lizenz\w*"
    r"|licence)\b",
    re.IGNORECASE,
)
_LAUNCHED = re.compile(
    r"\b(?:launch(?:ed|es)|rolled out|introduced|deployed|switched on|went live|came into service|completed"
    r"|recently|started|opened|turned on|inaugurated|activated|upgraded"
    r"|lanz(?:ó|ado)|despleg(?:ó|ado)|puso en (?:marcha|servicio)|introdujo|activó|estrenó|inauguró|startete"
    r"|eingeführt|a lancé)\b",
    re.IGNORECASE,
)
_NOT_HELD = re.compile(
    r"\b(?:without|no plans|not|never|nor|lacks?|shut(?:ting)? down|switch(?:ed|ing)? off|turned off|clos(?:e"
    r"|ed|ing)|phas(?:e|ed|ing) out|discontinu\w+|retir\w+|decommission\w*|ceas\w+"
    r"|sin|no (?:tiene|ofrece|dispone)|apag(?:ó|ado|ar)|cerr(?:ó|ar)|abgeschaltet|ohne)\b[^,;.]{0,60}$",
    re.IGNORECASE,
)
_NEAR = 70  # characters within which a date may say since when


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each technology of each sentence or table row, for every operator that it is said of."""
    for block in marks.passage.blocks:
        if block.type in ("lines", "columns"):
            continue
        named = [m.span for m in marks.names.within(block.span) if marks.names.is_company(m.entity)]
        for network in networks(marks.text, block.span):
            if any(name.covers(network.span) and name != network.span for name in named):
                continue
            if block.type == "table":
                yield from _in_row(marks, block.span, network)
            else:
                yield from _in_prose(marks, network)


def _in_prose(marks: Marks, network: Network) -> Iterator[Proposal]:
    sentence = marks.sentence_at(network.span.start)
    if _NOT_HELD.search(marks.words(Span(sentence.start, network.span.start))) or _only_said(marks, sentence, network):
        return
    whose = marks.whose(network.span)
    status = _status(marks, sentence, network)
    dates = [
        d
        for d in marks.dates_for(network.span)
        if min(abs(d.span.start - network.span.end), abs(network.span.start - d.span.end)) < _NEAR
    ]
    as_of = when(dates[0]) if dates and status in ("plans", "launched", "offers") else None
    if len(whose.joint) > 1 and whose.sure:
        for mention in whose.joint:
            yield _proposal(marks, [mention], network, status, as_of, sentence)
    elif whose.mentions:
        yield _proposal(
            marks, whose.mentions[:1] if whose.sure else whose.mentions[:5], network, status, as_of, sentence
        )


def _only_said(marks: Marks, sentence: Span, network: Network) -> bool:
    """Whether a speaker names a technology in passing, without a word of having or bringing it."""
    quoted = any(run.start <= network.span.start < run.end for q in marks.quotations for run in q.runs)
    words = marks.words(sentence)
    return quoted and not any(p.search(words) for p in (_LAUNCHED, _PLANS, _LICENSED, _FIRST))


def _in_row(marks: Marks, table: Span, network: Network) -> Iterator[Proposal]:
    """A technology in a table: its row names the operator, and may say when."""
    start = max(table.start, marks.text.rfind("\n", table.start, network.span.start) + 1)
    end = marks.text.find("\n", network.span.end, table.end)
    row = Span(start, table.end if end < 0 else end)
    operators = [m for m in marks.names.companies(row) if not m.span.overlaps(network.span)]
    if not operators:
        return
    words = marks.words(row)
    dates = [d for d in marks.dates if row.covers(d.span)]
    yield _proposal(
        marks, operators[:1], network, _status_of(words, words, words, words), when(dates[0]) if dates else None, row
    )


def _proposal(
    marks: Marks, owners: Sequence[Mention], network: Network, status: Status, as_of: Filled | None, bound: Span
) -> Proposal:
    options = unique(company(marks, m) for m in owners)
    slots = {"technology": Filled(network.words, network.spans), "status": Filled(status)}
    if as_of is not None:
        slots["as_of"] = as_of
    if len(options) == 1:
        slots["operator"] = options[0]
    spans = [*network.spans, *(s for s in options[0].spans if bound.covers(s))]
    return Proposal(
        kind=Technology, anchor=joined(*spans), slots=slots, open={"operator": options} if len(options) > 1 else {}
    )


def _status(marks: Marks, sentence: Span, network: Network) -> Status:
    span = network.span
    clause = clause_at(marks.text, sentence, span.start)
    before = marks.words(Span(max(sentence.start, span.start - 90), span.start))
    after = marks.words(Span(span.end, min(sentence.end, span.end + 40)))
    return _status_of(marks.words(sentence), f"{before[-45:]} {after[:25]}", before, marks.words(clause))


def _status_of(whole: str, near: str, before: str, clause: str) -> Status:
    if _FIRST.search(whole):
        return "first"
    if _LICENSED.search(near):
        return "licensed"
    if _PLANS.search(before) or _PLANS.search(clause):
        return "plans"
    if _LAUNCHED.search(before) or _LAUNCHED.search(clause):
        return "launched"
    return "offers"
