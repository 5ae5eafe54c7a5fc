"""`extractor reprocess`: everything after the model again, from recorded replies, on all cores."""

from __future__ import annotations

import contextlib
import datetime as dt
import multiprocessing
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from extractor import Extractor, tables
from extractor.cli import _filings, _targets
from extractor.cli._extract import OF_ONE_FILING, incomplete
from extractor.cli._options import (
    BaseUrl,
    Day,
    DomainName,
    ModelName,
    RepliesDir,
    check_model,
    domain_named,
    existing,
    opened,
)
from extractor.cli._progress import Steps
from extractor.cli._shell import FAULT, INCOMPLETE, INTERRUPTED, complain, fault, say
from extractor.errors import ExtractorError
from extractor.replies import Replies

_HELD = 4
"""How many filings a process has before it, so that none waits for the next, and few results wait to be written."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a process opens to read filings with."""

    model: str
    base_url: str | None
    replies: str
    domain: str
    date: dt.date | None
    lines: bool
    json: bool


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a filing: its facts as lines of JSON, its result as JSON, what is wanted of it; or what is wrong."""

    file: Path
    facts: int = 0
    lines: str = ""
    json: str = ""
    said: tuple[str, ...] = ()
    code: int = 0


def reprocess(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="Filings, or folders of them.")],
    *,
    model: ModelName = "embedded",
    base_url: BaseUrl = None,
    replies: RepliesDir = None,
    domain: DomainName = "alliances",
    date: Day = None,
    json: Annotated[
        str | None, typer.Option(metavar="DIR", help="Write each filing's result as JSON, into this folder.")
    ] = None,
    jsonl: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write all facts as JSON, one a line: a file, or -.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many filings are read at once; one a core if left out.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Run everything after the model again for SOURCES, from recorded replies; ask no model.

    After a change of how replies are read, grounded, checked or merged: the way is that of `extract --offline`, on all
    cores.
    """
    files = _filings.found(sources)
    if json is None and jsonl is None:
        raise typer.BadParameter("nothing would be written: give --json DIR, --jsonl PATH or both")
    targets = _targets.plan("--json", json and json.rstrip(os.sep) + os.sep, files)
    check_model(model, base_url)
    domain_named(domain)
    wanted = {"lines": jsonl is not None, "json": json is not None}
    record = existing(replies)
    opened(record).close()  # what is wrong with it is said here, and once
    opening = _Opening(model, base_url, record, domain, date, **wanted)
    started, facts, codes = time.monotonic(), 0, [0]
    try:
        with Steps(quiet=quiet) as steps, _lines(jsonl) as put:
            steps("filings", 0, len(files))
            for number, done in enumerate(_all(files, opening, processes or _cores()), start=1):
                if not done.code or done.code == INCOMPLETE:
                    if done.file in targets:
                        _targets.write(targets[done.file], done.json)
                    put(done.lines)
                for message in done.said:
                    complain(message)
                facts += done.facts
                codes.append(done.code)
                steps("filings", number, len(files))
    except KeyboardInterrupt:
        complain("interrupted; run the same command again")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenProcessPool:
        complain("a process ended amid a filing, as when memory runs out; give fewer --processes")
        raise typer.Exit(FAULT) from None
    if not quiet:
        seconds = max(time.monotonic() - started, 0.001)
        read = tables.counted(len(files), "filing")
        say(f"{read}, {tables.counted(facts, 'fact')}, {seconds:.1f} s, {len(files) / seconds:.1f} filings a second")
    failed = [code for code in codes if code]
    if failed:
        raise typer.Exit(failed[0])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _lines(path: str | None) -> Iterator[Callable[[str], object]]:
    """What takes the lines of all filings."""
    if path is None:
        yield lambda _: None
        return
    target = _targets.plan("--jsonl", path, [Path(path)])[Path(path)]
    with _targets.writing(target) as put:
        yield put


def _all(files: Sequence[Path], opening: _Opening, processes: int) -> Iterator[_Done]:
    """What comes of each file, in their order."""
    if processes == 1 or len(files) == 1:
        with _opened(opening) as extractor:
            yield from (_again(extractor, opening, file) for file in files)
        return
    pool = ProcessPoolExecutor(min(processes, len(files)), _context(), initializer=_start, initargs=(opening,))
    try:
        yield from _in_order((pool.submit(_in_process, file) for file in files), _HELD * processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """Processes that share nothing with this one, started from one that has loaded everything where that can be."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _in_order(under_way: Iterable[Future[_Done]], most: int) -> Iterator[_Done]:
    """The outcomes in order, of no more than so many under way or waiting to be written."""
    waiting: deque[Future[_Done]] = deque()
    for future in under_way:
        waiting.append(future)
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_process: tuple[Extractor, _Opening]
"""What this process reads with; set as it starts."""


def _start(opening: _Opening) -> None:
    global _process  # noqa: PLW0603 - a process of a pool has nowhere else to keep what it opened
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the first process's to act on
    domain_named(opening.domain)
    _process = (_extractor(opening, _record(opening)), opening)


def _in_process(file: Path) -> _Done:
    return _again(*_process, file)


@contextlib.contextmanager
def _opened(opening: _Opening) -> Iterator[Extractor]:
    with _record(opening) as record, _extractor(opening, record) as extractor:
        yield extractor


def _record(opening: _Opening) -> Replies:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of what would lose replies: it was said, and none are put
        return Replies(opening.replies)


def _extractor(opening: _Opening, record: Replies) -> Extractor:
    return Extractor(opening.model, domain=opening.domain, base_url=opening.base_url, replies=record, offline=True)


def _again(extractor: Extractor, opening: _Opening, file: Path) -> _Done:
    """What comes of one filing."""
    try:
        result = extractor.extract(file, date=opening.date)
    except OF_ONE_FILING as error:
        return _Done(file, said=(_filings.about(file, error),), code=error.exit_code)
    except ExtractorError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours costs the file it met, and is named there
        return _Done(file, said=(f"{file}: {fault(error)}",), code=FAULT)
    lost = tuple(incomplete(file, result))
    lines, json = opening.lines and result.to_jsonl(), opening.json and result.to_json()
    return _Done(file, len(result.facts), lines or "", json or "", lost, INCOMPLETE if lost else 0)
