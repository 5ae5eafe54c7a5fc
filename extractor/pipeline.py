"""The way of a filing: read, annotate, ask, check, look again, vote, merge, cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extractor.annotations import Annotations
from extractor.asking import Step, asker
from extractor.background import check_cancelled
from extractor.candidates import Ask, Candidate, Findings, Found, Reader
from extractor.checking import Checker
from extractor.coverage import countable, coverage, unaccounted
from extractor.domain import Domain, LayoutReader
from extractor.errors import ModelUnavailable, fault
from extractor.facts import Fact
from extractor.filing import Filing
from extractor.merge import aliases, merge
from extractor.model import Model, Reply
from extractor.result import PassageReport, Rejected, Result, Usage
from extractor.trained import STEP
from extractor.voting import bar, claims, elect, likely_enough

OnFacts = Callable[[Sequence[Fact]], None]
"""Told of facts as they are found, each once: checked, and provisional, for later they may be joined, outvoted or left
out. The result has those that are final."""


async def extract(
    filing: Filing,
    *,
    domain: Domain,
    model: Model,
    step: Step,
    least: float | None = None,
    on_facts: OnFacts | None = None,
) -> Result:
    """The facts of a filing; `least` is the confidence that they have at least, where their reader gives one.

    A question that fails costs what it was about, and is reported; only if every first question fails is the failure
    raised, as `ModelError`. Raises `MissingReply` offline where the record lacks one, `ModelUnavailable` if there is no
    model.
    """
    profile = model.profile
    annotations = Annotations(filing)
    reader, ask, about = domain.reader(profile), asker(model, step), domain.about(profile)
    checker = Checker(annotations, examples=[example.annotations.finder for example in domain.worked])

    told: set[str] = set()

    def found(candidates: Sequence[Candidate]) -> None:
        if on_facts is None or not candidates:
            return
        likely, _ = likely_enough(checker.check(candidates)[0], least, about.least)
        said = {fact.model_dump_json(exclude={"evidence", "confidence"}): fact for fact in likely}
        new = [filing.placed(fact) for one, fact in said.items() if one not in told]
        told.update(said)
        if new:
            on_facts(new)

    first = await reader.read(annotations, ask, found)
    layout, unread = _laid_out(annotations, domain.layout if profile.layout else ())
    found(layout)
    facts, rejected = checker.check([*first.candidates, *layout])

    things = countable(annotations)
    left = unaccounted(things, facts)
    again = await reader.look_again(annotations, ask, left, found) if profile.second_look and left else Findings()
    more, refused = checker.check(again.candidates)

    pointer = domain.voter(profile)
    pointed = await _pointed(pointer, annotations, ask, found) if pointer is not None else Findings()
    also, not_these = checker.check(pointed.candidates)

    names = aliases([*facts, *more, *also], first.same_name)
    own = [*facts, *more]
    voted: list[Fact] = own
    outvoted: list[Rejected] = []
    if pointed.replies:
        held_to = bar(about, filing.form, least)
        voted, outvoted = elect(claims(own, also, about, names), about, held_to)
    likely, unlikely = likely_enough(voted, least, about.least if pointer is None else {})
    merged = merge(likely, names)
    return Result(
        filing=filing.info(),
        domain=domain.package,
        facts=tuple(filing.placed(fact) for fact in merged),
        rejected=(*first.rejected, *rejected, *again.rejected, *refused, *not_these, *outvoted, *unlikely),
        passages=tuple(sorted([*first.reports, *unread, *again.reports, *pointed.reports], key=_place)),
        coverage=coverage(things, left, unaccounted(things, merged)),
        usage=_usage(model, [*first.replies, *again.replies, *pointed.replies]),
        text=filing.text,
    )


async def _pointed(pointer: Reader, annotations: Annotations, ask: Ask, found: Found) -> Findings:
    """What a trained reader says in a vote. Where it cannot be had, that is reported, and the domain's own stands."""
    try:
        return await pointer.read(annotations, ask, found)
    except ModelUnavailable as error:
        return Findings(reports=[_failed(annotations, STEP, f"{error}; the facts are those of the rules alone")])


def _laid_out(annotations: Annotations, readers: Iterable[LayoutReader]) -> tuple[list[Candidate], list[PassageReport]]:
    """What the form of the page states; a fault in one reader costs what it had not come to, and is reported."""
    found: list[Candidate] = []
    failed: list[PassageReport] = []
    for read in readers:
        check_cancelled()
        try:
            found.extend(read(annotations))
        except Exception as error:  # noqa: BLE001 - a fault of ours costs what it met, and is named there
            failed.append(_failed(annotations, "layout", fault(error)))
    return found, failed


def _failed(annotations: Annotations, step: str, message: str) -> PassageReport:
    """The report of a step that failed for a filing as a whole."""
    whole = len(annotations.text)
    return PassageReport(index=0, start=0, end=whole, heading=None, step=step, status="failed", message=message)


def _place(report: PassageReport) -> tuple[int, str]:
    return report.index, report.step


def _usage(model: Model, replies: Sequence[Reply]) -> Usage:
    return Usage(
        model=model.name,
        requests=sum(r.requests for r in replies),
        prompt_tokens=sum(r.prompt_tokens for r in replies),
        completion_tokens=sum(r.completion_tokens for r in replies),
        seconds=round(sum(r.seconds for r in replies), 3),
        cost=sum(r.cost or 0 for r in replies) if any(r.cost is not None for r in replies) else None,
        from_record=sum(r.requests for r in replies if r.from_record),
    )
