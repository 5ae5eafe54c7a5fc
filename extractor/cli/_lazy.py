"""Commands that are loaded when they are run: a list of them, as `--help` prints, should not wait for all they need."""

from __future__ import annotations

import contextlib
import importlib
import signal
import threading
from collections.abc import Iterator, MutableMapping
from typing import Any

import typer
import typer.main
from typer.core import TyperCommand

from extractor.cli._shell import Reporting

COMMANDS = {
    "extract": ("_extract", "Extract the facts of each FILE, and print them as tables."),
    "fetch": ("_fetch", "Fetch filings from the SEC's EDGAR into a folder, with a manifest of them."),
    "batch": ("_batch", "Extract the facts of many filings, and write them as tables."),
    "reprocess": (
        "_reprocess",
        "Run everything after the model again for SOURCES, from recorded replies; ask no model.",
    ),
    "requests": (
        "_requests",
        "Write the requests that the record lacks, in the format of the OpenAI Batch API; ask nobody.",
    ),
    "distil": (
        "_distil",
        "Train a reader from facts that a strong model found, or a person wrote, and write it to READER.",
    ),
    "review": ("_review", "Turn reviewed results into gold, compare reviews, and exchange them with other tools."),
    "serve": ("_serve", "Serve extraction over HTTP, with a page to watch and review it on."),
    "mcp": ("_mcp", "Serve two tools to an assistant: extract a filing, query facts (Model Context Protocol)."),
    "init-domain": (
        "_domain",
        "Write a domain to start from: a package NAME with one kind, its conventions and a worked example.",
    ),
    "facts": ("_facts", "Keep the facts of many filings in one file, and ask it."),
    "replies": ("_replies", "Export, import, count and check the record of the model's replies."),
    "model": ("_model", "Look at, prepare or serve the embedded model."),
}
"""Each command: the module that holds it, as a function of its name or as an `app`, and what it says of itself."""


class _Commands(MutableMapping[str, Any]):
    """The commands by name, those of `COMMANDS` loaded when they are taken out."""

    def __init__(self, given: MutableMapping[str, Any]) -> None:
        self._loaded = given

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = _loaded(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*COMMANDS, *self._loaded)))

    def __len__(self) -> int:
        return len({*COMMANDS, *self._loaded})

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]


@contextlib.contextmanager
def _ended_at_once() -> Iterator[None]:
    """Within this block an interrupt ends the process without a word, as in `main`: nothing is under way."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ours = ours and threading.current_thread() is threading.main_thread()
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _loaded(name: str) -> Any:
    place = f"{__package__}.{COMMANDS[name][0]}"  # a name that is none is a `KeyError`
    with _ended_at_once():
        module = importlib.import_module(place)
    holder = typer.Typer(rich_markup_mode="rich")
    if hasattr(module, "app"):
        holder.add_typer(module.app, name=name)
    else:
        holder.command(name)(getattr(module, name.replace("-", "_")))
    return typer.main.get_group(holder).commands[name]


class LazyGroup(Reporting):
    """The group of all commands."""

    _listing = False

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Commands(self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the options of the whole, which loads what checks them."""
        with _ended_at_once():
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the group's own signature
        """The names of the commands."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; while help is printed, no more of it than that needs."""
        if self._listing and cmd_name in COMMANDS:
            return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1], rich_markup_mode="rich")
        return super().get_command(ctx, cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the whole."""
        self._listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listing = False
