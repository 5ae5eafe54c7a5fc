"""A run of text with its marks in place of the words they cover, so that a pattern can speak of names and numbers.

`mask` turns "Alpha holds a 25% stake in Beta" into "⟦N0⟧ holds a ⟦P0⟧ stake in ⟦N1⟧"; in a pattern, `{N}` matches a
name, `{P}` a percentage, `{Q}` another quantity, `{D}` a date, `{C}` a country. Groups lead back to the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alliances.rules.marks._words import ORG_VERB
from alliances.rules.marks.marks import Marks
from alliances.rules.marks.names import Mention
from extractor.facts import Span
from extractor.values import FoundCountry, FoundQuantity, FoundWhen

AnyMark = Mention | FoundQuantity | FoundWhen | FoundCountry

_TOKEN = re.compile(r"⟦([NPQDC])(\d+)⟧")
_OWNING = re.compile(r"\b(?:its|our|su|sus)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:it|we|(?:the (?:company|group|operator|carrier|firm)|la (?:compañía|empresa|operadora|sociedad)|el (?:grupo"
    r"|operador))(?!\s+(?:\w+(?:an[ao]|es[ao]?|és|eñ[ao]|en[ao]|in[ao]|ense)\s+)?(?-i:[A-ZÀ-Þ])))\b",
    re.IGNORECASE,
)
_OF_CAPITAL = re.compile(r"\s+(?:\w+\s+)?(?:share capital|capital|shares|equity|accionariado)\b")
"""After "its": what another holds, so that "its" is not of the sentence's own subject."""
_COORDINATED = re.compile(r",?\s(?:and|y|e|together with|along with|junto con|junto a)\s", re.IGNORECASE)
"""Between a name and "its", what makes it that name's: "Alpha and its subsidiary"."""
_FIRST_PERSON = re.compile(r"we|our", re.IGNORECASE)
_GOVERNED = re.compile(r"\b(?:of|by|del?|por)\s(?:the\s|la\s)?$", re.IGNORECASE)
"""What a name that is no subject stands after."""
_OBJECT = re.compile(
    r"\b(?:(?<=\bin )it|(?<=\bof )it|(?<=\ben )(?:ella|él|la misma|el mismo)|(?:that|this|the latter) company"
    r"|the latter"
    r"|(?:dich[ao]|est[ae]|esa) (?:compañía|sociedad|empresa|operadora|operador))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text; `offsets` gives, for each of its characters, where that stands in the filing."""

    text: str
    marks: dict[str, AnyMark]
    offsets: tuple[int, ...]

    def at(self, token: str | None) -> AnyMark | None:
        """The mark that a matched group stands for."""
        return self.marks.get(token) if token else None

    def names(self, words: str | None) -> list[Mention]:
        """The names in a matched group, in order."""
        found = (self.marks[m.group()] for m in _TOKEN.finditer(words or "") if m.group(1) == "N")
        return [m for m in found if isinstance(m, Mention)]

    def span(self, start: int, end: int) -> Span:
        """The filing's own span of masked characters `start` to `end`."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start])

    def without(self, rule: re.Pattern[str]) -> Masked:
        """The text with all that `rule` matches left out."""
        pieces: list[str] = []
        offsets: list[int] = []
        at = 0
        for match in rule.finditer(self.text):
            pieces.append(self.text[at : match.start()])
            offsets += self.offsets[at : match.start()]
            at = match.end()
        pieces.append(self.text[at:])
        offsets += self.offsets[at:]
        return Masked("".join(pieces), self.marks, tuple(offsets))


@dataclass(frozen=True, slots=True)
class StandIn:
    """Words that stand for a name: "it", "the company"; or, as `owning`, "its"."""

    span: Span
    meant: Mention
    owning: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is masked: where it stands, its token's letter, the mark, and what is written after the token."""

    span: Span
    letter: str
    mark: AnyMark
    after: str = ""


def mask(
    marks: Marks, bound: Span, *, countries: bool = False, persons: bool = False, stand_ins: Sequence[StandIn] = ()
) -> Masked:
    """The text of `bound` with names, percentages, quantities and dates masked, and white space folded.

    Places are no names. Countries are masked only when asked for, and not inside a name. Words that stand for a name
    are masked as that name.
    """
    pieces = _pieces(marks, bound, countries=countries, persons=persons)
    taken = _Taken(p.span for p in pieces)
    pieces += [
        _Piece(s.span, "N", s.meant, "'s" if s.owning else "")
        for s in stand_ins
        if bound.covers(s.span) and not taken.touches(s.span)
    ]
    pieces.sort(key=lambda p: p.span)
    text: list[str] = []
    offsets: list[int] = []
    table: dict[str, AnyMark] = {}
    counts: dict[str, int] = {}
    at = bound.start

    def plain(start: int, end: int) -> None:
        for match in re.compile(r"\s+|\S").finditer(marks.text, start, end):
            text.append(" " if match.group().isspace() else match.group())
            offsets.append(match.start())

    for piece in pieces:
        if piece.span.start < at:
            continue
        plain(at, piece.span.start)
        number = counts.get(piece.letter, 0)
        counts[piece.letter] = number + 1
        token = f"⟦{piece.letter}{number}⟧"
        table[token] = piece.mark
        shown = token + piece.after
        text.append(shown)
        offsets += [piece.span.start] * (len(token) - 1) + [piece.span.end - 1] * (len(shown) - len(token) + 1)
        at = piece.span.end
    plain(at, bound.end)
    return Masked("".join(text), table, tuple(offsets))


def _pieces(marks: Marks, bound: Span, *, countries: bool, persons: bool) -> list[_Piece]:
    entities = marks.names.entities
    found = [
        _Piece(m.span, "N", m)
        for m in marks.names.within(bound)
        if not entities[m.entity].place and (persons or not entities[m.entity].person)
    ]
    taken = _Taken(p.span for p in found)
    found += [
        _Piece(quantity.span, "P" if quantity.type == "percent" else "Q", quantity)
        for quantity in marks.quantities
        if bound.covers(quantity.span) and not taken.touches(quantity.span)
    ]
    taken = _Taken(p.span for p in found)
    found += [_Piece(d.span, "D", d) for d in marks.dates if bound.covers(d.span) and not taken.touches(d.span)]
    if countries:
        taken = _Taken(p.span for p in found)
        found += [_Piece(c.span, "C", c) for c in marks.countries if bound.covers(c.span) and not taken.touches(c.span)]
    return sorted(found, key=lambda p: p.span)


class _Taken:
    """Characters that are masked already."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._at = {at for span in spans for at in range(*span)}

    def touches(self, span: Span) -> bool:
        return any(at in self._at for at in range(*span))


def anaphors(marks: Marks, sentence: Span) -> list[StandIn]:
    """The words of a sentence that stand for a company spoken of before."""
    names = [m for m in marks.names.within(sentence) if not marks.names.entities[m.entity].place]
    found: list[StandIn] = []
    for rule in (_OBJECT, _OWNING, _SUBJECT):
        for match in rule.finditer(marks.text, *sentence):
            span = Span(match.start(), match.end())
            if any(span.overlaps(s.span) for s in found):
                continue
            before = [m for m in names if m.span.end <= span.start]
            if rule is _OBJECT:
                meant = before[-1] if before else None
            else:
                if _FIRST_PERSON.fullmatch(match.group()) and marks.issuer is not None and not _quoted(marks, span):
                    found.append(StandIn(span, marks.issuer, rule is _OWNING))
                    continue
                joined = before and _COORDINATED.fullmatch(marks.text, before[-1].span.end, span.start)
                if rule is _OWNING and joined:
                    found.append(StandIn(span, before[-1], owning=True))
                    continue
                held = _OF_CAPITAL.match(marks.text, span.end) is not None
                meant = _subject(marks, sentence, [] if held else before) or (before[0] if before else None)
            if meant is not None:
                found.append(StandIn(span, meant, rule is _OWNING))
    return found


def _quoted(marks: Marks, span: Span) -> bool:
    """Whether words are somebody's, not the filing's own."""
    return any(run.covers(span) for quotation in marks.quotations for run in quotation.runs)


def spoken_of(marks: Marks, sentence: Span) -> Mention | None:
    """Whom the text before a sentence was about."""
    earlier = [
        a for s, a in zip(marks.sentences, marks.about, strict=True) if s.end <= sentence.start and a is not None
    ]
    return earlier[-1] if earlier else marks.subject


def _subject(marks: Marks, sentence: Span, before: list[Mention]) -> Mention | None:
    """Whom "it" means: the subject of its own sentence so far, else whom the text before was about."""
    here = [m for m in before if marks.names.is_company(m.entity)]
    acting = [
        m
        for m in here or before
        if ORG_VERB.match(marks.text, m.span.end) and not _GOVERNED.search(marks.text, sentence.start, m.span.start)
    ]
    if acting or here:
        return (acting or here)[0]
    return spoken_of(marks, sentence) or (before[0] if before else None)


@lru_cache(maxsize=512)
def pattern(source: str) -> re.Pattern[str]:
    """A pattern over masked text: `{N:owner}` is a name in the group `owner`."""
    compiled = re.sub(
        r"\{([NPQDC])(?::(\w+))?\}", lambda m: rf"(?P<{m[2]}>⟦{m[1]}\d+⟧)" if m[2] else rf"⟦{m[1]}\d+⟧", source
    )
    return re.compile(compiled, re.IGNORECASE)
