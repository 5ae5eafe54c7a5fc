"""What a service keeps: extractions with their results, who asked for them, and reviews; in one SQLite file.

The file is held by one service at a time. An extraction stands in it from before it is promised to a client until it is
deleted, and one that was under way when the service ended is queued again when the next begins.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from extractor.errors import DiskFull, OutputError
from extractor.result import Result

_log = logging.getLogger(__name__)

Status = Literal["queued", "running", "done", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)

_TABLES = """
CREATE TABLE IF NOT EXISTS extractions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, date TEXT, status TEXT NOT NULL, created TEXT NOT NULL, finished TEXT,
    error TEXT, facts INTEGER,
    source BLOB,                             -- until it is read
    text TEXT, result TEXT,                  -- once it is
    stored INTEGER NOT NULL DEFAULT 0        -- whether its facts are in the store
);
CREATE INDEX IF NOT EXISTS waiting ON extractions (status, number);
CREATE INDEX IF NOT EXISTS filings ON extractions (json_extract(result, '$.filing.sha256')) WHERE status = 'done';
CREATE TABLE IF NOT EXISTS promises (
    caller TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
    extraction TEXT NOT NULL REFERENCES extractions (id) ON DELETE CASCADE,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reviews (
    extraction TEXT NOT NULL REFERENCES extractions (id) ON DELETE CASCADE, reviewer TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (extraction, reviewer)
) WITHOUT ROWID;
"""
_SHOWN = "number, id, name, status, created, finished, error, facts"


class QueueFull(Exception):
    """No more filings may wait."""


class OtherBody(Exception):
    """The idempotency key came with another request before."""


class Changed(Exception):
    """What was to be replaced is not what is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An extraction, without its filing and its result. `number` says how early it came."""

    number: int
    id: str
    name: str
    status: Status
    created: str
    finished: str | None
    error: str | None
    facts: int | None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ("done", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A filing to read."""

    id: str
    name: str
    date: str | None
    source: bytes


class Ledger:
    """The ledger in `file`, which is made if it is not there; any thread may use it.

    Raises `OutputError` if another service holds it, it is damaged, or it cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.RLock()
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # filings are nobody else's affair
        except OSError as error:
            raise OutputError(f"{file.parent}: the folder cannot be made: {error.strerror or error}") from error
        if file.exists() and not file.stat().st_size:
            _log.warning("%s is empty; it is taken for a new ledger, without the extractions it may have held", file)
        with self._reporting():
            self._database = sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)
            settings = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
            for setting in settings:
                self._database.execute(f"PRAGMA {setting}")
            self._database.executescript(_TABLES)
        with self._transaction():
            self._do("UPDATE extractions SET status = 'queued' WHERE status = 'running'")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def add(
        self, source: bytes, *, name: str, date: str | None, queue: int, caller: str = "", key: str | None = None
    ) -> tuple[Row, bool]:
        """Queue a filing, and whether it is new: with the idempotency `key` of an earlier one, it is that one.

        Raises `OtherBody` if another filing came with this key, `QueueFull` if `queue` filings wait already.
        """
        digest = hashlib.sha256(b"\0".join((name.encode(), (date or "").encode(), source))).hexdigest()
        with self._transaction():
            if key is not None:
                promised = self._one(
                    "SELECT digest, extraction FROM promises WHERE caller = ? AND key = ?", caller, key
                )
                if promised is not None:
                    if promised[0] != digest:
                        raise OtherBody
                    return self._row(promised[1]), False
            if self.counts()["queued"] >= queue:
                raise QueueFull
            made = secrets.token_hex(10)
            self._do(
                "INSERT INTO extractions (id, name, date, status, created, source) VALUES (?, ?, ?, 'queued', ?, ?)",
                made, name, date, _now(), source,
            )  # fmt: skip
            if key is not None:
                self._do("INSERT INTO promises VALUES (?, ?, ?, ?)", caller, key, digest, made)
            return self._row(made), True

    def claim(self) -> Job | None:
        """The filing that has waited longest, now running; None if none waits."""
        with self._transaction():
            first = self._one(
                "SELECT id, name, date, source FROM extractions WHERE status = 'queued' ORDER BY number LIMIT 1"
            )
            if first is None:
                return None
            self._do("UPDATE extractions SET status = 'running' WHERE id = ?", first[0])
        return Job(id=first[0], name=first[1], date=first[2], source=first[3])

    def finish(self, extraction: str, outcome: Result | str) -> None:
        """Keep what came of a filing: its result, or why there is none."""
        read, error = (outcome, None) if isinstance(outcome, Result) else (None, outcome)
        self._do(
            "UPDATE extractions SET status = ?, finished = ?, error = ?, facts = ?, text = ?, result = ?, "
            "source = NULL WHERE id = ?",
            "failed" if error is not None else "done",
            _now(),
            error,
            len(read.facts) if read else None,
            read.text if read else None,
            read.to_json() if read else None,
            extraction,
        )  # fmt: skip

    def get(self, extraction: str) -> Row | None:
        """The extraction of this id; None if there is none."""
        found = self._one(f"SELECT {_SHOWN} FROM extractions WHERE id = ?", extraction)  # noqa: S608
        return _row(found) if found else None

    def page(self, limit: int, before: int | None, filing: str | None = None) -> list[Row]:
        """The newest extractions, of those that came earlier than the one numbered `before`.

        With the SHA-256 of a `filing`, the done ones of that filing.
        """
        where = "(? IS NULL OR number < ?)"
        values: list[Any] = [before, before]
        if filing is not None:
            where += " AND status = 'done' AND json_extract(result, '$.filing.sha256') = ?"
            values.append(filing)
        found = self._all(
            f"SELECT {_SHOWN} FROM extractions WHERE {where} ORDER BY number DESC LIMIT ?",  # noqa: S608
            *values, limit,
        )  # fmt: skip
        return [_row(one) for one in found]

    def result(self, extraction: str) -> tuple[str, str] | None:
        """The result of a done extraction as JSON, and the filing's text; None if there is none."""
        found = self._one("SELECT result, text FROM extractions WHERE id = ? AND status = 'done'", extraction)
        return (found[0], found[1]) if found else None

    def reads_alone(self, extraction: str, sha256: str) -> bool:
        """Whether no other done extraction is of the filing of this digest."""
        wanted = "status = 'done' AND id != ? AND json_extract(result, '$.filing.sha256') = ?"
        return self._one(f"SELECT 1 FROM extractions WHERE {wanted} LIMIT 1", extraction, sha256) is None  # noqa: S608

    def delete(self, extraction: str) -> bool:
        """Forget an extraction, with its filing, result and reviews; whether there was one."""
        return self._do("DELETE FROM extractions WHERE id = ?", extraction).rowcount > 0

    def counts(self) -> Mapping[Status, int]:
        """How many extractions are in each state."""
        found = dict(self._all("SELECT status, count(*) FROM extractions GROUP BY status"))
        return {status: found.get(status, 0) for status in STATUSES}

    def unstored(self) -> Sequence[str]:
        """The done extractions whose facts are not in the store yet, in the order in which they came."""
        return [
            one
            for (one,) in self._all("SELECT id FROM extractions WHERE status = 'done' AND NOT stored ORDER BY number")
        ]

    def stored(self, extraction: str) -> None:
        """The facts of an extraction are in the store."""
        self._do("UPDATE extractions SET stored = 1 WHERE id = ?", extraction)

    def reviews(self, extraction: str) -> Mapping[str, str]:
        """The reviews of an extraction, as JSON, by reviewer."""
        return dict(self._all("SELECT reviewer, body FROM reviews WHERE extraction = ? ORDER BY reviewer", extraction))

    def review(self, extraction: str, reviewer: str, body: str, *, instead_of: str | None) -> None:
        """Keep a review in the place of `instead_of`, None for none.

        Raises `Changed` if something else is there, `LookupError` if there is no such extraction.
        """
        with self._transaction():
            if self.get(extraction) is None:
                raise LookupError(extraction)
            if self.reviews(extraction).get(reviewer) != instead_of:
                raise Changed
            self._do("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?)", extraction, reviewer, body)

    def _row(self, extraction: str) -> Row:
        found = self.get(extraction)
        assert found is not None  # noqa: S101 - within the transaction that made or found it
        return found

    def _do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with self._lock, self._reporting():
            return self._database.execute(statement, values)

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._lock, self._reporting():
            return self._database.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: Any) -> Any:
        return next(iter(self._all(statement, *values)), None)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._do("BEGIN IMMEDIATE")
            try:
                yield
                self._do("COMMIT")
            except BaseException:
                if self._database.in_transaction:  # a full disk has ended it already
                    self._do("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL:
                raise DiskFull(
                    f"{self._file.parent}: the disk is full, and this was not kept; make room there, or DELETE "
                    "extractions that are no longer needed, and send it again"
                ) from error
            busy = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            said = (
                "another service holds this folder; stop it, or name another: --data DIR"
                if busy
                else f"the ledger cannot be used: {error}; name another folder: --data DIR"
            )
            raise OutputError(f"{self._file}: {said}") from error


def _row(found: Sequence[Any]) -> Row:
    return Row(**dict(zip(_SHOWN.split(", "), found, strict=True)))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
