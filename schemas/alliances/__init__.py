"""Alliances and operators: nine fact kinds, and the readers that read them where no model is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from alliances.agreement import Agreement, AgreementType
from alliances.identity import Identity, Relation
from alliances.membership import Membership
from alliances.metric import Measure, Metric
from alliances.offering import Offering
from alliances.ownership import Ownership
from alliances.person import Person
from alliances.rules import RulesReader
from alliances.rules.layout import layout
from alliances.statement import Statement
from alliances.technology import Status, Technology
from extractor.domain import Domain

KINDS = (Membership, Metric, Ownership, Identity, Technology, Person, Statement, Offering, Agreement)

DOMAIN = Domain(
    package="alliances",
    kinds=KINDS,
    readers={"rules": RulesReader, "vote": partial(RulesReader, asks=False)},
    layout=(layout,),
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
