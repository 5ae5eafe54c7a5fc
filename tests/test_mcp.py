"""The tools of an assistant, through the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from extractor import Extractor, ScriptedModel
from extractor.errors import StoreBusy
from extractor.mcp import server
from extractor.store import Store
from tests.batch import yard
from tests.service.serving import answer


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., tuple[bool, Any]]:
    """Calls a tool: whether it failed, and what it said."""
    extractor = Extractor(ScriptedModel(answer), domain=yard.DOMAIN)
    tools = server(extractor, Store(tmp_path / "facts.duckdb"), allowed=[tmp_path / "in"])

    def called(tool: str, **given: Any) -> tuple[bool, Any]:
        async def calling() -> Any:
            async with Client(tools) as client:
                return await client.call_tool(tool, given)

        answered = asyncio.run(calling())
        said = answered.structured_content if not answered.is_error else answered.content[0].text
        return answered.is_error, said

    return called


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def test_a_filing_given_as_text_is_read_and_its_facts_are_found_again(call: Callable[..., tuple[bool, Any]]) -> None:
    failed, read = call("extract_filing", text=yard.text(1))
    assert not failed
    [found] = read["facts"]
    assert (found["fact"]["owner"], found["quote"]) == ("Hen number 1", "Hen number 1 of Norway had 3 eggs in 2003")
    failed, page = call("query_facts", kind="holding", name="Hen number 1")
    assert not failed
    assert [one["fact"]["owner"] for one in page["facts"]] == ["Hen number 1"]
    assert call("query_facts", name="Hen number 2")[1]["facts"] == []


def test_a_path_is_read_under_an_allowed_folder_only(call: Callable[..., tuple[bool, Any]], tmp_path: Path) -> None:
    [file] = yard.filings(tmp_path / "in", [3])
    [outside] = yard.filings(tmp_path / "out", [7])
    (tmp_path / "in" / "link.txt").symlink_to(outside)
    failed, read = call("extract_filing", path=str(file))
    assert (failed, read["name"], len(read["facts"])) == (False, "0003.txt", 1)
    for path in (
        outside,
        tmp_path / "in" / "link.txt",
        tmp_path / "in" / ".." / "out" / outside.name,
        "/etc/passwd",
        "\0",
    ):
        failed, said = call("extract_filing", path=str(path))
        assert failed, path
        assert "eggs" not in said
    failed, read = call("extract_filing", text=str(outside))
    assert (failed, read["facts"]) == (False, [])


def test_the_facts_of_a_filing_are_given_also_where_they_cannot_be_kept(
    call: Callable[..., tuple[bool, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise StoreBusy("another process holds it")

    monkeypatch.setattr(Store, "load", held)
    failed, read = call("extract_filing", text=yard.text(1))
    assert not failed
    assert read["facts"][0]["fact"]["owner"] == "Hen number 1"
    assert "another process holds it" in read["problems"][0]


def test_a_call_that_is_none_says_what_to_do(call: Callable[..., tuple[bool, Any]], tmp_path: Path) -> None:
    assert "give either `text` or `path`" in call("extract_filing")[1]
    assert "holds no text" in call("extract_filing", text=" ")[1]
    assert "there is no file" in call("extract_filing", path=str(tmp_path / "in" / "none.txt"))[1]
    assert "cursor" in call("query_facts", cursor="x")[1]
    assert call("query_facts", limit=0)[0]


def test_the_command_speaks_over_standard_input_and_output(tmp_path: Path) -> None:
    replies = yard.record(tmp_path, 1)
    [file] = yard.filings(tmp_path / "in", [0])
    given = ["--offline", "--replies", replies, "--allow", tmp_path / "in", "--store", tmp_path / "facts.duckdb"]
    command = ["-m", "extractor.cli", "mcp", *yard.MODEL, yard.NOBODY, *given]
    started = StdioServerParameters(command=sys.executable, args=list(map(str, command)), env=yard.ENVIRONMENT)

    async def calling() -> Any:
        async with Client(started) as client:
            tools = await client.list_tools()
            return [tool.name for tool in tools.tools], await client.call_tool("extract_filing", {"path": str(file)})

    names, answered = run(calling())
    assert names == ["extract_filing", "query_facts"]
    assert json.loads(answered.content[0].text)["facts"][0]["fact"]["owner"] == "Hen number 0"
