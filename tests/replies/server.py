"""A real Redis server on loopback, in a folder of its own."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

import pytest

KEPT = ("--appendonly", "yes", "--appendfsync", "always")
"""What a server is told that keeps every reply."""

DATABASES = 512


def missing() -> str:
    """Why there can be no server here; "" if there can."""
    if importlib.util.find_spec("redis") is None:
        return "redis-py is not installed: make ray-test"
    return "" if shutil.which("redis-server") else "redis-server is not installed: apt-get install redis-server"


class RedisServer:
    """A server that is told `settings`; it may be killed, and started again with what it kept."""

    def __init__(self, folder: Path, *settings: str) -> None:
        if why := missing():
            pytest.skip(why)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._command = [
            *("redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(folder), "--save", ""),
            *("--databases", str(DATABASES), *settings),
        ]
        self._log = folder / "log.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)  # noqa: S603 - the tests' own
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as said:
                said.sendall(b"PING\r\n")
                if said.recv(9).startswith((b"+PONG", b"-NOAUTH")):
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(self._log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End it without a word to it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()
