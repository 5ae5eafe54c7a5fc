"""A language model as a reader: a task for each passage, and what the replies say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings
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
class PromptedReader:
    """Asks a language model about each passage, all `kinds` together or one by one, as its `profile` says."""

    kinds: Sequence[type[Fact]]
    profile: Profile
    brief: Brief

    async def read(self, annotations: Annotations, ask: Ask) -> Findings:
        """Read every passage once."""
        passages = annotations.passages(self.profile.passage_chars)
        skipped = [_report(annotations, p, FIRST, "skipped", "boilerplate") for p in passages if p.boilerplate]
        asked = [(p, ()) for p in passages if not p.boilerplate]
        return await self._asked(annotations, ask, asked, FIRST, skipped)

    async def look_again(self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted]) -> Findings:
        """Ask once more about the passages in which something countable stands in no fact."""
        asked: list[tuple[Passage, Missed]] = []
        for passage in annotations.passages(self.profile.passage_chars):
            inside = [Span(u.start, u.end) for u in left if passage.span.covers(Span(u.start, u.end))]
            if inside and not passage.boilerplate:
                missed = [
                    (annotations.words(span), annotations.words(annotations.sentence_at(span.start))) for span in inside
                ]
                asked.append((passage, missed))
        return await self._asked(annotations, ask, asked, AGAIN, [])

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
        passages: Iterable[tuple[Passage, Missed]],
        step: str,
        reports: list[PassageReport],
    ) -> Findings:
        tasks: list[tuple[Passage, Task, Request]] = []
        for passage, missed in passages:
            label = f"{annotations.filing.name}, passage {passage.index}, step {step}"
            try:
                tasks += [(passage, task, task.request(label)) for task in self._tasks(annotations, passage, missed)]
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
                reports.append(_report(annotations, passage, step, "failed", fault(error)))
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        replies: list[Reply] = []
        outcomes = await ask([request for _, _, request in tasks])
        for (passage, task, _), outcome in zip(tasks, outcomes, strict=True):
            if isinstance(outcome, ModelError):
                reports.append(_report(annotations, passage, step, "failed", str(outcome)))
                continue
            replies.append(outcome)
            try:
                found, refused = task.parse(outcome)
            except Exception as error:  # noqa: BLE001 - no answer, or a fault of ours; either costs the passage
                said = str(error) if isinstance(error, ModelError) else fault(error)
                reports.append(_report(annotations, passage, step, "failed", said, replies=(outcome.key,)))
                continue
            status: Status = "truncated" if outcome.finish == "length" else "done"
            reports.append(_report(annotations, passage, step, status, replies=(outcome.key,), candidates=len(found)))
            candidates += found
            rejected += refused
        return Findings(candidates=candidates, rejected=rejected, reports=reports, replies=replies)


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
