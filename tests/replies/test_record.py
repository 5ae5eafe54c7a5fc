"""The record of replies, wherever it is kept: each test on a disk, and in Redis where there is a server."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptReply
from extractor.replies import Recorded, Replies, key_of, shaping
from extractor.replies._storage import Rows
from extractor.replies.recorded import packed
from tests.replies.conftest import Places
from tests.replies.recorded import Bomb, plant, reply

ROOT = Path(__file__).parents[2]


def test_a_reply_is_there_after_its_process_ended(fresh: Places) -> None:
    kept, place = reply(), fresh()
    with Replies(place) as record:
        record.put(kept)
    with Replies(place) as record:
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
    fresh: Places, tmp_path_factory: pytest.TempPathFactory, request: dict[str, object], body: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    kept = Recorded(request=request, status=500, body=body, seconds=1.5, time="2026-01-01T00:00:00+00:00")
    with Replies(fresh()) as one, Replies(fresh()) as other:
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


def test_the_first_answer_stands_and_is_handed_back(replies: Replies) -> None:
    first, second = reply("Yes."), reply("No.")
    with Replies(replies.place) as other:
        assert replies.put(first) == first
        assert other.put(second) == first
    assert replies.get(first.key) == first


def test_a_cut_answer_gives_way_to_a_whole_one_and_not_the_other_way(replies: Replies) -> None:
    cut, whole = reply("Ye", finish="length"), reply("Yes.")
    replies.put(cut)
    assert replies.put(whole) == whole
    assert replies.put(cut) == whole


def test_stats_count_answers_failures_and_cost(replies: Replies) -> None:
    replies.put(reply())
    replies.put(reply("cut", question="b", finish="length"))
    replies.put(reply("no", question="c", status=500))
    stats = replies.stats()
    assert (stats.replies, stats.truncated, stats.failed) == (2, 1, 1)
    assert (stats.prompt_tokens, stats.completion_tokens, stats.seconds) == (10, 4, 1.0)
    assert stats.models == {"small": 2}
    assert stats.place == replies.place
    assert stats.bytes > 0


def test_two_processes_write_one_record(fresh: Places) -> None:
    place = fresh()
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from extractor.replies import Recorded, Replies
with Replies({place!r}) as replies:
    for number in range(40):
        name = sys.argv[1] if number % 2 else "both"
        replies.put(Recorded(request={{"model": name, "n": number}}, status=500, body="b", seconds=0.0, time="t"))
"""
    writers = [subprocess.Popen([sys.executable, "-c", script, name]) for name in ("one", "two")]  # noqa: S603
    assert [writer.wait() for writer in writers] == [0, 0]
    with Replies(place) as replies:
        assert len(replies) == 60
        assert replies.verify() == []


@pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed")
def test_no_reply_that_was_kept_is_lost_when_a_process_is_killed(fresh: Places) -> None:
    place = fresh()
    script = f"""
import os, random, signal, sys, time
sys.path.insert(0, {str(ROOT)!r})
from extractor.replies import Recorded, Replies
kept = set()
for run in range(100):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Replies({place!r}) as replies:
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
with Replies({place!r}) as replies:
    there = {{(one.request["run"], one.request["n"]) for one in replies}}
    print(len(kept) >= 100, kept - there, replies.verify())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout, done.stderr) == ("True set() []\n", "")


def test_what_was_begun_and_failed_leaves_the_record_as_it_was_and_usable(replies: Replies) -> None:
    kept = reply()

    def broken(rows: Rows) -> None:
        rows.set(kept.key, packed(kept))
        assert rows.get(kept.key) == packed(kept)
        raise LookupError

    with pytest.raises(LookupError):
        replies._store.transact([kept.key], broken)
    assert len(replies) == 0
    assert replies.put(kept) == replies.get(kept.key)


def test_damage_is_found_when_it_is_read_and_by_verify(replies: Replies) -> None:
    kept, whole = reply(), reply(question="Other?")
    replies.put(kept)
    replies.put(whole)
    plant(replies.place, kept.key, packed(kept).replace(b"Yes", b"Yea"))
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
    plant(replies.place, kept.key, stored)
    with pytest.raises(CorruptReply, match=kept.key[:12]):
        replies.get(kept.key)
    assert [kept.key[:12] in problem for problem in replies.verify()] == [True]
    assert replies.readable(kept.key) is None
    assert replies.put(kept) == kept
    assert replies.verify() == []


def test_a_reply_moved_to_another_requests_key_is_refused(replies: Replies) -> None:
    kept = reply()
    plant(replies.place, "f" * 64, packed(kept))
    with pytest.raises(CorruptReply, match="another request's key"):
        replies.get("f" * 64)


def test_a_pickle_is_never_read(replies: Replies) -> None:
    kept = reply()
    replies.put(kept)
    plant(replies.place, kept.key, pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="checksum"):
        replies.get(kept.key)


def test_what_cannot_be_read_gives_way_to_an_answer(replies: Replies) -> None:
    kept = reply()
    plant(replies.place, kept.key, b"something else")
    assert replies.readable(kept.key) is None
    assert replies.put(kept) == kept
    assert replies.get(kept.key) == kept


def test_of_many_writers_at_once_the_first_answer_stands_for_all(replies: Replies) -> None:
    answers = [reply(f"Yes, {number}.") for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        stood = list(pool.map(replies.put, answers))
    assert len({one.body for one in stood}) == 1
    assert replies.get(reply().key) == stood[0]
