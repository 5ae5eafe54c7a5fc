"""How far the work is, on standard error: bars on a terminal, a line for each step elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from extractor.cli._shell import err, say

_WHILE = 60.0
"""How many seconds pass between two words on the time that is left."""


class Steps:
    """A progress callback: told what is being done, how much of it is done, and how much there is to do.

    With `left`, for work of minutes and hours, the time that is left is shown too; where there is no terminal, now and
    then.
    """

    def __init__(self, *, quiet: bool, left: bool = False) -> None:
        self._quiet, self._left = quiet, left
        self._told: dict[str, tuple[float, int, float]] = {}
        self._said: set[str] = set()
        self._tasks: dict[str, TaskID] = {}
        console = err()
        self._bars: Progress | None = None
        if console.is_terminal and not quiet:
            self._bars = Progress(
                SpinnerColumn(finished_text=" "),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                *((TextColumn("left"), TimeRemainingColumn()) if left else ()),
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
                self._tasks[what] = self._bars.add_task(what, total=total)
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
