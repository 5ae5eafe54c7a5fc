"""Where the characters of a text as read stand in what it was read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractor.facts import Span


class Run(NamedTuple):
    """Characters `start` to `end` of a text, made from characters `source_start` to `source_end` of its source.

    Where both runs have one length, character stands for character; else the whole stands for the whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def copied(self) -> bool:
        """Whether character stands for character."""
        return self.end - self.start == self.source_end - self.source_start


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The runs of a text that stand in its source, in order; what lies in none was put in by the reader."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, runs: Iterable[Run]) -> SourceMap:
        """The map of `runs`, those that go on where the one before ends joined, and empty ones left out."""
        joined: list[Run] = []
        for run in runs:
            if run.start == run.end:
                continue
            last = joined[-1] if joined else None
            if last and last.copied and run.copied and (last.end, last.source_end) == (run.start, run.source_start):
                joined[-1] = Run(last.start, run.end, last.source_start, run.source_end)
            else:
                joined.append(run)
        return cls(tuple(joined))

    @classmethod
    def cut(cls, length: int, source_start: int) -> SourceMap:
        """The map of a text of `length` characters that is cut out of its source."""
        return cls.of([Run(0, length, source_start, source_start + length)])

    def locate(self, span: Span) -> Span | None:
        """Where a run of the text stands in the source; None if it is empty or an end of it stands nowhere."""
        first, last = self._at(span.start), self._at(span.end - 1)
        if first is None or last is None or span.start >= span.end:
            return None
        start = first.source_start + (span.start - first.start if first.copied else 0)
        end = last.source_end - (last.end - span.end if last.copied else 0)
        return Span(start, end)

    def through(self, earlier: SourceMap) -> SourceMap:
        """The map to the source of this map's source, which `earlier` maps."""
        return SourceMap.of(run for own in self.runs for run in earlier.carried(own))

    def carried(self, own: Run) -> Iterator[Run]:
        """A run whose source is this map's text, as runs whose source is this map's."""
        if not own.copied:
            whole = self.locate(Span(own.source_start, own.source_end))
            if whole:
                yield Run(own.start, own.end, *whole)
            return
        shift = own.start - own.source_start
        index = max(0, bisect_right(self.runs, own.source_start, key=lambda run: run.start) - 1)
        while index < len(self.runs) and self.runs[index].start < own.source_end:
            run = self.runs[index]
            here = Span(max(run.start, own.source_start), min(run.end, own.source_end))
            place = self.locate(here)
            if place:
                yield Run(here.start + shift, here.end + shift, *place)
            index += 1

    def moved(self, by: int) -> Iterator[Run]:
        """The runs, for a text that has `by` characters more before this one."""
        for run in self.runs:
            yield Run(run.start + by, run.end + by, run.source_start, run.source_end)

    def _at(self, position: int) -> Run | None:
        index = bisect_right(self.runs, position, key=lambda run: run.start) - 1
        return self.runs[index] if index >= 0 and position < self.runs[index].end else None


def substituted(pattern: re.Pattern[str], text: str, replace: Callable[[re.Match[str]], str]) -> tuple[str, SourceMap]:
    """What `pattern.sub(replace, text)` gives, and where it stands in `text`."""
    parts: list[str] = []
    runs: list[Run] = []
    length = done = 0

    def put(part: str, start: int, end: int) -> None:
        nonlocal length
        parts.append(part)
        runs.append(Run(length, length + len(part), start, end))
        length += len(part)

    for match in pattern.finditer(text):
        put(text[done : match.start()], done, match.start())
        put(replace(match), match.start(), match.end())
        done = match.end()
    put(text[done:], done, len(text))
    return "".join(parts), SourceMap.of(runs)
