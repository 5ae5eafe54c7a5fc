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
    of the reply's key, and neither is `passage`, the number of the passage that it is about. `model` names another of
    the endpoint's models than the one it is asked for by default.
    """

    label: str
    messages: tuple[Message, ...]
    answer: type[BaseModel]
    max_tokens: int
    model: str = ""
    passage: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model answered, as recorded.

    `text` is the content, complete or not, without what some models write around JSON; `finish` is the endpoint's own
    finish reason ("length" for a reply cut at its bound). `seconds` is the time the model took when it was asked,
    `from_record` whether that was in an earlier run. `requests` counts the calls behind this reply, re-asks included;
    tokens, seconds and `cost` are those of all. `cost` (in the price table's money) is None where no price is known.
    """

    text: str
    finish: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    key: str
    from_record: bool
    requests: int = 1
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a model is best used. See `docs/models.md` for how the profiles were chosen.

    `reader` is who reads: a language model asked through prompts ("model"), rules ("rules"), a trained reader
    ("trained"), or these two by a vote ("vote"). `passage_chars` is the length to which passages are cut,
    `concurrency` how many requests run together, `max_tokens` the bound on a reply, with room for reasoning.
    `examples` says whether worked examples are shown, `together` whether all kinds are asked for in one request,
    `codec` how an answer is written (in full, or compact for a model that pays for every token), `second_look`
    whether what is countable and in no fact is asked about once more, `layout` whether tables, cards and label
    lines are also read by code. `strict` asks the endpoint to enforce the schema (OpenAI's `strict`), which takes
    closed schemas only; `temperature` is not sent where it is None. `context_tokens` is what the model can read.
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
    strict: bool = False
    temperature: float | None = None
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

        Raises `MissingReply` offline when the record lacks it, `NotAnswered` where questions are filed and not asked,
        `SpendingLimit` before it would cost too much, any other `ModelError` when the model fails for good.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections and memory."""
        ...
