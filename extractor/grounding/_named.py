"""Words that stand in a filing as given and yet are no name there."""

from __future__ import annotations

import re

from extractor.facts import Span
from extractor.filing import FUNCTION_WORDS, language_of
from extractor.grounding._finder import Finder

_PRONOUNS = frozenset(
    ("it", "us", "he", "she", "they", "them", "him", "her", "this", "that", "these", "those", "the", "an")
)
_COUNTED = re.compile(r"\s+[a-z]{4}|\s?%")
_EDGE = re.compile(r"\n\s*\n")
_SINGLE_BEFORE, _SINGLE_AFTER = re.compile(r"(?<!\w)[^\W\d_]-\Z"), re.compile(r"-[^\W\d_](?!\w)")
_LETTER = re.compile(r"[^\W\d_]")
_NEAR = 40


def no_name(span: Span, finder: Finder) -> bool:
    """Whether the words at `span` are a function word or a count, part of a longer word, or set in two places."""
    plain = finder.plain
    words = plain[span.start : span.end]
    before, after = plain[max(0, span.start - _NEAR) : span.start], plain[span.end : span.end + _NEAR]
    if not words.isupper() and words.lower() in _PRONOUNS:
        return True
    if words.islower() and words in FUNCTION_WORDS[language_of(finder.text)]:
        return True
    if not _LETTER.search(words) and len(words) > 1 and _COUNTED.match(after):
        return True
    return _in_a_word(words, before, after) or _apart(span, finder)


def _in_a_word(words: str, before: str, after: str) -> bool:
    """Whether the words are tied to others by "_", or by a hyphen to a single letter, or are one: "T-Mobile"."""
    if (before[-1:] == "_" and before[-2:-1].isalnum()) or (after[:1] == "_" and after[1:2].isalnum()):
        return True
    if _SINGLE_BEFORE.search(before) or _SINGLE_AFTER.match(after):
        return True
    hyphens = (before[-1:] == "-" and before[-2:-1].isalnum()) or (after[:1] == "-" and after[1:2].isalnum())
    return len(words) == 1 and hyphens


def _apart(span: Span, finder: Finder) -> bool:
    """Whether a blank line, or the end of a table's row, stands within the words; a page's end may."""
    inside = finder.text[span.start : span.end]
    if "\n" not in inside or "<PAGE>" in inside:
        return False
    if _EDGE.search(inside):
        return True
    start = finder.text.rfind("\n", 0, span.start) + 1
    end = finder.text.find("\n", span.end)
    lines = finder.text[start : end if end >= 0 else len(finder.text)].split("\n")
    return all("|" in line for line in lines)
