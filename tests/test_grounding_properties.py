"""What holds of words found in a text, whatever both are."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Span
from extractor.grounding import Finder, Form, Refusal, ground, ground_slots
from tests.spans import whole

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
