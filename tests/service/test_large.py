"""A filing of many bytes, which keeps a processor busy for long: nothing else waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2

from extractor import ScriptedModel
from tests.batch import yard
from tests.service.serving import SHORT, V1, answer, reading, served, until

LARGE = "\n\n".join(
    f"Barn {n} of the north stood {n} years, and was sold for EUR {n}.5 million." for n in range(30_000)
)
"""Over 2 MB. Nothing of it is asked about before all of it is cut into passages."""


def asked(model: ScriptedModel) -> Iterator[str]:
    return (request.messages[-1].content for request in model.transcript)


def read(client: httpx2.Client, number: int) -> None:
    """Have a small filing read."""
    place = client.post(V1, json={"text": yard.text(number)}).headers["location"]
    until(lambda: client.get(place).json()["status"] == "done")


def test_others_are_answered_and_read_while_a_large_filing_is_and_deleting_it_ends_it(tmp_path: Path) -> None:
    model = ScriptedModel(answer, SHORT)
    with served(tmp_path, reading(model), limits={"jobs": 2}) as client:
        large = client.post(V1, json={"text": LARGE}).headers["location"]
        until(lambda: client.get(large).json()["status"] == "running")
        assert client.get("/healthz").status_code == 200
        read(client, 1)  # beside it
        assert client.get(large).json()["status"] == "running"
        assert not any("Barn" in question for question in asked(model))
        assert client.delete(large).status_code == 204
        assert client.get("/healthz").status_code == 200
        for number in (2, 3):
            read(client, number)
        until(lambda: not any(thread.name == "filing-facts-background" for thread in threading.enumerate()))
    assert not any("Barn" in question for question in asked(model))


def test_a_bound_on_time_and_the_end_of_the_service_end_a_large_filing_amid_its_reading(tmp_path: Path) -> None:
    model = ScriptedModel(answer, SHORT)
    with served(tmp_path / "bound", reading(model), limits={"seconds": 0.5}) as client:
        large = client.post(V1, json={"text": LARGE}).headers["location"]
        until(lambda: client.get(large).json()["status"] == "failed")
        assert "0.5 s" in client.get(large).json()["error"]
    with served(tmp_path / "ended", reading(model)) as client:
        large = client.post(V1, json={"text": LARGE}).headers["location"]
        until(lambda: client.get(large).json()["status"] == "running")
    assert not any("Barn" in question for question in asked(model))
    until(lambda: not any(thread.name == "filing-facts-background" for thread in threading.enumerate()))
