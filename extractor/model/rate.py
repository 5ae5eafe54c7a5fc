"""How fast a model is asked, over everything that asks it at once."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

_MINUTE = 60.0
_STEP = 0.05
"""The seconds after which a request that waits looks again."""


@dataclass(slots=True)
class Admitted:
    """A request that was let through: when, the tokens that it may come to, and whether that was within a minute."""

    at: float
    tokens: int
    counted: bool = True


class RateLimit:
    """At most so many requests, and tokens read and written, in any minute; without either, as many as are made.

    A request counts as the most that it can come to until its answer says what it was. One that could come to more than
    a whole minute's tokens goes alone. A wait that the endpoint asks for (Retry-After) is everybody's. `clock` gives
    seconds, and `sleep` lets them pass. One limit may be shared by several extractors that ask one model.
    """

    def __init__(
        self,
        *,
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.requests_per_minute = requests_per_minute
        self.tokens_per_minute = tokens_per_minute
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()  # an extractor's event loop is on a thread of its own
        self._minute: deque[Admitted] = deque()
        self._tokens = 0
        self._held_until = float("-inf")

    async def admit(self, tokens: int) -> Admitted:
        """Wait until a request that may come to so many tokens fits; it is taken to be made then."""
        while True:
            with self._lock:
                now = self._clock()
                if self._fits(now, tokens):
                    admitted = Admitted(now, tokens)
                    self._minute.append(admitted)
                    self._tokens += tokens
                    return admitted
            await self._sleep(_STEP)

    def settle(self, admitted: Admitted, tokens: int) -> None:
        """The request has come to so many tokens."""
        with self._lock:
            if admitted.counted:
                self._tokens += tokens - admitted.tokens
            admitted.tokens = tokens

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)

    def _fits(self, now: float, tokens: int) -> bool:
        while self._minute and self._minute[0].at <= now - _MINUTE:
            over = self._minute.popleft()
            over.counted = False
            self._tokens -= over.tokens
        if now < self._held_until:
            return False
        requests_left = self.requests_per_minute is None or len(self._minute) < self.requests_per_minute
        tokens_left = self.tokens_per_minute is None or self._tokens + tokens <= self.tokens_per_minute
        return requests_left and (tokens_left or not self._minute)
