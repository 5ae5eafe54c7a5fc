"""A batch that is killed, and goes on."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.replies import Replies
from tests.batch import yard
from tests.model.endpoint import Endpoint, completion

COUNT = 1000
pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing is killed there")


def lines(out: Path, table: str) -> list[dict[str, object]]:
    files = sorted((out / "jsonl" / table).rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@contextlib.contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(  # noqa: S603 - this interpreter
        [*yard.COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=yard.ENVIRONMENT,
    ) as process:
        yield process


def kill_amid(process: subprocess.Popen[str], journal: Path, seconds: float) -> None:
    """Kill a batch, so long after it has begun to keep a journal, without a word to it."""
    while not journal.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_a_thousand_filings_lose_and_repeat_nothing_when_the_run_is_killed_three_times(tmp_path: Path) -> None:
    yard.filings(tmp_path / "in", range(COUNT))
    replies, out = yard.record(tmp_path, COUNT), tmp_path / "out"
    command = [tmp_path / "in", "--out", out, *yard.MODEL, yard.NOBODY, "--offline", "--replies", replies, "--part", 20]
    chance = random.Random()  # noqa: S311 - no secret
    for _ in range(3):
        with started(*command, "--quiet") as process:
            kill_amid(process, out / "journal.db", chance.uniform(0.2, 2.5))
        assert process.returncode == -9
    with started(*command, "--json") as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    summary = json.loads(said)
    assert summary["filings"] == summary["filings_in_all"] == summary["facts_in_all"] == COUNT
    assert summary["done"] + summary["known"] == COUNT
    assert summary["requests"] == 0
    names = {str(tmp_path / "in" / f"{number:04}.txt") for number in range(COUNT)}
    for table in ("filings", "usage", "evidence", "holding"):
        assert len(lines(out, table)) == COUNT, table
    assert {line["filing_id"] for line in lines(out, "filings")} == names
    facts = lines(out, "holding")
    assert {fact["filing_id"] for fact in facts} == names
    assert {fact["owner"] for fact in facts} == {f"Hen number {number}" for number in range(COUNT)}
    assert (out / "failed.jsonl").read_text(encoding="utf-8") == ""
    assert not list(out.rglob("*.part"))


def test_a_run_that_is_killed_pays_for_no_reply_again(tmp_path: Path) -> None:
    count, jobs = 40, 3
    yard.filings(tmp_path / "in", range(count))
    out, replies = tmp_path / "out", tmp_path / "replies"
    with Endpoint(by=lambda said: completion(yard.answer(said["messages"][-1]["content"]), delay=0.02)) as endpoint:
        command = [tmp_path / "in", "--out", out, *yard.MODEL, endpoint.base_url, "--replies", replies, "--jobs", jobs]
        asked_again: set[str] = set()
        kept: set[str] = set()
        for nth in (5, 20, count):
            before = len(endpoint.asked)
            with started(*command) as process:
                while len(endpoint.asked) < nth and process.poll() is None:
                    time.sleep(0.01)
                if nth < count:
                    process.kill()
                process.communicate()
            asked_again |= kept & {json.dumps(body["messages"]) for body in endpoint.asked[before:]}
            with Replies(replies) as record:
                kept = {json.dumps(reply.request["messages"]) for reply in record}
    assert process.returncode == 0
    assert not asked_again
    asked = [json.dumps(body["messages"]) for body in endpoint.asked]
    assert len(set(asked)) == count
    assert len(asked) - count <= 2 * jobs  # those that were under way when it was killed
    assert Counter(fact["owner"] for fact in lines(out, "holding")) == {f"Hen number {n}": 1 for n in range(count)}
