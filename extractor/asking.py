"""Asking a model all questions of a filing: as many together as it can take, and nothing lost when one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from extractor.candidates import Ask
from extractor.errors import MissingReply, ModelError, ModelUnavailable, NotAnswered
from extractor.model import Model, Reply, Request
from extractor.tracing import span

Step = Callable[[int, int], None]
"""Told how many questions are answered, and of how many."""


def asker(model: Model, step: Step) -> Ask:
    """Asks `model` several requests together: for each, in order, the reply or the error that cost it.

    The first request is asked alone, so that the others find the beginning they share already read. What would fail
    every request alike is raised: `MissingReply`, `ModelUnavailable`, and the first failure if every request of the
    first call fails.
    """
    first_call = True

    async def ask(requests: Sequence[Request]) -> Sequence[Reply | ModelError]:
        nonlocal first_call
        gate = asyncio.Semaphore(model.profile.concurrency)
        done = 0
        step(done, len(requests))

        async def one(request: Request) -> Reply | ModelError:
            nonlocal done
            async with gate:
                try:
                    with span("passage", passage=request.passage, model=model.name):
                        return await model.ask(request)
                except ModelUnavailable:
                    raise
                except ModelError as error:
                    return error
                finally:
                    done += 1
                    step(done, len(requests))

        asked = [await one(request) for request in requests[:1]]
        tasks = [asyncio.create_task(one(request)) for request in requests[1:]]
        try:
            asked += await asyncio.gather(*tasks)
        except (MissingReply, ModelUnavailable, asyncio.CancelledError):
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        for outcome in asked:
            if isinstance(outcome, NotAnswered):  # what would follow from the answers cannot be known yet
                raise outcome
        failures = [outcome for outcome in asked if isinstance(outcome, ModelError)]
        if first_call and failures and len(failures) == len(asked):
            raise failures[0]
        first_call = False
        return asked

    return ask
