"""The file: opened for as long as one question or one change takes, so that many processes can use it by turns.

DuckDB lets one process write a file, or many read it. So none holds it: a change waits a while for its turn, and so
does a question. Within a process questions are asked side by side, and a change has the file to itself.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from extractor._files import kind
from extractor.errors import MissingPackage, StoreBusy, StoreError

try:
    import duckdb
except ImportError:
    raise MissingPackage(
        'the store of facts needs DuckDB, which is not installed: pip install "filing-facts[store]"'
    ) from None

FORMAT, VERSION = "filing-facts store of facts", "1"

_BEGINNING = """
CREATE TABLE _about (name VARCHAR, value VARCHAR);
CREATE TABLE _slots (kind VARCHAR, nth INTEGER, slot VARCHAR, parts VARCHAR[], is_name BOOLEAN, in_key BOOLEAN);
CREATE TABLE _facts (filing_sha256 VARCHAR, fact BIGINT, kind VARCHAR);
CREATE TABLE _names (filing_sha256 VARCHAR, fact BIGINT, kind VARCHAR, slot VARCHAR, name VARCHAR);
CREATE TABLE _same (filing_sha256 VARCHAR, fact BIGINT, one VARCHAR, other VARCHAR);
CREATE TABLE _decisions (number BIGINT, action VARCHAR, one VARCHAR, other VARCHAR);
"""
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_TURN = 0.05
"""Seconds between two tries to open a file that another process holds."""


class _Turns:
    """Many readers at once, or one writer, among the threads of this process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers, self._writing, self._waiting = 0, False, 0

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._writing and not self._waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: not self._writing and not self._readers)
            finally:
                self._waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()


_turns: dict[Path, _Turns] = {}
_turns_lock = threading.Lock()


class Database:
    """The store's file, made if it is not there. `patience` is how many seconds another process is waited for."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path, self._patience = path, patience
        if kind(path) is None:
            self._make()
        with _turns_lock:
            self._turns = _turns.setdefault(path.resolve(), _Turns())
        with self.reading():
            pass  # what is wrong with the file is said at once

    @contextlib.contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection that can change nothing but tables of its own, which are temporary."""
        with self._turns.reading(), self._reporting(), contextlib.closing(self._open(read_only=True)) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Any]:
        """A connection within a transaction: all that is done in the block is kept, or nothing where it fails."""
        with self._turns.writing(), self._reporting(), contextlib.closing(self._open(read_only=False)) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("UPDATE _about SET value = (value::BIGINT + 1)::VARCHAR WHERE name = 'generation'")
            connection.execute("COMMIT")

    def _make(self) -> None:
        from extractor.store._tables import prepare  # noqa: PLC0415 - loads the engine, which a question does not need

        part = self.path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._reporting(), contextlib.closing(duckdb.connect(part, config=_SETTINGS)) as connection:
                connection.execute(_BEGINNING)
                prepare(connection, ())
                connection.execute(
                    "INSERT INTO _about VALUES ('format', ?), ('version', ?), ('generation', '0')", [FORMAT, VERSION]
                )
            with contextlib.suppress(FileExistsError):  # another process was quicker
                os.link(part, self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror or error}; name another file") from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _open(self, *, read_only: bool) -> Any:
        if kind(self.path) != "file":
            raise StoreError(f"{self.path}: is no file; name the file of a store, or one to make")
        until = time.monotonic() + self._patience
        while True:
            try:
                connection = duckdb.connect(self.path, read_only=read_only, config=_SETTINGS)
                break
            except (duckdb.IOException, duckdb.ConnectionException) as error:
                if not _is_held(error) or time.monotonic() >= until:
                    raise
                time.sleep(_TURN)
        try:
            self._check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, connection: Any) -> None:
        try:
            about = dict(connection.execute("SELECT name, value FROM _about").fetchall())
        except (duckdb.CatalogException, duckdb.BinderException):
            about = {}
        if about.get("format") != FORMAT:
            raise StoreError(f"{self.path}: is a DuckDB database, but no store of facts; name another file")
        if about.get("version") != VERSION:
            raise StoreError(
                f"{self.path}: is a store of version {about.get('version')}, and {VERSION} is known here; install the "
                "version that made it, or load the results into another file"
            )

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            self._report(error)

    def _report(self, error: duckdb.Error) -> NoReturn:
        said = str(error).splitlines()[0]
        if _is_held(error):
            holder = said.partition("(PID ")[2].partition(")")[0]
            who = f" (process {holder})" if holder else ""
            raise StoreBusy(
                f"{self.path}: another process{who} has the store open, and one alone can write to it; wait for its "
                "end, close it there, or name another store"
            ) from error
        if "not a valid DuckDB" in said:
            raise StoreError(
                f"{self.path}: is no store of facts, nor any DuckDB database; name another file"
            ) from error
        if "ermission denied" in said:
            raise StoreError(f"{self.path}: not allowed to open it; name another store") from error
        raise StoreError(
            f"{self.path}: cannot be used: {said}; where it is damaged, load the results into another file"
        ) from error


def _is_held(error: Exception) -> bool:
    return "Could not set lock" in str(error) or "different configuration" in str(error)
