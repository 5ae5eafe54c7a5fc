import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from extractor import Domain, Extractor, Fact, ScriptedModel, Span
from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.errors import MissingReply, ModelUnavailable, TransportError
from extractor.model.protocol import Reply, Request
from tests.pipeline.toy import (
    AGAIN,
    APART,
    COMPACT,
    DOMAIN,
    FULL,
    SHORT,
    Holding,
    Saying,
    by_text,
    extractor,
    holding,
    reply,
)

TWO = "Fox had 12 apples. Hare had 340 nuts.\n"
LONG = "Fox had 12 apples, all red, and was glad of it all.\n\nHare had 340 nuts, all brown, and slept long.\n"
FOX = holding("Fox", "12 apples", 12, "apples")
HARE = holding("Hare", "340 nuts", 340, "nuts")


def owners(facts: Iterable[Fact]) -> list[str]:
    return [fact.model_dump()["owner"] for fact in facts]


def test_the_whole_transcript_instructions_example_and_passage() -> None:
    model = ScriptedModel([reply(FOX, HARE)], FULL)
    Extractor(model, domain=DOMAIN).extract(TWO)
    system, shown, right, asked = model.transcript[0].messages
    assert [turn.role for turn in (system, shown, right, asked)] == ["system", "user", "assistant", "user"]
    assert "All of them are animals." in system.content
    assert (
        "holding: An animal has a number of things.\n- owner (name)\n- count (quantity)\n"
        "- mood (one of happy, sad, or null)" in system.content
    )
    assert shown.content == "Text:\nHen has nine eggs."
    assert json.loads(right.content) == {
        "holding": [
            {
                "quote": "Hen has nine eggs",
                "owner": "Hen",
                "count": {"text": "nine eggs", "amount": 9, "unit": "eggs"},
                "mood": None,
            }
        ],
        "saying": [],
    }
    assert asked.content == f"Text:\n{TWO.strip()}"


def test_a_small_model_is_shown_and_asked_for_the_words_alone() -> None:
    said = {"holding": [{"owner": "Fox", "count": "12 apples", "mood": "happy"}], "saying": []}
    model = ScriptedModel([json.dumps(said)], COMPACT)
    result = Extractor(model, domain=DOMAIN).extract("Fox had 12 apples.\n")
    assert '"count":"nine eggs"' in model.transcript[0].messages[2].content
    assert "quote" not in model.transcript[0].messages[0].content
    assert [f.model_dump()["mood"] for f in result.facts] == ["happy"]


def test_kinds_are_asked_one_by_one_where_the_profile_says_so() -> None:
    model = ScriptedModel([reply(FOX), reply()], APART)
    result = Extractor(model, domain=DOMAIN).extract("Fox had 12 apples.\n")
    assert [list(r.answer.model_fields) for r in model.transcript] == [["holding"], ["saying"]]
    assert "An animal says something." not in model.transcript[0].messages[0].content
    assert owners(result.facts) == ["Fox"]


def test_words_are_found_and_read() -> None:
    said = {"quote": '"No more", said Hare', "who": "Hare", "words": "No more", "at": "in 2003"}
    text = 'Fox had 12 apples in 2003. "No more", said Hare in 2003.\n'
    result = extractor([reply(FOX, sayings=(said,))]).extract(text)
    first, second = (fact.model_dump(mode="json") for fact in result.facts)
    assert first["count"] == {"text": "12 apples", "amount": 12, "unit": "apples", "bound": "exact"}
    assert (second["words"], second["at"]["end"]) == ("No more", "2003-12-31")
    assert [e.quote for f in result.facts for e in f.evidence] == ["Fox had 12 apples", '"No more", said Hare']


def test_a_number_that_the_filing_does_not_print_is_no_fact() -> None:
    result = extractor([reply(FOX, holding("Hare", "430 nuts", 430, "nuts"))]).extract(TWO)
    assert owners(result.facts) == ["Fox"]
    assert [(r.kind, r.slot, r.reason) for r in result.rejected] == [("holding", "count", "changed_digits")]


def test_a_bad_optional_slot_costs_the_slot_alone() -> None:
    said = {"quote": "", "who": "Hare", "words": "No more", "at": "in 1999"}
    result = extractor([reply(sayings=(said,))]).extract('"No more", said Hare in 2003.\n')
    assert result.facts[0].model_dump()["at"] is None
    assert [(r.kind, r.slot) for r in result.rejected] == [("saying", "at")]


def test_a_key_slot_that_is_not_given_costs_the_item_and_says_so() -> None:
    result = extractor([reply(FOX, holding("Hare", "", 0, ""))]).extract(TWO)
    assert owners(result.facts) == ["Fox"]
    assert [(r.reason, r.message) for r in result.rejected] == [("incomplete", "key slot count is missing")]


@pytest.mark.parametrize("said", [["at"], {"x": "in 2003"}, 2003])
def test_a_slot_of_another_type_costs_the_slot_and_says_so(said: object) -> None:
    item = {"quote": "", "who": "Hare", "words": "No more", "mood": None}
    text = '"No more", said Hare in 2003.\n'
    result = extractor([reply(sayings=({**item, "at": None}, {**item, "who": said}))]).extract(text)
    assert [fact.model_dump()["who"] for fact in result.facts] == ["Hare"]
    assert [(r.reason, r.message) for r in result.rejected] == [("incomplete", "key slot who is missing")]
    result = extractor([reply({**FOX, "mood": said}, HARE)]).extract(TWO)
    assert owners(result.facts) == ["Fox", "Hare"]
    assert [(r.slot, r.reason) for r in result.rejected] == [("mood", "unreadable")]


@pytest.mark.parametrize("said", ["I cannot help.", "[]", "{}", "{no} " + reply(FOX)])
def test_a_passage_about_which_a_model_writes_no_answer_is_failed_with_its_reason(said: str) -> None:
    result = extractor([said, reply(HARE)], SHORT).extract(LONG)
    assert owners(result.facts) == ["Hare"]
    assert [p.status for p in result.passages] == ["failed", "done"]
    assert "no JSON of the shape asked for" in result.passages[0].message
    assert result.usage.requests == 2


def test_what_a_model_writes_about_its_answer_costs_nothing() -> None:
    plain = extractor([reply(FOX)]).extract(TWO).to_json()
    assert extractor([f"\ufeff<think>{{hm}}</think>Here:\n{reply(FOX)}\nDone."]).extract(TWO).to_json() == plain


def test_what_is_said_ten_thousand_times_is_looked_for_once() -> None:
    result = extractor([reply(*[FOX] * 10_000, HARE)]).extract(TWO)
    assert result.to_json() == extractor([reply(FOX, HARE)]).extract(TWO).to_json()
    assert [p.candidates for p in result.passages] == [2]


def test_words_copied_from_a_worked_example_are_known_as_such() -> None:
    result = extractor([reply(holding("Hen", "nine eggs", 9, "eggs"))]).extract("Fox had 12 apples.\n")
    assert result.facts == ()
    assert result.rejected[0].reason == "in_example"


def test_a_reply_cut_at_its_length_keeps_its_whole_items_and_is_reported() -> None:
    class Cut(ScriptedModel):
        async def ask(self, request: Request) -> Reply:
            whole = await super().ask(request)
            return Reply(
                text=whole.text[:-40],
                finish="length",
                prompt_tokens=0,
                completion_tokens=0,
                seconds=0.0,
                key=whole.key,
                from_record=False,
            )

    result = Extractor(Cut([json.dumps({"holding": [FOX, HARE]})], FULL), domain=DOMAIN).extract(TWO)
    assert owners(result.facts) == ["Fox"]
    assert [(p.step, p.status) for p in result.passages] == [("read", "truncated")]


def test_a_long_filing_goes_in_passages_that_carry_what_was_defined_before() -> None:
    text = (
        'Fox Holdings Limited ("Fox") met Hare in the wood one day.\n\nThere Fox had 12 apples, and Hare looked on.\n'
    )
    model = ScriptedModel(by_text({"12 apples": reply(FOX)}), SHORT)
    result = Extractor(model, domain=DOMAIN).extract(text)
    first, second = (request.messages[-1].content for request in model.transcript)
    assert "Names defined" not in first
    assert "Names defined before this part: Fox (Fox Holdings Limited)" in second
    assert owners(result.facts) == ["Fox"]


def test_a_passage_whose_question_fails_costs_that_passage_and_is_reported() -> None:
    result = extractor([TransportError("the line is down"), reply(HARE)], SHORT).extract(LONG)
    assert owners(result.facts) == ["Hare"]
    assert [(p.status, p.message) for p in result.passages] == [("failed", "the line is down"), ("done", "")]


def test_if_every_question_fails_the_first_failure_is_raised() -> None:
    with pytest.raises(TransportError, match=r"^down$"):
        extractor([TransportError("down"), TransportError("still down")], SHORT).extract(LONG)


@pytest.mark.parametrize("error", [MissingReply("not in the record"), ModelUnavailable("no weights")])
def test_what_would_fail_every_question_alike_is_raised_at_once(error: Exception) -> None:
    with pytest.raises(type(error)):
        extractor([reply(FOX), error], SHORT).extract(LONG)


def test_what_no_fact_accounts_for_is_asked_about_once_more_with_its_sentence() -> None:
    model = ScriptedModel([reply(FOX), reply(HARE)], AGAIN)
    result = Extractor(model, domain=DOMAIN).extract(TWO)
    assert model.transcript[1].messages[-1].content.endswith("- 340 nuts: Hare had 340 nuts.")
    assert owners(result.facts) == ["Fox", "Hare"]
    assert (result.coverage.accounted_first, result.coverage.accounted) == (1, 2)
    assert [p.step for p in result.passages] == ["read", "read again"]


def test_there_is_no_second_look_where_nothing_is_left_or_the_profile_has_none() -> None:
    assert len(extractor([reply(FOX, HARE)], AGAIN).extract(TWO).passages) == 1
    result = extractor([reply(FOX)]).extract(TWO)
    assert [u.text for u in result.coverage.unaccounted] == ["340 nuts"]


def test_a_second_look_that_fails_costs_no_fact() -> None:
    result = extractor([reply(FOX), TransportError("the line is down")], AGAIN).extract(TWO)
    assert owners(result.facts) == ["Fox"]
    assert [(p.step, p.status) for p in result.passages] == [("read", "done"), ("read again", "failed")]


def test_a_layout_reader_adds_facts_that_go_the_same_way_where_the_profile_says_so() -> None:
    def lines(annotations: Annotations) -> Iterable[Candidate]:
        at = annotations.text.index("Hare: 340 nuts")
        yield Candidate(
            kind=Holding,
            slots={"owner": SlotValue(spans=(Span(at, at + 4),)), "count": SlotValue(spans=(Span(at + 6, at + 14),))},
            within=Span(0, len(annotations.text)),
            passage=0,
            source="lines",
        )

    domain = Domain(kinds=(Holding, Saying), layout=(lines,))
    text = "Fox had 12 apples.\nHare: 340 nuts\n"
    assert owners(extractor([reply(FOX)], replace(FULL, layout=True), domain).extract(text).facts) == ["Fox", "Hare"]
    assert owners(extractor([reply(FOX)], FULL, domain).extract(text).facts) == ["Fox"]


def test_the_result_does_not_depend_on_the_order_in_which_replies_come() -> None:

    class Late(ScriptedModel):
        async def ask(self, request: Request) -> Reply:
            await asyncio.sleep(0.01 if "12" in request.messages[-1].content else 0)
            return await super().ask(request)

    script = by_text({"12 apples": reply(FOX), "340 nuts": reply(HARE)})
    prompt = extractor(script, SHORT).extract(LONG)
    late = Extractor(Late(script, SHORT), domain=DOMAIN).extract(LONG)
    assert [f.evidence for f in late.facts] == [f.evidence for f in prompt.facts]


def test_the_same_replies_give_the_same_bytes() -> None:
    first, second = (extractor([reply(FOX, HARE)]).extract(TWO).to_json() for _ in range(2))
    assert first == second


def test_an_extractor_works_in_a_running_loop_keeps_its_model_and_closes_it_once() -> None:
    class Closing(ScriptedModel):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    model = Closing(by_text({"12 apples": reply(FOX, HARE)}), FULL)
    with Extractor(model, domain=DOMAIN) as reader:

        async def cell() -> int:
            return len(reader.extract(TWO).facts)

        assert asyncio.run(cell()) == 2
        assert [len(result.facts) for result in reader.extract_many([TWO, TWO])] == [2, 2]
        assert model.closed == 0
    assert model.closed == 1
