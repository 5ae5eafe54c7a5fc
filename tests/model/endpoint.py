"""A chat-completions endpoint on loopback that answers from a script, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Answer:
    """One scripted answer; `cut` leaves out that many bytes that were promised, `delay` waits seconds before it.

    `raw` is sent in place of `body`, `drip` seconds before each of its bytes.
    """

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    delay: float = 0.0
    raw: bytes = b""
    drip: float = 0.0


def completion(text: str | None, finish: str = "stop", *, delay: float = 0.0, **message: Any) -> Answer:
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }
    return Answer(body=json.dumps(body), headers={"openai-processing-ms": "250"}, delay=delay)


def failure(status: int, message: str, **headers: str) -> Answer:
    body = json.dumps({"error": {"message": message, "type": "t", "param": None, "code": None}})
    return Answer(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


class Endpoint:
    """Serves `answers` in order, the last again and again; or what a function makes of what it is asked."""

    def __init__(self, *answers: Answer, by: Callable[[dict[str, Any]], Answer] | None = None) -> None:
        self.answers = answers
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                nth = len(endpoint.asked)
                answer = by(said) if by else endpoint.answers[min(nth, len(endpoint.answers) - 1)]
                endpoint.asked.append(said)
                endpoint.headers.append({name.lower(): value for name, value in self.headers.items()})
                endpoint.paths.append(self.path)
                time.sleep(answer.delay)
                body = answer.raw or answer.body.encode()
                self.send_response(answer.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for at in range(len(body) if answer.drip else 0):
                    time.sleep(answer.drip)
                    self.wfile.write(body[at : at + 1])
                if not answer.drip:
                    self.wfile.write(body[: len(body) - answer.cut])
                if answer.cut:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
                pass

        class Listener(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a client that hung up

        self._server = Listener(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
