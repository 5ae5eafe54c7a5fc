"""The record in Redis: what a server may be, and become, and what is said of it."""

from __future__ import annotations

import threading
import time
import traceback
import warnings
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.errors import RepliesError
from extractor.replies import Replies
from tests.replies.recorded import reply
from tests.replies.server import KEPT, RedisServer

WORD = "hunter/2@home"
WRITTEN = "hunter%2F2%40home"


def test_no_reply_that_was_kept_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    kept = [reply(question=f"{number}?") for number in range(50)]
    with RedisServer(tmp_path, *KEPT) as server, Replies(server.url()) as record:
        for one in kept:
            record.put(one)
        server.kill()
        server.start()
        assert sorted(one.key for one in record) == sorted(one.key for one in kept)
        assert record.verify() == []


def test_a_server_that_is_away_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    with RedisServer(tmp_path, *KEPT) as server, Replies(server.url()) as record:
        server.kill()
        back = threading.Timer(0.5, server.start)
        back.start()
        assert record.put(reply()) == reply()
        back.join()


def test_a_server_that_is_gone_is_said_and_not_waited_for_without_end(tmp_path: Path) -> None:
    with RedisServer(tmp_path, *KEPT) as server, Replies(server.url(), lock_seconds=0.1) as record:
        server.kill()
        with pytest.raises(RepliesError, match=rf"redis://127\.0\.0\.1:{server.port}/0: the record cannot be used"):
            record.put(reply())
    with pytest.raises(RepliesError, match="the record cannot be used"):
        Replies(server.url())


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ((), "keeps no log on a disk.*CONFIG SET appendonly yes"),
        ((*KEPT, "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"), "drops replies.*noeviction"),
    ],
)
def test_a_server_that_would_lose_replies_is_warned_of(tmp_path: Path, settings: tuple[str, ...], says: str) -> None:
    with RedisServer(tmp_path, *settings) as server:
        with pytest.warns(RuntimeWarning, match=says):
            Replies(server.url()).close()
        told = CliRunner().invoke(app, ["replies", "verify", "--replies", server.url()])
        assert told.exit_code == 0
        assert f"warning: redis://127.0.0.1:{server.port}/0: the server" in told.stderr


def test_a_server_that_may_not_be_asked_for_its_settings_is_used(tmp_path: Path) -> None:
    mute = ("--rename-command", "CONFIG", "", "--rename-command", "INFO", "")
    with RedisServer(tmp_path, *mute) as server, warnings.catch_warnings():
        warnings.simplefilter("error")
        with Replies(server.url()) as record:
            assert record.put(reply()) == reply()


def test_a_server_that_keeps_every_reply_and_drops_none_is_not_warned_of(tmp_path: Path) -> None:
    with RedisServer(tmp_path, *KEPT) as server, warnings.catch_warnings():
        warnings.simplefilter("error")
        Replies(server.url()).close()


def test_a_copy_of_a_server_is_read_and_says_that_it_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "copy").mkdir()
    with RedisServer(tmp_path / "one", *KEPT) as server, Replies(server.url()) as record:
        record.put(reply())
        copying = ("--replicaof", "127.0.0.1", str(server.port), "--repl-diskless-sync-delay", "0")
        with RedisServer(tmp_path / "copy", *KEPT, *copying) as copy, Replies(copy.url()) as other:
            until = time.monotonic() + 60
            while not len(other) and time.monotonic() < until:
                time.sleep(0.1)
            assert list(other) == [reply()]
            assert other.read_only
            with pytest.raises(RepliesError, match="read-only"):
                other.put(reply(question="Other?"))


def test_what_else_is_in_the_database_is_no_reply_and_stays(tmp_path: Path) -> None:
    redis = pytest.importorskip("redis")
    with (
        RedisServer(tmp_path, *KEPT) as server,
        Replies(server.url()) as record,
        redis.Redis(port=server.port) as other,
    ):
        other.set("theirs", "x")
        record.put(reply())
        assert [len(record), list(record)] == [1, [reply()]]
        other.lpush(f"filing-facts:reply:{reply(question='b').key}", "x")
        [problem] = record.verify()
        assert "is not plain bytes" in problem
        assert record.put(reply(question="b")) == reply(question="b")
        assert record.verify() == []
        assert other.get("theirs") == b"x"


def test_a_password_is_used_and_shown_nowhere(tmp_path: Path) -> None:
    with RedisServer(tmp_path, *KEPT, "--requirepass", WORD) as server:
        address = f"127.0.0.1:{server.port}/3"
        with Replies(f"redis://:{WRITTEN}@{address}") as record:
            record.put(reply())
            assert record.place == record.stats().place == f"redis://{address}"
        done = CliRunner().invoke(app, ["replies", "stats"], env={"EXTRACTOR_REPLIES": f"redis://:{WRITTEN}@{address}"})
        assert done.exit_code == 0
        assert f"redis://{address}" in done.stdout
        assert "hunter" not in done.output


@pytest.mark.parametrize(
    "url",
    [
        f"redis://:{WORD}@127.0.0.1:PORT/0",
        f"redis://me:{WRITTEN}@127.0.0.1:PORT/0",
        f"redis://:{WRITTEN}@127.0.0.1:PORT/none",
        f"redis://:{WRITTEN}@127.0.0.1:none",
        f"redis://:{WRITTEN}@/0",
        f"redis://127.0.0.1:PORT/0?password={WRITTEN}&max_connections=none",
        f"redis://:{WRITTEN}@127.0.0.1:PORT/9999",
    ],
)
def test_an_address_that_is_none_or_is_refused_shows_no_password(tmp_path: Path, url: str) -> None:
    with RedisServer(tmp_path, *KEPT, "--requirepass", "other") as server:
        with pytest.raises(RepliesError) as caught:
            Replies(url.replace("PORT", str(server.port)), lock_seconds=0.1)
        said = "".join(traceback.format_exception(caught.value, chain=True))
        done = CliRunner().invoke(app, ["replies", "verify", "--replies", url.replace("PORT", str(server.port))])
    shown = "\n".join(line for line in said.splitlines() if "url" not in line)
    assert "hunter" not in shown
    assert "hunter" not in done.output
    assert done.exit_code == RepliesError.exit_code
