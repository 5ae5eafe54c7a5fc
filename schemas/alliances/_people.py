"""Persons' names and roles, as filings print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span
from extractor.marks import Marks, Mention

_PARTICLE = r"(?:de|del|de la|la|von|van|van der|der|di|da|du|dos|bin|al|el|y|e|ter|le)"
NAME = rf"[A-ZÀ-Þ](?:[\w’'?-]+|\.)(?:-[A-ZÀ-Þ]\w+)?(?:[ \t]+(?:{_PARTICLE}[ \t]+)*[A-ZÀ-Þ](?:[\w’'?-]+|\.?))+(?:[ \t]+(?:Jr|Sr|II|III)\b\.?)?"
ROLE_WORD = (
    r"(?:chief|director[a]?|president[ae]?|chair(?:man|woman|person)?|ceo|cfo|cto|coo|cio|cmo|evp|svp|officer|manager|head|secretar(?:y|io|ia)|spokes(?:man|woman|person)|treasurer|counsel|lead|partner"
    r"|vice[- ]president[ae]?|consejer[oa](?: delegad[oa])?|responsable|portavoz|jefe|gerente|vocal|minister|analyst|founder|controller|coordinator|executive|relations|communications|corporate affairs|press (?:office|contact)|leiter(?:in)?|vorstand|geschäftsführer|directeur|directrice|président)"
)
ROLE = re.compile(rf"\b{ROLE_WORD}\b", re.IGNORECASE)
_ROLE_PHRASE = rf"(?:(?!\b(?:said|says|and said|who|which)\b)[\w&/’'.-]+,? ){{0,6}}?{ROLE_WORD}(?:(?: and| &|,| y)? (?:(?:chief|executive|financial|operating|technical|technology|commercial|marketing|information|corporate|general|managing|investor|public|media|director|officer|president|chairman|relations|communications|affairs|manager|secretary|strategy|network|networks|legal|human|resources|sales|business|development|finance|products?|services|engineering|delegad[oa]|general|financier[oa]|ejecutiv[oa]|comercial|técnic[oa]|comunicación|relaciones|inversores|con|institucionales|CEO|CFO|COO|CTO))){{0,6}}"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Prof|D|Don|Dña|Doña|Sr|Sra|Herr|Frau)\.?[ \t]+)?"
_NOT_PERSON = re.compile(
    r"\b(?:Street|Road|Avenue|Ave|Suite|Floor|Via|Calle|Plaza|Paseo|Building|House|Box|Tower|Park|Square|Lane|Drive|Way|Court|Group|Telecom\w*|Mobile|Inc|Ltd|Limited|GmbH|AG|plc|Corp\w*|Company|Associates|Alliance|Holdings?"
    r"|Contacts?|Press|Media|Investors?|Relations|Release|Further|Information|Enquiries|Inquiries|Communications?|Affairs|Office|Department|Website|Email|E-mail|Phone|Tel\w*|Fax|Signature|Date|Enclosure|Exhibit|Corporate|Manager|Director|Officer|Report|Form|Securities|Exchange|Commission|Washington|Note|Notes|Editors|City|London|Madrid|Network\w*|Wireless|Communication|Technolog\w*|Services|Systems|United|Kingdom|States|Republic|Partners|Bank|Capital)\b"
)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person named in prose, with role and organisation where the words give them."""

    name: Span
    role: Span | None
    organization: Mention | None


_NAME_ROLE = re.compile(rf"{_TITLE}(?P<name>(?-i:{NAME}))(?:,| \(|[ \t]+[-–—])\s+(?:(?:the|our|its|a|el|la|su|group's)\s+)?(?P<role>{_ROLE_PHRASE})(?P<of>\s*(?:,|of|at|for|de|del|en|\bin\b)\s+(?:the |la |el )?)?", re.IGNORECASE)
_ROLE_NAME = re.compile(rf"\b(?P<role>{_ROLE_PHRASE})(?P<of>\s+(?:of|at|for|de|del)\s+(?:the |la |el )?(?P<org>(?-i:[A-Z][\w&’'.-]*(?:\s[A-Z][\w&’'.-]*){{0,4}})))?,?\s+{_TITLE}(?P<name>(?-i:{NAME}))(?=[,.\s:])", re.IGNORECASE)


def affiliation(marks: Marks, sentence: Span) -> Iterator[Affiliation]:
    """Persons of a sentence who are named together with their role: "NAME, ROLE of ORGANISATION"."""
    text = marks.text
    flat = re.sub(r"\s", " ", text[sentence.start : sentence.end])
    taken: list[Span] = []
    for rule in (_NAME_ROLE, _ROLE_NAME):
        for match in rule.finditer(flat):
            name = Span(sentence.start + match.start("name"), sentence.start + match.end("name"))
            if any(name.overlaps(t) for t in taken) or not _may_be_person(marks, name):
                continue
            role = Span(sentence.start + match.start("role"), sentence.start + match.end("role"))
            at = sentence.start + match.end()
            org = _organization(marks, sentence, role, name, at if rule is _NAME_ROLE and match.group("of") else None)
            taken.append(name)
            yield Affiliation(name, role, org)


def _organization(marks: Marks, sentence: Span, role: Span, name: Span, at: int | None) -> Mention | None:
    near = [m for m in marks.names.within(sentence) if not marks.names.entities[m.entity].person and not m.span.overlaps(name)]
    if at is not None:
        following = [m for m in near if at <= m.span.start <= at + 4]
        if following:
            return following[0]
    inside = [m for m in near if role.start - 40 <= m.span.start <= role.end + 8 and marks.names.is_company(m.entity)]
    if inside:
        return min(inside, key=lambda m: abs(m.span.start - role.end))
    return marks.about_at(sentence.start)


def _may_be_person(marks: Marks, name: Span) -> bool:
    said = marks.words(name)
    if _NOT_PERSON.search(said) or ROLE.search(said) or any(c.isdigit() for c in said) or not 2 <= len(said.split()) <= 6:
        return False
    return not any(m.span.overlaps(name) and marks.names.is_company(m.entity) and not marks.names.entities[m.entity].person for m in marks.names.within(name))


_PERSON_LINE = re.compile(rf"\W*(?:Name:\s*|Contact:\s*|Contacto:\s*)?{_TITLE}(?P<name>{NAME})(?=\s*(?:$|[,;/(|–—-]|\s{{2,}}))")


def is_person_line(marks: Marks, line: Span) -> Span | None:
    """The person's name that a line of a contact block opens with, if it does."""
    match = _PERSON_LINE.match(marks.text, line.start, line.end)
    if match is None:
        return None
    name = Span(match.start("name"), match.end("name"))
    return name if _may_be_person(marks, name) else None
