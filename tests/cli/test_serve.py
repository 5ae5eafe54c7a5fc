"""`extractor serve` and `extractor mcp`, as far as they end by themselves."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest

from extractor.cli import app
from tests.batch import yard
from tests.cli.test_extract import RUN


def said(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_a_new_key_is_printed_once_and_its_digest_kept(place: Path) -> None:
    done = RUN.invoke(app, ["serve", "--keys", "keys.txt", "--new-key", "ada"])
    assert done.exit_code == 0, done.stderr
    key = done.stdout.strip()
    assert len(key) > 40
    digest = hashlib.sha256(key.encode()).hexdigest()
    assert (place / "keys.txt").read_text(encoding="utf-8") == f"ada {digest}\n"
    again = RUN.invoke(app, ["serve", "--keys", "keys.txt", "--new-key", "ada"])
    assert (again.exit_code, again.stdout) == (2, "")
    assert "take another name" in said(again.stderr)
    nowhere = RUN.invoke(app, ["serve", "--new-key", "ada"])
    assert nowhere.exit_code == 2
    assert "--keys FILE" in said(nowhere.stderr)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "facts.example"])  # noqa: S104 - refused
def test_without_keys_no_other_machine_is_listened_to(place: Path, host: str) -> None:
    done = RUN.invoke(app, ["serve", "--host", host])
    assert done.exit_code == 2
    assert "--keys FILE --new-key NAME" in said(done.stderr)
    assert list(place.iterdir()) == []


def test_an_address_that_is_taken_and_a_model_that_is_none_are_said_before_anything_is_made(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        taken = RUN.invoke(app, ["serve", "--port", str(held.getsockname()[1]), *yard.MODEL, yard.NOBODY])
    assert taken.exit_code == 2
    assert "--port" in said(taken.stderr)
    nobody = RUN.invoke(app, ["serve", "--port", "0", "--model", "nobody"])
    assert nobody.exit_code == 2
    assert list(place.iterdir()) == []


def test_a_folder_that_is_none_is_not_allowed_to_an_assistant(place: Path) -> None:
    done = RUN.invoke(app, ["mcp", "--allow", "nothing"])
    assert done.exit_code == 2
    assert "is no folder" in said(done.stderr)
