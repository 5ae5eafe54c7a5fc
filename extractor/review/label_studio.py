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
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.errors import ReviewError
from extractor.facts import Fact, Span, fold
from extractor.result import Result
from extractor.review._drawn import Drawn, Shown, Taken, shown
from extractor.review.review import Review
from extractor.slots import slots_of

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
    task = _task(given, result)
    annotation = _annotation(task, by)
    told = task["data"].get("review")
    earlier = Review.from_json(json.dumps(told)) if told else None
    before = shown(result, earlier, kinds)
    taken = Taken(result, before, kinds)
    seen: set[str] = set()
    for own, drawn, verdict in _facts(annotation["result"], result.text, taken):
        name = own if any(one.id == own for one in before) else taken.find(drawn)
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
    return made.model_copy(update={"items": tuple(taken.items()), "reviewer": _who(annotation)}), tuple(taken.left)


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


def _task(given: Any, result: Result) -> Mapping[str, Any]:
    """The task of this result's filing."""
    found = [task for task in (given if isinstance(given, list) else [given])
             if isinstance(task, Mapping) and isinstance(task.get("data"), Mapping)]  # fmt: skip
    for task in found:
        if task["data"].get("text") == result.text:
            return task
    if not found:
        raise ReviewError('this is no export of Label Studio: a list of tasks with "data" is wanted, its format "JSON"')
    raise ReviewError(f"none of the {len(found)} tasks has the text of {result.filing.name}; export it anew")


def _annotation(task: Mapping[str, Any], by: str | None) -> Mapping[str, Any]:
    made = [one for one in task.get("annotations") or () if isinstance(one, Mapping)
            and isinstance(one.get("result"), list) and not one.get("was_cancelled")]  # fmt: skip
    wanted = [one for one in made if by is None or _who(one) == by]
    if not wanted:
        whose = f" by {by}; there is one by {', '.join(map(_who, made))}" if by and made else ""
        raise ReviewError(
            f"the task of {task['data'].get('document')} has no annotation{whose}; submit it, then export"
        )
    if len({_who(one) for one in wanted}) > 1:
        raise ReviewError(f"annotated by {', '.join(map(_who, wanted))}: name one of them, for a review of each")
    return wanted[-1]


def _who(annotation: Mapping[str, Any]) -> str:
    by = annotation.get("completed_by")
    return str(by.get("email") or by.get("id") or "") if isinstance(by, Mapping) else str(by if by is not None else "")


def _facts(regions: Sequence[Any], text: str, taken: Taken) -> list[tuple[str, Drawn, str | None]]:
    """The facts of an annotation: each with its region's name, and its verdict."""
    known = [region for region in regions if isinstance(region, Mapping)]
    spans, labels = {}, {}
    for region in known:
        if region.get("type") == "labels" and (span := _span(region, text)) is not None:
            spans[str(region["id"])] = span
            labels[str(region["id"])] = str((region["value"].get("labels") or [""])[0])
    found = []
    for own, label in labels.items():
        if "." in label:
            continue
        slots: dict[str, list[Span]] = {}
        for region in known:
            to = str(region.get("to_id"))
            if region.get("type") == "relation" and str(region.get("from_id")) == own and to in spans:
                slots.setdefault(labels[to].partition(".")[2], []).append(spans[to])
        picked = {
            str(region.get("from_name")): str(region["value"]["choices"][0])
            for region in known
            if region.get("type") == "choices" and str(region.get("id")) == own and region["value"].get("choices")
        }
        choices = {name.removeprefix(f"{label}."): choice for name, choice in picked.items() if name != _VERDICT}
        ordered = {slot: tuple(each) for slot, each in slots.items()}
        found.append((own, Drawn(label, spans[own], ordered, choices), picked.get(_VERDICT)))
    related = {str(region.get("to_id")) for region in known if region.get("type") == "relation"}
    taken.left += [
        f"{labels[own]} at character {spans[own].start}: no fact's region is related to it"
        for own in spans
        if "." in labels[own] and own not in related
    ]
    return found


def _span(region: Mapping[str, Any], text: str) -> Span | None:
    """Where a region stands: where its words do, if the export has them."""
    value = region.get("value")
    if not isinstance(value, Mapping) or not all(isinstance(value.get(end), int) for end in ("start", "end")):
        return None
    span = Span(value["start"], value["end"])
    said = value.get("text")
    if not isinstance(said, str) or fold(text[span.start : span.end]) == _folded(said):
        return span
    units = text.encode("utf-16-le")
    start, end = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in span)
    return Span(start, end) if fold(text[start:end]) == _folded(said) else span


def _folded(said: str) -> str:
    return fold(said.replace("\\n", " "))
