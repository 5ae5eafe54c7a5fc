"""Reading a chat completion: what an endpoint said, checked member by member before anything rests on it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic_core import from_json

_LONE = re.compile(r"[\ud800-\udfff]")
_LONE_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half a surrogate pair, as a character and as JSON inside the text: no text file can hold one."""

_THINKING = re.compile(r"\A[\s\ufeff]*<think>.*?</think>", re.DOTALL)
_ENDLESS = re.compile(r"(?<=[:\[,\s])-?\d{400,}(?:\.\d*)?(?:[eE][+-]?\d+)?(?=[\s,\]}])")
"""A number of more digits than any is read with."""


@lru_cache(maxsize=16)
def bare(text: str, *, cut: bool = False) -> str:
    """The JSON object of a reply, without what some models write around it: thinking, a code fence, a sentence.

    What no JSON can hold and yet is written is held to cost no more than itself: half a surrogate pair becomes the
    mark for a lost character, an endless number null. Of a reply that was `cut`, what follows the first brace.
    """
    text = _THINKING.sub("", whole(text)).strip("\ufeff \t\r\n")
    start, end = text.find("{"), len(text) if cut else text.rfind("}") + 1
    return _ENDLESS.sub("null", text[start:end] if end > start >= 0 else text)


def whole(text: str) -> str:
    """The text with the mark for a lost character where half a surrogate pair stands."""
    return _LONE_ESCAPE.sub(r"\\ufffd", _LONE.sub("\ufffd", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The first choice of a chat completion. Tokens are None where the endpoint does not count them plausibly.

    `refusal` says why there is no answer ("" if there is one): the model's own words, or that a filter took it out.
    """

    text: str
    finish: str
    refusal: str
    prompt_tokens: int | None
    completion_tokens: int | None

    @property
    def cut(self) -> bool:
        """Whether the reply ends at the bound on its length."""
        return self.finish == "length"

    @property
    def json(self) -> str:
        """The text without what some models write around JSON."""
        return bare(self.text, cut=self.cut)

    def fits(self, response_format: object) -> bool:
        """Whether it is a JSON object with some member of those asked for; of a cut one, whether it has begun."""
        if self.cut:
            return "{" in self.text
        try:
            said = from_json(self.json.encode("utf-8", errors="replace"))
        except ValueError:
            return False
        match response_format:
            case {"json_schema": {"schema": {"properties": dict(members), "required": [_, *_]}}}:
                return isinstance(said, dict) and any(name in said for name in members)
        return isinstance(said, dict)

    def served(self, *, json_only: bool) -> str:
        """A chat completion for a client, of checked members only; `json_only` leaves out what is around JSON."""
        prompt, completion = self.prompt_tokens or 0, self.completion_tokens or 0
        message = {"role": "assistant", "content": self.json if json_only else self.text}
        return json.dumps(
            {
                "id": "recorded",
                "object": "chat.completion",
                "created": 0,
                "model": "recorded",
                "choices": [{"index": 0, "finish_reason": self.finish, "message": message, "logprobs": None}],
                "usage": {
                    "prompt_tokens": prompt,
                    "completion_tokens": completion,
                    "total_tokens": prompt + completion,
                },
            }
        )


@lru_cache(maxsize=16)
def completion_of(body: str) -> Completion:
    """The chat completion in `body`. Raises `ValueError`, saying what is wrong, if it is none."""
    try:
        said = json.loads(body)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        raise ValueError("it is no JSON") from None
    match said:
        case {"choices": [{"message": dict(message)} as choice, *others]} if all(isinstance(o, dict) for o in others):
            pass
        case _:
            raise ValueError("it has no choice with a message")
    content = _text(message, "content")
    finish = _text(choice, "finish_reason") or "stop"
    refusal = _text(message, "refusal")
    if not refusal and finish == "content_filter":
        refusal = "a content filter stopped it"
    elif not refusal and not content.strip() and finish != "length":
        refusal = "it wrote nothing"
    prompt, completion = _usage(said.get("usage"))
    return Completion(text=content, finish=finish, refusal=refusal, prompt_tokens=prompt, completion_tokens=completion)


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str | None):
        raise ValueError(f"its {name} is a {type(value).__name__}, not text")  # noqa: TRY004 - JSON that is none of ours
    return whole(value or "")


def _usage(usage: object) -> tuple[int | None, int | None]:
    """The tokens read and written. Some endpoints count reasoning in the total only."""
    if not isinstance(usage, dict):
        return None, None
    prompt, completion, total = (
        _count(usage.get(name)) for name in ("prompt_tokens", "completion_tokens", "total_tokens")
    )
    if None not in (prompt, completion, total):
        completion = max(completion or 0, (total or 0) - (prompt or 0))
    return prompt, completion


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < 1 << 53 else None
