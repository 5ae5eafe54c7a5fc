"""Whose something in a sentence is, whom a sentence is about, and who files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliances.rules.marks._asides import asides
from alliances.rules.marks._claims import Claim, Spoken, candidates, claims, dateline
from alliances.rules.marks.names import Mention, Names
from extractor.facts import Span
from extractor.filing import Filing

_OPENING = re.compile(
    r"(?:with|at|having|serving|adding|boasting|by|including|counting|con|tras|al|a|mit|bei|avec|forte? de"
    r"|covering|employing|generating|operating)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:Company|Group|Corporation|Registrant|Issuer|Sociedad|Compañía|Grupo|Gesellschaft|Konzern|Société"
    r"|Groupe)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b[a-z]+(?:ed|s|t|ó)\s+(?:the\s+)?$")
_AMOUNT_NEXT = re.compile(r"\s+(?:an?\s|about\s|some\s|over\s)?")
_OF_NEXT = re.compile(
    r"\s*(?:[a-z]+\s+){0,2}(?:of|at|for|de|del|en|(?:were |was )?[a-z]+ed by|de parte de|por parte de)"
    r"\s+(?:the\s+|la\s+)?"
)
_BESIDE = re.compile(
    r"\s*\((?:[A-Z][A-Za-z ]{2,25}[,;:]\s)?(?:[a-z]+\s){0,3}[^\w\s]?\s?|,?\s+(?:with|con|mit|avec)\s+(?:[a-z]+\s){0,2}"
)
_POSSESSED = re.compile(
    r"[’']s?\s[^.;:]{1,60},\s|[’']s?\s(?:[\w-]+\s){0,4}(?:subsidiary|affiliate|associate|unit|arm|operator|carrier|company"
    r"|partner|rival|competitor|joint venture|division|business)\s(?:in\s[A-Z]\w+\s)?"
)
_RESPECTIVELY = re.compile(r"\b(?:respectively|respectivamente|beziehungsweise|bzw\.|respectivement|rispettivamente)")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d\b")
_DESCRIBED = re.compile(
    r"\)?,\s(?:an?|the|one\sof\sthe|una?|la|el)\s(?:[a-z][\w’'-]*\s){1,9}?(?:with|of|serving|con|de)\s(?:(?:a|an|the|its|some|about|over|around"
    r"|nearly|almost|more|than|approximately|combined|total|base|una?|más|de|unos|casi|cerca|customer|subscriber|[a-z]+ing)\s){0,6}"
    r"(?:\d[\d.,]*\s(?:[a-z]+\s){1,4}(?:in|across|and|en|y)\s(?:over\s|more than\s|más de\s)?)?"
)
_JUST_BEFORE = re.compile(r"\s(?:some\s|about\s|around\s)?")
_NEXT_OF_SEVERAL = re.compile(r"\d[^.;]*(?:,|;|\b(?:and|y|e|und|et|while|mientras))\s(?:[a-z][\w-]*\s){0,4}$")
_COMMA_LAST = re.compile(r",\s+(?:the\s+|la\s+|el\s+)?$")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose something may be, likeliest first.

    `sure` says that the first needs no asking; `joint` are the companies where it is several's at once.
    """

    mentions: tuple[Mention, ...] = ()
    sure: bool = False
    joint: tuple[Mention, ...] = ()


def whose(text: str, names: Names, sentence: Span, span: Span, spoken: Spoken) -> Whose:
    """Whose something at `span` is.

    The last subject before it; else the company that words after it name; else whom the text spoke of before. It is
    sure where that subject is one by form, and no other company stands between.
    """
    found = claims(text, names, sentence, spoken, of=span)
    before = [c for c in found if c.at < span.start]
    said = Span(dateline(text, sentence), sentence.end)
    companies = [m for m in names.companies(said) if not m.span.overlaps(span)]
    given = _beside(text, candidates(text, names, said), span) or _apposed(text, companies, span)
    if given is None and not (before and before[-1].firm):
        given = _given(text, companies, span)
    joint: tuple[Mention, ...] = ()
    first: Mention | None
    if given is not None:
        first, sure = given, True
    elif before:
        first, joint = before[-1].mention, before[-1].joint
        turn = _in_turn(text, joint, sentence, span)
        first, joint = (turn, ()) if turn is not None else (first, joint)
        sure = before[-1].firm and not _parted(text, sentence, companies, before[-1], span)
    else:
        after = _after(text, sentence, span, [c for c in found if c.at > span.start], companies)
        first, sure = after or spoken.topic, after is not None or _is_only(companies, spoken)
    others = [
        spoken.topic,
        *(c.mention for c in reversed(before)),
        *(m for m in reversed(companies) if m.span.end <= span.start),
        *(m for m in companies if m.span.start >= span.end),
        spoken.section,
        spoken.issuer,
    ]
    unique = _one_each([first, *others])
    return Whose(unique, sure or len(unique) == 1, joint)


def _one_each(mentions: Iterable[Mention | None]) -> tuple[Mention, ...]:
    """The first mention of each entity, in order."""
    unique: dict[int, Mention] = {}
    for mention in mentions:
        if mention is not None:
            unique.setdefault(mention.entity, mention)
    return tuple(unique.values())


def _parted(text: str, sentence: Span, companies: list[Mention], claim: Claim, span: Span) -> bool:
    """Whether another company stands between a subject and what may be its, outside asides."""
    left_out = [a for a in asides(text, sentence) if not a.covers(span)]
    between = [m for m in companies if claim.at < m.span.start < span.start and m.entity != claim.mention.entity]
    return any(not any(a.covers(m.span) for a in left_out) for m in between)


def _is_only(companies: list[Mention], spoken: Spoken) -> bool:
    """Whether a sentence that names nobody can only mean whom the text spoke of before."""
    if companies or spoken.topic is None:
        return False
    return spoken.section is None or spoken.section.entity == spoken.topic.entity


def _beside(text: str, likely: list[Mention], span: Span) -> Mention | None:
    """The company whose name something at `span` is set beside: "followed by X (3.4 million)", "X with 2 million"."""
    return next(
        (m for m in likely if m.span.end <= span.start and _BESIDE.fullmatch(text, m.span.end, span.start)), None
    ) or _gapped(text, likely, span)


def _in_turn(text: str, joint: Sequence[Mention], sentence: Span, span: Span) -> Mention | None:
    """The one of several subjects that a number is said of in turn: "X and Y had 3 and 2 million respectively"."""
    if not joint:
        return None
    turn = _RESPECTIVELY.search(text, span.end, sentence.end)
    if turn is None:
        return None
    numbers = [m.start() for m in _NUMBER.finditer(text, joint[-1].span.end, turn.start())]
    at = next((n for n, start in enumerate(numbers) if span.start <= start < span.end), None)
    return joint[at] if at is not None and len(numbers) == len(joint) else None


def _apposed(text: str, companies: list[Mention], span: Span) -> Mention | None:
    """The company that is described with something: "bought X, an operator with 5 million customers"."""
    before = [m for m in companies if m.span.end <= span.start]
    if before and _DESCRIBED.fullmatch(text, before[-1].span.end, span.start):
        return before[-1]
    return None


def _gapped(text: str, likely: list[Mention], span: Span) -> Mention | None:
    """The company of a clause whose verb is left out: "X had 5 million customers, Y 4 million and Z 3 million"."""
    for mention in likely:
        if mention.span.end < span.start and _JUST_BEFORE.fullmatch(text, mention.span.end, span.start):
            before = text[max(0, mention.span.start - 60) : mention.span.start]
            if _NEXT_OF_SEVERAL.search(before):
                return mention
    return None


def _given(text: str, companies: list[Mention], span: Span) -> Mention | None:
    """The company that something at `span` is given to or taken from: "saved X EUR 9 million"."""
    for mention in companies:
        next_to = mention.span.end <= span.start and _AMOUNT_NEXT.fullmatch(text, mention.span.end, span.start)
        if next_to and _GIVES.search(text[max(0, mention.span.start - 25) : mention.span.start]):
            return mention
    return None


def _after(text: str, sentence: Span, span: Span, after: list[Claim], companies: list[Mention]) -> Mention | None:
    """The company named after the words asked about: "With 5 million customers, X is …", "5 million customers of X"."""
    if _OPENING.match(text, sentence.start, sentence.end):
        for claim in after:
            if claim.firm and _COMMA_LAST.search(text[span.end : claim.at]):
                return claim.mention
    of = (m for m in companies if m.span.start >= span.end and _OF_NEXT.fullmatch(text, span.end, m.span.start))
    return next(of, None)


def subject(text: str, names: Names, sentence: Span, spoken: Spoken) -> Claim | None:
    """The first subject of a sentence, if it has one; of "X's unit in Peru, Y, grew", the one that acts."""
    found = claims(text, names, sentence, spoken)
    if len(found) > 1 and not found[0].acts and found[1].acts:
        between = text[found[0].mention.span.end : found[1].at]
        if _POSSESSED.fullmatch(between):
            return found[1]
    return found[0] if found else None


def issuer_of(filing: Filing, names: Names, bound: Span) -> Mention | None:
    """The company that "we" and "the Group" stand for in a document.

    The one that a definition says so of; else the registrant; else the company named most.
    """
    inside = [m for m in names.mentions if bound.covers(m.span)]
    named = [d.long for d in names.definitions if bound.covers(d.long) and _is_generic(filing.text, d.short, bound)]
    called = [filing.text[long.start : long.end] for long in named]
    for name in (*called, filing.header.registrant, filing.cover.registrant):
        entity = names.named(name) if name else None
        own = [m for m in inside if m.entity == entity]
        if own and not names.entities[own[0].entity].person:
            return own[0]
    known = [m for m in inside if names.is_company(m.entity)]
    if not known:
        return None
    counts = Counter(m.entity for m in known)
    counts[known[0].entity] += counts[known[0].entity] // 2  # the one named first counts for more
    most = counts.most_common(1)[0][0]
    return next(m for m in known if m.entity == most)


def _is_generic(text: str, short: Span, bound: Span) -> bool:
    """Whether a definition's brackets call the company "the Company" or "the Group"."""
    return _GENERIC.search(text[short.start : min(bound.end, short.end + 60)].split(")", 1)[0]) is not None
