"""Running a service: an address, signals, and an end that loses nothing."""

from __future__ import annotations

import signal
import socket
import threading
from types import FrameType

import uvicorn
from fastapi import FastAPI

from extractor.errors import ServiceError
from extractor.service._state import Service

_GRACE = 10
"""The seconds that answers under way get to their end."""

_BACKLOG = 2048


class _Server(uvicorn.Server):
    """Ends the streams of events first: else they would hold up the end."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
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
