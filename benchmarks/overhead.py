"""What a request costs beside the model's own time: this package, instructor and bare openai, asking a server at once.

The server is on loopback, in a process of its own, and answers every question with the same words without a pause. The
three ask in turn, in rounds, of which the quickest counts, by the CPU time of the process that asks; a record is kept
where it says so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import BaseModel

from extractor.model import Message, Request, open_model
from extractor.replies import Replies

_ANSWER = json.dumps({"items": [{"name": "Alpha Telecom plc", "count": 1200}] * 20})
_TEXT = "Alpha Telecom plc had 1,200 customers. " * 200


class Item(BaseModel):
    """Something named and counted."""

    name: str
    count: int


class Items(BaseModel):
    """What is answered."""

    items: list[Item]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": _ANSWER}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        answer = {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": "m",
            "choices": [choice],
            "usage": usage,
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Nothing."""


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """A server's base URL."""
    command = [sys.executable, "-m", "benchmarks.overhead", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline() if process.stdout else 0)}/v1"
        finally:
            process.terminate()


def _serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


@contextlib.asynccontextmanager
async def _askers(base_url: str, record: Replies) -> AsyncIterator[dict[str, Callable[[str], Awaitable[object]]]]:
    """Each way to ask, given what is asked."""
    import instructor  # noqa: PLC0415 - loaded before it is measured, and not for `--serve`
    import openai  # noqa: PLC0415 - the same

    shape = {"type": "json_schema", "json_schema": {"name": "Items", "schema": Items.model_json_schema()}}
    bare, wrapped = (openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0) for _ in range(2))
    shaped = instructor.from_openai(wrapped, mode=instructor.Mode.JSON_SCHEMA)
    ours = open_model("m", base_url=base_url)
    kept = open_model("m", base_url=base_url, replies=record)

    async def by_openai(text: str) -> object:
        messages: Any = [{"role": "user", "content": text}]
        answer = await bare.chat.completions.create(model="m", messages=messages, response_format=shape)  # type: ignore[call-overload] # a plain shape
        return Items.model_validate_json(answer.choices[0].message.content)

    async def by_instructor(text: str) -> object:
        messages: Any = [{"role": "user", "content": text}]
        return await shaped.create(model="m", messages=messages, response_model=Items)

    def request(text: str) -> Request:
        return Request(label="one", messages=(Message("user", text),), answer=Items, max_tokens=1000)

    async with bare, wrapped, contextlib.aclosing(ours), contextlib.aclosing(kept):
        yield {
            "openai": by_openai,
            "instructor": by_instructor,
            "filing-facts": lambda text: ours.ask(request(text)),
            "filing-facts, recorded": lambda text: kept.ask(request(text)),
        }


async def measure(base_url: str, requests: int, rounds: int) -> dict[str, float]:
    """The CPU seconds of a request by each way, the server's left out."""
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place, Replies(place) as record:
        async with _askers(base_url, record) as askers:
            for turn in range(rounds):
                for name, ask in askers.items():
                    start = time.process_time()
                    for number in range(requests):
                        await ask(f"{turn} {number} {_TEXT}")  # none is asked twice, which a record would answer
                    took[name] = min(took.get(name, math.inf), (time.process_time() - start) / requests)
    return took


def main(arguments: Iterable[str] | None = None) -> int:
    """Print a line for each way to ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="be the server")
    parser.add_argument("--requests", type=int, default=100, help="requests a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the quickest counts")
    given = parser.parse_args(None if arguments is None else list(arguments))
    if given.serve:
        _serve()
        return 0
    with serving() as base_url:
        took = asyncio.run(measure(base_url, given.requests, given.rounds))
    print(f"{'asked by':24}{'ms a request':>13}{'x openai':>10}")
    for name, seconds in took.items():
        print(f"{name:24}{1000 * seconds:13.2f}{seconds / took['openai']:10.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
