"""The embedded model's server, and a meter before it: what each system asks and what it costs, counted alike."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

_STARTING_SECONDS = 900.0  # the weights may have to be prepared first
_ANSWER_SECONDS = 3600.0


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they went over the wire; `seconds` is the time between the two."""

    request: dict[str, Any]
    status: int
    answer: dict[str, Any]
    seconds: float

    def tokens(self, which: str) -> int:
        """The endpoint's count of `prompt` or `completion` tokens."""
        return int((self.answer.get("usage") or {}).get(f"{which}_tokens", 0))


class Meter:
    """Passes what it is asked on to `upstream`, a base URL, and keeps every exchange."""

    def __init__(self, upstream: str) -> None:
        self._upstream = urlsplit(upstream)
        self._lock = threading.Lock()
        self._kept: list[Exchange] = []
        handler = type("Handler", (_Handler,), {"meter": self})
        self._http = _Listener(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), daemon=True)

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        return f"http://127.0.0.1:{self._http.server_port}{self._upstream.path}"

    def take(self) -> tuple[Exchange, ...]:
        """The exchanges since this was last called."""
        with self._lock:
            taken, self._kept = tuple(self._kept), []
        return taken

    def pass_on(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """Ask upstream, and keep what a question cost."""
        start = time.monotonic()
        connection = HTTPConnection(self._upstream.hostname or "", self._upstream.port, timeout=_ANSWER_SECONDS)
        with contextlib.closing(connection):
            connection.request(method, path, body or None, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        if method == "POST":
            kept = Exchange(json.loads(body), response.status, json.loads(answer), time.monotonic() - start)
            with self._lock:
                self._kept.append(kept)
        return response.status, answer

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    meter: Meter

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        status, answer = self.meter.pass_on(self.command, self.path, body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Nothing."""


@contextlib.contextmanager
def serving(command: Sequence[str]) -> Iterator[str]:
    """Runs `COMMAND model serve` at a free port for as long as this lasts, and gives its base URL.

    Its first answer is waited for, so that no system pays for the loading of the model. Raises `RuntimeError` if the
    server ends, or does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, "model", "serve", "--port", str(port), "--no-token"])  # noqa: S603 - the caller's own command
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    hello = {"model": "embedded", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 1}
    until = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the model's server ended with {process.returncode}: see its message above")
        connection = HTTPConnection("127.0.0.1", port, timeout=_STARTING_SECONDS)
        with contextlib.closing(connection), contextlib.suppress(ConnectionRefusedError):
            connection.request("POST", "/v1/chat/completions", json.dumps(hello), {"Content-Type": "application/json"})
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the model's server did not answer within {_STARTING_SECONDS:.0f} s")
