"""Picking: what is open in a proposal, asked as a question with lettered options.

A small model answers best when it is asked one thing at a time, with the one sentence that matters. An answer that is
none of the options cannot become a fact.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from alliances.rules.marks import Marks
from alliances.rules.prompts import Prompts, Wording
from alliances.rules.proposals import Filled, Proposal
from extractor.facts import Span
from extractor.model import Request

STEP = "pick"
"""What this way of asking is called in labels and reports."""

STATED = "stated"
"""The slot in which a model says whether there is such a fact at all."""

_MOST_TOKENS = 16
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

    def __init__(self, marks: Marks, proposal: Proposal, slot: str, prompts: Prompts, *, turned: bool = False) -> None:
        self.marks = marks
        self.proposal = proposal
        self.slot = slot
        self._prompts = prompts
        self._wording = prompts.wording(proposal.kind.kind, slot)
        options = options_of(proposal, slot, self._wording)
        self._options = options[::-1] if turned else options

    def answer(self) -> type[BaseModel]:
        """The shape of the answer: a letter."""
        letters: Any = Literal[tuple(string.ascii_uppercase[: len(self._options)])]
        return create_model("Pick", __config__=ConfigDict(extra="forbid"), answer=(letters, ...))

    def request(self) -> Request:
        """What the model is sent."""
        anchor = anchor_of(self.marks, self.proposal)
        passage = self.marks.passage
        shown = [self._wording.options.get(o, o) for o in self._options]
        return Request(
            label=f"{self.marks.filing.name}, passage {passage.index}, step {STEP}",
            messages=self._prompts.render(
                heading=self.marks.words(passage.heading) if passage.heading else "",
                sentence=self.marks.words(self.marks.sentence_at(anchor.start)),
                question=self._wording.question.format(words=shortened(self.marks.words(anchor))),
                options=list(zip(string.ascii_uppercase, shown, strict=False)),
            ),
            answer=self.answer(),
            max_tokens=_MOST_TOKENS,
        )

    def read(self, text: str) -> Picked:
        """Which option a reply picks."""
        try:
            letter = self.answer().model_validate_json(text).model_dump()["answer"]
        except ValidationError:
            return Picked(None, f"{self.slot}: {text[:60]!r} is none of the options")
        return Picked(self._options[string.ascii_uppercase.index(letter)])


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


def guessed(proposal: Proposal, prompts: Prompts) -> Answered:
    """A proposal with the likeliest option put into each open slot."""
    wording = prompts.wording
    likeliest = {
        slot: Picked(options_of(proposal, slot, wording(proposal.kind.kind, slot))[0]) for slot in open_slots(proposal)
    }
    return answered(proposal, likeliest, prompts)


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
