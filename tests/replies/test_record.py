from __future__ import annotations

import json
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import diskcache
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptReply, RepliesError
from extractor.replies import Recorded, Replies, key_of, shaping

ROOT = Path(__file__).parents[2]


def reply(text: str = "Yes.", question: str = "Is it?", *, status: int = 200, finish: str = "stop") -> Recorded:
    body = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    return Recorded(
        request={"model": "small", "messages": [{"role": "user", "content": question}]},
        status=status,
        body=json.dumps(body) if status == 200 else text,
        seconds=0.5,
        time="2026-01-01T00:00:00+00:00",
    )


@pytest.fixture
def replies(tmp_path: Path) -> Iterator[Replies]:
    with Replies(tmp_path / "replies") as record:
        yield record


def execute(directory: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(directory / "cache.db")
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_a_reply_is_there_after_its_process_ended(tmp_path: Path) -> None:
    kept = reply()
    with Replies(tmp_path) as record:
        record.put(kept)
    with Replies(tmp_path) as record:
        assert record.get(kept.key) == kept
        assert record.get("0" * 64) is None


@pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "x" * 3_000_000 + "\r\n", "Café \u2028 \x00 \U0001f4e1", ""])
def test_text_survives_as_it_is(replies: Replies, text: str) -> None:
    kept = reply(text, question=text)
    replies.put(kept)
    assert replies.get(kept.key) == kept


@settings(max_examples=30, deadline=None)
@given(
    request=st.dictionaries(st.text(max_size=5), st.recursive(st.none() | st.integers() | st.text(), st.lists)),
    body=st.text(),
)
def test_any_reply_survives_export_and_import(
    tmp_path_factory: pytest.TempPathFactory, request: dict[str, object], body: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    kept = Recorded(request=request, status=500, body=body, seconds=1.5, time="2026-01-01T00:00:00+00:00")
    with Replies(folder / "a") as one, Replies(folder / "b") as other:
        one.put(kept)
        one.export(folder / "a.jsonl")
        other.import_(folder / "a.jsonl")
        assert list(other) == [kept]


def test_nothing_is_evicted(tmp_path: Path) -> None:
    with Replies(tmp_path):
        pass
    cache = diskcache.Cache(str(tmp_path), disk=_disk())
    assert (cache.eviction_policy, cache.cull_limit, cache.size_limit) == ("none", 0, 1 << 62)
    cache.close()


def test_a_failed_attempt_is_kept_but_takes_no_answers_place(replies: Replies) -> None:
    failed, good = reply("no", status=500), reply()
    replies.put(failed)
    assert replies.get(good.key) == failed
    replies.put(good)
    replies.put(failed)
    assert replies.get(good.key) == good


def test_a_key_is_of_what_shapes_the_answer_only() -> None:
    body = {"model": "small", "messages": [], "max_tokens": 5}
    key = key_of(shaping(body))
    assert key_of(shaping({"max_completion_tokens": 5, "messages": [], "model": "small"})) == key
    assert key_of(shaping({**body, "user": "me", "metadata": {"run": "1"}})) == key
    others: list[dict[str, object]] = [{"model": "large"}, {"messages": [{}]}, {"max_tokens": 6}, {"temperature": 0.5}]
    for other in others:
        assert key_of(shaping({**body, **other})) != key
    assert key_of(shaping(body, weights="cc32")) != key


def _disk() -> type[diskcache.Disk]:
    from extractor.replies._disk import BytesDisk  # noqa: PLC0415 - one way in

    return BytesDisk


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was run",))


def test_a_pickle_is_never_read(replies: Replies) -> None:
    kept = reply()
    replies.put(kept)
    execute(replies.directory, "UPDATE Cache SET mode = ?, value = ?", 4, pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="not plain bytes"):
        replies.get(kept.key)


def test_a_pickled_key_is_never_read(replies: Replies) -> None:
    replies.put(reply())
    execute(replies.directory, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="key is not text"):
        list(replies)


def test_no_pickle_is_written(tmp_path: Path) -> None:
    cache = diskcache.Cache(str(tmp_path), disk=_disk())
    with pytest.raises(TypeError):
        cache.set("key", {"a": 1})
    with pytest.raises(TypeError):
        cache.set(("key",), b"value")
    cache.close()


def test_damage_is_found_when_it_is_read_and_by_verify(replies: Replies) -> None:
    kept, whole = reply(), reply(question="Other?")
    replies.put(kept)
    replies.put(whole)
    execute(
        replies.directory,
        "UPDATE Cache SET value = CAST(replace(CAST(value AS TEXT), 'Yes', 'Yea') AS BLOB) WHERE key = ?",
        kept.key,
    )
    with pytest.raises(CorruptReply, match=kept.key[:12]):
        replies.get(kept.key)
    assert [kept.key[:12] in problem for problem in replies.verify()] == [True]
    assert replies.get(whole.key) == whole


def test_a_reply_moved_to_another_requests_key_is_refused(replies: Replies) -> None:
    kept = reply()
    replies.put(kept)
    execute(replies.directory, "UPDATE Cache SET key = ?", "f" * 64)
    with pytest.raises(CorruptReply, match="another request's key"):
        replies.get("f" * 64)


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorruptReply, match="damaged"):
        Replies(tmp_path)


def test_a_directory_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RepliesError, match="cannot be used"):
        Replies(tmp_path / "file" / "replies")


def test_an_export_is_the_same_bytes_each_time_and_after_import(replies: Replies, tmp_path: Path) -> None:
    kept = [reply(f"Réponse {number}\r\n", question=f"Q{number}") for number in range(5)]
    for one in kept:
        replies.put(one)
    assert replies.export(tmp_path / "a.jsonl") == 5
    with Replies(tmp_path / "other") as other:
        for one in reversed(kept):
            other.put(one)
        other.export(tmp_path / "b.jsonl")
    with Replies(tmp_path / "third") as third:
        done = third.import_(tmp_path / "a.jsonl")
        again = third.import_(tmp_path / "a.jsonl")
        third.export(tmp_path / "c.jsonl")
    data = (tmp_path / "a.jsonl").read_bytes()
    assert data == (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "c.jsonl").read_bytes()
    assert b"\r" not in data
    assert [json.loads(line)["key"] for line in data.splitlines()] == sorted(one.key for one in kept)
    assert (done.added, done.known, again.added, again.known) == (5, 0, 0, 5)


def test_an_import_refuses_a_request_edited_by_hand(replies: Replies, tmp_path: Path) -> None:
    replies.put(reply())
    replies.export(tmp_path / "a.jsonl")
    edited = (tmp_path / "a.jsonl").read_text(encoding="utf-8").replace("Is it?", "Was it?")
    (tmp_path / "a.jsonl").write_text(edited, encoding="utf-8")
    with Replies(tmp_path / "other") as other:
        with pytest.raises(CorruptReply, match=r"a\.jsonl:1: .*edited"):
            other.import_(tmp_path / "a.jsonl")
        assert len(other) == 0


@pytest.mark.parametrize("line", ["{", "[]", '{"key": "x"}', '{"key":"x","request":{},"status":200,"body":"{}"}'])
def test_an_import_names_the_line_that_is_no_reply(replies: Replies, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(CorruptReply, match=r"a\.jsonl:2"):
        replies.import_(tmp_path / "a.jsonl")


def test_an_import_reports_conflicts_and_keeps_what_is_there(replies: Replies, tmp_path: Path) -> None:
    mine, theirs = reply("Yes."), reply("No.")
    with Replies(tmp_path / "other") as other:
        other.put(theirs)
        other.export(tmp_path / "a.jsonl")
    replies.put(mine)
    assert replies.import_(tmp_path / "a.jsonl").conflicting == (mine.key,)
    assert replies.get(mine.key) == mine


def test_an_imported_answer_takes_a_failures_place(replies: Replies, tmp_path: Path) -> None:
    with Replies(tmp_path / "other") as other:
        other.put(reply())
        other.export(tmp_path / "a.jsonl")
    replies.put(reply("no", status=500))
    assert replies.import_(tmp_path / "a.jsonl").added == 1
    assert replies.get(reply().key) == reply()


def test_stats_count_answers_failures_and_cost(replies: Replies) -> None:
    replies.put(reply())
    replies.put(reply("cut", question="b", finish="length"))
    replies.put(reply("no", question="c", status=500))
    stats = replies.stats()
    assert (stats.replies, stats.truncated, stats.failed) == (2, 1, 1)
    assert (stats.prompt_tokens, stats.completion_tokens, stats.seconds) == (10, 4, 1.0)
    assert stats.models == {"small": 2}
    assert stats.bytes > 0


def test_two_processes_write_one_record(tmp_path: Path) -> None:
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from extractor.replies import Recorded, Replies
with Replies({str(tmp_path)!r}) as replies:
    for number in range(40):
        name = sys.argv[1] if number % 2 else "both"
        replies.put(Recorded(request={{"model": name, "n": number}}, status=500, body="b", seconds=0.0, time="t"))
"""
    writers = [subprocess.Popen([sys.executable, "-c", script, name]) for name in ("one", "two")]  # noqa: S603
    assert [writer.wait() for writer in writers] == [0, 0]
    with Replies(tmp_path) as replies:
        assert len(replies) == 60
        assert replies.verify() == []
