from __future__ import annotations

import asyncio
import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from extractor.embedded import EmbeddedTransport
from extractor.embedded.server import Server
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
