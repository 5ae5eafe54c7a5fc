"""Questions under way in this process: each is asked once, whoever else asks it meanwhile."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_lock = threading.RLock()


class Flight(Generic[T]):
    """One question under way, in the event loop that asks it."""

    def __init__(self, key: Hashable, asking: Coroutine[Any, Any, T]) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(asking)
        self._waiting = 0
        self._over: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._task.add_done_callback(lambda _: self._land(key))

    def _land(self, key: Hashable) -> None:
        with _lock:
            if _under_way.get(key) is self:
                del _under_way[key]
        self._over.set_result(None)

    @property
    def here(self) -> bool:
        """Whether this event loop asks it."""
        return self._loop is asyncio.get_running_loop()

    @property
    def gone(self) -> bool:
        """Whether it is over, or its event loop is."""
        return self._task.done() or self._loop.is_closed()

    async def landed(self) -> None:
        """Wait until it is over, however it ends; from any event loop."""
        await asyncio.shield(asyncio.wrap_future(self._over))

    async def result(self) -> T:
        """What comes of it, in the event loop that asks it; given up when all who wait for it have left."""
        self._waiting += 1
        try:
            return await asyncio.shield(self._task)
        finally:
            self._waiting -= 1
            if not self._waiting and not self._task.done():
                self._task.cancel()


_under_way: dict[Hashable, Flight[Any]] = {}


def join(key: Hashable, asking: Coroutine[Any, Any, T]) -> tuple[Flight[T], bool]:
    """The flight of the question `key`, and whether it was under way already; if not, `asking` is started."""
    with _lock:
        flight = _under_way.get(key)
        if flight is not None and not flight.gone:
            asking.close()
            return flight, True
        started = _under_way[key] = Flight(key, asking)
        return started, False
