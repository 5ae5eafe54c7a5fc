"""How far the work is, on standard error: bars on a terminal, a line for each step elsewhere."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from extractor import tables
from extractor.batch import Tally
from extractor.cli._shell import err, say
from extractor.model import Spending

_WHILE = 60.0
"""How many seconds pass between two words on the time that is left."""


class Steps:
    """A progress callback: told what is being done, how much of it is done, and how much there is to do.

    With `left`, for work of minutes and hours, the time that is left is shown too; where there is no terminal, now and
    then. `columns` are shown in place of the usual ones.
    """

    def __init__(self, *, quiet: bool, left: bool = False, columns: Sequence[ProgressColumn] | None = None) -> None:
        self._quiet, self._left = quiet, left
        self._told: dict[str, tuple[float, int, float]] = {}
        self._said: set[str] = set()
        self._tasks: dict[str, TaskID] = {}
        console = err()
        self._bars: Progress | None = None
        if console.is_terminal and not quiet:
            self._bars = Progress(
                SpinnerColumn(finished_text=" "),
                TextColumn("{task.description}", markup=False),
                *(_usual(left=left) if columns is None else columns),
                console=console,
                transient=True,
            )

    def __enter__(self) -> Self:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` of `what` is done; nothing where there is nothing to do."""
        if not total:
            return
        if self._bars:
            if what not in self._tasks:
                self._tasks[what] = self._bars.add_task(what, total=total, note="")
            self._bars.update(self._tasks[what], completed=done, total=total)
        elif not self._quiet and what not in self._said:
            self._said.add(what)
            say(f"{what} ...")
        elif not self._quiet and self._left:
            self._say_left(what, done, total)

    def _say_left(self, what: str, done: int, total: int) -> None:
        """Say how long it will take, a while after the last time."""
        now = time.monotonic()
        began, first, last = self._told.setdefault(what, (now, done, now))
        if now - last >= _WHILE and first < done < total:
            self._told[what] = (began, first, now)
            minutes = (now - began) / (done - first) * (total - done) / 60
            say(f"{what}: {done} of {total}, about {minutes:.0f} min left")


def _usual(*, left: bool) -> tuple[ProgressColumn, ...]:
    """The columns of a bar; `left` adds the time that is left."""
    more = (TextColumn("left"), TimeRemainingColumn()) if left else ()
    return (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), *more)


_PAUSE = 10.0
"""The seconds between two lines, where there is no terminal."""

_WHAT = "filings"


class Filings(Steps):
    """The progress of a batch: of its filings, and of what the model needs before it is ready; not of the questions."""

    def __init__(self, *, quiet: bool, spending: Spending) -> None:
        super().__init__(quiet=quiet, columns=[BarColumn(12), TextColumn("{task.fields[note]}", markup=False)])
        self._spending = spending
        self._started = self._said_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show a step of getting ready."""
        if what != "questions":
            super().__call__(what, done, total)

    def show(self, tally: Tally) -> None:
        """Show how far the filings are."""
        now = time.monotonic()
        if self._bars:
            note = status(tally, self._spending, now - self._started)
            if _WHAT not in self._tasks:
                self._tasks[_WHAT] = self._bars.add_task("", total=tally.total, note=note)
            self._bars.update(self._tasks[_WHAT], completed=tally.seen, note=note)
        elif not self._quiet and now - self._said_at >= _PAUSE:
            self._said_at = now
            say(status(tally, self._spending, now - self._started))


def status(tally: Tally, spending: Spending, seconds: float) -> str:
    """How far a batch is after so many seconds: "37 of 1,000 filings, 512 facts, 3.1 filings/s, 5 min left"."""
    read = tally.seen - tally.outcomes["known"]
    rate = read / seconds if seconds else 0.0
    parts = [f"{tally.seen:,} of {tables.counted(tally.total, 'filing')}", tables.counted(tally.facts, "fact")]
    parts.append(f"{rate:.1f} filings/s" if rate >= 1 else f"{rate * 60:.1f} filings/min")
    if spending.prices:
        parts.append(f"cost {spending.cost:.2f}")
    left = (tally.total - tally.seen) / rate if rate else None
    if left:
        parts.append(f"{_time(left)} left")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
