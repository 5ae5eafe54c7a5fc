"""`extractor serve`: extraction over HTTP, until it is told to end."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor import Extractor
from extractor.cli._asking import Asking, asking
from extractor.cli._options import brought_by, given, opened
from extractor.cli._progress import Steps
from extractor.cli._shell import Tracing, out, say
from extractor.embedded import prepare

_PORT = 8000


@asking
def serve(
    *,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="The folder that extractions, facts and reviews are kept in.")
    ] = Path("extractor-data"),
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; other than loopback needs --keys.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes a free one.")] = _PORT,
    keys: Annotated[
        Path | None, typer.Option("--keys", metavar="FILE", help="The API keys that are let in, as digests.")
    ] = None,
    new_key: Annotated[
        str | None, typer.Option("--new-key", metavar="NAME", help="Add a key to --keys, print it once, and end.")
    ] = None,
    asked: Asking,
    max_bytes: Annotated[int, typer.Option(min=1, metavar="N", help="The most bytes of a request.")] = 5_000_000,
    max_seconds: Annotated[
        float,
        typer.Option(min=0.001, metavar="S", help="The seconds that one filing may take."),
    ] = 3600.0,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="How many filings are read at once.")] = 4,
    queue: Annotated[int, typer.Option(min=1, metavar="N", help="How many filings may wait.")] = 100,
    streams: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many clients may follow or await extractions at once.")
    ] = 200,
    client_requests_per_minute: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="How many requests one key may send; without keys, one address."),
    ] = None,
) -> None:
    """Serve extraction over HTTP, with a page to watch and review it on.

    It runs until it is interrupted. What is asked for is kept in --data, and what was under way when the service ended
    goes on when it starts again. Without --keys only this machine is answered. docs/service.md tells of the API.
    """
    package = brought_by("serve", "extractor.service", "the service needs")
    if new_key is not None:
        _made(package, keys, new_key)
        return
    if keys is None and not _is_loopback(host):
        raise typer.BadParameter(
            f"--host {host}: whoever reaches it could ask; say who may: --keys FILE --new-key NAME makes a key"
        )
    wanted, spending = asked.checked()
    settings = package.Settings(
        data=data,
        kinds=wanted.kinds,
        keys=package.Keys.read(keys) if keys is not None else None,
        limits=package.Limits(
            bytes=max_bytes,
            seconds=max_seconds,
            jobs=jobs,
            queue=queue,
            streams=streams,
            per_minute=client_requests_per_minute,
        ),
    )
    with contextlib.ExitStack() as held:
        at = held.enter_context(package.listen(host, port))  # an address that is taken is told before the waiting
        record = held.enter_context(opened(asked.replies))

        def make() -> Extractor:
            return Extractor(domain=wanted, replies=record, spending=spending, **asked.options)

        with given():
            make().configuration()
        if asked.model == "embedded" and asked.base_url is None and not asked.offline:
            with Steps(quiet=False) as steps:
                prepare(None, progress=steps)
        app = package.create_app(settings, make)
        logging.getLogger("extractor").addHandler(Tracing())
        shown = f"[{host}]" if ":" in host else host
        say(f"serving at http://{shown}:{at.getsockname()[1]}; Ctrl-C ends it")
        if keys is None:
            say("without keys: any program and any user of this machine is answered")
        with contextlib.suppress(KeyboardInterrupt):
            package.Running(app, at).run()
        say("ended; what was being read goes on at the next start")


def _made(package: Any, keys: Path | None, name: str) -> None:
    if keys is None:
        raise typer.BadParameter("--new-key: name the file that the key's digest is written to: --keys FILE")
    key = package.new_key(keys, name)
    out().print(key, markup=False, soft_wrap=True)
    say(f"the key of {name}, shown this once; {keys} holds its SHA-256. A running service reads it at its next start")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
