"""Metrics: whose a number is, and what it measures.

Every number of the prose that is counted, paid or a share is proposed, and every figure of a table whose heads say what
it is. What a number may measure follows from its type, its noun and the words near it; whose it is, from the clause it
stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from alliances._antecedents import antecedent
from alliances._cues import ACTS, DURATIONS, INCIDENTAL, NOUNS, SMALL_COUNTS, STAKE
from alliances._fill import company, joined, quantity, when
from alliances._markets import market_of, population_of
from alliances._measures import is_money, measures
from alliances._tables import Reading, table_figures
from extractor.facts import Fact, Name, Quantity, Span, Text, When
from extractor.marks import Marks, Mention
from extractor.marks._asides import asides
from extractor.marks._claims import candidates
from extractor.proposals import Filled, Proposal, divided, unique
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
_HELD = re.compile(
    r"^\s?(?:\)|of\b|in\b|de\b|del\b|en\b|by\b|held|owned|shareholder|stake|interest|participación|controlled)"
)
_IN_WHICH = re.compile(
    r"\b(?:in which|of which|en (?:la|el) que|de (?:la|del) que|an dem|dont)\b[^,;]{1,60}\b(?:has|have|holds?"
    r"|owns?|tiene|posee|hält|détient)\b[^,;]{0,12}$"
)
_OPENS_BRACKET = re.compile(r"[’'\"”]?\s*\((?:with\s|con\s|an?\s|\+)?\s?")
_SHARED_OUT = re.compile(
    r"\b(?:market|share of|penetration|growth|grew|increase[sd]?|rose|rise|up|down|revenues?|customers"
    r"|subscribers|sales|cover\w*|margin|churn|cuota|mercado|crec\w+|ingresos|clientes|penetración|cobertura|marktanteil|umsatz)\b",
    re.IGNORECASE,
)
_BUYS = re.compile(
    r"\b(?:acqui(?:re[sd]?|ring|sition of)|b[uo]y(?:s|ing)?|bought|purchas(?:e[sd]?|ing)|takeover of|sale of"
    r"|compr(?:a|ar|ó|ará)|adqui(?:ere|rir|rió|rirá)|vent?a de)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"(?:times|veces|fois|volte|x)\s(?:\w+\s){0,3}(?:ebitda|oibda|ebit|earnings|cash flow|beneficio)"
)
_LINES = re.compile(r"\bnumber of (?:\S+ ){0,3}?(connections|lines|homes|households|premises|sites|contracts)\b")
_RESPECTIVELY = re.compile(r"\b(?:respectively|respectivamente|respectivement|beziehungsweise|rispettivamente)\b")
_COMBINED = re.compile(
    r"\b(?:[Tt]he|[Ll]a|[Ee]l)\s+(?P<name>(?:combined|merged|enlarged|resulting)\s+(?:company|group|entity|business|operator)"
    r"|(?:compañía|sociedad|empresa|entidad|grupo)\s+(?:combinad[ao]|fusionad[ao]|resultante))\b(?![’'])"
)
_NEAR_BOUGHT = 130  # characters after a verb of buying within which what is bought is named
_MOST_SUBJECTS = 5
_MOST_NUMBERS = 30  # a sentence of more is a table that has lost its layout
_ADDITIONS = frozenset({"additions", "net additions", "altas", "adds", "net adds"})
_TRAFFIC = 1000  # minutes and hours from here on are traffic, not a duration


def propose(marks: Marks) -> Iterator[Proposal]:
    """One proposal for each number of the passage's prose and tables that is no stake and no mere counting word."""
    for reading in table_figures(marks):
        yield _from_table(reading)
    counts = Counter(marks.sentence_at(q.span.start) for q in marks.quantities)
    crowded = {sentence: count > _MOST_NUMBERS for sentence, count in counts.items()}
    for found in marks.quantities:
        block = marks.block_at(found.span.start)
        if block is None or block.type in ("lines", "columns", "table") or crowded[marks.sentence_at(found.span.start)]:
            continue
        if _incidental(marks, found):
            continue
        ranked = measures(marks, found)
        country = population_of(marks, marks.sentence_at(found.span.start), found.span)
        if country is not None and found.value.unit == "people":
            yield _proposal(marks, found, ["other"], (country,))
            continue
        subjects = _subjects(marks, found, ranked[0])
        if subjects:
            yield _proposal(marks, found, ranked, subjects)


def _from_table(reading: Reading) -> Proposal:
    slots = {"subject": reading.subject, "measure": Filled(reading.measure), "value": reading.value}
    if reading.as_of is not None:
        slots["as_of"] = reading.as_of
    return Proposal(kind=Metric, anchor=reading.anchor, slots=slots)


def _proposal(marks: Marks, found: FoundQuantity, ranked: list[str], subjects: tuple[Filled, ...]) -> Proposal:
    settled, open_ = divided({"subject": subjects, "measure": tuple(Filled(m) for m in ranked)})
    slots = {"value": _value(marks, found, ranked[0]), **settled}
    dates = marks.dates_for(found.span)
    if dates:
        slots["as_of"] = when(dates[0])
    scope = _scope(marks, found)
    if scope is not None:
        slots["scope"] = scope
    sentence = marks.sentence_at(found.span.start)
    spans = [s for s in subjects[0].spans if sentence.covers(s)]
    return Proposal(kind=Metric, anchor=joined(found.span, *spans), slots=slots, open=open_)


def _value(marks: Marks, found: FoundQuantity, measure: str) -> Filled:
    """The quantity, with the unit its measure gives it where its own words give none."""
    value = quantity(found)
    shared = antecedent(marks, found) if found.type != "money" else None
    if shared is not None:
        return Filled(found.value.model_copy(update={"unit": shared.value.unit}), value.spans, value.label)
    if measure == "population_covered":
        return Filled(found.value.model_copy(update={"unit": "people"}), value.spans, value.label)
    if found.value.unit and found.value.unit not in _ADDITIONS:
        return value
    sentence = marks.sentence_at(found.span.start)
    before = [q for q in marks.quantities if q.type == "money" and q.span.end <= found.span.start]
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    lines = _LINES.findall(left) if measure in ("subscribers", "net_additions") else []
    noun = lines[-1] if lines else NOUNS.get(measure, "")
    unit = before[-1].value.unit if before and is_money(found, left) else noun
    return Filled(found.value.model_copy(update={"unit": unit}), value.spans, value.label)


def _incidental(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a number says nothing about a company: a stake (a fact of its own), a duration, "one of two"."""
    if found.type in ("percent", "points"):
        return _is_stake(marks, found)
    if found.type == "money":
        return False
    noun = (found.noun or "").lower()
    digits = any(c.isdigit() for c in marks.words(found.number))
    if found.type == "plain" and found.value.amount < 1000 and not found.noun and not found.value.unit:
        return not _full_time(marks, found)
    if _MULTIPLE.match(marks.words(Span(found.number.end, found.number.end + 40)).lower()):
        return False
    if INCIDENTAL.search(noun) or (DURATIONS.search(noun) and found.value.amount < _TRAFFIC):
        return True
    if found.value.amount > 12 and (digits or found.value.amount >= _TRAFFIC):
        return False
    return (noun.split()[-1] if noun else "") not in SMALL_COUNTS


def _full_time(marks: Marks, found: FoundQuantity) -> bool:
    return re.match(r"\s?(?:full|part)[- ]time", marks.text[found.number.end : found.number.end + 12]) is not None


def _is_stake(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a share is one of a company's capital."""
    words = marks.words(found.span).lower()
    if "owned" in words or "detenu" in words or "50/50" in words or "50:50" in words:
        return True
    sentence = marks.sentence_at(found.span.start)
    if _bracketed_stake(marks, sentence, found):
        return True
    left = marks.words(Span(max(sentence.start, found.number.start - 90), found.number.start)).lower()
    right = marks.words(Span(found.number.end, min(sentence.end, found.number.end + 60))).lower()
    if re.match(
        r"\s?(?:of|de|del) (?:the )?(?:[^\s,;]+ ){0,3}?(?:market|mercado|population|población|revenues?|customers)",
        right,
    ):
        return False
    if _IN_WHICH.search(left):
        return True
    held = [*STAKE.finditer(f"{left[-70:]} # {right[:45]}")]
    if held and not ACTS.search(left[-70:], held[0].end()):
        return True
    if (
        _HELD.match(right)
        and STAKE.search(marks.words(sentence).lower())
        and (left.endswith("(") or not right.startswith(")"))
    ):
        after = marks.names.companies(Span(found.number.end, min(sentence.end, found.number.end + 40)))
        return left.endswith("(") or bool(after)
    after = [m for m in marks.names.companies(sentence) if 0 <= m.span.start - found.number.end < 30]
    if not after or marks.text[after[0].span.end : after[0].span.end + 1] in ("'", "’"):
        return False
    return (
        re.fullmatch(r"\s?(?:of|de|del|in)\s(?:the\s)?", marks.text[found.number.end : after[0].span.start]) is not None
    )


def _bracketed_stake(marks: Marks, sentence: Span, found: FoundQuantity) -> bool:
    """Whether a share opens the brackets right after a name, as stakes do, where nothing else is measured in shares."""
    named = [m for m in marks.names.within(sentence) if m.span.end <= found.number.start]
    if not named or not _OPENS_BRACKET.fullmatch(marks.text, named[-1].span.end, found.number.start):
        return False
    entity = marks.names.entities[named[-1].entity]
    return not (entity.place or entity.person or _SHARED_OUT.search(marks.words(sentence)))


def _subjects(marks: Marks, found: FoundQuantity, measure: str) -> tuple[Filled, ...]:
    """Whose a number may be, likeliest first; one only where its clause leaves no doubt."""
    sentence = marks.sentence_at(found.span.start)
    if measure == "penetration":
        market = market_of(marks, sentence, found.span.start)
        if market is not None:
            return (market,)
    combined = _combined(marks, sentence, found)
    if combined is not None:
        return (combined,)
    own = _respective(marks, sentence, found)
    if own is not None:
        return (company(marks, own),)
    whose = marks.whose(found.span)
    bought = _bought(marks, sentence) if measure == "price" else None
    options = unique(company(marks, m) for m in ([bought, *whose.mentions] if bought else whose.mentions))
    return options[:1] if whose.sure and bought is None else options[:_MOST_SUBJECTS]


def _respective(marks: Marks, sentence: Span, found: FoundQuantity) -> Mention | None:
    """The one of several companies that a number is of by their order: "X and Y had 3 and 2 million, respectively"."""
    if not _RESPECTIVELY.search(marks.text, *sentence):
        return None
    alike = [q for q in marks.quantities if (q.type == "percent") == (found.type == "percent")]
    listed = [q for q in alike if sentence.covers(q.span)]
    left_out = asides(marks.text, sentence)
    named = [
        m
        for m in candidates(marks.text, marks.names, Span(sentence.start, listed[0].span.start))
        if not any(a.covers(m.span) for a in left_out)
    ]
    if len(listed) < 2 or len(named) != len(listed):
        return None
    return named[listed.index(found)]


def _combined(marks: Marks, sentence: Span, found: FoundQuantity) -> Filled | None:
    """The company that a merger will make, where its number follows as the sentence's subject."""
    said = _COMBINED.search(marks.text, sentence.start, found.span.start)
    if said is None or marks.names.companies(Span(said.end(), found.span.start)):
        return None
    own = Span(said.start("name"), said.end("name"))
    return Filled(marks.words(own), (own,))


def _bought(marks: Marks, sentence: Span) -> Mention | None:
    """The company that a sentence says is bought, whose price a price then is."""
    for verb in _BUYS.finditer(marks.text, *sentence):
        sellers: set[int] = set()
        for mention in candidates(marks.text, marks.names, Span(verb.end(), sentence.end)):
            between = marks.text[verb.end() : mention.span.start]
            if mention.entity in sellers:
                continue
            if re.search(r"\b(?:from|by|a|to|with|de parte)\s+(?:the\s+)?$", between):
                sellers.add(mention.entity)
            elif len(between) < _NEAR_BOUGHT:
                return mention
    return None


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
