"""Asking a model: one protocol, chat completions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a transcript."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a model is asked: a transcript, the shape of the answer, and a bound on its length in tokens.

    `label` says where the question comes from ("mmo2.txt passage 4, step metrics"); it is for people and is no part
    of the reply's key.
    """

    label: str
    messages: tuple[Message, ...]
    answer: type[BaseModel]
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model answered, as recorded.

    `text` is the raw content, complete or not; `finish` is the endpoint's own finish reason. `seconds` is the time
    the model took when it was asked, `from_record` whether that was in an earlier run. `requests` counts the calls
    behind this reply, re-asks included.
    """

    text: str
    finish: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    key: str
    from_record: bool
    requests: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a model is best used. See `docs/models.md` for how the profiles were chosen.

    `way` is how slots are filled (choose among marks, or copy words); `passage_chars` the length to which passages
    are cut; `concurrency` how many requests run together; `narrow` whether each passage gets a schema of its own
    (cheap for an embedded engine, slow for an endpoint that compiles each new schema). `strict` asks the endpoint to
    enforce the schema (OpenAI's `strict`), which takes closed schemas only; `temperature` is not sent where it is None.
    """

    passage_chars: int
    concurrency: int
    reader: str = "model"
    max_tokens: int = 32_000
    codec: Literal["full", "compact"] = "full"
    together: bool = True
    examples: bool = True
    second_look: bool = False
    layout: bool = False
    way: Literal["choose", "copy"] = "choose"
    narrow: bool = False
    context_tokens: int = 32_768
    strict: bool = False
    temperature: float | None = None


class Model(Protocol):
    """Something that answers requests."""

    @property
    def name(self) -> str:
        """The model's name as the user gives it: `embedded`, `openai/gpt-5`."""
        ...

    @property
    def profile(self) -> Profile:
        """How this model is best used."""
        ...

    async def ask(self, request: Request) -> Reply:
        """The reply to one request.

        Raises `MissingReply` offline when the record lacks it, `ModelError` when the endpoint fails for good.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections and memory."""
        ...
