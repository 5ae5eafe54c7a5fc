"""The way of the rules: propose, ask what is open, guard, ask again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from alliances.rules import RulesReader
from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from extractor import Request, ScriptedModel, Span
from extractor.annotations import Annotations, Quotation
from extractor.candidates import Heard, Outcome
from extractor.errors import MissingReply, ModelError, ModelUnavailable, TransportError
from extractor.filing import Filing
from tests.alliances.rules.toy import PROFILE, RULES, Holding, extractor, propose

TWO = "Fox met Hare. Together they had 12 apples and 340 nuts.\n"
ONE = "Fox had 12 apples.\n"


def letter(wanted: str) -> ScriptedModel:
    """Answers every question with the letter of one option, or A."""

    def answer(request: Request) -> str:
        said = request.messages[-1].content
        for part in said.split():
            if part.endswith(f"={wanted}"):
                return json.dumps({"answer": part[0]})
        return '{"answer":"A"}'

    return ScriptedModel(answer, PROFILE)


def test_what_code_settles_is_not_asked() -> None:
    model = ScriptedModel([], PROFILE)
    result = extractor(model).extract(ONE)
    assert [(f.kind, f.evidence[0].quote) for f in result.facts] == [("holding", "12 apples")]
    assert model.transcript == []
    assert result.usage.requests == 0


def test_each_open_slot_is_asked_twice_with_lettered_options_in_either_order() -> None:
    model = letter("Hare")
    result = extractor(model).extract(TWO)
    assert model.transcript[0].messages[0].content == "Answer."
    assert [request.messages[-1].content for request in model.transcript] == [
        "Together they had 12 apples and 340 nuts. Whose are 12 apples? A=Fox B=Hare",
        "Together they had 12 apples and 340 nuts. Whose are 12 apples? A=Hare B=Fox",
        "Together they had 12 apples and 340 nuts. Whose are 340 nuts? A=Fox B=Hare",
        "Together they had 12 apples and 340 nuts. Whose are 340 nuts? A=Hare B=Fox",
    ]
    assert {f.model_dump()["owner"] for f in result.facts} == {"Hare"}


def test_where_two_answers_differ_the_likeliest_option_stands() -> None:
    always_b = ScriptedModel(lambda request: '{"answer":"B"}', PROFILE)
    assert {f.model_dump()["owner"] for f in extractor(always_b).extract(TWO).facts} == {"Fox"}


def test_the_model_may_say_that_there_is_no_such_fact() -> None:
    result = extractor(letter("no")).extract("Fox had maybe 12 apples.\n")
    assert result.facts == ()
    assert [(r.kind, r.reason) for r in result.rejected] == [("holding", "declined")]


def test_a_guard_refuses_a_fact_and_says_why() -> None:
    result = extractor(letter("Owl")).extract("Fox met Owl. They had 12 apples.\n")
    assert result.facts == ()
    assert [(r.reason, r.message) for r in result.rejected] == [("guard", "an owl holds nothing")]


def test_a_failed_question_costs_its_item_and_is_reported() -> None:
    model = ScriptedModel([TransportError("the line is down"), *['{"answer":"A"}'] * 3], PROFILE)
    result = extractor(model).extract(TWO)
    assert [f.evidence[0].quote for f in result.facts] == ["340 nuts"]
    assert [(p.step, p.status, p.message) for p in result.passages if p.step == "pick"] == [
        ("pick", "failed", "the line is down")
    ]


def test_if_every_question_fails_the_first_failure_is_raised() -> None:
    model = ScriptedModel([TransportError("down"), *[TransportError("still down")] * 3], PROFILE)
    with pytest.raises(TransportError, match=r"^down$"):
        extractor(model).extract(TWO)


@pytest.mark.parametrize("error", [MissingReply("not in the record"), ModelUnavailable("no weights")])
def test_what_would_fail_every_question_alike_is_raised_at_once(error: Exception) -> None:
    model = ScriptedModel(['{"answer":"A"}', error], PROFILE)
    with pytest.raises(type(error)):
        extractor(model).extract(TWO)


def test_the_result_does_not_depend_on_the_order_in_which_replies_come() -> None:
    class Late(ScriptedModel):
        async def ask(self, request: Request):  # type: ignore[no-untyped-def] # as the base says
            await asyncio.sleep(0.01 if "12" in request.messages[-1].content else 0)
            return await super().ask(request)

    prompt = extractor(letter("Hare")).extract(TWO)
    late = extractor(Late(letter("Hare").script, PROFILE)).extract(TWO)
    assert [f.evidence for f in late.facts] == [f.evidence for f in prompt.facts]


def test_every_passage_is_accounted_for() -> None:
    legal = "This report contains forward-looking statements that involve risks and uncertainties."
    text = f"Fox had 12 apples.\n\n{legal}\n\nHare had 340 nuts.\n"
    result = extractor(ScriptedModel([], PROFILE)).extract(text)
    assert [(p.step, p.status) for p in result.passages if p.status == "skipped"] == [("read", "skipped")]
    covered = sorted((p.start, p.end) for p in result.passages)
    assert "".join(text[a:b] for a, b in covered).replace("\n", "") == text.replace("\n", "")


def test_coverage_names_what_no_fact_accounts_for() -> None:
    result = extractor(letter("no")).extract("Fox had maybe 12 apples. Fox had 340 nuts.\n")
    assert (result.coverage.countable, result.coverage.accounted) == (2, 1)
    assert [u.text for u in result.coverage.unaccounted] == ["12 apples"]


def test_the_same_replies_give_the_same_bytes() -> None:
    first, second = (extractor(letter("Hare")).extract(TWO).to_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("reply", ['{"answer":"C"}', '{"answer":', "Fox"])
def test_a_reply_that_is_none_of_the_letters_is_no_fact(reply: str) -> None:
    result = extractor(ScriptedModel(lambda request: reply, PROFILE)).extract(TWO)
    assert result.facts == ()
    assert {r.message for r in result.rejected} == {f"owner: {reply!r} is none of the options"}


def again(marks: Marks, spans: Sequence[Span]) -> Iterator[Proposal]:
    """Whether there is what stands in no fact."""
    for proposal in propose(marks):
        if proposal.anchor in spans:
            yield replace(proposal, asks=True)


def only_apples(marks: Marks) -> Iterator[Proposal]:
    """What the first look finds."""
    return (proposal for proposal in propose(marks) if "apples" in marks.words(proposal.anchor))


def stumbling(marks: Marks) -> Iterator[Proposal]:
    """Reads no owls."""
    if "Owl" in marks.words(marks.passage.span):
        raise LookupError("an owl")
    return propose(marks)


OWLS = "Fox had 12 apples.\n\n" + "Owl had 500 moths.\n\n" + "Hare had 340 nuts.\n"
SMALL = replace(PROFILE, passage_chars=20)


def test_a_fault_in_a_rule_costs_the_passage_it_met() -> None:
    result = extractor(ScriptedModel([], SMALL), replace(RULES, proposers={Holding: stumbling})).extract(OWLS)
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
    async def nobody(requests: Sequence[Request], _: Heard = lambda *_: None, /) -> Sequence[Outcome]:
        return [ModelError("asked") for _ in requests]

    torn = Torn(Filing.read(OWLS))
    found = asyncio.run(RulesReader(SMALL, RULES).read(torn, nobody, lambda _: None))
    assert [(p.step, p.status) for p in found.reports] == [("propose", "failed")] * 3
    assert {p.message for p in found.reports} == {"a fault in this program: IndexError: tuple index out of range"}


def test_a_fault_in_a_guard_costs_the_item_it_met() -> None:
    def guard(fact: Holding, marks: Marks) -> str | None:
        return {"Fox": None, "Hare": None}[fact.owner]

    result = extractor(ScriptedModel([], SMALL), replace(RULES, guards={Holding: guard})).extract(OWLS)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples", "340 nuts"]
    assert [(r.reason, r.message) for r in result.rejected] == [("fault", "a fault in this program: KeyError: 'Owl'")]


def test_a_fault_in_what_is_proposed_again_costs_no_fact_of_the_first_look() -> None:
    def stumbling_again(marks: Marks, spans: Sequence[Span]) -> Iterator[Proposal]:
        raise LookupError(len(spans))

    result = extractor(ScriptedModel([], PROFILE), replace(TWICE, again=stumbling_again)).extract(BOTH)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples"]
    assert ("pick again", "failed") in [(p.step, p.status) for p in result.passages]


TWICE = replace(RULES, proposers={Holding: only_apples}, again=again)
BOTH = "Fox had 12 apples. Fox had 340 nuts.\n"


def test_what_is_left_is_proposed_again_once() -> None:
    result = extractor(letter("yes"), TWICE).extract(BOTH)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples", "340 nuts"]
    assert (result.coverage.accounted_first, result.coverage.accounted) == (1, 2)
    assert [p.step for p in result.passages] == ["pick again", "propose"]


def test_a_second_question_that_fails_costs_no_fact() -> None:
    result = extractor(ScriptedModel([TransportError("the line is down")] * 2, PROFILE), TWICE).extract(BOTH)
    assert [f.evidence[0].quote for f in result.facts] == ["12 apples"]
    assert [(p.step, p.status) for p in result.passages] == [("pick again", "failed"), ("propose", "done")]
