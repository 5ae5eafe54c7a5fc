"""Which triggers of a sentence govern the words that state a fact."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.facts import Span
from extractor.modality import Modality
from extractor.validation._table import Trigger, table

_PLAIN = str.maketrans("’‘´`‐‑–—", "''''----")  # noqa: RUF001 - the quote marks and dashes of print
_HARD = re.compile(r"[;:•](?!\w)|(?<!\b\w)[.!?]\s+(?![a-zà-ÿ])|\n\s*\n")
_ASIDE = re.compile(r"\s*,(?:[^,.;:()]{1,30},)?")
_NAME_FOLLOWS = re.compile(r"\s+(?:[a-z]{1,3}\s+)?[^\W_a-z]")
_POSSESSIVE = re.compile(r"'s?\s+(?:[^\s,;.]+\s+){0,5}\Z")
_ITEM = re.compile(r"[^,;:.()]{1,40}")
_RELATIVE = re.compile(r",\s+")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_FAR = 400
"""In characters: no reach is longer, so that a text without full stops takes no longer than its length."""
_FEW, _CLOSING = 3, 8
"""How many words an item of a list has, or stand between a trigger and what is next to it; and before a closing one."""
_THINGS = frozenset({Modality.NEGATED, Modality.PLANNED, Modality.POSSIBLE, Modality.HYPOTHETICAL})
"""What does not touch a thing that somebody has: who may sell its stake has it."""
_OF_JOINT_SUBJECTS = frozenset({Modality.DENIED, Modality.ENDED, Modality.POSSIBLE})


class Finding(NamedTuple):
    """The words that say that a clause is not plainly asserted, and what they make of it."""

    words: Span
    modality: Modality


def modalities(text: str, sentence: Span, stated: Sequence[Span], language: str) -> tuple[Finding, ...]:
    """What governs the clause of `sentence` that states a fact, in the order of the text.

    `stated` are the spans of the fact's key slots, or one span of the run that states it; those outside the sentence
    are left out, and words within them are the fact's own. A trigger governs only where all that is stated on its side
    lies within its reach and no other clause begins between: it is made to be sure, not to miss nothing.
    """
    clause = _Clause(text, sentence, stated, language)
    found = {
        Finding(Span(sentence.start + match.start(), sentence.start + match.end()), trigger.modality)
        for match, trigger in clause.triggers()
        if clause.governed(match, trigger)
    }
    return tuple(sorted(found))


def objection(
    text: str, sentence: Span, stated: Sequence[Span], *, refuses: Collection[Modality], language: str
) -> str | None:
    """Why a fact of a kind that `refuses` these modalities is not stated here, in words; none where it is."""
    for finding in modalities(text, sentence, stated, language):
        if finding.modality in refuses:
            words = " ".join(text[finding.words.start : finding.words.end].split())
            return f"the text has it as {finding.modality}: {words!r}"
    return None


@lru_cache(maxsize=256)
def _triggers(plain: str, language: str) -> tuple[tuple[re.Match[str], Trigger], ...]:
    """The triggers of a sentence, which may state many facts."""
    return tuple(table(language).found(plain, 0, len(plain)))


class _Clause:
    """A sentence with what is stated in it; all spans count from the sentence's start."""

    def __init__(self, text: str, sentence: Span, stated: Sequence[Span], language: str) -> None:
        self.plain = text[sentence.start : sentence.end].translate(_PLAIN)
        at = sentence.start
        self.stated = sorted(Span(span.start - at, span.end - at) for span in stated if sentence.covers(span))
        self.language = language
        self.words = table(language)

    def triggers(self) -> Iterator[tuple[re.Match[str], Trigger]]:
        """The triggers that stand outside what is stated."""
        for match, trigger in _triggers(self.plain, self.language) if self.stated else ():
            if not any(span.overlaps(Span(*match.span())) for span in self.stated):
                yield match, trigger

    def governed(self, match: re.Match[str], trigger: Trigger) -> bool:
        """Whether what is stated is in the trigger's reach."""
        start, at = match.span()
        earlier = [span for span in self.stated if span.end <= start]
        later = [span for span in self.stated if span.start >= at]
        if trigger.side == "spot":
            return any(self._next_to(at, span) for span in later)
        if trigger.side == "figure":
            return any(
                self._near(at, span.start, 2) and not _DIGIT.search(self.plain, at, span.start) for span in later
            )
        if trigger.side in ("after", "closes"):
            return not later and (self._headed if trigger.side == "after" else self._closed)(trigger, earlier, start)
        end, stop_end = self._reach(at, trigger)
        if not trigger.holds(self.plain[at:stop_end]) or (trigger.side == "between" and not (earlier and later)):
            return False
        if not later:
            joint = trigger.side == "joint" or trigger.modality in _OF_JOINT_SUBJECTS
            return joint and self._joined(earlier, start)
        if later[-1].end > end or (earlier and self._walled(earlier[-1].end, start)):
            return False
        if trigger.modality is Modality.NEGATED and self._stated_anew(later[-1].end):
            return False
        return not (trigger.modality in _THINGS and all(self._had(span, at) for span in later))

    def _stated_anew(self, at: int) -> bool:
        """Whether a clause about what ends at `at` says that it is so: "does not charge for 4G, which it launched"."""
        comma = _RELATIVE.match(self.plain, at)
        return comma is not None and self.words.mark("anew").match(self.plain, comma.end()) is not None

    def _reach(self, at: int, trigger: Trigger) -> tuple[int, int]:
        """Where the reach of a trigger that ends at `at` ends, and where the words end that end it."""
        aside = _ASIDE.match(self.plain, at)
        far = min(len(self.plain), at + _FAR)
        brackets = 0
        for stop in self.words.stops.finditer(self.plain, aside.end() if aside else at, far):
            if stop[0] == "(":
                brackets += 1
            elif stop[0] == ")" and brackets:
                brackets -= 1
            elif not brackets and not self._passes(at, stop, trigger):
                return stop.span()
        return far, far

    def _passes(self, at: int, stop: re.Match[str], trigger: Trigger) -> bool:
        """Whether the reach of a trigger that ends at `at` goes on over a stop: a list, or an "and" between names."""
        if stop.lastgroup == "release":
            return trigger.side != "between"
        if stop.lastgroup != "link":
            return stop[0] == "," and self._goes_on(stop.end())
        if _NAME_FOLLOWS.match(self.plain, stop.end()) is None:
            return False
        paired = self.words.mark("pair").search(self.plain, at, stop.start())
        return trigger.modality is not Modality.NEGATED or paired is not None

    def _goes_on(self, at: int) -> bool:
        """Whether a comma that ends at `at` is part of a number, or of a list that an "or" closes."""
        if self.plain[at : at + 1].isdigit():
            return True
        while (item := _ITEM.match(self.plain, at)) and item.end() > at:
            last = self.words.mark("or").search(self.plain, at, item.end())
            if len(_WORD.findall(self.plain, at, last.start() if last else item.end())) > _FEW or last:
                return last is not None and len(_WORD.findall(self.plain, at, last.start())) <= _FEW
            at = item.end() + 1
        return False

    def _walled(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places; what is said is no other clause."""
        if end - start > _FAR or _HARD.search(self.plain, start, end):
            return True
        said = [found.end() for found in self.words.mark("say").finditer(self.plain, start, end)]
        for opening in self.words.mark("open").finditer(self.plain, start, end):
            at = max((after for after in said if after <= opening.start()), default=start)
            if _WORD.search(self.plain, at, opening.start()):
                return True
        return False

    def _had(self, span: Span, at: int) -> bool:
        """Whether `span` is part of something that is somebody's, named after `at`."""
        release = self.words.mark("release")
        return any(
            own.start() <= span.end and release.search(self.plain, own.end(), max(own.end(), span.start)) is None
            for own in self.words.mark("own").finditer(self.plain, at, span.end + 3)
        )

    def _near(self, start: int, end: int, most: int) -> bool:
        """Whether at most so many words and no other clause stand between two places."""
        stops = (found for found in self.words.stops.finditer(self.plain, start, end) if found.lastgroup != "release")
        return len(_WORD.findall(self.plain, start, end)) <= most and next(stops, None) is None

    def _joined(self, subjects: Sequence[Span], end: int) -> bool:
        """Whether the spans, two at least, are joined by "and", and what ends at `end` follows at once."""
        gaps = [self.plain[one.end : other.start] for one, other in itertools.pairwise(subjects)]
        parted = any(self.words.mark("link").sub("", gap).strip(", \n") for gap in gaps)
        return bool(gaps) and not parted and self._near(subjects[-1].end, end, _FEW)

    def _next_to(self, at: int, span: Span) -> bool:
        """Whether `span` follows what ends at `at`, with no name and nobody's thing between."""
        between = self.plain[at : span.start]
        return between == between.lower() and self._near(at, span.start, _FEW) and not self._had(span, at)

    def _headed(self, trigger: Trigger, earlier: Sequence[Span], end: int) -> bool:
        """Whether a noun that the trigger needs is the head of all that is stated."""
        start = max((found.end() for found in _HARD.finditer(self.plain, max(0, end - _FAR), end)), default=end - _FAR)
        return earlier[0].start >= start and any(
            not self.words.mark("open").search(self.plain, head.end(), end)
            and all(
                span.start >= head.start()
                or _POSSESSIVE.match(self.plain, span.end, head.start())
                or (span != earlier[0] and not self.plain[span.end : head.start()].strip())
                for span in earlier
            )
            for head in (trigger.needs.pattern.finditer(self.plain, max(0, start), end) if trigger.needs else ())
        )

    def _closed(self, trigger: Trigger, earlier: Sequence[Span], end: int) -> bool:
        """Whether the trigger closes the clause whose verb it needs."""
        first, last = earlier[0], earlier[-1]
        near = self._near(last.end, end, _CLOSING) and not self._walled(first.end, end)
        return near and trigger.holds(self.plain[first.end : end])
