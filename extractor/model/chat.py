"""A model behind a chat-completions endpoint, here or elsewhere: openai asks, instructor shapes and re-asks."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx2
from pydantic import BaseModel, ValidationError

from extractor.errors import ExtractorError, ModelError, RequestRefused, TransportError
from extractor.model.protocol import Profile, Reply, Request
from extractor.replies import Recorded, RecordingTransport, asking

if TYPE_CHECKING:
    import instructor

_RE_ASKS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and how: what it is called there, the key, the seconds that one call may take.

    `max_tokens_field` is what the endpoint calls the bound on a reply's length; `headers` go with every request.
    """

    model: str
    base_url: str
    api_key: str
    timeout: float
    max_tokens_field: str = "max_tokens"
    headers: Mapping[str, str] = field(default_factory=dict)


class ChatModel:
    """Asks `endpoint` through `transport`.

    `re_ask` says whether an answer that its schema refuses is asked for again, once; a model whose schema is enforced
    as it writes does not need it.

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
    ) -> None:
        self.name = name
        self.profile = profile
        self._transport = transport
        self._endpoint = endpoint
        self._re_asks = _RE_ASKS if re_ask else 0
        self._client: instructor.AsyncInstructor | None = None

    async def ask(self, request: Request) -> Reply:
        """The reply to one request: the first that its schema takes, else the last as it came.

        Raises `MissingReply` offline where the record lacks it, `RequestRefused` if the endpoint refuses the
        request, `TransportError` if it cannot be reached or answers wrongly after retries, `ModelUnavailable` if
        the model is not there.
        """
        body = self._body(request)
        recorded = self._transport.recorded(self._key(body))
        if recorded is not None and recorded.answers and self._is_final(recorded, request.answer):
            return _reply([(recorded, True)])
        with asking(request.label) as question:
            await self._converse(body, request.answer)
            if not question.replies:
                raise ModelError(f"{request.label}: {self.name} gave no reply")
        return _reply(question.replies)

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
            "schema": request.answer.model_json_schema(),
        }
        if self.profile.strict:
            json_schema["strict"] = True
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": [{"role": turn.role, "content": turn.content} for turn in request.messages],
            "response_format": {"type": "json_schema", "json_schema": json_schema},
            self._endpoint.max_tokens_field: request.max_tokens,
        }
        if self.profile.temperature is not None:
            body["temperature"] = self.profile.temperature
        return body

    def _is_final(self, recorded: Recorded, answer: type[BaseModel]) -> bool:
        """Whether no re-ask follows on this reply."""
        text, finish = _content(recorded)
        return not self._re_asks or finish == "length" or _taken(text, answer)

    async def _converse(self, body: dict[str, Any], answer: type[BaseModel]) -> None:
        """Ask, and once more if the answer is not taken; the replies are gathered by `asking`."""
        import instructor  # noqa: PLC0415 - not needed for what the record answers
        import openai  # noqa: PLC0415 - the same
        from instructor.core.exceptions import IncompleteOutputException, InstructorError  # noqa: PLC0415 - the same

        if self._client is None:
            # Without a handler of its own, instructor's failures would be printed; they come back as errors here.
            logging.getLogger("instructor").addHandler(logging.NullHandler())
            self._client = instructor.from_openai(
                openai.AsyncOpenAI(
                    api_key=self._endpoint.api_key,
                    base_url=self._endpoint.base_url,
                    timeout=self._endpoint.timeout,
                    default_headers=self._endpoint.headers,
                    max_retries=0,  # retries are the transport's
                    http_client=httpx2.AsyncClient(transport=self._transport, timeout=self._endpoint.timeout),
                ),
                mode=instructor.Mode.JSON_SCHEMA,
            )
        # Instructor writes a response format of its own, without API-level `strict`; ours goes over it, so that a
        # request's key can be known before the client is loaded.
        arguments = {**body, "extra_body": {"response_format": body["response_format"]}}
        del arguments["response_format"]
        try:
            await self._client.create(response_model=answer, max_retries=self._re_asks, **arguments)
        except IncompleteOutputException:
            return  # the reply is at its length; what is whole in it is salvaged
        except (InstructorError, openai.OpenAIError) as error:
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
            case openai.RateLimitError() | openai.InternalServerError():
                return TransportError(f"{cause.request.url} answered {cause.status_code} to the last: {_said(cause)}")
            case openai.APIStatusError():
                return RequestRefused(f"{cause.request.url} refused the request ({cause.status_code}): {_said(cause)}")
            case openai.APITimeoutError():
                return TransportError(f"{cause.request.url} did not answer in time; raise the time limit")
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
    """The endpoint's own message."""
    body = error.body
    if isinstance(body, dict):
        return str(body.get("message") or body)
    return str(body or error.message)


def _content(recorded: Recorded) -> tuple[str, str]:
    choice = json.loads(recorded.body)["choices"][0]
    message = choice["message"]
    return message.get("content") or message.get("refusal") or "", choice.get("finish_reason") or "stop"


def _taken(text: str, answer: type[BaseModel]) -> bool:
    try:
        answer.model_validate_json(text, strict=True)
    except ValidationError:
        return False
    return True


def _reply(replies: list[tuple[Recorded, bool]]) -> Reply:
    """The last reply, with the cost of all."""
    last, _ = replies[-1]
    text, finish = _content(last)
    usages = [json.loads(recorded.body).get("usage") or {} for recorded, _ in replies]
    return Reply(
        text=text,
        finish=finish,
        prompt_tokens=sum(usage.get("prompt_tokens", 0) for usage in usages),
        completion_tokens=sum(usage.get("completion_tokens", 0) for usage in usages),
        seconds=sum(recorded.seconds for recorded, _ in replies),
        key=last.key,
        from_record=all(from_record for _, from_record in replies),
        requests=len(replies),
    )
