"""API keys: long random words, of which only digests are kept.

A file of keys has a line a key: its name, a blank, and the SHA-256 of the key. What is random enough needs no salt and
no slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from extractor._files import refuse_endless
from extractor.errors import OutputError, ServiceError

_NAME = re.compile(r"[\w.@-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BYTES = 32


class Keys:
    """Who may ask: names, and the digests of their keys."""

    def __init__(self, digests: Mapping[str, str]) -> None:
        self._digests = dict(digests)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The keys in a file. Raises `ServiceError` where it holds none, or a line that is none."""
        refuse_endless(path, ServiceError)
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise ServiceError(f"{path}: the keys cannot be read: {error}") from error
        digests: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, digest = line.strip().partition(" ")
            if not _NAME.fullmatch(name) or not _DIGEST.fullmatch(digest) or name in digests:
                raise ServiceError(
                    f"{path}:{number}: is no key, or its name stands there twice; a line is NAME, a blank, and the "
                    "SHA-256 of the key, as --new-key writes it"
                )
            digests[name] = digest
        if not digests:
            raise ServiceError(f"{path}: holds no key; make one: extractor serve --keys {path} --new-key NAME")
        return cls(digests)

    def name_of(self, key: str) -> str | None:
        """Whose key it is; None if it is nobody's. All are compared, each in the same time."""
        digest = _digest(key)
        found = [name for name, known in self._digests.items() if hmac.compare_digest(known, digest)]
        return found[0] if found else None


def new_key(path: Path, name: str) -> str:
    """Make a key, write its digest into the file of keys, and hand it back: it is kept nowhere.

    Raises `ServiceError` where the name is taken or none, `OutputError` where the file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise ServiceError(f"{name!r} is no name of a key; use up to 64 letters, digits, and . _ @ -")
    try:
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        if any(line.split(" ")[0] == name for line in written.splitlines()):
            raise ServiceError(f"{path}: has a key called {name}; take another name, or delete its line first")
        key = f"ff_{secrets.token_urlsafe(_BYTES)}"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write("" if not written or written.endswith("\n") else "\n")
            file.write(f"{name} {_digest(key)}\n")
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: the key cannot be written there: {error}") from error
    return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
