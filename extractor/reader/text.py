"""A filing's text as an encoder takes it: words, pieces of words, windows of pieces, sections of words."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from extractor.facts import Span
from extractor.reader.base import Base

WIDEST = 16
"""The most words that one slot's words may be."""

_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST_WORD = 200
_BEFORE, _AFTER = 48, 16
_SECTION, _TITLE, _CONTEXT = 1000, 64, 128
_PLACES = 11


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces `left` to `right` that is encoded together; what it says of `start` to `end` is used."""

    left: int
    start: int
    end: int
    right: int


@dataclass(frozen=True, slots=True)
class Section:
    """Words that are read together: the document's first `title` words, then `left` to `end`; anchors from `start`."""

    title: int
    left: int
    start: int
    end: int

    @property
    def words(self) -> npt.NDArray[np.int64]:
        """The numbers of the words."""
        return np.concatenate([np.arange(self.title), np.arange(self.left, self.end)])

    @property
    def core(self) -> tuple[int, int]:
        """Where, of the section's words, those stand in which anchors are looked for."""
        return self.title + self.start - self.left, self.size

    @property
    def size(self) -> int:
        """How many words these are."""
        return self.title + self.end - self.left

    def word(self, place: int) -> int:
        """The number of the word that stands at a place of the section."""
        return place if place < self.title else self.left + place - self.title

    def place(self, word: int) -> int | None:
        """Where a word of the document stands in the section; None if it does not."""
        if self.left <= word < self.end:
            return self.title + word - self.left
        return word if word < self.title else None


class Text:
    """A text cut into words and pieces."""

    def __init__(self, text: str, base: Base) -> None:
        self.text = text
        self.words = [Span(*match.span()) for match in _WORD.finditer(text)]
        self._window = base.longest - 2
        pieces: list[int] = []
        self._of_word: list[tuple[int, int]] = []
        for start, end in self.words:
            found = base.cut(text[start : min(end, start + _LONGEST_WORD)])
            self._of_word.append((len(pieces), len(pieces) + len(found)))
            pieces += found
        self.pieces = np.array(pieces, dtype=np.int64)

    @cached_property
    def windows(self) -> list[Window]:
        """The text in windows, cut between words."""
        ends = [end for _, end in self._of_word]
        out: list[Window] = []
        start, count = 0, len(self.pieces)
        while start < count:
            end = min(count, start + self._window - _AFTER - (_BEFORE if start else 0))
            if end < count:
                whole = bisect.bisect_right(ends, end)  # words; one that is longer than a window is cut
                end = ends[whole - 1] if whole and ends[whole - 1] > start else end
            out.append(Window(max(0, start - _BEFORE), start, end, min(count, end + _AFTER)))
            start = end
        return out

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """For each word its window, and its first and last row there, [n, 3]; row 0 is the window's start mark."""
        out: list[tuple[int, int, int]] = []
        index = 0
        for first, past in self._of_word:
            while first >= self.windows[index].end:
                index += 1
            window = self.windows[index]
            out.append((index, first - window.left + 1, min(past, window.right) - window.left))
        return np.array(out, dtype=np.int64).reshape(-1, 3)

    @cached_property
    def sections(self) -> list[Section]:
        """The text in sections of about a thousand words, each with the title and the words before it."""
        count = len(self.words)
        parts = max(1, -(-count // _SECTION))
        size = -(-count // parts) or 1
        out: list[Section] = []
        for start in range(0, count, size):
            left = max(0, start - _CONTEXT)
            out.append(Section(min(_TITLE, left), left, start, min(count, start + size)))
        return out

    def breaks(self, section: Section) -> npt.NDArray[np.int64]:
        """How many lines end before each word of a section: 0, 1, or 2 for more and at the text's start."""
        return np.array([self._breaks(int(index)) for index in section.words], dtype=np.int64)

    def _breaks(self, index: int) -> int:
        if index == 0:
            return 2
        return min(2, self.text.count("\n", self.words[index - 1].end, self.words[index].start))

    def shapes(self, section: Section) -> npt.NDArray[np.int64]:
        """How each word of a section is written: small, capital first, all capitals, mixed, a figure, or a mark."""
        return np.array([_shape(self.text[self.words[i].start : self.words[i].end]) for i in section.words.tolist()])

    @staticmethod
    def places(section: Section) -> npt.NDArray[np.int64]:
        """How far into the text each word of a section stands: the power of two, to `_PLACES`."""
        return np.array([min(_PLACES, (int(index) + 1).bit_length() - 1) for index in section.words], dtype=np.int64)

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, which is included."""
        return Span(self.words[first].start, self.words[last].end)

    def word_span(self, span: Span) -> tuple[int, int] | None:
        """The first and last word that a run of characters touches; None if there are none, or more than `WIDEST`."""
        first = bisect.bisect_right(self._ends, span.start)
        last = bisect.bisect_left(self._starts, span.end) - 1
        return (first, last) if first <= last < first + WIDEST else None

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]


def _shape(word: str) -> int:
    if not word[0].isalpha():
        return 4 if word[0].isdigit() else 5
    if word.islower() or not word[0].isupper():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[1:].islower() or len(word) == 1 else 3
