"""Offerings: products and services that a company offers or announces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from alliances._fill import company, joined, when
from alliances._offers import Offer, announced, portfolio
from alliances._parties import Scene
from alliances._products import named
from extractor.facts import Country, Fact, Name, Span, Text, When
from extractor.marks import Marks, Mention
from extractor.proposals import Filled, Proposal, unique


class Offering(Fact, key=("provider", "name")):
    """A product or service is offered or announced; the name is the document's own noun phrase for it."""

    provider: Name
    name: Text
    countries: tuple[Country, ...] = ()
    available: When | None = None


_OWN = re.compile(r"\b(?:our|we|nuestr[oa]s?)\b", re.IGNORECASE)
_VENTURE = re.compile(r"\b(?:this|the|esta|la) (?:new )?(?:joint venture|empresa conjunta|sociedad conjunta)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Told:
    """What the sentences before have told: who offered the last thing, and the names told so far."""

    providers: tuple[Mention, ...] = ()


def propose(marks: Marks) -> Iterator[Proposal]:
    """Named products, what is announced, and what a company's portfolio is said to hold."""
    told = _Told()
    for sentence in marks.sentences:
        block = marks.block_at(sentence.start)
        if block is None or block.type not in ("paragraph", "item"):
            continue
        scene = Scene(marks, sentence)
        seen: list[Span] = []
        offers = [Offer(span, sure=True) for span in named(marks, sentence)]
        if not _quoted(marks, sentence):
            offers += [*announced(marks, sentence), *portfolio(marks, sentence)]
        for offer in offers:
            if any(offer.span.overlaps(s) for s in seen):
                continue
            seen.append(offer.span)
            yield from _offerings(marks, scene, offer, told)


def _quoted(marks: Marks, sentence: Span) -> bool:
    return any(run.overlaps(sentence) for quotation in marks.quotations for run in quotation.runs)


def _offerings(marks: Marks, scene: Scene, offer: Offer, told: _Told) -> Iterator[Proposal]:
    groups = _providers(marks, scene, offer, told)
    if not groups:
        return
    told.providers = tuple(groups[0])
    if len(groups[0]) > 1:  # "Alpha and Beta will offer X" is an offering of each
        for mention in groups[0]:
            yield _offering(marks, scene.sentence, offer, [mention])
    else:
        yield _offering(marks, scene.sentence, offer, [m for group in groups for m in group])


def _providers(marks: Marks, scene: Scene, offer: Offer, told: _Told) -> list[list[Mention]]:
    """Who may offer something, likeliest first; companies that do so together are one group."""
    sentence, span = scene.sentence, offer.span
    front = marks.words(Span(sentence.start, span.start))
    groups: list[list[Mention]] = []
    if _VENTURE.search(front):
        groups += [[m] for m in _last_of_sentence_before(marks, sentence)]
    namesake = _namesake(marks, span)
    subject = scene.entities(scene.before(bisect_left(scene.masked.offsets, offer.at)))
    if offer.joint:
        groups += [offer.joint]
    elif subject:
        groups.append(subject)
    elif namesake is not None:
        groups.append([namesake])
    elif told.providers and not any(m.span.start < span.start for m in marks.names.companies(sentence)):
        groups.append(list(told.providers))
    if namesake is not None:
        groups.append([namesake])
    groups += [[m] for m in marks.owners(span) if not span.covers(m.span)]
    return [g for g in groups if g]


def _namesake(marks: Marks, span: Span) -> Mention | None:
    """The company whose name a product's own name opens with: "Acme Passport" is Acme's."""
    first = marks.words(span).split()[0].lower()
    for mention in marks.names.mentions:
        if marks.names.is_company(mention.entity) and mention.text.lower().split()[0] == first and not span.covers(mention.span):
            return mention
    return None


def _last_of_sentence_before(marks: Marks, sentence: Span) -> list[Mention]:
    for earlier in reversed([s for s in marks.sentences if s.end <= sentence.start]):
        return [
            m for m in marks.names.within(earlier)
            if not marks.names.entities[m.entity].place and not marks.names.entities[m.entity].person
        ][-1:]
    return []


def _offering(marks: Marks, sentence: Span, offer: Offer, providers: list[Mention]) -> Proposal:
    span = offer.span
    slots = {"name": Filled(marks.words(span), (span,))}
    countries = [c for c in marks.countries if sentence.covers(c.span) and c.span.start >= span.end]
    if countries:
        slots["countries"] = Filled(tuple(dict.fromkeys(c.code for c in countries)), tuple(c.span for c in countries))
    dates = [d for d in marks.dates_for(span) if sentence.covers(d.span)]
    if dates and not offer.standing:
        slots["available"] = when(dates[0])
    options = unique(company(marks, m) for m in providers)
    open_: dict[str, tuple[Filled, ...]] = {}
    if len(options) > 1:
        open_["provider"] = options
    else:
        slots["provider"] = options[0]
    anchors = [span, *(s for s in options[0].spans if sentence.covers(s))]
    return Proposal(kind=Offering, anchor=joined(*anchors), slots=slots, open=open_, asks=not offer.sure)
