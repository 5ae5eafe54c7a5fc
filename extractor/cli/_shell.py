"""What every command shares: where it prints, how it reports an error, and what it ends with."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from typer.core import TyperGroup
from typer.exceptions import TyperException

from extractor import errors
from extractor.errors import (
    ClusterError,
    EdgarError,
    ExtractorError,
    FilingError,
    MissingReply,
    ModelError,
    OutputError,
    RepliesError,
    ReviewError,
    SchemaError,
    SpendingLimit,
    StoreError,
    TrainingError,
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
    ModelError.exit_code: "the model could not be asked, or none of its answers could be read",
    RepliesError.exit_code: "the record of replies is damaged",
    MissingReply.exit_code: "offline, and a reply is not in the record",
    INCOMPLETE: "written, but some filings of a batch failed, or passages failed or were cut",
    OutputError.exit_code: "a result could not be written",
    TrainingError.exit_code: "a reader cannot be trained on what was given",
    SpendingLimit.exit_code: "stopped at the spending limit",
    EdgarError.exit_code: "EDGAR could not be asked, or has not what was asked for",
    ClusterError.exit_code: "the machines of a cluster cannot be used",
    ReviewError.exit_code: "a result or review cannot be read back, or does not fit its filing",
    StoreError.exit_code: "the store of facts cannot be used, or what was given cannot be loaded into it",
    INTERRUPTED: "interrupted",
}

PLAIN_WIDTH = 140
"""How wide tables are where standard output is no terminal and `COLUMNS` is not set."""


# What a terminal obeys rather than shows: control codes other than tab and line feed, and marks that turn the direction
# of writing round, so that one name looks like another.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")
"""What stands for the bytes of a file's name that are no UTF-8, and can be shown nowhere."""

_SIZE = re.compile("0{0,3}[1-9][0-9]{0,4}")
"""In characters; a row longer than that is none of a terminal's."""

_LINE_ENDS = re.compile("\\s*[\n\r\x0b\x0c\x85\u2028\u2029]\\s*")


def bare(text: str) -> str:
    """`text` without what a terminal would obey rather than show."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", text))


def escaped(json: str) -> str:
    """JSON with escapes for what a terminal would obey: it can stand in strings only, so the JSON says the same."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


class _Console(Console):
    """A console on which the words of a filing, a file's name or an endpoint are words and nothing else."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is to be written; rich's own control codes are kept, those within a text are not."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else bare(text), style, control)

    def on_broken_pipe(self) -> NoReturn:
        """End without a word when nobody reads any more; raises `BrokenPipeError`, which `Reporting` meets."""
        raise BrokenPipeError


class _Results(_Console):
    def print(self, *objects: Any, **options: Any) -> None:
        """Print; raises `OutputError` where standard output takes no more."""
        with writing_out():
            super().print(*objects, **options)


class _Notes(_Console):
    def print(self, *objects: Any, **options: Any) -> None:
        """Print, or not where standard error takes nothing: there is nobody to tell, and the work goes on."""
        with contextlib.suppress(OSError):
            super().print(*objects, **options)


@contextlib.contextmanager
def writing_out() -> Iterator[None]:
    """Within this block standard output is written. Raises `OutputError` where that fails, or it is closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; the result was not written there")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go()
        raise OutputError(f"standard output: {error.strerror or error}; the result was not written there") from error


def let_go() -> None:
    """What standard output still holds goes nowhere, so that the interpreter does not complain on its way out."""
    with contextlib.suppress(io.UnsupportedOperation):  # a test's, which is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out() -> Console:
    """Standard output: results only."""
    plain = sys.stdout is None or (not sys.stdout.isatty() and "COLUMNS" not in os.environ)
    return _Results(file=sys.stdout or io.StringIO(), width=PLAIN_WIDTH if plain else None, highlight=False)


def err() -> Console:
    """Standard error: notes, progress, errors."""
    return _Notes(file=sys.stderr or io.StringIO(), highlight=False, soft_wrap=True)


def say(message: str, style: str | None = None) -> None:
    """One note on standard error; what looks like markup in it is not."""
    err().print(message, style=style, markup=False)


def complain(message: str) -> None:
    """One error on standard error, as one line, whatever a server or a file's name has in it."""
    say(f"error: {_LINE_ENDS.sub(' ', message)}", style="red")


def fault(error: Exception) -> str:
    """What is said of an error that nobody foresaw, and what to do."""
    return f"{errors.fault(error)}; extractor --debug shows where"


class Tracing(logging.Handler):
    """Shows what is logged, with where it was raised, as words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Show one entry."""
        say(self.format(record))


class Reporting(TyperGroup):
    """A group whose commands end with one line for an error, and its exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; help and version can meet a full disk too."""
        for size in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
            if not _SIZE.fullmatch(os.environ.get(size, "1")):
                del os.environ[size]  # none: what some terminals say before they know
        try:
            return super().main(*args, **extra)
        except OSError as error:
            let_go()
            complain(f"standard output: {error.strerror or error}")
            sys.exit(OutputError.exit_code)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ExtractorError as error:
            if ctx.params.get("debug"):
                say(traceback.format_exc())
            complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except typer.BadParameter as error:
            error.message = bare(error.message)  # the error itself may be of a parameter that is missing
            raise
        except BrokenPipeError:
            let_go()
            raise typer.Exit(BROKEN_PIPE) from None
        except KeyboardInterrupt:
            say("interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if isinstance(error, (TyperException, typer.Exit, typer.Abort)):
                raise
            if ctx.params.get("debug"):
                say(traceback.format_exc())
            complain(fault(error))
            raise typer.Exit(FAULT) from None
