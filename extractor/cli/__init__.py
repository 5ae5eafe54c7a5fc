"""The command `extractor`."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor._version import __version__
from extractor.cli import _domain, _extract, _model, _replies, _requests
from extractor.cli._shell import EXIT_CODES, Reporting

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
app.command("requests")(_requests.requests)
app.command("init-domain")(_domain.init_domain)
app.add_typer(_replies.app, name="replies")
app.add_typer(_model.app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"filing-facts {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    debug: Annotated[bool, typer.Option("--debug", help="On an error, show where it was raised.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads filings and press releases, and returns the facts they state, each with the words that state it."""


def main() -> None:
    """Run the command; the entry point of the distribution."""
    app(prog_name="extractor")
