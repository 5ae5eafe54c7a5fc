"""A proposal becomes a candidate, if its values fit its kind and no guard objects."""

from __future__ import annotations

from pydantic import ValidationError

from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from alliances.rules.rules import Guard
from extractor.candidates import Candidate, SlotValue
from extractor.facts import Evidence, fold
from extractor.result import Rejected

SOURCE = "rules"
"""The name of this reader on its candidates."""
GUESSED = 0.5
"""The probability of a fact that is guessed."""


def settle(marks: Marks, proposal: Proposal, guard: Guard | None) -> Candidate | Rejected:
    """What a proposal comes to or why it does not stand."""
    filled = proposal.slots
    start, end = proposal.anchor
    evidence = Evidence(
        start=start,
        end=end,
        quote=fold(marks.text[start:end]),
        slots={slot: value.spans for slot, value in filled.items() if value.spans},
    )
    try:
        fact = proposal.kind(**{slot: value.value for slot, value in filled.items()}, evidence=(evidence,))
    except ValidationError as error:
        return refused(marks, proposal, "invalid", str(error.errors()[0]["msg"]))
    said = guard(fact, marks) if guard is not None else None
    if said is not None:
        return refused(marks, proposal, "guard", said)
    return Candidate(
        kind=proposal.kind,
        slots={slot: SlotValue(spans=one.spans, value=one.value) for slot, one in filled.items()},
        within=marks.passage.span,
        passage=marks.passage.index,
        source=SOURCE,
        trigger=proposal.anchor,
        probability=GUESSED if proposal.guessed else None,
    )


def refused(marks: Marks, proposal: Proposal, reason: str, message: str) -> Rejected:
    """A proposal that does not stand, and why."""
    item = {slot: value.shown for slot, value in proposal.slots.items()} | {"quote": marks.words(proposal.anchor)[:300]}
    return Rejected(kind=proposal.kind.kind, reason=reason, message=message, item=item, passage=marks.passage.index)
