"""The embedded model as an OpenAI-compatible server on this machine, for other programs.

HTTP/1.1 by the standard library, bound to the loopback address unless told otherwise. Requests that arrive together
run together. A page in a browser on this machine reaches the address too, by a name of its own that it points here; so
a request is answered only under an address (no name but localhost can be pointed elsewhere), from no other origin, and
with the token.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import hmac
import json
import select
import socket
import sys
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from extractor._hosts import is_address
from extractor.embedded.transport import COMPACT, Answer, EmbeddedTransport, error
from extractor.errors import ModelError

_MOST_BYTES = 4 << 20  # well over what the model's context holds
_IDLE_SECONDS = 60.0
_MOST_CONNECTIONS = 64
_LOOK_SECONDS = 0.2  # how often it is looked whether the client is still there


class Server:
    """Serves `transport` at `host`:`port` (0 for any free port) from `start`, or entry, to `close`, or exit.

    With a `token`, only who brings it (`Authorization: Bearer TOKEN`) is answered. Raises `ModelError` if the address
    cannot be had.
    """

    def __init__(
        self, transport: EmbeddedTransport, *, host: str = "127.0.0.1", port: int = 8642, token: str | None = None
    ) -> None:
        self._transport = transport
        self._loop = asyncio.new_event_loop()
        given = {"answer": staticmethod(self._answer), "token": token}
        handler = type("Handler", (_Handler,), given)
        try:
            self._http = _Listener((host, port), handler)
        except OSError as failure:
            self._loop.close()
            raise ModelError(f"cannot listen at {host}:{port}: {failure}; choose another --port") from failure
        self._threads = [
            threading.Thread(target=self._loop.run_forever, name="extractor-server-loop", daemon=True),
            threading.Thread(target=self._http.serve_forever, args=(0.1,), name="extractor-server", daemon=True),
        ]

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        host, port = self._http.server_address[:2]
        name = host.decode() if isinstance(host, bytes | bytearray) else host
        return f"http://[{name}]:{port}/v1" if ":" in name else f"http://{name}:{port}/v1"

    def start(self) -> None:
        """Begin to answer, in threads of its own."""
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Until the server is closed, or this thread is interrupted."""
        self._threads[1].join()

    def close(self) -> None:
        """End what is under way, and let go of the address and the model."""
        self._http.shutdown()
        self._http.server_close()
        asyncio.run_coroutine_threadsafe(self._transport.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        for thread in self._threads:
            thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, asked: _Asked, connection: socket.socket) -> Answer:
        """Answer on the loop, where requests from all connections meet.

        A client that hangs up takes its request out of the batch: raises `ConnectionResetError` then.
        """
        question: Coroutine[Any, Any, Answer] = self._transport.answer(
            asked.method, asked.path, asked.body, compact=asked.compact
        )
        under_way = asyncio.run_coroutine_threadsafe(question, self._loop)
        while not concurrent.futures.wait([under_way], timeout=_LOOK_SECONDS).done:
            if _has_hung_up(connection):
                under_way.cancel()
                raise ConnectionResetError("the client has hung up")
        return under_way.result()


def _has_hung_up(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    try:
        return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
    except ConnectionError:
        return True


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    path: str
    body: bytes
    compact: bool


class _Listener(ThreadingHTTPServer):
    """Takes a bounded number of connections at once, and answers those beyond it with 503."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = _MOST_CONNECTIONS

    def __init__(self, *given: Any) -> None:
        self._room = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        super().__init__(*given)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, if there is room."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        with contextlib.suppress(OSError):
            request.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """What the thread does."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over connections that break; report anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "extractor"
    sys_version = ""
    timeout = _IDLE_SECONDS
    answer: Callable[[_Asked, socket.socket], Answer]
    token: str | None

    def do_GET(self) -> None:
        self._reply(self._ask("GET", b""))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._reply(error(HTTPStatus.LENGTH_REQUIRED, "a Content-Length is needed"))
        elif len(length) > len(str(_MOST_BYTES)) or int(length) > _MOST_BYTES:
            self.close_connection = True
            self._reply(error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is over {_MOST_BYTES:,} bytes"))
        else:
            self._reply(self._ask("POST", self.rfile.read(int(length))))

    def _refusal(self) -> Answer | None:
        """Why whoever asks is not answered; None if there is no reason."""
        host = ", ".join(self.headers.get_all("Host", []))
        origin = self.headers.get("Origin")
        if not is_address(host):
            return error(HTTPStatus.FORBIDDEN, f"asked as {host[:80]!a}; ask by address, as http://127.0.0.1")
        if origin is not None and origin != f"http://{host}":
            return error(HTTPStatus.FORBIDDEN, f"asked from {origin[:80]!a}; pages of elsewhere are not answered")
        brought = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.token is not None and not hmac.compare_digest(brought.encode(), self.token.encode()):
            refused = error(
                HTTPStatus.UNAUTHORIZED, "the token is missing or wrong; `extractor model serve` printed it"
            )
            return Answer(refused.status, refused.content, {"WWW-Authenticate": "Bearer"})
        return None

    def _ask(self, method: str, body: bytes) -> Answer:
        refused = self._refusal()
        if refused is not None:
            return refused
        path = self.path.partition("?")[0]
        if not path.startswith("/v1/"):
            return error(HTTPStatus.NOT_FOUND, f"there is no {path}; ask /v1/chat/completions or /v1/models")
        try:
            compact = COMPACT["prefer"] in self.headers.get("Prefer", "")
            return self.answer(_Asked(method, path.removeprefix("/v1"), body, compact), self.connection)
        except ModelError as failure:
            return error(HTTPStatus.SERVICE_UNAVAILABLE, str(failure))
        except OSError:
            raise
        except Exception as failure:  # noqa: BLE001 - whoever asked is told, in place of a connection that breaks
            return error(HTTPStatus.INTERNAL_SERVER_ERROR, f"a fault in the server: {type(failure).__name__}")

    def _reply(self, answer: Answer) -> None:
        body = json.dumps(answer.content, ensure_ascii=False).encode("utf-8", errors="replace")
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Nothing: the questions are the user's own affair."""
