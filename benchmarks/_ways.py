"""Our own way with parts of it switched off: from outside, by the domain, the profile and what is sent to the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.domain import Again, Domain, Proposer
from extractor.marks import Marks, mark
from extractor.model import EMBEDDED, Message, Model, Profile, Reply, Request
from extractor.proposals import Proposal

_HEADING = re.compile(r"^(?:Under(?: the heading)?|About): .*\n", re.MULTILINE)

Change = Callable[[Proposal], Proposal]
Turns = Callable[[tuple[Message, ...]], tuple[Message, ...]]
Seen = Callable[[Marks], Marks]


def _unchanged(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return messages


@dataclass(frozen=True)
class Way:
    """One way to extract: what to look for and how to use the model. `turns` changes what the model is sent."""

    name: str
    domain: Domain
    profile: Profile = EMBEDDED
    turns: Turns = _unchanged


@dataclass
class Asking:
    """A model asked in a `Way`; closing it leaves the model open for the next."""

    model: Model
    way: Way

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def profile(self) -> Profile:
        """The way's profile."""
        return self.way.profile

    async def ask(self, request: Request) -> Reply:
        """The model's reply to what the way sends."""
        return await self.model.ask(replace(request, messages=self.way.turns(request.messages)))

    async def aclose(self) -> None:
        """Nothing: the model belongs to whoever opened it."""


def ways(domain: Domain, asked: Sequence[str]) -> tuple[Way, ...]:
    """The whole way of `domain`, then with one part of it switched off each. `asked` are the kinds asked about."""
    return (
        Way("as it is", domain),
        Way("no model: the likeliest option stands", changed(domain, likeliest)),
        *(Way(f"no questions about {kind}", changed(domain, only(kind, likeliest))) for kind in asked),
        Way("options in reverse order", changed(domain, reverse)),
        Way("no worked examples", domain, turns=without_examples),
        Way("no heading, no subject carried over", seen(domain, bare), turns=without_heading),
        Way("no second question (audit)", replace(domain, again=None)),
        Way("no guards", replace(domain, guards={})),
        Way("one question for a whole passage", domain, replace(EMBEDDED, narrow=False)),
        Way("copy, not choose", domain, replace(EMBEDDED, way="copy")),
    )


def asked_kinds(domain: Domain, passages: Iterable[Marks]) -> list[str]:
    """The kinds of which some passages have proposals that are not settled, in order of name."""
    found = {
        proposal.kind.kind
        for marks in passages
        for propose in domain.proposers.values()
        for proposal in propose(marks)
        if not proposal.settled
    }
    return sorted(found)


def likeliest(proposal: Proposal) -> Proposal:
    """Filled with the first option of each open slot, and taken as stated, without asking."""
    return replace(proposal, slots=proposal.first(), open={}, asks=False)


def only(kind: str, change: Change) -> Change:
    """A change of the proposals of one kind."""
    return lambda proposal: change(proposal) if proposal.kind.kind == kind else proposal


def reverse(proposal: Proposal) -> Proposal:
    """The likeliest option last."""
    return replace(proposal, open={slot: options[::-1] for slot, options in proposal.open.items()})


def changed(domain: Domain, change: Change) -> Domain:
    """The domain with each proposal changed."""

    def first(propose: Proposer) -> Proposer:
        return lambda marks: map(change, propose(marks))

    def second(again: Again) -> Again:
        return lambda marks, left: map(change, again(marks, left))

    return _with(domain, first, second)


def seen(domain: Domain, see: Seen) -> Domain:
    """The domain with its proposers shown other marks."""

    def first(propose: Proposer) -> Proposer:
        return lambda marks: propose(see(marks))

    def second(again: Again) -> Again:
        return lambda marks, left: again(see(marks), left)

    return _with(domain, first, second)


def _with(domain: Domain, first: Callable[[Proposer], Proposer], second: Callable[[Again], Again]) -> Domain:
    proposers: Mapping[type, Proposer] = {kind: first(propose) for kind, propose in domain.proposers.items()}
    return replace(domain, proposers=proposers, again=second(domain.again) if domain.again else None)


def bare(marks: Marks) -> Marks:
    """The marks of a passage as they would be if it stood alone: under no heading, after no other passage."""
    passage = replace(marks.passage, heading=None)
    return mark(marks.filing, passage, marks.names, marks.quotations, None)


def without_heading(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """No line that says under which heading a passage stands, and whom it is about."""
    return tuple(replace(turn, content=_HEADING.sub("", turn.content)) for turn in messages)


def without_examples(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The instructions and the question alone."""
    return (messages[0], messages[-1])
