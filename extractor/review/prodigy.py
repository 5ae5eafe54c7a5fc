"""Reviews as Prodigy's JSON lines, for its interface `relations`: one task a fact.

A task's text is the lines that state the fact. Each slot is a span labelled `kind.slot`, and relations lead from the
first of them to the others, labelled with the slot. Accept, reject and ignore are the verdicts. Another fact that a
person marks in the same text, in the same way, is added.

Prodigy shows spans and nothing else: choices, amounts, dates and countries are carried along in `meta`, and read anew
by code where a span is moved. A choice cannot be given there, so a kind that must have one (a metric its measure)
cannot be added. Nor are spans shown that overlap another, or stand far from what states the fact; they stay as they
are.

The format is https://prodi.gy/docs/api-interfaces#relations: `head` and `child` are the last tokens of their spans.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import ReviewError
from extractor.facts import Fact, Span
from extractor.result import Result
from extractor.review._drawn import Drawn, Shown, Taken, shown
from extractor.review.review import Review


class _Shape(BaseModel):
    """What is read of a dataset; there is more in it, which is of no concern here."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Span(_Shape):
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    label: str | None = None
    token_start: int | None = None
    token_end: int | None = None

    @property
    def at(self) -> Span:
        """Where it stands in the task's text."""
        return Span(self.start, self.end)

    def parted(self) -> tuple[str, str]:
        """The kind and the slot that its label names."""
        kind, _, slot = (self.label or "").partition(".")
        return kind, slot


class _Relation(_Shape):
    head: int | None = None
    child: int | None = None
    head_span: _Span | None = None
    child_span: _Span | None = None


class _Meta(_Shape):
    id: str
    sha256: str
    head: tuple[int, int] | None = None
    review: dict[str, Any] | None = None
    item: dict[str, Any] | None = None


class _Task(_Shape):
    meta: _Meta
    spans: tuple[_Span, ...] = ()
    relations: tuple[_Relation, ...] = ()
    answer: str | None = None
    annotator: str | None = Field(default=None, alias="_annotator_id")


_Group = tuple[str, dict[str, tuple[Span, ...]]]
"""A fact that a task marks: its kind, and the places of its slots in the filing."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_FAR = 1200
"""In characters: a slot that is named so far from what states the fact is not shown with it."""
_ANSWERS = {"accepted": "accept", "corrected": "accept", "added": "accept", "rejected": "reject"}


def tasks(result: Result, review: Review | None, kinds: Sequence[type[Fact]]) -> list[dict[str, Any]]:
    """One task for each fact of the result, and each that the review adds. Raises `ReviewError`."""
    carried = None if review is None else review.model_dump(mode="json", exclude={"items"})
    return [_task(one, result, carried) for one in shown(result, review, kinds)]


def lines(tasks: Iterable[Mapping[str, Any]]) -> str:
    """Tasks as JSON lines."""
    return "".join(json.dumps(task, ensure_ascii=False) + "\n" for task in tasks)


def read(given: Sequence[Any], result: Result, kinds: Sequence[type[Fact]]) -> tuple[Review, tuple[str, ...]]:
    """The review that a dataset of Prodigy holds of a result, and what of it could not be taken, with the reason.

    What has no answer, or is ignored, is not reviewed. Raises `ReviewError` where none of it is of this result.
    """
    ours = [one for one in given if isinstance(one, dict) and isinstance(one.get("meta"), dict)
            and one["meta"].get("sha256") == result.filing.sha256]  # fmt: skip
    if not ours:
        raise ReviewError(f"no line of this is a task of {result.filing.name}; export it anew, and keep its meta")
    try:
        wanted = [_Task.model_validate(one) for one in ours]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "-"
        raise ReviewError(f"this is no dataset of Prodigy with spans and relations: {where}: {first['msg']}") from error
    earlier = _earlier(wanted)
    before = {one.id: one for one in shown(result, earlier, kinds)}
    taken = Taken(result, list(before.values()), kinds)
    for task in wanted:
        one = before.get(task.meta.id)
        if one is None:
            taken.left.append(f"a task is about {task.meta.id!r}, which was not exported; it is left out")
        elif task.answer == "reject":
            taken.reject(one.id)
        elif task.answer == "accept":
            _take(task, one, result, taken)
    made = earlier or Review.of(result, wanted[0].annotator or "")
    return made.model_copy(update={"items": tuple(taken.items())}), tuple(taken.left)


def _earlier(tasks: Sequence[_Task]) -> Review | None:
    """The review that was exported, as far as its tasks are there; each carries its own item."""
    told = tasks[0].meta.review
    items = {task.meta.id: task.meta.item for task in tasks if task.meta.item is not None}
    return Review.from_json(json.dumps({**told, "items": list(items.values())})) if told else None


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a filing that a task shows, and which of a fact's spans are shown in it."""

    span: Span
    slots: Mapping[str, tuple[Span, ...]]


def _window(drawn: Drawn, text: str) -> _Window:
    near = {
        slot: spans for slot, spans in drawn.slots.items() if all(drawn.run.distance(span) <= _FAR for span in spans)
    }
    kept: dict[str, tuple[Span, ...]] = {}
    for slot, spans in near.items():
        others = [other for each in kept.values() for other in each]
        if not any(span.overlaps(other) for span in spans for other in others):
            kept[slot] = spans
    every = [drawn.run, *(span for spans in kept.values() for span in spans)]
    start = text.rfind("\n", 0, min(span.start for span in every)) + 1
    end = text.find("\n", max(span.end for span in every))
    return _Window(Span(start, len(text) if end < 0 else end), kept)


def _task(one: Shown, result: Result, carried: Mapping[str, Any] | None) -> dict[str, Any]:
    window = _window(one.drawn, result.text)
    text = result.text[window.span.start : window.span.end]
    found = [
        (slot, Span(span.start - window.span.start, span.end - window.span.start))
        for slot, spans in window.slots.items()
        for span in spans
    ]
    tokens = list(_tokens(text, [span for _, span in found]))
    spans = [_span(span, tokens, f"{one.drawn.kind}.{slot}") for slot, span in found]
    relations = [
        {"head": spans[0]["token_end"], "child": span["token_end"], "head_span": spans[0], "child_span": span,
         "label": slot}
        for (slot, _), span in zip(found[1:], spans[1:], strict=True)
    ]  # fmt: skip
    meta: dict[str, Any] = {
        "id": one.id,
        "kind": one.drawn.kind,
        **one.drawn.choices,
        "document": result.filing.name,
        "sha256": result.filing.sha256,
        "start": window.span.start,
        "head": [spans[0]["start"], spans[0]["end"]] if spans else None,
    }
    if carried is not None:
        meta |= {"review": carried, "item": one.item.model_dump(mode="json") if one.item else None}
    answer = {"answer": _ANSWERS[one.item.verdict]} if one.item else {}
    numbered = [
        {
            "text": text[at.start : at.end],
            "start": at.start,
            "end": at.end,
            "id": number,
            "ws": text[at.end : at.end + 1] == " ",
        }
        for number, at in enumerate(tokens)
    ]
    return {"text": text, "tokens": numbered, "spans": spans, "relations": relations, "meta": meta, **answer}


def _tokens(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Words and marks, cut where a span begins or ends."""
    edges = {edge for span in spans for edge in span}
    for match in _TOKEN.finditer(text):
        cuts = [match.start(), *sorted(edge for edge in edges if match.start() < edge < match.end()), match.end()]
        yield from (Span(*pair) for pair in pairwise(cuts))


def _span(span: Span, tokens: Sequence[Span], label: str) -> dict[str, Any]:
    inside = [number for number, token in enumerate(tokens) if token.overlaps(span)]
    return {"start": span.start, "end": span.end, "token_start": inside[0], "token_end": inside[-1], "label": label}


def _take(task: _Task, one: Shown, result: Result, taken: Taken) -> None:
    """The fact of a task as it is now, and any that was marked beside it."""
    window = _window(one.drawn, result.text)
    groups = _groups(task, window.span.start)
    mine = next((at for at, _ in enumerate(groups) if groups[at][0] == task.meta.head), None)
    if mine is None:
        mine = next((at for at, (_, group) in enumerate(groups) if group[0] == one.drawn.kind), None)
    for at, (_, (kind, slots)) in enumerate(groups):
        if at != mine:
            marked = [span for spans in slots.values() for span in spans]
            run = Span(min(span.start for span in marked), max(span.end for span in marked))
            taken.take(Drawn(kind, run, slots))
    if task.meta.head is None:
        taken.keep(one.id)
    elif mine is None:
        taken.reject(one.id)
    else:
        kind, slots = groups[mine][1]
        now = {slot: spans for slot, spans in one.drawn.slots.items() if slot not in window.slots} | slots
        ordered = {slot: now[slot] for slot in (*one.drawn.slots, *now) if slot in now}
        taken.take(Drawn(kind, one.drawn.run, ordered, one.drawn.choices), one.id)


def _groups(task: _Task, start: int) -> list[tuple[tuple[int, int], _Group]]:
    """The facts that a task marks: each with the place of its first span in the task's text."""
    spans = [span for span in task.spans if span.parted()[1]]
    joined: dict[int, list[int]] = {}
    led: set[int] = set()
    for relation in task.relations:
        head = _end(relation.head_span, relation.head, spans)
        child = _end(relation.child_span, relation.child, spans)
        if head is not None and child is not None:
            joined.setdefault(head, []).append(child)
            led.add(child)
    groups: list[tuple[tuple[int, int], _Group]] = []
    for at, span in enumerate(spans):
        if at in led and at not in joined:
            continue
        slots: dict[str, list[Span]] = {}
        for other in (span, *(spans[number] for number in joined.get(at, ()))):
            slots.setdefault(other.parted()[1], []).append(Span(start + other.start, start + other.end))
        groups.append((span.at, (span.parted()[0], {slot: tuple(each) for slot, each in slots.items()})))
    return groups


def _end(placed: _Span | None, token: int | None, spans: Sequence[_Span]) -> int | None:
    """Which span a relation begins or ends at: by its place where it has one, else by its token."""
    if placed is not None:
        there = [number for number, span in enumerate(spans) if span.at == placed.at]
        same = [number for number in there if spans[number].label == placed.label]
        return next(iter((*same, *there)), None)
    inside = (
        number
        for number, span in enumerate(spans)
        if token is not None and span.token_start is not None and span.token_end is not None
        if span.token_start <= token <= span.token_end
    )
    return next(inside, None)
