from __future__ import annotations

import asyncio
import contextlib
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
        (b"[" * 100_000, "nested too deeply"),
        (b'{"messages":' * 100_000, "nested too deeply"),
        (b'{"max_tokens":' + b"9" * 5000 + b"}", "not JSON"),
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
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    connection.putrequest(method, path, skip_host="Host" in headers)
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


def test_deeply_nested_json_is_a_bad_request_and_the_connection_holds() -> None:
    deep = "[" * 100_000
    with Server(EmbeddedTransport(), port=0) as server:
        for _ in range(2):
            status, said = request(server, "POST", "/v1/chat/completions", deep, Content_Length=str(len(deep)))
            assert (status, said["error"]["message"]) == (400, "the body is nested too deeply")


def test_a_length_that_is_no_length_is_refused() -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        assert request(server, "POST", "/v1/chat/completions", Content_Length="9" * 5000)[0] == 413
        assert request(server, "POST", "/v1/chat/completions", Content_Length="²")[0] == 411
        assert (
            request(server, "POST", "/v1/chat/completions", "{}", Content_Length="2", Transfer_Encoding="chunked")[0]
            == 411
        )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "localhost", "LOCALHOST:9", "[::1]:8642", "192.0.2.7"])
def test_who_asks_by_address_is_answered(host: str) -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        assert request(server, "GET", "/v1/models", Host=host)[0] == 200
        assert request(server, "GET", "/v1/models", Host=host, Origin=f"http://{host}")[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "1"]
)
def test_who_asks_by_a_name_that_can_be_pointed_here_is_not_answered(host: str) -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        assert request(server, "GET", "/v1/models", Host=host)[0] == 403
        status, said = request(server, "POST", "/v1/chat/completions", "{}", Host=host, Content_Length="2")
        assert status == 403
        assert "by address" in said["error"]["message"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", ""])
def test_a_page_of_another_origin_is_not_answered(origin: str) -> None:
    with Server(EmbeddedTransport(), port=0) as server:
        assert request(server, "GET", "/v1/models", Origin=origin)[0] == 403


@pytest.mark.parametrize("brought", [None, "", "Bearer", "Bearer wrong", "Bearer secre", "Basic secret!", "Bearer é"])
def test_without_the_token_nothing_is_answered(brought: str | None) -> None:
    headers = {} if brought is None else {"Authorization": brought}
    with Server(EmbeddedTransport(), port=0, token="secret") as server:  # noqa: S106 - a test's
        assert request(server, "GET", "/v1/models", **headers)[0] == 401
        assert request(server, "GET", "/v1/models", Authorization="Bearer secret")[0] == 200


def test_connections_beyond_the_most_are_told_so_and_there_is_room_again_after() -> None:
    with Server(EmbeddedTransport(), port=0) as server, contextlib.ExitStack() as held:
        url = urlsplit(server.base_url)
        clients = []
        for _ in range(64):
            client = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
            held.callback(client.close)
            client.request("GET", "/v1/models")
            assert client.getresponse().read()
            clients.append(client)
        with socket.create_connection((url.hostname, url.port), timeout=30) as beyond:
            assert beyond.recv(100).startswith(b"HTTP/1.1 503 ")
        clients[0].close()
        while True:  # until the server has seen that it is gone
            with socket.create_connection((url.hostname, url.port), timeout=30) as after:
                after.sendall(b"GET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                with contextlib.suppress(ConnectionError):
                    if after.recv(100).startswith(b"HTTP/1.1 200 "):
                        break


class Broken(EmbeddedTransport):
    """Fails in a way that nobody foresaw."""

    async def answer(self, method: str, path: str, body: bytes, *, compact: bool = False) -> Answer:
        raise LookupError("no such thing")


def test_a_fault_of_the_server_is_answered_as_one(capfd: pytest.CaptureFixture[str]) -> None:
    with Server(Broken(), port=0) as server:
        status, said = request(server, "GET", "/v1/models")
    assert (status, said["error"]["message"]) == (500, "a fault in the server: LookupError")
    assert capfd.readouterr().err == ""


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
            client.sendall(b"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n")
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
