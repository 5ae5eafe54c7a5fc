"""A model behind a chat-completions endpoint, here or elsewhere: openai asks, instructor re-asks."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import httpx2
from pydantic import BaseModel, ValidationError

from extractor.errors import (
    BadAnswer,
    CorruptReply,
    ExtractorError,
    MissingReply,
    ModelError,
    ModelUnavailable,
    RequestRefused,
    TransportError,
)
from extractor.model.protocol import Profile, Reply, Request
from extractor.model.spending import Price
from extractor.replies import Asking, Recorded, RecordingTransport, asking, shown
from extractor.tracing import span

if TYPE_CHECKING:
    import openai

_RE_ASKS = 1
_LEAST_ROOM = 4096
_ROOM_REFUSED = re.compile(
    r"max(_completion)?_tokens|context.{0,20}(length|window|size)|too (large|long)", re.IGNORECASE
)
"""How endpoints say that a bound on a reply is more than their model can write."""

_SHOWN = 80
"""How much of a reply that cannot be read is shown, in characters."""

_MOST_SAID = 300
"""How much of what an endpoint says of an error is shown, in characters."""

_MORE_ROOM = 2
"""How much longer a reply may be that is asked for again because it was cut."""

_UNPRINTED = logging.NullHandler()
"""Without a handler of its own, instructor's failures would be printed; they come back as errors here."""

Replied = list[tuple[Recorded, bool]]
"""The recorded replies behind one reply, in order, each with whether it came from the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and how: what it is called there, and a base URL without credentials.

    `max_tokens_field` is what the endpoint calls the bound on a reply's length; `tell_schema` puts the schema into the
    prompt too, for an endpoint that passes over `response_format`. `headers` and `query` go with every request.
    """

    model: str
    base_url: str
    max_tokens_field: str = "max_tokens"
    tell_schema: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


class ChatModel:
    """Asks `endpoint` through `transport`.

    `re_ask` says whether an answer that its schema refuses is asked for again, once; a model whose schema is enforced
    as it writes does not need it. A reply cut at its length is asked for again with more room, once. `price` is what
    the model costs, where that is known.

    A question that the record answers is answered without loading the client: that takes longer than the rest of a
    replay.
    """

    def __init__(
        self,
        name: str,
        profile: Profile,
        transport: RecordingTransport,
        endpoint: Endpoint,
        *,
        re_ask: bool = True,
        price: Price | None = None,
    ) -> None:
        self.name = name
        self.profile = profile
        self._transport = transport
        self._endpoint = endpoint
        self._re_asks = _RE_ASKS if re_ask else 0
        self._price = price
        self._client: openai.AsyncOpenAI | None = None

    async def ask(self, request: Request) -> Reply:
        """The reply to one request: the first that its schema takes, else the last as it came.

        A bound on the reply that the endpoint finds too large is halved. A reply that is cut even with more room, or
        where the endpoint allows no more, comes back with `finish` "length".

        Raises `MissingReply` offline where the record lacks it, `RequestRefused` if the endpoint refuses the request,
        `BadAnswer` if the model refuses or writes no JSON of the shape asked for, `TransportError` if the endpoint
        cannot be reached or answers wrongly after retries, `ModelUnavailable` if the model is not there or the key is
        refused, `SpendingLimit` before it costs too much.
        """
        body = self._body(request)
        while True:
            try:
                replies = await self._replies(request, body)
                break
            except RequestRefused as error:
                less = body[self._endpoint.max_tokens_field] // 2
                if less < _LEAST_ROOM or not _ROOM_REFUSED.search(str(error)):
                    raise
                body = {**body, self._endpoint.max_tokens_field: less}
        last, _ = replies[-1]
        if last.cut:
            replies += await self._more_room(request, body, last)
        return self._reply(replies)

    async def _replies(self, request: Request, body: dict[str, Any]) -> Replied:
        """What is recorded as the answer to one body, else what is answered, a re-ask included."""
        try:
            recorded = self._transport.recorded(self._key(body))
        except CorruptReply as error:
            raise CorruptReply(f"{request.label}: {error}") from error
        if recorded is not None and recorded.answers and self._is_final(recorded, request.answer):
            return [(recorded, True)]
        for again in (False, True):  # what the record says comes to nothing is asked for again
            with asking(request.label, again=again) as question:
                await self._converse(question, body, request.answer)
            last, _ = question.replies[-1]
            if last.answers:
                return question.replies
            if not all(from_record for _, from_record in question.replies):
                break
        raise BadAnswer(
            f"{request.label}: {self.name} wrote no JSON of the shape asked for: {last.completion.text[:_SHOWN]!a}"
        )

    async def _more_room(self, request: Request, body: dict[str, Any], cut: Recorded) -> Replied:
        """The answer to the question of a cut reply, with twice the room; none where the endpoint allows no more."""
        room = body[self._endpoint.max_tokens_field]
        try:
            return await self._replies(request, {**body, self._endpoint.max_tokens_field: _MORE_ROOM * room})
        except RequestRefused:
            return []
        except MissingReply as error:
            raise MissingReply(
                f"offline: {request.label}: the recorded reply (key {cut.key[:12]}) is cut at {room:,} tokens, and "
                "none with more room is recorded; run it once online with the same model and prompts"
            ) from error

    def key(self, request: Request) -> str:
        """The key under which the reply to `request` is recorded."""
        return self._key(self._body(request))

    async def aclose(self) -> None:
        """Let go of connections, and of an embedded model's memory."""
        await self._transport.aclose()

    def _key(self, body: dict[str, Any]) -> str:
        return self._transport.key(body)

    def _body(self, request: Request) -> dict[str, Any]:
        """The body of the HTTP request."""
        json_schema: dict[str, Any] = {
            "name": re.sub(r"[^A-Za-z0-9_-]", "_", request.answer.__name__)[:64],
            "schema": _schema_of(request.answer),
        }
        if self.profile.strict:
            json_schema["strict"] = True
        messages = [{"role": turn.role, "content": turn.content} for turn in request.messages]
        if self._endpoint.tell_schema:
            schema = json.dumps(json_schema["schema"], ensure_ascii=False, sort_keys=True)
            messages[0]["content"] += (
                f"\n\nAnswer with one JSON object that fits this schema, and nothing else:\n{schema}"
            )
        body: dict[str, Any] = {
            "model": request.model or self._endpoint.model,
            "messages": messages,
            "response_format": {"type": "json_schema", "json_schema": json_schema},
            self._endpoint.max_tokens_field: request.max_tokens,
        }
        if self.profile.temperature is not None:
            body["temperature"] = self.profile.temperature
        return body

    def _reply(self, replies: Replied) -> Reply:
        """The last reply, with what all cost."""
        last, _ = replies[-1]
        said = [recorded.completion for recorded, _ in replies]
        read = sum(completion.prompt_tokens or 0 for completion in said)
        written = sum(completion.completion_tokens or 0 for completion in said)
        return Reply(
            text=said[-1].json,
            finish=said[-1].finish,
            prompt_tokens=read,
            completion_tokens=written,
            seconds=sum(recorded.seconds for recorded, _ in replies),
            key=last.key,
            from_record=all(from_record for _, from_record in replies),
            requests=len(replies),
            cost=self._price.of(read, written) if self._price else None,
        )

    def _is_final(self, recorded: Recorded, answer: type[BaseModel]) -> bool:
        """Whether no re-ask follows on this reply."""
        said = recorded.completion
        return not self._re_asks or said.cut or _taken(said.json, answer)

    async def _converse(self, question: Asking, body: dict[str, Any], answer: type[BaseModel]) -> None:
        """Ask, and once more if the answer is not taken; the replies are gathered in `question`.

        openai asks first, with the body as it is, and makes no objects of what comes back; instructor, which takes
        longer than all else of a request, comes in where the answer is not taken.
        """
        import openai  # noqa: PLC0415 - not needed for what the record answers

        if self._client is None:
            self._client = openai.AsyncOpenAI(
                api_key="none",  # the key is the network's: what this client knows may come from the environment
                base_url=self._endpoint.base_url,
                timeout=None,  # the time limit is the transport's, and so are retries
                default_headers=self._endpoint.headers,
                default_query=self._endpoint.query,
                max_retries=0,
                http_client=httpx2.AsyncClient(transport=self._transport, timeout=None),
            )
        try:
            with span("request", model=self.name):
                first = await self._client.post("/chat/completions", cast_to=httpx2.Response, body=body)
                if not self._is_final(question.replies[-1][0], answer):
                    await self._re_ask(self._client, first, body, answer)
        except openai.OpenAIError as error:
            _raise_mapped(error)

    async def _re_ask(
        self, client: openai.AsyncOpenAI, first: httpx2.Response, body: dict[str, Any], answer: type[BaseModel]
    ) -> None:
        """Have instructor say what is wrong with the `first` answer, and ask for a better one."""
        import instructor  # noqa: PLC0415 - not needed where the first answer is taken
        from instructor.core.exceptions import IncompleteOutputException, InstructorError  # noqa: PLC0415 - the same
        from openai.types.chat import ChatCompletion  # noqa: PLC0415 - the same

        logging.getLogger("instructor").addHandler(_UNPRINTED)
        said = [ChatCompletion.model_construct(**first.json())]

        async def create(**arguments: Any) -> ChatCompletion:
            return said.pop() if said else await client.chat.completions.create(**arguments)

        shaped: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)  # typed as if it did not wait
        # Instructor writes a response format of its own, without API-level `strict`; ours goes over it, so that a
        # request's key can be known before the client is loaded.
        arguments = {**body, "extra_body": {"response_format": body["response_format"]}}
        del arguments["response_format"]
        try:
            await shaped(response_model=answer, max_retries=self._re_asks, **arguments)
        except IncompleteOutputException:
            return  # the reply is at its length; what is whole in it is salvaged
        except InstructorError as error:
            _raise_mapped(error)


@lru_cache(maxsize=64)
def _schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    return answer.model_json_schema()


def _raise_mapped(error: Exception) -> None:
    mapped = mapped_error(error)
    if mapped is not None:
        raise mapped from error


def mapped_error(error: Exception) -> ExtractorError | None:
    """The error of this package that stands for a foreign one; None if only the answer's shape was at fault."""
    import openai  # noqa: PLC0415 - loaded by whoever raised this

    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, ExtractorError):
            return cause
    for cause in chain:
        match cause:
            case openai.RateLimitError() | openai.InternalServerError() | openai.APIStatusError(status_code=408):
                where = shown(cause.request.url)
                return TransportError(f"{where} answered {cause.status_code} to the last: {_said(cause)}")
            case openai.AuthenticationError():  # whatever is asked next would be refused too
                where = shown(cause.request.url)
                return ModelUnavailable(f"{where} refused the key ({cause.status_code}): {_said(cause)}")
            case openai.APIStatusError():
                where = shown(cause.request.url)
                return RequestRefused(f"{where} refused the request ({cause.status_code}): {_said(cause)}")
            case openai.APIError() | httpx2.HTTPError():
                return TransportError(f"the endpoint could not be asked: {cause}")
            case openai.OpenAIError():
                return ModelError(str(cause))
            case ValidationError():
                return None
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _said(error: Any) -> str:
    """The endpoint's own message, as much of it as says what is wrong."""
    body = error.body
    said = str(body.get("message") or body) if isinstance(body, dict) else str(body or error.message)
    return said if len(said) <= _MOST_SAID else said[:_MOST_SAID] + "..."


def _taken(text: str, answer: type[BaseModel]) -> bool:
    try:
        answer.model_validate_json(text, strict=True)
    except ValidationError:
        return False
    return True
