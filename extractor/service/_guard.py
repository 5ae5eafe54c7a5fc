"""What stands between the network and the service: who may ask, from where, how much, and what a browser may do.

A page in a browser on this machine reaches a service on the loopback address too, by a name of its own that it points
here, or by a form that it sends here. So without keys a request is answered only under an address, and never from
another origin; there is no CORS.
"""

from __future__ import annotations

import asyncio
import math
import time
from http import HTTPMethod, HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor._hosts import is_address
from extractor.service._metrics import Metrics
from extractor.service._problems import Refused, answer
from extractor.service._rate import Rate
from extractor.service._settings import Settings
from extractor.tracing import span

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_KEYED = ("/v1/", "/metrics")
"""What only the holder of a key may see, where there are keys."""

_LIMITED = "/v1/"
"""How often this may be asked is bounded, where it is."""

_PATIENCE, _BODY = 60.0, 300.0
"""The seconds that the next part of a body is waited for, and all of it."""

_PROBES = ("/healthz", "/readyz")
"""What is answered also where too many requests are."""

_METHODS = frozenset(HTTPMethod)


class Guard:
    """Lets through to `app` what `settings` allow, and counts all."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics
        self._under_way = 0
        per_minute = settings.limits.per_minute
        self._rate = Rate(per_minute) if per_minute is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        self._under_way += 1

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _protect(MutableHeaders(scope=message), scope["path"])
            await send(message)

        with span("http", http_request_method=scope["method"]) as traced:
            try:
                refusal = self._refusal(scope)
                if refusal is not None:
                    await refusal(scope, receive, sent)
                else:
                    await self._app(scope, _bounded(receive, self._settings.limits.bytes), sent)
            finally:
                self._under_way -= 1
                route = getattr(scope.get("route"), "path", "none")
                traced.note(http_route=route, http_response_status=status or None)
                method = scope["method"] if scope["method"] in _METHODS else "other"
                self._metrics.requests.labels(method, route, str(status)).inc()
                self._metrics.durations.labels(route).observe(time.perf_counter() - started)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why a request is not answered; None if there is no reason."""
        headers, settings = Headers(scope=scope), self._settings
        if self._under_way > settings.limits.requests and scope["path"] not in _PROBES:
            said = f"{settings.limits.requests} requests are being answered, which is this service's bound; ask again"
            return answer(HTTPStatus.SERVICE_UNAVAILABLE, said, headers={"Retry-After": "1", "Connection": "close"})
        host, origin = headers.get("host", ""), headers.get("origin")
        if settings.keys is None and not is_address(host):
            return answer(HTTPStatus.FORBIDDEN, f"asked as {host[:80]!a}; ask by address, as http://127.0.0.1:PORT")
        if origin is not None and _place(origin) != host:
            return answer(HTTPStatus.FORBIDDEN, f"asked from {origin[:80]!a}; pages of elsewhere are not answered")
        if settings.keys is not None and scope["path"].startswith(_KEYED):
            scheme, _, key = headers.get("authorization", "").partition(" ")
            caller = settings.keys.name_of(key.strip()) if scheme.lower() == "bearer" else None
            if caller is None:
                said = "a key is missing or wrong; send it as Authorization: Bearer KEY"
                return answer(HTTPStatus.UNAUTHORIZED, said, headers={"WWW-Authenticate": "Bearer"})
            scope.setdefault("state", {})["caller"] = caller
        if self._rate is not None and scope["path"].startswith(_LIMITED):
            address = (scope.get("client") or ("",))[0]
            wait = self._rate.wait(scope.get("state", {}).get("caller", address))
            if wait:
                whose = "this address" if settings.keys is None else "this key"
                said = f"{whose} sends more than {settings.limits.per_minute} requests a minute, this service's bound"
                return answer(
                    HTTPStatus.TOO_MANY_REQUESTS, f"{said}; ask again in {math.ceil(wait)} s",
                    headers={"Retry-After": str(math.ceil(wait))},
                )  # fmt: skip
        length = headers.get("content-length", "0")
        if (
            not length.isdecimal()
            or len(length) > len(str(settings.limits.bytes))
            or int(length) > settings.limits.bytes
        ):
            refused = _too_large(settings.limits.bytes)
            return answer(refused.status_code, refused.detail, headers={"Connection": "close"})
        return None


def _place(origin: str) -> str | None:
    """The host and port of an origin; None if it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _too_large(most: int) -> Refused:
    said = f"the body has more than {most:,} bytes, which is this service's bound; split the filing"
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)


def _bounded(receive: Receive, most: int) -> Receive:
    """`receive`, which raises `Refused` where a body grows too large or stops coming."""
    left, more, until = most, True, time.monotonic() + _BODY

    async def bounded() -> Message:
        nonlocal left, more
        try:
            patience = min(_PATIENCE, until - time.monotonic())
            message = await (asyncio.wait_for(receive(), patience) if more else receive())
        except TimeoutError:
            said = f"the body stopped for {_PATIENCE:g} s, or took {_BODY:g} s; send it again"
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, said) from None
        if message["type"] == "http.request":
            left, more = left - len(message.get("body", b"")), message.get("more_body", False)
            if left < 0:
                raise _too_large(most)
        return message

    return bounded


def _protect(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    if path.startswith("/v1/"):
        headers.setdefault("Cache-Control", "no-store")
