"""Choosing: what is open in a passage's proposals, asked as questions with closed answers.

A small model answers best when it is asked one thing at a time, with lettered options and the one sentence that
matters; a large one answers all of a passage at once, in a schema that serves every passage. `Pick` is the first way,
`Sheet` the second. In both, an answer that is none of the options cannot become a fact.
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import from_json

from extractor.facts import Span
from extractor.marks import Marks
from extractor.prompts import Prompts, Wording
from extractor.proposals import Filled, Proposal

STATED = "stated"
"""The slot in which a model says whether there is such a fact at all."""

_TOKENS_A_CHOICE = 40
_WORDS_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Answered:
    """A proposal after the replies: its slots, or None where a reply says there is no such fact; or what was wrong."""

    proposal: Proposal
    slots: Mapping[str, Filled] | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """The answer to one question: the option picked, as it was offered; or what was wrong with the reply."""

    option: str | None
    problem: str = ""


class Pick:
    """One slot of one proposal: a question about a sentence, with lettered options.

    A small model leans to where an option stands. So each question is put twice, the second time `turned`, with the
    options in reverse; only an answer that is the same both times counts against the likeliest (see `agreed`).
    """

    step = "pick"
    max_tokens = 16

    def __init__(self, marks: Marks, proposal: Proposal, slot: str, prompts: Prompts, *, turned: bool = False) -> None:
        self.marks = marks
        self.proposal = proposal
        self.slot = slot
        self._wording = prompts.wording(proposal.kind.kind, slot)
        options = options_of(proposal, slot, self._wording)
        self._options = options[::-1] if turned else options

    def answer(self) -> type[BaseModel]:
        """The shape of the answer: a letter."""
        letters: Any = Literal[tuple(string.ascii_uppercase[: len(self._options)])]
        return create_model("Pick", __config__=ConfigDict(extra="forbid"), answer=(letters, ...))

    def write(self, answer: Mapping[str, Any]) -> str:
        """A worked example's answer as a right reply would have it."""
        return json.dumps(answer, separators=(",", ":"))

    def values(self) -> dict[str, Any]:
        """What the templates are given."""
        anchor = anchor_of(self.marks, self.proposal)
        shown = [self._wording.options.get(o, o) for o in self._options]
        return {
            **surroundings(self.marks),
            "sentence": self.marks.words(self.marks.sentence_at(anchor.start)),
            "question": self._wording.question.format(words=shortened(self.marks.words(anchor))),
            "options": list(zip(string.ascii_uppercase, shown, strict=False)),
        }

    def read(self, text: str) -> Picked:
        """Which option a reply picks."""
        try:
            letter = self.answer().model_validate_json(text).model_dump()["answer"]
        except ValidationError:
            return Picked(None, f"{self.slot}: {text[:60]!r} is none of the options")
        return Picked(self._options[string.ascii_uppercase.index(letter)])


class Sheet:
    """All open proposals of one passage, numbered, with the answers that each may have, in one question."""

    step = "choose"

    def __init__(self, marks: Marks, proposals: Sequence[Proposal], prompts: Prompts) -> None:
        self.marks = marks
        self.proposals = tuple(p for p in proposals if not p.settled)
        self._slots = [
            {slot: options_of(p, slot, prompts.wording(p.kind.kind, slot)) for slot in open_slots(p)}
            for p in self.proposals
        ]
        self._prompts = prompts

    @property
    def max_tokens(self) -> int:
        """A bound on the reply's length that no right answer reaches."""
        return 64 + _TOKENS_A_CHOICE * sum(len(slots) for slots in self._slots)

    def answer(self) -> type[BaseModel]:
        """The shape of the answer, the same for all passages."""
        return Answers

    def write(self, answer: Mapping[str, Any]) -> str:
        """A worked example's answer as a right reply would have it."""
        return json.dumps(answer, separators=(",", ":"), ensure_ascii=False)

    def values(self) -> dict[str, Any]:
        """What the templates are given."""
        questions = []
        for number, (proposal, slots) in enumerate(zip(self.proposals, self._slots, strict=True), 1):
            words = shortened(self.marks.words(anchor_of(self.marks, proposal)))
            asked = {
                slot: {
                    "question": self._prompts.wording(proposal.kind.kind, slot).question.format(words=words),
                    "options": list(options),
                }
                for slot, options in slots.items()
            }
            questions.append({"number": number, "kind": proposal.kind.kind, "slots": asked})
        return {**surroundings(self.marks), "text": self._numbered(), "questions": questions}

    def read(self, text: str) -> list[Mapping[str, Picked]]:
        """What a reply picks for each proposal's slots. What is whole in a truncated reply counts."""
        try:
            said = from_json(text, allow_partial=True)
        except ValueError:
            said = {}
        chosen = _by_question(said)
        found: list[Mapping[str, Picked]] = []
        for number, slots in enumerate(self._slots, 1):
            picks: dict[str, Picked] = {}
            for slot, options in slots.items():
                choice = chosen.get((number, slot))
                problem = "" if choice in options else f"{slot}: {choice!r} is none of the options"
                picks[slot] = Picked(choice if choice in options else None, problem)
            found.append(picks)
        return found

    def _numbered(self) -> str:
        """The passage's text with the number of each question before its words."""
        text, span = self.marks.text, self.marks.passage.span
        numbers: dict[int, list[str]] = {}
        for number, proposal in enumerate(self.proposals, 1):
            numbers.setdefault(anchor_of(self.marks, proposal).start, []).append(str(number))
        pieces, at = [], span.start
        for start in sorted(numbers):
            if span.start <= start < span.end:
                pieces += [text[at:start], f"[{','.join(numbers[start])}] "]
                at = start
        return " ".join("".join([*pieces, text[at : span.end]]).split())


class Choice(BaseModel):
    """One slot's answer."""

    model_config = ConfigDict(extra="forbid")

    question: int = Field(description="the question's number")
    slot: str = Field(description="the slot's name as the question gives it")
    choice: str = Field(description="one of the slot's options, word for word")


class Answers(BaseModel):
    """The answers to all questions."""

    model_config = ConfigDict(extra="forbid")

    answers: list[Choice]


def open_slots(proposal: Proposal) -> tuple[str, ...]:
    """What is to be asked about a proposal: whether it is stated at all, if that is in doubt, and each open slot."""
    return (*((STATED,) if proposal.asks else ()), *proposal.open)


def options_of(proposal: Proposal, slot: str, wording: Wording) -> tuple[str, ...]:
    """What may be answered, likeliest first."""
    if slot == STATED:
        return wording.accept + wording.decline
    return tuple(option.shown for option in proposal.open[slot])


def agreed(proposal: Proposal, slot: str, picks: Sequence[Picked], prompts: Prompts) -> Picked:
    """What several answers to one question come to: the one they agree on, else the likeliest option."""
    failed = next((picked for picked in picks if picked.option is None), None)
    if failed is not None:
        return failed
    if len({picked.option for picked in picks}) == 1:
        return picks[0]
    return Picked(options_of(proposal, slot, prompts.wording(proposal.kind.kind, slot))[0])


def answered(proposal: Proposal, picks: Mapping[str, Picked], prompts: Prompts) -> Answered:
    """A proposal with what was picked put into its slots."""
    slots = dict(proposal.slots)
    for slot in open_slots(proposal):
        picked = picks.get(slot, Picked(None, f"{slot}: not answered"))
        if picked.option is None:
            return Answered(proposal, slots, picked.problem)
        if slot == STATED:
            if picked.option not in prompts.wording(proposal.kind.kind, slot).accept:
                return Answered(proposal, None, picked.option)
            continue
        slots[slot] = next(option for option in proposal.open[slot] if option.shown == picked.option)
    return Answered(proposal, slots)


def surroundings(marks: Marks) -> dict[str, str]:
    """What a passage needs to be understood: its date, its heading, and whom it is about."""
    heading = marks.passage.heading
    return {
        "date": marks.today.isoformat() if marks.today else "",
        "heading": marks.words(heading) if heading else "",
        "subject": marks.subject.text if marks.subject else "",
    }


def anchor_of(marks: Marks, proposal: Proposal) -> Span:
    """The words a question is about: the last settled key slot's that stand in the passage, else the whole anchor."""
    for slot in (*proposal.kind.key[::-1], *proposal.slots):
        filled = proposal.slots.get(slot)
        if filled and filled.spans and marks.passage.span.covers(filled.spans[0]):
            return filled.spans[0]
    return proposal.anchor


def shortened(words: str) -> str:
    """Words as they are quoted in a question."""
    return words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"


def _by_question(said: Any) -> dict[tuple[int, str], str]:
    answers = said.get("answers") if isinstance(said, dict) else None
    found: dict[tuple[int, str], str] = {}
    for one in answers if isinstance(answers, list) else []:
        try:
            choice = Choice.model_validate(one)
        except ValidationError:
            continue
        found[choice.question, choice.slot] = choice.choice
    return found
