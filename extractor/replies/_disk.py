"""How the record lies on disk: text keys, plain bytes, nothing that runs when it is read."""

from __future__ import annotations

from typing import Any

import diskcache

from extractor.errors import CorruptReply


class BytesDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache ships no types
    """Keeps text keys and bytes values; writes no pickle, and reads none, since reading one runs its code."""

    def put(self, key: object) -> tuple[object, bool]:
        if type(key) is not str:
            raise TypeError(f"a reply's key is a str, not {type(key).__name__}")
        return key, True

    def get(self, key: object, raw: bool) -> str:
        if not raw or type(key) is not str:
            raise CorruptReply(f"{self._directory}: a key is not text; the record has been written by something else")
        return key

    def store(self, value: object, read: bool, key: object = diskcache.UNKNOWN) -> Any:
        if read or type(value) is not bytes:
            raise TypeError(f"a reply is kept as bytes, not {type(value).__name__}")
        return super().store(value, read, key=key)

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> bytes:  # noqa: ARG002 - the base class's signature
        if mode != diskcache.core.MODE_RAW or filename is not None or type(value) is not bytes:
            raise CorruptReply(
                f"{self._directory}: a value is not plain bytes; the record has been written by something else"
            )
        return value
