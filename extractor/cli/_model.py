"""`extractor model`: the embedded model."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from extractor.cli._progress import Steps
from extractor.cli._shell import out, say
from extractor.embedded import EmbeddedTransport, model_info
from extractor.embedded import prepare as prepare_model
from extractor.embedded.server import Server

app = typer.Typer(no_args_is_help=True, help="Look at, prepare or serve the embedded model.")

_Weights = Annotated[
    Path | None, typer.Option(metavar="PATH", help="A weights file of your own copy; its digest is checked.")
]


@app.command("info")
def info(
    weights: _Weights = None,
    verify: Annotated[bool, typer.Option("--verify", help="Read the weights through and check their digest.")] = False,
) -> None:
    """Say which model it is, where its weights are, and whether it is ready."""
    found = model_info(weights, verify=verify)
    missing = 'not installed: pip install "filing-facts[local]"'
    digest = {True: "right", False: "WRONG", None: "not checked"}[found.digest_ok]
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in (
        ("model", found.name),
        ("weights", f"SHA-256 {found.sha256}, {found.size:,} bytes"),
        ("from", f"{found.source}{f': {found.path}' if found.path else ''}"),
        ("digest", digest),
        ("engine", f"OpenVINO GenAI {found.engine}" if found.engine else missing),
        ("prepared", f"yes, in {found.directory}" if found.prepared else "no: `extractor model prepare` does it once"),
    ):
        table.add_row(name, value)
    out().print(table, markup=False)


@app.command("prepare")
def prepare(
    weights: _Weights = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Get the weights, check their digest and convert them, once; `extract` does so too where it is needed."""
    with Steps(quiet=quiet) as steps:
        directory = prepare_model(weights, progress=steps)
    if not quiet:
        say(f"the embedded model is ready in {directory}")


@app.command("serve")
def serve(
    weights: _Weights = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes a free one.")] = 8642,
    token: Annotated[
        str | None, typer.Option("--token", metavar="T", help="What clients must bring as their key; else one is made.")
    ] = None,
    no_token: Annotated[bool, typer.Option("--no-token", help="Answer any program of this machine.")] = False,
) -> None:
    """Serve the embedded model on this machine as an OpenAI-compatible endpoint, until interrupted."""
    if token is not None and (no_token or not token.isascii() or not token.strip()):
        raise typer.BadParameter("--token: give a token of ASCII characters, or --no-token, not both")
    needed = None if no_token else token or secrets.token_urlsafe(24)
    with Steps(quiet=False) as steps:
        # an address that is taken is told before the waiting
        server = Server(EmbeddedTransport(weights), port=port, token=needed)
        prepare_model(weights, progress=steps)
    with server:
        say(f"serving the embedded model at {server.base_url}; Ctrl-C ends it")
        if needed:
            say(f"its token, a client's API key: {needed}")
        with contextlib.suppress(KeyboardInterrupt):
            server.wait()
