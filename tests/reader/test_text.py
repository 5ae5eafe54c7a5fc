"""Words, pieces, windows and sections, of any text at all."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Span
from extractor.reader.base import Base
from extractor.reader.text import WIDEST, Text
from tests.reader.tiny import LONGEST

TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet=[*"ﷺ\u200b²ﬁÅß́", *"abA1. \n\t"], max_size=900),  # letters that become others, or none
    st.lists(st.sampled_from(["Vodafone", "owns", "60%", "of", "Omnitel.", "ﷺﷺﷺﷺ", "\n"]), max_size=1500).map(" ".join),
)


@settings(deadline=None)
@given(text=TEXTS)
def test_words_are_runs_of_the_text_in_order_and_hold_all_but_blanks(text: str, base: Base) -> None:
    words = Text(text, base).words
    assert all(0 <= start < end <= len(text) for start, end in words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(words))
    assert "".join(text[start:end] for start, end in words) == "".join(text.split())


@settings(deadline=None)
@given(text=TEXTS)
def test_windows_use_every_piece_once_and_none_is_longer_than_the_encoder_takes(text: str, base: Base) -> None:
    found = Text(text, base)
    used = [at for window in found.windows for at in range(window.start, window.end)]
    assert used == list(range(len(found.pieces)))
    assert all(w.left <= w.start < w.end <= w.right for w in found.windows)
    assert all(w.right - w.left + 2 <= LONGEST for w in found.windows)


@settings(deadline=None)
@given(text=TEXTS)
def test_every_word_stands_in_one_window_between_its_marks(text: str, base: Base) -> None:
    found = Text(text, base)
    assert len(found.rows) == len(found.words)
    for index, first, last in found.rows:
        window = found.windows[index]
        assert 1 <= first <= last <= window.right - window.left


@settings(deadline=None)
@given(text=TEXTS)
def test_sections_look_for_anchors_among_every_word_once(text: str, base: Base) -> None:
    found = Text(text, base)
    assert [at for s in found.sections for at in range(s.start, s.end)] == list(range(len(found.words)))
    for section in found.sections:
        words = section.words.tolist()
        assert sorted(set(words)) == words
        start, end = section.core
        assert words[start:end] == list(range(section.start, section.end))
        assert [section.place(word) for word in words] == list(range(len(words)))
        assert section.place(section.end) is None
        assert len(found.breaks(section)) == len(found.places(section)) == len(found.shapes(section)) == len(words)


@settings(deadline=None)
@given(text=TEXTS, data=st.data())
def test_words_become_characters_and_those_the_same_words(text: str, data: st.DataObject, base: Base) -> None:
    found = Text(text, base)
    if not found.words:
        assert found.word_span(Span(0, len(text))) is None
        return
    first = data.draw(st.integers(0, len(found.words) - 1))
    last = data.draw(st.integers(first, min(len(found.words) - 1, first + WIDEST + 1)))
    span = found.span(first, last)
    assert found.word_span(span) == ((first, last) if last < first + WIDEST else None)


@settings(deadline=None)
@given(word=st.text(min_size=1, max_size=300))
def test_a_word_has_pieces_that_spell_it_in_small_letters_without_accents(word: str, base: Base) -> None:
    pieces = base.cut(word)
    assert pieces
    if base.unknown not in pieces:
        spelt = "".join(base.pieces[piece].removeprefix("##") for piece in pieces)
        bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        assert spelt == bare
        assert [base.pieces[piece].startswith("##") for piece in pieces] == [False] + [True] * (len(pieces) - 1)


def test_a_word_is_cut_into_the_longest_pieces_from_its_start(base: Base) -> None:
    assert [base.pieces[piece] for piece in base.cut("Móbile")] == ["mo", "##bile"]
    assert [base.pieces[piece] for piece in base.cut("owner")] == ["o", "##w", "##n", "##er"]


def test_a_word_with_a_letter_that_the_vocabulary_lacks_is_unknown(base: Base) -> None:
    assert base.cut("m\u043ebile") == (base.unknown,)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("owns", 0),
        ("Orange", 1),
        ("A", 1),
        ("NTT", 2),
        ("DoCoMo", 3),
        ("O2", 2),
        ("3G", 4),
        ("60", 4),
        ("%", 5),
        ("é", 0),
    ],
)
def test_how_a_word_is_written_is_kept_beside_its_small_letters(word: str, shape: int, base: Base) -> None:
    text = Text(word, base)
    assert text.shapes(text.sections[0]).tolist() == [shape]
