"""A language model as a reader: a task for each passage, and what the replies say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings
from extractor.errors import ModelError
from extractor.facts import Fact, Span
from extractor.model import Profile, Reply
from extractor.passages import Passage
from extractor.result import PassageReport, Rejected, Status, Unaccounted
from extractor.tasks.context import context_of
from extractor.tasks.task import Brief, Task

FIRST, AGAIN = "read", "read again"
"""The steps of a report: the first look at a passage, and the second at what the first left over."""


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
        tasks = [task for p in passages if not p.boilerplate for task in self._tasks(annotations, p)]
        return await self._asked(annotations, ask, tasks, FIRST, skipped)

    async def look_again(self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted]) -> Findings:
        """Ask once more about the passages in which something countable stands in no fact."""
        tasks: list[Task] = []
        for passage in annotations.passages(self.profile.passage_chars):
            inside = [Span(u.start, u.end) for u in left if passage.span.covers(Span(u.start, u.end))]
            if inside and not passage.boilerplate:
                missed = [
                    (annotations.words(span), annotations.words(annotations.sentence_at(span.start))) for span in inside
                ]
                tasks += self._tasks(annotations, passage, missed)
        return await self._asked(annotations, ask, tasks, AGAIN, [])

    def _tasks(
        self, annotations: Annotations, passage: Passage, missed: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Task]:
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
        tasks: Sequence[Task],
        step: str,
        reports: list[PassageReport],
    ) -> Findings:
        name = annotations.filing.name
        requests = [task.request(f"{name}, passage {task.passage}, step {step}") for task in tasks]
        passages = {p.index: p for p in annotations.passages(self.profile.passage_chars)}
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        replies: list[Reply] = []
        for task, outcome in zip(tasks, await ask(requests), strict=True):
            passage = passages[task.passage]
            if isinstance(outcome, ModelError):
                reports.append(_report(annotations, passage, step, "failed", str(outcome)))
                continue
            replies.append(outcome)
            try:
                found, refused = task.parse(outcome)
            except ModelError as error:
                reports.append(_report(annotations, passage, step, "failed", str(error), replies=(outcome.key,)))
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
