"""A service on loopback, with animals for a domain and a scripted model."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2

from extractor import Extractor, ScriptedModel
from extractor.model import Profile, Reply, Request
from extractor.service import Limits, Running, Settings, create_app, listen
from tests.batch import yard

V1 = "/v1/extractions"
SHORT = Profile(passage_chars=120, concurrency=1)


def answer(request: Request) -> str:
    """What a model says of a filing of the yard; of any other, nothing."""
    hens = re.findall(r"Hen number \d+ of Norway had \d+ eggs in \d+", request.messages[-1].content)
    return json.dumps({"holding": [json.loads(yard.answer(hen))["holding"][0] for hen in hens], "saying": []})


class Held(ScriptedModel):
    """A model that answers so many questions, and the others once it is let go."""

    def __init__(self, free: int = 0, profile: Profile = SHORT) -> None:
        super().__init__(answer, profile)
        self.free, self.go = free, threading.Event()

    async def ask(self, request: Request) -> Reply:
        while len(self.transcript) >= self.free and not self.go.is_set():  # noqa: ASYNC110 - let go by another thread
            await asyncio.sleep(0.005)
        return await super().ask(request)


def reading(model: Any = None) -> Callable[[], Extractor]:
    """What makes an extractor of the yard's facts."""
    return lambda: Extractor(model or ScriptedModel(answer), domain=yard.DOMAIN)


@contextlib.contextmanager
def served(data: Path, make: Callable[[], Extractor] | None = None, **given: Any) -> Iterator[httpx2.Client]:
    """A service that keeps everything in `data`, and a client of it."""
    limits = Limits(**given.pop("limits", {}))
    given = {"kinds": yard.DOMAIN.kinds, **given}
    app = create_app(Settings(data=data, limits=limits, **given), make or reading())
    at = listen("127.0.0.1", 0)
    port = at.getsockname()[1]
    running = Running(app, at)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        running.stop()
        thread.join()


def done(client: httpx2.Client, number: int = 1, **given: Any) -> dict[str, Any]:
    """A filing of the yard, read."""
    sent = {"text": yard.text(number), "name": f"{number:04}.txt"}
    answered = client.post(V1, json=sent, params={"wait": 30}, **given)
    assert answered.status_code == 200, answered.text
    found: dict[str, Any] = answered.json()
    return found


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds; a minute and more is not waited."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it does not come to hold")
