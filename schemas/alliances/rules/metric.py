"""Metrics: whose a number is, and what it measures.

Every number of the prose that is counted, paid or a share is proposed, and every figure of a table whose heads say what
it is. What a number may measure follows from its type, its noun and the words near it; whose it is, from the clause it
stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from alliances.metric import Metric
from alliances.rules.figures.antecedents import antecedent
from alliances.rules.figures.cues import GROWTH_VERBS, NOUNS, USUAL
from alliances.rules.figures.headed import measure_of
from alliances.rules.figures.incidental import is_incidental
from alliances.rules.figures.markets import population_of
from alliances.rules.figures.measures import is_money, measures
from alliances.rules.figures.owners import owners
from alliances.rules.figures.pesos import in_own_pesos
from alliances.rules.figures.prices import buyer
from alliances.rules.figures.tables import Reading, table_figures
from alliances.rules.fill import company, joined, quantity, when
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal
from extractor.facts import Quantity, Span
from extractor.values import FoundQuantity

_HEAD = re.compile(r"(?P<modifiers>.+) \S+$")
_NO_SCOPE = frozenset(
    {
        "new",
        "total",
        "more",
        "other",
        "additional",
        "registered",
        "active",
        "consecutive",
        "nuevos",
        "full",
        "different",
    }
)
_LINES = re.compile(r"\bnumber of (?:\S+ ){0,3}?(connections|lines|homes|households|premises|sites|contracts)\b")
_GROWN = re.compile(
    r"\b(?P<noun>[a-záéíóúñ]{4,}s)(?: (?:on|in|of|at|for|by|en|de) (?:[\w-]+ ){0,3}?[\w-]+){0,2}"
    rf" (?:{GROWTH_VERBS}|reach\w*|total\w*|st(?:oo|an)ds?|number\w*|exceed\w*|amount\w*)\b"
    r"(?:[^,;.]|(?<=\d)[,.](?=\d))*(?:, (?:a|to|hasta|at)(?: \w+)?)?$"
)
_NOUN_WITHIN = 40  # characters after a number within which a verb may give its noun: "of which 585 thousand are lines"
_LABEL = re.compile(r"(?:(?:19|20)\d\d\s)?[^\W\d][^:\n]{1,60}:\s")
_MOST_NUMBERS = 30  # a sentence of more is a table that has lost its layout
_MOST_MEMBERS = 5000  # above this no alliance has members
_ADDITIONS = frozenset({"additions", "adds"})


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each number of the passage's prose and tables that is no stake and no mere counting word."""
    for reading in table_figures(marks):
        yield _from_table(reading)
    counts = Counter(marks.sentence_at(q.span.start) for q in marks.quantities)
    crowded = {sentence: count > _MOST_NUMBERS for sentence, count in counts.items()}
    before: tuple[FoundQuantity, str] | None = None
    for found in marks.quantities:
        block = marks.block_at(found.span.start)
        if block is None or block.type in ("columns", "table") or crowded[marks.sentence_at(found.span.start)]:
            continue
        if block.type == "lines" and not _is_labelled(marks, found):
            continue
        if is_incidental(marks, found):
            continue
        ranked = measures(marks, found)
        if ranked[0] == "members" and found.value.amount > _MOST_MEMBERS:
            continue  # people, whose noun is another's: "customers served by its members to 35.6 million"
        country = population_of(marks, marks.sentence_at(found.span.start), found.span)
        if country is not None and found.value.unit in ("", "people", "population"):
            yield _proposal(marks, found, ["other"], (country,), people=True)
            continue
        whose = marks.whose(found.span)
        subjects = owners(marks, found, ranked[0], whose, before)
        before = (found, ranked[0])
        if subjects:
            yield _proposal(marks, found, ranked, subjects)
        pays = buyer(marks, found, whose) if ranked[0] == "price" else None
        if pays is not None and subjects != (company(marks, pays),):
            yield _proposal(marks, found, ranked, (company(marks, pays),))


def _is_labelled(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a line's label says what a number measures: "Employees: 2,900"."""
    sentence = marks.sentence_at(found.span.start)
    label = _LABEL.match(marks.text, sentence.start, found.number.start)
    if label is None:
        return False
    return found.type == "count" or measure_of(label.group()) is not None or measures(marks, found)[0] != "other"


def _from_table(reading: Reading) -> Proposal:
    slots = {"subject": reading.subject, "measure": Filled(reading.measure), "value": reading.value}
    if reading.as_of is not None:
        slots["as_of"] = reading.as_of
    return Proposal(kind=Metric, anchor=reading.anchor, slots=slots)


def _proposal(
    marks: Marks, found: FoundQuantity, ranked: list[str], subjects: tuple[Filled, ...], *, people: bool = False
) -> Proposal:
    value = _value(marks, found, "population_covered" if people else ranked[0])
    if found.type == "money" and isinstance(value.value, Quantity):
        value = Filled(in_own_pesos(marks, value.value), value.spans, value.label)
    slots = {"value": value, "subject": subjects[0], "measure": Filled(ranked[0])}
    dates = marks.dates_for(found.span)
    if dates:
        slots["as_of"] = when(dates[0])
    scope = _scope(marks, found)
    if scope is not None:
        slots["scope"] = scope
    sentence = marks.sentence_at(found.span.start)
    spans = [s for s in subjects[0].spans if sentence.covers(s)]
    return Proposal(
        kind=Metric, anchor=joined(found.span, *spans), slots=slots, guessed=len(subjects) > 1 or len(ranked) > 1
    )


def _value(marks: Marks, found: FoundQuantity, measure: str) -> Filled:
    """The quantity, with the unit its measure gives it where its own words give none."""
    value = quantity(found)
    shared = antecedent(marks, found) if found.type != "money" else None
    follows = marks.words(Span(found.number.end, found.number.end + _NOUN_WITHIN)).lower()
    if shared is not None and not (found.value.unit and found.value.unit in follows):
        return Filled(found.value.model_copy(update={"unit": shared.value.unit}), value.spans, value.label)
    if measure == "population_covered":
        return Filled(found.value.model_copy(update={"unit": "people"}), value.spans, value.label)
    usual = measure not in NOUNS or found.value.unit in USUAL
    if found.value.unit and found.value.unit not in _ADDITIONS and usual:
        return value
    sentence = marks.sentence_at(found.span.start)
    before = [q for q in marks.quantities if q.type == "money" and q.span.end <= found.span.start]
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    lines = _LINES.findall(left) if measure in ("subscribers", "net_additions") else []
    grown = _GROWN.search(left) if measure == "other" else None
    noun = lines[-1] if lines else NOUNS.get(measure, grown["noun"] if grown else "")
    unit = before[-1].value.unit if before and is_money(found, left) else noun
    return Filled(found.value.model_copy(update={"unit": unit}), value.spans, value.label)


def _scope(marks: Marks, found: FoundQuantity) -> Filled | None:
    """What part of the subject a number is of: the words before its noun ("mobile users")."""
    match = _HEAD.match(found.noun or "")
    if match is None:
        return None
    words = match.group("modifiers")
    if words in _NO_SCOPE:
        return None
    at = marks.text.lower().find(words, found.number.end, found.span.end)
    return Filled(marks.words(Span(at, at + len(words))), (Span(at, at + len(words)),)) if at >= 0 else None
