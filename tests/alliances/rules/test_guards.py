"""What cannot be a fact, whoever says so. All companies and persons are invented."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from alliances import KINDS, Metric, Ownership, Person, Statement
from alliances.rules import RULES, RulesReader
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal
from extractor import Domain, Extractor, ScriptedModel
from extractor.facts import Fact, Span
from extractor.values import read_quantity
from tests.alliances.rules.toy import PROFILE


def told(text: str, *facts: tuple[type[Fact], dict[str, str]]) -> tuple[list[str], list[str]]:
    """The kinds of the facts that stand, and what the guards have against the others, if these are proposed."""

    def propose(kind: type[Fact], marks: Marks) -> list[Proposal]:
        return [proposal(marks, kind, slots) for one, slots in facts if one is kind]

    rules = replace(RULES, proposers={kind: partial(propose, kind) for kind, _ in facts})
    domain = Domain(kinds=KINDS, readers={"rules": partial(RulesReader, rules=rules)})
    result = Extractor(ScriptedModel([], PROFILE), domain=domain).extract(text)
    return [f.kind for f in result.facts], [r.message for r in result.rejected if r.reason == "guard"]


def proposal(marks: Marks, kind: type[Fact], slots: dict[str, str]) -> Proposal:
    """A fact with the words of its slots where they stand first."""

    def filled(slot: str, words: str) -> Filled:
        if slot == "measure":
            return Filled(words)
        start = marks.text.index(words)
        value: Any = read_quantity(words, language="en") if slot in ("value", "stake") else words
        return Filled(value, (Span(start, start + len(words)),))

    return Proposal(kind=kind, anchor=marks.passage.span, slots={slot: filled(slot, w) for slot, w in slots.items()})


@pytest.mark.parametrize(
    ("text", "kind", "slots", "why"),
    [
        (
            "Norda has 2 million customers.",
            Metric,
            {"subject": "Norda", "measure": "market_share", "value": "2 million customers"},
            "market_share is a percentage, and '2 million customers' is none",
        ),
        (
            "Norda has a 31 % share.",
            Metric,
            {"subject": "Norda", "measure": "subscribers", "value": "31 %"},
            "subscribers is counted, and '31 %' is a share",
        ),
        (
            "Norda earned EUR 5 million.",
            Metric,
            {"subject": "Norda", "measure": "employees", "value": "EUR 5 million"},
            "employees is counted, and 'EUR 5 million' is money",
        ),
        ("Norda owns Norda.", Ownership, {"owner": "Norda", "owned": "Norda"}, "nobody is its own owner"),
        (
            "Norda grew by 150 %. It owns Teleplan.",
            Ownership,
            {"owner": "Norda", "owned": "Teleplan", "stake": "150 %"},
            "a stake of '150 %' cannot be",
        ),
        (
            "The market grew, said Ada Lind of Norda.",
            Statement,
            {"speaker": "Ada Lind", "text": "The market grew"},
            "the words do not stand between quotation marks",
        ),
        (
            "Norda Holdings plc is listed.",
            Person,
            {"name": "Norda Holdings plc"},
            "Norda Holdings plc is a company",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    text: str, kind: type[Fact], slots: dict[str, str], why: str
) -> None:
    assert told(text, (kind, slots)) == ([], [why])


def test_what_can_be_stands() -> None:
    text = '"The market grew by 3 % in 2003," said Ada Lind of Norda. Norda owns 60 % of Teleplan.'
    kinds, refused = told(
        text,
        (Ownership, {"owner": "Norda", "owned": "Teleplan", "stake": "60 %"}),
        (Statement, {"speaker": "Ada Lind", "text": "The market grew by 3 % in 2003,"}),
        (Person, {"name": "Ada Lind"}),
    )
    assert (sorted(kinds), refused) == (["ownership", "person", "statement"], [])
