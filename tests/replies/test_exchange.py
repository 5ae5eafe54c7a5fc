from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptReply, ExtractorError
from extractor.replies import Collecting, Replies, completion_of, key_of, shaping
from extractor.replies._batch import request_line
from tests.replies.conftest import Places
from tests.replies.recorded import odd, reply


def test_an_export_is_the_same_bytes_each_time_and_after_import(
    replies: Replies, fresh: Places, tmp_path: Path
) -> None:
    kept = [reply(f"Réponse {number}\r\n", question=f"Q{number}") for number in range(5)]
    for one in kept:
        replies.put(one)
    assert replies.export(tmp_path / "a.jsonl") == 5
    with Replies(fresh()) as other:
        for one in reversed(kept):
            other.put(one)
        other.export(tmp_path / "b.jsonl")
    with Replies(fresh()) as third:
        done = third.import_(tmp_path / "a.jsonl")
        again = third.import_(tmp_path / "a.jsonl")
        third.export(tmp_path / "c.jsonl")
    data = (tmp_path / "a.jsonl").read_bytes()
    assert data == (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "c.jsonl").read_bytes()
    assert b"\r" not in data
    assert [json.loads(line)["key"] for line in data.splitlines()] == sorted(one.key for one in kept)
    assert (done.added, done.known, again.added, again.known) == (5, 0, 0, 5)


def test_an_import_refuses_a_request_edited_by_hand(replies: Replies, fresh: Places, tmp_path: Path) -> None:
    replies.put(reply())
    replies.export(tmp_path / "a.jsonl")
    edited = (tmp_path / "a.jsonl").read_text(encoding="utf-8").replace("Is it?", "Was it?")
    (tmp_path / "a.jsonl").write_text(edited, encoding="utf-8")
    with Replies(fresh()) as other:
        with pytest.raises(CorruptReply, match=r"a\.jsonl:1: .*edited"):
            other.import_(tmp_path / "a.jsonl")
        assert len(other) == 0


@pytest.mark.parametrize("line", ["{", "[]", '{"key": "x"}', '{"key":"x","request":{},"status":200,"body":"{}"}'])
def test_an_import_names_the_line_that_is_no_reply(replies: Replies, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(CorruptReply, match=r"a\.jsonl:2"):
        replies.import_(tmp_path / "a.jsonl")


def test_an_import_reports_conflicts_and_keeps_what_is_there(replies: Replies, fresh: Places, tmp_path: Path) -> None:
    mine, theirs = reply("Yes."), reply("No.")
    with Replies(fresh()) as other:
        other.put(theirs)
        other.export(tmp_path / "a.jsonl")
    replies.put(mine)
    assert replies.import_(tmp_path / "a.jsonl").conflicting == (mine.key,)
    assert replies.get(mine.key) == mine


def test_an_imported_answer_takes_a_failures_place(replies: Replies, fresh: Places, tmp_path: Path) -> None:
    with Replies(fresh()) as other:
        other.put(reply())
        other.export(tmp_path / "a.jsonl")
    replies.put(reply("no", status=500))
    assert replies.import_(tmp_path / "a.jsonl").added == 1
    assert replies.get(reply().key) == reply()


BODY = {"model": "small", "messages": [{"role": "user", "content": "Is it?"}], "max_completion_tokens": 5}
KEY = key_of(shaping(BODY))


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    path = tmp_path / "requests.jsonl"
    path.write_text(request_line(KEY, BODY) + "\n", encoding="utf-8")
    return path


def answer(**said: Any) -> str:
    return json.dumps({"custom_id": KEY, **said})


COMPLETION = json.loads(reply("Yes.").body)
ANSWERS = {
    "a batch's": {"id": "b", "response": {"status_code": 200, "request_id": "r", "body": COMPLETION}, "error": None},
    "any reader's": {"content": "Yes."},
}


@pytest.mark.parametrize("said", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_of_a_batch_is_kept_under_its_requests_key(
    replies: Replies, requests: Path, tmp_path: Path, said: dict[str, Any]
) -> None:
    (tmp_path / "results.jsonl").write_text(answer(**said), encoding="utf-8")
    done = replies.import_batch(tmp_path / "results.jsonl", requests=requests)
    again = replies.import_batch(tmp_path / "results.jsonl", requests=requests)
    assert (done.added, done.failed, again.added, again.known) == (1, (), 0, 1)
    kept = replies.get(KEY)
    assert kept is not None
    assert kept.completion.text == "Yes."
    assert kept.request["max_tokens"] == 5


def test_content_may_be_json_instead_of_text(replies: Replies, requests: Path, tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text(answer(content={"facts": []}), encoding="utf-8")
    replies.import_batch(tmp_path / "results.jsonl", requests=requests)
    kept = replies.get(KEY)
    assert kept is not None
    assert json.loads(kept.completion.text) == {"facts": []}


@pytest.mark.parametrize(
    "said",
    [
        {"response": None, "error": {"code": "batch_expired"}},
        {"response": {"status_code": 429, "body": {"error": {}}}, "error": None},
    ],
)
def test_a_request_that_a_batch_did_not_answer_is_reported_and_not_kept(
    replies: Replies, requests: Path, tmp_path: Path, said: dict[str, Any]
) -> None:
    (tmp_path / "results.jsonl").write_text(answer(**said), encoding="utf-8")
    assert replies.import_batch(tmp_path / "results.jsonl", requests=requests).failed == (KEY,)
    assert len(replies) == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[]", "no JSON object"),
        (json.dumps({"custom_id": "other", "content": "Yes."}), "answers none of the requests"),
        (answer(), "neither a batch's answer"),
        (answer(content=3), "neither a batch's answer"),
        (answer(response={"status_code": 200, "body": {"choices": []}}), "no recorded reply"),
        (answer(response={"status_code": 200, "body": "Yes."}), "no recorded reply"),
    ],
)
def test_a_line_that_is_no_answer_is_named_and_nothing_is_taken(
    replies: Replies, requests: Path, tmp_path: Path, line: str, says: str
) -> None:
    (tmp_path / "results.jsonl").write_text(f"{answer(content='Yes.')}\n{line}\n", encoding="utf-8")
    with pytest.raises(CorruptReply, match=rf"results\.jsonl:2.*{says}"):
        replies.import_batch(tmp_path / "results.jsonl", requests=requests)
    assert len(replies) == 0


def test_a_request_edited_since_is_refused(replies: Replies, requests: Path, tmp_path: Path) -> None:
    requests.write_text(request_line(KEY, {**BODY, "max_completion_tokens": 6}), encoding="utf-8")
    (tmp_path / "results.jsonl").write_text(answer(content="Yes."), encoding="utf-8")
    with pytest.raises(CorruptReply, match="was edited"):
        replies.import_batch(tmp_path / "results.jsonl", requests=requests)


def test_a_collection_without_requests_is_an_empty_file() -> None:
    assert Collecting().lines() == ""


LINE = {"key": reply().key, "request": reply().request, "status": 200, "body": reply().body, "seconds": 1, "time": "t"}
DEEP = "[" * 100_000


@settings(max_examples=300, deadline=None)
@given(body=st.one_of(odd(COMPLETION).map(json.dumps), st.text()))
@example(body=DEEP)
@example(body='{"choices": [{"message": {"content": "\\ud800", "refusal": 3}}]}')
def test_any_answer_is_read_or_said_to_be_none(body: str) -> None:
    try:
        said = completion_of(body)
    except ValueError:
        return
    said.text.encode("utf-8")
    again = completion_of(said.served(json_only=False))
    assert (again.text, again.prompt_tokens) == (said.text, said.prompt_tokens or 0)


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.one_of(odd(LINE).map(json.dumps), st.text()).map(str.encode) | st.binary(), max_size=3))
@example(lines=[DEEP.encode()])
@example(lines=[json.dumps({**LINE, "seconds": 10**400}).encode()])
@example(lines=[json.dumps({**LINE, "request": {"a": "\ud800"}}).encode()])
def test_any_file_is_imported_or_refused_in_our_words(
    fresh: Places, tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.jsonl").write_bytes(b"\n".join(lines))
    (folder / "requests.jsonl").write_text(request_line(KEY, BODY), encoding="utf-8")
    with Replies(fresh()) as record:
        for take in (record.import_, lambda path: record.import_batch(path, requests=folder / "requests.jsonl")):
            with contextlib.suppress(ExtractorError):
                take(folder / "a.jsonl")
        assert record.verify() == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_damage_to_the_database_is_said_in_our_words(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Replies(folder) as record:
        for number in range(3):
            record.put(reply(question=f"{number}?" * 50))
    file = folder / "cache.db"
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content[: data.draw(st.sampled_from([len(content), len(content) // 2, 100, 0]))])
    with contextlib.suppress(ExtractorError), Replies(folder) as record:
        record.verify()
        record.get(reply().key)
        record.put(reply())
        record.stats()
