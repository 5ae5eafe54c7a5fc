"""Which triggers of a sentence govern the words that state a fact."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extractor.facts import Span
from extractor.modality import Modality
from extractor.validation._table import Table, Trigger, table

_PLAIN = str.maketrans("’‘´`‐‑–—", "''''----")  # noqa: RUF001 - the quote marks and dashes of print
_HARD = re.compile(r"[;:•](?!\w)|[.!?]\s|\n\s*\n")
_ASIDE = re.compile(r"\s*,(?:[^,.;:()]{1,30},)?")
_NAME_FOLLOWS = re.compile(r"\s+(?:[a-z]{1,3}\s+)?[^\W_a-z]")
_POSSESSIVE = re.compile(r"'s?\s+(?:[^\s,;.]+\s+){0,5}\Z")
_ITEM = re.compile(r"[^,;:.()]{1,40}")
_WORD = re.compile(r"[^\W_]+")
_FAR = 400
"""In characters: no reach is longer, so that a text without full stops takes no longer than its length."""
_SPOT_WORDS = 3
"""How many words may stand between a `spot` trigger and the words it governs."""
_CLOSING_WORDS = 8
"""How many words may stand between what is stated and a trigger that closes the clause."""
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
    clause = _Clause(text, sentence, stated, table(language))
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


class _Clause:
    """A sentence with what is stated in it; all spans count from the sentence's start."""

    def __init__(self, text: str, sentence: Span, stated: Sequence[Span], words: Table) -> None:
        self.plain = text[sentence.start : sentence.end].translate(_PLAIN)
        at = sentence.start
        self.stated = sorted(Span(span.start - at, span.end - at) for span in stated if sentence.covers(span))
        self.words = words

    def triggers(self) -> Iterator[tuple[re.Match[str], Trigger]]:
        """The triggers that stand outside what is stated."""
        for match, trigger in self.words.found(self.plain, 0, len(self.plain)) if self.stated else ():
            if not any(span.overlaps(Span(*match.span())) for span in self.stated):
                yield match, trigger

    def governed(self, match: re.Match[str], trigger: Trigger) -> bool:
        """Whether what is stated is in the trigger's reach."""
        earlier = [span for span in self.stated if span.end <= match.start()]
        later = [span for span in self.stated if span.start >= match.end()]
        if trigger.side == "spot":
            return any(self._next_to(match.end(), span) for span in later)
        if trigger.side in ("after", "closes"):
            if later:
                return False
            headed = self._headed if trigger.side == "after" else self._closed
            return headed(trigger, earlier, self._clause_start(match.start()), match.start())
        if trigger.side == "between" and not (earlier and later):
            return False
        end, after_end = self._reach(match.end(), trigger)
        if not later:
            joint = trigger.side == "joint" or (trigger.side == "before" and trigger.modality in _OF_JOINT_SUBJECTS)
            return (
                joint and self._joined(earlier, match.start()) and _holds(trigger, self.plain[match.end() : after_end])
            )
        if later[-1].end > end or (earlier and self._walled(earlier[-1].end, match.start())):
            return False
        if (
            trigger.modality in _THINGS
            and trigger.needs is None
            and all(self._had(span, match.end()) for span in later)
        ):
            return False
        return _holds(trigger, self.plain[match.end() : after_end])

    def _reach(self, at: int, trigger: Trigger) -> tuple[int, int]:
        """Where the reach of a trigger that ends at `at` ends, and where the words end that end it."""
        aside = _ASIDE.match(self.plain, at)
        start = aside.end() if aside else at
        far = min(len(self.plain), at + _FAR)
        brackets = 0
        for stop in self.words.stops.finditer(self.plain, start, far):
            mark = stop[0]
            brackets += (mark == "(") - (mark == ")" and brackets > 0)
            if brackets or mark == "(" or (mark == ")" and self.plain.rfind("(", at, stop.start()) >= 0):
                continue
            if mark == "," and self._goes_on(stop.end()):
                continue
            if stop.lastgroup == "link" and self._links(at, stop, trigger):
                continue
            return stop.start(), stop.end()
        return far, far

    def _goes_on(self, at: int) -> bool:
        """Whether a comma that ends at `at` is part of a number, or of a list that an "or" closes."""
        if self.plain[at : at + 1].isdigit():
            return True
        while found := _ITEM.match(self.plain, at):
            opens = self.words.mark("or").search(found[0])
            if opens:
                return len(_WORD.findall(found[0][: opens.start()])) <= _SPOT_WORDS
            if len(_WORD.findall(found[0])) > _SPOT_WORDS or self.plain[found.end() : found.end() + 1] != ",":
                return False
            at = found.end() + 1
        return False

    def _links(self, at: int, link: re.Match[str], trigger: Trigger) -> bool:
        """Whether an "and" within the reach joins two things, not two clauses."""
        if _NAME_FOLLOWS.match(self.plain, link.end()) is None:
            return False
        paired = self.words.mark("pair").search(self.plain, at, link.start())
        return trigger.modality is not Modality.NEGATED or paired is not None

    def _walled(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places; what is said is no other clause."""
        if end - start > _FAR or _HARD.search(self.plain, start, end):
            return True
        for opening in self.words.mark("open").finditer(self.plain, start, end):
            before = self.plain[start : opening.start()]
            said = [found for found in self.words.mark("say").finditer(before) if not before[found.end() :].strip()]
            if not said and _WORD.search(before):
                return True
        return False

    def _had(self, span: Span, at: int) -> bool:
        """Whether `span` is part of something that is somebody's, named after `at`."""
        for own in self.words.mark("own").finditer(self.plain, at, span.end + 3):
            if own.start() <= span.end and not any(
                self.words.mark("release").finditer(self.plain, own.end(), max(own.end(), span.start))
            ):
                return True
        return False

    def _joined(self, subjects: Sequence[Span], end: int) -> bool:
        """Whether the spans, two at least, are joined by "and" and what ends at `end` follows at once."""
        gaps = [self.plain[one.end : other.start] for one, other in itertools.pairwise(subjects)]
        tail = self.plain[subjects[-1].end : end]
        return (
            len(gaps) > 0
            and not any(self.words.mark("link").sub("", gap).strip(", ") for gap in gaps)
            and self.words.stops.search(tail) is None
            and len(_WORD.findall(tail)) <= _SPOT_WORDS
        )

    def _next_to(self, at: int, span: Span) -> bool:
        between = self.plain[at : span.start]
        return (
            len(_WORD.findall(between)) <= _SPOT_WORDS
            and between == between.lower()
            and self.words.stops.search(between) is None
            and not self._had(span, at)
        )

    def _clause_start(self, at: int) -> int:
        start = max(0, at - _FAR)
        return max((found.end() for found in _HARD.finditer(self.plain, start, at)), default=start)

    def _headed(self, trigger: Trigger, earlier: Sequence[Span], start: int, end: int) -> bool:
        """Whether a noun that the trigger needs is the head of all that is stated."""
        if trigger.needs is None or earlier[0].start < start:
            return False
        for head in trigger.needs.finditer(self.plain, start, end):
            if self.words.mark("open").search(self.plain, head.end(), end):
                continue
            if all(
                span.start >= head.start() or _POSSESSIVE.match(self.plain, span.end, head.start()) for span in earlier
            ):
                return _holds(trigger, self.plain[start:end])
        return False

    def _closed(self, trigger: Trigger, earlier: Sequence[Span], start: int, end: int) -> bool:
        """Whether the trigger closes the clause whose verb it needs."""
        first, last = earlier[0], earlier[-1]
        tail = self.plain[last.end : end]
        return (
            first.start >= start
            and self.words.stops.search(tail) is None
            and len(_WORD.findall(tail)) <= _CLOSING_WORDS
            and not self._walled(first.end, end)
            and _holds(trigger, self.plain[first.end : end])
        )


def _holds(trigger: Trigger, reach: str) -> bool:
    """Whether the words that a trigger needs stand in its reach, and none that bar it."""
    return (trigger.needs is None or trigger.needs.search(reach) is not None) and (
        trigger.bars is None or trigger.bars.search(reach) is None
    )
