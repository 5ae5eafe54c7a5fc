"""Our value reading, lent to the peers: the words they give become quantities, dates and countries as ours do.

Nothing else is lent: whether the words stand in the document is not checked, beyond what a peer checks itself. What
cannot be read is left out, which costs recall and no precision; so is an item that repeats another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from alliances import DOMAIN
from benchmarks._examples import Words, choices
from extractor.annotations.sentences import sentences
from extractor.errors import SchemaError
from extractor.facts import Evidence, Fact, Span, fold
from extractor.filing import Filing
from extractor.slots import slot_of
from extractor.values import read_country, read_quantity, read_when


@dataclass(frozen=True)
class Item:
    """What a peer says: a kind, the words of its slots, and where it says that they stand."""

    kind: str
    words: Words
    span: Span | None = None


def read(items: Iterable[Item], filing: Filing) -> list[dict[str, Any]]:
    """The facts that some items come to, shaped as in a result."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        fact = _fact(item, filing)
        if fact is not None:
            found.setdefault(fact.model_dump_json(exclude={"evidence"}), fact.model_dump(mode="json"))
    return list(found.values())


def _fact(item: Item, filing: Filing) -> Fact | None:
    try:
        kind = DOMAIN.kind(item.kind)
    except SchemaError:
        return None
    values = {slot: _value(kind, slot, item, filing) for slot in kind.slots()}
    stated = {slot: value for slot, value in values.items() if value not in (None, (), "")}
    evidence: tuple[Evidence, ...] = ()
    if item.span is not None:
        start, end = item.span
        evidence = (Evidence(start=start, end=end, quote=fold(filing.text[start:end])),)
    try:
        return kind(**stated, evidence=evidence)
    except ValidationError:
        return None


def _value(kind: type[Fact], slot: str, item: Item, filing: Filing) -> Any:
    """What the words of a slot come to; None if they cannot be read."""
    words = _listed(item.words.get(slot))
    if not words:
        return None
    first, language = words[0], filing.language
    match slot_of(kind, slot).form:
        case "quantity":
            return read_quantity(first, language=language, context=_sentence(first, item.span, filing.text))
        case "when":
            return read_when(first, today=filing.date, language=language)
        case "country":
            codes = (read_country(word, language=language) for word in words)
            return tuple(dict.fromkeys(code for code in codes if code))
        case "choice":
            option = first.casefold().replace(" ", "_")
            return option if option in choices(kind, slot) else None
        case _:
            return tuple(words) if slot_of(kind, slot).many else " ".join(words)


def _listed(said: Any) -> Sequence[str]:
    several = said if isinstance(said, list) else [said]
    return [fold(str(one)) for one in several if one not in (None, "")]


def _sentence(words: str, span: Span | None, text: str) -> str:
    """The sentence around some words: where they are said to stand, else where they first do."""
    start = span.start if span is not None else text.find(words)
    if start < 0:
        return ""
    around = Span(max(0, start - 1000), min(len(text), start + 1000))
    inside = next((s for s in sentences(text, around) if s.start <= start < s.end), None)
    return fold(text[inside.start : inside.end]) if inside is not None else ""
