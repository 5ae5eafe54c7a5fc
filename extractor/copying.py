"""Copying: the model copies the words of each slot, and code finds them in the filing and says what they come to.

The schema has plain strings where a slot is verbatim and enums where it is a choice. Nothing the model writes is taken
on trust: words that are not in the filing are refused, and amounts, dates and country codes are read from the words.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import from_json

from extractor.choosing import surroundings
from extractor.facts import Evidence, Fact, Quantity, Span, Verbatim, When, fold
from extractor.grounding import Finder, Refusal, ground, ground_slots
from extractor.marks import Marks
from extractor.result import Rejected
from extractor.values import read_country, read_quantity, read_when

_MAX_TOKENS = 2000


class CopySheet:
    """One passage and the kinds to look for, with the answer's shape, and how to read the answer.

    `missed` are words that a first reading left out of every fact; they are named in a second question.
    """

    step = "copy"
    max_tokens = _MAX_TOKENS

    def __init__(
        self,
        marks: Marks,
        kinds: Sequence[type[Fact]],
        finder: Finder,
        examples: Sequence[Finder] = (),
        *,
        missed: Sequence[str] = (),
    ) -> None:
        self.marks = marks
        self.kinds = tuple(kinds)
        self._finder = finder
        self._examples = tuple(examples)
        self._missed = tuple(missed)

    def answer(self) -> type[BaseModel]:
        """The shape of the answer: a list for each kind."""
        return answer_model(self.kinds)

    def write(self, answer: Mapping[str, Any]) -> str:
        """A worked example's answer as a right reply would have it, with the kinds asked for and no others."""
        said = {
            kind.kind: [
                {slot: item.get(slot, [] if is_list(kind, slot) else None) for slot in kind.slots()}
                for item in answer.get(kind.kind, [])
            ]
            for kind in self.kinds
        }
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    def values(self) -> dict[str, Any]:
        """What the templates are given."""
        passage = self.marks.passage
        return {
            **surroundings(self.marks),
            "missed": list(self._missed),
            "text": self.marks.text[passage.span.start : passage.span.end],
            "kinds": [
                {"name": k.kind, "says": fold(k.__doc__ or ""), "slots": ", ".join(k.slots())} for k in self.kinds
            ],
        }

    def read(self, text: str) -> tuple[list[Fact], list[Rejected]]:
        """The facts of a reply that stand, and the items and slots that do not; of a truncated one, the whole items."""
        try:
            said = from_json(text, allow_partial=True)
        except ValueError:
            said = {}
        facts: list[Fact] = []
        rejected: list[Rejected] = []
        for kind in self.kinds:
            items = said.get(kind.kind, []) if isinstance(said, dict) else []
            for item in items if isinstance(items, list) else []:
                fact = self._fact(kind, item, rejected)
                if fact is not None:
                    facts.append(fact)
        return facts, rejected

    def _fact(self, kind: type[Fact], item: Any, rejected: list[Rejected]) -> Fact | None:
        if not isinstance(item, dict):
            return None
        slots = {slot: item[slot] for slot in kind.slots() if item.get(slot) not in (None, "", [])}
        missing = [slot for slot in kind.key if slot not in slots and kind.model_fields[slot].is_required()]
        if missing:
            rejected.append(self._refused(kind, item, "incomplete", f"key slot {missing[0]} is missing"))
            return None
        verbatim = {slot: value for slot, value in slots.items() if is_verbatim(kind, slot)}
        found, bad = self._found(kind, verbatim)
        for slot, refusal in bad.items():
            rejected.append(self._refused(kind, item, refusal.reason, f"{slot}: {refusal.message}", slot))
            if slot in kind.key:
                return None
            slots.pop(slot)
        values: dict[str, Any] = {}
        for slot, value in slots.items():
            read = self._value(kind, slot, value, found.get(slot, ()))
            if read is None:
                rejected.append(self._refused(kind, item, "unreadable", f"{slot}: {value!r} cannot be read", slot))
                if slot in kind.key:
                    return None
                continue
            values[slot] = read
        return self._built(kind, item, values, {s: v for s, v in found.items() if s in values}, rejected)

    def _built(
        self,
        kind: type[Fact],
        item: Any,
        values: dict[str, Any],
        found: dict[str, tuple[Span, ...]],
        rejected: list[Rejected],
    ) -> Fact | None:
        spans = [s for several in found.values() for s in several]
        inside = [s for s in spans if self.marks.passage.span.covers(s)] or spans
        start, end = min(s.start for s in inside), max(s.end for s in inside)
        evidence = Evidence(start=start, end=end, quote=fold(self.marks.text[start:end]), slots=found)
        try:
            return kind(**values, evidence=(evidence,))
        except ValidationError as error:
            rejected.append(self._refused(kind, item, "invalid", str(error.errors()[0]["msg"])))
            return None

    def _found(
        self, kind: type[Fact], slots: Mapping[str, Any]
    ) -> tuple[dict[str, tuple[Span, ...]], dict[str, Refusal]]:
        names = frozenset(s for s in slots if form(kind, s) == "name")
        grounded = ground_slots(
            slots, self._finder, passage=self.marks.passage.span, outside=names, names=names, examples=self._examples
        )
        found: dict[str, tuple[Span, ...]] = {}
        bad: dict[str, Refusal] = {}
        for slot, spans in grounded.items():
            if not isinstance(spans, Refusal):
                found[slot] = spans
                continue
            kept = self._kept(slots[slot]) if isinstance(slots[slot], list) else ()
            if kept:
                found[slot] = kept
            else:
                bad[slot] = spans
        return found, bad

    def _kept(self, words: Sequence[str]) -> tuple[Span, ...]:
        """The elements of a list slot that stand, where not all do."""
        spans = (ground(w, self._finder, within=self.marks.passage.span) for w in words if isinstance(w, str))
        return tuple(s for s in spans if not isinstance(s, Refusal))

    def _value(self, kind: type[Fact], slot: str, value: Any, spans: tuple[Span, ...]) -> Any:
        """What a slot's words come to, read from the filing's own words."""
        words = [self.marks.words(s) for s in spans]
        language = self.marks.filing.language
        match form(kind, slot):
            case "quantity":
                context = self.marks.words(self.marks.sentence_at(spans[0].start))
                return read_quantity(words[0], language=language, context=context)
            case "when":
                return read_when(words[0], today=self.marks.today, language=language) if self.marks.today else None
            case "country":
                codes = [read_country(w, language=language) for w in words]
                return tuple(dict.fromkeys(c for c in codes if c)) or None
            case "name" | "text":
                return tuple(words) if is_list(kind, slot) else " ".join(words)
            case _:
                return value

    def _refused(self, kind: type[Fact], item: Any, reason: str, message: str, slot: str | None = None) -> Rejected:
        return Rejected(
            kind=kind.kind, reason=reason, message=message, item=item, passage=self.marks.passage.index, slot=slot
        )


def answer_model(kinds: Sequence[type[Fact]]) -> type[BaseModel]:
    """What a model is asked for: for each kind a list of items, with plain strings where a slot is verbatim."""
    config = ConfigDict(extra="forbid")
    fields: dict[str, Any] = {}
    for kind in kinds:
        slots: dict[str, Any] = {}
        for slot in kind.slots():
            plain: Any = list[str] if is_list(kind, slot) else _plain(kind, slot)
            if not kind.model_fields[slot].is_required():
                plain = plain | None if not is_list(kind, slot) else plain
            slots[slot] = (plain, ...)
        fields[kind.kind] = (list[create_model(kind.__name__, __config__=config, __doc__=kind.__doc__, **slots)], ...)  # type: ignore[misc] # a list of a class made here
    return create_model("Facts", __config__=config, **fields)


def form(kind: type[Fact], slot: str) -> str:
    """What a slot's words become: name, text, country, quantity, when; or "choice" where it is no words at all."""
    field = kind.model_fields[slot]
    for mark in field.metadata:
        if isinstance(mark, Verbatim):
            return mark.form
    return _form(field.annotation)


def is_verbatim(kind: type[Fact], slot: str) -> bool:
    """Whether a slot's words must stand in the filing."""
    return form(kind, slot) != "choice"


def is_list(kind: type[Fact], slot: str) -> bool:
    """Whether a slot holds several values."""
    return get_origin(kind.model_fields[slot].annotation) is tuple


def _form(annotation: Any) -> str:
    if annotation is Quantity:
        return "quantity"
    if annotation is When:
        return "when"
    if get_origin(annotation) is Annotated:
        return next(
            (m.form for m in get_args(annotation)[1:] if isinstance(m, Verbatim)), _form(get_args(annotation)[0])
        )
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        forms = [_form(a) for a in get_args(annotation) if a not in (type(None), Ellipsis)]
        return forms[0] if forms else "choice"
    return "choice"


def _plain(kind: type[Fact], slot: str) -> Any:
    if is_verbatim(kind, slot):
        return str
    annotation = kind.model_fields[slot].annotation
    options = [a for a in get_args(annotation) if get_origin(a) is Literal]
    return options[0] if options else annotation
