"""Words, pieces, windows and sections, of any text at all."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Span
from extractor.reader.base import Base
from extractor.reader.text import WIDEST, Text, Vocabulary
from tests.reader.tiny import LONGEST, NORMAL

TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet=[*NORMAL, *"ab1. \n\t"], max_size=900),  # letters that become many, or none
    st.lists(st.sampled_from(["Vodafone", "owns", "60%", "of", "Omnitel.", "ﷺﷺﷺﷺ", "\n"]), max_size=1500).map(" ".join),
)


def read(text: str, vocabulary: Vocabulary) -> Text:
    return Text(text, vocabulary, LONGEST)


@settings(deadline=None)
@given(text=TEXTS)
def test_words_are_runs_of_the_text_in_order_and_hold_all_but_blanks(text: str, vocabulary: Vocabulary) -> None:
    words = read(text, vocabulary).words
    assert all(0 <= start < end <= len(text) for start, end in words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(words))
    assert "".join(text[start:end] for start, end in words) == "".join(text.split())


@settings(deadline=None)
@given(text=TEXTS)
def test_windows_use_every_piece_once_and_none_is_longer_than_the_encoder_takes(
    text: str, vocabulary: Vocabulary
) -> None:
    found = read(text, vocabulary)
    used = [at for window in found.windows for at in range(window.start, window.end)]
    assert used == list(range(len(found.pieces)))
    assert all(w.left <= w.start < w.end <= w.right for w in found.windows)
    assert all(w.right - w.left + 2 <= LONGEST for w in found.windows)


@settings(deadline=None)
@given(text=TEXTS)
def test_every_word_stands_in_one_window_between_its_marks(text: str, vocabulary: Vocabulary) -> None:
    found = read(text, vocabulary)
    assert len(found.rows) == len(found.words)
    for index, first, last in found.rows:
        window = found.windows[index]
        assert 1 <= first <= last <= window.right - window.left


@settings(deadline=None)
@given(text=TEXTS)
def test_sections_look_for_anchors_among_every_word_once(text: str, vocabulary: Vocabulary) -> None:
    found = read(text, vocabulary)
    assert [at for s in found.sections for at in range(s.start, s.end)] == list(range(len(found.words)))
    for section in found.sections:
        words = section.words.tolist()
        assert sorted(set(words)) == words
        start, end = section.core
        assert words[start:end] == list(range(section.start, section.end))
        assert [section.place(word) for word in words] == list(range(len(words)))
        assert section.place(section.end) is None
        assert len(found.breaks(section)) == len(found.places(section)) == len(words)


@settings(deadline=None)
@given(text=TEXTS, data=st.data())
def test_words_become_characters_and_those_the_same_words(
    text: str, data: st.DataObject, vocabulary: Vocabulary
) -> None:
    found = read(text, vocabulary)
    if not found.words:
        assert found.word_span(Span(0, len(text))) is None
        return
    first = data.draw(st.integers(0, len(found.words) - 1))
    last = data.draw(st.integers(first, min(len(found.words) - 1, first + WIDEST + 1)))
    span = found.span(first, last)
    assert found.word_span(span) == ((first, last) if last < first + WIDEST else None)


@settings(deadline=None)
@given(word=st.text(min_size=1, max_size=300), lead=st.booleans())
def test_a_word_has_pieces_that_spell_it(word: str, lead: bool, vocabulary: Vocabulary, base: Base) -> None:
    pieces = vocabulary.pieces(word, lead=lead)
    assert pieces
    if base.unknown not in pieces:
        spelt = "".join(base.pieces[piece] for piece in pieces)
        normal = "".join(NORMAL.get(c, c) for c in word[:200]).replace(" ", "▁")
        assert spelt == ("▁" if lead else "") + normal


def test_a_word_that_is_cut_by_scores_takes_the_likelier_pieces(vocabulary: Vocabulary, base: Base) -> None:
    assert [base.pieces[piece] for piece in vocabulary.pieces("mobile", lead=True)] == ["▁", "mo", "bile"]
