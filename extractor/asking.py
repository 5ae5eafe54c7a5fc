"""Asking a model all questions of a filing: as many together as it can take, and nothing lost when one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.choosing import Pick, Sheet
from extractor.copying import CopySheet
from extractor.errors import MissingReply, ModelError, ModelUnavailable
from extractor.marks import Marks
from extractor.model import Model, Reply, Request
from extractor.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Question:
    """One request to be made about a passage."""

    marks: Marks
    sheet: Pick | Sheet | CopySheet

    def request(self, prompts: Prompts) -> Request:
        """What the model is sent."""
        passage = self.marks.passage
        return Request(
            label=f"{self.marks.filing.name}, passage {passage.index}, step {self.sheet.step}",
            messages=prompts.render(self.sheet.step, self.sheet.write, **self.sheet.values()),
            answer=self.sheet.answer(),
            max_tokens=self.sheet.max_tokens,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it: the reply, or the error that cost it."""

    question: Question
    outcome: Reply | ModelError


async def ask_all(
    questions: Sequence[Question], prompts: Prompts, model: Model, step: Callable[[int, int], None]
) -> list[Asked]:
    """All questions with their outcomes, in order; `step` is told how many are done.

    The first question is asked alone, so that the others find the beginning they share already read. Raises
    `MissingReply` and `ModelUnavailable`, which would fail every question alike; any other `ModelError` is an outcome.
    """
    gate = asyncio.Semaphore(model.profile.concurrency)
    done = 0
    step(done, len(questions))

    async def one(question: Question) -> Asked:
        nonlocal done
        async with gate:
            try:
                return Asked(question, await model.ask(question.request(prompts)))
            except ModelUnavailable:
                raise
            except ModelError as error:
                return Asked(question, error)
            finally:
                done += 1
                step(done, len(questions))

    asked = [await one(question) for question in questions[:1]]
    tasks = [asyncio.create_task(one(question)) for question in questions[1:]]
    try:
        asked += await asyncio.gather(*tasks)
    except (MissingReply, ModelUnavailable, asyncio.CancelledError):
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    return asked
