"""An answered proposal becomes a candidate, if its values fit its kind and no guard objects."""

from __future__ import annotations

from pydantic import ValidationError

from alliances.rules.marks import Marks
from alliances.rules.picking import Answered
from alliances.rules.rules import Guard
from extractor.candidates import Candidate, SlotValue
from extractor.facts import Evidence, Fact, fold
from extractor.result import Rejected

SOURCE = "rules"
"""The name of this reader on its candidates."""


def settle(marks: Marks, answer: Answered) -> Fact | Rejected:
    """The fact of an answered proposal, or why there is none."""
    proposal, filled = answer.proposal, answer.slots
    if filled is None:
        return refused(marks, answer, "declined", "the model says that the text does not state this")
    if answer.problem:
        return refused(marks, answer, "unanswered", answer.problem)
    start, end = proposal.anchor
    evidence = Evidence(
        start=start,
        end=end,
        quote=fold(marks.text[start:end]),
        slots={slot: value.spans for slot, value in filled.items() if value.spans},
    )
    try:
        return proposal.kind(**{slot: value.value for slot, value in filled.items()}, evidence=(evidence,))
    except ValidationError as error:
        return refused(marks, answer, "invalid", str(error.errors()[0]["msg"]))


def refused(marks: Marks, answer: Answered, reason: str, message: str) -> Rejected:
    """An answered proposal that does not stand, and why."""
    proposal = answer.proposal
    filled = proposal.slots if answer.slots is None else answer.slots
    item = {slot: value.shown for slot, value in filled.items()} | {"quote": marks.words(proposal.anchor)[:300]}
    return Rejected(kind=proposal.kind.kind, reason=reason, message=message, item=item, passage=marks.passage.index)


def objection(fact: Fact, marks: Marks, guard: Guard | None) -> Rejected | None:
    """What a guard has against a fact; None if it stands."""
    said = guard(fact, marks) if guard is not None else None
    if said is None:
        return None
    item = fact.model_dump(mode="json", exclude={"evidence"})
    return Rejected(kind=fact.kind, reason="guard", message=said, item=item, passage=marks.passage.index)


def candidate(marks: Marks, answer: Answered) -> Candidate:
    """What the reader says of an answered proposal."""
    proposal = answer.proposal
    return Candidate(
        kind=proposal.kind,
        slots={slot: SlotValue(spans=one.spans, value=one.value) for slot, one in (answer.slots or {}).items()},
        within=marks.passage.span,
        passage=marks.passage.index,
        source=SOURCE,
        trigger=proposal.anchor,
    )
