"""Running a service: an address, signals, and an end that loses nothing."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from types import FrameType

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from extractor.errors import ServiceError
from extractor.service._state import Service

_GRACE = 10
"""The seconds that answers under way get to their end."""

_BACKLOG = 2048

_HEAD = 30.0
"""The seconds within which a connection sends the whole head of a request."""


class _Protocol(H11Protocol):
    """Closes a connection that begins no request: else silent ones would take every place."""

    _silent: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._heard()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._heard()
        elif self._silent is None:
            self._silent = self.loop.call_later(_HEAD, self.transport.close)

    def _heard(self) -> None:
        if self._silent is not None:
            self._silent.cancel()
            self._silent = None


class _Server(uvicorn.Server):
    """Ends the streams of events first: else they would hold up the end."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Protocol,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,  # anybody can write them, and be another client each time
                lifespan="on",
                timeout_graceful_shutdown=_GRACE,
                h11_max_incomplete_event_size=64 * 1024,
            )
        )
        self._service: Service = app.state.service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        loop = self._service.bell.loop
        if loop is not None:
            loop.call_soon_threadsafe(self._service.bell.close)
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address, 0 for any free port. Raises `ServiceError` where it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        raise ServiceError(f"cannot listen at {host}:{port}: {error}; choose another --host or --port") from error


class Running:
    """An application that is served at a socket."""

    def __init__(self, app: FastAPI, at: socket.socket) -> None:
        self._server, self._socket = _Server(app), at

    def run(self) -> None:
        """Answer until SIGTERM, an interrupt, or `stop`; what is being read goes on at the next start."""
        before = None
        if threading.current_thread() is threading.main_thread():
            # once all is over, uvicorn gives the signal again to whoever was there before it
            before = signal.signal(signal.SIGTERM, lambda *_: None)
        try:
            with self._socket:
                self._server.run(sockets=[self._socket])
        finally:
            if before is not None:
                signal.signal(signal.SIGTERM, before)

    def stop(self) -> None:
        """End, from any thread."""
        self._server.handle_exit(signal.SIGTERM, None)
