import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.candidates import SlotValue
from extractor.errors import BadAnswer
from extractor.facts import Quantity
from extractor.tasks import codec
from tests.pipeline.toy import Holding, Saying, holding, reply

FULL, COMPACT = codec("full"), codec("compact")
KINDS = (Holding, Saying)
FOX = holding("Fox", "12 apples", 12, "apples")


def test_a_quantity_in_full_has_its_words_and_what_they_come_to() -> None:
    (item,) = FULL.read(reply(FOX), KINDS)
    assert item.slots["count"] == SlotValue(
        words=("12 apples",), reading=Quantity(text="12 apples", amount=Decimal("12.0"), unit="apples")
    )
    assert item.quote == "Fox had 12 apples"


@pytest.mark.parametrize(
    "count", ["12 apples", {"text": "12 apples"}, {"text": "12 apples", "amount": "many", "unit": "apples"}]
)
def test_a_quantity_that_says_less_is_taken_by_its_words(count: object) -> None:
    (item,) = FULL.read(reply({**FOX, "count": count}), KINDS)
    assert item.slots["count"] == SlotValue(words=("12 apples",))


def test_a_choice_that_the_class_does_not_offer_is_not_stated() -> None:
    (item,) = FULL.read(reply({**FOX, "mood": "furious"}), KINDS)
    assert "mood" not in item.slots


def test_a_fence_about_the_json_is_no_part_of_it() -> None:
    assert len(FULL.read(f"```json\n{reply(FOX)}\n```", KINDS)) == 1


@pytest.mark.parametrize(
    "text", ["", "I cannot help with that.", "[]", "null", "{}", '{"x": []}', "{so} " + reply(FOX), reply(FOX) * 2]
)
def test_what_is_no_answer_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadAnswer, match="no JSON of the shape asked for"):
        FULL.read(text, KINDS)
    assert all(item.kind is Holding for item in FULL.read(text, KINDS, cut=True))


def test_an_answer_may_hold_no_facts() -> None:
    assert FULL.read(reply(), KINDS) == FULL.read('{"holding": null}', KINDS) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Here are the facts:\n", "\nDone."),
        ("\ufeff", ""),
        ("<think>{a fox}</think>", ""),
        ("\ufeff<think>\n</think>```json\n", "\n```"),
    ],
)
def test_what_stands_about_the_one_object_is_no_part_of_it(before: str, after: str) -> None:
    assert FULL.read(before + reply(FOX) + after, KINDS) == FULL.read(reply(FOX), KINDS)


@pytest.mark.parametrize("said", ["Fox", 5, {}, FOX, True])
def test_what_is_no_list_of_objects_is_an_item_that_costs_no_other(said: object) -> None:
    bad = FULL.read(json.dumps({"holding": said, "saying": [{"who": "Fox", "words": "no"}]}), KINDS)
    assert ["a list of objects is wanted" in item.problem for item in bad] == [True, False]


@pytest.mark.parametrize("said", ["Fox", 5, [], None])
def test_a_list_may_hold_what_is_no_object_beside_those_that_are(said: object) -> None:
    bad = FULL.read(json.dumps({"holding": [said, FOX], "saying": []}), KINDS)
    assert ["a list of objects is wanted" in item.problem for item in bad] == [True, False]


@pytest.mark.parametrize("amount", ["9" * 6000, "-" + "9" * 6000, "9" * 6000 + ".5", "9" * 6000 + "e9", "1e99999"])
def test_an_endless_amount_costs_the_reading_and_no_more(amount: str) -> None:
    text = reply(FOX, {**FOX, "owner": "Hare"}).replace('"amount": 12', f'"amount": {amount}', 1)
    fox, hare = FULL.read(text, KINDS)
    assert fox.slots["count"] == SlotValue(words=("12 apples",))
    assert hare.slots["count"].reading is not None


def test_half_a_character_costs_its_item_and_no_other() -> None:
    fox, hare = FULL.read(reply({**FOX, "owner": "F\ud800x"}, {**FOX, "owner": "H\U0001f430re"}), KINDS)
    assert (fox.slots["owner"].words, hare.slots["owner"].words) == (("F\ufffdx",), ("H\U0001f430re",))


def test_what_is_said_twice_is_one_item_and_what_differs_is_two() -> None:
    hare = {**FOX, "owner": "Hare"}
    items = FULL.read(reply(FOX, hare, FOX, {**FOX, "mood": "sad"}, hare), KINDS)
    assert [(item.slots["owner"].words, "mood" in item.slots) for item in items] == [
        (("Fox",), False),
        (("Hare",), False),
        (("Fox",), True),
    ]


def test_of_a_cut_reply_the_last_item_is_not_trusted() -> None:
    whole = json.dumps({"holding": [FOX, {**FOX, "owner": "Hare"}]})
    cut = whole[: whole.rindex('"count"')]
    assert [item.slots["owner"].words for item in FULL.read(cut, KINDS, cut=True)] == [("Fox",)]
    with pytest.raises(BadAnswer):
        FULL.read(cut, KINDS)


def test_the_schema_is_closed_and_wants_every_member_as_strict_endpoints_do() -> None:
    for written in (FULL, COMPACT):
        schema = written.schema(KINDS).model_json_schema()
        for part in (schema, *schema["$defs"].values()):
            assert part["additionalProperties"] is False
            assert set(part["required"]) == set(part["properties"])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["holding", "saying", "owner", "count", "text", "amount", "unit", "quote", "who", "words", "mood", "x"]
    ), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JSON, st.integers(0, 400), st.booleans())
def test_no_reply_makes_the_codec_fail_otherwise_and_every_word_it_gives_is_a_string(
    said: Any, at: int, cut: bool
) -> None:
    text = json.dumps(said)[: at or None]
    try:
        items = FULL.read(text, KINDS, cut=cut)
    except BadAnswer:
        return
    for item in items:
        assert all(isinstance(word, str) for value in item.slots.values() for word in value.words)
