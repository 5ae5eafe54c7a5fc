"""Transport retries: what a transport may try again, and nothing else. Asking again for a better answer is apart."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import math

import httpx2
import tenacity

from extractor._config import retrying
from extractor.model.rate import RateLimit
from extractor.model.spending import most_tokens, used_tokens

_MAY_PASS = frozenset({408, 429})
_TIME_OUTS = 2
"""How often a call may run into its time limit: a hung endpoint hangs again, and each time costs the whole limit."""


def _may_pass(state: tenacity.RetryCallState) -> bool:
    """Whether this attempt failed in a way that may pass: no connection, no time, too many, a server's fault."""
    attempt = state.outcome
    if attempt is None:
        return False
    if attempt.failed:
        return isinstance(attempt.exception(), httpx2.TransportError)
    response: httpx2.Response = attempt.result()
    asked = retry_after(response.headers.get("retry-after")) or 0.0
    passing = response.status_code in _MAY_PASS or response.status_code >= 500
    return passing and asked <= retrying.longest_asked


def _wait(state: tenacity.RetryCallState) -> float:
    """What the endpoint asks for, else longer each time; never longer than `longest_wait`."""
    attempt = state.outcome
    asked = None
    if attempt is not None and not attempt.failed:
        asked = retry_after(attempt.result().headers.get("retry-after"))
    if asked is not None and retrying.longest_wait:
        return asked
    return tenacity.wait_random_exponential(multiplier=0.5, max=retrying.longest_wait)(state)


def _asked_of_all(response: httpx2.Response) -> float:
    """The seconds that an endpoint which has too much to do asks to wait: whoever asks it, not this request alone."""
    asked = retry_after(response.headers.get("retry-after")) or 0.0
    busy = response.status_code in (httpx2.codes.TOO_MANY_REQUESTS, httpx2.codes.SERVICE_UNAVAILABLE)
    return asked if busy and retrying.longest_wait and asked <= retrying.longest_asked else 0.0


def _stop(state: tenacity.RetryCallState) -> bool:
    attempt = state.outcome
    hung = attempt is not None and attempt.failed and isinstance(attempt.exception(), httpx2.TimeoutException)
    return state.attempt_number >= (min(retrying.attempts, _TIME_OUTS) if hung else retrying.attempts)


def retry_after(header: str | None, *, at: dt.datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks to wait from `at` (now), given as seconds or as a date (RFC 9110).

    None if there is no such header, or it says neither.
    """
    if header is None:
        return None
    try:
        return max(float(int(header)), 0.0)
    except OverflowError:
        return math.inf
    except ValueError:
        pass
    try:
        until = email.utils.parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max((until - (at or dt.datetime.now(dt.UTC))).total_seconds(), 0.0)


def _last(state: tenacity.RetryCallState) -> httpx2.Response:
    """Out of attempts: the last response, or its error raised."""
    assert state.outcome is not None  # noqa: S101 - tenacity calls this after an attempt only
    response: httpx2.Response = state.outcome.result()
    return response


class RetryingTransport(httpx2.AsyncBaseTransport):
    """Asks `inner` again after 408, 429 (as Retry-After says), 5xx, a failed connection or, once, a time-out.

    `timeout` is the seconds that one call may take, from its first byte sent to the last one read. Out of attempts, the
    last response or error is handed on. Each call waits for `rate`, and what one is told to wait, all wait.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, timeout: float, rate: RateLimit | None = None) -> None:
        self._inner = inner
        self._timeout = timeout
        self._rate = rate or RateLimit()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request, with its body read."""
        body, counted = await request.aread(), self._rate.tokens_per_minute is not None
        read, written = most_tokens(body) if counted else (0, 0)

        async def attempt() -> httpx2.Response:
            admitted = await self._rate.admit(read + written)
            try:
                async with asyncio.timeout(self._timeout):
                    response = await self._inner.handle_async_request(request)
                    await response.aread()  # a body broken off is a failed connection too
            except TimeoutError:
                raise httpx2.ReadTimeout(
                    f"no whole answer within {self._timeout:g} s; raise the time limit (--timeout)", request=request
                ) from None
            well = counted and response.status_code == httpx2.codes.OK
            self._rate.settle(admitted, sum(used_tokens(response.content, read, written)) if well else 0)
            self._rate.hold(_asked_of_all(response))
            return response

        calls = tenacity.AsyncRetrying(
            retry=_may_pass,
            wait=_wait,
            stop=_stop,
            retry_error_callback=_last,
        )
        return await calls(attempt)

    async def aclose(self) -> None:
        """Close what is under this transport."""
        await self._inner.aclose()
