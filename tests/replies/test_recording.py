from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2
import openai
import pytest
from pytest_socket import disable_socket

from extractor.errors import MissingReply
from extractor.replies import RecordingTransport, Replies, asking
from tests.model.endpoint import Endpoint, completion


def ask(transport: RecordingTransport, base_url: str, text: str) -> str | None:
    async def run() -> str | None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = openai.AsyncOpenAI(api_key="k", base_url=base_url, http_client=http, max_retries=0)
            done = await client.chat.completions.create(
                model="small", messages=[{"role": "user", "content": text}], temperature=0
            )
            return done.choices[0].message.content

    return asyncio.run(run())


def test_any_client_on_top_is_recorded_and_replayed_without_a_socket(tmp_path: Path) -> None:
    with Replies(tmp_path) as replies, Endpoint(completion("Yes.")) as endpoint:
        live = RecordingTransport(httpx2.AsyncHTTPTransport(), replies)
        assert ask(live, endpoint.base_url, "Is it?") == "Yes."
        offline = RecordingTransport(None, replies)
        disable_socket(allow_unix_socket=True)
        assert ask(offline, endpoint.base_url, "Is it?") == "Yes."
        with asking("passage 7"), pytest.raises(openai.APIConnectionError) as caught:
            ask(offline, endpoint.base_url, "Is it not?")
    assert isinstance(caught.value.__cause__, MissingReply)
    assert "passage 7" in str(caught.value.__cause__)


def test_offline_other_requests_do_not_reach_the_network_either(tmp_path: Path) -> None:
    async def run() -> None:
        async with httpx2.AsyncClient(transport=RecordingTransport(None, replies)) as http:
            await http.get("http://127.0.0.1:9/v1/models")

    with Replies(tmp_path) as replies, pytest.raises(MissingReply, match="models"):
        asyncio.run(run())


def test_without_a_record_answers_pass_through() -> None:
    with Endpoint(completion("Yes.")) as endpoint:
        for _ in range(2):
            transport = RecordingTransport(httpx2.AsyncHTTPTransport(), None)
            assert ask(transport, endpoint.base_url, "Is it?") == "Yes."
    assert len(endpoint.asked) == 2
