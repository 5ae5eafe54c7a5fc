"""`extractor extract`: filings to facts."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from extractor import Extractor, tables
from extractor.cli import _filings, _targets
from extractor.cli._asking import Asking, asking
from extractor.cli._options import Day, opened
from extractor.cli._progress import Steps
from extractor.cli._shell import FAULT, INCOMPLETE, INTERRUPTED, complain, fault, out, say
from extractor.domain import Domain
from extractor.errors import (
    CorruptReply,
    FilingError,
    MissingReply,
    ModelError,
    ModelUnavailable,
    SpendingLimit,
    WeightsError,
)
from extractor.html import render
from extractor.result import Result, Usage

_WRITERS: dict[str, Callable[[Result, Domain], str]] = {
    "--json": lambda result, _: result.to_json(),
    "--jsonl": lambda result, _: result.to_jsonl(),
    "--html": lambda result, domain: render(result, domain.kinds),
}
"""What each option writes."""


OF_ONE_FILING = (FilingError, ModelError, MissingReply, CorruptReply)
"""What is wrong with one filing, or with what a model or the record says of it, and does not stop the next."""


@asking
def extract(
    named: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Filings: plain text, submission or HTML; also folders and patterns."),
    ],
    *,
    asked: Asking,
    date: Day = None,
    json: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Write results as JSON: a file, a folder, or - for standard output."),
    ] = None,
    jsonl: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write facts as JSON, one a line: a file, a folder, or -.")
    ] = None,
    html: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write a page to read the facts in: a file or a folder.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only; write what was asked for.")] = False,
) -> None:
    """Extract the facts of each FILE, and print them as tables.

    Every reply of the model is kept, so a second run of the same filing asks nothing.
    """
    files = _filings.found(named)
    targets = _planned({"--json": json, "--jsonl": jsonl, "--html": html}, files)
    wanted, spending = asked.checked()
    try:
        with (
            Steps(quiet=quiet) as steps,
            opened(asked.replies) as record,
            Extractor(**asked.options, domain=wanted, replies=record, progress=steps, spending=spending) as extractor,
        ):
            codes = [_one(extractor, wanted, file, targets[file], date=date, quiet=quiet) for file in files]
    except KeyboardInterrupt:
        complain("interrupted; replies received so far are kept, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    failed = [SpendingLimit.exit_code] * spending.reached + [code for code in codes if code]
    if failed:
        raise typer.Exit(failed[0])


def _planned(named: Mapping[str, str | None], files: Sequence[Path]) -> dict[Path, dict[str, Path]]:
    """For each file, where what each option asks for is written."""
    plans = {option: _targets.plan(option, name, files) for option, name in named.items()}
    if _targets.STDOUT in plans["--html"].values():
        raise typer.BadParameter("--html -: standard output is for tables and JSON; name a file")
    taken: dict[Path, str] = {}
    for option, plan in plans.items():
        for path in plan.values():
            other = taken.setdefault(path, option)
            if other != option:
                raise typer.BadParameter(f"{other} and {option} would both be written to {path}; name two places")
    return {file: {option: plan[file] for option, plan in plans.items() if file in plan} for file in files}


def _one(
    extractor: Extractor,
    domain: Domain,
    file: Path,
    targets: Mapping[str, Path],
    *,
    date: dt.date | None,
    quiet: bool,
) -> int:
    """Extract one filing; the exit code.

    What is wrong with one filing, or with what a model or the record says of it, does not stop the next, and neither
    does a fault of this program; a model that is not there does.
    """
    started = time.monotonic()
    shown: list[Table] = []
    try:
        result = extractor.extract(file, date=date)
        written = {path: _WRITERS[option](result, domain) for option, path in targets.items()}
        if not quiet and _targets.STDOUT not in written:
            shown += tables.tables(result.facts, domain.kinds)
    except (ModelUnavailable, WeightsError):
        raise
    except OF_ONE_FILING as error:
        complain(_filings.about(file, error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a fault of ours costs the file it met, and is named there
        complain(f"{file}: {fault(error)}")
        return FAULT
    for path, text in written.items():
        _targets.write(path, text)
    if not quiet:
        if _targets.STDOUT not in written:
            _print(result, shown)
        for path in written:
            if path != _targets.STDOUT:
                say(f"wrote {path}")
        say(_summary(result, time.monotonic() - started))
    lost = incomplete(file, result)
    for message in lost:
        complain(message)
    return INCOMPLETE if lost else 0


def _print(result: Result, shown: Sequence[Table]) -> None:
    console = out()
    filing = result.filing
    console.print(Text.assemble((filing.name, "bold"), f"  {filing.date or ''}"))
    for table in shown:
        console.print()
        console.print(table)
    console.print()


def _summary(result: Result, seconds: float) -> str:
    parts = [tables.counted(len(result.facts), "fact"), f"{len(result.rejected)} rejected"]
    if result.coverage.countable:
        parts.append(tables.covered(result.coverage))
    return f"{', '.join(parts)}\n{_requests(result.usage)}, {seconds:.1f} s"


def _requests(usage: Usage) -> str:
    """How many requests were made, and how many replies came from the record."""
    if not usage.requests:
        return "no request to the model: nothing to ask"
    asked = usage.requests - usage.from_record
    if not asked:
        count = usage.requests
        said = "its one reply was" if count == 1 else f"all {count} replies were"
        return f"no request to the model: {said} in the record"
    kept = f", {tables.counted(usage.from_record, 'reply', 'replies')} from the record" if usage.from_record else ""
    cost = f", cost {usage.cost:.4f}" if usage.cost is not None else ""
    return f"{tables.counted(asked, 'request')} to {usage.model}{kept}, {usage.completion_tokens} tokens written{cost}"


def incomplete(file: Path, result: Result) -> list[str]:
    """What is to be said of the passages of a filing that failed or were cut; nothing where all are done."""
    failed = [passage for passage in result.passages if passage.status in ("failed", "truncated")]
    said = []
    for passage in failed:
        heading = f" ({passage.heading})" if passage.heading else ""
        message = passage.message or "the reply was cut at its length; the facts that are whole in it stand"
        said.append(f"{file}: passage {passage.index}{heading}, step {passage.step}: {message}")
    faults = [item for item in result.rejected if item.reason == "fault"]
    said += [f"{file}: passage {item.passage}, one {item.kind}: {item.message}" for item in faults]
    if not failed:
        return said
    count, of = len({p.index for p in failed}), len({p.index for p in result.passages})
    cut = "were cut or " if any(p.status == "truncated" for p in failed) else ""
    last = f"{file}: {count} of {of} passages {cut}failed; the facts of the others stand. "
    return [*said, f"{last}The same command asks for the failed ones again"]
