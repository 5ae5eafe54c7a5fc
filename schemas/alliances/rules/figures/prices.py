"""Prices: what they are paid for, and who pays them."""

from __future__ import annotations

import re

from alliances.rules.marks import Marks, Mention, Whose, candidates
from extractor.facts import Span
from extractor.values import FoundQuantity

_BUYS = re.compile(
    r"\b(?:acqui(?:re[sd]?|ring|sition of)|b[uo]y(?:s|ing)?|bought|purchas(?:e[sd]?|ing)(?! (?:agreement|contract"
    r"|order)s?\b)|takeover of|sale of|sells?|sold"
    r"|vend(?:e|ió|erá|er)|compr(?:a|ar|ó|ará)(?!venta)|adqui(?:ere|rir|rió|rirá)|adquisición de|vent?a de)\b",
    re.IGNORECASE,
)
_OF_SELLER = re.compile(r"\b(?:from|by|a|to|with|de parte)\s+(?:the\s+)?$")
_IN_A_PLACE = re.compile(r"\s(?:in|en)\s$")
_STAKE_IN = re.compile(
    r"\b(?:stake|interest|shares?|holding|participaci[oó]n|participation|equity|investment|capital)(?: of \S+)?"
    r"\s(?:in|en)\s$"
)
_NEXT_SELLER = re.compile(r"(?:\s?\([^()]*\))?,?\s(?:and|y|e|und|et)\s(?:the\s)?")
_EACH_SHARE = re.compile(
    r"\b(?:each|every|per|cada)(?:\s\w+){0,2}(?:\s(?:shares?|acción)\s(?:of|de))?\s+$", re.IGNORECASE
)
_SHARE_OF = re.compile(r"(?:[’']s)?\s+(?:common|ordinary|share|stock|class|[,(]|will|would|held)", re.IGNORECASE)
_HOLDERS_GET = re.compile(
    r"(?:[’']s?)?\s+(?:share|stock)?holders\s+(?:will|would|are\sto|shall)?\s?receiv", re.IGNORECASE
)
_SELF = re.compile(r"\b(?:we|it|the company|the group|la compañía|la sociedad|el grupo)\b", re.IGNORECASE)
_REACH = 300  # characters before and after a price within which what is bought is named
_NEAR = 130  # characters after a verb of buying within which what is bought is named


def paid_for(marks: Marks, sentence: Span, found: FoundQuantity) -> Mention | None:
    """The company whose price a sentence gives: whose shares are paid for, or that is bought."""
    for mention in marks.names.companies(sentence):
        before = marks.text[max(0, mention.span.start - 45) : mention.span.start]
        after = marks.text[mention.span.end : mention.span.end + 40]
        if (_EACH_SHARE.search(before) and _SHARE_OF.match(after)) or _HOLDERS_GET.match(after):
            return mention
    return _bought(marks, sentence, found)


def buyer(marks: Marks, found: FoundQuantity, whose: Whose) -> Mention | None:
    """The company that pays a price at which another one is bought: the price is a number of both."""
    sentence = marks.sentence_at(found.span.start)
    bought = _bought(marks, sentence, found)
    if bought is None:
        return None
    first = next((m for m in whose.mentions if not _sells(marks, m)), bought)
    named = sentence.start <= first.span.start < bought.span.start
    sure = whose.sure or named or _SELF.search(marks.text, sentence.start, bought.span.start) is not None
    return first if sure and first.entity != bought.entity else None


def _in_a_place(before: str) -> bool:
    """Whether a name follows as the place of a deal, and not as what a stake is in."""
    return _IN_A_PLACE.search(before) is not None and _STAKE_IN.search(before) is None


def _sells(marks: Marks, mention: Mention) -> bool:
    return _OF_SELLER.search(marks.text[max(0, mention.span.start - 12) : mention.span.start]) is not None


def is_figure(marks: Marks, mention: Mention) -> bool:
    """Whether what passes for a name is an amount with its currency: "RMB126"."""
    has_digit = any(c.isdigit() for c in mention.text)
    return has_digit and any(q.span.overlaps(mention.span) for q in marks.quantities)


def _bought(marks: Marks, sentence: Span, found: FoundQuantity) -> Mention | None:
    """The company named as bought nearest before a price, after the price before it; else the first one after it."""
    paid = [q.span.end for q in marks.quantities if q.type == "money" and sentence.covers(q.span)]
    since = max((end for end in paid if end <= found.span.start), default=sentence.start)
    near = Span(max(sentence.start, found.span.start - _REACH), min(sentence.end, found.span.end + _REACH))
    named = candidates(marks.text, marks.names, near)
    for verb in _BUYS.finditer(marks.text, *near):
        sellers: set[int] = set()
        seller: Mention | None = None
        likely: list[Mention] = []
        for mention in (m for m in named if m.span.start >= verb.end()):
            between = marks.text[verb.end() : mention.span.start]
            if mention.entity in sellers or is_figure(marks, mention) or _in_a_place(between):
                continue
            joined = seller is not None and _NEXT_SELLER.fullmatch(marks.text, seller.span.end, mention.span.start)
            if joined or _OF_SELLER.search(between):
                sellers.add(mention.entity)
                seller = mention
            elif len(between) < _NEAR or since <= mention.span.start < found.span.start:
                likely.append(mention)
        if likely:
            return next((m for m in likely if since <= m.span.start < found.span.start), likely[0])
    return None
