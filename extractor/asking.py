"""Asking a model all questions of a filing: as many together as it can take, and nothing lost when one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.background import together
from extractor.candidates import Ask, Heard, Outcome
from extractor.errors import ModelError, ModelUnavailable, NotAnswered
from extractor.model import Model, Profile, Reply, Request
from extractor.tracing import span

Step = Callable[[int, int], None]
"""Told how many questions are answered, and of how many."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """A model that is asked from one thread and answers in the event loop of another, where what it opened lives."""

    model: Model
    loop: asyncio.AbstractEventLoop

    @property
    def name(self) -> str:
        """The model's own."""
        return self.model.name

    @property
    def profile(self) -> Profile:
        """The model's own."""
        return self.model.profile

    async def ask(self, request: Request) -> Reply:
        """The model's reply; given up there where it is here."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self.model.ask(request), self.loop))

    async def aclose(self) -> None:
        """Nothing: whoever opened the model closes it, there."""


def asker(model: Model, step: Step) -> Ask:
    """Asks `model` several requests together: for each, in order, the reply or the error that cost it.

    The first request is asked alone, so that the others find the beginning they share already read. What would fail
    every request alike is raised: `MissingReply`, `ModelUnavailable`, and the first failure if every request of the
    first call fails.
    """
    first_call = True

    async def ask(requests: Sequence[Request], heard: Heard = lambda *_: None, /) -> Sequence[Outcome]:
        nonlocal first_call
        gate = asyncio.Semaphore(model.profile.concurrency)
        done = 0
        step(done, len(requests))

        async def one(number: int, request: Request) -> Outcome:
            nonlocal done
            async with gate:
                outcome: Outcome
                try:
                    with span("passage", passage=request.passage, model=model.name):
                        outcome = await model.ask(request)
                except ModelUnavailable:
                    raise
                except ModelError as error:
                    outcome = error
                finally:
                    done += 1
                    step(done, len(requests))
                heard(number, outcome)
                return outcome

        asked = [await one(0, request) for request in requests[:1]]
        asked += await together(one(number, request) for number, request in enumerate(requests[1:], start=1))
        for outcome in asked:
            if isinstance(outcome, NotAnswered):  # what would follow from the answers cannot be known yet
                raise outcome
        failures = [outcome for outcome in asked if isinstance(outcome, ModelError)]
        if first_call and failures and len(failures) == len(asked):
            raise failures[0]
        first_call = False
        return asked

    return ask
