from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Span
from extractor.grounding import Finder, Form, Refusal, ground, ground_slots

FILING = """Nordavia announces results

Nordavia has 167.4 million customers and a 5.38% stake in China Unicom. Amena held a stake in Wind. Sunrise had not
held a stake in One. The group did not own shares in Pannon, and Orange Slovensko never directly owned Radiolinja.
He denied that it sold the business. Nordavia doesn't only offer roaming, it leads. No. 1 operator Telenet signed first.
Neither Amena nor Wind held a licence; Pannon did not buy Telenet and sold 10 per
cent of Wind. Revenue was $7 million, or US$9 million. The loss was not more than EUR 3 million.
Its non-executive director, Ana Prieto, left. El grupo no ofrece servicios fijos. Opera sin tener una licencia.
"""

EXAMPLE = Path(__file__).parent.parent / "examples" / "mmo2-6k-2004-11-11.txt"


def whole(text: str) -> Span:
    return Span(0, len(text))


def said(words: str, text: str = FILING) -> str | None:
    found = ground(words, Finder(text), within=whole(text))
    return text[found.start : found.end] if isinstance(found, Span) else None


def refusal(words: str, text: str = FILING, **how: object) -> Refusal:
    found = ground(words, Finder(text), within=whole(text), **how)  # type: ignore[arg-type] # the tests name real options
    assert isinstance(found, Refusal)
    return found


MAY_DIFFER = [
    # text, words
    ("99 per\n   cent of", "99 per cent"),
    ("99\u00a0per\u2009cent", "99 per cent"),
    ("a total of  51.5 %", "51.5%"),
    ("a total of 51.5%", "51.5 %"),
    ("RM14 billion", "RM 14 billion"),
    ("multi-\ncountry offer", "multi-country offer"),
    ("multi-\n   country offer", "multicountry offer"),
    ("the operat-\r\nors of", "the operators of"),
    ("the operat\u00ad\nors of", "operators"),
    ("the oper\u00adators of", "operators"),
    ("pre\u00adpaid", "pre-paid"),
    ("a \u2013 b", "a - b"),
    ("a -- b", "a\u2014b"),
    ("2003\u20132004", "2003-2004"),
    ("the \u201cOne\u201d brand", 'the "One" brand'),
    ("the ``One'' brand", 'the "One" brand'),
    ("the \u00ab One \u00bb brand", "the 'One' brand"),
    ("the ``Class of 2003'' brand", "the \u201cClass of 2003\u201d brand"),
    ("Telenor\u2019s network", "Telenor's network"),
    ("now\u200bhere", "now here"),
    ("Tele\u2060nor\ufeff AS", "Telenor AS"),
    ("Telefo\u0301nica", "Telef\u00f3nica"),
    ("Telef\u00f3nica", "Telefo\u0301nica"),
    ("the \ufb01rst", "the first"),
    ("its significant\n\n<PAGE>   12\n\npresence", "its significant presence"),
    ("its significant\n\n<PAGE>\n\npresence", "its significant <PAGE> presence"),
]


@pytest.mark.parametrize(("text", "words"), MAY_DIFFER)
def test_what_print_changes_may_differ(text: str, words: str) -> None:
    assert said(words, text) is not None


BOUNDARIES_HOLD = [
    ("Telenor's network", "Telenor"),
    ("by Telenor, who", "Telenor"),
    ("with (17.45%) of", "17.45%"),
    ("the 18-24 group", "18"),
    ("grew 5-10% a year", "10%"),
    ("- 5 new sites", "5 new sites"),
    ("GSM-1800", "1800"),
    ("in 2004.", "2004"),
    ("Clause No.5", "5"),
    ("served 8\u00a0475\u00a0000 people", "8 475 000 people"),
    ("pour l'Orange", "Orange"),
    ("AT&T and One", "AT&T"),
]


@pytest.mark.parametrize(("text", "words"), BOUNDARIES_HOLD)
def test_words_end_where_words_and_numbers_do(text: str, words: str) -> None:
    assert said(words, text) is not None


NOT_THERE = [
    # digits, decimal marks and groups
    ("15.38 of", "5.3"),
    ("5.38 of", "5.3"),
    ("5.38 of", "538"),
    ("5.38 of", "5,38"),
    ("5,38 of", "38"),
    ("the 167.4 million", "4 million"),
    ("8.475.000 users", "475.000"),
    ("8.475.000 users", "8.475"),
    ("8'475'000 users", "475"),
    ("8\u00a0475\u00a0000 users", "475 000"),
    ("8 475 000 users", "8 475"),
    ("900, 1800 MHz", "900,1800 MHz"),
    ("1800 MHz", "18"),
    ("18 00 MHz", "1800"),
    (".5 million", "5 million"),
    ("5m", "5"),
    ("10\u00b2 km", "102 km"),
    ("10\u00b2 km", "10"),
    ("\u00bd share", "1/2 share"),
    ("\uff15 share", "5 share"),
    ('30" antenna', "30' antenna"),
    # signs
    ("growth of -5%", "5%"),
    ("growth of \u22125%", "5%"),
    ("growth (-5%)", "5%"),
    ("growth of -$5", "$5"),
    ("growth of 5%", "-5%"),
    ("growth of 5-10%", "-10%"),
    # units
    ("US$5 of", "$5"),
    ("A$5 of", "$5"),
    # words
    ("mmO2 of", "O2"),
    ("the phone", "one"),
    ("AT&T of", "AT"),
    ("AT&T of", "T"),
    ("press@orange.example", "orange"),
    ("www.orange.example", "orange"),
    ("nowhere", "now here"),
    ("now here", "nowhere"),
    ("the operat-\nors", "ors"),
    ("the operat-\nors", "operat"),
    ("prepaid", "pre-paid"),
    ("3 month", "3-month"),
    ("Telefonica", "Telef\u00f3nica"),
    ("Telef\u00f3nica", "Telef\u00f3nic"),
    ("one", "One"),
]


@pytest.mark.parametrize(("text", "words"), NOT_THERE)
def test_what_changes_meaning_is_not_found(text: str, words: str) -> None:
    assert Finder(text).find(words) is None
    assert said(words, text) is None


REFUSED = [
    # words, reason
    ("5.83% stake", "changed_digits"),
    ("-5.38%", "changed_digits"),
    ("167.4 billion", "changed_unit"),
    ("167.4", "changed_unit"),  # the scale is cut off
    ("10 per mille of Wind", "changed_unit"),
    ("7 million", "changed_unit"),  # the currency sign is cut off
    ("China Mobile", "not_found"),
    ("Amena did not hold a stake in Wind", "negation"),
    ("The group held shares in Pannon", "negation"),
    ("held a stake in One", "negation"),
    ("own shares in Pannon", "negation"),
    ("owned Radiolinja", "negation"),
    ("it sold the business", "negation"),
    ("Sunrise had", "negation"),
    ("Wind held a licence", "negation"),
    ("more than EUR 3 million", "negation"),
    ("executive director", "negation"),
    ("ofrece servicios fijos", "negation"),
    ("tener una licencia", "negation"),
    ("", "empty"),
    (" - ", "empty"),
]


@pytest.mark.parametrize(("words", "reason"), REFUSED)
def test_words_that_say_something_else_are_refused_with_their_reason(words: str, reason: str) -> None:
    assert refusal(words).reason == reason


STANDS = [
    "5.38% stake",
    "167.4 million",
    "held a stake in Wind",
    "Sunrise had not held a stake in One",
    "not more than EUR 3 million",
    "offer roaming",  # "not only" is no negation
    "Telenet signed first",  # nor is "No."
    "sold 10 per cent of Wind",  # the negation was of another verb
    "US$9 million",
    "$7 million",
    "a stake in One",  # no claim, a thing
    "non-executive director",
    "no ofrece servicios",
]


@pytest.mark.parametrize("words", STANDS)
def test_words_that_the_filing_says_stand(words: str) -> None:
    assert said(words) is not None


def test_a_negation_is_no_matter_to_a_name() -> None:
    text = "It is not Telenor Mobile Holding that pays."
    assert isinstance(ground("Telenor Mobile", Finder(text), within=whole(text), form="name"), Span)


def test_of_two_places_the_one_without_a_negation_is_taken() -> None:
    text = "It has not held a stake. Wind held a stake."
    found = ground("held a stake", Finder(text), within=whole(text))
    assert found == Span(text.rindex("held"), len(text) - 1)


@pytest.mark.parametrize("words", ['"5.38% stake"', "5.38% stake.", " 5.38% stake, "])
def test_marks_around_the_words_may_be_the_copyists(words: str) -> None:
    assert said(words) == "5.38% stake"


def test_a_refusal_says_the_words_the_place_and_what_the_filing_says() -> None:
    refused = ground("5.83% stake", Finder(FILING), within=Span(20, 120))
    assert isinstance(refused, Refusal)
    assert refused.message == (
        "'5.83% stake' is not in the passage (characters 20 to 120); the filing says '5.38% stake'"
    )
    assert refused.closest is not None
    assert FILING[refused.closest.start : refused.closest.end] == "5.38% stake"


def test_a_year_before_a_percent_column_is_no_number_cut_off() -> None:
    assert said("2003", "Revenue 2004 2003 % change") == "2003"
    assert said("51", "Revenue 51 % change") is None


def test_text_that_is_no_unicode_is_no_error() -> None:
    assert said("Wind", "\ud800 Wind \udfff\0") == "Wind"
    assert refusal("\ud800", "Wind").reason == "empty"


def test_words_elsewhere_are_refused_unless_asked_for() -> None:
    within = Span(0, 20)
    refused = ground("Sunrise", Finder(FILING), within=within)
    assert isinstance(refused, Refusal)
    assert refused.reason == "not_found"
    assert f"it stands at character {FILING.index('Sunrise')}" in refused.message
    found = ground("Sunrise", Finder(FILING), within=within, anywhere=True)
    assert found == Span(FILING.index("Sunrise"), FILING.index("Sunrise") + 7)


def test_words_over_the_edge_of_a_passage_are_refused() -> None:
    at = FILING.index("China Unicom")
    refused = ground("China Unicom", Finder(FILING), within=Span(0, at + 5))
    assert isinstance(refused, Refusal)
    assert refused.reason == "crosses"


def test_a_passage_edge_does_not_make_a_word_of_a_part() -> None:
    assert Finder("mmO2 grew").find("O2", within=Span(2, 9)) is None


def test_words_of_a_worked_example_are_named_as_such() -> None:
    assert refusal("Volarix Mobile", examples=[Finder("Volarix Mobile has 12 users.")]).reason == "in_example"
    assert refusal("12 users", examples=[Finder("Volarix Mobile has 12 users.")]).reason == "in_example"


NAME_CASES = [
    ("TELENOR ASA: results of Telenor", "Telenor", "Telenor"),
    ("TELENOR ASA: results", "Telenor", "TELENOR"),
    ("results of telenor", "Telenor", "telenor"),
    ("one of the brands", "ONE", "one"),
]


@pytest.mark.parametrize(("text", "words", "found"), NAME_CASES)
def test_the_case_of_a_name_may_differ_where_it_is_not_printed_as_given(text: str, words: str, found: str) -> None:
    span = ground(words, Finder(text), within=whole(text), form="name")
    assert isinstance(span, Span)
    assert text[span.start : span.end] == found
    if found != words:
        assert isinstance(ground(words, Finder(text), within=whole(text)), Refusal)


def test_a_common_word_is_no_name_where_the_filing_prints_the_name_elsewhere() -> None:
    text = "Sales of One grew. It is one of the brands."
    within = Span(text.index("It is"), len(text))
    assert isinstance(ground("One", Finder(text), within=within, form="name"), Refusal)


def test_find_takes_the_first_or_the_nearest() -> None:
    text = "Wind, then Wind, then Wind"
    finder = Finder(text)
    assert finder.find("Wind") == Span(0, 4)
    assert finder.find("Wind", near=Span(12, 13)) == Span(11, 15)
    assert finder.find("Wind", within=Span(1, 20)) == Span(11, 15)
    assert finder.find_all("WIND", ignore_case=True) == [Span(0, 4), Span(11, 15), Span(22, 26)]


def test_a_span_holds_the_sign_and_no_white_space() -> None:
    text = "fell  -5 %  in"
    assert Finder(text).find(" -5% ") == Span(6, 10)


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


def test_many_occurrences_of_many_words_are_placed_together() -> None:
    text = "A 1, B 2, C 3. " * 200
    slots = {"a": "A", "b": ["B", "C", "1", "2"], "c": "3"}
    found = ground_slots(slots, Finder(text), passage=whole(text))
    spans = [span for given in found.values() if isinstance(given, tuple) for span in given]
    assert max(span.end for span in spans) - min(span.start for span in spans) < 15


def test_the_example_filing_grounds_its_own_words() -> None:
    text = EXAMPLE.read_text(encoding="utf-8", errors="replace")
    finder = Finder(text)
    for words in ("8.475.000 subscribers", "99 per cent", "O2 (Germany, the UK and Ireland)", "Telenor Mobil"):
        assert isinstance(ground(words, finder, within=whole(text)), Span), words
    for words in ("8.475.001 subscribers", "475.000 subscribers", "89 per cent", "Telenor Mobile Sweden"):
        assert isinstance(ground(words, finder, within=whole(text)), Refusal), words


def test_a_long_run_of_one_letter_is_searched_in_one_pass() -> None:
    assert Finder("a" * 1_000_000).find_all("a" * 1_000) == []
    assert len(Finder("a " * 10_000).find_all("a")) == 10_000


# What the filings of the properties are made of: none of it negates.
WORDS = st.sampled_from(
    [
        "Telenor",
        "Telef\u00f3nica",
        "One's",
        "roaming",
        "pre-paid",
        "AT&T",
        "(Wind)",
        "\u201cO2\u201d",
        "operators,",
        "in",
    ]
)
NUMBERS = st.from_regex(r"(?:EUR |\$)?[1-9][0-9]{0,2}(?:\.[0-9]{1,3})?(?: million|%| per cent)", fullmatch=True)
BLANKS = st.sampled_from([" ", "  ", "\n", " \n  ", "\u00a0", " \u2013 "])
TOKENS = st.lists(st.tuples(st.one_of(WORDS, NUMBERS), BLANKS), min_size=1, max_size=12)
ANY_TEXT = st.text(
    st.one_of(st.sampled_from("aA15.,-%$ \n\u00ad\u200b\u0301\ufb01'\"\u201d\u00bd\u00b2"), st.characters()),
    max_size=60,
)


def characters(text: str) -> str:
    """The letters and digits of a text, by another way than the finder's."""
    text = unicodedata.normalize("NFD", text.replace("\ufb01", "fi").replace("<PAGE>", ""))
    return "".join(char for char in text if char.isalnum())


@given(TOKENS, st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_any_run_of_whole_words_is_grounded_in_equal_words(tokens: list[tuple[str, str]], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first + 1, len(tokens)))
    text = "".join(token + blank for token, blank in tokens)
    words = " ".join((token + blank).strip() for token, blank in tokens[first:last])
    start = len("".join(token + blank for token, blank in tokens[:first]))
    near = Span(start, start + 1)

    span = ground(words, Finder(text), within=whole(text), near=near)

    assert isinstance(span, Span)
    assert characters(text[span.start : span.end]) == characters(words)
    assert text[span.start : span.end] == text[span.start : span.end].strip()


@given(TOKENS, st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_a_changed_digit_is_refused_unless_it_stands_elsewhere(
    tokens: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "".join(token + blank for token, blank in tokens)
    first = data.draw(st.integers(0, len(tokens) - 1))
    words = "".join(token + blank for token, blank in tokens[first:])
    places = [at for at, char in enumerate(words) if char.isdigit()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789".replace(words[at], "")))
    changed = words[:at] + digit + words[at + 1 :]

    found = ground(changed, Finder(text), within=whole(text))

    assert isinstance(found, Refusal) or characters(changed) in characters(text)


@given(ANY_TEXT, ANY_TEXT, st.booleans())
@settings(derandomize=True, max_examples=300, deadline=None)
def test_whatever_the_text_what_is_found_says_the_words(text: str, words: str, ignore_case: bool) -> None:
    found = Finder(text).find_all(words, ignore_case=ignore_case)
    check_spans(text, words, found, ignore_case=ignore_case)


@given(ANY_TEXT, st.data())
@settings(derandomize=True, max_examples=300, deadline=None)
def test_whatever_the_slice_what_is_found_says_the_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    check_spans(text, words, Finder(text).find_all(words), ignore_case=False)
    grounded = ground_slots({"words": words, "list": [words, "x"]}, Finder(text), passage=Span(start, len(text)))
    assert set(grounded) == {"words", "list"}
    forms: tuple[Form, ...] = ("name", "text")
    for form in forms:
        span = ground(words, Finder(text), within=Span(start, len(text)), anywhere=True, form=form)
        assert isinstance(span, Refusal) or whole(text).covers(span)


def check_spans(text: str, words: str, found: list[Span], *, ignore_case: bool) -> None:
    ends = 0
    for span in found:
        assert ends <= span.start < span.end <= len(text)
        ends = span.end
        said, asked = characters(text[span.start : span.end]), characters(words)
        assert (said.lower() == asked.lower()) if ignore_case else (said == asked)


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("It has 10,3 million customers1 in Chile.", "10,3 million customers", "text"),
        ("Jane Roe, Investor RelationsMobile +44", "Investor Relations", "text"),
        ("Tel. +49 211 86394933Mobile", "+49 211 86394933", "text"),
        ("Contact DetailsJane Roe +44 20 7946 0000", "Jane Roe", "name"),
        ("Yours, Jane MillerCEO", "Jane Miller", "name"),
    ],
)
def test_what_a_page_set_against_the_words_is_no_part_of_them(text: str, words: str, form: Form) -> None:
    found = ground(words, Finder(text), within=Span(0, len(text)), form=form)
    assert isinstance(found, Span)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "name"), [("McDonald sells.", "Donald"), ("Lumio2 sells.", "Lumio"), ("eBay", "Bay"), ("SoftBank", "Soft")]
)
def test_a_part_of_a_name_is_not_the_name(text: str, name: str) -> None:
    assert isinstance(ground(name, Finder(text), within=Span(0, len(text)), form="name"), Refusal)


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
