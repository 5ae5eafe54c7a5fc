"""Asking a model: one protocol, chat completions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    (cheap for an embedded engine, slow for an endpoint that compiles each new schema).
    """

    way: Literal["choose", "copy"]
    passage_chars: int
    concurrency: int
    narrow: bool
    context_tokens: int = 32_768


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


@dataclass
class ScriptedModel:
    """A public stand-in for a model: answers each request from a script, and keeps the transcript.

    `script` is a sequence of reply texts, taken in order, or a function from request to reply text. An exception in
    the sequence is raised. Runs out with an `AssertionError`-free, plain `IndexError`.
    """

    script: Sequence[str | Exception] | Callable[[Request], str]
    profile: Profile = field(
        default_factory=lambda: Profile(way="choose", passage_chars=900, concurrency=1, narrow=True)
    )
    name: str = "scripted"
    transcript: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        """The next reply of the script."""
        self.transcript.append(request)
        if callable(self.script):
            text = self.script(request)
        else:
            answer = self.script[len(self.transcript) - 1]
            if isinstance(answer, Exception):
                raise answer
            text = answer
        return Reply(
            text=text,
            finish="stop",
            prompt_tokens=0,
            completion_tokens=0,
            seconds=0.0,
            key=f"script-{len(self.transcript)}",
            from_record=False,
        )

    async def aclose(self) -> None:
        """Nothing to let go of."""
