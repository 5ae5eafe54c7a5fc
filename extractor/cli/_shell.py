"""What every command shares: where it prints, how it reports an error, and what it ends with."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from extractor.errors import (
    ExtractorError,
    FilingError,
    MissingReply,
    ModelError,
    OutputError,
    RepliesError,
    SchemaError,
)

INCOMPLETE = 8
INTERRUPTED = 130
BROKEN_PIPE = 141

EXIT_CODES: dict[int, str] = {
    0: "done",
    1: "a fault in this program",
    2: "the command was given wrongly",
    FilingError.exit_code: "a file cannot be read as a filing",
    SchemaError.exit_code: "a fact kind or prompt is defined wrongly",
    ModelError.exit_code: "the model could not be asked",
    RepliesError.exit_code: "the record of replies is damaged",
    MissingReply.exit_code: "offline, and a reply is not in the record",
    INCOMPLETE: "written, but some passages failed",
    OutputError.exit_code: "a result could not be written",
    INTERRUPTED: "interrupted",
}

PLAIN_WIDTH = 140
"""How wide tables are where standard output is no terminal and `COLUMNS` is not set."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """End without a word when nobody reads any more; raises `BrokenPipeError`, which `Reporting` meets."""
        raise BrokenPipeError


def out() -> Console:
    """Standard output: results only."""
    plain = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return _Console(file=sys.stdout, width=PLAIN_WIDTH if plain else None, highlight=False)


def err() -> Console:
    """Standard error: notes, progress, errors."""
    return _Console(file=sys.stderr, highlight=False, soft_wrap=True)


def say(message: str, style: str | None = None) -> None:
    """One note on standard error; what looks like markup in it is not."""
    err().print(message, style=style, markup=False)


def complain(message: str) -> None:
    """One error on standard error."""
    say(f"error: {message}", style="red")


class Reporting(TyperGroup):
    """A group whose commands end with one line for an error, and its exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ExtractorError as error:
            if ctx.params.get("debug"):
                raise
            complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            # What is still buffered goes nowhere, so that the interpreter does not complain on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(BROKEN_PIPE) from None
        except KeyboardInterrupt:
            say("interrupted")
            raise typer.Exit(INTERRUPTED) from None
