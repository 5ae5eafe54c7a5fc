"""Trying a pattern only where a text goes on as one of its matches begins.

A search tries a pattern at every character. A pattern of words can match only where a word begins, and few words of a
text begin with the characters that one of its matches begins with. Which these are is found in the pattern itself;
where they are known, trying it there finds what a search finds.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

CODES: Any = None
"""What the parts of a parsed pattern are called."""
PARSER: Any = None
"""What parses a pattern; there is no public form of it. None in an interpreter without it: every text is searched."""
with contextlib.suppress(ImportError):
    CODES, PARSER = import_module("re._constants"), import_module("re._parser")

_PLACE = re.compile(r"(?<!\w)\w|[^\w\s]")
_ANY_WORD = PARSER and (CODES.CATEGORY, CODES.CATEGORY_WORD)
_MOST = 200
"""How many beginnings of a part of a pattern are told apart,"""
_LONGEST = 5
"""and by how many characters."""
_WIDEST = 30
"""How many characters of a range are told apart."""


class Beginnings:
    """What all matches of a pattern begin with: some characters, and then any.

    `hold` says whether a match may begin with what stands ahead.
    """

    def __init__(self, letters: frozenset[str]) -> None:
        self.letters = letters
        self.hold = lru_cache(maxsize=2**12)(self._holds)

    def _holds(self, ahead: str) -> bool:
        return not self.letters.isdisjoint(_begun(ahead))


class Several:
    """The beginnings of several patterns, looked up together; None where those of one are not known.

    `of` gives the places in `every` of those patterns of which a match may begin with what stands ahead.
    """

    def __init__(self, every: Iterable[Beginnings | None]) -> None:
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(every):
            for letters in one.letters if one is not None else ():
                self._by_letters[letters].append(place)
        self.of = lru_cache(maxsize=2**14)(self._of)

    def _of(self, ahead: str) -> tuple[int, ...]:
        return tuple({place for letters in _begun(ahead) for place in self._by_letters.get(letters, ())})


class Openings:
    """Where words and signs begin in a text."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text, self.start, self.end = text, start, len(text) if end is None else end

    @cached_property
    def _ahead(self) -> list[tuple[int, str]]:
        """Each place, in order, with the characters from there."""
        start = self.start
        near = self.text[start : self.end + _LONGEST]
        if near.isascii():
            near = near.translate(_SAME)
        places = [place.start() for place in _PLACE.finditer(self.text, start, self.end)]
        return [(at, near[at - start : at - start + _LONGEST]) for at in places]

    def places(self, several: Several) -> dict[int, list[int]]:
        """Where matches of several patterns may begin, in order, by the pattern's place among them."""
        found: dict[int, list[int]] = {}
        of = several.of
        for at, ahead in self._ahead:
            for which in of(ahead):
                found.setdefault(which, []).append(at)
        return found

    def held(self, beginnings: Beginnings) -> list[int]:
        """Where matches with these `beginnings` may begin, in order."""
        hold = beginnings.hold
        return [at for at, ahead in self._ahead if hold(ahead)]

    def tried(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """What `pattern` finds in the text at these places, none within another."""
        at = 0
        for place in places:
            match = pattern.match(self.text, place, self.end) if place >= at else None
            if match is not None:
                yield match
                at = match.end()


def _begun(ahead: str) -> list[str]:
    same = "".join(map(_same, ahead)) + " " * _LONGEST
    return [same[:length] for length in range(1, _LONGEST + 1)]


def _same(letter: str) -> str:
    """A character as it is compared: letters that a pattern may take for the same are, and all digits, and blanks."""
    if letter.isspace():
        return " "
    if letter.isdecimal():
        return "0"
    return "i" if letter in "\u0130\u0131" else letter.casefold()


_SAME = {code: _same(chr(code)) for code in range(128)}
"""`_same` of each ASCII character."""


class _Way(NamedTuple):
    """How a match may begin: with `letters`, then, if they are not `done`, with what follows in the pattern.

    `bounded` says that no letter or digit stands before, `word` that it begins with one.
    """

    letters: str = ""
    done: bool = False
    bounded: bool = False
    word: bool = False


_Ways = frozenset[_Way]


@lru_cache(maxsize=8)
def parsed(source: str, flags: int = 0) -> Any:
    """The parts of a pattern."""
    return PARSER.parse(source, flags)


def beginnings(source: str, flags: int = 0) -> Beginnings | None:
    """What all matches of a pattern begin with; None where that is not known, or where one may begin inside a word."""
    if PARSER is None:  # pragma: no cover - see above
        return None
    ways = _after(frozenset({_Way()}), parsed(source, flags))
    ways = frozenset(way for way in ways if not (way.word and way.letters and not _in_word(way.letters[0])))
    known = all(way.letters.strip() and (way.bounded or not _in_word(way.letters[0])) for way in ways)
    return Beginnings(frozenset(way.letters for way in ways)) if known else None


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _after(ways: _Ways, parts: Iterable[tuple[Any, Any]]) -> _Ways:
    """The ways on which some go on with the parts of a pattern."""
    for code, value in parts:
        done = {way for way in ways if way.done}
        if len(done) == len(ways):
            break
        ways = frozenset(done | _on(ways - done, code, value))
    return ways


def _on(ways: _Ways, code: Any, value: Any) -> _Ways:
    match code:
        case CODES.LITERAL:
            on = _with(ways, [chr(value)])
        case CODES.IN:
            on = _with(ways, _letters(value))
        case CODES.SUBPATTERN:
            on = _after(ways, value[-1])
        case CODES.ATOMIC_GROUP:
            on = _after(ways, value)
        case CODES.BRANCH:
            on = frozenset().union(*(_after(ways, way) for way in value[1]))
        case CODES.MAX_REPEAT | CODES.MIN_REPEAT | CODES.POSSESSIVE_REPEAT:
            on = _repeated(ways, *value)
        case CODES.AT | CODES.ASSERT | CODES.ASSERT_NOT:
            on = _asserted(ways, code, value)
        case _:
            on = _done(ways)
    return on


def _repeated(ways: _Ways, least: int, most: int, item: Any) -> _Ways:
    for _ in range(min(least, _LONGEST)):
        ways = _after(ways, item)
    if least > _LONGEST:
        return _done(ways)
    more = _after(ways, item) if most > least else ways
    return ways | (_done(more) if most > least + 1 else more)


def _asserted(ways: _Ways, code: Any, value: Any) -> _Ways:
    """The ways on which what an assertion says is known, where it says something of what a match begins with."""
    if code is CODES.AT:
        bounded = value is CODES.AT_BOUNDARY
        return frozenset(way._replace(bounded=True) if bounded and not way.letters else way for way in ways)
    side, parts = value
    if code is CODES.ASSERT_NOT and not parts:
        return frozenset()  # "(?!)" is never so
    inside = parts[0][1] if parts[0][0] is CODES.IN else []
    if _ANY_WORD not in inside or inside[0][0] is CODES.NEGATE:
        return ways
    if code is CODES.ASSERT:
        word = side > 0 and len(inside) == len(parts) == 1
        return frozenset(way._replace(word=True) if word and not way.letters else way for way in ways)
    behind = side < 0
    return frozenset(
        way._replace(bounded=True) if behind and len(parts) == len(way.letters) + 1 else way for way in ways
    )


def _with(ways: _Ways, letters: Collection[str] | None) -> _Ways:
    if letters is None or len(ways) * len(letters) > _MOST:
        return _done(ways)
    same = {_same(letter) for letter in letters}
    longer = ((way, (way.letters + letter)[:_LONGEST]) for way in ways for letter in same)
    return frozenset(_Way(begun, len(begun) == _LONGEST, way.bounded, way.word) for way, begun in longer)


def _done(ways: _Ways) -> _Ways:
    return frozenset(_Way(way.letters, True, way.bounded, way.word) for way in ways)


def _letters(members: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a set; None where they are too many."""
    found: set[str] = set()
    for code, value in members:
        if code is CODES.LITERAL:
            found.add(chr(value))
        elif code is CODES.RANGE and value[1] - value[0] < _WIDEST:
            found |= set(map(chr, range(value[0], value[1] + 1)))
        elif (code, value) == (CODES.CATEGORY, CODES.CATEGORY_DIGIT):
            found.add("0")
        elif (code, value) == (CODES.CATEGORY, CODES.CATEGORY_SPACE):
            found.add(" ")
        else:
            return None
    return found
