from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import httpx2
import openai
import pytest
from pytest_socket import disable_socket

from extractor.errors import MissingReply
from extractor.replies import RecordingTransport, Replies, asking
from tests.model.endpoint import Endpoint, completion
from tests.replies.conftest import Places

ROOT = Path(__file__).parents[2]


def ask(transport: RecordingTransport, base_url: str, text: str) -> str | None:
    async def run() -> str | None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = openai.AsyncOpenAI(api_key="k", base_url=base_url, http_client=http, max_retries=0)
            done = await client.chat.completions.create(
                model="small", messages=[{"role": "user", "content": text}], temperature=0
            )
            return done.choices[0].message.content

    return asyncio.run(run())


def test_any_client_on_top_is_recorded_and_replayed_without_a_socket(replies: Replies) -> None:
    with Endpoint(completion("Yes.")) as endpoint:
        live = RecordingTransport(httpx2.AsyncHTTPTransport(), replies)
        assert ask(live, endpoint.base_url, "Is it?") == "Yes."
        offline = RecordingTransport(None, replies)
        disable_socket(allow_unix_socket=True)
        assert ask(offline, endpoint.base_url, "Is it?") == "Yes."
        with asking("passage 7"), pytest.raises(openai.APIConnectionError) as caught:
            ask(offline, endpoint.base_url, "Is it not?")
    assert isinstance(caught.value.__cause__, MissingReply)
    assert "passage 7" in str(caught.value.__cause__)


def test_offline_other_requests_do_not_reach_the_network_either(replies: Replies) -> None:
    async def run() -> None:
        async with httpx2.AsyncClient(transport=RecordingTransport(None, replies)) as http:
            await http.get("http://127.0.0.1:9/v1/models")

    with pytest.raises(MissingReply, match="models"):
        asyncio.run(run())


def test_without_a_record_answers_pass_through() -> None:
    with Endpoint(completion("Yes.")) as endpoint:
        for _ in range(2):
            transport = RecordingTransport(httpx2.AsyncHTTPTransport(), None)
            assert ask(transport, endpoint.base_url, "Is it?") == "Yes."
    assert len(endpoint.asked) == 2


ASKING = """
import asyncio, json, sys
import httpx2
from extractor.replies import RecordingTransport, Replies

async def ask(http, text):
    body = {"model": "small", "messages": [{"role": "user", "content": text}]}
    answer = await http.post(f"{sys.argv[2]}/chat/completions", json=body)
    return answer.json()["choices"][0]["message"]["content"]

async def run():
    with Replies(sys.argv[1]) as replies:
        async with httpx2.AsyncClient(transport=RecordingTransport(httpx2.AsyncHTTPTransport(), replies)) as http:
            return await asyncio.gather(*(ask(http, f"{number % 4}?") for number in range(12)))

print("ready", flush=True)
sys.stdin.readline()
print(json.dumps(asyncio.run(run())))
"""


def test_processes_that_ask_the_same_at_once_all_go_by_the_first_answer_and_each_asks_once(fresh: Places) -> None:
    place = fresh()
    answers = [completion(f"The {number}th.") for number in range(20)]
    for answer in answers:
        answer.delay = 0.2
    with Endpoint(*answers) as endpoint:
        asking = [
            subprocess.Popen(  # noqa: S603 - this interpreter
                [sys.executable, "-c", ASKING, place, endpoint.base_url],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            )
            for _ in range(2)
        ]  # fmt: skip
        for one in asking:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in asking:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        said = [json.loads(one.communicate()[0]) for one in asking]
        asked = [one["messages"][0]["content"] for one in endpoint.asked]
    assert said[0] == said[1] == said[0][:4] * 3
    assert all(asked.count(f"{number}?") <= 2 for number in range(4))
    with Replies(place) as replies:
        assert {one.completion.text for one in replies} == set(said[0])
        assert len(replies) == 4
