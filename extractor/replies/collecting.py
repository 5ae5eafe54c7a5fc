"""Requests gathered for a batch, in place of being asked."""

from __future__ import annotations

import json
from typing import Any

import httpx2

from extractor.errors import NotAnswered
from extractor.replies._batch import request_line
from extractor.replies.recorded import key_of, shaping


class Collecting(httpx2.AsyncBaseTransport):
    """Takes the network's place: files each request, once, and raises `NotAnswered`.

    A run on top of it answers what the record answers, and files the rest: first questions, and, once these are
    answered, what follows from them (an answer asked for again, more room for one that was cut, a second look).
    """

    def __init__(self) -> None:
        self._bodies: dict[str, dict[str, Any]] = {}

    def __len__(self) -> int:
        return len(self._bodies)

    @property
    def keys(self) -> tuple[str, ...]:
        """The record's keys of what is filed, sorted."""
        return tuple(sorted(self._bodies))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """File one request. Raises `NotAnswered`."""
        body = json.loads(await request.aread())
        key = key_of(shaping(body))
        self._bodies.setdefault(key, body)
        raise NotAnswered(f"filed as {key[:12]}: answer the batch and import it")

    def lines(self) -> str:
        """The requests as lines of the OpenAI Batch API, sorted by key."""
        return "".join(f"{request_line(key, body)}\n" for key, body in sorted(self._bodies.items()))
