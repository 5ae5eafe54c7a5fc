"""Numbers that say nothing about a company: stakes (other facts), durations, par values, coupons, board seats."""

from __future__ import annotations

import re

from alliances.rules.figures.cues import DURATIONS, INCIDENTAL, SMALL_COUNTS
from alliances.rules.figures.stakes import is_stake
from alliances.rules.marks import Marks
from extractor.facts import Span
from extractor.values import FoundQuantity

_MULTIPLE = re.compile(
    r"(?:times|veces|fois|volte|x)\s(?:\w+\s){0,3}(?:ebitda|oibda|ebit|earnings|cash flow|beneficio)"
)
_KIND_OF_PARTNERS = re.compile(r"\S (?:partners|socios)$|^socios \S")
_USE = re.compile(r"\bminutes of use\b|\bmou\b|\bminutos de uso\b|\btraffic per\b")
_AGAINST = re.compile(
    r"\b(?:(?:compared|up|down) (?:with|to|from)|versus|vs\.?|against|frente a)(?: (?:just|only|the))?$"
)
_LENGTH = re.compile(r"\b(?:km|kilomet\w+|kilómetros|miles)\b")
_FULL_TIME = re.compile(r"\s?(?:full|part)[- ]time")
_NOMINAL = re.compile(
    r"\b(?:par value|nominal value|face value|stated value|valor nominal|nennwert|valeur nominale|exercise price"
    r"|strike price|exchange rate|rates? of exchange|tipo de cambio|translated (?:\w+ ){0,3}at|(?:at|of) (?:a"
    r"|the) rate)"
    r"\b[^,;]{0,30}$"
)
_NOMINAL_AFTER = re.compile(
    r"\s?(?:(?:de |of )?(?:par value|nominal|valor nominal|face value|stated value)|=|par\b|each\b"
    r"|per (?:us )?dollar)"
)
_RATE_BEFORE = re.compile(
    r"(?:\b(?:libor|euribor|prime rate|base rate) (?:plus|más) (?:a margin of )?|\b(?:coupon|cupón) (?:of"
    r"|de)(?:l| un)? ?"
    r"|\binterest(?: rates?)? (?:of|at)(?: a| an)?(?: annual)?(?: rate)?(?: of)? ?)$"
)
_RATE_AFTER = re.compile(
    r"\s?(?:(?:senior|subordinated|convertible|exchangeable|secured|unsecured|guaranteed|cumulative|discount"
    r"|series|notes?"
    r"|bonds?|debentures?|preferred|bonos|obligaciones|anleihe\w*)\b|(?:of|de) (?:their|its|the|su"
    r"|el)? ?(?:aggregate )?"
    r"(?:principal|nominal|par)\b|(?:or more |o más )?(?:of|de) (?:the |los )?(?:votes|votos)|voted\b)"
)
_BODY = re.compile(
    r"\b(?:board|committee|council|consejo|junta|comité|comisión|vorstand|aufsichtsrat|conseil|team|jury|panel"
    r"|staff)\b"
    r"[^.;]{0,40}$"
)
_SAID_BEFORE = re.compile(r"\b(?:the|these|those|both|los|las|estos|estas|ambos|die|les)(?: other| otros| otras)?$")
_MEMBERS_TO = re.compile(r"\b(?:membership|members|miembros) (?:to|a)$")
_MODEL = re.compile(r"\d{2,5}")
_TRAFFIC = 1000  # minutes and hours from here on are traffic, not a duration
_LONG = 500  # kilometres from here on are a network's, not a distance
_FEW = 12


def is_incidental(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number says nothing about a company."""
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    right = marks.words(Span(found.number.end, min(sentence.end, found.number.end + 60))).lower()
    if found.type in ("percent", "points"):
        lent = _RATE_BEFORE.search(left) is not None or _RATE_AFTER.match(right) is not None
        return lent or is_stake(marks, found)
    if found.type == "money":
        return _NOMINAL.search(left) is not None or _NOMINAL_AFTER.match(right) is not None
    if found.type == "plain" and found.value.amount < _TRAFFIC and not found.noun and not found.value.unit:
        told = _FULL_TIME.match(right) or _MEMBERS_TO.search(left)
        return not (told or _USE.search(left[-80:]) or _set_against(marks, sentence, found, left))
    return _is_model(marks, found) or (not _MULTIPLE.match(right) and _counts_nothing(found, left))


def _is_model(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number is a product's: "its Loopmaster 3000 terminals"."""
    if not _MODEL.fullmatch(marks.text[found.number.start : found.number.end]):
        return False
    before = next((m for m in marks.names.mentions if m.span.end == found.number.start - 1), None)
    return before is not None and not marks.names.entities[before.entity].place and found.value.bound == "exact"


def _counts_nothing(found: FoundQuantity, left: str) -> bool:
    """Whether the things counted are none that filings report: hours, steps, seats of a board, one of two companies."""
    noun, amount = (found.noun or "").lower(), found.value.amount
    if INCIDENTAL.search(noun) or (_LENGTH.search(noun) and amount < _LONG):
        return True
    if DURATIONS.search(noun) and amount < _TRAFFIC:
        return not _USE.search(left[-80:])
    last = noun.split()[-1] if noun else ""
    if last in ("members", "miembros") and _BODY.search(left):
        return True
    if amount <= _FEW and _SAID_BEFORE.search(left):
        return True
    return amount <= _FEW and last not in SMALL_COUNTS and not _KIND_OF_PARTNERS.search(noun)


def _set_against(marks: Marks, sentence: Span, found: FoundQuantity, left: str) -> bool:
    """Whether a bare number is what a count of the same sentence is compared with."""
    counts = (q for q in marks.quantities if q.type == "count" and sentence.start <= q.span.start < found.span.start)
    return _AGAINST.search(left) is not None and next(counts, None) is not None
