"""The commands, and how their process ends."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from typing import Annotated

import typer

from extractor._version import __version__
from extractor.cli import _batch, _distil, _domain, _extract, _fetch, _model, _replies, _requests
from extractor.cli._shell import EXIT_CODES, INTERRUPTED, Reporting, Tracing

app = typer.Typer(
    cls=Reporting,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="[bold]Exit codes[/]: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + ".",
)
app.command("extract")(_extract.extract)
app.command("fetch")(_fetch.fetch)
app.command("batch")(_batch.batch)
app.command("requests")(_requests.requests)
app.command("distil")(_distil.distil)
app.command("init-domain")(_domain.init_domain)
app.add_typer(_replies.app, name="replies")
app.add_typer(_model.app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"filing-facts {__version__}")
        raise typer.Exit


def _debug(context: typer.Context, wanted: bool) -> bool:
    if wanted:
        log, tracing = logging.getLogger("extractor"), Tracing()
        log.setLevel(logging.DEBUG)
        log.addHandler(tracing)
        context.call_on_close(lambda: log.removeHandler(tracing))
    return wanted


@app.callback()
def _root(
    debug: Annotated[
        bool, typer.Option("--debug", callback=_debug, help="On an error, show where it was raised.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads filings and press releases, and returns the facts they state, each with the words that state it."""


def run() -> None:
    """Run the command. An interrupted one ends at once: no thread amid a parse or a look-up of a name holds it up."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may know fewer characters than filings have
    try:
        app(prog_name="extractor")
    except KeyboardInterrupt:
        _end(INTERRUPTED)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _end(INTERRUPTED)
        raise


def _end(code: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)
