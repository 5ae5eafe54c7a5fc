"""Who reads: one thread with an event loop of its own, so that no filing holds up an answer to a client.

In it the model is asked; each filing is read in a thread of its own besides, so that none holds up another.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from extractor.background import in_background, together
from extractor.errors import ExtractorError, OutputError, fault
from extractor.extractor import Extractor
from extractor.facts import Fact
from extractor.filing import Filing
from extractor.result import Result
from extractor.service._events import Progress
from extractor.service._ledger import Job, Ledger
from extractor.service._settings import Limits

_log = logging.getLogger(__name__)

_MOMENT = 10.0
"""The seconds that a step may take to its end when the service ends."""

_AGAIN = 2.0
"""The seconds after which the ledger is tried again, where it could not be written."""

_Done = TypeVar("_Done")


class Hearer(Protocol):
    """Who is told what the worker does."""

    def moved(self, extraction: str) -> None:
        """Something has happened to an extraction."""
        ...

    def read(self, extraction: str, outcome: Result | str, seconds: float) -> None:
        """Keep what came of an extraction, its result or why there is none; in a thread that may wait."""
        ...


class Worker:
    """Reads what waits in `ledger`, `limits.jobs` filings at once, with one extractor of `make`."""

    def __init__(self, ledger: Ledger, make: Callable[[], Extractor], limits: Limits, hearer: Hearer) -> None:
        self._ledger, self._make, self._limits, self._hearer = ledger, make, limits, hearer
        self._progress: dict[str, Progress] = {}
        self._under_way: dict[str, asyncio.Task[Result]] = {}
        self._loop = asyncio.new_event_loop()
        self._waiting = asyncio.Semaphore(0)
        self._main: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="extractor-worker", daemon=True)
        self._engine: str | None = "the engine is being opened"
        self._unwritten: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why nothing can be read now; None where it can."""
        return self._unwritten or self._engine

    def start(self) -> None:
        """Begin with what waits already."""
        for _ in range(self._ledger.counts()["queued"]):
            self._waiting.release()
        self._thread.start()

    def wake(self) -> None:
        """One more filing waits."""
        self._call(self._waiting.release)

    def progress(self, extraction: str) -> Progress | None:
        """How far a filing is that is being read."""
        return self._progress.get(extraction)

    def give_up(self, extraction: str) -> None:
        """Read no more of a filing that is deleted."""

        def cancel() -> None:
            task = self._under_way.get(extraction)
            if task is not None:
                task.cancel()

        self._call(cancel)

    def stop(self) -> None:
        """End; what is under way is left as it is, for the next start."""

        def cancel() -> None:
            if self._main is not None:
                self._main.cancel()

        if self._thread.is_alive():
            self._call(cancel)
            self._thread.join(_MOMENT)

    def _call(self, done: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the worker has ended, which readiness tells
            self._loop.call_soon_threadsafe(done)

    def _run(self) -> None:
        try:
            self._main = self._loop.create_task(self._work())
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._main)
        except Exception:  # noqa: BLE001 - whatever it is, readiness says so and the log where
            _log.exception("the worker has ended")
            self._engine = "the engine has ended; the service's log says why"
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _work(self) -> None:
        async with self._make() as extractor:
            try:
                extractor.configuration()
                self._engine = None
            except ExtractorError as error:
                self._engine = str(error)
            await together(self._reader(extractor) for _ in range(self._limits.jobs))

    async def _reader(self, extractor: Extractor) -> None:
        while True:
            await self._waiting.acquire()
            job = await self._written(self._claimed)
            if job is None:  # it was deleted meanwhile
                continue
            try:
                await self._one(extractor, job)
            except Exception as error:  # noqa: BLE001 - one filing's fault is not the next one's
                finish = functools.partial(self._ledger.finish, job.id, self._said(error))
                await self._written(functools.partial(asyncio.to_thread, finish))
                self._hearer.moved(job.id)

    async def _claimed(self) -> Job | None:
        return self._ledger.claim()  # in this thread, so that it can be given up from now on

    async def _written(self, write: Callable[[], Awaitable[_Done]]) -> _Done:
        """Write to the ledger; where it cannot be, as on a full disk, try until it can."""
        while True:
            try:
                done = await write()
            except OutputError as error:
                if self._unwritten is None:
                    _log.exception("the ledger cannot be written; it is tried again every %g s", _AGAIN)
                self._unwritten = str(error)
                await asyncio.sleep(_AGAIN)
            else:
                self._unwritten = None
                return done

    async def _one(self, extractor: Extractor, job: Job) -> None:
        started = time.monotonic()
        self._progress[job.id] = Progress()
        self._hearer.moved(job.id)
        task = self._under_way[job.id] = asyncio.create_task(self._read(extractor, job))
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise
        finally:
            del self._under_way[job.id]
            self._progress.pop(job.id, None)
        if task.cancelled():  # deleted
            return
        outcome = task.result() if task.exception() is None else self._said(task.exception())
        seconds = time.monotonic() - started
        await self._written(functools.partial(asyncio.to_thread, self._hearer.read, job.id, outcome, seconds))
        self._hearer.moved(job.id)

    async def _read(self, extractor: Extractor, job: Job) -> Result:
        def moved(further: Callable[[Progress], Progress]) -> None:
            if job.id in self._progress:  # else it was given up
                self._progress[job.id] = further(self._progress[job.id])
                self._hearer.moved(job.id)

        def progress(what: str, done: int, total: int) -> None:  # noqa: ARG001 - the callback's own signature
            moved(lambda far: far.on(done, total))

        loop = asyncio.get_running_loop()

        def found(facts: Sequence[Fact]) -> None:  # told in the thread that reads
            loop.call_soon_threadsafe(moved, lambda far: far.found(facts))

        async def opened() -> Filing:
            return Filing.read(job.source, date=job.date, name=job.name, max_bytes=self._limits.bytes)

        async with asyncio.timeout(self._limits.seconds):
            filing = await in_background(opened())
            return await extractor.aextract(filing, progress=progress, on_facts=found)

    def _said(self, error: BaseException | None) -> str:
        match error:
            case TimeoutError():
                return (
                    f"the filing was not read within {self._limits.seconds:g} s, which is this service's bound; its "
                    "replies are kept, so the same filing goes on from there when it is sent again"
                )
            case ExtractorError():
                return str(error)
            case Exception():
                _log.error("a fault in this program", exc_info=error)
                return fault(error)
        raise AssertionError(error)
