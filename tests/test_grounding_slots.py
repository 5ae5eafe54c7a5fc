"""The slots of a fact, found together: where they stand apart, outside a passage, or in several runs."""

from __future__ import annotations

from extractor.facts import Span
from extractor.grounding import Finder, Refusal, ground_slots
from tests.spans import whole


def test_slots_are_taken_where_they_stand_together() -> None:
    text = "Amena grew. Wind lost 5 million users. Amena gained 5 million users in 2003. In 2003, Wind left."
    found = ground_slots(
        {"subject": "Amena", "value": "5 million users", "as_of": "in 2003"},
        Finder(text),
        passage=whole(text),
        names={"subject"},
    )
    start = text.rindex("Amena")
    assert found == {
        "subject": (Span(start, start + 5),),
        "value": (Span(start + 13, start + 28),),
        "as_of": (Span(start + 29, start + 36),),
    }


def test_two_slots_rather_stand_apart_than_in_the_same_words() -> None:
    text = "mmO2 plc (mmO2) reports."
    found = ground_slots({"entity": "mmO2 plc", "name": "mmO2"}, Finder(text), passage=whole(text))
    assert found == {"entity": (Span(0, 8),), "name": (Span(10, 14),)}


def test_a_slot_named_outside_is_found_before_the_passage_nearest_first() -> None:
    text = "Wind\n\nAmena. Amena\n\nIt has 5 million users. Amena"
    passage = Span(text.index("It has"), text.index(" Amena", 20))
    slots = {"subject": "Amena", "value": "5 million users"}
    found = ground_slots(slots, Finder(text), passage=passage, outside=frozenset({"subject"}))
    assert found["subject"] == (Span(13, 18),)
    refused = ground_slots(slots, Finder(text), passage=passage)
    assert isinstance(refused["subject"], Refusal)
    assert isinstance(refused["value"], tuple)


def test_a_list_has_a_span_for_each_of_its_words_or_is_refused() -> None:
    text = "O2 (Germany, the UK and Ireland) and Spain"
    finder = Finder(text)
    found = ground_slots({"countries": ["Ireland", "UK"], "none": []}, finder, passage=whole(text))
    assert found == {"countries": (Span(24, 31), Span(17, 19)), "none": ()}
    refused = ground_slots({"countries": ["Ireland", "Malta"]}, finder, passage=whole(text))["countries"]
    assert isinstance(refused, Refusal)
    assert "'Malta'" in refused.message


def test_an_interrupted_quotation_has_a_span_for_each_run() -> None:
    text = 'x "We are\nready," said Ana Prieto, chief of One. "This is the next step." y'
    found = ground_slots({"text": "We are ready, This is the next step."}, Finder(text), passage=whole(text))
    assert isinstance(found["text"], tuple)
    assert [text[span.start : span.end] for span in found["text"]] == ["We are\nready,", "This is the next step."]


def test_runs_that_are_no_quotation_are_not_joined() -> None:
    text = "Amena did not keep its stake in Wind."
    found = ground_slots({"text": "Amena did keep its stake"}, Finder(text), passage=whole(text))
    assert isinstance(found["text"], Refusal)
    assert found["text"].reason == "negation"


NOISE = (
    '"We go on to build the best roads where 3 Source: A Study of Roads. PRESS RELEASE people live and work for us."'
)


def test_a_quotation_that_a_page_interrupts_has_a_span_for_each_run() -> None:
    words = "We go on to build the best roads where people live and work for us."
    found = ground_slots({"text": words}, Finder(NOISE), passage=Span(0, len(NOISE)))["text"]
    assert isinstance(found, tuple)
    assert " ".join(NOISE[start:end] for start, end in found) == words


def test_a_negation_is_no_interruption() -> None:
    text = '"We will not sell this company to anybody at all," said Bo.'
    words = "We will sell this company to anybody at all,"
    assert isinstance(ground_slots({"text": words}, Finder(text), passage=Span(0, len(text)))["text"], Refusal)
