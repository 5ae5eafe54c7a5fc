"""The words of a text that come closest to words it does not hold, and how the two differ."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nsmallest
from typing import Literal

from extractor.facts import Span
from extractor.grounding._finder import Finder
from extractor.grounding._skeleton import CURRENCY_SIGNS, printed, stripped
from extractor.validation import negates

Difference = Literal["negation", "changed_digits", "changed_unit", "not_found"]

_LONGEST_REGION = 20_000
_LONGEST_WORDS = 40
_COMPARED = 12
"""How many runs are compared in full: those that share most letters."""
_ALIKE, _ALIKE_SHARING = 0.6, 0.5
"""The least `difflib` ratio at which two runs of words are called close, and that of runs that share a whole word."""

SCALES = (
    "thousand|hundred|million|millions|billion|billions|trillion|bn|mn|mln|m|crore|crores|lakh|lakhs|"
    "mil|millón|millones|billón|billones|mille|millions?|milliards?|Tausend|Million(?:en)?|Milliarden?|Mio|Mrd|"
    "milhão|milhões|bilhão|bilhões|mila|milione|milioni|miliardo|miliardi"
)
PERCENT = "%|‰|per ?cent|percent|percentage points?|por ciento|por cento|per cento|pour ?cents?|Prozent|pct"
_UNIT = re.compile(
    rf"(?:{SCALES}|{PERCENT}|cent|ciento|basis|points?|[a-z]*[{CURRENCY_SIGNS}]|euros?|dollars?|pounds?|"
    r"eur|usd|gbp|pesos?|dólares|libras|[kmg]hz|[kmg]bit/s|[kmg]bps|days?|months?|years?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d+(?:[.,']\d+)*")


def closest(words: str, finder: Finder, region: Span) -> Span | None:
    """The run of the finder's text within `region` that is most like `words`, if any is alike.

    Runs of about as many words are compared, by `difflib`'s ratio. Of a long region, the beginning is read.
    """
    every, compared = finder.tokens
    low = bisect_left(every, region.start, key=lambda token: token.start)
    high = bisect_right(every, min(region.end, region.start + _LONGEST_REGION), key=lambda token: token.end)
    tokens, plain = every[low:high], compared[low:high]
    sought = [stripped(printed(word)) for word in words.split()[:_LONGEST_WORDS]]
    if not tokens or not sought:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(" ".join(sought))

    best = _ALIKE if set(sought).isdisjoint(plain) else _ALIKE_SHARING
    runs: list[tuple[float, int, int]] = []
    for first in _likely_starts(sought, plain):
        for last in sorted({min(first + max(1, len(sought) + more), len(plain)) for more in range(-2, 3)}):
            matcher.set_seq1(" ".join(plain[first:last]))
            if matcher.real_quick_ratio() > best and (at_most := matcher.quick_ratio()) > best:
                runs.append((-at_most, first, last))
    found = None
    for at_most, first, last in sorted(runs)[:_COMPARED]:
        matcher.set_seq1(" ".join(plain[first:last]))
        if -at_most > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, Span(tokens[first].start, tokens[last - 1].end)
    return _trimmed(finder.text, found) if found else None


def _likely_starts(sought: Sequence[str], plain: Sequence[str]) -> list[int]:
    """Where a run like `sought` may start: in the windows that share most words; with none shared, at any like word."""
    wanted = set(sought)
    shared = [word in wanted for word in plain]
    size = len(sought)
    count = sum(shared[:size])
    windows = [(count, 0)]
    for first in range(1, len(plain)):
        count += (shared[first + size - 1] if first + size - 1 < len(plain) else 0) - shared[first - 1]
        windows.append((count, first))
    peaks = [first for count, first in nsmallest(8, windows, key=lambda window: (-window[0], window[1])) if count]
    if peaks:
        return sorted({max(0, first + shift) for first in peaks for shift in (-1, 0, 1) if first + shift < len(plain)})
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sought[0])
    likely = []
    for first, word in enumerate(plain):
        matcher.set_seq1(word)
        if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
            likely.append(first)
    return likely[:50]


def difference(words: str, other: str) -> Difference:
    """How `words` differ from the words that were found closest to them."""
    mine = Counter(stripped(word) for word in printed(words).split())
    theirs = Counter(stripped(word) for word in printed(other).split())
    added, lost = list((mine - theirs).elements()), list((theirs - mine).elements())
    if any(map(negates, added)) != any(map(negates, lost)):
        return "negation"
    my_numbers, their_numbers = (sorted(_NUMBER.findall(" ".join(side))) for side in (added, lost))
    if my_numbers and their_numbers and my_numbers != their_numbers:
        return "changed_digits"
    units = [word for word in (*added, *lost) if _UNIT.fullmatch(_NUMBER.sub("", word))]
    return "changed_unit" if units and my_numbers == their_numbers and _NUMBER.search(words) else "not_found"


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip("([\"'“‘«"))
    end = span.end - (len(words) - len(words.rstrip(".,;:)]\"'”’»")))
    return Span(start, end) if start < end else span
