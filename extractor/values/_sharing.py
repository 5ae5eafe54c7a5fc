"""What one number lends another: scale, unit, noun and bound.

"10 to 12 per cent", "between 20 and 25 million", "28.3 million customers, including 10.2 mobile users".
"""

from __future__ import annotations

import re

from extractor.values import _nouns
from extractor.values._draft import Draft

_RANGE = re.compile(r"\s*(?:to|-|\u2013|\u2014|al?|bis|à|até|ad?)\s*(?:(?:el|los|las|the)\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*)?(?:and|or|y|o|und|oder|et|ou|e|&|,|/)\s*(?:(?:el|los|las|the)\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|entre|zwischen|tra|fra)\s*(?:(?:el|los|las|the)\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"(?:from|desde|del?|von|da)\s*(?:(?:el|los|las|the)\s+)?$", re.IGNORECASE)
_PART = re.compile(
    r"[\s,;(\u2013-]*(?:of\s+(?:which|whom|these|them)|including|comprising|(?:up|down)\s+from|compared\s+(?:to|with)|versus|vs\.?"
    r"|against|of\s+which\s+some|de\s+l[oa]s\s+(?:cuales|que)|inclu(?:idos|idas|yendo)|frente\s+a(?:\s+los)?|davon|dont|dei\s+quali)"
    r"(?:\s+the)?\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(\s*(?:of\s+which\s+|including\s+|incl\.\s+)?")
_TIED_BASE = re.compile(
    r"\b(subscriber|customer|user|client|employee|member)\s+(?:base|count|total|numbers?)\s+(?:now\s+|currently\s+)?(?:[\w]+\s+){0,3}$",
    re.IGNORECASE,
)
_TIED_STAFF = re.compile(r"\b(?:workforce|headcount|staff|plantilla)\s+(?:[\w]+\s+){0,2}(?:of|de)\s+$", re.IGNORECASE)
_CUE = (
    r"(?:of|to|at|reached|reaching|totall?ed|totall?ing|total|was|were|is|are|by|stood\s+at|stands\s+at|amounted\s+to|"
    r"numbered|alcanz[aó]\w*|asciend\w+\s+a|ascendió\s+a|hasta|fue\s+de|:|=)"
)


def share(drafts: list[Draft], text: str, language: str) -> None:
    """Lets neighbours lend one another what they leave out."""
    for first, second in reversed(list(zip(drafts, drafts[1:], strict=False))):
        _share_back(first, second, text, language)
    for first, second in zip(drafts, drafts[1:], strict=False):
        _share_on(first, second, text, language)
    for draft in drafts:
        _tie(draft, text, language)


def _share_back(first: Draft, second: Draft, text: str, language: str) -> None:
    """A later number's scale, percent sign, currency or noun, lent to the one before."""
    between = text[first.last : second.start]
    ranged, listed = _RANGE.fullmatch(between), _AND.fullmatch(between)
    if not (ranged or listed) or first.yearlike or first.head is not None:
        _lend_noun_over(first, second, text)
        return
    alone = first.unit is None and not first.scaled
    if alone and second.unit in ("percent", "points"):
        first.unit, first.per = second.unit, second.per
    elif second.scaled and not first.scaled and _fits(first, second, language):
        if first.unit is None or (first.unit == "money" and (ranged or second.unit == "money")):
            first.scale, first.scaled = second.scale, True
    if first.unit is None and second.unit == "money" and (first.scaled or ranged):
        first.unit, first.currency = "money", second.currency
    if first.unit is None and second.head is not None and (first.scaled == second.scaled):
        if first.scaled or ranged or _BETWEEN.search(text[: first.start]):
            first.noun, first.head, first.tied = second.noun, second.head, True
    _bound_range(first, second, text, ranged=ranged is not None)


def _fits(first: Draft, second: Draft, language: str) -> bool:
    if first.words is not None or first.grouped:
        return False
    one, other = abs(first.amount(language)), abs(second.amount(language)) / second.scale
    return one < 1000 and (one <= other or first.fraction(language))


def _bound_range(first: Draft, second: Draft, text: str, *, ranged: bool) -> None:
    before = text[max(0, first.start - 12) : first.start]
    between = _BETWEEN.search(before) is not None
    if (first.bound, second.bound) == ("exact", "exact") and (between or (ranged and not _FROM.search(before))):
        if first.unit == second.unit and first.scaled == second.scaled:
            first.bound, second.bound = "at_least", "up_to"


def _lend_noun_over(first: Draft, second: Draft, text: str) -> None:
    """ "12 million prepaid and 3 million postpaid subscribers": the first counts subscribers too."""
    if first.unit is not None or first.head is not None or first.noun is None or second.head is None or second.unit:
        return
    between = text[first.last : second.start]
    modifiers = re.fullmatch(r"\s+[\w-]+(?:\s[\w-]+)?\s*(?:,|and|or|&|y|o|und|et|e)\s+", between)
    if modifiers and first.scaled == second.scaled:
        first.head, first.tied = second.head, True


def _share_on(first: Draft, second: Draft, text: str, language: str) -> None:
    """An earlier number's noun, scale, currency or bound, lent to the one after."""
    between = text[first.end : second.start]
    if len(between) > 60 or re.search(r"[.!?]\s|\n\s*\n", between):
        return
    if _AND.fullmatch(between) and first.unit == second.unit == "percent" and second.bound == "exact":
        second.bound = (
            first.bound if first.bound not in ("at_least", "up_to") or not _ranged(first, second) else "exact"
        )
    if _RANGE.fullmatch(between) and first.unit == "money" and second.bare:
        second.unit, second.currency = "money", first.currency
    bracket = _BRACKET.fullmatch(between)
    if second.bare and first.head is not None and first.unit is None:
        if _PART.fullmatch(between) and (second.scaled or second.grouped or second.noun is not None):
            second.head, second.tied = first.head, True
        elif bracket and second.noun is not None and ")" in text[second.last : second.last + 40]:
            second.head, second.tied = first.head, True
            second.end = max(second.end, _modifiers_end(text, second))
    if _lends_scale(first, second, between, language):
        second.scale, second.scaled = first.scale, True


def _ranged(first: Draft, second: Draft) -> bool:
    return first.bound == "at_least" and second.bound == "up_to"


def _modifiers_end(text: str, draft: Draft) -> int:
    words = r"\s+".join(re.escape(word) for word in (draft.noun or "").split())
    match = re.compile(rf"\s*{words}", re.IGNORECASE).match(text, draft.last)
    return match.end() if match else draft.end


def _lends_scale(first: Draft, second: Draft, between: str, language: str) -> bool:
    """Whether a count of whole things that is printed with a fraction has left out its neighbour's scale word."""
    if not first.scaled or second.scaled or first.unit or second.unit or first.head is None or second.head is None:
        return False
    whole = {_nouns.unit_of(head, language) for head in (first.head, second.head)} <= _nouns.WHOLE
    return whole and second.words is None and _decimal(second.numeral) and ";" not in between


def _decimal(numeral: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{1,2}", numeral) is not None


def _tie(draft: Draft, text: str, language: str) -> None:
    """The noun before a number that has none: "a subscriber base of more than 53 million"."""
    if not draft.bare or draft.tied or (not draft.scaled and not draft.grouped and draft.words is not None):
        return
    start = max(0, draft.start - 120)
    before = re.split(r"[.!?;]\s|\n\s*\n", text[start : draft.start])[-1]
    base = _TIED_BASE.search(before)
    if base is not None:
        draft.head, draft.tied = base.group(1).lower() + "s", True
    elif _TIED_STAFF.search(before):
        draft.head, draft.tied = "employees", True
    else:
        nouns = "|".join(sorted(_nouns.heads(language) - {"months", "years", "days", "weeks", "quarters", "services"}))
        number = re.search(
            rf"\b(?i:number\s+of|número\s+de|n[º°o]\.?\s+de)\s+(?:[\w-]+\s+){{0,3}}?({nouns})\b[^.;\d]{{0,60}}$", before
        )
        straight = re.search(rf"\b({nouns})\b\s*(?:[\w-]+\s+){{0,2}}{_CUE}\s*$", before, re.IGNORECASE)
        found = number or straight
        if found is not None and not re.search(r"\b(?:by|of)\s+$", found.group() if found is straight else ""):
            draft.head, draft.tied = found.group(1).lower(), True
    if draft.tied and draft.noun is None:
        draft.noun = draft.head
