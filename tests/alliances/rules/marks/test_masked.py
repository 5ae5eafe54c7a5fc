"""Text with its marks in place of the words they cover. All companies are invented."""

from __future__ import annotations

import re

import pytest

from alliances.rules.marks import Marks
from alliances.rules.marks.masked import StandIn, anaphors, mask, pattern
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.facts import Span
from extractor.filing import Filing

_FIRST = "Kestrel plc is a carrier. "


def marks_of(text: str) -> tuple[Marks, Span]:
    """The marks of a text's first passage, and its last sentence."""
    marks = read(Annotations(Filing.read(_FIRST + text)), passage_chars=900).passages[0]
    return marks, marks.sentences[-1]


MASKED = [
    ("In 2004 Kestrel held a 25% stake in Betta Ltd.", "⟦D0⟧ ⟦N0⟧ held a ⟦P0⟧ stake in ⟦N1⟧"),
    ("Kestrel has 3 million customers in Spain.", "⟦N0⟧ has ⟦Q0⟧ in Spain."),
    ("Kestrel plc\n  and   Betta Ltd. agreed.", "⟦N0⟧ and ⟦N1⟧ agreed."),
    ("Juan Pereda, Chief Executive of Kestrel, agreed.", "Juan Pereda, Chief Executive of ⟦N0⟧, agreed."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_marks_stand_in_place_of_their_words(text: str, expected: str) -> None:
    marks, sentence = marks_of(text)
    assert mask(marks, sentence).text == expected


def test_countries_and_persons_are_masked_when_asked_for() -> None:
    marks, sentence = marks_of("Juan Pereda, Chief Executive, said that Kestrel has customers in Spain.")
    assert mask(marks, sentence, countries=True, persons=True).text == (
        "⟦N0⟧, Chief Executive, said that ⟦N1⟧ has customers in ⟦C0⟧."
    )


def test_a_match_leads_back_to_the_marks_and_to_the_filing() -> None:
    marks, sentence = marks_of("Last year Kestrel bought 25% of\nBetta Ltd. for cash.")
    masked = mask(marks, sentence)
    match = pattern(r"{N:owner} bought {P:stake} of {N:owned}").search(masked.text)
    assert match is not None
    owner = masked.at(match.group("owner"))
    assert [m.text for m in masked.names(match.group())] == ["Kestrel", "Betta Ltd."]
    assert owner is not None
    span = masked.span(match.start(), match.end())
    assert marks.text[span.start : span.end] == "Kestrel bought 25% of\nBetta Ltd."


def test_what_is_left_out_moves_no_offset() -> None:
    marks, sentence = marks_of("Last year Betta Ltd. (“Betta”) bought Gamma Ltd. for cash.")
    masked = mask(marks, sentence).without(re.compile(r" \([^()]*\)"))
    match = pattern(r"{N} bought {N}").search(masked.text)
    assert match is not None
    span = masked.span(match.start(), match.end())
    assert marks.text[span.start : span.end] == "Betta Ltd. (“Betta”) bought Gamma Ltd."


STAND_INS = [
    ("Last year it bought Betta Ltd. for cash.", [("it", "Kestrel plc")]),
    ("The company bought Betta Ltd. for cash.", [("The company", "Kestrel plc")]),
    ("Betta Ltd. is a carrier and its customers are many.", [("its", "Betta Ltd.")]),
    ("Kestrel bought a part of Betta Ltd. and more of it.", [("it", "Betta Ltd.")]),
    ("Betta Ltd. holds 5% of its share capital.", [("its", "Kestrel plc")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STAND_INS)
def test_words_that_stand_for_a_company_lead_to_it(text: str, expected: list[tuple[str, str]]) -> None:
    marks, sentence = marks_of(text)
    found = [(marks.words(s.span), marks.names.entities[s.meant.entity].name) for s in anaphors(marks, sentence)]
    assert found == expected


def test_a_stand_in_is_masked_as_the_name_it_stands_for() -> None:
    marks, sentence = marks_of("Last year its unit bought Betta Ltd. for cash.")
    its = next(s for s in anaphors(marks, sentence) if s.owning)
    masked = mask(marks, sentence, stand_ins=[its])
    assert "⟦N0⟧'s unit bought ⟦N1⟧" in masked.text
    assert masked.names("⟦N0⟧") == [its.meant]


def test_a_stand_in_gives_way_to_a_name() -> None:
    marks, sentence = marks_of("Last year Betta Ltd. grew.")
    mention = marks.names.within(sentence)[0]
    assert mask(marks, sentence, stand_ins=[StandIn(mention.span, mention)]).text.count("⟦N") == 1
