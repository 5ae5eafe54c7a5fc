"""Offerings: products and services that a company offers or announces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from alliances.offering import Offering
from alliances.rules.deals.parties import Scene
from alliances.rules.fill import company, joined, when
from alliances.rules.marks import Marks, Mention
from alliances.rules.products.catalogue import catalogue
from alliances.rules.products.offers import Offer, announced, portfolio
from alliances.rules.products.phrases import flat
from alliances.rules.products.products import is_product, named
from alliances.rules.proposals import Filled, Proposal, divided, unique
from extractor.facts import Span

_MOST = 20  # things offered in one sentence
_APPOSITION = re.compile(
    r"[\s,(“\"«–—-]*(?:(?:an?|the|its|our|una?|el|la|su)\s)?(?:(?!and\b|y\b|or\b)[\w-]+\s){0,3}", re.IGNORECASE
)
_ARTICLED = re.compile(r"\b(?:an?|the|its|our|new|una?|el|la|su)\s(?:[\w/-]+,?\s){0,5}$", re.IGNORECASE)
_OWN_THING = re.compile(r"\b(?:its|our|their|su|sus|nuestr[oa]s?)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_ITS = re.compile(r"\W*(?:its|our|sus?|nuestr[oa]s?)\s", re.IGNORECASE)
_OWN_PHRASE = re.compile(r"[”\"»’']?,\s(?:an?|our|its|the|una?|su|nuestr[oa])\s", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"\b(?<!been )(?<!was )(?<!were )(?:contract(?:s|ed) for|sign(?:s|ed|ing)? up|subscrib(?:e|es|ed|ing)"
    r"|adopt(?:s|ed|ing)?|deploy(?:s|ed|ing)?|select(?:s|ed|ing)?"
    r"|cho(?:ose|oses|se|sen)|us(?:e|es|ed|ing)|buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)|order(?:s|ed|ing)?"
    r"|install(?:s|ed|ing)?|implement(?:s|ed|ing)?|trial(?:s|led|ling)?|contrat(?:a|ó|ará)|adopt(?:a|ó|ará)"
    r"|utiliz(?:a|ó|ará)|eligi?ó|elige|implanta(?:rá)?)\b",
    re.IGNORECASE,
)
"""Verbs whose subject takes up what another offers."""
_LENT = re.compile(
    r"\b(?:licen[cs]e|licencia|right|rights|permission|derecho)\b[^.;]{0,40}\b(?:to|para|de|under)\b[^.;]{0,40}"
    r"\b(?:its|su|sus)\s(?:[a-z-]+\s){0,3}$",
    re.IGNORECASE,
)
"""What a licence is for is its giver's."""
_POSSESSED = re.compile(
    r"[’']s?\s(?:(?!(?:is|are|has|have|will|was|were|said|its|customers|subscribers|users)\b)[\w-]+\s){0,5}?"
    r"(?:[\w-]+[:,]\s(?:[^.;]{0,120}\b(?:and|y),?\s)?)?[“\"«‘]?$"
)
_WITHIN_LIST = re.compile(r"[^.;]{0,160}")
_VENTURE = re.compile(
    r"\b(?:this|the|esta|la) (?:new )?(?:joint venture|empresa conjunta|sociedad conjunta)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Told:
    """What has been told so far: the names that are of things offered, and who offered the last of them."""

    products: set[int] = field(default_factory=set)
    providers: tuple[Mention, ...] = ()


def propose(marks: Marks) -> Iterator[Proposal]:
    """Named products, what is announced, and what a company's portfolio is said to hold."""
    owner = marks.section or marks.issuer
    if owner is not None:
        for offer in catalogue(marks):
            yield _offering(marks, offer.span, offer, [owner])
    told = _Told()
    for sentence in marks.sentences:
        block = marks.block_at(sentence.start)
        if block is None or block.type not in ("paragraph", "item"):
            continue
        if _is_headline(marks.words(sentence)):
            continue
        scene = Scene(marks, sentence)
        seen: list[Offer] = []
        offers = [Offer(span, sure=True, named=True) for span in named(marks, sentence)]
        told_of = [*announced(marks, sentence), *portfolio(marks, sentence)]
        offers += [offer for offer in told_of if not marks.is_quoted(offer.span)]
        told.products |= {m.entity for offer in offers for m in marks.names.within(offer.span)}
        for offer in offers[:_MOST]:
            if any(offer.span.overlaps(s.span) or _apposed(marks, offer, s) for s in seen):
                continue
            seen.append(offer)
            yield from _offerings(marks, scene, offer, told)


def _is_headline(words: str) -> bool:
    """Whether words are a line of capitals or of capitalised words, which the text under it says again."""
    long: list[str] = re.findall(r"[^\W\d_]{4,}", words)
    return len(long) > 3 and not words.endswith(".") and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _apposed(marks: Marks, offer: Offer, known: Offer) -> bool:
    """Whether a phrase stands beside a name for one thing: "a data bundle, Zap" or "Zap, our TV-on-the-go app"."""
    if known.named and _OWN_PHRASE.fullmatch(marks.text, known.span.end, offer.span.start):
        return True
    if offer.named or not known.named:
        return False
    first, second = sorted((offer.span, known.span))
    between = marks.words(Span(first.end, second.start)) + " "
    articled = _ARTICLED.search(marks.text, max(0, offer.span.start - 60), offer.span.start) is not None
    return (articled or ", " not in between) and _APPOSITION.fullmatch(between) is not None


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
    front = flat(marks, Span(sentence.start, span.start))
    groups: list[list[Mention]] = []
    venture = _VENTURE.search(front)
    if venture and not marks.names.companies(Span(sentence.start + venture.end(), span.start)):
        groups += [[m] for m in _last_of_sentence_before(marks, sentence)]
    namesake = _namesake(marks, span)
    verb = bisect_left(scene.masked.offsets, offer.at)
    products = told.products
    subject = scene.entities(
        a for a in scene.before(verb) if a.sure and not a.paired and a.mention.entity not in products
    )
    owner = _possessor(marks, span, products)
    ahead = marks.words(Span(max(subject[-1].span.end, span.start - 60), span.start)) if subject else ""
    taker = _TAKES_UP.search(ahead)
    if taker and namesake is None and owner is None and offer.named and not _OWN_THING.search(front):
        issuer = marks.issuer  # it is another's: that of who publishes the text, if anybody's
        return [[issuer]] if issuer is not None and all(m.entity != issuer.entity for m in subject) else []
    lent = _LENT.search(front)
    if owner is not None:
        groups.append([owner])
    elif taker and namesake is not None:
        groups.append([namesake])
    elif lent and len(scene.actors) > 1:
        groups.append([scene.actors[0].mention])
    if offer.joint:
        groups += [offer.joint]
    elif subject:
        groups.append(subject)
    elif _ITS.match(front) and (topic := _topic(marks, sentence)) is not None:
        groups.append([topic])
    elif namesake is not None:
        groups.append([namesake])
    elif told.providers and not any(m.span.start < span.start for m in marks.names.companies(sentence)):
        groups.append(list(told.providers))
    if namesake is not None:
        groups.append([namesake])
    groups += [[m] for m in marks.owners(span) if m.entity not in products]
    return groups or [[m] for m in [marks.issuer] if m is not None]


def _topic(marks: Marks, sentence: Span) -> Mention | None:
    """Whom the text spoke of before a sentence."""
    return next((t for s, t in zip(marks.sentences, marks.topics, strict=True) if s == sentence), None)


def _possessor(marks: Marks, span: Span, products: set[int]) -> Mention | None:
    """Whose something is said to be right before it: "Acme's new services: Zap and Zing"."""
    ahead = [m for m in marks.names.companies(Span(max(0, span.start - 200), span.start)) if m.entity not in products]
    for mention in reversed(ahead):
        if _POSSESSED.match(marks.text, mention.span.end, span.start):
            return mention
        if not _WITHIN_LIST.fullmatch(marks.text, mention.span.end, span.start):
            return None
    return None


def _namesake(marks: Marks, span: Span) -> Mention | None:
    """The company whose name a product's own name opens with: "Acme Passport" is Acme's."""
    first = marks.words(span).split()[0].lower()
    for mention in marks.names.mentions:
        if (
            marks.names.is_company(mention.entity)
            and mention.text.lower().split()[0] == first
            and not span.covers(mention.span)
            and not is_product(marks, mention.entity)
        ):
            return mention
    return None


def _last_of_sentence_before(marks: Marks, sentence: Span) -> list[Mention]:
    for earlier in reversed([s for s in marks.sentences if s.end <= sentence.start]):
        return [
            m
            for m in marks.names.within(earlier)
            if not marks.names.entities[m.entity].place and not marks.names.entities[m.entity].person
        ][-1:]
    return []


def _offering(marks: Marks, sentence: Span, offer: Offer, providers: list[Mention]) -> Proposal:
    span = offer.span
    options = unique(company(marks, m) for m in providers)
    settled, open_ = divided({"provider": options})
    slots = {"name": Filled(marks.words(span), (span,)), **settled}
    countries = [c for c in marks.countries if sentence.covers(c.span) and c.span.start >= span.end]
    if countries:
        slots["countries"] = Filled(tuple(dict.fromkeys(c.code for c in countries)), tuple(c.span for c in countries))
    dates = [d for d in marks.dates_for(span) if sentence.covers(d.span)]
    if dates and not offer.standing:
        slots["available"] = when(dates[0])
    anchors = [span, *(s for s in options[0].spans if sentence.covers(s))]
    return Proposal(kind=Offering, anchor=joined(*anchors), slots=slots, open=open_, asks=not offer.sure)
