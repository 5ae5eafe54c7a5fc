"""A reviewed result as a gold file, which the evals score against and a reader is trained on.

Facts that are accepted, corrected and added are gold; those rejected are not in it. What nobody has reviewed yet is in
it as `optional`: it is neither required of a reader nor held against it, and counts for less in training.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.errors import ReviewError
from extractor.facts import Evidence, Fact, Quantity, Span, When, fold
from extractor.result import Result
from extractor.review.checking import Desk
from extractor.review.review import Review

_BEFORE, _AFTER = 1500, 400
"""Characters around a quote within which gold wants the words of its values: its sentence, or the heads of a table."""


def gold(result: Result, review: Review, kinds: Sequence[type[Fact]]) -> dict[str, Any]:
    """The gold file's content. Raises `ReviewError` where the review does not hold."""
    checked = Desk(result, kinds).check(review).held()
    judged = review.verdicts()
    stated = [
        (checked.facts[item.id], bool((item.said or {}).get("optional")))
        for item in review.items
        if item.id in checked.facts
    ]
    unseen = [(fact, True) for index, fact in enumerate(result.facts) if index not in judged]
    found: dict[str, tuple[Span, dict[str, Any]]] = {}
    for fact, optional in (*stated, *unseen):
        at = evidence_of(fact, result.text)
        shape = _shape(fact, result.text, at)
        found.setdefault(
            repr(shape),
            (Span(at.start, at.end), {**shape, "quote": at.quote, **({"optional": True} if optional else {})}),
        )
    return {
        "document": result.filing.name,
        "sha256": result.filing.sha256,
        "language": result.filing.language,
        "entities": _entities(fact for fact, _ in stated),
        "facts": [said for _, said in sorted(found.values(), key=lambda one: one[0])],
    }


def written(content: Mapping[str, Any]) -> str:
    """A gold file's text: JSON with one line a fact, as it is read and changed by people."""
    head = json.dumps({**content, "facts": []}, ensure_ascii=False, indent=1)
    facts = ",\n".join(f"  {json.dumps(fact, ensure_ascii=False)}" for fact in content["facts"])
    return head.removesuffix("[]\n}") + (f"[\n{facts}\n ]\n}}\n" if facts else "[]\n}\n")


def said_of(fact: Fact, text: str) -> dict[str, Any]:
    """A fact as gold has it: what `Item.said` says to state the same."""
    at = evidence_of(fact, text)
    return {**_shape(fact, text, at), "quote": at.quote}


def _shape(fact: Fact, text: str, at: Evidence) -> dict[str, Any]:
    """The fact's kind and slots, those left out that state nothing; words of values as they stand in the filing."""
    dumped = fact.model_dump(mode="json", exclude={"evidence", "confidence"})
    shape = {name: value for name, value in dumped.items() if value not in (None, "", [])}
    for name, value in shape.items():
        if isinstance(value, dict) and (spans := at.slots.get(name)):
            shape[name] = {**value, "text": _printed(value["text"], spans, text)}
    return shape


def _printed(words: str, spans: Sequence[Span], text: str) -> str:
    """The words of a value, of what was put together from several places those of the last: the cell, not its head."""
    stand = [fold(text[span.start : span.end]) for span in spans]
    return words if words in stand or words in fold(text) else stand[-1]


def evidence_of(fact: Fact, text: str) -> Evidence:
    """Of a fact's evidence the first that has its values' words in or near the quote, else the first."""
    values = [getattr(fact, slot) for slot in fact.slots()]
    words = [fold(value.text) for value in values if isinstance(value, Quantity | When)]
    if not fact.evidence:
        raise ReviewError(f"a {fact.kind} of the result has no evidence; gold wants the words that state it")
    for one in fact.evidence:
        around = fold(text[max(0, one.start - _BEFORE) : one.end + _AFTER])
        if all(each in around for each in words):
            return one
    return fact.evidence[0]


def _entities(facts: Iterable[Fact]) -> Mapping[str, list[str]]:
    """The names that facts make one thing, under the one named most."""
    facts = list(facts)
    groups: list[dict[str, None]] = []
    for pair in (fact.one_thing() for fact in facts):
        if pair is not None:
            meeting = [group for group in groups if not group.keys().isdisjoint(pair)]
            joined = {name: None for group in (*meeting, dict.fromkeys(pair)) for name in group}
            groups = [group for group in groups if group not in meeting] + [joined]
    named = [str(value) for fact in facts for value in fact.model_dump().values() if isinstance(value, str)]
    main = [max(group, key=named.count) for group in groups]
    return {name: [other for other in group if other != name] for name, group in zip(main, groups, strict=True)}
