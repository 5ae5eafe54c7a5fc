"""The network as a transport: only what is meant for an endpoint goes out, and no more than a bound comes in."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from types import MappingProxyType

import httpx2

LONGEST = 64 << 20
"""The bytes of an answer, decoded, beyond which it is not read: a hundred times the longest reply of a model."""

_SHORTEST_KEY = 8
"""In bytes: what is shorter is no key, and may be a word of the error."""

_SENT = frozenset({"accept", "content-type", "prefer", "user-agent"})
"""Of a client's headers, those that are sent. Others come from the environment and may hold another endpoint's keys."""


class NetworkTransport(httpx2.AsyncBaseTransport):
    """The network, through a client of its own, which heeds the proxies that the environment names.

    `headers` (a key, say) go with every request. Raises `httpx2.DecodingError` for an answer that is too long or
    compressed in a way that was not asked for.
    """

    def __init__(self, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        self._headers = dict(headers)
        self._client = httpx2.AsyncClient(timeout=None)  # the time limit is that of the whole call

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the answer is there whole."""
        headers = {name: value for name, value in request.headers.items() if name.lower() in _SENT}
        sent = httpx2.Request(
            request.method,
            request.url,
            headers={**headers, **self._headers, "accept-encoding": "gzip"},
            content=await request.aread(),
        )
        response = await self._client.send(sent, stream=True)
        try:
            body = await _read(response)
        finally:
            await response.aclose()
        kept = [(name, value) for name, value in response.headers.multi_items() if name not in _OF_THE_WIRE]
        if response.status_code != httpx2.codes.OK:
            body = self._masked(body)
        return httpx2.Response(response.status_code, headers=kept, content=body, request=request)

    def _masked(self, body: bytes) -> bytes:
        """An error's words without the key that some endpoints repeat in them."""
        for value in self._headers.values():
            key = value.rpartition(" ")[2].encode()
            if len(key) >= _SHORTEST_KEY:
                body = body.replace(key, b"***")
        return body

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()


_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


async def _read(response: httpx2.Response) -> bytes:
    """The body, unpacked; never more of it in memory than `LONGEST` bytes."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise httpx2.DecodingError(f"the answer is packed with {coding[:40]!a}, which was not asked for")
    unpacking = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    body = bytearray()
    async for chunk in response.aiter_raw():
        try:
            body += unpacking.decompress(chunk, LONGEST + 1 - len(body)) if unpacking else chunk
        except zlib.error as error:
            raise httpx2.DecodingError(f"the answer cannot be unpacked: {error}") from error
        if len(body) > LONGEST:
            raise httpx2.DecodingError(f"the answer is longer than {LONGEST >> 20} MB")
    if unpacking and body and not unpacking.eof:
        raise httpx2.ReadError("the answer was broken off")
    return bytes(body)
