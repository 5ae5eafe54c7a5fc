"""What the reader goes by: for each kind how facts are proposed, and what cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alliances.identity import Identity
from alliances.membership import Membership
from alliances.metric import Metric
from alliances.ownership import Ownership
from alliances.person import Person
from alliances.rules import identity, membership, metric, ownership, person, statement
from alliances.rules.guards import GUARDS
from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from alliances.statement import Statement
from extractor.facts import Fact

Proposer = Callable[[Marks], Iterable[Proposal]]
"""Finds facts of one kind in a passage."""

Guard = Callable[[Any, Marks], str | None]
"""Says why a fact of one kind cannot be; None if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the reader goes by: proposers and guards by kind."""

    proposers: Mapping[type[Fact], Proposer]
    guards: Mapping[type[Fact], Guard] = field(default_factory=dict)


RULES = Rules(
    proposers={
        Membership: membership.propose,
        Metric: metric.propose,
        Ownership: ownership.propose,
        Identity: identity.propose,
        Person: person.propose,
        Statement: statement.propose,
    },
    guards=GUARDS,
)
