"""Metrics: whose a number is, and what it measures.

Every number that is counted, paid or a share is proposed. What it may measure follows from its type and its noun, and
from cue words near it; whose it is, from the companies in sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from alliances._cues import DURATIONS, INCIDENTAL, MEASURES, NOUNS, SMALL_COUNTS, STAKE
from alliances._fill import company, joined, quantity, when
from extractor.facts import Fact, Name, Quantity, Span, Text, When
from extractor.marks import Marks, clause_at
from extractor.proposals import Filled, Proposal, unique
from extractor.values import FoundQuantity

Measure = Literal[
    "subscribers", "net_additions", "market_share", "share_of_net_additions", "penetration", "population_coverage",
    "population_covered", "revenue", "revenue_growth", "profit", "investment", "cost_savings", "employees", "members",
    "countries", "roaming_partners", "roaming_countries", "arpu", "shares", "price", "other",
]  # fmt: skip


class Metric(Fact, key=("subject", "measure", "value")):
    """A number about an operator, alliance, company or market."""

    subject: Name
    measure: Measure
    value: Quantity
    as_of: When | None = None
    scope: Text | None = None


_MARKET = re.compile(
    r"\b(?:the |el |del )?(?P<market>(?:[A-ZÁÉÍÓÚ][\w-]+(?:'s)? ){1,2}(?:mobile |telecommunications? |telecom |broadband |fixed |wireless |cellular )*market|mercado (?:móvil |de telecomunicaciones |de telefonía móvil )?(?:[a-zñ]+(?:ano|ino|eño|és|ol|ense)\b))",
)
_HEADS = re.compile(r"(?P<modifiers>.*?)(?P<head>\S+)$")


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each number of the passage's prose and tables that is no stake and no mere counting word."""
    for found in marks.quantities:
        block = marks.block_at(found.span.start)
        if block is None or block.type == "lines":
            continue
        if block.type == "columns":
            continue
        if _incidental(marks, found):
            continue
        measures = _measures(marks, found)
        if not measures:
            continue
        subjects = _subjects(marks, found, measures[0])
        if not subjects:
            continue
        yield _proposal(marks, found, measures, subjects)


def _proposal(marks: Marks, found: FoundQuantity, measures: list[str], subjects: tuple[Filled, ...]) -> Proposal:
    value = quantity(found)
    if isinstance(value.value, Quantity) and not value.value.unit:
        value = Filled(value.value.model_copy(update={"unit": NOUNS.get(measures[0], "")}), value.spans, value.label)
    slots = {"value": value}
    open_: dict[str, tuple[Filled, ...]] = {}
    if len(subjects) > 1:
        open_["subject"] = subjects
    else:
        slots["subject"] = subjects[0]
    options = tuple(Filled(m) for m in measures)
    if len(options) > 1:
        open_["measure"] = options
    else:
        slots["measure"] = options[0]
    dates = marks.dates_for(found.span)
    if dates:
        slots["as_of"] = when(dates[0])
    scope = _scope(marks, found)
    if scope is not None:
        slots["scope"] = scope
    sentence = marks.sentence_at(found.span.start)
    spans = [s for f in (subjects[0],) for s in f.spans if sentence.covers(s)]
    return Proposal(kind=Metric, anchor=joined(found.span, *spans), slots=slots, open=open_)


def _around(marks: Marks, found: FoundQuantity, *, before: int, after: int) -> tuple[str, str]:
    """The words of the sentence just before and after a number, folded and in lower case."""
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(max(sentence.start, found.number.start - before), found.number.start)).lower()
    right = marks.words(Span(found.number.end, min(sentence.end, found.number.end + after))).lower()
    return left, right


def _incidental(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number counts nothing about a company: a stake (a fact of its own), a duration, "one of two"."""
    noun = (found.noun or "").lower()
    left, right = _around(marks, found, before=90, after=60)
    sentence = marks.words(marks.sentence_at(found.span.start)).lower()
    if found.type == "percent":
        return STAKE.search(f"{left[-70:]} # {right[:45]}") is not None
    if found.type == "money":
        return False
    if found.type == "plain" and found.value.amount < 1000 and not re.search(r"[a-z]", marks.words(found.number).lower()):
        return True
    if DURATIONS.search(noun) or INCIDENTAL.search(noun):
        return True
    spelled = not any(c.isdigit() for c in marks.words(found.number))
    if spelled or found.value.amount <= 12:
        head = noun.split()[-1] if noun else ""
        if head in SMALL_COUNTS:
            return re.match(r"(?:the|both|these|those|of the|las|los)\s*$", left[-6:]) is not None and spelled and "partner" not in noun
        return True
    return not sentence


def _measures(marks: Marks, found: FoundQuantity) -> list[str]:
    """What a number may measure, likeliest first."""
    left, right = _around(marks, found, before=110, after=90)
    clause = marks.words(clause_at(marks.text, marks.sentence_at(found.span.start), found.span.start)).lower()
    unit = found.value.unit
    scores: dict[str, float] = {}
    for measure in MEASURES:
        if not measure.fits(found.type, unit, found.noun):
            continue
        score = measure.score(clause=clause, left=left, right=right, noun=found.noun or "", unit=unit)
        if score > 0:
            scores[measure.name] = score
    ordered = sorted(scores, key=lambda name: -scores[name])
    if not ordered:
        return ["other"]
    best = scores[ordered[0]]
    return [name for name in ordered if scores[name] >= best * 0.75][:4]


def _subjects(marks: Marks, found: FoundQuantity, measure: str) -> tuple[Filled, ...]:
    """Whose a number may be, likeliest first."""
    sentence = marks.sentence_at(found.span.start)
    options = [company(marks, m) for m in marks.owners(found.span)]
    if measure == "penetration":
        markets = [m for m in _MARKET.finditer(marks.text, sentence.start, found.span.start)]
        if markets:
            span = Span(markets[-1].start("market"), markets[-1].end("market"))
            return (Filled(marks.words(span), (span,)),)
    about = marks.about_at(found.span.start)
    acting = [m for m in marks.names.companies(sentence) if m.span.end <= found.span.start]
    if options and (len(options) == 1 or (about is not None and len({m.entity for m in acting} | {about.entity}) == 1)):
        return options[:1] if isinstance(options, tuple) else tuple(options[:1])
    return unique(options)[:6]


def _scope(marks: Marks, found: FoundQuantity) -> Filled | None:
    """What part of the subject a number is of: the words before its noun ("mobile users")."""
    if not found.noun:
        return None
    match = _HEADS.match(found.noun)
    modifiers = match.group("modifiers").strip() if match else ""
    if not modifiers or modifiers in {"new", "total"}:
        return None
    at = marks.text.lower().find(modifiers, found.number.end, found.span.end)
    return Filled(modifiers, (Span(at, at + len(modifiers)),)) if at >= 0 else None
