"""The record as an HTTP transport: any client on top of it is recorded, and replayed, without knowing."""

from __future__ import annotations

import contextlib
import contextvars
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from extractor.errors import BadAnswer, MissingReply, RepliesError, TransportError
from extractor.replies import _flights
from extractor.replies.completion import completion_of
from extractor.replies.record import Replies
from extractor.replies.recorded import Recorded, key_of, now, shaping

_ACCESS = frozenset({401, 403, 404, 407, 429})
"""Statuses that are about who asks, where and how often, not about what is asked: these are not recorded."""


@dataclass(slots=True)
class Asking:
    """One question under way: its label, and each recorded reply behind it, with whether it came from the record.

    `again` says that what is recorded and is no answer is asked for again.
    """

    label: str
    again: bool = False
    replies: list[tuple[Recorded, bool]] = field(default_factory=list)


_asking: contextvars.ContextVar[Asking | None] = contextvars.ContextVar("asking", default=None)


@contextlib.contextmanager
def asking(label: str, *, again: bool = False) -> Iterator[Asking]:
    """Within this block, requests of this task are about `label`; what was used to answer them is gathered."""
    question = Asking(label, again)
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
    the byte; online it is asked for again, and so is what cannot be read.

    What an endpoint says is checked before it is recorded, and a client is served nothing else. Raises `MissingReply`
    where there is no reply and no `inner`, `TransportError` if the endpoint cannot be reached or answers with something
    that is no chat completion, `BadAnswer` if the model refuses.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport | None, replies: Replies | None, *, weights: str | None = None
    ) -> None:
        self._inner = inner
        self._replies = replies
        self._weights = weights

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        body = await request.aread()
        if request.method != "POST" or not request.url.path.endswith("/chat/completions"):
            if self._inner is None:
                raise MissingReply(f"offline: {request.method} {shown(request.url)} is not in the record; ask online")
            return await self._inner.handle_async_request(request)
        shapes = shaping(json.loads(body), weights=self._weights)
        key = key_of(shapes)
        recorded, from_record = self.recorded(key), True
        if recorded is None:
            recorded, from_record = await self._ask_once(key, shapes, request)
        question = _asking.get()
        if question is not None:
            question.replies.append((recorded, from_record))
        return _response(recorded, request)

    def key(self, body: Mapping[str, Any]) -> str:
        """The key of the reply to a request with this body."""
        return key_of(shaping(body, weights=self._weights))

    def recorded(self, key: str) -> Recorded | None:
        """The reply under `key` that may be served: what a model wrote, or offline also a failure.

        What is no answer is served too, since an answer may follow from it on asking again; unless the question under
        way says otherwise. Raises `CorruptReply` offline where what is there cannot be read.
        """
        if self._replies is None:
            return None
        if self._inner is None:
            return self._replies.get(key)
        found, question = self._replies.readable(key), _asking.get()
        if found is None or not found.replied:
            return None
        return found if found.answers or question is None or not question.again else None

    async def _ask_once(self, key: str, shapes: dict[str, Any], request: httpx2.Request) -> tuple[Recorded, bool]:
        """Ask, or wait for the same question that is under way, and whether it was."""
        if self._inner is None:
            question = _asking.get()
            about = question.label if question is not None else "a request"
            batch = "" if self._weights else ", or answer what `extractor requests` writes"
            raise MissingReply(
                f"offline: no reply is recorded for {about} (key {key[:12]}); run it once online with the same "
                f"model and prompts, or import the replies: extractor replies import FILE{batch}"
            )
        if self._replies is not None and self._replies.read_only:
            raise RepliesError(
                f"{self._replies.place}: the record is read-only, and a reply would be lost; name another record, "
                "or run it offline"
            )
        place = id(self) if self._replies is None else self._replies.identity
        while True:
            flight, joined = _flights.join((place, key), self._ask(self._inner, shapes, request))
            if flight.here:
                return await flight.result(), joined
            await flight.landed()  # in another thread's event loop
            recorded = self.recorded(key)
            if recorded is not None:
                return recorded, True

    async def _ask(self, inner: httpx2.AsyncBaseTransport, shapes: dict[str, Any], request: httpx2.Request) -> Recorded:
        asked, start, seconds = now(), time.monotonic(), None
        try:
            response = await inner.handle_async_request(request)
            body = (await response.aread()).decode("utf-8", errors="replace")
            status, seconds = response.status_code, _model_seconds(response)
        except httpx2.TimeoutException as error:
            status, body = 0, f"{shown(request.url)} did not answer: {_words(error)}"
        except httpx2.HTTPError as error:
            status, body = 0, f"{shown(request.url)} could not be reached: {_words(error)}"
        if status and not 400 <= status < 600:
            problem = _problem(status, body)
            if problem:
                said = f"{problem}: {body[:200]!a}"
                status, body = 0, f"{shown(request.url)} answered with something that is no chat completion: {said}"
        if seconds is None:
            seconds = time.monotonic() - start
        recorded = Recorded(request=shapes, status=status, body=body, seconds=round(seconds, 3), time=asked)
        if self._replies is not None and status not in _ACCESS:
            return self._replies.put(recorded)
        return recorded

    async def aclose(self) -> None:
        """Close what is under this transport. The record stays open: it belongs to whoever opened it."""
        if self._inner is not None:
            await self._inner.aclose()


def _model_seconds(response: httpx2.Response) -> float | None:
    """How long the endpoint says that its model took (OpenAI's header), without the way there and back."""
    said = response.headers.get("openai-processing-ms", "")
    return int(said) / 1000 if said.isascii() and said.isdecimal() and len(said) < 12 else None


def shown(url: httpx2.URL) -> str:
    """A URL as it may be shown and kept: without a name, a password or a query, which may hold a key."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def _problem(status: int, body: str) -> str:
    """What is wrong with an endpoint's answer that it did not call an error; "" if nothing is."""
    if status != httpx2.codes.OK:
        return f"status {status}"
    try:
        completion_of(body)
    except ValueError as error:
        return str(error)
    return ""


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _response(recorded: Recorded, request: httpx2.Request) -> httpx2.Response:
    """What the client is told. Raises `TransportError` where there was no answer, `BadAnswer` for a refusal."""
    body = recorded.body
    if recorded.status == 0:
        raise TransportError(body)
    if recorded.status == httpx2.codes.OK:
        said = recorded.completion
        if said.refusal:
            raise BadAnswer(f"the model refused to answer: {said.refusal[:500]}")
        body = said.served(json_only="response_format" in recorded.request)
    return httpx2.Response(
        recorded.status,
        content=body.encode("utf-8", errors="replace"),
        headers={"content-type": "application/json"},
        request=request,
    )
