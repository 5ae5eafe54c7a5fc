"""The way of a filing: read, cut, mark, propose, ask, ground, audit, merge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from extractor.asking import Asked, Question, ask_all
from extractor.audit import countable, coverage, unaccounted
from extractor.choosing import Answered, Pick, Picked, Sheet, agreed, answered, open_slots
from extractor.copying import CopySheet
from extractor.domain import Domain
from extractor.errors import ModelError
from extractor.facts import Fact, Span
from extractor.filing import Filing
from extractor.grounding import Finder
from extractor.marks import Marks
from extractor.merge import merge
from extractor.model import Model, Reply
from extractor.prompts import Prompts
from extractor.proposals import Proposal
from extractor.reading import Reading, read
from extractor.result import PassageReport, Rejected, Result, Status, Unaccounted, Usage
from extractor.settling import settle

Step = Callable[[int, int], None]
"""Told how many questions are answered, and of how many."""


@dataclass
class _Run:
    """What one extraction gathers on its way."""

    domain: Domain
    prompts: Prompts
    facts: list[Fact] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    reports: list[PassageReport] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    @cached_property
    def examples(self) -> list[Finder]:
        """The texts of the worked examples, so that what was copied from one is known as such."""
        return [Finder(str(example.user["text"])) for example in self.prompts.examples.get(CopySheet.step, ())]


async def extract(filing: Filing, *, domain: Domain, model: Model, step: Step) -> Result:
    """The facts of a filing.

    A question that fails costs what it was about, and is reported; only if every first question fails is the failure
    raised, as `ModelError`. Raises `MissingReply` offline where the record lacks one, `ModelUnavailable` if there is no
    model.
    """
    run = _Run(domain, Prompts(domain.package))
    reading = read(filing, passage_chars=model.profile.passage_chars)
    await _ask(run, list(_plan(run, reading, model)), model, step)
    things = countable(reading)
    first = unaccounted(things, run.facts)
    await _ask(run, list(_again(run, reading, model, first)), model, step, round_=" again")
    facts = merge(run.facts, reading.names)
    return Result(
        filing=filing.info(),
        facts=tuple(facts),
        rejected=tuple(run.rejected),
        passages=tuple(sorted(run.reports, key=lambda r: (r.index, r.step))),
        coverage=coverage(things, first, unaccounted(things, facts)),
        usage=_usage(model, run.replies),
        text=filing.text,
    )


async def _ask(run: _Run, questions: Sequence[Question], model: Model, step: Step, *, round_: str = "") -> None:
    """Asks questions and takes their answers; raises the first failure if all of the first round fail."""
    asked = await ask_all(questions, run.prompts, model, step)
    failures = [a.outcome for a in asked if isinstance(a.outcome, ModelError)]
    if failures and len(failures) == len(asked) and not round_:
        raise failures[0]
    _take_answers(run, asked, round_)


def _plan(run: _Run, reading: Reading, model: Model) -> Iterator[Question]:
    """The questions of all passages; what code settles by itself becomes facts at once."""
    choosing = [k for k in run.domain.kinds if k in run.domain.proposers] if model.profile.way == "choose" else []
    copied = [k for k in run.domain.kinds if k not in choosing]
    for marks in reading.passages:
        if marks.passage.boilerplate:
            run.reports.append(_report(marks, "read", "skipped", message="boilerplate: no facts are taken from it"))
            continue
        proposals = [p for kind in choosing for p in run.domain.proposers[kind](marks)]
        if choosing:
            _settle(run, marks, "propose", [Answered(p, p.slots) for p in proposals if p.settled])
        yield from _questions(run, marks, [p for p in proposals if not p.settled], model)
        if copied:
            yield Question(marks, CopySheet(marks, copied, reading.finder, run.examples))


def _questions(run: _Run, marks: Marks, proposals: Sequence[Proposal], model: Model) -> Iterator[Question]:
    """What is to be asked about unsettled proposals: a question for each slot, or one for all."""
    if model.profile.narrow:
        for proposal in proposals:
            for slot in open_slots(proposal):
                for turned in (False, True):
                    yield Question(marks, Pick(marks, proposal, slot, run.prompts, turned=turned))
    elif proposals:
        yield Question(marks, Sheet(marks, proposals, run.prompts))


def _again(run: _Run, reading: Reading, model: Model, left: Sequence[Unaccounted]) -> Iterator[Question]:
    """A second question, once, about what is countable and in no fact."""
    for marks in reading.passages:
        spans = [Span(u.start, u.end) for u in left if marks.passage.span.covers(Span(u.start, u.end))]
        if not spans or marks.passage.boilerplate:
            continue
        if model.profile.way == "copy":
            missed = tuple(marks.words(span) for span in spans)
            yield Question(marks, CopySheet(marks, run.domain.kinds, reading.finder, run.examples, missed=missed))
        elif run.domain.again is not None:
            proposals = [p for p in run.domain.again(marks, spans) if not p.settled]
            yield from _questions(run, marks, proposals, model)


def _take_answers(run: _Run, asked: Sequence[Asked], round_: str) -> None:
    """Turns replies into facts, in the order of the filing, whatever order they came in."""
    run.replies += [a.outcome for a in asked if isinstance(a.outcome, Reply)]
    for _, group in groupby(asked, key=lambda a: (a.question.marks.passage.index, a.question.sheet.step)):
        together = list(group)
        marks = together[0].question.marks
        if isinstance(together[0].question.sheet, CopySheet):
            _take_copied(run, marks, together[0], round_)
        else:
            answers = [answered(p, picks, run.prompts) for p, picks in _picks(run, together)]
            _settle(run, marks, together[0].question.sheet.step + round_, answers, together)


def _picks(run: _Run, asked: Iterable[Asked]) -> list[tuple[Proposal, Mapping[str, Picked]]]:
    """What was picked for each proposal that the questions are about."""
    single: dict[int, tuple[Proposal, dict[str, list[Picked]]]] = {}
    found: list[tuple[Proposal, Mapping[str, Picked]]] = []
    for one in asked:
        sheet, outcome = one.question.sheet, one.outcome
        if isinstance(sheet, Pick):
            picked = sheet.read(outcome.text) if isinstance(outcome, Reply) else Picked(None, str(outcome))
            single.setdefault(id(sheet.proposal), (sheet.proposal, {}))[1].setdefault(sheet.slot, []).append(picked)
        elif isinstance(sheet, Sheet):
            several = sheet.read(outcome.text) if isinstance(outcome, Reply) else [{}] * len(sheet.proposals)
            found += zip(sheet.proposals, several, strict=True)
    for proposal, picks in single.values():
        found.append((proposal, {slot: agreed(proposal, slot, turns, run.prompts) for slot, turns in picks.items()}))
    return found


def _take_copied(run: _Run, marks: Marks, asked: Asked, round_: str) -> None:
    sheet = asked.question.sheet
    rejected: list[Rejected] = []
    facts: list[Fact] = []
    if isinstance(sheet, CopySheet) and isinstance(asked.outcome, Reply):
        facts, rejected = sheet.read(asked.outcome.text)
    _keep(run, marks, sheet.step + round_, facts, rejected, [asked])


def _settle(run: _Run, marks: Marks, step: str, answers: Sequence[Answered], asked: Sequence[Asked] = ()) -> None:
    """Turns answered proposals into facts, or into rejected items with a reason."""
    rejected: list[Rejected] = []
    facts = [fact for fact in (settle(marks, answer, rejected) for answer in answers) if fact is not None]
    _keep(run, marks, step, facts, rejected, asked)


def _keep(
    run: _Run, marks: Marks, step: str, facts: Sequence[Fact], rejected: list[Rejected], asked: Sequence[Asked]
) -> None:
    """Keeps the facts that the domain's guards let stand, and reports on the passage."""
    kept = [fact for fact in facts if _stands(run.domain, fact, marks, rejected)]
    run.facts += kept
    run.rejected += rejected
    failures = [a.outcome for a in asked if isinstance(a.outcome, ModelError)]
    replies = [a.outcome for a in asked if isinstance(a.outcome, Reply)]
    status: Status = "done"
    if failures:
        status = "failed"
    elif any(reply.finish == "length" for reply in replies):
        status = "truncated"
    run.reports.append(
        _report(
            marks,
            step,
            status,
            message=str(failures[0]) if failures else "",
            facts=len(kept),
            rejected=len(rejected),
            replies=tuple(reply.key for reply in replies),
        )
    )


def _stands(domain: Domain, fact: Fact, marks: Marks, rejected: list[Rejected]) -> bool:
    """Whether the domain's guard for this kind lets a fact stand."""
    guard = domain.guards.get(type(fact))
    objection = guard(fact, marks) if guard else None
    if objection is None:
        return True
    item = fact.model_dump(mode="json", exclude={"evidence"})
    rejected.append(Rejected(kind=fact.kind, reason="guard", message=objection, item=item, passage=marks.passage.index))
    return False


def _report(marks: Marks, step: str, status: Status, **more: Any) -> PassageReport:
    passage = marks.passage
    heading = marks.words(passage.heading) if passage.heading else None
    start, end = passage.span
    return PassageReport(index=passage.index, start=start, end=end, heading=heading, step=step, status=status, **more)


def _usage(model: Model, replies: Sequence[Reply]) -> Usage:
    return Usage(
        model=model.name,
        requests=sum(r.requests for r in replies),
        prompt_tokens=sum(r.prompt_tokens for r in replies),
        completion_tokens=sum(r.completion_tokens for r in replies),
        seconds=round(sum(r.seconds for r in replies), 3),
        from_record=sum(r.requests for r in replies if r.from_record),
    )
