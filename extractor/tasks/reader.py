"""A language model as a reader: a task for each passage, and what the replies say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.annotations import Annotations
from extractor.background import check_cancelled
from extractor.candidates import Ask, Candidate, Findings, Found, Outcome
from extractor.errors import ModelError, fault
from extractor.facts import Fact, Span
from extractor.model import Profile, Reply, Request
from extractor.passages import Passage
from extractor.result import PassageReport, Rejected, Status, Unaccounted
from extractor.tasks.context import context_of
from extractor.tasks.task import Brief, Task

FIRST, AGAIN = "read", "read again"
"""The steps of a report: the first look at a passage, and the second at what the first left over."""

Missed = Sequence[tuple[str, str]]
"""What stands in no fact after the first look, each with its sentence."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a reply says, or what is wrong with it."""

    candidates: Sequence[Candidate] = ()
    rejected: Sequence[Rejected] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class PromptedReader:
    """Asks a language model about each passage, all `kinds` together or one by one, as its `profile` says."""

    kinds: Sequence[type[Fact]]
    profile: Profile
    brief: Brief

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        """Read every passage once."""
        passages = annotations.passages(self.profile.passage_chars)
        skipped = [_report(annotations, p, FIRST, "skipped", "boilerplate") for p in passages if p.boilerplate]
        asked = [(p, ()) for p in passages if not p.boilerplate]
        return await self._asked(annotations, ask, found, asked, FIRST, skipped)

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        """Ask once more about the passages in which something countable stands in no fact."""
        asked: list[tuple[Passage, Missed]] = []
        for passage in annotations.passages(self.profile.passage_chars):
            inside = [Span(u.start, u.end) for u in left if passage.span.covers(Span(u.start, u.end))]
            if inside and not passage.boilerplate:
                missed = [
                    (annotations.words(span), annotations.words(annotations.sentence_at(span.start))) for span in inside
                ]
                asked.append((passage, missed))
        return await self._asked(annotations, ask, found, asked, AGAIN, [])

    def _tasks(self, annotations: Annotations, passage: Passage, missed: Missed) -> Iterator[Task]:
        for kinds in [self.kinds] if self.profile.together else [[kind] for kind in self.kinds]:
            yield Task(
                brief=self.brief,
                kinds=kinds,
                text=passage.read(annotations.text),
                span=passage.span,
                passage=passage.index,
                context=context_of(annotations, passage),
                missed=missed,
            )

    async def _asked(
        self,
        annotations: Annotations,
        ask: Ask,
        found: Found,
        passages: Iterable[tuple[Passage, Missed]],
        step: str,
        reports: list[PassageReport],
    ) -> Findings:
        tasks: list[tuple[Passage, Task, Request]] = []
        for passage, missed in passages:
            check_cancelled()
            label = f"{annotations.filing.name}, passage {passage.index}, step {step}"
            try:
                tasks += [(passage, task, task.request(label)) for task in self._tasks(annotations, passage, missed)]
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
                reports.append(_report(annotations, passage, step, "failed", fault(error)))
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        replies: list[Reply] = []
        read: dict[int, _Said] = {}

        def heard(number: int, outcome: Outcome) -> None:
            read[number] = said = _said(tasks[number][1], outcome)
            found(said.candidates)

        outcomes = await ask([request for _, _, request in tasks], heard)
        for number, ((passage, _, _), outcome) in enumerate(zip(tasks, outcomes, strict=True)):
            said, keys = read[number], (outcome.key,) if isinstance(outcome, Reply) else ()
            replies += [outcome] if isinstance(outcome, Reply) else []
            if said.problem is not None:
                reports.append(_report(annotations, passage, step, "failed", said.problem, replies=keys))
                continue
            cut = isinstance(outcome, Reply) and outcome.finish == "length"
            status: Status = "truncated" if cut else "done"
            reports.append(_report(annotations, passage, step, status, replies=keys, candidates=len(said.candidates)))
            candidates += said.candidates
            rejected += said.rejected
        return Findings(candidates=candidates, rejected=rejected, reports=reports, replies=replies)


def _said(task: Task, outcome: Outcome) -> _Said:
    if isinstance(outcome, ModelError):
        return _Said(problem=str(outcome))
    try:
        candidates, rejected = task.parse(outcome)
    except ModelError as error:  # no answer
        return _Said(problem=str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
        return _Said(problem=fault(error))
    return _Said(candidates, rejected)


def _report(
    annotations: Annotations,
    passage: Passage,
    step: str,
    status: Status,
    message: str = "",
    *,
    replies: tuple[str, ...] = (),
    candidates: int = 0,
) -> PassageReport:
    return PassageReport(
        index=passage.index,
        start=passage.span.start,
        end=passage.span.end,
        heading=annotations.words(passage.heading) if passage.heading else None,
        step=step,
        status=status,
        message=message,
        candidates=candidates,
        replies=replies,
    )
