"""How often each client may ask: a token bucket for each."""

from __future__ import annotations

import time
from collections.abc import Callable

_MANY = 10_000
"""Buckets from which those that are full again are forgotten."""


class Rate:
    """Lets each client send `per_minute` requests at once, and as many again in the course of each minute.

    `clock` gives the seconds that have passed since some moment.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._full_at: dict[str, float] = {}

    def wait(self, client: str) -> float:
        """The seconds until this client may ask again; 0 where it may now, which counts."""
        now, each = self._clock(), 60 / self._most
        full_at = max(self._full_at.get(client, now), now) + each
        if full_at - now > 60 + each / 2:  # half a request is room for how numbers are rounded
            return full_at - now - 60
        if len(self._full_at) >= _MANY:
            self._full_at = {one: at for one, at in self._full_at.items() if at > now}
        self._full_at[client] = full_at
        return 0.0
