"""A proposal with all its slots filled becomes a fact, if its words stand and its values fit."""

from __future__ import annotations

from pydantic import ValidationError

from extractor.choosing import Answered
from extractor.facts import Evidence, Fact, fold
from extractor.marks import Marks
from extractor.result import Rejected


def settle(marks: Marks, answer: Answered, rejected: list[Rejected]) -> Fact | None:
    """The fact of an answered proposal; None, and an entry in `rejected`, where there is none."""
    proposal = answer.proposal
    kind = proposal.kind
    words = marks.words(proposal.anchor)
    item = {slot: filled.shown for slot, filled in (answer.slots or proposal.slots).items()} | {"quote": words[:300]}

    def refuse(reason: str, message: str) -> None:
        rejected.append(
            Rejected(kind=kind.kind, reason=reason, message=message, item=item, passage=marks.passage.index)
        )

    if answer.slots is None:
        refuse("declined", "the model says that the text does not state this")
        return None
    if answer.problem:
        refuse("unanswered", answer.problem)
        return None
    spans = {slot: filled.spans for slot, filled in answer.slots.items() if filled.spans}
    anchor = proposal.anchor
    evidence = Evidence(
        start=anchor.start, end=anchor.end, quote=fold(marks.text[anchor.start : anchor.end]), slots=spans
    )
    values = {slot: filled.value for slot, filled in answer.slots.items()}
    try:
        return kind(**values, evidence=(evidence,))
    except ValidationError as error:
        refuse("invalid", str(error.errors()[0]["msg"]))
        return None
