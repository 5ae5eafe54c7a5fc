"""Finds words in a filing's text where print may differ and meaning may not.

The skeleton of the words is searched as one string in that of the text; then the gaps of the words and of the text are
compared. So white space, line-end hyphens and the shape of quote marks and dashes may differ, and nothing else may.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from extractor._lazy import cached_property
from extractor.facts import Span
from extractor.footnotes import bare, unmarked
from extractor.grounding._skeleton import Gap, Skeleton, same_gap, skeleton, stripped

_PARTS = ("blank", "dash", "sign", "maybe")
"""Gaps at which words end, whatever stands around them."""

Glued = Literal["around", "after"]

_WORD_RUN = re.compile(r"[^\W_]+")
_RUN_ON = re.compile(r"[a-zà-öø-ÿ]{4}[A-ZÀ-ÖØ-Þ]\Z")
_FOOTNOTE = re.compile(r"[a-zà-öø-ÿ]{4}(?:\d{1,2}(?!\w)|[A-ZÀ-ÖØ-Þ])|[\d.,]{3}\d[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{3}")
"""What a page may set right after words: a footnote's number after small letters, a word with a capital after small
letters or after a number of several digits ("+49 211 8639Mobile")."""
_GROUPED = re.compile(  # digits grouped by blanks; plain blanks part columns too, so they need two groups to be sure
    r"(?<![\d.,])(?:\d{1,3}(?:[\u00a0\u2007\u2009\u202f]\d{3})+|\d{1,2}(?: \d{3}){2,})(?![\d])"
)


class Finder:
    """Finds words in one text. Offsets given and returned are those of `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._skeleton = Skeleton(text)

    @cached_property
    def tokens(self) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """The runs between blanks, and each as words are compared."""
        spans = tuple(Span(*found.span()) for found in re.finditer(r"\S+", self.text))
        return spans, tuple(stripped(self.plain[start:end]) for start, end in spans)

    @property
    def plain(self) -> str:
        """The text as `printed`: of the same length."""
        return self._skeleton.plain

    def find(
        self, words: str, *, within: Span | None = None, near: Span | None = None, ignore_case: bool = False
    ) -> Span | None:
        """The occurrence nearest to `near`, else the first; none where the words do not stand."""
        found = self._search(words, within, ignore_case=ignore_case)
        if near is None:
            return next(found, None)
        return min(found, key=near.distance, default=None)

    def find_all(
        self, words: str, *, within: Span | None = None, ignore_case: bool = False, glued: Glued | None = None
    ) -> list[Span]:
        """All occurrences, in order, none overlapping another.

        `glued` says what a page may have run together with the words: "after", a footnote's number or a word with a
        capital after them ("customers1", "RelationsMobile"), or "around", a small letter that meets a capital on
        either side ("DetailsJane RoeCEO").
        """
        return list(self._search(words, within, ignore_case=ignore_case, glued=glued))

    def find_unmarked(self, words: str, *, within: Span) -> list[Span]:
        """All occurrences that differ from the words in marks of footnotes alone: "1.2 million(1) users"."""
        if self._unmarked is None:
            return []
        finder, places = self._unmarked
        there = Span(bisect_left(places, within.start), bisect_left(places, within.end))
        found = finder.find_all(bare(words), within=there)
        return [Span(places[span.start], places[span.end - 1] + 1) for span in found]

    @cached_property
    def _unmarked(self) -> tuple[Finder, array[int]] | None:
        plain = unmarked(self.text)
        return None if plain is None else (Finder(plain.text), plain.places)

    def _search(
        self, words: str, within: Span | None, *, ignore_case: bool, glued: Glued | None = None
    ) -> Iterator[Span]:
        sought = skeleton(words)
        if not sought.letters:
            return
        within = within or Span(0, len(self.text))
        here = self._skeleton
        letters, needle = (here.lower, sought.lower) if ignore_case else (here.letters, sought.letters)
        place, last = here.place_of(within.start), here.place_of(within.end)
        while (place := letters.find(needle, place, last + 1)) >= 0:
            if self._inside_word(place) and not (glued == "around" and self._runs_on(place)):
                # no word starts before this one ends
                index = here.piece_at(place) + 1
                piece_end = here.places[index] if index < len(here.places) else len(letters)
                run = _WORD_RUN.match(here.letters, place, piece_end)
                place = run.end() if run else place + 1
                continue
            span = self._match(place, len(needle), sought, glued=glued)
            if span is not None and within.covers(span):
                yield span
                place += len(needle)
            else:
                place += 1

    def _inside_word(self, place: int) -> bool:
        """Whether a letter or digit stands directly before that at `place`, in the same piece."""
        here = self._skeleton
        if place == 0 or not (here.letters[place].isalnum() and here.letters[place - 1].isalnum()):
            return False
        return here.places[here.piece_at(place)] != place

    def _runs_on(self, place: int) -> bool:
        """Whether a capital at `place` stands right after a word in small letters."""
        return _RUN_ON.search(self._skeleton.letters, max(0, place - 8), place + 1) is not None

    def _is_set_against(self, index: int, place: int) -> bool:
        """Whether a page set something right after the words that end at `place` of piece `index`."""
        end = self._offset(index, place, end=True)
        return end is not None and _FOOTNOTE.match(self._skeleton.plain, max(0, end - 4)) is not None

    def _match(self, place: int, length: int, sought: Skeleton, *, glued: Glued | None = None) -> Span | None:
        """The span of the skeleton's characters from `place`, if its edges and gaps are those of the words."""
        here = self._skeleton
        first, last = here.piece_at(place), here.piece_at(place + length - 1)
        before, after = here.gap_at(first, place), here.gap_at(last + 1, place + length)
        signed = before == "sign"
        starts = before in _PARTS or self._starts_word(place) or (glued == "around" and self._runs_on(place))
        ends = (
            after in _PARTS
            or self._ends_word(place + length)
            or (glued == "after" and self._is_set_against(last, place + length))
            or (glued == "around" and self._runs_on(place + length))
        )
        if signed != (sought.gap(0) == "sign") or not starts or not ends:
            return None
        start = self._offset(first, place, end=False)
        end = self._offset(last, place + length, end=True)
        if start is None or end is None:
            return None
        if here.plain[start:end] != sought.inner and not self._same_gaps(place, first, last, sought.gaps):
            return None
        if signed:
            start = here.plain.rindex("-", 0, start)
        return None if self._cuts_grouped_number(start, end) else Span(start, end)

    def _same_gaps(self, place: int, first: int, last: int, gaps: dict[int, Gap]) -> bool:
        """Whether the gaps within what stands from `place` are those of the words, `first` and `last` its pieces."""
        here = self._skeleton
        breaks = {here.places[index] - place: index for index in range(first + 1, last + 1)}
        for at in breaks.keys() | gaps.keys():
            if at == 0:
                continue
            printed_gap: Gap = here.gap(breaks[at]) if at in breaks else "none"
            wanted = gaps.get(at, "none")
            if not same_gap(printed_gap, wanted, here.letters[place + at - 1], here.letters[place + at]):
                return False
        return True

    def _offset(self, index: int, place: int, *, end: bool) -> int | None:
        """Where `place` of piece `index` stands in the text; none inside a character such as a ligature."""
        here = self._skeleton
        into = place - here.places[index]
        next_place = here.places[index + 1] if index + 1 < len(here.places) else len(here.letters)
        if end and place == next_place:
            return here.ends[index]
        if not end and into == 0:
            return here.starts[index]
        if next_place - here.places[index] != here.ends[index] - here.starts[index]:
            return None
        return here.starts[index] + into

    def _before(self, place: int) -> str:
        """Up to two characters attached before `place`."""
        here, start = self._skeleton, place
        while start > 0 and place - start < 2:
            index = here.piece_at(start)
            if here.places[index] == start and here.gap(index) != "none":
                break
            start -= 1
        return here.letters[start:place]

    def _after(self, place: int) -> str:
        """Up to two characters attached at and after `place`."""
        here, end = self._skeleton, place
        while end < len(here.letters) and end - place < 2:
            index = here.piece_at(end)
            if here.places[index] == end and here.gap(index) != "none":
                break
            end += 1
        return here.letters[place:end]

    def _hyphenated(self, place: int) -> bool:
        """Whether a word is split over a line's end at `place`."""
        here = self._skeleton
        if not 0 < place < len(here.letters) or not here.letters[place].islower():
            return False
        index = here.piece_at(place)
        return here.places[index] == place and here.letters[place - 1].isalpha() and here.gap(index) == "split"

    def _starts_word(self, place: int) -> bool:
        """Whether a word or number may start here: "$5" does not start in "US$5", nor "475" in "8.475"."""
        first = self._skeleton.letters[place]
        before = self._before(place)
        if not before:
            return not self._hyphenated(place)
        last, earlier = before[-1], before[:-1]
        if first.isalnum() or unicodedata.combining(first):
            if last.isalnum() or unicodedata.combining(last) or last == "@" or unicodedata.combining(first):
                return False
            if last == "&" and earlier.isalnum():
                return False
            if last == "." and first.islower() and earlier.isalnum():
                return False  # an Internet address
        if first.isdigit():
            return not (last in ".,'" and earlier.isdigit()) and not (last == "." and not earlier.isalpha())
        if unicodedata.category(first) == "Sc":
            return not last.isalnum()
        if first in ".,":
            return not (last.isdigit() and self._skeleton.letters[place + 1 : place + 2].isdigit())
        return True

    def _ends_word(self, place: int) -> bool:
        """Whether a word or number may end here: "5.3" does not end in "5.38", nor "AT" in "AT&T"."""
        last = self._skeleton.letters[place - 1]
        after = self._after(place)
        if not after:
            return not self._hyphenated(place)
        following, later = after[0], after[1:]
        if unicodedata.combining(following):
            return False
        if last.isalnum():
            if following.isalnum() or following == "@":
                return False
            if following == "&" and later.isalnum():
                return False
            if following == "." and later.islower():
                return False
        if last.isdigit():
            return not (following in ".,'" and later.isdigit())
        return not (last in ".," and following.isdigit() and self._skeleton.letters[place - 2 : place - 1].isdigit())

    def _cuts_grouped_number(self, start: int, end: int) -> bool:
        """Whether a number whose digits are grouped by blanks reaches over an edge of the span."""
        if not (self.text[start].isdigit() or self.text[end - 1].isdigit()):
            return False
        low, high = max(0, start - 24), min(len(self.text), end + 24)
        edges = ((low, min(start + 24, high)), (max(low, end - 24), high))
        numbers = (number.span() for edge in edges for number in _GROUPED.finditer(self.text, *edge))
        return any(first < start < last or first < end < last for first, last in numbers)
