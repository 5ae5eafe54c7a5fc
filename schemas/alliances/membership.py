"""Memberships: which operator belongs to which alliance, and for which countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliances._fill import company, joined
from alliances._lists import lists
from extractor.facts import Country, Fact, Name, Span
from extractor.marks import COLLECTIVE, Marks, Mention
from extractor.marks.masked import Masked, StandIn, anaphors, mask, pattern
from extractor.proposals import Filled, Proposal
from extractor.values import FoundCountry


class Membership(Fact, key=("alliance", "member")):
    """An operator or company belongs to an alliance or consortium, and for which countries."""

    alliance: Name
    member: Name
    countries: tuple[Country, ...] = ()


_THE = r"(?:the |la |el |los |las |die |der |das |le )?"
_COUNTRIES = rf"{_THE}{{C}}(?:(?:,? (?:and|y|e|und|et|&)|[,/]) ?{_THE}{{C}})*"
_ITEM = pattern(
    rf"(?:(?:in|en) {_COUNTRIES},? |{{C}}'s )?{{N:member}}(?:['’]s)?"
    rf"(?: ?\((?:in |en )?{_COUNTRIES}\)"
    rf"|,? (?:of|in|from|de|en|for|aus|in der) {_COUNTRIES}(?=[,;.:)]|\s(?:and|y|e|und|et|has|have|is|are|joined|will|es|son)\b|\s*$)"
    rf"|,? (?:which|that|with|que|the|la|an?|una?) [^⟦⟧;.()]{{0,50}}\b(?:in|of|en|de|for) {_COUNTRIES}"
    rf"| ?\({{P}}\)"
    rf"| ?[-–—] ?{_COUNTRIES})?"
)
_FILL = r"(?:[^⟦⟧.;:]|⟦[QD]\d+⟧|(?<=\b[A-Z])\.)"
_MEMBERS = r"(?:members?|member (?:operators?|companies|carriers)|partners?|participants?|associates?|miembros?|socios?|integrantes|Mitglied(?:er)?|membres?)"
_COLLECTIVE = r"(?:alliance|consortium|federation|group(?:ing)?|club|association|circle|league|forum|alianza|consorcio|agrupación|asociación|Allianz)"
_ARE = r"(?:are|is|were|include[sd]?|including|comprise|being|namely|such as|son|es|incluyen?|sind|sont|:|—|–|-|,)"

_LEADS = tuple(
    pattern(p + r"\s*$")
    for p in (
        rf"{{N:alliance}}{_FILL}{{0,80}}\b{_MEMBERS}\b{_FILL}{{0,60}}?{_ARE}(?: currently| now| also)?(?: {_THE}{_FILL}{{0,30}})?",
        rf"{_MEMBERS} (?:of|in|de|del|der) {_THE}(?:{_FILL}{{0,30}} )?{{N:alliance}}{_FILL}{{0,60}}?{_ARE}",
        rf"\b(?:as|como|being|siendo) (?:an? )?{_FILL}{{0,15}}{_MEMBERS} (?:of|de) {_THE}{{N:alliance}},",
        rf"\b(?:forman parte de|son (?:{_MEMBERS}) de|integran|componen) {_THE}{{N:alliance}} {_THE}(?:{_FILL}{{0,30}})?",
        rf"{{N:alliance}},? (?:la|de (?:la|el) (?:que|cual)) (?:ya )?(?:forman|formaban|integran|integraban|componen|son|eran)(?: parte| {_MEMBERS})?",
        rf"{{N:alliance}},? (?:which (?:is|was) )?(?:led|headed|liderad[ao]|encabezad[ao]) (?:by|por)",
        rf"{{N:alliance}}{_FILL}{{0,80}}\b(?:addition|admission|entry|accession|arrival|incorporación|entrada|adhesión) (?:of|de) {_THE}",
        rf"{{N:alliance}} (?:members?|partners?|miembros?|socios?)",
        rf"{{N:alliance}},? (?:is |es |was )?(?:an?|the|una?|la|el)? ?{_FILL}{{0,50}}{_COLLECTIVE}\b{_FILL}{{0,60}}?(?:of|comprising|by|between|among|up|with|que agrupa a|que reúne a|por|entre|están?|estaban|together|which|are|includes|de) {_THE}",
        rf"{{N:alliance}}{_FILL}{{0,40}}?\b(?:comprises|comprising|consists of|among them|entre ell[oa]s|regroupe|rassemble|réunit|umfasst|besteht aus|composed of|made up of|brings together|bringing together|unites|groups|includes|(?:integrad|formad|compuest)[ao] por|agrupa a|reúne a|(?:founded|formed|created|established|set up|launched|fundad[ao]|cread[ao])(?: {_FILL}{{0,20}})? (?:by|between|por)) {_THE}",
        rf"{{N:alliance}} (?:has |have |today |announced |that |it |is |pleased |to |ha )*(?:welcomes?|welcomed|welcoming|admitted|admits|added|adds|accepted|acoge a|da la bienvenida a|incorpora a) {_THE}(?:{_FILL}{{0,40}} )?",
        rf"{{N:alliance}}{_FILL}{{0,80}}⟦Q\d+⟧{_FILL}{{0,80}}:",
        rf"⟦Q\d+⟧{_FILL}{{0,60}}{{N:alliance}}{_FILL}{{0,60}}:",
    )
)
_LEADS_IN_SIGHT = tuple(
    pattern(p + r"\s*$")
    for p in (
        rf"(?:^|[,;] |\b)(?:its |the |'s |our |los |sus |the alliance's )?(?:other |fellow |current |existing |founding |full |new |remaining |initial |demás |otros |actuales )*{_MEMBERS}(?: (?:currently |now |also )?(?:are|include|comprise|were|son|incluyen|sind)|:) {_THE}",
        rf"(?:alongside|joining|together with|join) the {_FILL}{{0,80}}(?:operators|companies|carriers|members|⟦Q\d+⟧){_FILL}{{0,80}}:",
    )
)
_IS = r"(?:,?(?: (?:which|who|that|both|all|all of which|todos|ambas))? (?:is|are|was|were|becomes?|became|has become|have become|becoming|se convierten? en|se ha convertido en|pas[aó] a ser|pasan a ser|has been|have been|will become|will be|es|son|era|eran|fue|sera|será|ist|sind))"
_JOINS = (
    r"(?:(?:has |have |will |today |formally |also |officially |recently |ha |han |se )*"
    r"(?:joined|joins?|joining|entered|enters?|entering|signed up to|belongs? to|participates? in|acceded to|been admitted to|were admitted to|was admitted to|are admitted to"
    r"|(?:se )?(?:ha |han )?(?:incorporad[oa]|unid[oa]|unió|incorporó|incorpora|incorporan|une|unen|adhirió|adhiere|entra|entró|ingresa|ingresó|pertenece|pertenecen)(?: (?:a|en|al))?|(?:pasa|pasan|pasó|entran?) a formar parte de|forman? parte de|forms? part of|(?:is|are|being) (?:also )?(?:an? (?:\w+ )?)?part of|tritt|beigetreten)"
    r"|(?: ?[a-z,]+){0,3} (?:se )?(?:han? )?sumad[oa]s? a)"
)
_TAILS = tuple(
    pattern(p)
    for p in (
        rf"{_IS} {_FILL}{{0,60}}?\b{_MEMBERS}\b{_FILL}{{0,30}}?(?:of|in|de|del|der|des) {_THE}{{N:alliance}}",
        rf"{_IS} {{N:alliance}}'s {_FILL}{{0,30}}\b{_MEMBERS}\b",
        rf"{_IS} (?:the |el |la )?(?:first|second|third|latest|newest|next|only|\w+th|primer[oa]?|segund[oa]|últim[oa]) {_FILL}{{0,50}}?(?:to join|en (?:unirse|incorporarse) a) {_THE}{{N:alliance}}",
        rf" (?:today |hoy |have |has |han |ha )*(?:announce[sd]?|anunci\w+) {_THE}(?:creation|formation|launch|establishment|creación|constitución) (?:of|de) {_THE}(?:{_FILL}{{0,20}} )??{{N:alliance}}",
        rf",? {_JOINS} {_THE}(?:{_FILL}{{0,30}} )??{_THE}{{N:alliance}}",
        rf"(?:,| [-–—])? (?:an?|the|both|all|una?|uno de los|el|la) ?{_FILL}{{0,30}}\b{_MEMBERS} (?:of|de|del) {_THE}{{N:alliance}}",
        rf"(?:,| [-–—])? (?:has |have |han |ha )?(?:formed|founded|created|established|launched|set up|cre[oó]|creado|fund[oó]|fundaron|crearon|formaron|make up|makes up|constitute) {_THE}{{N:alliance}}",
    )
)
_ADDED = re.compile(
    r"\b(?:addition|admission|entry|accession|arrival|incorporación|entrada|adhesión) (?:of|de) (?:the |la )?$", re.IGNORECASE
)
_GROWS = pattern(rf",? {_THE}{{N:alliance}}(?: \w+)? (?:has|have|counts|numbers|comprises|cuenta|tiene|suma|will have|reaches|grows)\b")
_TAILS_IN_SIGHT = tuple(
    pattern(p)
    for p in (
        rf"{_IS}(?: {_FILL}{{0,20}})? (?:full|associate|founding|founder|new|active) {_MEMBERS}(?! of| in| de)\b",
        rf",? (?:enters?|joins?|joined|entered|has joined|have joined)(?: {_FILL}{{0,30}})? as (?:an? )?(?:full |new |associate |founding )?{_MEMBERS}(?! of| in)\b",
    )
)
_UNSURE = re.compile(
    r"\b(?:not|no longer|never|may|might|could|would|in talks|negotiat\w+|consider\w*|hopes?|wish\w*|invit\w+|left|leaves?|leaving|withdr\w+|former|formerly|ex|potential|possible|if"
    r"|podría|ya no|abandon\w+|dej[oó])\b",
    re.IGNORECASE,
)
_THE_ALLIANCE = re.compile(r"(?<!, )\b(?:the|this|our|la|el|esta|este)\s+(?:alliance|consortium|federation|alianza|consorcio)\b(?!\s+(?:of|de|between|in|comprising|formed|led|formad[ao]|integrad[ao])\b|,?\s(?-i:[A-ZÀ-Þ]))", re.IGNORECASE)
_LEAD_OF_LINES = re.compile(rf"\b{_MEMBERS}\b[^.]{{0,80}}:\s*$", re.IGNORECASE)
_BEFORE, _AFTER = 240, 200


def propose(marks: Marks) -> Iterator[Proposal]:
    """Lists of members, and single operators that join."""
    for sentence in marks.sentences:
        masked = mask(marks, sentence, countries=True, stand_ins=_stand_ins(marks, sentence))
        for found in lists(masked.text, _ITEM):
            for items in _apart(marks, masked, found):
                yield from _in_prose(marks, masked, items)
    yield from _one_a_line(marks)


def _stand_ins(marks: Marks, sentence: Span) -> list[StandIn]:
    """ "It" and "the company", "the alliance", and "its" where it is an alliance's."""
    found = [s for s in anaphors(marks, sentence) if not s.owning or _is_alliance(marks, s.meant)]
    for match in _THE_ALLIANCE.finditer(marks.text, *sentence):
        meant = _in_sight(marks, match.start())
        if meant is not None:
            found.append(StandIn(Span(match.start(), match.end()), meant))
    return found


def _apart(marks: Marks, masked: Masked, items: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The list without alliances: "as a member of the Alliance, Alpha" is no list of two members."""
    held: list[re.Match[str]] = []
    for item in items:
        mention = masked.at(item.group("member"))
        if isinstance(mention, Mention) and _is_alliance(marks, mention):
            if held:
                yield held
            held = []
        else:
            held.append(item)
    if held:
        yield held


def _in_prose(marks: Marks, masked: Masked, items: Sequence[re.Match[str]]) -> Iterator[Proposal]:
    start, end = items[0].start(), items[-1].end()
    before = masked.text[max(0, start - _BEFORE) : start]
    after = masked.text[end : end + _AFTER]
    found = next((m for m in (rule.search(before) for rule in _LEADS) if m), None)
    if found is not None:
        opening = start - len(before) + found.start()
        closing = None
    else:
        tails = (*_TAILS, _GROWS) if _ADDED.search(before) else _TAILS
        found = next((m for m in (rule.match(after) for rule in tails) if m), None)
        opening = start
        closing = end + found.end() if found else None
    alliance = masked.at(found.group("alliance")) if found else None
    if found is None:
        lead = next((m for m in (rule.search(before) for rule in _LEADS_IN_SIGHT) if m), None)
        tail = next((m for m in (rule.match(after) for rule in _TAILS_IN_SIGHT) if m), None)
        found = lead or tail
        alliance = _in_sight(marks, masked.span(start, end).start) if found else None
        opening = start - len(before) + lead.start() if lead else start
        closing = end + tail.end() if tail and not lead else None
    if found is None or not isinstance(alliance, Mention) or not _is_alliance(marks, alliance):
        return
    if _UNSURE.search(found.group()):
        return
    for item in items:
        member = masked.at(item.group("member"))
        if not isinstance(member, Mention) or member.entity == alliance.entity:
            continue
        countries = [c for c in (masked.at(t) for t in re.findall(r"⟦C\d+⟧", item.group())) if isinstance(c, FoundCountry)]
        anchor = masked.span(opening, closing or item.end())
        yield _membership(marks, alliance, member, countries, anchor)


def _membership(
    marks: Marks, alliance: Mention, member: Mention, countries: Sequence[FoundCountry], anchor: Span
) -> Proposal:
    slots = {"alliance": company(marks, alliance), "member": company(marks, member)}
    if countries:
        codes = tuple(dict.fromkeys(c.code for c in countries))
        slots["countries"] = Filled(codes, tuple(c.span for c in countries))
    return Proposal(kind=Membership, anchor=joined(anchor, member.span), slots=slots)


def _is_alliance(marks: Marks, mention: Mention) -> bool:
    """Whether a name is of something with members: its words say so, or the filing calls it so."""
    entity = marks.names.entities[mention.entity]
    if any((_CALLED_SO if entity.legal else COLLECTIVE).search(name) for name in entity.names):
        return True
    for other in marks.names.mentions:
        if other.entity == mention.entity:
            before, after = marks.text[max(0, other.span.start - 40) : other.span.start], marks.text[other.span.end : other.span.end + 60]
            if _CALLED_BEFORE.search(before) or _CALLED_AFTER.match(after):
                return True
    return False


_PLAIN = r"(?:alliance|consortium|federation|alianza|consorcio|Allianz)"
_CALLED_SO = re.compile(rf"\b{_PLAIN}\b", re.IGNORECASE)
_CALLED_BEFORE = re.compile(
    rf"\b{_PLAIN}(?:,?\s+(?:called|named|known as|llamad[oa]))?\s+[\"“«]?$|\b(?:[Mm]embers? of|[Mm]iembros? de)\s+(?:the\s|la\s)?$"
)
_CALLED_AFTER = re.compile(
    rf"[\"”»]?(?:['’]s)?(?:,)?(?:\s(?:is|was|es))?(?:\s+(?:an?|the|una?|la|el)(?:\s[a-zß-ÿ-]+){{0,3}})?\s+{_PLAIN}\b"
    r"|\s+members\b|['’]s?\s+(?:(?:other|fellow|new|current|existing)\s)?members\b|\s+(?:now\s)?(?:has|counts)\s(?:[\w-]+\s){1,2}members\b"
)


def _in_sight(marks: Marks, at: int) -> Mention | None:
    """The alliance last spoken of before `at`, in the passage or under its heading; else the filing's only one."""
    since = marks.passage.heading.start if marks.passage.heading else marks.passage.span.start
    alliances = [m for m in marks.names.mentions if _is_alliance(marks, m)]
    near = [m for m in alliances if since <= m.span.start < at]
    if near:
        return near[-1]
    return alliances[0] if len({m.entity for m in alliances}) == 1 else None


def _one_a_line(marks: Marks) -> Iterator[Proposal]:
    """Members set one a line, after a sentence that ends with a colon."""
    alliance: Mention | None = None
    lead = Span(0, 0)
    for block in marks.passage.blocks:
        if block.type == "paragraph":
            alliance = None
            if _LEAD_OF_LINES.search(marks.words(block.span)):
                inside = [m for m in marks.names.within(block.span) if _is_alliance(marks, m)]
                alliance = inside[0] if inside else _in_sight(marks, block.span.end)
                lead = block.span
            continue
        if alliance is None:
            continue
        for line in re.compile(r"\S[^\n]*").finditer(marks.text, *block.span):
            span = Span(line.start(), line.end())
            names = [m for m in marks.names.within(span) if not marks.names.entities[m.entity].place]
            if names and names[0].span.start - span.start < 6 and names[0].entity != alliance.entity:
                countries = [c for c in marks.countries if span.covers(c.span) and not c.span.overlaps(names[0].span)]
                yield _membership(marks, alliance, names[0], countries, joined(lead, span))
