"""The commands, and how their process ends."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from typing import Annotated

import typer

from extractor import tracing
from extractor._version import __version__
from extractor.cli._lazy import LazyGroup
from extractor.cli._shell import EXIT_CODES, INTERRUPTED, Tracing

app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="[bold]Exit codes[/]: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + ".",
)


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


def _traced(context: typer.Context) -> None:
    """Send spans where the environment asks for them, the last of them at the end."""
    send_the_last = tracing.start()
    if send_the_last is not None:
        context.call_on_close(send_the_last)


@app.callback()
def _root(
    context: typer.Context,
    debug: Annotated[  # noqa: ARG001 - what it is asked for is done by its callback
        bool, typer.Option("--debug", callback=_debug, help="On an error, show where it was raised.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - the same
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads filings and press releases, and returns the facts they state, each with the words that state it."""
    _traced(context)


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
