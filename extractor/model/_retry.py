"""Transport retries: what a transport may try again, and nothing else. Asking again for a better answer is apart."""

from __future__ import annotations

import datetime as dt
import email.utils

import httpx2
import tenacity

from extractor._config import retrying

_TOO_MANY = 429


def _may_pass(outcome: tenacity.RetryCallState) -> bool:
    """Whether this attempt failed in a way that may pass: no connection, no time, too many, a server's fault."""
    attempt = outcome.outcome
    if attempt is None or not attempt.failed:
        response = attempt.result() if attempt is not None else None
        return response is not None and (response.status_code == _TOO_MANY or response.status_code >= 500)
    return isinstance(attempt.exception(), httpx2.TransportError)


def _wait(state: tenacity.RetryCallState) -> float:
    """What the endpoint asks for, else longer each time; never longer than `longest_wait`."""
    attempt = state.outcome
    asked = None
    if attempt is not None and not attempt.failed:
        asked = retry_after(attempt.result().headers.get("retry-after"))
    backed_off = tenacity.wait_random_exponential(multiplier=0.5, max=retrying.longest_wait)(state)
    return min(backed_off if asked is None else asked, retrying.longest_wait)


def retry_after(header: str | None, *, at: dt.datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks to wait from `at` (now), given as seconds or as a date (RFC 9110).

    None if there is no such header, or it says neither.
    """
    if header is None:
        return None
    try:
        return max(float(int(header)), 0.0)
    except ValueError:
        pass
    try:
        until = email.utils.parsedate_to_datetime(header)
    except ValueError:
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
    """Asks `inner` again after 429 (as Retry-After says), 5xx, a failed connection or a time-out.

    Out of attempts, the last response or error is handed on as it came.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request, with its body read."""
        await request.aread()

        async def attempt() -> httpx2.Response:
            response = await self._inner.handle_async_request(request)
            await response.aread()  # a body broken off is a failed connection too
            return response

        calls = tenacity.AsyncRetrying(
            retry=_may_pass,
            wait=_wait,
            stop=tenacity.stop_after_attempt(retrying.attempts),
            retry_error_callback=_last,
        )
        return await calls(attempt)

    async def aclose(self) -> None:
        """Close what is under this transport."""
        await self._inner.aclose()


class NetworkTransport(httpx2.AsyncBaseTransport):
    """The network, through a client of its own, which heeds the proxies that the environment names."""

    def __init__(self) -> None:
        self._client = httpx2.AsyncClient()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        return await self._client.send(request, stream=True)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()
