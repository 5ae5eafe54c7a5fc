"""How the record lies on disk: one diskcache database of text keys and bytes, nothing in it that runs or names files.

diskcache lays it out; it is read and written by SQL, so that a lock is waited for as long as is said, a record can be
read that cannot be written, and nothing which something else put there is acted on.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NoReturn, TypeVar
from urllib.parse import quote

import diskcache

from extractor._files import kind
from extractor.errors import CorruptReply, RepliesError
from extractor.replies._storage import Rows, Unreadable

T = TypeVar("T")

_HELD = "the record is held by another process; end that one, or try again"
_FIRST, _LAST = "Settings", "Settings_size_delete"  # what diskcache makes in a new database
_INLINE = 1 << 40  # bytes from which diskcache would keep a value in a file of its own


class Store:
    """The database in `directory`, which is made if it is not there; opened for reading where it cannot be written.

    Waits `lock_seconds` for another process's lock; reading needs none. Raises `RepliesError` if it cannot be used,
    `CorruptReply` if it is damaged.
    """

    def __init__(self, directory: Path, *, lock_seconds: float) -> None:
        self._directory = directory
        self.place, self.identity = str(directory), directory.resolve()
        self._lock = threading.RLock()
        file = directory / "cache.db"
        with self._reporting():
            if not file.exists():
                directory.mkdir(parents=True, exist_ok=True)
            elif kind(file) != "file":  # SQLite may wait for a pipe without end
                raise RepliesError(f"{file}: is no file; name another folder for the record")
            self.read_only = not (os.access(directory, os.W_OK) and (not file.exists() or os.access(file, os.W_OK)))
            self._connection = self._open(file, lock_seconds)
            if not self.read_only and self._is_begun():
                _lay_out(directory, lock_seconds)
            self._connection.execute("PRAGMA trusted_schema = OFF")

    def _open(self, file: Path, lock_seconds: float) -> sqlite3.Connection:
        # a write-ahead log needs a file beside it, unless nothing can change
        for mode in ("ro", "ro&immutable=1") if self.read_only else ("rwc",):
            connection = self._connect(file, mode, lock_seconds)
            try:
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
            except sqlite3.OperationalError:
                connection.close()
                if mode != "ro":
                    raise
            except sqlite3.Error:
                connection.close()
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

    def _is_begun(self) -> bool:
        """Whether the database is new, or another process is laying it out, or was stopped at that."""
        there = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
        return _LAST not in there and (not there or _FIRST in there)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._connection.close()

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
        with self._lock, self._reporting():
            self._connection.execute("DELETE FROM Cache WHERE key = ? AND raw = 1", (key,))
            self._connection.execute("INSERT INTO Cache (key, raw, mode, value) VALUES (?, 1, 1, ?)", (key, value))

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

    def size(self) -> int:
        """How many bytes its files have."""
        with self._reporting():
            return sum(file.stat().st_size for file in self._directory.iterdir() if file.is_file())

    def transact(self, keys: Collection[str], work: Callable[[Rows], T]) -> T:  # noqa: ARG002 - it locks all rows
        """What `work` returns, all of it or nothing, and no other writer meanwhile."""
        if self.read_only:
            raise RepliesError(f"{self._directory}: the record is read-only; name another, or run it --offline")
        with self._lock, self._reporting():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                done = work(self)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        return done

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


def _lay_out(directory: Path, lock_seconds: float) -> None:
    """Make what the database lacks, with settings by which diskcache itself would keep no files and forget nothing.

    Several processes may do so at once: each step is one statement that changes nothing where it has been done.
    """
    diskcache.Cache(
        str(directory),
        timeout=lock_seconds,
        disk_min_file_size=_INLINE,
        eviction_policy="none",
        cull_limit=0,
        size_limit=1 << 62,
        statistics=0,
        tag_index=0,
    ).close()
