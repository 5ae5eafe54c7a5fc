from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ReviewError
from extractor.review import Item, Review, label_studio, prodigy
from tests.review.yard import (
    CUSTOMERS,
    HOLDING,
    KINDS,
    MEMBER,
    OFFER,
    RESULT,
    SAID,
    TEXT,
    accepted,
    added,
    corrected,
    rejected,
    review,
    stating,
)

VERDICTS = st.sampled_from([None, "accepted", "rejected", "corrected"])
REVIEWS = st.builds(
    lambda verdicts, notes, more: review(
        *(
            Item(
                id=f"x{at}",
                fact=at,
                verdict=verdict,
                said={**SAID[at], "quote": RESULT.facts[at].evidence[0].quote} if verdict == "corrected" else None,
                note=note,
            )
            for at, (verdict, note) in enumerate(zip(verdicts, notes, strict=True))
            if verdict
        ),
        *(added(said, f"y{number}") for number, said in enumerate(more)),
    ),
    st.lists(VERDICTS, min_size=5, max_size=5),
    st.lists(st.text(max_size=5), min_size=5, max_size=5),
    st.lists(st.sampled_from([OFFER, {**MEMBER, "member": "Solbris"}]), max_size=2, unique_by=str),
)


def studio(one: Review | None) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(json.dumps(label_studio.tasks(RESULT, one, KINDS)))
    return made


def lines(one: Review | None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in prodigy.lines(prodigy.tasks(RESULT, one, KINDS)).encode().splitlines()]


def submitted(tasks: list[dict[str, Any]], by: Any = 7) -> dict[str, Any]:
    """An annotation that begins as the prediction, as Label Studio makes it."""
    [task] = tasks
    annotation = {"completed_by": by, "result": copy.deepcopy(task["predictions"][0]["result"])}
    task.setdefault("annotations", []).append(annotation)
    return annotation


def region(annotation: dict[str, Any], own: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in annotation["result"] if one.get("id") == own)
    return found


def move(one: dict[str, Any], words: str) -> None:
    start = TEXT.index(words)
    one["value"].update(start=start, end=start + len(words), text=words)


@given(REVIEWS)
@settings(max_examples=15, deadline=None)
def test_a_review_comes_back_from_label_studio_as_it_went(one: Review) -> None:
    assert label_studio.read(studio(one), RESULT, KINDS) == (one, ())


@given(REVIEWS)
@settings(max_examples=15, deadline=None)
def test_a_review_comes_back_from_prodigy_as_it_went(one: Review) -> None:
    assert prodigy.read(lines(one), RESULT, KINDS) == (one, ())


def test_every_region_and_span_has_the_words_that_stand_there() -> None:
    [task] = studio(None)
    for one in task["predictions"][0]["result"]:
        if one["type"] != "relation":
            value = one["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    for line in lines(None):
        for span in line["spans"]:
            tokens = line["tokens"][span["token_start"] : span["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])
        for relation in line["relations"]:
            assert relation["head"] == relation["head_span"]["token_end"]
            assert relation["label"] == relation["child_span"]["label"].partition(".")[2]


def test_a_submitted_prediction_accepts_all_and_a_region_that_is_gone_rejects() -> None:
    tasks = studio(None)
    annotation = submitted(tasks)
    annotation["result"] = [one for one in annotation["result"] if not one.get("id", "").startswith("f1")]
    made, left = label_studio.read(tasks, RESULT, KINDS)
    assert [item.verdict for item in made.items] == ["accepted", "rejected", "accepted", "accepted", "accepted"]
    assert (made.reviewer, left) == ("7", ())


def test_a_region_that_is_moved_corrects_the_fact_and_code_reads_its_words_anew() -> None:
    tasks = studio(None)
    annotation = submitted(tasks)
    move(region(annotation, "f0.value.0"), "2.1 million")
    made, left = label_studio.read(tasks, RESULT, KINDS)
    assert left == ()
    item = made.verdicts()[0]
    assert item.verdict == "corrected"
    assert item.said is not None
    assert item.said["value"]["amount"] == 2100000
    assert item.said["as_of"] == CUSTOMERS["as_of"]


def test_a_fact_that_is_drawn_in_label_studio_is_added() -> None:
    tasks = studio(None)
    annotation = submitted(tasks)
    for own, label, words in (
        ("new", "offering", "Solbris, which offers Brisk Data in Norway and Denmark"),
        ("p", "offering.provider", "Solbris, which offers"[:7]),
        ("n", "offering.name", "Brisk Data"),
        ("c", "offering.countries", "Norway"),
    ):
        one = {"id": own, "from_name": "label", "to_name": "text", "type": "labels", "value": {"labels": [label]}}
        move(one, words)
        annotation["result"].append(one)
        if own != "new":
            slot = label.partition(".")[2]
            annotation["result"].append({"type": "relation", "from_id": "new", "to_id": own, "labels": [slot]})
    made, left = label_studio.read(tasks, RESULT, KINDS)
    assert left == ()
    assert made.items[-1].said == {**OFFER, "countries": ["NO"]}


def test_words_are_found_where_label_studio_counts_utf_16() -> None:
    text = TEXT.replace("Oslo", "Oslo 🎉🎉")
    result = stating(HOLDING, text=text)
    tasks = json.loads(json.dumps(label_studio.tasks(result, None, KINDS)))
    annotation = submitted(tasks)
    for one in annotation["result"]:
        if one["type"] != "relation":
            one["value"].update(start=one["value"]["start"] + 2, end=one["value"]["end"] + 2)
    made, left = label_studio.read(tasks, result, KINDS)
    assert ([item.verdict for item in made.items], left) == (["accepted"], ())


def test_what_cannot_be_taken_is_told() -> None:
    tasks = studio(None)
    annotation = submitted(tasks)
    annotation["result"] = [one for one in annotation["result"] if one.get("to_id") != "f2.owned.0"]
    made, left = label_studio.read(tasks, RESULT, KINDS)
    assert 2 not in made.verdicts()
    assert len(left) == 2
    assert left[0].startswith("ownership.owned at character ")
    assert "owned: Field required" in left[1]


def test_of_several_annotators_one_is_named() -> None:
    tasks = studio(None)
    submitted(tasks, {"email": "ada@example.org"})
    bea = submitted(tasks, {"email": "bea@example.org"})
    bea["result"] = []
    with pytest.raises(ReviewError, match=r"ada@example\.org, bea@example\.org: name one"):
        label_studio.read(tasks, RESULT, KINDS)
    made, _ = label_studio.read(tasks, RESULT, KINDS, "bea@example.org")
    assert {item.verdict for item in made.items} == {"rejected"}
    with pytest.raises(ReviewError, match="has no annotation by cy"):
        label_studio.read(tasks, RESULT, KINDS, "cy")


@pytest.mark.parametrize("given", [None, [], {}, [1], [{"data": {"text": "other"}}], [{"data": None}]])
def test_what_is_no_export_is_refused(given: Any) -> None:
    with pytest.raises(ReviewError):
        label_studio.read(given, RESULT, KINDS)
    with pytest.raises(ReviewError):
        prodigy.read([given], RESULT, KINDS)


JUNK: tuple[Any, ...] = (None, "", 0, -1, 10**9, 1.5, True, [], {}, [None], {"text": 1}, "\ud800", ["a", "b"])


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_an_export_that_is_broken_anywhere_is_refused_or_taken_and_never_a_fault(data: st.DataObject) -> None:
    one = review(accepted(0), added(OFFER))
    exported = data.draw(st.sampled_from([studio(one), [{**line, "answer": "accept"} for line in lines(one)]]))
    *path, last = data.draw(st.sampled_from(list(places(exported))))
    at: Any = exported
    for key in path:
        at = at[key]
    at[last] = data.draw(st.sampled_from(JUNK))
    with contextlib.suppress(ReviewError):
        if len(exported) == 1:
            label_studio.read(exported, RESULT, KINDS)
        else:
            prodigy.read(exported, RESULT, KINDS)


def test_the_labelling_interface_has_every_kind_slot_and_choice() -> None:
    root = ET.fromstring(label_studio.config(KINDS))  # noqa: S314 - our own
    labels = {one.get("value") for one in root.iter("Label")}
    assert {"metric", "metric.value", "agreement.parties"} <= labels
    assert "metric.measure" not in labels
    [measure] = [one for one in root.iter("Choices") if one.get("name") == "metric.measure"]
    assert "market_share" in {one.get("value") for one in measure}


def test_answers_of_prodigy_are_verdicts_and_a_moved_span_corrects() -> None:
    tasks = lines(None)
    for task, answer in zip(tasks, ("accept", "reject", "accept", "ignore", "accept"), strict=True):
        task["answer"] = answer
    owned = next(span for span in tasks[2]["spans"] if span["label"] == "ownership.owned")
    at = tasks[2]["text"].index("Brisk Data")
    moved = {**owned, "start": at, "end": at + len("Brisk Data")}
    tasks[2]["spans"][tasks[2]["spans"].index(owned)] = moved
    for relation in tasks[2]["relations"]:
        relation.update({end: moved for end in ("head_span", "child_span") if relation[end] == owned})
    made, left = prodigy.read(tasks, RESULT, KINDS)
    assert left == ()
    assert {index: item.verdict for index, item in made.verdicts().items()} == {
        0: "accepted", 1: "rejected", 2: "corrected", 4: "accepted",
    }  # fmt: skip
    said = made.verdicts()[2].said
    assert said is not None
    assert (said["owned"], said["stake"]) == ("Brisk Data", HOLDING["stake"])


def test_a_kind_that_needs_a_choice_cannot_be_added_in_prodigy_and_that_is_told() -> None:
    tasks = lines(None)
    tasks[2]["answer"] = "accept"
    at = tasks[2]["text"].index("60%")
    for label, start, end in (("metric.value", at, at + 3), ("metric.subject", at - 15, at - 7)):
        tasks[2]["spans"].append({"start": start, "end": end, "label": label})
    first, second = tasks[2]["spans"][-2:]
    tasks[2]["relations"].append({"head_span": first, "child_span": second, "label": "subject"})
    made, left = prodigy.read(tasks, RESULT, KINDS)
    assert [item.verdict for item in made.items] == ["accepted"]
    assert "measure: Field required" in left[0]


def test_a_corrected_and_an_added_fact_are_shown_as_they_are_now() -> None:
    one = review(corrected(2, HOLDING, stake=None), rejected(1), accepted(0), added(OFFER))
    [task] = studio(one)
    shown = [each["id"] for each in task["annotations"][0]["result"] if "id" in each]
    assert "f2.stake.0" not in shown
    assert "a:a0.name.0" in shown
    assert "f2.stake.0" in [each.get("id") for each in task["predictions"][0]["result"]]
