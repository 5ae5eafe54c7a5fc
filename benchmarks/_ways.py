"""Ways with parts of them switched off, from outside: by the profile and by what the model is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.model import Message, Model, Profile, Reply, Request

_DESCRIPTION = re.compile(r"(?<=\)): .*$", re.MULTILINE)
_AFTER_FIRST_SENTENCE = re.compile(r"^(\w+: .*?\.) .*$", re.MULTILINE)

Turns = Callable[[tuple[Message, ...]], tuple[Message, ...]]


def _unchanged(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return messages


@dataclass(frozen=True)
class Way:
    """One way to ask a model; `turns` changes what it is sent."""

    name: str
    profile: Profile
    turns: Turns = _unchanged


@dataclass
class Asking:
    """A model asked in a `Way`; closing it leaves the model open for the next."""

    model: Model
    way: Way

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def profile(self) -> Profile:
        """The way's profile."""
        return self.way.profile

    async def ask(self, request: Request) -> Reply:
        """The model's reply to what the way sends."""
        return await self.model.ask(replace(request, messages=self.way.turns(request.messages)))

    async def aclose(self) -> None:
        """Nothing: the model belongs to whoever opened it."""


def ways(profile: Profile) -> tuple[Way, ...]:
    """The whole way of a model that reads for itself, then with one part of it off or on each."""
    profile = replace(profile, reader="model")
    return (
        Way("as it is", profile),
        Way("no conventions", profile, turns=without_conventions),
        Way("no worked examples", replace(profile, examples=False)),
        Way("no document context", profile, turns=without_context),
        Way("with a second look", replace(profile, second_look=True)),
        Way("with layout readers", replace(profile, layout=True)),
    )


def without_conventions(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Without the domain's instructions; of each kind its first sentence, of each slot its name and type."""
    how, _, kinds = messages[0].content.partition("\n\nThe kinds of fact:\n")
    general = "\n\n".join(how.split("\n\n")[:3])  # what is asked, how to report, what is no fact
    bare = _AFTER_FIRST_SENTENCE.sub(r"\1", _DESCRIPTION.sub("", kinds))
    return (replace(messages[0], content=f"{general}\n\nThe kinds of fact:\n{bare}"), *messages[1:])


def without_context(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Without date, title, issuer, heading and names before the text, in every turn."""
    return tuple(
        replace(turn, content=turn.content[turn.content.index("Text:\n") :]) if turn.role == "user" else turn
        for turn in messages
    )
