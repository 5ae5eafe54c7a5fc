"""A batch on a Ray cluster of two machines, one of which is taken away amid it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ModelUnavailable, SpendingLimit
from extractor.model import Spending
from extractor.replies import Replies, key_of, shaping
from tests.batch import yard
from tests.batch.test_killed import lines
from tests.model.endpoint import Answer, Endpoint, completion
from tests.replies.server import KEPT, RedisServer

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed: make ray-test")

ROOT = Path(__file__).parents[2]
COUNT, JOBS = 60, 2
LONGEST = 300
"""The seconds after which a test gives up waiting."""

ENVIRONMENT = {**yard.ENVIRONMENT, "RAY_USAGE_STATS_ENABLED": "0", "RAY_raylet_start_wait_time_s": str(LONGEST)}


class Machines:
    """Two machines of a cluster, in a process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._told = process.stdin
        self.address = process.stdout.readline().strip()
        assert self.address

    def lose_one(self) -> None:
        """Take the second away, without a word to who is on it."""
        self._told.write("lose\n")
        self._told.flush()


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    command = [sys.executable, "-m", "tests.ray.machines"]
    with subprocess.Popen(  # noqa: S603 - this interpreter
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Machines(process)
        process.communicate(timeout=60)


@contextlib.contextmanager
def started(machines: Machines, folder: Path, *arguments: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    command = [*yard.COMMAND, "in", "--out", "out", "--engine", "ray", "--jobs", str(JOBS), *arguments]
    environment = {**ENVIRONMENT, "RAY_ADDRESS": machines.address, **variables}
    with subprocess.Popen(  # noqa: S603 - this interpreter
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process


def ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The summary of a command that ended well."""
    said, told = process.communicate(timeout=LONGEST)
    assert (process.returncode, told) == (0, "")
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_machine_that_is_lost_amid_a_batch_loses_nothing_and_nothing_is_paid_for_twice(
    tmp_path: Path, machines: Machines
) -> None:
    yard.filings(tmp_path / "in", range(COUNT))
    known: list[str] = []

    def answer(said: dict[str, Any]) -> Answer:
        key = key_of(shaping(said))
        if record.readable(key) is not None:
            known.append(key)
        return completion(yard.answer(said["messages"][-1]["content"]), delay=0.2)

    with (
        RedisServer(tmp_path, *KEPT) as server,
        Replies(server.url()) as record,
        Endpoint(by=answer) as endpoint,
    ):
        options = (*yard.MODEL, endpoint.base_url, "--replies", server.url(), "--json", "--quiet")
        with started(machines, tmp_path, *options) as process:
            while len(endpoint.asked) < COUNT // 4 and process.poll() is None:
                time.sleep(0.02)
            machines.lose_one()
            summary = ended(process)
        asked = Counter(key_of(shaping(body)) for body in endpoint.asked)
        with started(machines, tmp_path, *options) as process:
            again = ended(process)
        assert len(endpoint.asked) == asked.total()
        assert record.verify() == []
        assert len(record) == COUNT
    assert (summary["filings"], summary["done"], summary["facts"]) == (COUNT, COUNT, COUNT)
    assert (again["known"], again["facts_in_all"]) == (COUNT, COUNT)
    assert not known  # nobody asked for what was in the record
    assert len(asked) == COUNT
    assert asked.total() - COUNT <= JOBS  # what was under way on that machine
    for table in ("filings", "usage", "evidence", "holding"):
        assert len(lines(tmp_path / "out", table)) == COUNT, table
    owners = Counter(fact["owner"] for fact in lines(tmp_path / "out", "holding"))
    assert owners == {f"Hen number {number}": 1 for number in range(COUNT)}


def test_a_limit_to_spending_holds_over_all_workers(tmp_path: Path, machines: Machines) -> None:
    yard.filings(tmp_path / "in", range(4))
    with RedisServer(tmp_path, *KEPT) as server, Endpoint(by=answered) as endpoint:
        options = (*yard.MODEL, endpoint.base_url, "--replies", server.url(), "--json", "--quiet")
        with started(machines, tmp_path, *options, "--max-tokens", "100") as process:
            said, _ = process.communicate(timeout=LONGEST)
        assert process.returncode == SpendingLimit.exit_code
        assert json.loads(said)["left"] == 4
        assert not endpoint.asked


def answered(said: dict[str, Any]) -> Answer:
    return completion(yard.answer(said["messages"][-1]["content"]))


def test_what_stands_in_the_way_of_a_worker_ends_the_batch_in_its_own_words(tmp_path: Path, machines: Machines) -> None:
    yard.filings(tmp_path / "in", range(1))
    with RedisServer(tmp_path, *KEPT) as server:
        hosted = ("--domain", yard.PACKAGE, "--model", "openai/small", "--replies", server.url())
        with started(machines, tmp_path, *hosted, OPENAI_API_KEY="k") as process:
            _, told = process.communicate(timeout=LONGEST)  # the workers' machine has no key
    assert process.returncode == ModelUnavailable.exit_code
    assert "OPENAI_API_KEY" in told
    assert "Traceback" not in told


def test_workers_keep_within_one_limit_and_what_a_lost_one_had_under_way_is_spent() -> None:
    ray_engine = pytest.importorskip("extractor.batch._ray", exc_type=ImportError)

    async def run() -> tuple[float, int, bool]:
        purse = ray_engine._Purse(Spending(max_tokens=100))
        first = await purse.admit(1, 60, 0.0)
        waiting = asyncio.create_task(purse.admit(2, 40, 0.0))
        late = asyncio.create_task(purse.admit(1, 90, 0.0))
        await purse.settle(await waiting, 10, 0.0)
        assert not late.done()
        await purse.lost(1)
        await purse.settle(first, 1, 0.0)  # it is gone, and is not counted twice
        with pytest.raises(SpendingLimit):
            await late
        found: tuple[float, int, bool] = await purse.spent()
        return found

    assert asyncio.run(run()) == (0.0, 70, True)
