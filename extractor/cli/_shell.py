"""What every command shares: where it prints, how it reports an error, and what it ends with."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from typer.core import TyperGroup
from typer.exceptions import TyperException

from extractor.errors import (
    ExtractorError,
    FilingError,
    MissingReply,
    ModelError,
    OutputError,
    RepliesError,
    SchemaError,
    SpendingLimit,
)

FAULT = 1
INCOMPLETE = 8
INTERRUPTED = 130
BROKEN_PIPE = 141

EXIT_CODES: dict[int, str] = {
    0: "done",
    FAULT: "a fault in this program",
    2: "the command was given wrongly",
    FilingError.exit_code: "a file cannot be read as a filing",
    SchemaError.exit_code: "a fact kind or prompt is defined wrongly",
    ModelError.exit_code: "the model could not be asked",
    RepliesError.exit_code: "the record of replies is damaged",
    MissingReply.exit_code: "offline, and a reply is not in the record",
    INCOMPLETE: "written, but some passages failed or were cut",
    OutputError.exit_code: "a result could not be written",
    SpendingLimit.exit_code: "stopped at the spending limit",
    INTERRUPTED: "interrupted",
}

PLAIN_WIDTH = 140
"""How wide tables are where standard output is no terminal and `COLUMNS` is not set."""


# What a terminal obeys rather than shows: control codes other than tab and line feed, and marks that turn the direction
# of writing round, so that one name looks like another.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def bare(text: str) -> str:
    """`text` without what a terminal would obey rather than show."""
    return _CONTROLS.sub("", text)


class _Console(Console):
    """A console on which the words of a filing, a file's name or an endpoint are words and nothing else."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is to be written; rich's own control codes are kept, those within a text are not."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else bare(text), style, control)

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


def fault(error: Exception) -> str:
    """What is said of an error that nobody foresaw."""
    said = f": {error}" if str(error) else ""
    return f"a fault in this program: {type(error).__name__}{said}; extractor --debug shows where"


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
        except typer.BadParameter as error:
            raise typer.BadParameter(bare(error.message), error.ctx, error.param, error.param_hint) from None
        except BrokenPipeError:
            # What is still buffered goes nowhere, so that the interpreter does not complain on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(BROKEN_PIPE) from None
        except KeyboardInterrupt:
            say("interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if ctx.params.get("debug") or isinstance(error, (TyperException, typer.Exit, typer.Abort)):
                raise
            complain(fault(error))
            raise typer.Exit(FAULT) from None
