"""Choosing: what is open in a passage's proposals, as one question with a closed answer for each slot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import from_json

from extractor.facts import Span
from extractor.marks import Marks
from extractor.proposals import Filled, Proposal

STATED = "stated"
"""The slot in which a model says whether there is such a fact at all."""

_TOKENS_A_SLOT = 24


@dataclass(frozen=True, slots=True)
class Answered:
    """One proposal after the reply: its slots, or None where the reply says there is no such fact; or what was wrong."""

    proposal: Proposal
    slots: Mapping[str, Filled] | None
    problem: str = ""


class Sheet:
    """The open proposals of one passage, numbered, with the answer that each may have.

    `narrow` makes the answer's schema the passage's own, so that a model can write nothing but an option. Otherwise one
    schema serves all passages, and what it would have forbidden is checked when the reply is read.
    """

    def __init__(self, marks: Marks, proposals: Sequence[Proposal], *, narrow: bool) -> None:
        self.marks = marks
        self.proposals = [p for p in proposals if not p.settled]
        self._narrow = narrow

    @property
    def max_tokens(self) -> int:
        """A bound on the reply's length that no right answer reaches."""
        return 32 + _TOKENS_A_SLOT * sum(len(p.open) + p.asks + 1 for p in self.proposals)

    def answer(self) -> type[BaseModel]:
        """The shape of the answer."""
        return _narrowed(self.proposals) if self._narrow else Answers

    def write(self, answer: Mapping[str, Any]) -> str:
        """A worked example's answer as a right reply would have it: compact, in the shape that is asked for."""
        said: Any = answer
        if not self._narrow:
            said = {"answers": [{"question": int(n), "slot": s, "choice": c} for n, q in answer.items() for s, c in q.items()]}
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    def values(self) -> dict[str, Any]:
        """What the templates are given."""
        passage = self.marks.passage
        return {
            "date": self.marks.today.isoformat() if self.marks.today else "",
            "heading": self.marks.words(passage.heading) if passage.heading else "",
            "subject": self.marks.subject.text if self.marks.subject else "",
            "text": self._marked(),
            "narrow": self._narrow,
            "questions": [
                {"number": n, "kind": p.kind.kind, "words": self._words(p), "slots": {s: list(o) for s, o in _options(p).items()}}
                for n, p in enumerate(self.proposals, 1)
            ],
        }

    def read(self, text: str) -> list[Answered]:
        """What a reply says of each proposal. What is whole in a truncated reply counts."""
        try:
            said = from_json(text, allow_partial=True)
        except ValueError:
            said = {}
        chosen = _by_number(said)
        return [self._answered(p, chosen.get(str(n))) for n, p in enumerate(self.proposals, 1)]

    def _answered(self, proposal: Proposal, said: Any) -> Answered:
        if not isinstance(said, dict):
            return Answered(proposal, {}, "the reply does not answer this")
        slots = dict(proposal.slots)
        if proposal.asks and said.get(STATED) == "no":
            return Answered(proposal, None)
        for slot, options in proposal.open.items():
            picked = next((o for o in options if o.shown == said.get(slot)), None)
            if picked is None:
                return Answered(proposal, slots, f"{slot}: {said.get(slot)!r} is none of the options")
            slots[slot] = picked
        return Answered(proposal, slots)

    def _anchor(self, proposal: Proposal) -> Span:
        """The words a question is about: the first settled slot's that stand in the passage, else the whole anchor."""
        for slot in (*proposal.kind.key[::-1], *proposal.slots):
            filled = proposal.slots.get(slot)
            if filled and filled.spans and self.marks.passage.span.covers(filled.spans[0]):
                return filled.spans[0]
        return proposal.anchor

    def _words(self, proposal: Proposal) -> str:
        words = self.marks.words(self._anchor(proposal))
        return words if len(words) <= 80 else words[:77] + "..."

    def _marked(self) -> str:
        """The passage's text with the number of each question before its words."""
        text, span = self.marks.text, self.marks.passage.span
        numbers: dict[int, list[str]] = {}
        for n, proposal in enumerate(self.proposals, 1):
            numbers.setdefault(self._anchor(proposal).start, []).append(str(n))
        pieces, at = [], span.start
        for start in sorted(numbers):
            if span.start <= start < span.end:
                pieces += [text[at:start], "[" + ",".join(numbers[start]) + "] "]
                at = start
        pieces.append(text[at : span.end])
        return " ".join("".join(pieces).split())


class Choice(BaseModel):
    """One slot's answer, where one schema serves all passages."""

    model_config = ConfigDict(extra="ignore")

    question: int = Field(description="the question's number")
    slot: str = Field(description="the slot's name as the question gives it")
    choice: str = Field(description="one of the slot's options, word for word")


class Answers(BaseModel):
    """The answers to all questions."""

    model_config = ConfigDict(extra="ignore")

    answers: list[Choice]


def _options(proposal: Proposal) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {STATED: ("yes", "no")} if proposal.asks else {}
    return found | {slot: tuple(o.shown for o in options) for slot, options in proposal.open.items()}


def _narrowed(proposals: Sequence[Proposal]) -> type[BaseModel]:
    config = ConfigDict(extra="forbid")
    fields: dict[str, Any] = {}
    for n, proposal in enumerate(proposals, 1):
        slots: dict[str, Any] = {slot: (Literal[options], ...) for slot, options in _options(proposal).items()}
        one = create_model(f"Q{n}", __config__=config, **slots)
        fields[f"q{n}"] = (one, Field(alias=str(n)))
    return create_model("Answers", __config__=config, **fields)


def _by_number(said: Any) -> dict[str, dict[str, Any]]:
    """The answers by question, from either shape of reply."""
    if not isinstance(said, dict):
        return {}
    if "answers" not in said:
        return {str(k): v for k, v in said.items() if isinstance(v, dict)}
    found: dict[str, dict[str, Any]] = {}
    for one in said["answers"] if isinstance(said["answers"], list) else []:
        try:
            choice = Choice.model_validate(one)
        except ValidationError:
            continue
        found.setdefault(str(choice.question), {})[choice.slot] = choice.choice
    return found
