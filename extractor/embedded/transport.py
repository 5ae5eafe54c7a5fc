"""The embedded model behind an HTTP transport: the client and the record see an endpoint like any other."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx2

from extractor._weights import Progress, no_progress
from extractor.embedded.engine import CONTEXT_TOKENS, Completion, Engine
from extractor.embedded.prepare import prepare
from extractor.embedded.weights import QWEN, WAYS_ON
from extractor.errors import ModelUnavailable, RequestRefused
from extractor.reader.about import Known

if TYPE_CHECKING:
    from extractor.reader.pointer import Pointer

MODEL = "embedded"
READER = "reader-"
"""What the name of a trained reader starts with; its digest follows."""

BASE_URL = "http://embedded.invalid/v1"
"""Where the client believes the embedded model to be; the name is reserved and resolves nowhere."""

FINGERPRINT = f"{QWEN.sha256[:16]}-compact1"
"""The weights and the way of decoding: replies under another fingerprint are other replies."""

_LAID_OUT = f"{QWEN.sha256[:16]}-json1"
"""The fingerprint of replies whose JSON may hold white space."""

COMPACT = {"prefer": "compact-json"}
"""The header (`Prefer`, RFC 7240) that asks for JSON without white space, which other clients' prompts show."""

SECONDS_HEADER = "openai-processing-ms"
"""The header in which OpenAI, and this endpoint, say how long the model took; the record goes by it."""

_DEFAULT_MAX_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: its status, its JSON, and headers beyond the usual."""

    status: int
    content: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


class EmbeddedTransport(httpx2.AsyncBaseTransport):
    """Serves `POST /v1/chat/completions` and `GET /v1/models` from the embedded model.

    The engine is loaded by the first question, not before; `weights` names the weights file, `progress` is told how
    getting ready goes. Errors of the request are answered as OpenAI answers them; errors of the model itself
    (`ModelUnavailable`, `WeightsError`) are raised.
    """

    def __init__(
        self,
        weights: str | os.PathLike[str] | None = None,
        *,
        progress: Progress = no_progress,
        engine: Engine | None = None,
        trained: Known | None = None,
    ) -> None:
        self._weights = weights
        self._progress = progress
        self._engine = engine
        self._trained = trained
        self._loading = threading.Lock()
        self._waiting = 0
        self._given_up = threading.Event()

    def engine(self) -> Engine:
        """The engine, got ready and loaded if it is not yet. Safe to call from several threads."""
        with self._loading:
            if self._engine is None:
                directory = prepare(self._weights, progress=self._report)
                self._report("loading model", 0, 1)
                self._engine = Engine(directory)
                self._report("loading model", 1, 1)
            return self._engine

    def _report(self, what: str, done: int, total: int) -> None:
        """Pass progress on; where nobody waits any more, this is where getting ready ends."""
        if self._given_up.is_set():
            raise _GivenUp
        self._progress(what, done, total)

    async def _ready(self) -> Engine:
        """The engine; if all who wait for it are cancelled (Ctrl-C), getting it ready is given up."""
        if self._engine is not None:
            return self._engine
        self._given_up.clear()
        self._waiting += 1
        try:
            return await asyncio.to_thread(self.engine)
        finally:
            self._waiting -= 1
            if not self._waiting and self._engine is None:
                self._given_up.set()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        path = request.url.path.removeprefix("/v1")
        body = await request.aread()
        answer = await self.answer(request.method, path, body, compact=True)
        return httpx2.Response(answer.status, json=answer.content, headers=answer.headers, request=request)

    async def answer(self, method: str, path: str, body: bytes, *, compact: bool = False) -> Answer:
        """What the endpoint answers; `path` starts after `/v1`. `compact` keeps white space out of JSON."""
        if (method, path) == ("GET", "/models"):
            model = {"id": MODEL, "object": "model", "created": 0, "owned_by": QWEN.name}
            return Answer(200, {"object": "list", "data": [model]})
        if path != "/chat/completions":
            return error(404, f"there is no {path}; ask /v1/chat/completions or /v1/models")
        if method != "POST":
            return error(405, f"{path} is asked by POST, not {method}")
        try:
            question = _Question(body)
            if question.model.startswith(READER):
                return await self._pointed(question)
            engine = await self._ready()
            completion = await engine.generate(
                question.messages, schema=question.schema, max_tokens=question.max_tokens, compact=compact
            )
        except RequestRefused as refusal:
            return error(400, str(refusal))
        except RecursionError:
            return error(400, "the body is nested too deeply")
        fingerprint = FINGERPRINT if compact else _LAID_OUT
        headers = {SECONDS_HEADER: f"{completion.seconds * 1000:.0f}"}
        return Answer(200, _chat_completion(completion, fingerprint), headers)

    async def _pointed(self, question: _Question) -> Answer:
        """What a trained reader points at in a text, as the content of a completion."""
        trained = self._trained
        if trained is None or question.model != f"{READER}{trained.digest[:16]}":
            return error(404, f"there is no model {question.model!r} here")
        start = time.monotonic()
        pointed = await asyncio.to_thread(self._pointer.point, question.messages[-1]["content"])
        seconds = time.monotonic() - start
        completion = Completion(
            text=pointed.model_dump_json(), finish="stop", prompt_tokens=0, completion_tokens=0, seconds=seconds
        )
        content = _chat_completion(completion, trained.digest[:16]) | {"model": question.model}
        return Answer(200, content, {SECONDS_HEADER: f"{seconds * 1000:.0f}"})

    @cached_property
    def _pointer(self) -> Pointer:
        assert self._trained is not None  # noqa: S101 - else it is not asked
        try:
            from extractor.reader.pointer import Pointer  # noqa: PLC0415 - the extra `local`
        except ModuleNotFoundError as missing:
            raise ModelUnavailable(
                f"the trained reader needs {missing.name}, which is not installed: {WAYS_ON}"
            ) from missing
        return Pointer(self._trained, progress=self._progress)

    async def aclose(self) -> None:
        """Close the engine, if it was loaded."""
        if self._engine is not None:
            await asyncio.to_thread(self._engine.close)
            self._engine = None


class _GivenUp(Exception):
    """Nobody waits for the engine any more."""


class _Question:
    """A chat completion request, read strictly: what the engine cannot do is refused, not passed over."""

    def __init__(self, body: bytes) -> None:
        try:
            said = json.loads(body)
        except ValueError as error:
            raise RequestRefused(f"the body is not JSON: {error}") from error
        if not isinstance(said, dict):
            raise RequestRefused("the body is not a JSON object")
        if said.get("stream"):
            raise RequestRefused("stream: the embedded model answers whole replies only; ask without `stream`")
        if said.get("tools") or said.get("functions"):
            raise RequestRefused("tools: not there; ask with `response_format` of type json_schema")
        if said.get("n") not in (None, 1):
            raise RequestRefused("n: the embedded model gives one reply to a request")
        self.model = str(said.get("model"))
        self.messages = _messages(said.get("messages"))
        self.schema = _schema(said.get("response_format"))
        most = said.get("max_completion_tokens") or said.get("max_tokens") or _DEFAULT_MAX_TOKENS
        if not isinstance(most, int) or not 0 < most <= CONTEXT_TOKENS:
            raise RequestRefused(f"max_tokens: {most!r} is not a number from 1 to {CONTEXT_TOKENS:,}")
        self.max_tokens = most


def _messages(said: Any) -> list[dict[str, str]]:
    if not isinstance(said, list) or not said:
        raise RequestRefused("messages: a list of at least one message is needed")
    return [_message(number, message) for number, message in enumerate(said)]


def _message(number: int, message: Any) -> dict[str, str]:
    role, content = (message.get("role"), message.get("content")) if isinstance(message, dict) else (None, None)
    if isinstance(content, list) and all(isinstance(part, dict) and part.get("type") == "text" for part in content):
        content = "".join(str(part.get("text", "")) for part in content)
    if role not in ("system", "developer", "user", "assistant") or not isinstance(content, str):
        raise RequestRefused(f"messages[{number}]: a role and a content of text are needed")
    return {"role": "system" if role == "developer" else role, "content": content}


def _schema(said: Any) -> Mapping[str, Any] | None:
    kind = said.get("type") if isinstance(said, dict) else said
    match kind:
        case None | "text":
            return None
        case "json_object":
            return {"type": "object"}
        case "json_schema":
            schema = said["json_schema"].get("schema") if isinstance(said.get("json_schema"), dict) else None
            if isinstance(schema, dict):
                return schema
            raise RequestRefused("response_format: json_schema.schema is missing")
        case _:
            raise RequestRefused(f"response_format: type {kind!r} is not text, json_object or json_schema")


def _chat_completion(completion: Completion, fingerprint: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-embedded",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "system_fingerprint": fingerprint,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": completion.text, "refusal": None},
                "logprobs": None,
                "finish_reason": completion.finish,
            }
        ],
        "usage": {
            "prompt_tokens": completion.prompt_tokens,
            "completion_tokens": completion.completion_tokens,
            "total_tokens": completion.prompt_tokens + completion.completion_tokens,
        },
    }


def error(status: int, message: str) -> Answer:
    """An error, shaped as OpenAI shapes it."""
    return Answer(status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}})
