"""What may have become of a record's files, and what is said of it."""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.errors import CorruptReply, RepliesError
from extractor.replies import Replies
from tests.replies.recorded import Bomb, reply


def folder(replies: Replies) -> Path:
    return Path(replies.place)


def execute(directory: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(directory / "cache.db")
    with connection:
        connection.execute(statement, values)
    connection.close()


OF_DISKCACHE = """CREATE TABLE Cache (
    rowid INTEGER PRIMARY KEY, key BLOB, raw INTEGER, store_time REAL, expire_time REAL, access_time REAL,
    access_count INTEGER DEFAULT 0, tag BLOB, size INTEGER DEFAULT 0, mode INTEGER DEFAULT 0, filename TEXT,
    value BLOB);
CREATE UNIQUE INDEX Cache_key_raw ON Cache (key, raw)"""


def test_a_record_in_the_layout_of_diskcache_is_used_as_it_is(on_disk: Replies, tmp_path: Path) -> None:
    kept, later = reply(), reply(question="Later?")
    on_disk.put(kept)
    old = tmp_path / "old"
    old.mkdir()
    with contextlib.closing(sqlite3.connect(old / "cache.db")) as database, database:
        database.executescript(OF_DISKCACHE)
        database.execute("ATTACH ? AS new", (str(folder(on_disk) / "cache.db"),))
        database.execute("INSERT INTO Cache (key, raw, mode, value) SELECT key, 1, 1, value FROM new.Cache")
    with Replies(old) as record:
        record.put(later)
        assert sorted(one.key for one in record) == sorted([kept.key, later.key])


@pytest.mark.parametrize("made", ["", "CREATE TABLE Settings (key TEXT NOT NULL UNIQUE, value)"])
def test_a_record_that_another_process_has_only_begun_to_lay_out_is_finished(tmp_path: Path, made: str) -> None:
    execute(tmp_path, "PRAGMA journal_mode = WAL")
    execute(tmp_path, made)
    with Replies(tmp_path) as record:
        record.put(reply())
        assert len(record) == 1


def test_a_database_of_something_else_is_no_record_and_stays_as_it_is(tmp_path: Path) -> None:
    execute(tmp_path, "CREATE TABLE Theirs (a)")
    with Replies(tmp_path) as record, pytest.raises(CorruptReply, match="no such table"):
        record.put(reply())
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("Theirs",)]


@pytest.mark.parametrize("planted", ["expire_time = 1.0", "filename = '../victim'", "value = 'text'", "value = 7"])
def test_a_planted_row_is_refused_and_touches_no_file(on_disk: Replies, planted: str) -> None:
    victim = folder(on_disk).parent / "victim"
    victim.write_text("mine", encoding="utf-8")
    kept = reply()
    on_disk.put(kept)
    execute(folder(on_disk), f"UPDATE Cache SET {planted}")  # noqa: S608 - written above
    with pytest.raises(CorruptReply, match="not plain bytes"):
        on_disk.get(kept.key)
    assert len(on_disk.verify()) == 1
    assert on_disk.readable(kept.key) is None
    on_disk.put(kept)
    assert on_disk.get(kept.key) == kept
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_pickled_key_is_never_read(on_disk: Replies) -> None:
    on_disk.put(reply())
    execute(folder(on_disk), "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Bomb()))
    with pytest.raises(CorruptReply, match="key is not text"):
        list(on_disk)


@contextlib.contextmanager
def held(directory: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(directory / "cache.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_a_lock_held_elsewhere_is_said_and_not_waited_for_without_end(on_disk: Replies) -> None:
    on_disk.put(reply())
    with (
        Replies(folder(on_disk), lock_seconds=0.01) as record,
        held(folder(on_disk)),
        pytest.raises(RepliesError, match="held by another process"),
    ):
        record.put(reply(question="Other?"))
    on_disk.put(reply(question="Other?"))
    assert len(on_disk) == 2


def test_a_lock_held_elsewhere_is_no_matter_to_who_reads(on_disk: Replies) -> None:
    kept = reply()
    on_disk.put(kept)
    with held(folder(on_disk)), Replies(folder(on_disk), lock_seconds=0.01) as record:
        assert record.get(kept.key) == kept
        assert record.verify() == []
        assert record.stats().replies == 1


def test_a_pipe_in_a_records_place_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no such pipes")
    os.mkfifo(tmp_path / "cache.db")
    with pytest.raises(RepliesError, match="is no file"):
        Replies(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_read_only_record_is_read_and_says_that_it_is_not_written(tmp_path: Path) -> None:
    kept = reply()
    with Replies(tmp_path / "replies") as record:
        record.put(kept)
    (tmp_path / "replies" / "cache.db").chmod(0o444)
    (tmp_path / "replies").chmod(0o555)
    with Replies(tmp_path / "replies") as record:
        assert record.get(kept.key) == kept
        assert record.read_only
        with pytest.raises(RepliesError, match="read-only"):
            record.put(kept)


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorruptReply, match="damaged"):
        Replies(tmp_path)


def test_a_directory_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RepliesError, match="cannot be used"):
        Replies(tmp_path / "file" / "replies")
