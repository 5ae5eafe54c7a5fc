"""Which mentions are one thing, and what kind of thing it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks._definitions import is_generic
from alliances.rules.marks._evidence import score, speaks_for_company
from alliances.rules.marks._ordinary import all_ordinary
from alliances.rules.marks._words import (
    COLLECTIVE,
    GENERIC,
    NOT_NAMES,
    ORG_WORD,
    PERSON_AFTER,
    PERSON_BEFORE,
    PLACE_BEFORE,
    REGIONS,
)
from alliances.rules.marks.names import Definition, Entity
from extractor.facts import Span, fold
from extractor.names import LEGAL_END, LEGAL_START, canonical
from extractor.values import find_countries

_DATELINE = re.compile(
    r"(?:,\s+(?:[A-Z][\w.]*\s+){1,2}\d{1,2}(?:,\s+\d{4})?)?(?:\s+\([^()]{1,30}\))?\s+(?:--|[-–—])\s+[A-ZÀ-Þ]"
)
"""After the town that news comes from: "OSLO, May 3 (Newswire) - "."""
_PLAIN_ENDINGS = frozenset(
    {
        "networks",
        "technologies",
        "systems",
        "communications",
        "telecommunications",
        "telecom",
        "telekom",
        "holding",
        "holdings",
        "satellites",
    }
)
"""The last words that a company's name is said without: "Alpha Networks", then "Alpha"."""
_COMPASS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "latin",
        "latina",
        "del",
        "de",
        "the",
        "and",
        "y",
        "norte",
        "sur",
        "este",
        "oeste",
        "oriental",
        "occidental",
        "southeast",
    ]
)
_NEAR = 60
_OF_LAW = re.compile(r"\s+(?:corporation|limited\s+liability\s+company|limited\s+partnership|statutory\s+trust)\b")
_HELD_BEFORE = re.compile(
    r"\b(?:stakes?|interests?|holdings?|shareholdings?|shares|investments?|participaci[oó]n(?:es)?|acciones|capital"
    r"|%)\b[^.]{0,40}$|%[^.]{0,20}$",
    re.IGNORECASE,
)


def groups(text: str, spans: Sequence[Span], definitions: Sequence[Definition]) -> list[list[Span]]:
    """The spans of each thing, in order of first mention."""
    return _Grouping(text, spans).grouped(definitions)


class _Grouping:
    """Joins names that are one thing; names are compared as `canonical` has them."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans: dict[str, list[Span]] = defaultdict(list)
        for span in spans:
            self._spans[canonical(text[span.start : span.end])].append(span)
        self._spans.pop("", None)
        self._legal = {name for name, found in self._spans.items() if any(map(self._is_legal, found))}
        self._parent = {name: name for name in self._spans}
        self._long_of: dict[str, str] = {}

    def grouped(self, definitions: Sequence[Definition]) -> list[list[Span]]:
        self._join_defined(definitions)
        self._join_swapped()
        self._join_short(generic=True)
        self._join_short(generic=False)
        members: dict[str, list[Span]] = defaultdict(list)
        for name, found in self._spans.items():
            members[self._root(name)] += found
        return sorted(sorted(part) for found in members.values() for part in self._parted(found) if part)

    def _is_legal(self, span: Span) -> bool:
        words = fold(self._text[span.start : span.end])
        return LEGAL_END.search(words) is not None or LEGAL_START.search(words) is not None

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)), key=lambda name: self._spans[name][0])
        self._parent[second] = first

    def _join_defined(self, definitions: Sequence[Definition]) -> None:
        for definition in definitions:
            long, short = (canonical(self._text[s.start : s.end]) for s in (definition.long, definition.short))
            if is_generic(self._text[definition.short.start : definition.short.end]):
                continue
            if long in self._spans and short in self._spans and long != short:
                self._join(long, short)
                self._long_of.setdefault(short, long)

    def _join_swapped(self) -> None:
        """Joins names of the same words in another order: "Mobile Alpha" and "Alpha Mobile"."""
        by_words: dict[tuple[str, ...], str] = {}
        for name in self._spans:
            words = tuple(sorted(name.split()))
            if len(words) > 1 and by_words.setdefault(words, name) != name:
                self._join(by_words[words], name)

    def _join_short(self, *, generic: bool) -> None:
        """Joins "Alpha" with the legal name it shortens, "Alpha Telecom S.A."; with one such name only."""
        for name in sorted(self._spans, key=lambda n: self._spans[n][0]):
            tokens = name.split()
            for size in range(len(tokens) - 1, 0, -1):
                short, extra = " ".join(tokens[:size]).rstrip(","), tokens[size:]
                if (
                    short not in self._spans
                    or short in NOT_NAMES
                    or _is_place(short.title())
                    or short in GENERIC
                    or self._long_of.get(short, name) != name
                ):
                    continue
                if self._root(short) != self._root(name) and self._shortens(short, name, extra, generic=generic):
                    self._join(name, short)
                    self._long_of[short] = name
                break

    def _shortens(self, short: str, name: str, extra: Sequence[str], *, generic: bool) -> bool:
        if any(_is_place(word.capitalize()) or (word in REGIONS and not _is_wide(word, extra)) for word in extra):
            return False
        common = all(ORG_WORD.fullmatch(word.capitalize()) or word in ("de", "y", "and", "&") for word in extra)
        if name not in self._legal:
            if generic or len(extra) != 1 or extra[0] not in _PLAIN_ENDINGS:
                return generic and common and any(COLLECTIVE.fullmatch(word) for word in extra)
            others = [
                o for o in self._spans if o != name and o.startswith(short + " ") and o.split()[-1] in _PLAIN_ENDINGS
            ]
            return not others and self._spans[name][0] < self._spans[short][0]
        return common if generic else not any(self._is_legal(s) for s in self._spans[short])

    def _parted(self, found: Sequence[Span]) -> Iterator[list[Span]]:
        """Parts "Alpha, Inc." from "Alpha" where that is short for another legal name, "Alpha Technologies, Inc."."""
        compared = {canonical(self._text[s.start : s.end]) for s in found}
        shortened = {
            n for n in compared if any(o != n and o.startswith(n + " ") and o in self._legal for o in compared)
        }
        own: dict[str, list[Span]] = defaultdict(list)
        rest: list[Span] = []
        for span in found:
            words = fold(self._text[span.start : span.end])
            if canonical(words) in shortened and LEGAL_END.search(words):
                own[canonical(words)].append(span)
            else:
                rest.append(span)
        yield rest
        yield from own.values()


def _is_region(name: str) -> bool:
    """Whether a name is a part of the world's: "Latin America", "Europa del Este"."""
    words = canonical(name).replace("-", " ").split()
    return any(w in REGIONS for w in words) and all(w in REGIONS or w in _COMPASS for w in words)


def _is_wide(word: str, extra: Sequence[str]) -> bool:
    """Whether a legal name has "International" among other class words: "Alpha Wireless International Inc."."""
    return word in ("international", "global", "worldwide") and len(extra) > 1


def describe(
    text: str, spans: Sequence[Span], *, persons: Iterable[Span], shorts: Iterable[Span], language: str
) -> Entity:
    """An entity of these mentions: its name, and how much the words around them speak for a company.

    `persons` are spans that stand where persons do, `shorts` those where a short name is only defined.
    """
    entity = Entity(name="", names={fold(text[s.start : s.end]) for s in spans})
    counts = Counter(fold(text[s.start : s.end]) for s in set(spans).difference(shorts) or spans)
    named = [name for name in counts if not name.isupper() or len(name) < 6] or list(counts)
    entity.name = min(named, key=lambda name: (len(canonical(name)), -counts[name], len(name), name))
    entity.legal = any(_is_legal(name) for name in entity.names)
    organised = any(ORG_WORD.search(name) for name in entity.names)
    entity.person = not entity.legal and _is_person(text, spans, set(persons)) and not organised
    entity.score = score(text, spans, sorted(entity.names), legal=entity.legal, language=language)
    entity.place = not entity.legal and (
        all(_is_place(name, language) or _is_region(name) for name in entity.names)
        or (entity.score <= 1 and any(_is_seat(text, s) for s in spans))
        or (entity.score <= 1 and not organised and _is_located(text, spans, language))
    )
    return entity


def _is_legal(name: str) -> bool:
    """Whether a name has a legal form; "Company" is none after ordinary words: "Telecom Company"."""
    end = LEGAL_END.search(name)
    if end is not None and end.group().strip(", ") == "Company":
        return not all_ordinary(name[: end.start()].split())
    return end is not None or LEGAL_START.search(name) is not None


def _is_place(name: str, language: str = "en") -> bool:
    """Whether a name is a country's or its adjective, and nothing else."""
    words = re.sub(r"^(?:the|el|la|los)\s+", "", name, flags=re.IGNORECASE)
    found = find_countries(words, language=language)
    return (
        read_demonym(words) is not None
        or read_demonym(words.title()) is not None
        or any(f.span == (0, len(words)) for f in found)
    )


def _is_seat(text: str, span: Span) -> bool:
    """Whether a company is said to be of a name's law: "a Delaware corporation"."""
    before, after = text[max(0, span.start - 4) : span.start], text[span.end : span.end + 40]
    return bool(re.search(r"\ban?\s+$", before) and _OF_LAW.match(after))


def _is_located(text: str, spans: Sequence[Span], language: str) -> bool:
    """Whether most mentions stand after "in", "at", "based in": a town."""
    before = [text[max(0, s.start - 60) : s.start] for s in spans if not text[s.start : s.end].isupper()]
    found = [None if _HELD_BEFORE.search(words) else PLACE_BEFORE.search(words[-40:]) for words in before]
    located = sum(
        f is not None and not (f.group("town") and _is_place(f.group("town").rstrip(", \n"), language)) for f in found
    )
    located += sum(_DATELINE.match(text, s.end) is not None for s in spans if text[s.start : s.end].isupper())
    return located > 0 and located * 2 >= len(before)


def _is_person(text: str, spans: Sequence[Span], persons: set[Span]) -> bool:
    signs, against = 0, 0
    for span in spans:
        words = text[span.start : span.end].split()
        if not 2 <= len(words) <= 5 or any(re.search(r"\d|&", w) or w.lower() in NOT_NAMES for w in words):
            continue
        after = PERSON_AFTER.match(re.sub(r"\s+", " ", text[span.end : span.end + _NEAR]))
        front = PERSON_BEFORE.search(re.sub(r"\s+", " ", text[max(0, span.start - 50) : span.start]))
        signs += bool(after) + bool(front) + (span in persons)
        against += speaks_for_company(text, span) and not front
    return signs > against


__all__ = ["describe", "groups"]
