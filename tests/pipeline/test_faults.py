"""A fault in this program costs the item or the passage it met, is named there, and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import field_validator

from extractor import Domain, Extractor, Fact, Name, Result, ScriptedModel, Span
from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.errors import BinaryFiling, SchemaError
from extractor.model import Request
from tests.pipeline.toy import APART, COMPACT, DOMAIN, FULL, SHORT, Holding, extractor, holding, reply
from tests.replies.recorded import odd

LONG = "Fox had 12 apples, all red, and was glad of it all.\n\nHare had 340 nuts, all brown, and slept long.\n"
FOX = holding("Fox", "12 apples", 12, "apples")
HARE = holding("Hare", "340 nuts", 340, "nuts")


def test_a_reply_over_which_code_stumbles_costs_its_passage() -> None:
    result = extractor([cast("str", None), reply(HARE)], SHORT).extract(LONG)
    assert [fact.model_dump()["owner"] for fact in result.facts] == ["Hare"]
    assert [passage.status for passage in result.passages] == ["failed", "done"]
    assert result.passages[0].message.startswith("a fault in this program: ")


class Touchy(Fact, key=("owner",)):
    """An animal that is not to be named."""

    owner: Name

    @field_validator("owner")
    @classmethod
    def not_fox(cls, owner: str) -> str:
        """Stumbles over a fox."""
        return {"Hare": owner}[owner]


def test_an_item_over_which_code_stumbles_costs_that_item() -> None:
    said = {"touchy": [{"quote": "", "owner": "Fox"}, {"quote": "", "owner": "Hare"}]}
    result = Extractor(ScriptedModel([json.dumps(said)], FULL), kinds=[Touchy]).extract(LONG)
    assert [fact.model_dump()["owner"] for fact in result.facts] == ["Hare"]
    assert [(item.reason, item.message) for item in result.rejected] == [
        ("fault", "a fault in this program: KeyError: 'Fox'")
    ]


def test_a_layout_reader_that_stumbles_keeps_what_it_had_read_and_what_others_read() -> None:
    def stumbling(annotations: Annotations) -> Iterator[Candidate]:
        at = annotations.text.index("Hare had 340 nuts")
        slots = {"owner": SlotValue(spans=(Span(at, at + 4),)), "count": SlotValue(spans=(Span(at + 9, at + 17),))}
        yield Candidate(kind=Holding, slots=slots, within=Span(0, len(annotations.text)), passage=0, source="lines")
        raise LookupError

    domain = Domain(kinds=DOMAIN.kinds, layout=(stumbling,))
    result = extractor([reply(FOX)], replace(FULL, layout=True), domain).extract(LONG)
    assert [fact.model_dump()["owner"] for fact in result.facts] == ["Fox", "Hare"]
    assert [(p.step, p.status, p.message) for p in result.passages if p.status == "failed"] == [
        ("layout", "failed", "a fault in this program: LookupError")
    ]


def test_a_kind_defined_wrongly_is_no_fault_of_one_passage() -> None:
    def refusing(annotations: Annotations) -> Iterator[Candidate]:
        raise SchemaError(f"no such kind in {annotations.filing.name}")

    domain = Domain(kinds=DOMAIN.kinds, layout=(refusing,))
    with pytest.raises(SchemaError, match="no such kind"):
        extractor([reply(FOX)], replace(FULL, layout=True), domain).extract(LONG)


_WORDS = [
    "Fox",
    "Hare",
    "had",
    "12",
    "340",
    "apples",
    "nuts",
    '"..."',
    '"',
    "«..»",
    "(TM)",
    "said",
    "No more",
    ",",
    ".",
]
_WORDS += ["—", "(", ")", "in", "2003", "|", "%", "$", "/s/", "1/2", "\n\n"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=20).map(" ".join)
_WHOLE: Any = {"holding": [FOX], "saying": [{"quote": '"No more"', "who": "Hare", "words": "No more", "at": "in 2003"}]}


@settings(max_examples=200, deadline=None)
@given(
    text=_TEXTS | st.text(min_size=1, max_size=60),
    said=odd(_WHOLE).map(json.dumps) | st.text(max_size=40) | _TEXTS.map(lambda t: reply(holding(t, t, 1, t))),
    profile=st.sampled_from((FULL, SHORT, APART, COMPACT)),
)
@example(text='Fox had "...".', said=reply(holding('"..."', "...", 0, "")), profile=FULL)
def test_no_text_and_no_reply_is_a_fault(text: str, said: str, profile: Any) -> None:
    def answer(request: Request) -> str:
        del request
        return said

    try:
        result = extractor(answer, profile).extract("Fox had 12 apples.\n\n" + text)
    except BinaryFiling:  # what holds many control characters is no text
        return
    said_of = [*(p.message for p in result.passages), *(r.message for r in result.rejected)]
    assert not [message for message in said_of if "a fault in this program" in message]
    assert Result.from_json(result.to_json(), kinds=DOMAIN.kinds).to_json() == result.to_json()
