"""Whose a number is: a market's, a merged company's, a product's in apposition, else the subject's of its clause."""

from __future__ import annotations

import re

from alliances.rules.figures.markets import is_of_own_users, market_of, market_section, market_with
from alliances.rules.figures.prices import is_figure, paid_for
from alliances.rules.fill import company
from alliances.rules.marks import COLLECTIVE, Marks, Mention, Whose, asides, candidates
from alliances.rules.networks import networks
from alliances.rules.proposals import Filled, unique
from extractor.facts import Span
from extractor.values import FoundQuantity

_RESPECTIVELY = re.compile(r"\b(?:respectively|respectivamente|respectivement|beziehungsweise|rispettivamente)\b")
_COMBINED = re.compile(
    r"\b(?:[Tt]he|[Ll]a|[Ee]l)\s+(?P<name>(?:combined|merged|enlarged|resulting|new|joint)\s+"
    r"(?:company|group|entity|business|operator|carrier|venture)"
    r"|(?:nueva\s+)?(?:compañía|sociedad|empresa|entidad|grupo)\s+(?:combinad[ao]|fusionad[ao]|resultante))\b(?![’'])"
)
_OF_THE_MERGER = re.compile(
    r"\b(?:parties|companies|merger|combination|partes|fusión|integration costs|costes de integración|both)\b"
    r"|^\W*synerg",
    re.IGNORECASE,
)
_IN_APPOSITION = re.compile(
    r"\s*(?:\([^()]{0,40}\))?,\s(?:now\s|also\s)?(?:an?|the|its|our|one|el|la|una?|su|eine?|der|die|das|une?|le)\s"
    r"(?:[^,;:.()]|\([^()]{1,12}\)|(?<=\d)[,.](?=\d)){0,90}?"
    r"\b(?:with|serving|used by|boasting|having|covering|employing|offering|operating|con"
    r"|que\s(?:tiene|cuenta\scon|sirve|atiende)"
    r"|mit|avec"
    r"|(?:that|which|who)\s(?:has|have|serves?|covers?|employs?|had|counts))\s(?:[\w-]+\s){0,4}",
)
_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?(?:outstanding\s+)?")
_DEBT = re.compile(r"(?:[’']s)?\s+(?:\w+\s)?(?:debt|indebtedness|borrowings|notes|bonds)\b")
_GIVEN_BY = re.compile(
    r"\b(?:committed|provided|granted|arranged|underwritten|lent|extended|financed|awarded|concedid[oa]|otorgad[oa]"
    r"|aportad[oa]|avalad[oa])\s+(?:[a-z]+\s)?(?:by|por)\s+(?:(?:the|el|la|an?)\s+)?(?:[a-z]+\s){0,3}$"
)
_OF_COMPANIES = frozenset(
    {"price", "investment", "profit", "arpu", "employees", "cost_savings", "market_share", "shares"}
)
_OF_COMPANY = re.compile(
    r"\b(?:we|our|us|its?|which|their|the (?:company|group)|su|sus|nuestr[oa]s?|la compañía|el grupo|la sociedad)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s(?:and|y|e|und|et)\s")
_UNITS = re.compile(r"[A-Z]{2,5}s")  # RGUs, FTEs, POPs
_MOST = 5
_NEAR = 40  # characters after a penetration within which points are points of it


def owners(
    marks: Marks, found: FoundQuantity, measure: str, whose: Whose, before: tuple[FoundQuantity, str] | None
) -> tuple[Filled, ...]:
    """Whose a number may be, likeliest first; one only where its clause leaves no doubt.

    `whose` is whose it is by its clause, `before` the number before it in the text and that one's measure.
    """
    sentence = marks.sentence_at(found.span.start)
    of_penetration = before is not None and before[1] == "penetration" and found.span.start - before[0].span.end < _NEAR
    if measure == "penetration" or (found.type == "points" and of_penetration):
        market = market_of(marks, sentence, found.span)
        if market is not None:
            return (market,)
        spoken_of = marks.names.companies(sentence) or _OF_COMPANY.search(marks.text, *sentence)
        if not spoken_of and not is_of_own_users(marks, sentence):
            return ()  # penetration is a market's, and the text says of none
    market = market_with(marks, sentence, found.span) or _in_market_section(marks, sentence)
    if market is not None:
        return (market,)
    combined = _combined(marks, sentence, found, measure)
    if combined is not None:
        return (combined,)
    own = _respective(marks, sentence, found) or _in_apposition(marks, sentence, found) or _debtor(marks, found)
    if own is not None:
        return (company(marks, own),)
    bought = paid_for(marks, sentence, found) if measure == "price" else None
    mentions = [m for m in (bought, *whose.mentions) if m is not None and _may_own(marks, m)]
    likely = [m for m in mentions if not (_lends(marks, found, m) or _is_land(marks, m, measure))]
    if measure == "members":  # an alliance's, where one is named
        likely.sort(key=lambda m: not _is_collective(marks, m))
    options = unique(company(marks, m) for m in likely)
    return options[:1] if whose.sure and bought is None and likely == mentions else options[:_MOST]


def _in_market_section(marks: Marks, sentence: Span) -> Filled | None:
    """The country of a section on its market, where the sentence speaks of no company."""
    market = market_section(marks)
    if market is None or marks.section is not None or marks.names.companies(sentence):
        return None
    return None if _OF_COMPANY.search(marks.text, *sentence) else market


def _is_collective(marks: Marks, mention: Mention) -> bool:
    """Whether one of a thing's names says that it has members: "Orbis Alliance"."""
    return any(COLLECTIVE.search(m.text) for m in marks.names.mentions_of(mention.entity))


def _debtor(marks: Marks, found: FoundQuantity) -> Mention | None:
    """The company whose debt an amount is: "will assume $385 million of X indebtedness"."""
    for mention in marks.names.companies(Span(found.span.end, found.span.end + _NEAR)):
        between, after = (
            marks.text[found.span.end : mention.span.start],
            marks.text[mention.span.end : mention.span.end + _NEAR],
        )
        if _OF.fullmatch(between) and _DEBT.match(after):
            return mention
    return None


def _lends(marks: Marks, found: FoundQuantity, mention: Mention) -> bool:
    """Whether a name is that of who gives the amount: "$650 million has been committed by X"."""
    after = mention.span.start >= found.span.end
    return after and _GIVEN_BY.search(marks.text[found.span.end : mention.span.start]) is not None


def _is_land(marks: Marks, mention: Mention, measure: str) -> bool:
    """Whether a name is a country's or town's, and the measure a company's alone."""
    return measure in _OF_COMPANIES and marks.names.entities[mention.entity].place


def _may_own(marks: Marks, mention: Mention) -> bool:
    """Whether a name is no person's, no unit, no amount and no network standard ("DCS/GSM")."""
    person = marks.names.entities[mention.entity].person or _UNITS.fullmatch(mention.text) is not None
    standard = any(network.span == mention.span for network in networks(marks.text, mention.span))
    return not (person or standard or is_figure(marks, mention))


def _respective(marks: Marks, sentence: Span, found: FoundQuantity) -> Mention | None:
    """The one of several companies that a number is of by their order: "X and Y had 3 and 2 million, respectively"."""
    alike = [q for q in marks.quantities if (q.type == "percent") == (found.type == "percent")]
    listed = [q for q in alike if sentence.covers(q.span)]
    if not (_RESPECTIVELY.search(marks.text, *sentence) or _is_pair(marks, listed)):
        return None
    left_out = asides(marks.text, sentence)
    named = [
        m
        for m in candidates(marks.text, marks.names, Span(sentence.start, listed[0].span.start))
        if not any(a.covers(m.span) for a in left_out)
    ]
    if len(listed) < 2 or len(named) != len(listed):
        return None
    return named[listed.index(found)]


def _is_pair(marks: Marks, listed: list[FoundQuantity]) -> bool:
    """Whether a sentence gives just two shares, joined: "have 62% and 38%"."""
    if len(listed) != 2 or any(q.type != "percent" for q in listed):
        return False
    return _PAIR.fullmatch(marks.text, listed[0].span.end, listed[1].span.start) is not None


def _in_apposition(marks: Marks, sentence: Span, found: FoundQuantity) -> Mention | None:
    """The name that a number is said of in apposition: "offers X, a wallet with 38 million users"."""
    before = [m for m in marks.names.within(sentence) if m.span.end <= found.span.start]
    if not before or not _IN_APPOSITION.fullmatch(marks.text, before[-1].span.end, found.span.start):
        return None
    known = marks.names.entities[before[-1].entity]
    return None if known.place or known.person else before[-1]


def _combined(marks: Marks, sentence: Span, found: FoundQuantity, measure: str) -> Filled | None:
    """The company that a merger will make, where it is the sentence's subject, or where the merger saves costs."""
    said = _COMBINED.search(marks.text, sentence.start, found.span.start)
    if said is None and measure in ("cost_savings", "other"):
        words = marks.text[sentence.start : found.span.start]
        if measure == "cost_savings" or "costs" in words:
            said = _COMBINED.search(marks.text) if _OF_THE_MERGER.search(words) else None
    elif said is not None and marks.names.companies(Span(said.end(), found.span.start)):
        said = None
    if said is None:
        return None
    own = Span(said.start("name"), said.end("name"))
    return Filled(marks.words(own), (own,))
