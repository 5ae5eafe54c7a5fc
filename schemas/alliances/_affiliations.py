"""Persons named in prose with the role they have, or as those who say something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances._people import ROLE_PHRASE, TITLE, Candidate, persons
from alliances._phrases import flat
from extractor.facts import Span
from extractor.marks import Marks, Mention
from extractor.marks.quotations import SAYS

_ARTICLE = (
    r"(?:(?:the|our|its|their|his|her|a|an|currently|group|el|la|los|su|nuestr[oa]|actual|hasta ahora|as|new|first"
    r"|next|who is|who was|who serves as)\s+){0,3}"
)
_AGE = r"(?:\s?\(\d\d\))?"
_OPENS_ROLE = rf"{_AGE}(?:\s?(?:,|\(|[-–—])\s?|\s(?=[A-Z]))(?:(?:aged?\s)?\d\d,\s)?{_ARTICLE}"
_AFTER = re.compile(
    rf"{_OPENS_ROLE}(?:(?:[\w&-]+[’']s?|(?!(?:and|or|y|o|und|et|with|con|said"
    rf"|says)\s)[a-z0-9-]+)\s){{0,4}}?(?P<role>(?i:{ROLE_PHRASE}))"
)
_AFTER_COMPANY = re.compile(rf"{_OPENS_ROLE}(?:[A-ZÀ-Þ][\w&.-]*\s){{1,4}}?(?P<role>(?i:{ROLE_PHRASE}))")
_APPOINTED = re.compile(
    rf"{_AGE},?\s(?:(?:who|has|have|had|was|is|been|will|be|become|becomes|became|ha|sido|fue|será|es|appointed"
    rf"|named|elected|promoted|re-?elected|joins|joined|nombrad[oa]|designad[oa]|elegid[oa]|succeeds?|serves?|to|as"
    rf"|como|the|new|its|nuev[oa]|our)\s){{1,7}}(?P<role>(?i:{ROLE_PHRASE}))",
)
_NAMING = re.compile(
    rf"\b(?i:appoint(?:s|ed)|names?|named|elect(?:s|ed)|re-?elected|promot(?:es|ed)|made|hired|nombr(?:ó|a|ado) a"
    rf"|design(?:ó|a|ado) a)\s(?:{TITLE}\s)?$"
)
_NAMED = re.compile(
    rf"{_AGE}\s(?:(?:an?|its|the|their|as|to be|to|new|su|como|nuev[oa])\s){{0,4}}(?P<role>(?i:{ROLE_PHRASE}))"
)
_NAMED_AS = re.compile(
    rf"{_AGE}\s(?:as|to the (?:post|position|office) of|como)\s{_ARTICLE}(?P<role>(?i:{ROLE_PHRASE}))"
)
_OTHER = rf"(?:{TITLE}\s)?[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){{1,3}}"
_BEFORE = re.compile(
    rf"(?P<role>(?i:{ROLE_PHRASE}))(?P<of>(?:\s[a-záéíóúñ]{{4,}})?\s(?:of|at|for|de|del|von|bei)\s(?:the\s|la\s"
    rf"|el\s)?(?P<org>[^,;:.]{{2,60}}))?,?\s(?:{_OTHER}(?:,|\s(?:and|y))\s){{0,2}}(?:{TITLE}\s)?$"
)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person named in prose, with role and organisation where the words give them.

    `speaks` says that a verb of saying stands next to the name or its role.
    """

    name: Span
    role: Span | None
    organization: Mention | None
    speaks: bool


def affiliations(marks: Marks, sentence: Span) -> Iterator[Affiliation]:
    """The persons of a sentence whose role it gives, or who say something in it."""
    text = flat(marks, sentence)
    for found in persons(marks, sentence):
        role = _role(text, sentence, found)
        at = found.span if role is None else Span(min(found.span.start, role.start), max(found.span.end, role.end))
        speaks = _speaks(text, Span(at.start - sentence.start, at.end - sentence.start))
        if role is not None or speaks:
            yield Affiliation(
                found.span, role, _organization(marks, sentence, role, found.span) if role else None, speaks
            )


def _role(text: str, sentence: Span, found: Candidate) -> Span | None:
    start, end = found.span.start - sentence.start, found.span.end - sentence.start
    for rule in (_AFTER, _AFTER_COMPANY, _APPOINTED, _NAMED_AS):
        match = rule.match(text, end)
        if match:
            return Span(sentence.start + match.start("role"), sentence.start + match.end("role"))
    lead = text[max(0, start - 170) : start]
    named = _NAMED.match(text, end) if _NAMING.search(lead) else None
    if named:
        return Span(sentence.start + named.start("role"), sentence.start + named.end("role"))
    for word in re.finditer(r"(?<![\w-])\w", lead):
        match = _BEFORE.match(lead, word.start())
        if match:
            by = sentence.start + start - len(lead)
            return Span(by + match.start("role"), by + match.end("role"))
    return None


def _speaks(text: str, person: Span) -> bool:
    before = text[max(0, person.start - 40) : person.start]
    after = text[person.end : person.end + 90]
    said_before = [m.end() for m in SAYS.finditer(before)]
    if said_before and re.fullmatch(rf"(?:\s|,|{TITLE}|the|el|la|its|Mr|today)*", before[said_before[-1] :]):
        return True
    said_after = SAYS.search(after)
    return said_after is not None and "." not in after[: said_after.start()].replace("Inc.", "").replace("S.A.", "")


def _organization(marks: Marks, sentence: Span, role: Span, name: Span) -> Mention | None:
    """The organisation a role is in: named after it, or right before it, or whom the sentence is about."""
    near = [
        m
        for m in marks.names.within(Span(sentence.start, sentence.end))
        if not marks.names.entities[m.entity].person and not m.span.overlaps(name) and not role.covers(m.span)
    ]
    link = re.compile(r"[\s,]*(?:(?:of|at|for|de|del|in|en|bei|von)\s+)?(?:(?:the|la|el)\s+)?(?:[a-z]+\s+){0,2}")
    for mention in near:
        if mention.span.start >= role.end and link.fullmatch(marks.text, role.end, mention.span.start):
            return mention
    before = [m for m in near if m.span.end <= role.start and role.start - m.span.end <= 14]
    if before and (marks.names.is_company(before[-1].entity) or role.start - before[-1].span.end <= 3):
        return before[-1]
    return marks.about_at(sentence.start)
