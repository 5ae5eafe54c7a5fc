from __future__ import annotations

from pathlib import Path

import pytest

from extractor.facts import Span
from extractor.grounding import Finder, Form, Refusal, ground, ground_slots
from tests.spans import whole

FILING = """Nordavia announces results

Nordavia has 167.4 million customers and a 5.38% stake in China Unicom. Amena held a stake in Wind. Sunrise had not
held a stake in One. The group did not own shares in Pannon, and Orange Slovensko never directly owned Radiolinja.
He denied that it sold the business. Nordavia doesn't only offer roaming, it leads. No. 1 operator Telenet signed first.
Neither Amena nor Wind held a licence; Pannon did not buy Telenet and sold 10 per
cent of Wind. Revenue was $7 million, or US$9 million. The loss was not more than EUR 3 million.
Its non-executive director, Ana Prieto, left. El grupo no ofrece servicios fijos. Opera sin tener una licencia.
"""

EXAMPLE = Path(__file__).parent.parent / "examples" / "mmo2-6k-2004-11-11.txt"


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
