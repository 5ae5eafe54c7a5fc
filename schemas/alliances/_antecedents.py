"""The quantity that a bare number shares its noun or currency with.

"1,106 million euros, of which 210 million …", "38 million subscribers, including 33 million in Russia and 2 million in
Ukraine", "US$9, or 8 euros": filings name what they count once, and go on with numbers alone.
"""

from __future__ import annotations

import re

from alliances._cues import CUSTOMERS
from extractor.facts import Span
from extractor.marks import Marks
from extractor.values import FoundQuantity

_PART = re.compile(
    r"\b(?:of which|of whom|of these|of them|including|comprising|namely|de l[ao]s que|de l[ao]s cuales|de ell[ao]s"
    r"|incluid[ao]s|incluyendo|entre ell[ao]s|davon|darunter|dont|di cui|dos quais)\b[^,;]{0,40}$"
)
_COUNTED = re.compile(rf"\b(?:{CUSTOMERS}|employees|people|relationships|agreements|connections|contracts)\b")
_PARALLEL = re.compile(r"[\s,(]*(?:or|equivalent to|o|i\.e\.|some|about|approximately|around|over|ca\.|unos)?\s*")
_LARGE = 1000
_COUNTING = frozenset({"plain", "count", "money"})


def antecedent(marks: Marks, found: FoundQuantity) -> FoundQuantity | None:
    """What a number without a noun of its own is one more, or a part, of; None if nothing before it counts alike."""
    if found.type == "money":
        return _restated(marks, found)
    if found.type not in ("plain", "count") or found.span.end != found.number.end:
        return None
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    part = _PART.search(left) is not None
    if not part and (found.type == "count" or found.noun or found.value.unit):
        return None
    before = [q for q in marks.quantities if q.span.end <= found.span.start and _counts(q)]
    here = [q for q in before if sentence.covers(q.span) and (not part or q.value.amount >= found.value.amount)]
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


def _same_kind(other: FoundQuantity, found: FoundQuantity) -> bool:
    """Whether two numbers are of one order, as those of a list are."""
    return other.value.amount >= _LARGE and found.value.amount >= _LARGE and bool(_COUNTED.search(other.noun or ""))


def _is_listed(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number leads or follows in a ranking: "leads with 6.1 million"."""
    near = marks.words(Span(max(0, found.number.start - 40), found.number.start)).lower()
    return (
        re.search(r"\b(?:with|at|con|mit|avec|has|had|have|serves?|tiene|cuenta con|suma|hat)(?: \w+){0,2}$", near)
        is not None
    )
