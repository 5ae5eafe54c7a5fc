"""Persons: contacts, signatories and speakers, with role, organisation, e-mail address and telephone number."""

from __future__ import annotations

from collections.abc import Iterator

from alliances.person import Person
from alliances.rules.fill import company, joined, words
from alliances.rules.marks import Marks
from alliances.rules.people.affiliations import Affiliation, affiliations
from alliances.rules.people.cards import Card, card_blocks, cards, cards_in_prose
from alliances.rules.people.contacts import columns
from alliances.rules.people.signatures import Signature, signatures
from alliances.rules.people.speakers import speaker
from alliances.rules.proposals import Filled, Proposal
from extractor.facts import Span

_AROUND = 400


def propose(marks: Marks) -> Iterator[Proposal]:
    """Contacts, signatories, persons named in prose with their role, and those who are quoted."""
    found: dict[str, Proposal] = {}
    for proposal in (*_signatories(marks), *_contacts(marks), *_officers(marks), *_speakers(marks)):
        name = proposal.slots["name"].shown.lower()
        if name not in found or _fullness(proposal) > _fullness(found[name]):
            found[name] = proposal
    yield from found.values()


def _fullness(proposal: Proposal) -> int:
    """How much is told of a person; an organisation counts twice where it is named right there."""
    organization = proposal.slots.get("organization")
    beside = organization is not None and any(proposal.anchor.covers(span) for span in organization.spans)
    return len(proposal.slots) + beside


def _signatories(marks: Marks) -> Iterator[Proposal]:
    # A signature set in the middle of the page, in lines apart, may have been taken for headings around the passage.
    start, end = marks.passage.span
    for signature in signatures(marks, Span(max(0, start - _AROUND), min(len(marks.text), end + _AROUND))):
        yield _signatory(marks, signature)


def _signatory(marks: Marks, signature: Signature) -> Proposal:
    slots = {"name": words(marks, signature.name)}
    spans = [signature.name]
    if signature.role is not None:
        slots["role"] = words(marks, signature.role)
        spans.append(signature.role)
    if signature.organization is not None:
        slots["organization"] = company(marks, signature.organization)
    return Proposal(kind=Person, anchor=joined(*spans), slots=slots)


def _contacts(marks: Marks) -> Iterator[Proposal]:
    for bound in card_blocks(marks):
        for column in columns(marks.text, bound):
            for card in cards(marks, column):
                yield _contact(marks, card)
    for sentence in marks.sentences:
        for card in cards_in_prose(marks, sentence):
            yield _contact(marks, card)


def _contact(marks: Marks, card: Card) -> Proposal:
    slots: dict[str, Filled] = {"name": words(marks, card.name)}
    spans = [card.name]
    for slot, span in (("role", card.role), ("email", card.email), ("phone", card.phone)):
        if span is not None:
            slots[slot] = words(marks, span)
            spans.append(span)
    organization = card.organization or marks.about_at(card.name.start) or marks.subject or marks.issuer
    if organization is not None:
        slots["organization"] = company(marks, organization)
    return Proposal(kind=Person, anchor=joined(*spans), slots=slots)


def _officers(marks: Marks) -> Iterator[Proposal]:
    bounds: list[Span] = [*marks.sentences, *(q.attribution for q in marks.quotations)]
    for bound in bounds:
        for found in affiliations(marks, bound):
            if found.role is not None:
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


def _speakers(marks: Marks) -> Iterator[Proposal]:
    for quotation in marks.quotations:
        name = speaker(marks, quotation)
        if name is not None:
            yield Proposal(kind=Person, anchor=joined(name), slots={"name": words(marks, name)})
