"""`extractor replies`: the record of the model's replies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from extractor import tables
from extractor._files import kind
from extractor.cli._options import RepliesDir, existing, opened
from extractor.cli._shell import INCOMPLETE, complain, out, say
from extractor.errors import CorruptReply, OutputError, RepliesError

app = typer.Typer(no_args_is_help=True, help="Export, import, count and check the record of the model's replies.")


def _replies(count: int) -> str:
    return tables.counted(count, "reply", "replies")


@app.command("export")
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, as JSON lines.")],
    replies: RepliesDir = None,
) -> None:
    """Write every reply to FILE, sorted, so that it can be kept in git and replayed."""
    with opened(existing(replies)) as record:
        try:
            count = record.export(path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}; nothing was written there") from error
    say(f"wrote {_replies(count)} to {path}")


@app.command("import")
def import_(
    path: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A file that `export` wrote.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE", help="Answers of a batch, in place of an export.")
    ] = None,
    requests: Annotated[
        Path | None, typer.Option("--requests", metavar="FILE", help="The requests that the batch answers.")
    ] = None,
    replies: RepliesDir = None,
) -> None:
    """Take in the replies of an export, or the answers of a batch; an answer that is in the record already stays."""
    for named in (path, batch, requests):
        if named and kind(named) is None:
            raise typer.BadParameter(f"{named}: there is no such file; check the path")
    with opened(replies) as record:
        if path and not batch and not requests:
            done = record.import_(path)
        elif batch and requests and not path:
            done = record.import_batch(batch, requests=requests)
        else:
            raise typer.BadParameter("name the FILE of an export, or --batch FILE together with --requests FILE")
        say(f"{_replies(done.added)} added to {record.place}, {done.known} there already")
        if done.unusable:
            say(
                f"{_replies(len(done.unusable))} of the batch cannot be used (refused, or without the JSON asked for); "
                "`extractor requests` asks for them again"
            )
    for key in done.conflicting:
        complain(f"{path or batch}: reply {key[:12]} differs from the one in the record, which stays")
    for key in done.failed:
        complain(f"{batch}: request {key[:12]} was not answered; `extractor requests` writes it again")
    if done.conflicting or done.failed:
        raise typer.Exit(RepliesError.exit_code if done.conflicting else INCOMPLETE)


@app.command("stats")
def stats(replies: RepliesDir = None) -> None:
    """Count the replies, and what they cost."""
    with opened(existing(replies)) as record:
        found = record.stats()
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in (
        ("record", found.place),
        ("replies", f"{found.replies:,}"),
        ("truncated", f"{found.truncated:,}"),
        ("failed attempts", f"{found.failed:,}"),
        ("tokens read", f"{found.prompt_tokens:,}"),
        ("tokens written", f"{found.completion_tokens:,}"),
        ("model's time", f"{found.seconds:,.1f} s"),
        ("size", f"{found.bytes:,} bytes"),
        *((f"by {model}", f"{count:,}") for model, count in found.models.items()),
    ):
        table.add_row(name, value)
    out().print(table, markup=False)


@app.command("verify")
def verify(replies: RepliesDir = None) -> None:
    """Check every reply against its checksum and key."""
    with opened(existing(replies)) as record:
        problems = record.verify()
        count = len(record)
    for problem in problems:
        complain(problem)
    if problems:
        raise CorruptReply(f"{len(problems)} of {_replies(count)} damaged; import them again from an export")
    say(f"{_replies(count)} checked, none is damaged")
