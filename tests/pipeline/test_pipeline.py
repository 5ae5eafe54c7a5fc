import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from extractor import Domain, Request, ScriptedModel, Span
from extractor.errors import MissingReply, ModelUnavailable, TransportError
from extractor.marks import Marks
from extractor.proposals import Proposal
from tests.pipeline.toy import BROAD, CHOSEN, COPIED, COPY, MIXED, NARROW, Holding, extractor, propose

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

    return ScriptedModel(answer, NARROW)


def test_what_code_settles_is_not_asked() -> None:
    model = ScriptedModel([], NARROW)
    result = extractor(model, CHOSEN).extract(ONE)
    assert [(f.kind, f.evidence[0].quote) for f in result.facts] == [("holding", "12 apples")]
    assert model.transcript == []
    assert result.usage.requests == 0


def test_each_open_slot_is_asked_twice_with_lettered_options_in_either_order() -> None:
    model = letter("Hare")
    result = extractor(model, CHOSEN).extract(TWO)
    assert model.transcript[0].messages[0].content == "Answer."
    assert [request.messages[-1].content for request in model.transcript] == [
        "Together they had 12 apples and 340 nuts. Whose are 12 apples? A=Fox B=Hare",
        "Together they had 12 apples and 340 nuts. Whose are 12 apples? A=Hare B=Fox",
        "Together they had 12 apples and 340 nuts. Whose are 340 nuts? A=Fox B=Hare",
        "Together they had 12 apples and 340 nuts. Whose are 340 nuts? A=Hare B=Fox",
    ]
    assert {f.model_dump()["owner"] for f in result.facts} == {"Hare"}


def test_where_two_answers_differ_the_likeliest_option_stands() -> None:
    always_b = ScriptedModel(lambda request: '{"answer":"B"}', NARROW)
    assert {f.model_dump()["owner"] for f in extractor(always_b, CHOSEN).extract(TWO).facts} == {"Fox"}


def test_one_question_for_a_passage_where_the_profile_says_so() -> None:
    choices = [{"question": n, "slot": "owner", "choice": who} for n, who in ((1, "Fox"), (2, "Hare"))]
    model = ScriptedModel([json.dumps({"answers": choices})], BROAD)
    result = extractor(model, CHOSEN).extract(TWO)
    assert "[1] 12 apples and [2] 340 nuts" in model.transcript[0].messages[-1].content
    assert [f.model_dump()["owner"] for f in result.facts] == ["Fox", "Hare"]


def test_an_option_that_was_not_offered_is_no_fact() -> None:
    choices = [{"question": 1, "slot": "owner", "choice": "Bear"}, {"question": 2, "slot": "owner", "choice": "Hare"}]
    model = ScriptedModel([json.dumps({"answers": choices})], BROAD)
    result = extractor(model, CHOSEN).extract(TWO)
    assert [f.model_dump()["owner"] for f in result.facts] == ["Hare"]
    assert [(r.reason, r.message) for r in result.rejected] == [("unanswered", "owner: 'Bear' is none of the options")]


def test_a_truncated_reply_keeps_its_whole_answers() -> None:
    reply = '{"answers":[{"question":1,"slot":"owner","choice":"Fox"},{"question":2,"slot":"own'
    result = extractor(ScriptedModel([reply], BROAD), CHOSEN).extract(TWO)
    assert [f.model_dump()["owner"] for f in result.facts] == ["Fox"]
    assert [r.reason for r in result.rejected] == ["unanswered"]


def test_the_model_may_say_that_there_is_no_such_fact() -> None:
    result = extractor(letter("no"), CHOSEN).extract("Fox had maybe 12 apples.\n")
    assert result.facts == ()
    assert [(r.kind, r.reason) for r in result.rejected] == [("holding", "declined")]


def test_a_guard_refuses_a_fact_and_says_why() -> None:
    result = extractor(letter("Owl"), CHOSEN).extract("Fox met Owl. They had 12 apples.\n")
    assert result.facts == ()
    assert [(r.reason, r.message) for r in result.rejected] == [("guard", "an owl holds nothing")]


def test_a_failed_question_costs_its_item_and_is_reported() -> None:
    model = ScriptedModel([TransportError("the line is down"), *['{"answer":"A"}'] * 3], NARROW)
    result = extractor(model, CHOSEN).extract(TWO)
    assert [f.evidence[0].quote for f in result.facts] == ["340 nuts"]
    assert [(p.step, p.status, p.message) for p in result.passages if p.step == "pick"] == [
        ("pick", "failed", "the line is down")
    ]


def test_if_every_question_fails_the_first_failure_is_raised() -> None:
    model = ScriptedModel([TransportError("down"), *[TransportError("still down")] * 3], NARROW)
    with pytest.raises(TransportError, match=r"^down$"):
        extractor(model, CHOSEN).extract(TWO)


@pytest.mark.parametrize("error", [MissingReply("not in the record"), ModelUnavailable("no weights")])
def test_what_would_fail_every_question_alike_is_raised_at_once(error: Exception) -> None:
    model = ScriptedModel(['{"answer":"A"}', error], NARROW)
    with pytest.raises(type(error)):
        extractor(model, CHOSEN).extract(TWO)


def test_copied_words_are_grounded_and_read() -> None:
    reply = {
        "holding": [
            {"owner": "Fox", "count": "12 apples", "mood": "happy"},
            {"owner": "Fox", "count": "21 apples", "mood": None},
        ],
        "saying": [{"who": "Hare", "words": "No more", "at": "in 2003"}],
    }
    text = 'Fox had 12 apples in 2003. "No more", said Hare.\n'
    result = extractor(ScriptedModel([json.dumps(reply)], COPY), COPIED).extract(text)
    holding, saying = result.facts
    assert holding.model_dump(mode="json")["count"] == {
        "text": "12 apples",
        "amount": 12,
        "unit": "apples",
        "bound": "exact",
    }
    assert saying.model_dump(mode="json")["words"] == "No more"
    assert [(r.slot, r.item["count"]) for r in result.rejected if r.kind == "holding"] == [("count", "21 apples")]


def test_a_bad_optional_slot_costs_the_slot_alone() -> None:
    reply = {"holding": [], "saying": [{"who": "Hare", "words": "No more", "at": "in 1999"}]}
    result = extractor(ScriptedModel([json.dumps(reply)], COPY), COPIED).extract('"No more", said Hare in 2003.\n')
    assert result.facts[0].model_dump()["at"] is None
    assert [(r.kind, r.slot) for r in result.rejected] == [("saying", "at")]


def test_words_copied_from_a_worked_example_are_known_as_such() -> None:
    reply = {"holding": [{"owner": "Hen", "count": "nine eggs", "mood": None}], "saying": []}
    nothing = '{"holding":[],"saying":[]}'
    result = extractor(ScriptedModel([json.dumps(reply), nothing], COPY), COPIED).extract("Fox had 12 apples.\n")
    assert result.facts == ()
    assert result.rejected[0].reason == "in_example"


def test_a_kind_without_a_proposer_is_copied_beside_one_that_is_chosen() -> None:
    model = ScriptedModel(['{"saying":[{"who":"Fox","words":"had 12 apples","at":null}]}'], NARROW)
    result = extractor(model, MIXED).extract(ONE)
    assert sorted(f.kind for f in result.facts) == ["holding", "saying"]
    assert "holding" not in model.transcript[0].messages[0].content


def test_the_result_does_not_depend_on_the_order_in_which_replies_come() -> None:
    class Late(ScriptedModel):
        async def ask(self, request: Request):  # type: ignore[no-untyped-def] # as the base says
            await asyncio.sleep(0.01 if "12" in request.messages[-1].content else 0)
            return await super().ask(request)

    prompt = extractor(letter("Hare"), CHOSEN).extract(TWO)
    late = extractor(Late(letter("Hare").script, NARROW), CHOSEN).extract(TWO)
    assert [f.evidence for f in late.facts] == [f.evidence for f in prompt.facts]


def test_what_no_fact_accounts_for_is_asked_again_once_by_its_words() -> None:
    first = {"holding": [{"owner": "Fox", "count": "12 apples", "mood": None}], "saying": []}
    second = {"holding": [{"owner": "Hare", "count": "340 nuts", "mood": None}], "saying": []}
    model = ScriptedModel([json.dumps(first), json.dumps(second)], COPY)
    result = extractor(model, COPIED).extract("Fox had 12 apples. Hare had 340 nuts.\n")
    assert model.transcript[1].messages[-1].content.endswith("left out: 340 nuts")
    assert [f.model_dump()["owner"] for f in result.facts] == ["Fox", "Hare"]
    assert (result.coverage.accounted_first, result.coverage.accounted) == (1, 2)
    assert [p.step for p in result.passages] == ["copy", "copy again"]


def test_a_second_question_that_fails_costs_no_fact() -> None:
    first = {"holding": [{"owner": "Fox", "count": "12 apples", "mood": None}], "saying": []}
    model = ScriptedModel([json.dumps(first), TransportError("the line is down")], COPY)
    result = extractor(model, COPIED).extract("Fox had 12 apples. Hare had 340 nuts.\n")
    assert [f.model_dump()["owner"] for f in result.facts] == ["Fox"]
    assert [(p.step, p.status) for p in result.passages] == [("copy", "done"), ("copy again", "failed")]


def test_a_domain_may_propose_again_what_is_left() -> None:
    def again(marks: Marks, spans: Sequence[Span]) -> Iterator[Proposal]:
        for proposal in propose(marks):
            if proposal.anchor in spans:
                yield replace(proposal, asks=True)

    first_nothing = Domain(package="toy", kinds=(Holding,), proposers={Holding: lambda marks: ()}, again=again)
    result = extractor(letter("yes"), first_nothing).extract(ONE)
    assert (result.coverage.accounted_first, result.coverage.accounted) == (0, 1)
    assert [p.step for p in result.passages] == ["pick again", "propose"]


def test_every_passage_is_accounted_for() -> None:
    legal = "This report contains forward-looking statements that involve risks and uncertainties."
    text = f"Fox had 12 apples.\n\n{legal}\n\nHare had 340 nuts.\n"
    result = extractor(ScriptedModel([], NARROW), CHOSEN).extract(text)
    assert [(p.step, p.status) for p in result.passages if p.status == "skipped"] == [("read", "skipped")]
    covered = sorted((p.start, p.end) for p in result.passages)
    assert "".join(text[a:b] for a, b in covered).replace("\n", "") == text.replace("\n", "")


def test_coverage_names_what_no_fact_accounts_for() -> None:
    result = extractor(letter("no"), CHOSEN).extract("Fox had maybe 12 apples. Fox had 340 nuts.\n")
    assert (result.coverage.countable, result.coverage.accounted) == (2, 1)
    assert [u.text for u in result.coverage.unaccounted] == ["12 apples"]


def test_the_same_replies_give_the_same_bytes() -> None:
    first, second = (extractor(letter("Hare"), CHOSEN).extract(TWO).to_json() for _ in range(2))
    assert first == second
