"""Memberships: which operator belongs to which alliance, and for which countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances._fill import company, joined, names_in
from extractor.facts import Country, Fact, Name, Span
from extractor.marks import Marks, Mention
from extractor.marks.masked import Masked, mask, pattern
from extractor.proposals import Filled, Proposal
from extractor.values import FoundCountry


class Membership(Fact, key=("alliance", "member")):
    """An operator or company belongs to an alliance or consortium, and for which countries."""

    alliance: Name
    member: Name
    countries: tuple[Country, ...] = ()


_PLACES = r"(?:\(\s*(?:the )?{C}(?:\s*(?:,|;|/|and|y|und|et|&)\s*(?:and |y )?(?:the )?{C})*\s*\)|(?:in|of|from|de|en) (?:the )?{C}(?:(?:,| and| y) (?:the )?{C}){0,3})?"
_ITEM = rf"{{N}}(?:'s|’s)?(?:\s*,?\s*{_PLACES})"
_LIST = rf"{_ITEM}(?:\s*(?:,|;|and|y|e|und|et|&|as well as|along with|\*|-|•)\s*(?:and |y |also )?(?:the |of )?{_ITEM})*"
_WORD = r"(?:founding |founder |current |full |new |other |existing |initial |remaining |associate )*(?:members?|member operators?|member companies|partners|miembros|socios|integrantes|Mitglieder)"
_GROUP = r"(?:alliance|consortium|federation|group(?:ing)?|club|association|alianza|consorcio|agrupación|Allianz)"

_RULES = tuple(
    pattern(p)
    for p in (
        rf"{{N:alliance}}(?:'s)? (?:now |currently |has |have |comprises|counts|consists of|includes|numbers|with|,|\(|is|are|and|its|a|total|of|tiene|cuenta con)*\s*(?:{{Q}}|{_WORD})[^:⟦.]{{0,40}}(?::|,|—|–|-|are|include|includes|including|namely|son|:)+ ?(?P<list>{_LIST})",
        rf"{_WORD} of (?:the )?{{N:alliance}}[^⟦.]{{0,40}}?(?::|,|are|include|includes|including|namely|son)+ (?P<list>{_LIST})",
        rf"{{N:alliance}},? (?:is |es |was |, )?(?:an?|the|una?|la|el)? ?[^⟦.,]{{0,50}}{_GROUP} ?[^⟦.,]{{0,30}}?(?:of|comprising|formed by|between|made up of|consisting of|composed of|bringing together|that includes|de|formad[ao] por|integrad[ao] por|compuest[ao] por|que agrupa a|que reúne a) (?P<list>{_LIST})",
        rf"{{N:alliance}} ?[^⟦.]{{0,40}}?(?:comprises|comprising|consists of|is made up of|is composed of|brings together|unites|groups|integrad[ao] por|formad[ao] por|compuest[ao] por|agrupa a|reúne a) (?P<list>{_LIST})",
        rf"(?P<list>{_LIST})\s*,? (?:which )?(?:is|are|was|were|becomes?|became|has become|have become|will become|es|son|will be)\s*(?:also )?(?:an?|the|all|both|one of the|un|una)?\s*[^⟦.,]{{0,30}}?(?:members?|miembros?|socios?) (?:of|de(?: la| el)?l?) (?:the )?{{N:alliance}}",
        rf"(?P<list>{_LIST})\s*,? (?:has |have |will |today |formally |also |officially |recently )*(?:joined|joins?|joining|se (?:ha )?(?:incorporad[oa]|unid[oa]|unió|incorporó|incorpora|une) a(?: la)?) (?:the )?{{N:alliance}}",
        rf"{{N:alliance}} (?:has |today |announced |that |it |is |pleased |to )*(?:welcomes?|welcomed|admitted|admits|added|adding|accepted) (?P<list>{_LIST})[^⟦.]{{0,40}}? (?:as|to)\b[^⟦.]{{0,40}}(?:members?|partners?|membership)",
        rf"(?P<list>{_LIST})\s*,? ?(?:an?|the|un|una)? ?[^⟦.,]{{0,20}}(?:member|miembro) of (?:the )?{{N:alliance}}",
    )
)
_LEAD = re.compile(rf"{_WORD}[^.]{{0,80}}:\s*$", re.IGNORECASE)


def propose(marks: Marks) -> Iterator[Proposal]:
    """Lists of members, and single operators that join."""
    for sentence in marks.sentences:
        masked = mask(marks, sentence, countries=True)
        for rule in _RULES:
            for match in rule.finditer(masked.text):
                yield from _members(marks, masked, match)
    yield from _one_a_line(marks)


def _members(marks: Marks, masked: Masked, match: re.Match[str]) -> Iterator[Proposal]:
    alliance = masked.at(match.group("alliance"))
    if not isinstance(alliance, Mention) or not _is_alliance(marks, alliance):
        return
    start = match.start("list")
    for item in re.finditer(pattern(_ITEM).pattern, match.group("list")):
        member = names_in(masked, item.group())[0]
        if member.entity == alliance.entity:
            continue
        yield _membership(marks, alliance, member, _countries(masked, item.group()), masked.span(match.start(), start + item.end()))


def _countries(masked: Masked, words: str) -> list[FoundCountry]:
    found = (masked.at(token) for token in re.findall(r"⟦C\d+⟧", words))
    return [c for c in found if isinstance(c, FoundCountry)]


def _membership(marks: Marks, alliance: Mention, member: Mention, countries: list[FoundCountry], anchor: Span) -> Proposal:
    slots = {"alliance": company(marks, alliance), "member": company(marks, member)}
    if countries:
        codes = tuple(dict.fromkeys(c.code for c in countries))
        slots["countries"] = Filled(codes, tuple(c.span for c in countries))
    return Proposal(kind=Membership, anchor=joined(anchor, member.span), slots=slots)


def _is_alliance(marks: Marks, mention: Mention) -> bool:
    """Whether a name is of something with members: its words say so, or the filing calls it so."""
    names = marks.names.entities[mention.entity].names
    if any(re.search(rf"\b{_GROUP}\b", name, re.IGNORECASE) for name in names):
        return True
    spans = [m.span for m in marks.names.mentions if m.entity == mention.entity]
    around = (marks.text[max(0, s.start - 60) : s.end + 80] for s in spans)
    return any(re.search(rf"\b{_GROUP}|members?\b|miembros", words, re.IGNORECASE) for words in around)


def _one_a_line(marks: Marks) -> Iterator[Proposal]:
    """Members set one a line, after a sentence that ends with a colon."""
    alliance: Mention | None = None
    lead = Span(0, 0)
    for block in marks.passage.blocks:
        words = marks.words(block.span)
        if block.type == "paragraph" and _LEAD.search(words):
            inside = [m for m in marks.names.companies(block.span) if _is_alliance(marks, m)]
            alliance = inside[0] if inside else marks.about_at(block.span.start)
            lead = block.span
            continue
        if alliance is None or block.type == "paragraph":
            alliance = None
            continue
        for line in re.compile(r"\S[^\n]*").finditer(marks.text, *block.span):
            span = Span(line.start(), line.end())
            names = [m for m in marks.names.within(span) if m.span.start - span.start < 12 and not marks.names.entities[m.entity].place]
            if names:
                countries = [c for c in marks.countries if span.covers(c.span) and not c.span.overlaps(names[0].span)]
                yield _membership(marks, alliance, names[0], countries, joined(lead, span))
