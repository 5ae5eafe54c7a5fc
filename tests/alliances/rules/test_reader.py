"""The way of the rules: propose, take the likeliest option, guard."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from alliances.rules import RulesReader
from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from extractor import Span
from extractor.annotations import Annotations, Quotation
from extractor.candidates import Candidate, Heard, Outcome
from extractor.errors import ModelError
from extractor.filing import Filing
from tests.alliances.rules.toy import PROFILE, RULES, Holding, extracted, propose

TWO = "Fox met Hare. Together they had 12 apples and 340 nuts.\n"
ONE = "Fox had 12 apples.\n"
OWLS = "Fox had 12 apples.\n\n" + "Owl had 500 moths.\n\n" + "Hare had 340 nuts.\n"
SMALL = replace(PROFILE, passage_chars=20)


async def nobody(requests: Sequence[object], _: Heard = lambda *_: None, /) -> Sequence[Outcome]:
    """A model that is not to be asked."""
    return [ModelError("asked") for _ in requests]


def candidates(text: str) -> list[Candidate]:
    """What is proposed of a text, which `found` is told of as well."""
    told: list[Candidate] = []
    findings = asyncio.run(RulesReader(PROFILE, RULES).read(Annotations(Filing.read(text)), nobody, told.extend))
    assert told == list(findings.candidates)
    return told


def test_no_model_is_asked() -> None:
    result = extracted(ONE)
    assert [(f.kind, f.evidence[0].quote) for f in result.facts] == [("holding", "12 apples")]
    assert result.usage.requests == 0


def test_in_an_open_slot_the_likeliest_option_stands_with_an_even_chance() -> None:
    told: list[Candidate] = []
    found = asyncio.run(RulesReader(PROFILE, RULES).read(Annotations(Filing.read(TWO + ONE)), nobody, told.extend))
    assert [(c.slots["owner"].value, c.probability) for c in found.candidates] == [("Fox", 0.5)] * 3
    assert told == list(found.candidates)
    (sure,) = asyncio.run(
        RulesReader(PROFILE, RULES).read(Annotations(Filing.read(ONE)), nobody, told.extend)
    ).candidates
    assert sure.probability is None


def test_a_guard_refuses_a_fact_and_says_why() -> None:
    result = extracted("Owl had 12 apples.\n")
    assert result.facts == ()
    assert [(r.reason, r.message) for r in result.rejected] == [("guard", "an owl holds nothing")]


def test_every_passage_is_accounted_for() -> None:
    legal = "This report contains forward-looking statements that involve risks and uncertainties."
    text = f"Fox had 12 apples.\n\n{legal}\n\nHare had 340 nuts.\n"
    result = extracted(text)
    assert [(p.step, p.status) for p in result.passages if p.status == "skipped"] == [("read", "skipped")]
    covered = sorted((p.start, p.end) for p in result.passages)
    assert "".join(text[a:b] for a, b in covered).replace("\n", "") == text.replace("\n", "")


def test_coverage_names_what_no_fact_accounts_for() -> None:
    result = extracted("Fox had 12 apples. Fox had 340 nuts.\n", replace(RULES, proposers={Holding: only_nuts}))
    assert (result.coverage.countable, result.coverage.accounted) == (2, 1)
    assert [u.text for u in result.coverage.unaccounted] == ["12 apples"]


def only_nuts(marks: Marks) -> Iterator[Proposal]:
    """What is found."""
    return (proposal for proposal in propose(marks) if "nuts" in marks.words(proposal.anchor))


def stumbling(marks: Marks) -> Iterator[Proposal]:
    """Reads no owls."""
    if "Owl" in marks.words(marks.passage.span):
        raise LookupError("an owl")
    return propose(marks)


def test_a_fault_in_a_rule_costs_the_passage_it_met() -> None:
    result = extracted(OWLS, replace(RULES, proposers={Holding: stumbling}), SMALL)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples", "340 nuts"]
    assert [(p.step, p.status, p.message) for p in result.passages if p.status != "done"] == [
        ("propose", "failed", "a fault in this program: LookupError: an owl")
    ]


class Torn(Annotations):
    """A filing in which marking a passage stumbles over a quotation without words."""

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotation."""
        return (Quotation(runs=(), attribution=Span(0, 0)),)


def test_a_passage_that_cannot_be_marked_is_reported_as_failed() -> None:
    found = asyncio.run(RulesReader(SMALL, RULES).read(Torn(Filing.read(OWLS)), nobody, lambda _: None))
    assert [(p.step, p.status) for p in found.reports] == [("propose", "failed")] * 3
    assert {p.message for p in found.reports} == {"a fault in this program: IndexError: tuple index out of range"}


def test_a_fault_in_a_guard_costs_the_item_it_met() -> None:
    def guard(fact: Holding, marks: Marks) -> str | None:
        return {"Fox": None, "Hare": None}[fact.owner]

    result = extracted(OWLS, replace(RULES, guards={Holding: guard}), SMALL)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples", "340 nuts"]
    assert [(r.reason, r.message) for r in result.rejected] == [("fault", "a fault in this program: KeyError: 'Owl'")]
