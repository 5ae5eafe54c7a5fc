"""`extractor batch`: many filings to tables, taken up again where a run was ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor import Extractor, tables
from extractor.batch import FAILED, JOURNAL, PART, Batch, Format, Item, Tally, items, run
from extractor.cli import _filings, _targets
from extractor.cli._asking import Asking, asking
from extractor.cli._options import Identity, OutDir, opened
from extractor.cli._progress import Filings
from extractor.cli._shell import INCOMPLETE, INTERRUPTED, complain, say
from extractor.edgar import DOCUMENTS, Edgar, Folder, accession_number, identity_problem
from extractor.errors import MissingPackage, SpendingLimit
from extractor.model import RateLimit, Spending
from extractor.replies import in_redis
from extractor.sources import STDIN, check


class Engine(StrEnum):
    """Where filings are read."""

    PROCESS = "process"
    RAY = "ray"


_SOURCES = "Files, folders, patterns, manifests (.csv, .jsonl), accession numbers, - for paths on standard input."


@asking
def batch(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help=_SOURCES)] = None,
    *,
    target: OutDir,
    formats: Annotated[
        list[Format] | None, typer.Option("--format", help="How tables are written; give it twice for both.")
    ] = None,
    part: Annotated[
        int, typer.Option("--part", min=1, metavar="N", help="How many filings of a form type and year make one file.")
    ] = PART,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Read again what failed or is incomplete in DIR, and nothing else.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="How many filings are read at once.")] = 4,
    asked: Asking,
    identity: Identity = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Where filings are read: in this process, or on a Ray cluster.")
    ] = Engine.PROCESS,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="How many workers a Ray cluster gets.")
    ] = None,
    requests_per_minute: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many requests an endpoint gets in a minute, at most.")
    ] = None,
    tokens_per_minute: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many tokens are read and written in a minute, at most.")
    ] = None,
    summary: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Extract the facts of many filings, and write them as tables.

    The same command goes on where a run ended, however that was: no filing is read twice, and no reply asked for twice.
    """
    named, stated = sources or [], _stated(sources or [])
    if only_failed == bool(named):
        raise typer.BadParameter("--only-failed reads what is in DIR: name sources, or give it without any")
    if only_failed and not (target / JOURNAL).is_file():
        raise typer.BadParameter(f"--only-failed: {target} holds no batch; name the folder of one by --out")
    if engine is Engine.RAY and not in_redis(asked.replies or ""):
        raise typer.BadParameter("--engine ray needs a record that all machines reach: --replies redis://HOST:PORT/DB")
    if engine is not Engine.RAY and workers:
        raise typer.BadParameter("--workers goes with --engine ray; --jobs is how many filings are read at once")
    numbers = [source for source in named if accession_number(source) and not Path(source).exists()]
    named = [source for source in named if source not in numbers]
    check(named)
    if numbers and (problem := identity_problem(identity)):
        raise typer.BadParameter(problem)
    wanted, spending = asked.checked()
    rate = RateLimit(requests_per_minute=requests_per_minute, tokens_per_minute=tokens_per_minute)
    started = time.monotonic()
    try:
        with Filings(quiet=quiet, spending=spending) as progress, opened(asked.replies) as record:
            if numbers:
                named.append(_fetched(target, numbers, identity or "", progress))
            extractor = Extractor(
                **asked.options, domain=wanted, replies=record, progress=progress, spending=spending, rate=rate
            )
            with Batch(
                target,
                kinds=wanted.kinds,
                configuration=extractor.configuration(),
                formats=formats or (Format.JSONL,),
                part=part,
            ) as out:
                failed = out.failed() if only_failed else None

                def todo() -> Iterator[Item]:
                    return items(named, given=stated) if failed is None else iter(failed)

                tally = Tally(total=sum(1 for _ in todo()))
                if named and not tally.total:
                    raise _filings.nothing_in(named)
                cluster = None
                if engine is Engine.RAY:
                    elsewhere = {**asked.options, "domain": asked.domain, "replies": asked.replies}
                    cluster = _cluster(elsewhere, extractor, spending=spending, rate=rate, jobs=jobs, workers=workers)
                asyncio.run(_run(todo(), extractor, cluster, out, tally, progress, jobs=jobs, spending=spending))
                done = out.counts()
    except KeyboardInterrupt:
        complain("interrupted; what is done is kept, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    except MissingPackage as error:
        raise typer.BadParameter(str(error)) from None
    _report(target, tally, done, spending, time.monotonic() - started, as_json=summary, quiet=quiet)
    _end(tally, done, spending)


def _fetched(target: Path, numbers: list[str], identity: str, steps: Filings) -> str:
    """The manifest of the filings of these accession numbers, which lie in the batch's folder.

    Raises `EdgarError` where EDGAR has one of them not, or cannot be asked.
    """
    folder, edgar = Folder(target / "fetched"), Edgar(identity)
    try:
        for done, number in enumerate(numbers):
            steps("fetched", done, len(numbers))
            folder.take(edgar, accession_number(number) or number, DOCUMENTS.split(","))
        steps("fetched", len(numbers), len(numbers))
    finally:
        folder.write_manifest()
    return str(folder.manifest)


def _stated(sources: list[str]) -> list[str]:
    """The paths that stand on standard input, where that is a source."""
    if STDIN not in sources:
        return []
    lines = (line.rstrip(b"\r\n") for line in sys.stdin.buffer)
    return [os.fsdecode(line) for line in lines if line]


def _cluster(options: Mapping[str, Any], extractor: Extractor, **others: Any) -> Any:
    """The cluster, with workers like `extractor`. Raises `MissingPackage`, `ClusterError`."""
    try:
        from extractor.batch._ray import Cluster  # noqa: PLC0415 - Ray is loaded only where it is asked for
    except ImportError:
        raise MissingPackage(
            '--engine ray needs Ray, which is not installed: pip install "filing-facts[ray]"'
        ) from None
    return Cluster(options, extractor.configuration(), **others)


async def _run(
    todo: Iterator[Item],
    extractor: Extractor,
    cluster: Any,
    out: Batch,
    tally: Tally,
    progress: Filings,
    *,
    jobs: int,
    spending: Spending,
) -> None:
    async with extractor:
        if cluster is None:
            await run(todo, extractor, out, tally, told=progress.show, jobs=jobs, spending=spending)
            return
        async with cluster:
            jobs = cluster.at_once
            await run(todo, cluster.read, out, tally, told=progress.show, jobs=jobs, spending=spending)


def _report(
    target: Path,
    tally: Tally,
    done: tuple[int, int],
    spending: Spending,
    seconds: float,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    asked, kept = tally.requests - tally.from_record, tally.from_record
    cost = spending.cost if spending.prices else None
    if as_json:
        found = {
            "filings": tally.total,
            "done": tally.outcomes["done"],
            "known": tally.outcomes["known"],
            "incomplete": tally.outcomes["incomplete"],
            "failed": tally.outcomes["failed"],
            "left": tally.total - tally.seen,
            "facts": tally.facts,
            "requests": asked,
            "from_record": kept,
            "tokens": spending.tokens,
            "cost": cost,
            "seconds": round(seconds, 1),
            "filings_in_all": done[0],
            "facts_in_all": done[1],
        }
        _targets.write(_targets.STDOUT, json.dumps(found, indent=2) + "\n")
    if quiet:
        return
    parts = [f"{count:,} {state}" for state, count in sorted(tally.outcomes.items()) if state != "stopped"]
    parts += [f"{tally.total - tally.seen:,} left"] if tally.total > tally.seen else []
    say(f"{tables.counted(tally.total, 'filing')}: {', '.join(parts)}; {tables.counted(tally.facts, 'fact')}")
    price = f", cost {cost:.4f}" if cost is not None else ""
    said = f"{tables.counted(asked, 'request')}, {tables.counted(kept, 'reply', 'replies')} from the record"
    say(f"{said}{price}, {seconds:.1f} s")
    say(f"{target}: {tables.counted(done[0], 'filing')}, {tables.counted(done[1], 'fact')} in all")
    if tally.outcomes["failed"] or tally.outcomes["incomplete"]:
        complain(f"{target / FAILED}: says what failed, and why; --only-failed reads it again")


def _end(tally: Tally, done: tuple[int, int], spending: Spending) -> None:
    """The exit code."""
    if spending.reached:
        raise typer.Exit(SpendingLimit.exit_code)
    if tally.first_failure and not done[0]:
        raise typer.Exit(tally.first_failure)
    if tally.outcomes["failed"] or tally.outcomes["incomplete"]:
        raise typer.Exit(INCOMPLETE)
