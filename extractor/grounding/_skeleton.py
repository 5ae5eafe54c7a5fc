"""A text's printing characters and what lies between them: what finding words compares.

The text is cut into pieces of printing characters; what lies between two pieces is a gap: nothing, a blank, a dash, a
hyphen at a line's end, a sign. The pieces run together are the skeleton. No Unicode normal form is applied but the
composition of accents: "10²" is not "102".
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from extractor._lazy import cached_property

Gap = Literal["none", "maybe", "blank", "dash", "split", "sign"]
"""What parts two printing characters: `maybe` is a zero-width blank, `split` a hyphen that a line's end may have put
there, `sign` the minus of a number."""

CURRENCY_SIGNS = "$¢£¤¥₠-⃀฿؋"
"""Characters of a regular expression's class."""

_DASHES = "-‐‑‒–−﹣－"  # noqa: RUF001 - the dashes that may be a minus
_LONG_DASHES = "—―⸺⸻"
_SINGLE_QUOTES = "'`´‘’‚‛‹›＇ʼ"  # noqa: RUF001 - the quote marks of print
_DOUBLE_QUOTES = '"“”„‟«»＂〝〞'  # noqa: RUF001 - the quote marks of print
_NO_WIDTH = "\u200c\u200d\u200e\u200f\u2060\ufeff"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u2026": "..."}

_PRINT = {
    **dict.fromkeys("\t\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_LONG_DASHES, "—"),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_NO_WIDTH, "\0"),
}
_OTHERWISE_PRINTED = re.compile(f"[{''.join(map(re.escape, sorted(_PRINT.keys() - set(_PRINT.values()))))}]")

_GAP = " \n\0\u200b\u00ad\\-—"
_ACCENTS, _SPECIAL = "\u0300-\u036f", "".join(_LIGATURES)
_SIMPLE_PIECE = re.compile(f"([^{_GAP}]+)")
_PIECE = re.compile(f"([{_SPECIAL}]|[^{_GAP}{_ACCENTS}][{_ACCENTS}]+|(?:[^{_GAP}{_SPECIAL}](?![{_ACCENTS}]))+)")
_NEEDS_CARE = re.compile(f"[{_SPECIAL}{_ACCENTS}]")

_INCHES, _DOUBLE, _SECOND = re.compile(r"(?<=\d)''"), re.compile(r'(?<!\d)"'), re.compile(r"(?<=')'")
_PAGE_MARK = re.compile(r"<PAGE>(?:[ ]+\d{1,3}(?=[ ]*$))?", re.MULTILINE)
_LINE_END_HYPHEN = re.compile(r"[\0]*[-\u00ad][ \0]*\n[ \n\0]*")
_MINUS = re.compile(r"(?:\A|[ \n])\0*-\0*\Z")
_SIGNED = re.compile(rf"(?:[A-Z]{{0,3}}[{CURRENCY_SIGNS}] ?)?\.?\d")


def printed(text: str) -> str:
    """`text` with one shape for each dash, quote mark and blank; the same length, so that offsets hold.

    A double quote mark after a digit stays double: 5" is not 5'.
    """
    text = _OTHERWISE_PRINTED.sub(lambda character: _PRINT[character[0]], text)
    if "<PAGE>" in text:
        text = _PAGE_MARK.sub(lambda mark: " " * len(mark[0]), text)
    text = text.replace("&amp;", "&\0\0\0\0")  # an ampersand that was escaped once too often
    if "'" not in text and '"' not in text:
        return text
    text = _INCHES.sub('"\0', text)
    text = _DOUBLE.sub("'", text)
    return _SECOND.sub("\0", text)


def stripped(word: str) -> str:
    """A printed word without marks at its ends or capitals."""
    return word.strip(".,;:()[]'\"").casefold()


class Skeleton:
    """A text's pieces and gaps. `starts` and `ends` are places in the text, `places` those in the skeleton."""

    def __init__(self, text: str) -> None:
        self.plain = printed(text)
        careful = _NEEDS_CARE.search(text) is not None
        # gap, piece, gap, ..., gap; in a text that needs care there are gaps of no characters
        parts = (_PIECE if careful else _SIMPLE_PIECE).split(self.plain)
        ends = array("q", accumulate(map(len, parts)))
        self.starts, self.ends = ends[:-1:2], ends[1::2]
        pieces = parts[1::2]
        if careful:
            pieces = [_LIGATURES.get(piece) or unicodedata.normalize("NFC", piece) for piece in pieces]
        self.places = array("q", accumulate(map(len, pieces), initial=0))
        self.places.pop()
        self.letters = "".join(pieces)

    @cached_property
    def lower(self) -> str:
        """The skeleton in lower case, character by character, so that places hold."""
        lower = self.letters.lower()
        if len(lower) == len(self.letters):
            return lower
        return "".join(low if len(low := char.lower()) == 1 else char for char in self.letters)

    @cached_property
    def gaps(self) -> dict[int, Gap]:
        """What stands before each piece, by its place in the skeleton."""
        return {place: self.gap(index) for index, place in enumerate(self.places)}

    @cached_property
    def inner(self) -> str | None:
        """The text as printed from the first piece to the last; None if its gaps depend on what stands around it."""
        inner = self.plain[self.starts[0] : self.ends[-1]]
        return None if "-" in inner or "—" in inner else inner

    def gap(self, index: int) -> Gap:
        """What stands before piece `index`."""
        start = self.ends[index - 1] if index else 0
        end = self.starts[index]
        gap = self.plain[start:end]
        if gap == " ":
            return "blank"
        if not gap.strip("\0"):
            return "none"
        if "-" in gap or "—" in gap:
            after_bracket = index > 0 and self.plain[start - 1] in "([{<|=+/:;,"
            stands_alone = _MINUS.search(gap) and (index == 0 or after_bracket or gap.strip("\0") != "-")
            if stands_alone and _SIGNED.match(self.plain, end):
                return "sign"
            return "split" if _LINE_END_HYPHEN.fullmatch(gap) else "dash"
        if "\u00ad" in gap:
            return "split"
        return "blank" if " " in gap or "\n" in gap else "maybe"

    def gap_at(self, index: int, place: int) -> Gap:
        """What stands before `place`, in piece `index` or at its start."""
        return self.gap(index) if index < len(self.places) and self.places[index] == place else "none"

    def piece_at(self, place: int) -> int:
        """The piece that holds the skeleton's character at `place`."""
        return bisect_right(self.places, place) - 1

    def place_of(self, offset: int) -> int:
        """The first place of the skeleton that stands at or after `offset` in the text."""
        index = bisect_right(self.ends, offset)
        if index == len(self.ends):
            return len(self.letters)
        return self.places[index] + max(0, min(offset - self.starts[index], self.ends[index] - self.starts[index] - 1))


def same_gap(text: Gap, words: Gap, before: str, after: str) -> bool:
    """Whether the gap in the text between two characters may be written as the gap in the words."""
    if text == words:
        return True
    pair = {text, words}
    if pair in ({"split", "dash"}, {"maybe", "none"}, {"maybe", "blank"}):
        return True
    if pair == {"split", "none"}:
        return before.isalpha() and after.isalpha()
    if pair == {"blank", "none"}:
        # "51.5 %" is "51.5%", but "now here" is not "nowhere", nor "900, 1800" one number
        if before.isalnum() and after.isalnum():
            return before.isalpha() != after.isalpha()
        parts_digits = (before.isdigit() and after in ".,':") or (after.isdigit() and before in ".,':")
        return not parts_digits
    return False


skeleton = lru_cache(maxsize=2048)(Skeleton)
"""Of words that are looked for: the same ones are, in several places and by several facts."""
