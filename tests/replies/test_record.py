from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptReply, RepliesError
from extractor.replies import Recorded, Replies, key_of, shaping
from tests.replies.recorded import reply

ROOT = Path(__file__).parents[2]


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


OF_DISKCACHE = """CREATE TABLE Cache (
    rowid INTEGER PRIMARY KEY, key BLOB, raw INTEGER, store_time REAL, expire_time REAL, access_time REAL,
    access_count INTEGER DEFAULT 0, tag BLOB, size INTEGER DEFAULT 0, mode INTEGER DEFAULT 0, filename TEXT,
    value BLOB);
CREATE UNIQUE INDEX Cache_key_raw ON Cache (key, raw)"""


def test_a_record_in_the_layout_of_diskcache_is_used_as_it_is(replies: Replies, tmp_path: Path) -> None:
    kept, later = reply(), reply(question="Later?")
    replies.put(kept)
    old = tmp_path / "old"
    old.mkdir()
    with contextlib.closing(sqlite3.connect(old / "cache.db")) as database, database:
        database.executescript(OF_DISKCACHE)
        database.execute("ATTACH ? AS new", (str(replies.directory / "cache.db"),))
        database.execute("INSERT INTO Cache (key, raw, mode, value) SELECT key, 1, 1, value FROM new.Cache")
    with Replies(old) as record:
        record.put(later)
        assert sorted(one.key for one in record) == sorted([kept.key, later.key])


@pytest.mark.parametrize("planted", ["expire_time = 1.0", "filename = '../victim'", "value = 'text'", "value = 7"])
def test_a_planted_row_is_refused_and_touches_no_file(replies: Replies, planted: str) -> None:
    victim = replies.directory.parent / "victim"
    victim.write_text("mine", encoding="utf-8")
    kept = reply()
    replies.put(kept)
    execute(replies.directory, f"UPDATE Cache SET {planted}")  # noqa: S608 - written above
    with pytest.raises(CorruptReply, match="not plain bytes"):
        replies.get(kept.key)
    assert len(replies.verify()) == 1
    assert replies.readable(kept.key) is None
    replies.put(kept)
    assert replies.get(kept.key) == kept
    assert victim.read_text(encoding="utf-8") == "mine"


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was run",))


def test_a_pickle_is_never_read(replies: Replies) -> None:
    kept = reply()
    replies.put(kept)
    execute(replies.directory, "UPDATE Cache SET value = ?", pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="checksum"):
        replies.get(kept.key)


def test_a_pickled_key_is_never_read(replies: Replies) -> None:
    replies.put(reply())
    execute(replies.directory, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="key is not text"):
        list(replies)


def test_the_first_answer_stands_and_is_handed_back(replies: Replies, tmp_path: Path) -> None:
    first, second = reply("Yes."), reply("No.")
    with Replies(replies.directory) as other:
        assert replies.put(first) == first
        assert other.put(second) == first
    assert replies.get(first.key) == first


def test_a_cut_answer_gives_way_to_a_whole_one_and_not_the_other_way(replies: Replies) -> None:
    cut, whole = reply("Ye", finish="length"), reply("Yes.")
    replies.put(cut)
    assert replies.put(whole) == whole
    assert replies.put(cut) == whole


@contextlib.contextmanager
def held(directory: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(directory / "cache.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_a_lock_held_elsewhere_is_said_and_not_waited_for_without_end(replies: Replies) -> None:
    replies.put(reply())
    with (
        Replies(replies.directory, lock_seconds=0.01) as record,
        held(replies.directory),
        pytest.raises(RepliesError, match="held by another process"),
    ):
        record.put(reply(question="Other?"))
    replies.put(reply(question="Other?"))
    assert len(replies) == 2


def test_a_lock_held_elsewhere_is_no_matter_to_who_reads(replies: Replies) -> None:
    kept = reply()
    replies.put(kept)
    with held(replies.directory), Replies(replies.directory, lock_seconds=0.01) as record:
        assert record.get(kept.key) == kept
        assert record.verify() == []
        assert record.stats().replies == 1


def test_what_was_begun_and_failed_leaves_the_record_as_it_was_and_usable(replies: Replies) -> None:
    def broken() -> Iterator[Recorded]:
        yield reply()
        raise LookupError

    with pytest.raises(LookupError):
        replies._take(broken())
    assert len(replies) == 0
    assert replies.put(reply()) == replies.get(reply().key)


def test_a_pipe_in_a_records_place_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no such pipes")
    os.mkfifo(tmp_path / "cache.db")
    with pytest.raises(RepliesError, match="is no file"):
        Replies(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_read_only_record_is_read_and_says_that_it_is_not_written(tmp_path: Path) -> None:
    kept = reply()
    with Replies(tmp_path / "replies") as record:
        record.put(kept)
    (tmp_path / "replies" / "cache.db").chmod(0o444)
    (tmp_path / "replies").chmod(0o555)
    with Replies(tmp_path / "replies") as record:
        assert record.get(kept.key) == kept
        assert record.read_only
        with pytest.raises(RepliesError, match="read-only"):
            record.put(kept)


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


ODD_ROWS: dict[str, object] = {
    "content": {"body": json.dumps({"choices": [{"message": {"content": 3}}]})},
    "refusal": {"body": json.dumps({"choices": [{"message": {"content": "", "refusal": []}}]})},
    "choice": {"body": '{"choices": [3]}'},
    "no completion": {"body": "<html>"},
    "no text": {"body": None},
    "half a character": {"body": "\ud800"},
    "no content": {"status": 204},
    "no status": {"status": "200"},
    "endless": {"seconds": 10**400},
    "no seconds": {"seconds": "1"},
    "no time": {"time": 7},
    "no request": {"request": []},
}


@pytest.mark.parametrize("odd", ODD_ROWS.values(), ids=ODD_ROWS)
def test_a_row_that_fits_its_checksum_and_is_no_reply_is_reported_and_gives_way(
    replies: Replies, odd: dict[str, object]
) -> None:
    kept = reply()
    replies.put(kept)
    row = {"request": kept.request, "status": 200, "body": kept.body, "seconds": 0.5, "time": kept.time}
    payload = json.dumps({**row, **odd}).encode()
    stored = b"FFR1" + hashlib.sha256(payload).digest() + payload
    execute(replies.directory, "UPDATE Cache SET value = ?", stored)
    with pytest.raises(CorruptReply, match=kept.key[:12]):
        replies.get(kept.key)
    assert [kept.key[:12] in problem for problem in replies.verify()] == [True]
    assert replies.readable(kept.key) is None
    assert replies.put(kept) == kept
    assert replies.verify() == []


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


@pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed")
def test_no_reply_that_was_kept_is_lost_when_a_process_is_killed(tmp_path: Path) -> None:
    script = f"""
import os, random, signal, sys, time
sys.path.insert(0, {str(ROOT)!r})
from extractor.replies import Recorded, Replies
kept = set()
for run in range(100):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Replies({str(tmp_path)!r}) as replies:
            for n in range(100_000):
                replies.put(Recorded(request={{"run": run, "n": n}}, status=500, body="b" * 999, seconds=0.0, time="t"))
                os.write(writing, b"%d\\n" % n)
    os.close(writing)
    said = os.read(reading, 99)
    time.sleep(random.random() / 100)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 16):
        said += more
    os.close(reading)
    kept |= {{(run, int(n)) for n in said.split()}}
with Replies({str(tmp_path)!r}) as replies:
    there = {{(one.request["run"], one.request["n"]) for one in replies}}
    print(len(kept) >= 100, kept - there, replies.verify())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout, done.stderr) == ("True set() []\n", "")
