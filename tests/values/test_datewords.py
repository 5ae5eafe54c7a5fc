"""What a text must hold for a phrase about time to be looked for in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values._datewords import WORDS

PHRASES = [
    (language, phrase)
    for language, words in WORDS.items()
    for phrase in (*words.offsets, *words.moments, words.quarter, words.half, words.months_of, words.ago)
    if phrase
]


@pytest.mark.parametrize(("language", "phrase"), PHRASES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_phrase_about_time_holds_a_word_that_makes_it_looked_for(
    language: str, phrase: str, data: st.DataObject
) -> None:
    plain = re.sub(r"\(\?<?[!][^()]*(?:\([^()]*\)[^()]*)*\)", "", phrase)  # what must not stand there is not written
    said = data.draw(st.from_regex(re.compile(plain), fullmatch=True))
    assert any(part in said.lower() for part in WORDS[language].stretches), said
