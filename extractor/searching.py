"""Searching a text for hundreds of patterns, of which it holds few.

Looking for plain words is some fifty times quicker than searching for a pattern. So a `Sieve` knows the words that no
match of its pattern can do without, and looks for these first. What it finds is what the pattern finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from extractor.openings import CODES, PARSER, Beginnings, Openings, beginnings, parsed

_MOST = 100
"""How many alternatives are looked for before it is quicker to search."""
_GOOD = 4
"""Characters from which a word tells well enough; of sets whose words all do, the smallest is best."""
_RARE = frozenset("@#§©+[]{}|<>=~*^\\/:")
"""Characters that tell by themselves."""
_LONG = 14
"""Characters of a word that are looked for."""


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """A text as a `Sieve` looks at it: letters that a pattern may take for the same are the same.

    Of these, `casefold` leaves apart i with a dot, i without, and i.
    """
    return text.lower() if text.isascii() else text.replace("\u0130", "i").replace("\u0131", "i").casefold()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words, `folded`, one of which is looked for; the same words are the same object."""

    words: tuple[str, ...]


_same_words = lru_cache(maxsize=None)(Words)


class Sieve:
    """A pattern that is searched for only in texts that hold what each of its matches holds.

    It is compiled when a first text does, which most patterns of a grammar never meet.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.source, self.flags)

    @cached_property
    def needs(self) -> tuple[Words, ...]:
        """Sets of words of which every match holds one each. Empty where nothing is known."""
        return needs(self.source, self.flags)

    @cached_property
    def beginnings(self) -> Beginnings | None:
        """What every match begins with. None where that is not known."""
        return beginnings(self.source, self.flags)

    def passes(self, plain: str) -> bool:
        """Whether a text, `folded`, may hold a match."""
        return next(passing((self,), plain), None) is not None

    def search(self, text: str, plain: str) -> re.Match[str] | None:
        """The first match in `text`; `plain` is the same text, or one around it, `folded`."""
        return self.pattern.search(text) if self.passes(plain) else None

    def finditer(self, text: str, plain: str) -> Iterator[re.Match[str]]:
        """All matches in `text`; `plain` is the same text, or one around it, `folded`."""
        return self.pattern.finditer(text) if self.passes(plain) else iter(())

    def matches(self, openings: Openings) -> Iterator[re.Match[str]]:
        """All matches in a text, tried only where it goes on as one of them begins."""
        return self._begun(openings, self.beginnings)

    def _begun(self, openings: Openings, beginnings: Beginnings | None) -> Iterator[re.Match[str]]:
        if beginnings is None:
            return self.pattern.finditer(openings.text, openings.start, openings.end)
        places = openings.held(beginnings)
        return openings.tried(self.pattern, places) if places else iter(())


def passing(sieves: Iterable[Sieve], plain: str) -> Iterator[Sieve]:
    """Those of some sieves that a text, `folded`, may hold a match of."""
    known: dict[Words, bool] = {}  # many need the same: the name of a month
    for sieve in sieves:
        for words in sieve.needs:
            held = known.get(words)
            if held is None:
                held = known[words] = any(map(plain.__contains__, words.words))
            if not held:
                break
        else:
            yield sieve


class _Held(NamedTuple):
    """What the matches of a part hold: every string it can be, if these are few, and sets of which each has one."""

    strings: frozenset[str] | None
    needs: tuple[frozenset[str], ...] = ()


_NOTHING, _ANYTHING = _Held(frozenset({""})), _Held(None)


def needs(source: str, flags: int = 0) -> tuple[Words, ...]:
    """Sets of words, `folded`: every match of the pattern holds one of each set. Empty where nothing is known."""
    if PARSER is None:  # pragma: no cover - see above
        return ()
    found: Iterable[frozenset[str]] = set(_telling(_all_of(parsed(source, flags))))
    found = sorted(found, key=lambda words: (len(words), -min(map(len, words)), sorted(words)))
    return tuple(_same_words(tuple(sorted(words))) for words in found)


def _telling(held: _Held) -> list[frozenset[str]]:
    """The sets that are worth looking for, without words that hold another word of their set."""
    found = []
    for every in (*held.needs, *([held.strings] if held.strings is not None else [])):
        strings = {one[:_LONG] for one in every}
        least = frozenset(one for one in strings if not any(other in one for other in strings if other != one))
        if len(least) <= _MOST and all(len(one) > 1 or one in _RARE for one in least):
            found.append(least)
    return found


def _all_of(parts: Iterable[tuple[Any, Any]]) -> _Held:
    """What stands one after another: strings grow together, until a part comes that can be too much."""
    run, whole, needed = frozenset({""}), True, list[frozenset[str]]()
    for part in parts:
        held = _part(*part)
        needed += held.needs
        grown = frozenset(before + after for before in run for after in held.strings or ())
        if grown and len(grown) <= _MOST:
            run = grown
        else:
            needed.append(run)
            run, whole = held.strings or frozenset({""}), False
    return _Held(run, tuple(needed)) if whole else _Held(None, (*needed, run))


def _part(code: Any, value: Any) -> _Held:
    match code:
        case CODES.LITERAL:
            return _Held(frozenset({folded(chr(value))}))
        case CODES.IN if all(member is CODES.LITERAL for member, _ in value):
            return _Held(frozenset(folded(chr(letter)) for _, letter in value))
        case CODES.SUBPATTERN:
            return _all_of(value[-1])
        case CODES.ATOMIC_GROUP:
            return _all_of(value)
        case CODES.BRANCH:
            return _one_of([_all_of(way) for way in value[1]])
        case CODES.MAX_REPEAT | CODES.MIN_REPEAT | CODES.POSSESSIVE_REPEAT:
            return _repeated(*value)
        case CODES.AT | CODES.ASSERT | CODES.ASSERT_NOT:
            return _NOTHING
        case _:
            return _ANYTHING


def _repeated(least: int, most: int, item: Any) -> _Held:
    held = _all_of(item)
    if least == most == 1:
        return held
    if least == 0:
        return _Held(held.strings | {""}) if most == 1 and held.strings is not None else _ANYTHING
    return _Held(None, tuple(_telling(held)))


def _one_of(ways: list[_Held]) -> _Held:
    if all(way.strings is not None for way in ways):
        return _Held(frozenset(one for way in ways for one in way.strings or ()))
    best = [max(_telling(way), key=_worth, default=None) for way in ways]
    return _Held(None, (frozenset(word for words in best for word in words or ()),) if all(best) else ())


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return min(_GOOD, *map(len, words)), -len(words)


_SAME = {"i": "ıİ", "k": "K", "s": "ſ", "ß": "ẞ"}  # noqa: RUF001 - what a pattern takes for these letters without regard to case


def any_of(words: Iterable[str], *, ignore_case: bool = False) -> str:
    """A pattern for any of some words, of several the longest; a blank in one is any white space.

    Words that begin alike are tried together, which is many times quicker than one after another. `ignore_case` says
    that the pattern stands where case is ignored.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in " ".join(word.split()):
            node = node.setdefault(letter.lower() if ignore_case else letter, {})
        node[""] = {}
    ways = ((_first(letter) if ignore_case else _plain(letter)) + _rest(tree[letter]) for letter in sorted(tree))
    return f"(?:{'|'.join(ways)})"


def _rest(tree: dict[str, Any]) -> str:
    ways = [_plain(letter) + _rest(tree[letter]) for letter in sorted(tree) if letter]
    if len(ways) == 1 and "" not in tree:
        return ways[0]
    return f"(?:{'|'.join(ways)})" + ("?" if "" in tree else "") if ways else ""


def _plain(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def _first(letter: str) -> str:
    """A letter in both cases, spelled out: a set is tried without a jump, a letter without regard to case is not."""
    both = {letter, letter.upper()} - {"SS"}
    return f"(?-i:[{''.join(sorted(both))}{_SAME.get(letter, '')}])" if letter.isalpha() else _plain(letter)
