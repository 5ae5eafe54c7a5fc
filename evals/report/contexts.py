"""What is not right, with the words it was read in: by cause, and as it changed from one run to another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.evidence import fold_quote
from evals.items import Item
from evals.line import Line, Miss, Verdict
from evals.score import Score
from extractor.facts import Span, fold

_AROUND = 90
"""Characters shown before and after a quote, cut at a word."""
_LONGEST = 420
"""Characters of a quote that are shown; of a longer one its beginning and its end."""


@dataclass(frozen=True)
class Context:
    """A quote with a few words before and after it, each with the blank that parts it from the quote."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Case:
    """One line of a score as the page lists it: both facts, why they do not agree, and the words around their quotes.

    `said_at` is none where what was said quotes the same words as gold.
    """

    line: Line
    number: int
    document: int
    gold_at: Context | None
    said_at: Context | None


@dataclass(frozen=True)
class Changes:
    """What another run had right and this one has not, and the other way about; and the wrong facts come and gone."""

    right: tuple[Case, ...]
    wrong: tuple[Case, ...]
    alarms: tuple[Case, ...]
    gone: tuple[Case, ...]


def by_cause(score: Score, texts: Mapping[str, str]) -> dict[Miss, tuple[Case, ...]]:
    """Every line that is not wholly right, by the class of its miss; classes without any are left out."""
    every = [case for case in cases(score, texts) if case.line.miss is not None]
    found = {miss: tuple(case for case in every if case.line.miss is miss) for miss in Miss}
    return {miss: those for miss, those in found.items() if those}


def changes(before: Score, after: Score, texts: Mapping[str, str]) -> Changes:
    """What changed from one score to another of the same gold, each shown as it is in the score that has it wrong.

    What became right is shown as it is now.
    """
    old, new = cases(before, texts), cases(after, texts)
    was_right, is_right = _right(old), _right(new)
    said_before, said_now = _alarms(old), _alarms(new)
    return Changes(
        right=tuple(case for key, case in is_right.items() if key not in was_right),
        wrong=tuple(_golds(new)[key] for key in was_right if key not in is_right),
        alarms=tuple(case for key, case in said_now.items() if key not in said_before),
        gone=tuple(case for key, case in said_before.items() if key not in said_now),
    )


def cases(score: Score, texts: Mapping[str, str]) -> list[Case]:
    """Every line of a score with its context, where the document's text is at hand."""
    found = []
    for place, document in enumerate(score.documents):
        text = texts.get(document.document)
        for number, line in enumerate(document.lines):
            gold, said = _around(text, line.gold), _around(text, line.predicted)
            found.append(Case(line, number, place, gold, None if said == gold else said))
    return found


def spans(text: str, item: Item | None) -> tuple[Span, ...]:
    """Where a fact's quotes stand: as the prediction says, else where its words are first found."""
    if item is None:
        return ()
    if item.spans:
        return tuple(span for span in item.spans if 0 <= span.start < span.end <= len(text))
    return tuple(span for quote in item.quotes if (span := locate(text, quote)))


def locate(text: str, quote: str) -> Span | None:
    """Where a quote first stands in a text, white space aside."""
    words = fold_quote(quote).split()
    found = re.search(r"(?:\s|<PAGE>)+".join(re.escape(word) for word in words), text) if words else None
    return Span(*found.span()) if found else None


def _around(text: str | None, item: Item | None) -> Context | None:
    """The words around a fact's first quote; the quote alone where it does not stand in the text."""
    if item is None:
        return None
    found = spans(text, item) if text is not None else ()
    if text is None or not found:
        return Context("", _shortened(" … ".join(item.quotes)), "") if item.quotes else None
    first = found[0]
    before, after = text[max(0, first.start - _AROUND) : first.start], text[first.end : first.end + _AROUND]
    if first.start > _AROUND:
        before = f"… {before.lstrip().partition(' ')[2]}"
    if first.end + _AROUND < len(text):
        after = f"{after.rstrip().rpartition(' ')[0]} …"
    quote = _shortened(fold(text[first.start : first.end]))
    return Context(_blanks(before).lstrip(), quote, _blanks(after).rstrip())


def _blanks(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _shortened(quote: str) -> str:
    half = _LONGEST // 2
    return quote if len(quote) <= _LONGEST else f"{quote[:half].rpartition(' ')[0]} … {quote[-half:].partition(' ')[2]}"


def _key(case: Case, item: Item) -> tuple[str, str]:
    return case.line.document, item.content


def _right(every: Sequence[Case]) -> dict[tuple[str, str], Case]:
    return {_key(case, case.line.gold): case for case in every if case.line.gold and case.line.verdict is Verdict.TP}


def _golds(every: Sequence[Case]) -> dict[tuple[str, str], Case]:
    return {_key(case, case.line.gold): case for case in every if case.line.gold}


def _alarms(every: Sequence[Case]) -> dict[tuple[str, str], Case]:
    """Predictions that are no required fact and near none: what was made up."""
    return {
        _key(case, case.line.predicted): case
        for case in every
        if case.line.predicted and case.line.verdict is Verdict.FA
    }
