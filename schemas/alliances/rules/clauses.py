"""The clauses of a sentence, as spans of the filing's text."""

from __future__ import annotations

import re

from extractor.facts import Span

_LINK = r"(?:and|while|whilst|whereas|but|y|mientras|pero|und|et)"
_CLAUSE = re.compile(rf"[;:]\s|,\s(?:{_LINK}\s)?|\s[-–—]\s|\s{_LINK}\s")


def clause_at(text: str, sentence: Span, at: int) -> Span:
    """The clause of `sentence` that `at` is in: between commas, semicolons, dashes and conjunctions."""
    start, end = sentence
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.start() < at and text[match.start() - 1 : match.end()].strip(",") and match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            end = match.start()
            break
    return Span(start, end)
