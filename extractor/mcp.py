"""Two tools for an assistant, over the Model Context Protocol: extract a filing's facts, and query the facts kept.

A filing is given as text, or as a path under a folder that the user allows; nothing else is read.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import BaseModel, Field

from extractor._version import __version__
from extractor.errors import ExtractorError, StoreError
from extractor.extractor import Extractor
from extractor.filing import Filing
from extractor.store import Page, Store

_ABOUT = (
    "Facts of filings and press releases, each with the words that state it. Quote those words when you state a fact; "
    "what is not among the facts may still stand in the filing."
)


class Quoted(BaseModel):
    """A fact, and the words of the filing that state it, with their place there."""

    fact: dict[str, Any]
    quote: str
    start: int
    end: int


class Extracted(BaseModel):
    """The facts of a filing; `problems` says which passages could not be read, and if the facts could not be kept."""

    name: str
    sha256: str
    date: dt.date | None
    language: str
    facts: list[Quoted]
    rejected: int
    problems: list[str]


def server(extractor: Extractor, store: Store, *, allowed: Sequence[Path] = (), keep: bool = True) -> MCPServer:
    """A server of the two tools. Files under the `allowed` folders may be read; what is read is kept in the store,
    unless it is not to `keep`.
    """
    folders = [folder.resolve() for folder in allowed]
    where = f"Allowed folders: {', '.join(map(str, folders)) or 'none, so give a filing as text'}."
    made = MCPServer("filing-facts", version=__version__, instructions=f"{_ABOUT} {where}", log_level="WARNING")

    async def extract_filing(
        text: Annotated[str | None, Field(description="The filing's text, or its SGML or HTML.")] = None,
        path: Annotated[str | None, Field(description="In place of `text`, a file under an allowed folder.")] = None,
        date: Annotated[dt.date | None, Field(description="The filing's date, where it does not say it.")] = None,
    ) -> Extracted:
        """Extract the facts of one filing: give its text, or a path. Reading a long filing takes minutes."""
        if (text is None) == (path is None):
            raise ToolError("give either `text` or `path`")
        try:
            if path is not None:
                filing = Filing.read(_allowed(path, folders, where), date=date)
            else:
                filing = Filing.read((text or "").encode(), date=date, name="filing")
            result = await extractor.aextract(filing)
        except ExtractorError as error:
            raise ToolError(str(error)) from error
        failed = [one for one in result.passages if one.status in ("failed", "truncated")]
        problems = [f"passage {one.index}: {one.message or 'the reply was cut'}" for one in failed]
        if keep:
            try:
                await asyncio.to_thread(store.load, result)
            except StoreError as error:
                problems.append(f"these facts are not in the store, so query_facts does not find them: {error}")
        return Extracted(
            name=result.filing.name,
            sha256=result.filing.sha256,
            date=result.filing.date,
            language=result.filing.language,
            facts=[
                Quoted(
                    fact=fact.model_dump(mode="json", exclude={"evidence"}, exclude_none=True),
                    quote=fact.evidence[0].quote,
                    start=fact.evidence[0].start,
                    end=fact.evidence[0].end,
                )
                for fact in result.facts
            ],
            rejected=len(result.rejected),
            problems=problems,
        )

    def query_facts(
        kind: Annotated[str | None, Field(description="A fact kind, such as `metric`.")] = None,
        name: Annotated[str | None, Field(description="Something that the fact names.")] = None,
        filing: Annotated[str | None, Field(description="A filing's SHA-256, id or name.")] = None,
        since: Annotated[dt.date | None, Field(description="The first day of their filings.")] = None,
        until: Annotated[dt.date | None, Field(description="The last day of their filings.")] = None,
        limit: Annotated[int, Field(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Field(description="`cursor` of the page before.")] = None,
    ) -> Page:
        """Query the facts of all filings that were read, page after page, with the words that state each."""
        try:
            return store.facts(
                kind=kind, name=name, filing=filing, since=since, until=until, limit=limit, cursor=cursor
            )
        except ExtractorError as error:
            raise ToolError(str(error)) from error

    made.add_tool(extract_filing, annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False))
    made.add_tool(query_facts, annotations=ToolAnnotations(read_only_hint=True))
    return made


def _allowed(path: str, folders: Sequence[Path], where: str) -> Path:
    """The file at `path`, links followed. Raises `ToolError` where no allowed folder holds it."""
    try:
        found = Path(path).expanduser().resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise ToolError(f"{path[:200]!r} is no path: {error}") from error
    if not any(found.is_relative_to(folder) for folder in folders):
        raise ToolError(f"{path[:200]!r} is under no allowed folder, which the user names with --allow DIR. {where}")
    return found
