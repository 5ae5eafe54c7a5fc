"""What is done of a batch: a database that no crash leaves half written, and that one run holds at a time.

A filing's rows stand here from the moment that it is read until they lie in files. So a run that was killed goes on
where it was: what is here is not read again, and a part that was being written is written again, under the same name
and with the same rows.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from extractor.batch.reading import Outcome
from extractor.batch.tables import Lines
from extractor.errors import OutputError
from extractor.sources import Item

_TABLES = """
CREATE TABLE IF NOT EXISTS configuration (value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (
    part INTEGER PRIMARY KEY AUTOINCREMENT,  -- no number is given twice
    form_type TEXT NOT NULL, year INTEGER NOT NULL,
    state TEXT NOT NULL  -- planned: being written; written; withdrawn: being deleted
);
CREATE TABLE IF NOT EXISTS filings (
    sha256 TEXT PRIMARY KEY, state TEXT NOT NULL, facts INTEGER NOT NULL,
    form_type TEXT NOT NULL, year INTEGER NOT NULL,
    part INTEGER, rows TEXT  -- no part: staged; no rows: written
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS staged ON filings (form_type, year, state, part) WHERE part IS NULL;  -- counts touch no rows
CREATE INDEX IF NOT EXISTS parted ON filings (part) WHERE part IS NOT NULL;
CREATE TABLE IF NOT EXISTS failures (
    id TEXT NOT NULL, path BLOB NOT NULL, date TEXT, columns TEXT NOT NULL,
    state TEXT NOT NULL, error TEXT NOT NULL, reason TEXT NOT NULL, exit_code INTEGER NOT NULL,
    PRIMARY KEY (id, path)
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Filings of one form type and year that are written together, by number."""

    number: int
    form_type: str
    year: int


class Journal:
    """The journal in `file`, which is made if it is not there.

    Raises `OutputError` if another run holds it, it is damaged, or it cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._reporting():
            self._database = sqlite3.connect(file, timeout=1, isolation_level=None)
            # Held until it is closed, or its process is gone however that went.
            for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
                self._database.execute(f"PRAGMA {setting}")
            self._database.executescript(_TABLES)
            with self._transaction():
                pass  # nobody else has it

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def configured(self, configuration: Mapping[str, Any]) -> Mapping[str, Any]:
        """The configuration that this batch was begun with; `configuration`, if this is its beginning."""
        with self._transaction():
            found = self._one("SELECT value FROM configuration")
            if found is None:
                self._do("INSERT INTO configuration VALUES (?)", json.dumps(configuration, sort_keys=True))
                return configuration
        began: dict[str, Any] = json.loads(found[0])
        return began

    def has(self, sha256: str) -> bool:
        """Whether the filing of this digest is done."""
        return self._one("SELECT 1 FROM filings WHERE sha256 = ? AND state = 'done'", sha256) is not None

    def take(self, outcome: Outcome) -> None:
        """Keep what came of a filing, unless it is done already.

        An incomplete one that is read anew gives way to what comes of it.
        """
        item = outcome.item
        with self._transaction():
            if outcome.lines and not self.has(outcome.sha256):
                self._keep(outcome)
            self._forget(item)
            if outcome.state != "done":
                self._do(
                    "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    item.id,
                    os.fsencode(item.path),
                    item.date,
                    json.dumps(dict(item.columns)),
                    outcome.state,
                    outcome.error,
                    outcome.reason,
                    outcome.exit_code,
                )

    def _keep(self, outcome: Outcome) -> None:
        self._do(
            "UPDATE parts SET state = 'withdrawn' WHERE part = (SELECT part FROM filings WHERE sha256 = ?)",
            outcome.sha256,
        )
        self._do(
            "INSERT OR REPLACE INTO filings VALUES (?, ?, ?, ?, ?, NULL, ?)",
            outcome.sha256,
            outcome.state,
            outcome.facts,
            outcome.form_type,
            outcome.year,
            json.dumps(outcome.lines, ensure_ascii=False),
        )

    def settle(self, item: Item) -> None:
        """The filing is done already: what is kept of an earlier failure of it goes."""
        with self._transaction():
            self._forget(item)

    def _forget(self, item: Item) -> None:
        self._do("DELETE FROM failures WHERE id = ? AND path = ?", item.id, os.fsencode(item.path))

    def failures(self) -> Iterator[tuple[Item, dict[str, Any]]]:
        """The filings that failed or are incomplete, by name, each with what is said of it."""
        names = "id, path, date, columns, state, error, reason, exit_code"
        for name, path, date, columns, *said in self._all(f"SELECT {names} FROM failures ORDER BY id"):  # noqa: S608
            item = Item(id=name, path=Path(os.fsdecode(path)), date=date, columns=json.loads(columns))
            yield item, dict(zip(("state", "error", "reason", "exit_code"), said, strict=True))

    def counts(self) -> tuple[int, int]:
        """How many filings are done or incomplete, and how many facts they have."""
        found: tuple[int, int] = self._all("SELECT count(*), coalesce(sum(facts), 0) FROM filings")[0]
        return found

    def staged(self, form_type: str, year: int) -> int:
        """How many done filings of this form type and year lie in no part."""
        where = "part IS NULL AND state = 'done' AND form_type = ? AND year = ?"
        return int(self._all(f"SELECT count(*) FROM filings WHERE {where}", form_type, year)[0][0])  # noqa: S608

    def plan(self, form_type: str | None = None, year: int | None = None) -> None:
        """Put what is staged, of this form type and year or of all, into parts to be written.

        The done filings of a form type and year make one part; an incomplete one is a part of its own, which can be
        deleted without the others.
        """
        with self._transaction():
            groups = self._all("SELECT DISTINCT form_type, year FROM filings WHERE part IS NULL ORDER BY 1, 2")
            for group in groups:
                if form_type is not None and group != (form_type, year):
                    continue
                where = "part IS NULL AND form_type = ? AND year = ?"
                alone = self._all(f"SELECT sha256 FROM filings WHERE {where} AND state != 'done'", *group)  # noqa: S608
                if form_type is None:
                    for (sha256,) in alone:
                        self._planned("sha256 = ?", group, sha256)
                if self.staged(*group):
                    self._planned(f"{where} AND state = 'done'", group, *group)

    def _planned(self, where: str, group: tuple[str, int], *values: Any) -> None:
        number = self._do("INSERT INTO parts VALUES (NULL, ?, ?, 'planned')", *group).lastrowid
        self._do(f"UPDATE filings SET part = ? WHERE {where}", number, *values)  # noqa: S608

    def parts(self, state: str) -> list[Part]:
        """The parts in this state, by number."""
        found = self._all("SELECT part, form_type, year FROM parts WHERE state = ? ORDER BY part", state)
        return [Part(number=number, form_type=form, year=year) for number, form, year in found]

    def lines(self, part: Part) -> Lines:
        """The rows of a planned part, by table, filings in the order of their digests."""
        found: dict[str, list[str]] = {}
        for (rows,) in self._all("SELECT rows FROM filings WHERE part = ? ORDER BY sha256", part.number):
            for table, lines in json.loads(rows).items():
                found.setdefault(table, []).append(lines)
        return {table: "".join(lines) for table, lines in found.items()}

    def written(self, part: Part) -> None:
        """The files of a part are on the disk: its rows need not stand here any more."""
        with self._transaction():
            self._do("UPDATE parts SET state = 'written' WHERE part = ?", part.number)
            self._do("UPDATE filings SET rows = NULL WHERE part = ?", part.number)

    def deleted(self, part: Part) -> None:
        """The files of a withdrawn part are gone."""
        with self._transaction():
            self._do("DELETE FROM parts WHERE part = ?", part.number)

    def _do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with self._reporting():
            return self._database.execute(statement, values)

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._reporting():
            return self._database.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: Any) -> Any:
        return next(iter(self._all(statement, *values)), None)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._do("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._do("ROLLBACK")
            raise
        self._do("COMMIT")

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self._report(error)

    def _report(self, error: sqlite3.Error) -> NoReturn:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            said = "another run of this batch is under way; wait for its end, or name another folder"
        else:
            said = f"the journal cannot be used: {error}; name another folder"
        raise OutputError(f"{self._file}: {said}") from error
