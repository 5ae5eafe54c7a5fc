"""Alliances and operators: nine fact kinds, and the readers that read them where no model is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alliances.agreement import Agreement, AgreementType
from alliances.identity import Identity, Relation
from alliances.membership import Membership
from alliances.metric import Measure, Metric
from alliances.offering import Offering
from alliances.ownership import Ownership
from alliances.person import Person
from alliances.statement import Statement
from alliances.technology import Status, Technology
from extractor.annotations import Annotations
from extractor.candidates import Candidate, Reader
from extractor.domain import Domain
from extractor.model import Profile

KINDS = (Membership, Metric, Ownership, Identity, Technology, Person, Statement, Offering, Agreement)


def _by_rules(profile: Profile) -> Reader:
    """The reader by rules. They are loaded by who reads by them: making their patterns takes most of a second."""
    from alliances.rules import RulesReader  # noqa: PLC0415 - only here

    return RulesReader(profile)


def _by_layout(annotations: Annotations) -> Iterator[Candidate]:
    from alliances.rules.layout import layout  # noqa: PLC0415 - only here

    return layout(annotations)


DOMAIN = Domain(
    package="alliances",
    kinds=KINDS,
    readers={"rules": _by_rules, "vote": _by_rules},
    layout=(_by_layout,),
    trained=Path(__file__).with_name("reader.npz"),
)

__all__ = [
    "DOMAIN",
    "KINDS",
    "Agreement",
    "AgreementType",
    "Identity",
    "Measure",
    "Membership",
    "Metric",
    "Offering",
    "Ownership",
    "Person",
    "Relation",
    "Statement",
    "Status",
    "Technology",
]
