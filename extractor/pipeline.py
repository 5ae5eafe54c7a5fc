"""The way of a filing: read, cut, mark, propose, ask, ground, audit, merge."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.audit import countable, coverage, unaccounted
from extractor.choosing import Answered, Sheet
from extractor.copying import CopySheet
from extractor.domain import Domain
from extractor.errors import MissingReply, ModelError, ModelUnavailable
from extractor.facts import Fact, Span
from extractor.filing import Filing
from extractor.marks import Marks
from extractor.merge import merge
from extractor.model import Model, Reply, Request
from extractor.prompts import Prompts
from extractor.reading import Reading, read
from extractor.result import PassageReport, Rejected, Result, Status, Usage
from extractor.settling import settle

Step = Callable[[int, int], None]
"""Told how many questions are answered, and of how many."""


@dataclass
class _Run:
    """What one extraction gathers on its way."""

    facts: list[Fact] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    reports: list[PassageReport] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    failures: list[ModelError] = field(default_factory=list)
    asked: int = 0


@dataclass(frozen=True)
class _Question:
    """One request to be made, and what is done with its reply."""

    marks: Marks
    step: str
    sheet: Sheet | CopySheet


async def extract(filing: Filing, *, domain: Domain, model: Model, step: Step = lambda done, total: None) -> Result:
    """The facts of a filing.

    A question that fails costs its passage, and is reported; only if every question fails is the first failure raised,
    as `ModelError`. Raises `MissingReply` offline where the record lacks one, `ModelUnavailable` if there is no model.
    """
    run = _Run()
    reading = read(filing, passage_chars=model.profile.passage_chars)
    questions = _plan(reading, domain, model, run)
    await _ask(questions, domain, model, run, step)
    if run.failures and len(run.failures) == run.asked:
        raise run.failures[0]
    facts = merge(run.facts, reading.names)
    things = countable(reading)
    left = unaccounted(things, facts)
    return Result(
        filing=filing.info(),
        facts=tuple(facts),
        rejected=tuple(run.rejected),
        passages=tuple(sorted(run.reports, key=lambda r: (r.index, r.step))),
        coverage=coverage(things, left, left),
        usage=_usage(model, run.replies),
        text=filing.text,
    )


def _plan(reading: Reading, domain: Domain, model: Model, run: _Run) -> list[_Question]:
    """The questions of all passages; what code settles by itself becomes facts at once."""
    questions: list[_Question] = []
    choosing = [k for k in domain.kinds if k in domain.proposers] if model.profile.way == "choose" else []
    copied = [k for k in domain.kinds if k not in choosing]
    for marks in reading.passages:
        if marks.passage.boilerplate:
            run.reports.append(_report(marks, "read", "skipped", message="boilerplate: no facts are taken from it"))
            continue
        proposals = [p for kind in choosing for p in domain.proposers[kind](marks)]
        _take(run, marks, "propose", [Answered(p, p.slots) for p in proposals if p.settled], domain)
        if any(not p.settled for p in proposals):
            questions.append(_Question(marks, "choose", Sheet(marks, proposals, narrow=model.profile.narrow)))
        if copied:
            questions.append(_Question(marks, "copy", CopySheet(marks, copied, reading.finder)))
    return questions


async def _ask(questions: Sequence[_Question], domain: Domain, model: Model, run: _Run, step: Step) -> None:
    """Asks all questions, as many together as the model's profile says; replies are taken in the filing's order."""
    prompts = Prompts(domain.package) if questions else None
    gate = asyncio.Semaphore(model.profile.concurrency)
    done = 0
    step(0, len(questions))

    async def one(question: _Question) -> Reply | ModelError:
        nonlocal done
        assert prompts is not None  # noqa: S101 - there are questions
        sheet = question.sheet
        passage = question.marks.passage
        async with gate:
            try:
                return await model.ask(
                    Request(
                        label=f"{question.marks.filing.name}, passage {passage.index}, step {question.step}",
                        messages=prompts.render(question.step, sheet.write, **sheet.values()),
                        answer=sheet.answer(),
                        max_tokens=sheet.max_tokens,
                    )
                )
            except ModelUnavailable:
                raise
            except ModelError as error:
                return error
            finally:
                done += 1
                step(done, len(questions))

    tasks = [asyncio.create_task(one(question)) for question in questions]
    try:
        replies = await asyncio.gather(*tasks)
    except (MissingReply, ModelUnavailable, asyncio.CancelledError):
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    run.asked = len(questions)
    for question, reply in zip(questions, replies, strict=True):
        _answer(question, reply, domain, run)


def _answer(question: _Question, reply: Reply | ModelError, domain: Domain, run: _Run) -> None:
    marks, sheet = question.marks, question.sheet
    if isinstance(reply, ModelError):
        run.failures.append(reply)
        run.reports.append(_report(marks, question.step, "failed", message=str(reply)))
        return
    run.replies.append(reply)
    status: Status = "truncated" if reply.finish == "length" else "done"
    if isinstance(sheet, Sheet):
        _take(run, marks, question.step, sheet.read(reply.text), domain, status=status, key=reply.key)
        return
    facts, rejected = sheet.read(reply.text)
    kept = _guarded(facts, marks, domain, rejected)
    run.facts += kept
    run.rejected += rejected
    run.reports.append(_report(marks, question.step, status, facts=len(kept), rejected=len(rejected), key=reply.key))


def _take(
    run: _Run,
    marks: Marks,
    step: str,
    answers: Sequence[Answered],
    domain: Domain,
    *,
    status: Status = "done",
    key: str | None = None,
) -> None:
    """Turns answered proposals into facts, or into rejected items with a reason."""
    rejected: list[Rejected] = []
    facts = [f for f in (settle(marks, answer, rejected) for answer in answers) if f is not None]
    kept = _guarded(facts, marks, domain, rejected)
    run.facts += kept
    run.rejected += rejected
    run.reports.append(_report(marks, step, status, facts=len(kept), rejected=len(rejected), key=key))


def _guarded(facts: Sequence[Fact], marks: Marks, domain: Domain, rejected: list[Rejected]) -> list[Fact]:
    """The facts that the domain's guards let stand."""
    kept = []
    for fact in facts:
        guard = domain.guards.get(type(fact))
        objection = guard(fact, marks) if guard else None
        if objection is None:
            kept.append(fact)
        else:
            item = fact.model_dump(mode="json", exclude={"evidence"})
            rejected.append(
                Rejected(kind=fact.kind, reason="guard", message=objection, item=item, passage=marks.passage.index)
            )
    return kept


def _report(marks: Marks, step: str, status: Status, **more: Any) -> PassageReport:
    passage = marks.passage
    span: Span = passage.span
    heading = marks.words(passage.heading) if passage.heading else None
    return PassageReport(
        index=passage.index, start=span.start, end=span.end, heading=heading, step=step, status=status, **more
    )


def _usage(model: Model, replies: Sequence[Reply]) -> Usage:
    return Usage(
        model=model.name,
        requests=sum(r.requests for r in replies),
        prompt_tokens=sum(r.prompt_tokens for r in replies),
        completion_tokens=sum(r.completion_tokens for r in replies),
        seconds=round(sum(r.seconds for r in replies), 3),
        from_record=sum(r.requests for r in replies if r.from_record),
    )


__all__ = ["Step", "extract"]
