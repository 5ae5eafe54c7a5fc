"""A service as its users run it: killed and started again, asked by many at once, told to end."""

from __future__ import annotations

import concurrent.futures
import json
import os
import re
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.batch import yard
from tests.model.endpoint import Answer, Endpoint, completion
from tests.service.commanded import started
from tests.service.serving import V1, until

COUNT = 50
PASSAGES = 6
pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing is killed there")


def long_filing() -> str:
    """A filing of several passages, each with a hen."""
    filler = "The farm was pleased with its year, as the farm has been pleased before. " * 200
    return "\n\n".join(f"{yard.text(4 * number + 3)}\n{filler}" for number in range(PASSAGES))


def answer(said: dict[str, Any]) -> Answer:
    hens = re.findall(r"Hen number \d+ of Norway had \d+ eggs in \d+", said["messages"][-1]["content"])
    found = [json.loads(yard.answer(hen))["holding"][0] for hen in hens]
    return completion(json.dumps({"holding": found, "saying": []}), delay=0.3)


def test_a_service_killed_amid_a_filing_finishes_it_after_its_restart_and_asks_nothing_twice(tmp_path: Path) -> None:
    with Endpoint(by=answer) as endpoint:
        kept = ("--data", tmp_path / "data", "--replies", tmp_path / "replies")
        command = (*kept, *yard.MODEL, endpoint.base_url)
        with started(*command) as (process, client):
            sent = client.post(V1, json={"text": long_filing(), "name": "long.txt"})
            until(lambda: len(endpoint.asked) >= 3)
            assert client.get(sent.headers["location"]).json()["status"] == "running"
            process.kill()
        answered_before = len(endpoint.asked)
        with started(*command) as (process, client):
            place = sent.headers["location"]
            until(lambda: client.get(place).json()["status"] == "done")
            found = client.get(place).json()
            facts = client.get("/v1/facts").json()["items"]
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 0
    assert found["facts"] == PASSAGES
    assert len(facts) == PASSAGES
    asked = Counter(json.dumps(body["messages"]) for body in endpoint.asked)
    assert len(asked) > answered_before
    assert sum(asked.values()) - len(asked) <= 4  # those whose replies were on their way when it was killed


def test_fifty_at_once_are_read_from_the_record_without_an_error_and_memory_is_bounded(tmp_path: Path) -> None:
    replies = yard.record(tmp_path, COUNT)
    offline = (*yard.MODEL, yard.NOBODY, "--offline", "--replies", replies, "--data", tmp_path / "data")

    with started(*offline) as (process, client):

        def sent(number: int) -> dict[str, Any]:
            answered = client.post(V1, json={"text": yard.text(number), "name": f"{number}.txt"}, params={"wait": 60})
            assert answered.status_code == 200, answered.text
            found: dict[str, Any] = answered.json()
            return found

        def memory() -> float:
            [bytes_] = re.findall(r"^process_resident_memory_bytes (\S+)", client.get("/metrics").text, re.MULTILINE)
            return float(bytes_)

        used = []
        for _ in range(3):
            with concurrent.futures.ThreadPoolExecutor(COUNT) as pool:
                found = list(pool.map(sent, range(COUNT)))
            assert Counter(one["status"] for one in found) == {"done": COUNT}, found
            assert {one["result"]["facts"][0]["owner"] for one in found} == {f"Hen number {n}" for n in range(COUNT)}
            used.append(memory())
        assert used[-1] - used[0] < 100_000_000
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
