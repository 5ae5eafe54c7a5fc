"""`evals cases`: what is asked, what is taken in, and what a reader's answers come to."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from evals import __main__ as command
from evals import cases
from evals.errors import MissingReplies
from evals.kinds import kinds_of
from evals.readers import Reader

FEW = cases.load()[3:6]
"""Somebody's rival, of whom nothing is stated; a parent and a subsidiary, of whom two facts each are."""


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader("toy", "openai/toy", tmp_path / "replies")


def _answered(requests: str, content: str) -> str:
    """Every request of a batch, answered alike."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    usage = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
    body = {"id": "toy", "object": "chat.completion", "created": 0, "model": "toy", "choices": [choice], "usage": usage}
    keys = [json.loads(line)["custom_id"] for line in requests.splitlines()]
    lines = [{"custom_id": key, "response": {"status_code": 200, "body": body}, "error": None} for key in keys]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def _taken(reader: Reader, place: Path, **facts: list[dict[str, Any]]) -> int:
    """Has every case answered alike: with these facts, and none of the other kinds."""
    content = json.dumps({kind: facts.get(kind, []) for kind in kinds_of(cases.DOMAIN)})
    asked, answers = place / "asked.jsonl", place / "answers.jsonl"
    asked.write_text(cases.requests(FEW, reader), encoding="utf-8")
    answers.write_text(_answered(asked.read_text(encoding="utf-8"), content), encoding="utf-8")
    return cases.take(reader, answers, asked)


def test_there_are_forty_cases_at_least_and_no_name_that_their_text_does_not_have() -> None:
    found = cases.load()
    assert len({case.gold.document for case in found}) == len(found) >= 40
    for case in found:
        for item in case.gold.facts:
            assert item.fact is not None
            names = [getattr(item.fact, slot) for slot in item.fact.key if slot not in {"measure", "type"}]
            for name in [*(name for name in names if isinstance(name, str)), *getattr(item.fact, "parties", ())]:
                assert name in case.text, case.gold.document


def test_each_case_is_one_request_until_it_is_answered(reader: Reader, tmp_path: Path) -> None:
    assert len(cases.requests(FEW, reader).splitlines()) == len(FEW)
    assert _taken(reader, tmp_path) == len(FEW)
    assert cases.requests(FEW, reader) == ""


def test_a_silent_reader_is_right_where_nothing_is_stated(reader: Reader, tmp_path: Path) -> None:
    _taken(reader, tmp_path)
    outcomes = cases.run(FEW, reader)
    stated = {case.gold.document for case in FEW if any(not item.optional for item in case.gold.facts)}
    assert {one.case.gold.document for one in outcomes if not one.right} == stated
    *_, last = cases.table(outcomes, "toy").rows
    assert last[:3] == ("all", str(len(outcomes)), str(len(outcomes) - len(stated)))
    assert last[5].startswith("0.000")
    assert any("not found ownership: Halvorsen | Quorra" in miss for miss in cases.misses(outcomes))


def test_one_fact_too_many_makes_a_case_wrong(reader: Reader, tmp_path: Path) -> None:
    held = {"quote": "", "owner": "Pintado", "owned": "Quorra", "stake": None}
    _taken(reader, tmp_path, ownership=[held])
    outcomes = {one.case.gold.document: one for one in cases.run(FEW, reader)}
    assert not outcomes["somebody's rival"].right
    assert cases.misses([outcomes["somebody's rival"]]) == [
        "coreference, somebody's rival: said ownership: Pintado | Quorra | -"
    ]


def test_what_is_not_recorded_is_named(reader: Reader) -> None:
    with pytest.raises(MissingReplies, match="--reader toy --live --record"):
        cases.run(FEW, reader)


@pytest.mark.parametrize(
    "options",
    [["--record"], ["--answers", "answers.jsonl"], ["--live"], ["--requests", "asked.jsonl"]],
    ids=["a recording without a model", "answers to nothing", "live for all", "a batch for all"],
)
def test_options_that_contradict_each_other_are_a_wrong_command_line(options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["cases", *options])
    assert ended.value.code == 2


def test_a_recording_keeps_the_replies_that_were_asked_for_alone(reader: Reader, tmp_path: Path) -> None:
    _taken(reader, tmp_path)
    before = set((reader.replies / cases.RECORDED).read_text().splitlines())
    cases.run(FEW[:1], reader, record=True)
    kept = (reader.replies / cases.RECORDED).read_text().splitlines()
    assert len(kept) == 1
    assert set(kept) < before


def test_what_is_recorded_stays_where_a_run_ends_early(reader: Reader, tmp_path: Path) -> None:
    _taken(reader, tmp_path)
    before = (reader.replies / cases.RECORDED).read_text()
    unheard = dataclasses.replace(FEW[0], text="Nobody has been asked about this.")
    with pytest.raises(MissingReplies):
        cases.run([FEW[0], unheard], reader, record=True)
    assert (reader.replies / cases.RECORDED).read_text() == before
