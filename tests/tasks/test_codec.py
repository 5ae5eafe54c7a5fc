import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.candidates import SlotValue
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


@pytest.mark.parametrize("text", ["", "I cannot help with that.", "[]", "null", '{"holding": null}', '{"holding": {}}'])
def test_what_is_no_answer_has_no_items(text: str) -> None:
    assert FULL.read(text, KINDS) == []


def test_of_a_cut_reply_the_last_item_is_not_trusted() -> None:
    whole = json.dumps({"holding": [FOX, {**FOX, "owner": "Hare"}]})
    cut = whole[: whole.rindex('"count"')]
    assert [item.slots["owner"].words for item in FULL.read(cut, KINDS, cut=True)] == [("Fox",)]
    assert FULL.read(cut, KINDS) == []


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
def test_no_reply_makes_the_codec_raise_and_every_word_it_gives_is_a_string(said: Any, at: int, cut: bool) -> None:
    text = json.dumps(said)[: at or None]
    for item in FULL.read(text, KINDS, cut=cut):
        assert all(isinstance(word, str) for value in item.slots.values() for word in value.words)
