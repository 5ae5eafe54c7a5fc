"""How the record lies on disk: one diskcache database of text keys and bytes, nothing in it that runs or names files.

Written through diskcache, whose files beside the database are never used; read by SQL, so that a record can be read
that cannot be written, and so that nothing which something else put there is acted on.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import diskcache

from extractor.errors import CorruptReply, RepliesError

_HELD = "the record is held by another process; end that one, or try again"
_INLINE = 1 << 40  # bytes from which diskcache would keep a value in a file of its own
_SETTINGS = frozenset((*diskcache.core.DEFAULT_SETTINGS, *diskcache.core.METADATA, "disk_min_file_size"))
_WORDS = frozenset((*diskcache.core.EVICTION_POLICY, "wal"))


class Unreadable(CorruptReply):
    """One row is not what was written; the others may be."""


class Store:
    """The database in `directory`, which is made if it is not there; opened for reading where it cannot be written.

    Waits `lock_seconds` for another process's lock. Raises `RepliesError` if it cannot be used, `CorruptReply` if
    it is damaged.
    """

    def __init__(self, directory: Path, *, lock_seconds: float) -> None:
        self._directory = directory
        self._lock = threading.RLock()
        file = directory / "cache.db"
        with self._reporting():
            if not file.exists():
                directory.mkdir(parents=True, exist_ok=True)
            self.read_only = not (os.access(directory, os.W_OK) and (not file.exists() or os.access(file, os.W_OK)))
            known = file.exists() and file.stat().st_size > 0
            if known:
                self._connection = self._open(file, lock_seconds)
                self._check_settings()
            self._cache = None if self.read_only else self._writer(lock_seconds)
            if not known:
                self._connection = self._open(file, lock_seconds)

    def _writer(self, lock_seconds: float) -> diskcache.Cache:
        return diskcache.Cache(
            str(self._directory),
            timeout=lock_seconds,
            disk_min_file_size=_INLINE,
            eviction_policy="none",
            cull_limit=0,
            size_limit=1 << 62,
            statistics=0,
            tag_index=0,
        )

    def _check_settings(self) -> None:
        """Refuse a database whose settings diskcache did not write: it puts them into statements as they are."""
        try:
            found = self._connection.execute("SELECT key, value FROM Settings").fetchall()
        except sqlite3.OperationalError:  # a database without settings gets them
            return
        for name, value in found:
            plain = type(value) in (int, float) or value in _WORDS
            if name not in _SETTINGS or not plain:
                raise CorruptReply(f"{self._directory}: the record has been written by something else; name another")

    def _open(self, file: Path, lock_seconds: float) -> sqlite3.Connection:
        for mode in ("ro", "ro&immutable=1"):  # a write-ahead log needs a file beside it, unless nothing can change
            connection = self._connect(file, mode, lock_seconds)
            try:
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
            except sqlite3.OperationalError:
                connection.close()
                if mode != "ro" or not self.read_only:
                    raise
            else:
                break
        return connection

    @staticmethod
    def _connect(file: Path, mode: str, lock_seconds: float) -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{quote(os.fsencode(file.absolute()))}?mode={mode}",
            uri=True,
            timeout=lock_seconds,
            isolation_level=None,  # transactions are begun below
            check_same_thread=False,  # the lock sees to it
        )

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._connection.close()
            if self._cache is not None:
                self._cache.close()

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`; None if there are none. Raises `Unreadable` where the row was not written here."""
        with self._lock, self._reporting():
            row = self._connection.execute(
                "SELECT value, filename, expire_time FROM Cache WHERE key = ? AND raw = 1", (key,)
            ).fetchone()
        if row is None:
            return None
        value, filename, expires = row
        if type(value) is not bytes or filename is not None or expires is not None:
            raise Unreadable(
                f"{self._directory}: reply {key[:12]} is not plain bytes; it was written by something else"
            )
        return value

    def set(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, in place of what is there; to be called within a transaction."""
        cache = self._writable()
        with self._lock, self._reporting():
            # diskcache removes the file that a row names, whoever wrote the name there
            cache._sql("UPDATE Cache SET filename = NULL WHERE key = ? AND filename IS NOT NULL", (key,))
            cache.set(key, value)

    def __iter__(self) -> Iterator[str]:
        """All keys, sorted."""
        with self._lock, self._reporting():
            found = [(key, raw) for key, raw in self._connection.execute("SELECT key, raw FROM Cache")]
        if not all(type(key) is str and raw == 1 for key, raw in found):
            raise CorruptReply(f"{self._directory}: a key is not text; the record has been written by something else")
        return iter(sorted(key for key, _ in found))

    def __len__(self) -> int:
        with self._lock, self._reporting():
            return int(self._connection.execute("SELECT count(*) FROM Cache").fetchone()[0])

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done within, and no other writer meanwhile."""
        with self._lock, self._reporting(), self._writable().transact():
            yield

    def _writable(self) -> diskcache.Cache:
        if self._cache is None:
            raise RepliesError(f"{self._directory}: the record is read-only; name another, or run it --offline")
        return self._cache

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """The database's own errors, said in our words."""
        try:
            yield
        except diskcache.Timeout as error:
            raise RepliesError(f"{self._directory}: {_HELD}") from error
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for its messages, where names are damaged
            self._report(error)
        except OSError as error:
            raise RepliesError(f"{self._directory}: the record cannot be used: {error}") from error

    def _report(self, error: sqlite3.Error | UnicodeDecodeError) -> NoReturn:
        said = f"{self._directory}: the record"
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise RepliesError(f"{self._directory}: {_HELD}") from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise RepliesError(f"{said} cannot be used: {error}") from error
        raise CorruptReply(f"{said} is damaged ({error}); import it again from an export") from error
