"""Persons named in prose with the role they have, or as those who say something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from alliances.rules.marks import Marks, Mention
from alliances.rules.people.names import ROLE, ROLE_PHRASE, TITLE, Candidate, persons
from extractor.annotations.quotations import SAYS
from extractor.facts import Span

_ARTICLE = (
    r"(?:(?:the|our|its|their|his|her|a|an|one of|currently|formerly|previously|group|el|la|los|su|nuestr[oa]|actual"
    r"|actualmente|hasta ahora|o|as|new|first|next|who is|who was|who serves as|quien es|que es|que é|sein[e]?"
    r"|the newly"
    r"|[\w-]+[’']s)\s+){0,4}"
)
_AGE = r"(?:\s?\(\d\d\))?"
_OPENS_ROLE = (
    rf"(?:,\s[A-Z][a-z]+(?=\s\())?{_AGE}(?:\s?(?:,|\(|[-–—])\s?|\s(?=[A-Z]))(?:(?:aged?\s)?\d\d,\s)?{_ARTICLE}"
)
_AFTER = re.compile(
    rf"{_OPENS_ROLE}(?:(?:[\w&-]+[’']s?|(?!(?:and|or|y|o|und|et|with|con|said"
    rf"|says)\s)[a-z0-9-]+)\s){{0,4}}?(?P<role>(?i:{ROLE_PHRASE}))"
)
_AFTER_COMPANY = re.compile(rf"{_OPENS_ROLE}(?:[A-ZÀ-Þ][\w&.-]*\s){{1,4}}?(?P<role>(?i:{ROLE_PHRASE}))")
_APPOINTED = re.compile(
    rf"{_AGE},?\s(?:(?:who|has|have|had|was|is|been|will|be|become|becomes|became|ha|sido|fue|será|es|appointed"
    rf"|named|elected|promoted|re-?elected|joins|joined|nombrad[oa]|designad[oa]|elegid[oa]|succeeds?|serves?|to|as"
    rf"|como|the|new|its|nuev[oa]|our|[\w-]+[’']s)\s){{1,7}}(?P<role>(?i:{ROLE_PHRASE}))",
)
_NAMING = re.compile(
    rf"\b(?i:appoint(?:s|ed)|names?|named|elect(?:s|ed)|re-?elected|promot(?:es|ed)|made|hired|nombr(?:ó|a|ado) a"
    rf"|design(?:ó|a|ado) a)\s(?:{TITLE}\s)?$"
)
_NAMED = re.compile(
    rf"{_AGE}\s(?:(?:an?|its|the|their|as|to be|to|new|su|como|nuev[oa]"
    rf"|[\w-]+[’']s)\s){{0,4}}(?P<role>(?i:{ROLE_PHRASE}))"
)
_NAMED_AS = re.compile(
    rf"{_AGE}\s(?:as|to the (?:new |newly[- ]created )?(?:post|position|office|role) of"
    rf"|como)\s{_ARTICLE}(?P<role>(?i:{ROLE_PHRASE}))"
)
_ROLE_BETWEEN = re.compile(rf"\s(?i:{ROLE_PHRASE})\s(?:{TITLE}\s)?")
_OFFICE_OF = re.compile(rf"(?i:{ROLE.pattern})\s(?:of|at|for|de|del|der|von|bei|chez|da|do)\s(?:(?:the|la|el)\s)?$")
"""Before what a role is held in, which is no person."""
_LISTED = re.compile(
    rf"(?:,\s[A-Z][a-z]+)?(?:\s\((?:[^()\d%]{{1,60}}|\d\d)\))?[,;]?(?:\s(?:and|y|e|und|et|&))?\s(?:{TITLE}\s)?"
)
"""Between two names of a list; a given name may come after a comma: "Cha May Lung, Laura"."""
_MANY = re.compile(
    r"\b(?:\w+(?:ors|ers|ents|ives|rios|rias|tes|eros|eras|ores|oras|ales|ries)|\w+men|members)$", re.IGNORECASE
)
"""A role of several, which a list of names shares."""
_OTHER = rf"(?:{TITLE}\s)?[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){{1,3}}"
_BEFORE = re.compile(
    rf"(?P<role>(?i:{ROLE_PHRASE}))(?P<of>(?:\s[a-záéíóúñ]{{4,}})?\s(?:of|at|for|de|del|von|bei)\s(?:the\s|la\s"
    rf"|el\s)?(?P<org>[^,;:.]{{2,60}}))?(?:,|:|,?\snamely,?|\s(?:is|are|was|were|son|es|being|namely|comprises?"
    rf"|includes?))?\s(?:{_OTHER}(?:,|\s(?:and|y))\s){{0,2}}(?:{TITLE}\s)?$"
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
    text = marks.flat(sentence)
    found = [p for p in persons(marks, sentence) if not _names_office(text, sentence, p)]
    starts = {p.span.start - sentence.start for p in found}
    found = [p for p in found if not _names_company(text, p.span.end - sentence.start, starts)]
    for person, role in zip(found, _roles(text, sentence, found), strict=True):
        start, end = min(person.span, role or person.span).start, max(person.span.end, role.end if role else 0)
        speaks = _speaks(text, Span(start - sentence.start, end - sentence.start))
        if role is not None or speaks:
            organization = _organization(marks, sentence, role, person.span, found) if role else None
            yield Affiliation(person.span, role, organization, speaks)


def _roles(text: str, sentence: Span, found: Sequence[Candidate]) -> list[Span | None]:
    """The role of each person; a role of several is shared by the list before or after it."""
    roles = [_role(text, sentence, person) for person in found]
    ends = [Span(p.span.start - sentence.start, p.span.end - sentence.start) for p in found]
    linked = [_LISTED.fullmatch(text, one.end, other.start) is not None for one, other in pairwise(ends)]
    for n, goes_on in enumerate(linked):
        role = roles[n]
        if (
            goes_on
            and roles[n + 1] is None
            and role
            and role.end <= found[n].span.start
            and _of_many(text, sentence, role)
        ):
            roles[n + 1] = role
    for n, goes_on in reversed(list(enumerate(linked))):
        role = roles[n + 1]
        if (
            goes_on
            and roles[n] is None
            and role
            and role.start >= found[n + 1].span.end
            and _of_many(text, sentence, role)
        ):
            roles[n] = role
    return roles


def _of_many(text: str, sentence: Span, role: Span) -> bool:
    return _MANY.search(text, role.start - sentence.start, role.end - sentence.start) is not None


def _names_office(text: str, sentence: Span, found: Candidate) -> bool:
    """Whether a name is what somebody is the head or director of."""
    start = found.span.start - sentence.start
    return _OFFICE_OF.search(text, max(0, start - 40), start) is not None


def _names_company(text: str, end: int, others: set[int]) -> bool:
    """Whether a name is followed by a role and then by who has it, so that it is the company: "Zap CEO Ann Bell"."""
    role = _ROLE_BETWEEN.match(text, end)
    return role is not None and role.end() in others


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
    if ROLE.search(lead) is None:
        return None
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


def _organization(marks: Marks, sentence: Span, role: Span, name: Span, people: Sequence[Candidate]) -> Mention | None:
    """The organisation a role is in: named after it, or right before it, or whom the sentence is about."""
    near = [
        m
        for m in marks.names.within(sentence)
        if not any(m.span.overlaps(p.span) for p in people) and not role.covers(m.span) and _may_employ(marks, m, name)
    ]
    link = re.compile(r"[\s,]*(?:(?:of|at|for|de|del|in|en|bei|von)\s+)?(?:(?:the|la|el)\s+)?(?:[a-z]+\s+){0,2}")
    for mention in near:
        if mention.span.start >= role.end and link.fullmatch(marks.text, role.end, mention.span.start):
            return mention
    before = [m for m in near if m.span.end <= role.start and role.start - m.span.end <= 14]
    if before and (marks.names.is_company(before[-1].entity) or role.start - before[-1].span.end <= 3):
        return before[-1]
    about = marks.about_at(sentence.start)
    return (
        about
        if about is not None and marks.names.is_company(about.entity) and _may_employ(marks, about, name)
        else None
    )


def _may_employ(marks: Marks, mention: Mention, name: Span) -> bool:
    """Whether a name is not a person's: neither known as one, nor a part of the name of the one spoken of."""
    entity = marks.names.entities[mention.entity]
    return (
        not entity.person
        and not mention.span.overlaps(name)
        and not set(entity.name.split()) & set(marks.words(name).split())
    )
