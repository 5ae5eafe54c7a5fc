"""`extractor mcp`: two tools for an assistant, over standard input and output."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor import Extractor
from extractor.cli._asking import Asking, asking
from extractor.cli._options import brought_by, given, opened


@asking
def mcp(
    *,
    allow: Annotated[
        list[Path] | None,
        typer.Option("--allow", metavar="DIR", help="A folder whose files the assistant may have read; repeatable."),
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="The store of facts, if not the user's own.")
    ] = None,
    asked: Asking,
) -> None:
    """Serve two tools to an assistant: extract a filing, query facts (Model Context Protocol).

    It speaks over standard input and output, until these are closed. A filing is given as text, or as a path under a
    folder of --allow. What is read is kept in the store of facts.
    """
    package = brought_by("mcp", "extractor.mcp", "the tools need")
    for folder in allow or ():
        if not folder.is_dir():
            raise typer.BadParameter(f"--allow {folder}: is no folder; name one")
    wanted, spending = asked.checked()
    with opened(asked.replies) as record:
        extractor = Extractor(domain=wanted, replies=record, spending=spending, **asked.options)
        with given():
            extractor.configuration()

        async def serve() -> None:
            async with extractor:
                await package.server(extractor, _store(store), allowed=allow or ()).run_stdio_async()

        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve())


def _store(path: Path | None) -> Any:
    from extractor.store import Store  # noqa: PLC0415 - the extra `store`

    return Store(path)
