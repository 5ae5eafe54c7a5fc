"""A model that answers from a script, for tests and for trying things out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractor.model.protocol import Profile, Reply, Request


@dataclass
class ScriptedModel:
    """A public stand-in for a model: answers each request from a script, and keeps the transcript.

    `script` is a sequence of reply texts, taken in order, or a function from request to reply text. An exception in
    the sequence is raised. Raises `IndexError` when a sequence has no more replies.
    """

    script: Sequence[str | Exception] | Callable[[Request], str]
    profile: Profile = field(default_factory=lambda: Profile(passage_chars=4000, concurrency=1))
    name: str = "scripted"
    transcript: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        """The next reply of the script."""
        self.transcript.append(request)
        if callable(self.script):
            text = self.script(request)
        else:
            if len(self.transcript) > len(self.script):
                raise IndexError(f"the script has {len(self.script)} replies; {request.label} asks for one more")
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
