from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.replies import Recorded, Replies

RUN = CliRunner()


def recorded(words: str) -> Recorded:
    choice = {"message": {"role": "assistant", "content": words}, "finish_reason": "stop"}
    body = {"choices": [choice], "usage": {"prompt_tokens": 10, "completion_tokens": 5}}
    return Recorded(
        request={"model": "m", "messages": [{"role": "user", "content": words}]},
        status=200,
        body=json.dumps(body),
        seconds=1.0,
        time="2004-11-11T00:00:00+00:00",
    )


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with Replies(tmp_path / "replies") as replies:
        replies.put(recorded("one"))
        replies.put(recorded("two"))
    return tmp_path / "replies"


@pytest.mark.parametrize("named", ["", " ", "http://127.0.0.1/0"])
def test_a_name_that_is_no_place_for_a_record_is_an_error_and_makes_none_here(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = RUN.invoke(app, ["replies", "stats", "--replies", named])

    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_a_record_goes_out_and_in_again(record: Path, tmp_path: Path) -> None:
    exported, other = tmp_path / "replies.jsonl", tmp_path / "other"
    done = RUN.invoke(app, ["replies", "export", str(exported), "--replies", str(record)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"wrote 2 replies to {exported}\n")
    done = RUN.invoke(app, ["replies", "import", str(exported), "--replies", str(other)])
    assert done.exit_code == 0
    assert "2 replies added" in done.stderr
    done = RUN.invoke(app, ["replies", "import", str(exported), "--replies", str(other)])
    assert "0 replies added" in done.stderr
    with Replies(other) as there, Replies(record) as here:
        assert list(there) == list(here)


def test_a_reply_that_differs_stays_and_is_reported(record: Path, tmp_path: Path) -> None:
    exported = tmp_path / "replies.jsonl"
    with Replies(tmp_path / "other") as other:
        other.put(dataclasses.replace(recorded("one"), seconds=9.0))
        other.export(exported)
    done = RUN.invoke(app, ["replies", "import", str(exported), "--replies", str(record)])
    assert done.exit_code == 6
    assert "differs from the one in the record" in done.stderr


def test_stats_count_what_is_there(record: Path) -> None:
    done = RUN.invoke(app, ["replies", "stats", "--replies", str(record)])
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["replies", "2"] in rows
    assert ["tokens", "written", "10"] in rows
    assert ["by", "m", "2"] in rows


def test_verify_says_whether_the_record_is_whole(record: Path) -> None:
    done = RUN.invoke(app, ["replies", "verify", "--replies", str(record)])
    assert (done.exit_code, done.stderr) == (0, "2 replies checked, none is damaged\n")
    with sqlite3.connect(record / "cache.db") as database:
        database.execute("update Cache set value = substr(value, 1, 60) where rowid = 1")
    database.close()
    done = RUN.invoke(app, ["replies", "verify", "--replies", str(record)])
    assert done.exit_code == 6
    assert "1 of 2 replies damaged" in done.stderr


@pytest.mark.parametrize("command", [["stats"], ["verify"], ["export", "out.jsonl"]])
def test_a_record_that_is_not_there_is_not_made(tmp_path: Path, command: list[str]) -> None:
    done = RUN.invoke(app, ["replies", *command, "--replies", str(tmp_path / "none")])
    assert done.exit_code == 6
    assert done.stderr.startswith("error: ")
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.name == "nt", reason="devices and links are other there")
def test_an_export_takes_the_place_of_no_device_and_of_no_link(record: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("kept.jsonl")
    (tmp_path / "null").symlink_to("/dev/null")
    for target in ("link.jsonl", "null"):
        done = RUN.invoke(app, ["replies", "export", str(tmp_path / target), "--replies", str(record)])
        assert done.exit_code == 0, done.stderr
        assert (tmp_path / target).is_symlink()
    assert (tmp_path / "kept.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_an_export_that_cannot_be_written_says_so(record: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")
    target = tmp_path / "file" / "replies.jsonl"
    done = RUN.invoke(app, ["replies", "export", str(target), "--replies", str(record)])
    assert done.exit_code == 9
    assert str(target) in done.stderr
