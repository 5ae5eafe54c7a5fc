"""Negations that stand right beside copied words, so that the words alone say the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from extractor.facts import Span
from extractor.openings import Openings
from extractor.validation._table import LANGUAGES, TURNS, Side, Table, Words, table

_SIDES: tuple[Side, ...] = ("before", "joint", "spot")
_BEFORE, _AFTER = 80, 20
"""How many characters before and after the words are looked at."""
_BLANK = " \n\0"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def negates(word: str) -> bool:
    """Whether a word, in any case and of any known language, negates or denies: "not", "didn't", "sin"."""
    for words in map(table, LANGUAGES):
        if any(match[0] == word and trigger.modality in TURNS for match, trigger in words.found(word, 0, len(word))):
            return True
    return False


def negation_beside(plain: str, span: Span) -> Span | None:
    """The negation that stands right before or after the words of `span`, with no more than auxiliaries between.

    `plain` is a text with straight quote marks. Its language is not known here: every table is tried.
    """
    around = Openings(plain, max(0, span.start - _BEFORE), min(len(plain), span.end + _AFTER))
    if next(_anything().matches(around), None) is None:
        return None
    return next((found for words in map(table, LANGUAGES) for found in _beside(plain, span, words)), None)


@cache
def _anything() -> Words:
    """Whatever turns words about in any language: most words have nothing of it beside them."""
    return Words("|".join(words.turning for words in map(table, LANGUAGES)))


def _beside(plain: str, span: Span, words: Table) -> Iterator[Span]:
    low, high = max(0, span.start - _BEFORE), min(len(plain), span.end + _AFTER)
    for turned in words.mark("turned").finditer(plain, low, high):
        if turned.start() < span.start < turned.end() <= span.end:
            yield Span(turned.start(), span.start)
    own = [found[0] for found in _WORD.finditer(plain, max(span.start, span.end - _AFTER), span.end)]
    verb = bool(own) and words.mark("aux").fullmatch(own[-1]) is not None
    found = words.found(plain, low, min(high, span.start + _AFTER), _SIDES)
    if verb:
        found = chain(found, words.found(plain, span.end, high, _SIDES))
    for match, trigger in found:
        if trigger.modality not in TURNS:
            continue
        if match.start() < span.start and span.end <= match.end():
            beside = True  # "ne vendons pas"
        elif match.end() <= span.start:
            beside = not words.mark("pass").sub("", plain[match.end() : span.start]).strip(_BLANK)
        else:
            beside = verb and match.start() >= span.end and not plain[span.end : match.start()].strip(_BLANK)
        if beside:
            yield Span(*match.span())
