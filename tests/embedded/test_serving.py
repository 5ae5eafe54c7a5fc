from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest

from extractor.embedded import EmbeddedTransport
from extractor.embedded.server import Server
from extractor.embedded.transport import Answer
from extractor.errors import ModelError

ASK = {"model": "embedded", "messages": [{"role": "user", "content": "Hello"}]}


def refused(body: bytes | dict[str, Any]) -> str:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = asyncio.run(EmbeddedTransport().answer("POST", "/chat/completions", raw))
    assert answer.status == 400
    return str(answer.content["error"]["message"])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": ["hello"]}, "messages[0]"),
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0]"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages[0]"),
        ({**ASK, "stream": True}, "stream"),
        ({**ASK, "n": 2}, "n:"),
        ({**ASK, "tools": [{"type": "function"}]}, "tools"),
        ({**ASK, "max_tokens": -1}, "max_tokens"),
        ({**ASK, "max_tokens": "many"}, "max_tokens"),
        ({**ASK, "response_format": {"type": "xml"}}, "xml"),
        ({**ASK, "response_format": {"type": "json_schema", "json_schema": {"name": "x"}}}, "schema is missing"),
    ],
)
def test_what_the_engine_cannot_do_is_refused_before_it_is_loaded(body: bytes | dict[str, Any], says: str) -> None:
    assert says in refused(body)


def test_models_are_listed_and_other_paths_are_not_there() -> None:
    async def run() -> list[int]:
        transport = EmbeddedTransport()
        asked = [("GET", "/models"), ("GET", "/chat/completions"), ("POST", "/embeddings")]
        return [(await transport.answer(method, path, b"")).status for method, path in asked]

    assert asyncio.run(run()) == [200, 405, 404]


def request(server: Server, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, Any]:
    url = urlsplit(server.base_url)
    connection = http.client.HTTPConnection(url.hostname or "", url.port)
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(body.encode() if body else None)
    response = connection.getresponse()
    said = json.loads(response.read())
    connection.close()
    return response.status, said


def test_the_server_is_on_loopback_and_bounds_what_it_reads() -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        assert request(server, "GET", "/v1/models")[1]["data"][0]["id"] == "embedded"
        assert request(server, "GET", "/v2/models")[0] == 404
        assert request(server, "POST", "/v1/chat/completions")[0] == 411
        assert request(server, "POST", "/v1/chat/completions", Content_Length="999999999")[0] == 413
        status, said = request(server, "POST", "/v1/chat/completions", "{}", Content_Length="2")
        assert (status, said["error"]["type"]) == (400, "invalid_request_error")


def test_an_address_in_use_is_reported() -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        port = urlsplit(server.base_url).port or 0
        with pytest.raises(ModelError, match="--port"):
            Server(EmbeddedTransport(), port=port)


class Slow(EmbeddedTransport):
    """Never answers; `asked` and `given_up` say how far a question has come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.given_up = threading.Event()

    async def answer(self, method: str, path: str, body: bytes, *, compact: bool = False) -> Answer:
        self.asked.set()
        try:
            return await asyncio.Future()
        finally:
            self.given_up.set()


def test_a_client_that_hangs_up_ends_its_question_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    slow = Slow()
    with Server(slow, port=0) as server:
        url = urlsplit(server.base_url)
        with socket.create_connection((url.hostname, url.port)) as client:
            client.sendall(b"GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n")
            assert slow.asked.wait(30)
            assert not slow.given_up.is_set()
        assert slow.given_up.wait(30)
    assert capfd.readouterr().err == ""


def test_json_is_compact_for_a_client_that_prefers_it_and_as_the_model_lays_it_out_for_others(
    transport: EmbeddedTransport,
) -> None:
    schema = {
        "type": "object",
        "properties": {name: {"type": "integer", "minimum": 1, "maximum": 9} for name in ("one", "two", "three")},
        "required": ["one", "two", "three"],
        "additionalProperties": False,
    }
    shown = json.dumps({"one": 3, "two": 2, "three": 1}, indent=2)
    body = {
        "messages": [{"role": "user", "content": f"Repeat this JSON exactly, laid out as it is:\n{shown}"}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "counts", "schema": schema}},
        "max_tokens": 100,
    }

    async def said(*, compact: bool) -> tuple[str, str]:
        raw = json.dumps(body).encode()
        content = (await transport.answer("POST", "/chat/completions", raw, compact=compact)).content
        return content["choices"][0]["message"]["content"], content["system_fingerprint"]

    compact, laid_out = asyncio.run(said(compact=True)), asyncio.run(said(compact=False))
    assert not set(compact[0]) & set(" \n")
    assert set(laid_out[0]) & set(" \n")
    assert compact[1] != laid_out[1]
