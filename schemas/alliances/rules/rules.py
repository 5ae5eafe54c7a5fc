"""What the reader goes by: for each kind how facts are proposed, and what cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliances.agreement import Agreement
from alliances.identity import Identity
from alliances.membership import Membership
from alliances.metric import Metric
from alliances.offering import Offering
from alliances.ownership import Ownership
from alliances.person import Person
from alliances.rules import agreement, identity, membership, metric, offering, ownership, person, statement, technology
from alliances.rules.again import again
from alliances.rules.guards import GUARDS
from alliances.rules.marks import Marks
from alliances.rules.prompts import Prompts
from alliances.rules.proposals import Proposal
from alliances.statement import Statement
from alliances.technology import Technology
from extractor.facts import Fact, Span

Proposer = Callable[[Marks], Iterable[Proposal]]
"""Finds facts of one kind in a passage, with some slots perhaps open."""

Again = Callable[[Marks, Sequence[Span]], Iterable[Proposal]]
"""What to ask, once, about what is countable in a passage and stands in no fact after the first questions."""

Guard = Callable[[Any, Marks], str | None]
"""Says why a fact of one kind cannot be; None if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the reader goes by: proposers and guards by kind, what is asked again, and the prompts."""

    proposers: Mapping[type[Fact], Proposer]
    guards: Mapping[type[Fact], Guard] = field(default_factory=dict)
    again: Again | None = None
    prompts: Prompts = field(default_factory=Prompts)


RULES = Rules(
    proposers={
        Membership: membership.propose,
        Metric: metric.propose,
        Ownership: ownership.propose,
        Identity: identity.propose,
        Technology: technology.propose,
        Person: person.propose,
        Statement: statement.propose,
        Offering: offering.propose,
        Agreement: agreement.propose,
    },
    guards=GUARDS,
    again=again,
)
