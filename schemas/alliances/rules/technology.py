"""Technologies: which network standard, band, generation or platform an operator has, had first, or plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliances.rules.clauses import clause_at
from alliances.rules.deals.deals import deals
from alliances.rules.deals.parties import Scene
from alliances.rules.fill import company, joined, when
from alliances.rules.marks import Marks, Mention, Whose
from alliances.rules.networks import Network, networks
from alliances.rules.products.products import is_product
from alliances.rules.proposals import Filled, Proposal, divided, unique
from alliances.technology import Status, Technology
from extractor.facts import Span
from extractor.passages import cells

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
_GOODS = re.compile(
    r"(?:(?:,|\s(?:and|or|y|&))\s[A-Z0-9][\w./+-]*){0,4}\s(?:[a-z-]+\s){0,2}(?:products?|systems?|equipment"
    r"|modems?|chip(?:set)?s?"
    r"|(?:line )?cards?|handsets?|phones?|smartphones?|devices?|terminals?|dongles?|tablets?|routers?|switches"
    r"|antennas?"
    r"|equipos|terminales|dispositivos|teléfonos|móviles compatibles)\b",
    re.IGNORECASE,
)
"""What is sold or carried about, after a technology's name: no network."""
_LEADERS = re.compile(r"\S\s?(?:\.{3,}|\s{3,}|\t)\s?\S")
_TOLD_OF = re.compile(
    r"\b(?:expects?|expected|enabl(?:es?|ed|ing)|allow(?:s|ed|ing)?|help(?:s|ed|ing)?|requires?|awarded|granted"
    r"|issued|gave"
    r"|allocated|assigned|adjudicó|otorgó|concedió|asignó|espera que|permitirá)\s(?:a\s|to\s|the\s|that\s)*$",
    re.IGNORECASE,
)
"""Words before the company whose technology it is: "expects Alpha to launch", "awarded Alpha a licence"."""
_FOR = re.compile(r"[^.;,]{0,40}?\b(?:for|to|para|a)\s(?:the\s)?$")
_NEAR = 70  # characters within which a date may say since when


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each technology of each sentence or table row, for every operator that it is said of."""
    customers: dict[int, Mention] | None = None
    for block in marks.passage.blocks:
        entities = marks.names.entities
        heads = _heads(marks, block.span) if block.type in ("columns", "table") else []
        named = [m for m in marks.names.within(block.span) if marks.names.is_company(m.entity)]
        for network in networks(marks.text, block.span):
            if any(m.span.covers(network.span) and (m.span != network.span or entities[m.entity].legal) for m in named):
                continue
            if block.type in ("columns", "table") or _is_row(marks, network):
                yield from _in_row(marks, block.span, network, heads)
            elif block.type != "lines":
                customers = _customers(marks) if customers is None else customers
                yield from _in_prose(marks, network, customers)


def _is_row(marks: Marks, network: Network) -> bool:
    """Whether a technology stands in a line of cells that dots or blanks part, in text that is no table otherwise."""
    start = marks.text.rfind("\n", 0, network.span.start) + 1
    return _LEADERS.search(marks.text, start, network.span.start) is not None


def _customers(marks: Marks) -> dict[int, Mention]:
    """Whom the passage says each vendor supplies: what a vendor brings is its customer's network."""
    found: dict[int, Mention] = {}
    for sentence in marks.sentences:
        block = marks.block_at(sentence.start)
        if block is not None and block.type in ("paragraph", "item"):
            for deal in deals(Scene(marks, sentence)):
                if deal.buyer is not None:
                    found |= {actor.mention.entity: deal.buyer.mention for actor in deal.parties}
    return found


def _in_prose(marks: Marks, network: Network, customers: dict[int, Mention]) -> Iterator[Proposal]:
    sentence = marks.sentence_at(network.span.start)
    if _NOT_HELD.search(marks.words(Span(sentence.start, network.span.start))) or _only_said(marks, sentence, network):
        return
    goods = _GOODS.match(marks.text, network.spans[-1].end, sentence.end)
    told = _told_of(marks, sentence, network, goods)
    if goods is not None and told is None:
        return
    whose = Whose((told,), sure=True) if told is not None else marks.whose(network.span)
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
    else:
        owners = [customers.get(m.entity, m) for m in whose.mentions if _may_operate(marks, m)]
        if owners:
            yield _proposal(marks, owners[:1] if whose.sure else owners[:5], network, status, as_of, sentence)


def _told_of(marks: Marks, sentence: Span, network: Network, goods: re.Match[str] | None) -> Mention | None:
    """Whose a technology is by the verb that another does something to it with, or for whom its equipment is."""
    for mention in reversed(marks.names.companies(Span(sentence.start, network.span.start))):
        if _TOLD_OF.search(marks.text, max(sentence.start, mention.span.start - 40), mention.span.start):
            return mention
    for mention in marks.names.companies(Span(goods.end(), sentence.end)) if goods is not None else []:
        if goods is not None and _FOR.fullmatch(marks.text, goods.end(), mention.span.start) is not None:
            return mention
    return None


def _only_said(marks: Marks, sentence: Span, network: Network) -> bool:
    """Whether a speaker names a technology in passing, without a word of having or bringing it."""
    quoted = any(run.start <= network.span.start < run.end for q in marks.quotations for run in q.runs)
    words = marks.words(sentence)
    return quoted and not any(p.search(words) for p in (_LAUNCHED, _PLANS, _LICENSED, _FIRST))


def _heads(marks: Marks, table: Span) -> list[Mention]:
    """The operators that head a table's columns: two or more in its first line, alone in their cells."""
    end = marks.text.find("\n", table.start, table.end)
    line = Span(table.start, table.end if end < 0 else end)
    own = [(cell, marks.names.within(cell)) for cell in cells(marks.text, line)]
    heads = [said[0] for cell, said in own if said and said[0].span == cell and _may_operate(marks, said[0])]
    return heads if len(heads) > 1 else []


def _place(marks: Marks, span: Span) -> Span:
    """Where something stands in its line."""
    start = marks.text.rfind("\n", 0, span.start) + 1
    return Span(span.start - start, span.end - start)


def _apart(one: Span, other: Span) -> int:
    """How far two places stand apart; less than nothing where they overlap."""
    return max(one.start, other.start) - min(one.end, other.end)


def _may_operate(marks: Marks, mention: Mention) -> bool:
    """Whether a name may be an operator's: no place's, no person's, and no technology's own."""
    entity = marks.names.entities[mention.entity]
    technology = any(n.words == mention.text for n in networks(mention.text, Span(0, len(mention.text))))
    return not (entity.place or entity.person or technology or is_product(marks, mention.entity))


def _in_row(marks: Marks, table: Span, network: Network, heads: list[Mention]) -> Iterator[Proposal]:
    """A technology in a table: its column's head or its row names the operator, and the row may say when."""
    start = max(table.start, marks.text.rfind("\n", table.start, network.span.start) + 1)
    end = marks.text.find("\n", network.span.end, table.end)
    row = Span(start, table.end if end < 0 else end)
    operators = [m for m in marks.names.companies(row) if not m.span.overlaps(network.span)]
    operators = operators or [
        m for m in marks.names.within(row) if m.span.start == row.start and _may_operate(marks, m)
    ]
    if heads and not operators:
        cell = next((c for c in cells(marks.text, row) if c.covers(network.span)), network.span)
        operators = [min(heads, key=lambda m: _apart(_place(marks, m.span), _place(marks, cell)))]
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
    settled, open_ = divided({"operator": options})
    slots = {"technology": Filled(network.words, network.spans), "status": Filled(status), **settled}
    if as_of is not None:
        slots["as_of"] = as_of
    spans = [*network.spans, *(s for s in options[0].spans if bound.covers(s))]
    return Proposal(kind=Technology, anchor=joined(*spans), slots=slots, open=open_)


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
