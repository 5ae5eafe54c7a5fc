"""Persons: contacts, signatories and speakers, with role, organisation, e-mail address and telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances._contacts import Line, columns
from alliances._fill import company, joined, words
from alliances._people import NAME, ROLE, ROLE_WORD, Affiliation, affiliation, is_person_line
from extractor.facts import Fact, Name, Span, Text
from extractor.marks import Marks, Mention
from extractor.proposals import Filled, Proposal
from extractor.values import find_emails, find_phones


class Person(Fact, key=("name",)):
    """A named person: contact, signatory or speaker."""

    name: Name
    role: Text | None = None
    organization: Name | None = None
    email: Text | None = None
    phone: Text | None = None


_SIGNED = re.compile(rf"/s/[\s_]*(?P<name>{NAME})")
_TITLE = re.compile(rf"(?:Title:|Name:[^\n]*\n\s*Title:)?[ \t_]*(?P<role>[^\n]*\b{ROLE_WORD}\b[^\n]*)", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """A contact as it is read, line by line."""

    name: Span
    role: Span | None = None
    organization: Span | None = None
    email: Span | None = None
    phone: Span | None = None
    filled: Filled | None = None


def propose(marks: Marks) -> Iterator[Proposal]:
    """Contacts of every block set in lines or columns, signatories, and persons named with their role in prose."""
    for block in marks.passage.blocks:
        if block.type in ("lines", "columns") or (block.type == "paragraph" and "@" in marks.text[block.span.start : block.span.end]):
            for column in columns(marks.text, block.span):
                yield from _contacts(marks, column)
    for match in _SIGNED.finditer(marks.text, *marks.passage.span):
        yield from _signatory(marks, match)
    for sentence in marks.sentences:
        for found in affiliation(marks, sentence):
            yield _affiliated(marks, found)


def _affiliated(marks: Marks, found: Affiliation) -> Proposal:
    slots = {"name": words(marks, found.name)}
    spans = [found.name]
    if found.role is not None:
        slots["role"] = words(marks, found.role)
        spans.append(found.role)
    if found.organization is not None:
        slots["organization"] = company(marks, found.organization)
        spans.append(found.organization.span)
    return Proposal(kind=Person, anchor=joined(*spans), slots=slots)


def _contacts(marks: Marks, lines: list[Line]) -> Iterator[Proposal]:
    entries: list[_Entry] = []
    label: Span | None = None
    for line in lines:
        said = marks.text[line.span.start : line.span.end]
        emails = [Span(s.start + line.span.start, s.end + line.span.start) for s in find_emails(said)]
        phones = [Span(p.span.start + line.span.start, p.span.end + line.span.start) for p in find_phones(said) if p.kind != "fax"]
        name = is_person_line(marks, line.span)
        if name is not None:
            entries.append(_Entry(name))
            rest = Span(name.end, line.span.end)
            if ROLE.search(marks.text, rest.start, rest.end):
                entries[-1].role = _stripped(marks, rest)
            if label is not None and entries[-1].role is None:
                entries[-1].role = label
            label = None
        if not entries:
            if said.rstrip().endswith(":") and len(said) < 50:
                label = _stripped(marks, line.span)
            continue
        entry = entries[-1]
        entry.email = entry.email or (emails[0] if emails else None)
        entry.phone = entry.phone or (phones[0] if phones else None)
        if name is None and not emails and not phones:
            _place(marks, entry, line.span, label_given=entry.role is not None)
    found = [e for e in entries if e.role or e.email or e.phone]
    for entry in found:
        yield _contact(marks, entry)


def _place(marks: Marks, entry: _Entry, span: Span, *, label_given: bool) -> None:
    """Takes a contact's line as the role or the organisation, or leaves it."""
    said = marks.words(span)
    if ROLE.search(said) and not (label_given and entry.role is not None and entry.role.start > entry.name.start):
        if entry.role is None or entry.role.start < entry.name.start:
            entry.role = _stripped(marks, span)
    elif entry.organization is None:
        companies = [m for m in marks.names.within(span) if not marks.names.entities[m.entity].person and not marks.names.entities[m.entity].place]
        if companies and len(said) < 60 and not re.search(r"\d", said):
            entry.organization = companies[0].span
            entry.filled = company(marks, companies[0])


def _contact(marks: Marks, entry: _Entry) -> Proposal:
    slots = {"name": words(marks, entry.name)}
    if entry.role is not None:
        slots["role"] = words(marks, entry.role)
    if entry.filled is not None:
        slots["organization"] = entry.filled
    else:
        inside = [m for m in marks.names.companies(entry.role)] if entry.role else []
        org = inside[-1] if inside else marks.about_at(entry.name.start) or marks.subject
        if org is not None:
            slots["organization"] = company(marks, org)
    for slot, span in (("email", entry.email), ("phone", entry.phone)):
        if span is not None:
            slots[slot] = words(marks, span)
    spans = [entry.name, *(s for s in (entry.role, entry.organization, entry.email, entry.phone) if s)]
    return Proposal(kind=Person, anchor=joined(*spans), slots=slots)


def _stripped(marks: Marks, span: Span) -> Span:
    start, end = span
    while start < end and marks.text[start] in " ,;:-–—\t\n":
        start += 1
    while end > start and marks.text[end - 1] in " ,;:-–—\t\n":
        end -= 1
    return Span(start, end)


def _signatory(marks: Marks, match: re.Match[str]) -> Iterator[Proposal]:
    name = Span(match.start("name"), match.end("name"))
    slots = {"name": words(marks, name)}
    spans = [name]
    tail = marks.text[match.end() : match.end() + 400]
    title = _TITLE.search(tail)
    if title and tail[: title.start()].count("\n") <= 5:
        role = _stripped(marks, Span(match.end() + title.start("role"), match.end() + title.end("role")))
        slots["role"] = words(marks, role)
        spans.append(role)
    signer = _signs_for(marks, match.start())
    if signer is not None:
        slots["organization"] = company(marks, signer)
        spans.append(signer.span)
    yield Proposal(kind=Person, anchor=joined(*spans), slots=slots)


def _signs_for(marks: Marks, at: int) -> Mention | None:
    """The company whose name stands last above a signature, if near; else the first company of the filing."""
    above = [m for m in marks.names.mentions if at - 600 < m.span.start < at and marks.names.is_company(m.entity)]
    return above[-1] if above else next((m for m in marks.names.mentions if marks.names.is_company(m.entity)), None)
