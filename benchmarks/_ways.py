"""Ways with parts of them switched off, from outside: by the rules, the profile and what the model is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from alliances import DOMAIN
from alliances.rules import RULES, Rules, RulesReader
from alliances.rules.marks import Marks, mark
from alliances.rules.proposals import Proposal
from alliances.rules.rules import Again, Proposer
from extractor.domain import Domain
from extractor.model import EMBEDDED, HOSTED, Message, Model, Profile, Reply, Request

_DESCRIPTION = re.compile(r"(?<=\)): .*$", re.MULTILINE)
_AFTER_FIRST_SENTENCE = re.compile(r"^(\w+: .*?\.) .*$", re.MULTILINE)
_HEADING = re.compile(r"^(?:Under(?: the heading)?|About): .*\n", re.MULTILINE)

Change = Callable[[Proposal], Proposal]
Turns = Callable[[tuple[Message, ...]], tuple[Message, ...]]
Seen = Callable[[Marks], Marks]


def _unchanged(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return messages


@dataclass(frozen=True)
class Way:
    """One way to extract: the rules, and how the model is used. `turns` changes what the model is sent."""

    name: str
    rules: Rules = RULES
    profile: Profile = EMBEDDED
    turns: Turns = _unchanged

    @property
    def domain(self) -> Domain:
        """The alliances; a profile that names the rules has these."""
        return replace(DOMAIN, readers={"rules": partial(RulesReader, rules=self.rules)})


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


def ways(rules: Rules, asked: Sequence[str]) -> tuple[Way, ...]:
    """The whole way of `rules`, then with one part of it switched off each. `asked` are the kinds asked about."""
    return (
        Way("as it is", rules),
        Way("no model: the likeliest option stands", changed(rules, likeliest)),
        *(Way(f"no questions about {kind}", changed(rules, only(kind, likeliest))) for kind in asked),
        Way("options in reverse order", changed(rules, reverse)),
        Way("no worked examples", rules, turns=without_examples),
        Way("no heading, no subject carried over", seen(rules, bare), turns=without_heading),
        Way("no second question (audit)", replace(rules, again=None)),
        Way("no guards", replace(rules, guards={})),
    )


def reading_ways() -> tuple[Way, ...]:
    """The whole way of a model that reads for itself, then with one part of it off or on each."""
    return (
        Way("as it is", profile=HOSTED),
        Way("no conventions", profile=HOSTED, turns=without_conventions),
        Way("no worked examples", profile=replace(HOSTED, examples=False)),
        Way("no document context", profile=HOSTED, turns=without_context),
        Way("with a second look", profile=replace(HOSTED, second_look=True)),
        Way("with layout readers", profile=replace(HOSTED, layout=True)),
    )


def without_conventions(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Without the domain's instructions; of each kind its first sentence, of each slot its name and type."""
    how, _, kinds = messages[0].content.partition("\n\nThe kinds of fact:\n")
    general = "\n\n".join(how.split("\n\n")[:3])  # what is asked, how to report, what is no fact
    bare = _AFTER_FIRST_SENTENCE.sub(r"\1", _DESCRIPTION.sub("", kinds))
    return (replace(messages[0], content=f"{general}\n\nThe kinds of fact:\n{bare}"), *messages[1:])


def without_context(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Without date, title, issuer, heading and names before the text, in every turn."""
    return tuple(
        replace(turn, content=turn.content[turn.content.index("Text:\n") :]) if turn.role == "user" else turn
        for turn in messages
    )


def asked_kinds(rules: Rules, passages: Iterable[Marks]) -> list[str]:
    """The kinds of which some passages have proposals that are not settled, in order of name."""
    found = {
        proposal.kind.kind
        for marks in passages
        for propose in rules.proposers.values()
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


def changed(rules: Rules, change: Change) -> Rules:
    """The rules with each proposal changed."""

    def first(propose: Proposer) -> Proposer:
        return lambda marks: map(change, propose(marks))

    def second(again: Again) -> Again:
        return lambda marks, left: map(change, again(marks, left))

    return _with(rules, first, second)


def seen(rules: Rules, see: Seen) -> Rules:
    """The rules with their proposers shown other marks."""

    def first(propose: Proposer) -> Proposer:
        return lambda marks: propose(see(marks))

    def second(again: Again) -> Again:
        return lambda marks, left: again(see(marks), left)

    return _with(rules, first, second)


def _with(rules: Rules, first: Callable[[Proposer], Proposer], second: Callable[[Again], Again]) -> Rules:
    proposers = {kind: first(propose) for kind, propose in rules.proposers.items()}
    return replace(rules, proposers=proposers, again=second(rules.again) if rules.again else None)


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
