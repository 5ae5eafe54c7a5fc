"""The quantity that a bare number shares its noun or currency with.

"1,106 million euros, of which 210 million …", "38 million subscribers, including 33 million in Russia and 2 million in
Ukraine", "US$9, or 8 euros": filings name what they count once, and go on with numbers alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

from alliances.rules.figures.cues import CUSTOMERS
from alliances.rules.marks import Marks
from extractor.facts import Span
from extractor.values import FoundQuantity

_PART = re.compile(
    r"\b(?:of which|of whom|of these|of them|including|comprising|namely|de l[ao]s que|de l[ao]s cuales|de ell[ao]s"
    r"|incluid[ao]s|incluyendo|entre ell[ao]s|davon|darunter|dont|di cui|dos quais)\b[^,;]{0,40}$"
)
_COUNTED = re.compile(
    rf"\b(?:{CUSTOMERS}|employees|headcount|staff|work ?force|man-years|plantilla|base|members|sites|towers"
    rf"|people|relationships|agreements|connections|contracts)\b"
)
_PARALLEL = re.compile(r"[\s,(]*(?:or|equivalent to|o|i\.e\.|some|about|approximately|around|over|ca\.|unos)?\s*")
_NO_NOUNS = frozenset({"total", "mark", "milestone", "level", "threshold"})
_OF_WHICH = re.compile(r"\s?(?:of (?:which|whom|them)|de l[ao]s (?:que|cuales)|de ell[ao]s|davon)\b")
_OF_THEM = re.compile(r"\s?(?:of (?:the (?:\w+ )?total|these|them|this)|del total|de (?:ell[ao]s|éstos|estos))\b")
_LARGE = Decimal(1000)
_COUNTING = frozenset({"plain", "count", "money"})


def antecedent(marks: Marks, found: FoundQuantity) -> FoundQuantity | None:
    """What a number without a noun of its own is one more, or a part, of; None if nothing before it counts alike."""
    if found.type == "money":
        return _restated(marks, found) or _part_paid(marks, found)
    if found.type not in ("plain", "count") or found.span.end != found.number.end:
        return None
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    right = marks.words(Span(found.number.end, found.number.end + 40)).lower()
    part = _PART.search(left) is not None or _OF_WHICH.match(right) is not None
    noun = found.noun if found.noun not in _NO_NOUNS else None
    if not part and (found.type == "count" or noun or found.value.unit):
        return None
    before = [q for q in marks.quantities if q.span.end <= found.span.start and _counts(q)]
    least = found.value.amount if part else min(found.value.amount, _LARGE)
    here = [q for q in before if sentence.covers(q.span) and q.value.amount >= least]
    if here:
        near = here[-1] if here[-1].value.unit else antecedent(marks, here[-1])
        if near is None:
            return None
        # A noun between the two says that another thing is counted.
        between = marks.words(Span(near.span.end, found.number.start)).lower()
        return None if _COUNTED.search(between) else near
    previous = [q for q in before if q.noun and _same_kind(q, found)]
    return previous[-1] if previous and not _COUNTED.search(left) and _is_listed(marks, found) else None


def _counts(found: FoundQuantity) -> bool:
    """Whether a quantity may be followed by bare ones: it has a noun or a currency, or is itself bare and large."""
    return found.type in _COUNTING and (bool(found.value.unit) or found.value.amount >= _LARGE)


def _restated(marks: Marks, found: FoundQuantity) -> FoundQuantity | None:
    """The amount that another one right after it gives in another currency: "RUB 9.5 billion (US$380 million)"."""
    for other in marks.quantities:
        if other.type == "money" and other.span.end <= found.span.start:
            between = marks.text[other.span.end : found.span.start]
            if len(between) < 40 and _PARALLEL.fullmatch(between.lower()) and other.value.unit != found.value.unit:
                return other
    return None


def _part_paid(marks: Marks, found: FoundQuantity) -> FoundQuantity | None:
    """The amount that another of its currency is a part of: "EUR 98 million, of which data made up EUR 38 million"."""
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    before = [q for q in marks.quantities if sentence.covers(q.span) and q.span.end <= found.span.start]
    if not before or not _PART.search(left) or before[-1].value.unit != found.value.unit:
        return None
    return before[-1] if before[-1].value.amount >= found.value.amount else None


def _same_kind(other: FoundQuantity, found: FoundQuantity) -> bool:
    """Whether two numbers are of one order, as those of a list are."""
    return other.value.amount >= _LARGE and found.value.amount >= _LARGE and bool(_COUNTED.search(other.noun or ""))


def _is_listed(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number stands in a ranking or is a part: "leads with 6.1 million", "3 million of the total"."""
    near = marks.words(Span(max(0, found.number.start - 40), found.number.start)).lower()
    if _OF_THEM.match(marks.words(Span(found.number.end, found.number.end + 40)).lower()):
        return True
    return (
        re.search(r"\b(?:with|at|con|mit|avec|has|had|have|serves?|tiene|cuenta con|suma|hat)(?: \w+){0,2}$", near)
        is not None
    )
