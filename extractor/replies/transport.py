"""The record as an HTTP transport: any client on top of it is recorded, and replayed, without knowing."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from extractor.errors import MissingReply, TransportError
from extractor.replies.record import Recorded, Replies, is_completion, key_of, now, shaping

_ACCESS = frozenset({401, 403, 404, 407, 429})
"""Statuses that are about who asks, where and how often, not about what is asked: these are not recorded."""


@dataclass(slots=True)
class Asking:
    """One question under way: its label, and each recorded reply behind it, with whether it came from the record."""

    label: str
    replies: list[tuple[Recorded, bool]] = field(default_factory=list)


_asking: contextvars.ContextVar[Asking | None] = contextvars.ContextVar("asking", default=None)


@contextlib.contextmanager
def asking(label: str) -> Iterator[Asking]:
    """Within this block, requests of this task are about `label`; what was used to answer them is gathered."""
    question = Asking(label)
    token = _asking.set(question)
    try:
        yield question
    finally:
        _asking.reset(token)


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Answers chat completions from `replies`, and asks `inner` and records its answer where there is none.

    Without an `inner`, or with `replies` None and an `inner`, there is nothing to ask or nothing to record to.
    `weights` is the fingerprint of the model's weights, where they are known; it is part of the key. Equal requests
    under way at once cost one call. Offline, a recorded failure is replayed too, so that a run can be repeated to
    the byte.

    Raises `MissingReply` where there is no reply and no `inner`, `TransportError` if the endpoint answers with
    something that is no chat completion.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport | None, replies: Replies | None, *, weights: str | None = None
    ) -> None:
        self._inner = inner
        self._replies = replies
        self._weights = weights
        self._under_way: dict[str, tuple[asyncio.Task[Recorded], list[None]]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        body = await request.aread()
        if request.method != "POST" or not request.url.path.endswith("/chat/completions"):
            if self._inner is None:
                raise MissingReply(f"offline: {request.method} {request.url} is not in the record; ask online")
            return await self._inner.handle_async_request(request)
        shapes = shaping(json.loads(body), weights=self._weights)
        key = key_of(shapes)
        recorded, from_record = self.recorded(key), True
        if recorded is None:
            recorded, from_record = await self._ask_once(key, shapes, request)
        question = _asking.get()
        if question is not None:
            question.replies.append((recorded, from_record))
        if recorded.status == 0:
            raise TransportError(recorded.body)
        return httpx2.Response(
            recorded.status,
            content=recorded.body.encode("utf-8"),
            headers={"content-type": "application/json"},
            request=request,
        )

    def key(self, body: Mapping[str, Any]) -> str:
        """The key of the reply to a request with this body."""
        return key_of(shaping(body, weights=self._weights))

    def recorded(self, key: str) -> Recorded | None:
        """The reply under `key` that may be served: an answer, or offline also a failure."""
        found = self._replies.get(key) if self._replies is not None else None
        if found is not None and not found.answers and self._inner is not None:
            return None
        return found

    async def _ask_once(self, key: str, shapes: dict[str, Any], request: httpx2.Request) -> tuple[Recorded, bool]:
        """Ask, or wait for the same question that is under way, and whether it was; given up when all have left."""
        if self._inner is None:
            question = _asking.get()
            about = question.label if question is not None else "a request"
            raise MissingReply(
                f"offline: no reply is recorded for {about} (key {key[:12]}); run it once online with the same "
                "model and prompts, or import the replies: extractor replies import FILE"
            )
        joined = key in self._under_way
        if not joined:
            task = asyncio.create_task(self._ask(self._inner, shapes, request))
            self._under_way[key] = (task, [])
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        task, waiting = self._under_way[key]
        waiting.append(None)
        try:
            return await asyncio.shield(task), joined
        finally:
            waiting.pop()
            if not waiting and not task.done():
                task.cancel()

    async def _ask(self, inner: httpx2.AsyncBaseTransport, shapes: dict[str, Any], request: httpx2.Request) -> Recorded:
        asked, start, seconds = now(), time.monotonic(), None
        try:
            response = await inner.handle_async_request(request)
            body = (await response.aread()).decode("utf-8", errors="replace")
            status, seconds = response.status_code, _model_seconds(response)
            if status == httpx2.codes.OK and not is_completion(body):
                status, body = 0, f"{request.url} answered with something that is no chat completion: {body[:200]!r}"
        except httpx2.HTTPError as error:
            status, body = 0, f"{request.url} could not be reached: {error or type(error).__name__}"
        if seconds is None:
            seconds = time.monotonic() - start
        recorded = Recorded(request=shapes, status=status, body=body, seconds=round(seconds, 3), time=asked)
        if self._replies is not None and status not in _ACCESS:
            self._replies.put(recorded)
        return recorded

    async def aclose(self) -> None:
        """Close what is under this transport. The record stays open: it belongs to whoever opened it."""
        if self._inner is not None:
            await self._inner.aclose()


def _model_seconds(response: httpx2.Response) -> float | None:
    """How long the endpoint says that its model took (OpenAI's header), without the way there and back."""
    said = response.headers.get("openai-processing-ms", "")
    return int(said) / 1000 if said.isascii() and said.isdecimal() else None
