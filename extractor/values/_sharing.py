"""What one number lends another: scale, unit, noun and bound.

"10 to 12 per cent", "between 20 and 25 million", "28.3 million customers, including 10.2 mobile users".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from extractor.searching import Sieve, any_of, folded
from extractor.values import _nouns, _nounwords
from extractor.values._draft import Draft

_RANGE = re.compile(r"\s*(?:to|-|\u2013|\u2014|al?|bis|à|até|ad?)\s*(?:(?:el|los|las|the)\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*)?(?:and|or|y|o|und|oder|et|ou|e|&|,|/)\s*(?:(?:el|los|las|the)\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:between|entre|zwischen|tra|fra|range\s+of|ranging\s+from)\s*(?:un\s+)?(?:(?:el|los|las|the)\s+)?$",
    re.IGNORECASE,
)
_OF_A_RANGE = re.compile(
    r"\b(?:(?:will|would|to|may|might|could|can)\s+(?!rise|grow|increase|climb|jump|gain|fall|drop|decline)\w+|costs?|expects?|targets?|forecasts?|sees|worth|growth\s+of|estimated\s+at)"
    r"(?:\s+(?:to|at|by|an?|about|around|some))?\s*$",
    re.IGNORECASE,
)
"""What stands before two whole figures that are a range: "costs $4 million to $5 million", but not "rose 5% to 12%"."""
_FROM = re.compile(r"(?:from|desde|del?|von|da)\s*(?:(?:el|los|las|the)\s+)?$", re.IGNORECASE)
_PART = re.compile(
    r"[\s,;(\u2013-]*(?:of\s+(?:which|whom|these|them)|including|comprising|(?:up|down)\s+from|compared\s+(?:to"
    r"|with)|versus|vs\.?"
    r"|against|of\s+which\s+some|de\s+l[oa]s\s+(?:cuales|que)|inclu(?:idos|idas|yendo)|frente\s+a(?:\s+los)?"
    r"|davon|dont|dei\s+quali)(?:\s+the)?\s*",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bfrom\b|\bcompared\b|\bversus\b|\bvs\b|\bagainst\b|\bfrente\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(\s*(?:of\s+which\s+|including\s+|incl\.\s+)?")
_AS_BEFORE = re.compile(r"(?:\s[a-z]+)?\s\(")
_TIED_BASE = Sieve(
    r"\b(subscriber|customer|user|client|employee|member)\s+(?:base|count|total|numbers?)\s+(?:now\s+"
    r"|currently\s+)?(?:[\w]+\s+){0,3}$",
    re.IGNORECASE,
)
_TIED_PARQUE = Sieve(
    r"\b(?:base|parque|cartera|planta)\s+de\s+(clientes|abonados|usuarios|suscriptores|líneas"
    r"|accesos)\b[^.,;\d]{0,30}$",
    re.IGNORECASE,
)
_TIED_STAFF = Sieve(r"\b(?:work\s?force|headcount|staff|plantilla)\s+(?:[\w]+\s+){0,2}(?:of|de)\s+$", re.IGNORECASE)
_PARTED = re.compile(r"[.!?]\s|\n\s*\n")
"""The end of a sentence or of a paragraph."""
_CLAUSE_END = re.compile(r"[.!?;]\s|\n\s*\n")
_AFTER_FIGURE = re.compile(r"(?<![\w.,])[\d.,]*\d\s*\Z")
"""A cell of the same row: no noun is said over it, but of a base."""
_TIMES = frozenset({"months", "years", "days", "weeks", "quarters", "services", "años", "meses", "días"})
_CUE = (
    r"(?:(?:breach|pass|cross|surpass|top|exceed|hit|br(?:oke|eak)|reach|super|rebas|sobrepas)\w*(?:\s+through)?"
    r"(?:\s+(?:the|los|las|el|al?))?|averag(?:ed|ing)|averages|of|to|at|reached|reaching|totall?ed|totall?ing"
    r"|total|was|were|is|are|by|stood\s+at|stands\s+at|amounted\s+to|"
    r"numbered|alcanz[aó]\w*|asciend\w+\s+a|ascendió\s+a|hasta|fue\s+de|:|=)"
)


def joins_range(between: str) -> bool:
    """Whether the words between two numbers make them the ends of a range."""
    return _RANGE.fullmatch(between) is not None


def share(drafts: list[Draft], text: str, language: str) -> None:
    """Lets neighbours lend one another what they leave out."""
    pairs = list(pairwise(drafts))
    for first, second in reversed(pairs):
        _share_back(first, second, text, language)
    for first, second in pairs:
        _share_on(first, second, text, language)
    for draft in drafts:
        _tie(draft, text, language)


def _share_back(first: Draft, second: Draft, text: str, language: str) -> None:
    """A later number's scale, percent sign, currency or noun, lent to the one before."""
    between = text[first.last : second.start]
    ranged, listed = _RANGE.fullmatch(between), _AND.fullmatch(between)
    if listed and _BETWEEN.search(text[max(0, first.start - 20) : first.start]):
        ranged = listed
    if not (ranged or listed) or first.yearlike or first.head is not None:
        _lend_noun_over(first, second, text)
        return
    alone = first.unit is None and not first.scaled
    # "rose 5% to 12%" is no range; "5 to 12%" and "5%-12%" are
    completed = alone or (first.unit == "money" and not first.scaled and second.scaled)
    ranges = ranged is not None and (completed or not between.strip().isalpha())
    if alone and not first.grouped and second.unit in ("percent", "points"):
        first.unit, first.per = second.unit, second.per
    elif (
        _wants_scale(first, second, ranged=ranged is not None)
        and (first.words is None or ranged)
        and _fits(first, second, language)
    ):
        first.scale, first.scaled = second.scale, True
    if first.unit is None and second.unit == "money" and (first.scaled or ranged):
        first.unit, first.currency = "money", second.currency
    same = first.unit is None and second.head is not None and first.scaled == second.scaled
    if same and (first.scaled or ranged or _BETWEEN.search(text[max(0, first.start - 20) : first.start])):
        first.noun, first.head, first.tied, first.counted = second.noun, second.head, True, True
    if ranged and first.unit == "money" and second.bare:
        second.unit, second.currency = "money", first.currency
    _bound_range(first, second, text, ranged=ranges)


def _wants_scale(first: Draft, second: Draft, *, ranged: bool) -> bool:
    if first.scaled or not second.scaled:
        return False
    return first.unit is None or (first.unit == "money" and (ranged or second.unit == "money"))


def _fits(first: Draft, second: Draft, language: str) -> bool:
    if first.grouped:
        return False
    one, other = abs(first.amount(language)), abs(second.amount(language)) / second.scale
    return one < 1000 and (one <= other or first.fraction(language))


def _bound_range(first: Draft, second: Draft, text: str, *, ranged: bool) -> None:
    before = text[max(0, first.start - 20) : first.start]
    between = _BETWEEN.search(before) is not None or (
        _RANGE.fullmatch(text[first.last : second.start]) and _OF_A_RANGE.search(before)
    )
    a_range = between or (ranged and not _FROM.search(before))
    alike = first.unit == second.unit and first.scaled == second.scaled and first.bound == second.bound == "exact"
    if a_range and alike:
        first.bound, second.bound = "at_least", "up_to"


def _lend_noun_over(first: Draft, second: Draft, text: str) -> None:
    """The noun of a later number where the first has only a modifier: "12 million prepaid and 3 million new lines"."""
    if first.unit is not None or first.head is not None or first.noun is None or second.head is None or second.unit:
        return
    between = text[first.last : second.start]
    modifiers = re.fullmatch(r"\s+[\w-]+(?:\s[\w-]+)?\s*(?:,|and|or|&|y|o|und|et|e)\s+", between)
    if modifiers and first.scaled == second.scaled:
        first.head, first.tied, first.counted = second.head, True, True


def _share_on(first: Draft, second: Draft, text: str, language: str) -> None:
    """An earlier number's noun, scale, currency or bound, lent to the one after."""
    between = text[first.end : second.start]
    if len(between) > 60 or _PARTED.search(between):
        return
    if _AND.fullmatch(between) and first.unit == second.unit == "percent" and second.bound == "exact":
        second.bound = first.bound
    bracket = _BRACKET.fullmatch(between)
    if second.bare and first.head is not None and first.unit is None:
        compared = _COMPARED.search(between) is not None and second.words is None and not second.yearlike
        figure = second.scaled or second.grouped or second.noun is not None or compared
        part = _PART.fullmatch(between) and figure
        if part and (first.scaled or not second.scaled):
            own = _noun_said(text, second, language)
            second.head, second.tied, second.counted = own or first.head, True, True
        elif bracket and second.noun is not None and ")" in text[second.last : second.last + 40]:
            second.head, second.tied, second.counted = first.head, True, True
            second.end = max(second.end, _modifiers_end(text, second))
    if _lends_scale(first, second, between, language):
        second.scale, second.scaled = first.scale, True
    if _AS_BEFORE.fullmatch(text[first.last : second.start]) and text[second.last : second.last + 1] == ")":
        _lend_to_comparative(first, second)


def _lend_to_comparative(first: Draft, second: Draft) -> None:
    """What a number in brackets leaves out, where it is the same figure a year before: "SEK 7,354 million (6,802)".

    Both are printed alike, which a footnote's mark is not.
    """
    if second.unit is not None or second.scaled or second.words is not None or second.head is not None:
        return
    fraction = re.search(r"[.,]\d{1,2}$", first.numeral) is not None
    if second.yearlike or not (second.grouped if first.grouped else fraction and _decimal(second.numeral)):
        return
    second.unit, second.per, second.currency = first.unit, first.per, first.currency
    second.scale, second.scaled = first.scale, first.scaled
    if first.head is not None and first.unit is None:
        second.head, second.tied, second.counted = first.head, True, True


def _noun_said(text: str, draft: Draft, language: str) -> str | None:
    """The noun that a verb after a part gives it: "of which 585 thousand were ADSL lines"."""
    verb = re.compile(r"\s(?:are|were|is|was|son|eran|sind|waren|sont)\s").match(text, draft.last)
    said = _nouns.noun_after(text, verb.end(), language) if verb else None
    return said.head if said is not None and said.head in _nouns.heads(language) else None


def _modifiers_end(text: str, draft: Draft) -> int:
    words = r"\s+".join(re.escape(word) for word in (draft.noun or "").split())
    match = re.compile(rf"\s*{words}", re.IGNORECASE).match(text, draft.last)
    return match.end() if match else draft.end


def _lends_scale(first: Draft, second: Draft, between: str, language: str) -> bool:
    """Whether a count of whole things that is printed with a fraction has left out its neighbour's scale word."""
    if not first.scaled or second.scaled or first.unit or second.unit or first.head is None or second.head is None:
        return False
    whole = {_nouns.unit_of(head, language) for head in (first.head, second.head)} <= _nounwords.WHOLE
    return whole and second.words is None and _decimal(second.numeral) and ";" not in between


def _decimal(numeral: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{1,2}", numeral) is not None


def _tie(draft: Draft, text: str, language: str) -> None:
    """The noun before a number that has none: "a subscriber base of more than 53 million"."""
    if not draft.bare or draft.tied or (not draft.scaled and not draft.grouped and draft.words is not None):
        return
    start = max(0, draft.start - 120)
    before = _CLAUSE_END.split(text[start : draft.start])[-1]
    plain = folded(before)
    base = _TIED_BASE.search(before, plain)
    after_figure = before.rstrip()[-1:].isdigit() and _AFTER_FIGURE.search(before) is not None
    parque = None if after_figure else _TIED_PARQUE.search(before, plain)
    if parque is not None:
        draft.head, draft.tied = parque.group(1).lower(), True
    elif base is not None:
        draft.head, draft.tied = base.group(1).lower() + "s", True
    elif after_figure:
        return
    elif _TIED_STAFF.search(before, plain):
        draft.head, draft.tied = "employees", True
    else:
        noun = _noun_before(before, language)
        draft.head, draft.tied = noun, noun is not None
    if draft.tied and draft.noun is None:
        draft.noun = draft.head


def _noun_before(before: str, language: str) -> str | None:
    """The noun of "the number of mobile subscribers in the country, at" or "subscribers reached"."""
    number_of, subject = _noun_patterns(language)
    match = number_of.search(before)
    if match is None:
        match = subject.search(before)
        if match is not None and re.search(r"\b(?:by|of)\s+$", match.group()):
            return None
    return match.group(1).lower() if match else None


@lru_cache
def _noun_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = any_of(_nouns.heads(language) - _TIMES, ignore_case=True)
    number_of = (
        rf"\b(?:(?:number\s+of|número\s+de|n[º°o]\.?\s+de)\s+(?:[\w-]+\s+){{0,3}}?(?=(?:{nouns})\b)"
        rf"|(?:an)?zahl\s+der\s+(?:[\w-]+\s+){{0,2}}?\w*?(?=(?:{nouns})\b)"
        rf"|(?=minutes\s+of\s+use\b))(\w+)\b[^.;\d]{{0,60}}$"
    )
    subject = rf"\b({nouns})\b\s*(?:[\w-]+\s+){{0,2}}{_CUE}\s*$"
    return re.compile(number_of, re.IGNORECASE), re.compile(subject, re.IGNORECASE)
