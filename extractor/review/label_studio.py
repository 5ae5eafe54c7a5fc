"""Reviews as Label Studio's JSON: one task a filing, regions for facts and slots, relations from the one to the other.

The region of a fact is the run that states it, labelled with its kind; each slot has a region labelled `kind.slot`, and
a relation from the fact's region, labelled with the slot. A slot that is a choice is a choice of the fact's region, and
so is the verdict. The result's facts are the task's prediction, a review its annotation.

What an amount, a date or a country comes to is carried along, but not shown: where a region is moved, code reads it
anew. The format is https://labelstud.io/guide/task_format and https://labelstud.io/guide/predictions; offsets are code
points, and where the words do not stand there, the UTF-16 units that some of its releases count.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import ReviewError
from extractor.facts import Fact, Span, fold
from extractor.result import Result
from extractor.review._drawn import Drawn, Shown, Taken, shown
from extractor.review.review import Review
from extractor.slots import slots_of


class _Shape(BaseModel):
    """What is read of an export; there is more in it, which is of no concern here."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Value(_Shape):
    start: int = 0
    end: int = 0
    text: Any = None
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


class _Region(_Shape):
    type: Literal["labels", "relation", "choices"]
    id: str = ""
    from_name: str = ""
    from_id: str = ""
    to_id: str = ""
    value: _Value = _Value()


class _Annotation(_Shape):
    result: tuple[dict[str, Any], ...]
    completed_by: Any = None
    was_cancelled: bool | None = False

    @property
    def who(self) -> str:
        """The annotator: an e-mail where the export has one, else a number."""
        by = self.completed_by
        return str(by.get("email") or by.get("id") or "") if isinstance(by, dict) else str(by if by is not None else "")

    @property
    def regions(self) -> list[_Region]:
        """The regions and relations of it that a review is made of."""
        return [
            _Region.model_validate(one) for one in self.result if one.get("type") in ("labels", "relation", "choices")
        ]


class _Task(_Shape):
    data: dict[str, Any]
    annotations: tuple[_Annotation, ...] = ()


_LABEL, _TEXT, _VERDICT = "label", "text", "verdict"
_REJECTED, _OPEN = "rejected", "not reviewed"


def tasks(result: Result, review: Review | None, kinds: Sequence[type[Fact]]) -> list[dict[str, Any]]:
    """The filing as one task: its facts pre-annotated and, with a review, annotated. Raises `ReviewError`."""
    before = shown(result, None, kinds)
    task: dict[str, Any] = {
        "data": {"text": result.text, "document": result.filing.name, "sha256": result.filing.sha256},
        "predictions": [
            {
                "model_version": result.usage.model,
                "result": [region for one in before for region in _regions(one, result.text, verdict=None)],
            }
        ],
    }
    if review is not None:
        task["data"]["review"] = review.model_dump(mode="json")
        regions = [
            region
            for one in shown(result, review, kinds)
            for region in _regions(one, result.text, verdict=_verdict(one))
        ]
        task["annotations"] = [{"completed_by": {"email": review.reviewer}, "result": regions}]
    return [task]


def config(kinds: Sequence[type[Fact]]) -> str:
    """The labelling interface for these kinds: what Label Studio asks for when a project is made."""
    names = [kind.kind for kind in kinds]
    labels = [name for kind in kinds for name in (kind.kind, *(f"{kind.kind}.{slot}" for slot in _spanned(kind)))]
    slots = dict.fromkeys(slot for kind in kinds for slot in _spanned(kind))
    lines = ["<View>", "  <Relations>"]
    lines += [f'    <Relation value="{html.escape(slot)}"/>' for slot in slots]
    lines += ["  </Relations>", f'  <Labels name="{_LABEL}" toName="{_TEXT}">']
    lines += [f'    <Label value="{html.escape(label)}"/>' for label in labels]
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text" granularity="word"/>']
    for kind in kinds:
        for slot in slots_of(kind):
            if slot.form == "choice":
                lines += _choices(f"{kind.kind}.{slot.name}", slot.choices, kind.kind)
    lines += [*_choices(_VERDICT, (_REJECTED, _OPEN), ",".join(names)), "</View>"]
    return "\n".join(lines) + "\n"


def read(
    given: Any, result: Result, kinds: Sequence[type[Fact]], by: str | None = None
) -> tuple[Review, tuple[str, ...]]:
    """The review that an export of Label Studio holds of a result, and what of it could not be taken, with the reason.

    `by` is the annotator, where several have annotated it: the e-mail or the number that the export has. A fact whose
    region is gone is rejected. Raises `ReviewError` where the export is none, of another filing, or not annotated.
    """
    try:
        task = _task([_Task.model_validate(one) for one in (given if isinstance(given, list) else [given])], result)
        annotation = _annotation(task, by)
        regions = annotation.regions
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "-"
        raise ReviewError(f"this is no export of Label Studio, in its format JSON: {where}: {first['msg']}") from error
    told = task.data.get("review")
    earlier = Review.from_json(json.dumps(told)) if told else None
    before = shown(result, earlier, kinds)
    names = {one.id for one in before}
    taken = Taken(result, before, kinds)
    seen: set[str] = set()
    for own, drawn, verdict in _facts(regions, result.text, taken):
        name = own if own in names else taken.find(drawn)
        name = None if name in seen else name
        seen |= {name} if name else set()
        if verdict == _OPEN:
            continue
        if verdict == _REJECTED:
            if name:
                taken.reject(name)
        else:
            taken.take(drawn, name)
    for one in before:
        if one.id not in seen:
            taken.reject(one.id)
    made = earlier or Review.of(result)
    return made.model_copy(update={"items": tuple(taken.items()), "reviewer": annotation.who}), tuple(taken.left)


def _regions(one: Shown, text: str, verdict: str | None) -> list[dict[str, Any]]:
    drawn = one.drawn
    regions = [_region(one.id, drawn.run, text, drawn.kind)]
    picked = [(f"{drawn.kind}.{slot}", choice) for slot, choice in drawn.choices.items()]
    picked += [(_VERDICT, verdict)] if verdict else []
    regions += [
        {**_region(one.id, drawn.run, text), "from_name": name, "type": "choices",
         "value": {**_place(drawn.run, text), "choices": [choice]}}
        for name, choice in picked
    ]  # fmt: skip
    for slot, spans in drawn.slots.items():
        for nth, span in enumerate(spans):
            own = f"{one.id}.{slot}.{nth}"
            regions.append(_region(own, span, text, f"{drawn.kind}.{slot}"))
            regions.append(
                {"type": "relation", "from_id": one.id, "to_id": own, "direction": "right", "labels": [slot]}
            )
    if one.item is not None and one.item.note:
        regions[0]["meta"] = {"text": [one.item.note]}
    return regions


def _region(own: str, span: Span, text: str, *labels: str) -> dict[str, Any]:
    value = {**_place(span, text), "labels": list(labels)}
    return {"id": own, "from_name": _LABEL, "to_name": _TEXT, "type": "labels", "value": value}


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _verdict(one: Shown) -> str | None:
    if one.item is None:
        return _OPEN
    return _REJECTED if one.item.verdict == "rejected" else None


def _spanned(kind: type[Fact]) -> list[str]:
    return [slot.name for slot in slots_of(kind) if slot.form != "choice"]


def _choices(name: str, choices: Sequence[str], labels: str) -> list[str]:
    where = f'perRegion="true" whenTagName="{_LABEL}" whenLabelValue="{html.escape(labels)}"'
    return [
        f'  <Choices name="{html.escape(name)}" toName="{_TEXT}" {where}>',
        *(f'    <Choice value="{html.escape(choice)}"/>' for choice in choices),
        "  </Choices>",
    ]


def _task(tasks: Sequence[_Task], result: Result) -> _Task:
    """The task of this result's filing."""
    for task in tasks:
        if task.data.get("text") == result.text:
            return task
    raise ReviewError(f"none of the {len(tasks)} tasks has the text of {result.filing.name}; export it anew")


def _annotation(task: _Task, by: str | None) -> _Annotation:
    made = [one for one in task.annotations if not one.was_cancelled]
    wanted = [one for one in made if by is None or one.who == by]
    if not wanted:
        whose = f" by {by}; there is one by {', '.join(one.who for one in made)}" if by and made else ""
        raise ReviewError(f"the task of {task.data.get('document')} has no annotation{whose}; submit it, then export")
    who = list(dict.fromkeys(one.who for one in wanted))
    if len(who) > 1:
        raise ReviewError(f"annotated by {', '.join(who)}: name one of them, for a review of each")
    return wanted[-1]


def _facts(regions: Sequence[_Region], text: str, taken: Taken) -> list[tuple[str, Drawn, str | None]]:
    """The facts of an annotation: each with its region's name, and its verdict."""
    spans = {region.id: _span(region.value, text) for region in regions if region.type == "labels"}
    labels = {region.id: next(iter(region.value.labels), "") for region in regions if region.type == "labels"}
    relations = [region for region in regions if region.type == "relation" and region.to_id in spans]
    found = []
    for own, label in labels.items():
        if "." in label:
            continue
        slots: dict[str, list[Span]] = {}
        for relation in relations:
            if relation.from_id == own:
                slots.setdefault(labels[relation.to_id].partition(".")[2], []).append(spans[relation.to_id])
        picked = {
            region.from_name: region.value.choices[0]
            for region in regions
            if region.type == "choices" and region.id == own and region.value.choices
        }
        choices = {name.removeprefix(f"{label}."): choice for name, choice in picked.items() if name != _VERDICT}
        ordered = {slot: tuple(each) for slot, each in slots.items()}
        found.append((own, Drawn(label, spans[own], ordered, choices), picked.get(_VERDICT)))
    related = {relation.to_id for relation in relations if relation.from_id in spans}
    taken.left += [
        f"{label} at character {spans[own].start}: no fact's region is related to it"
        for own, label in labels.items()
        if "." in label and own not in related
    ]
    return found


def _span(value: _Value, text: str) -> Span:
    """Where a region stands: where its words do, if the export has them."""
    span = Span(max(0, value.start), max(0, value.end))
    if not isinstance(value.text, str) or fold(text[span.start : span.end]) == _folded(value.text):
        return span
    units = text.encode("utf-16-le")
    start, end = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in span)
    return Span(start, end) if fold(text[start:end]) == _folded(value.text) else span


def _folded(said: str) -> str:
    return fold(said.replace("\\n", " "))
