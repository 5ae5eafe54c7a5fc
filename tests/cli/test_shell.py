"""What reaches a terminal: words only, whatever a filing, a file's name or an endpoint says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from typer.testing import CliRunner

from extractor import tables
from extractor.cli import app
from extractor.cli._shell import bare, escaped, out, say
from tests import invented

RUN = CliRunner()
EVIL = "\x1b]0;owned\x07Nord\x1b[2Jwind\x9b31m \u202eSol\u2066\x08"


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_what_is_shown_has_no_control_character_and_nothing_else_is_lost(text: str) -> None:
    shown = bare(text)
    assert not [one for one in shown if (ord(one) < 32 and one not in "\t\n") or 127 <= ord(one) < 160]
    assert [one for one in text if one.isprintable()] == [one for one in shown if one.isprintable()]
    assert bare(shown) == shown


@pytest.mark.parametrize("text", ["Nordvox has 12 members.", "a\tb\nc", "café “quoted” – 5 €", "日本", "e\u0301"])
def test_words_are_left_as_they_are(text: str) -> None:
    assert bare(text) == text


def test_a_filings_control_characters_are_not_in_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    fact = invented.FACTS[3].model_copy(update={"member": EVIL})
    console = out()
    for table in tables.tables((fact,)):
        console.print(table)
    console.print(Text.assemble((EVIL, "bold")))
    shown = capsys.readouterr().out
    assert shown == bare(shown)
    assert shown.count("]0;ownedNord[2Jwind31m Sol") == 2


def test_styles_of_our_own_are_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    say("\x1b[2Jnot done", style="red")
    assert capsys.readouterr().err == "\x1b[31m[2Jnot done\x1b[0m\n"


def test_json_shows_a_terminal_no_control_character_and_says_the_same() -> None:
    said = {"\x9dname": EVIL + "\x7f\x90 caf\u00e9 \u202e"}
    shown = escaped(json.dumps(said, ensure_ascii=False, indent=2))
    assert shown == bare(shown)
    assert json.loads(shown) == said
    assert "caf\u00e9" in shown


@pytest.mark.parametrize("arguments", [["--offline"], ["y.txt", "--json", "x\x1b[2J.json"], ["--no-\x1b[2Jsuch"]])
def test_a_file_name_in_an_error_is_words_too(tmp_path: Path, arguments: list[str]) -> None:
    name = str(tmp_path / "a\x1b[2Jb\x9b.txt")
    for debug in ([], ["--debug"]):
        done = RUN.invoke(app, [*debug, "extract", name, *arguments, "--replies", str(tmp_path)])
        assert done.exit_code in {2, 3}
        assert "\x1b[2J" not in done.stderr
        assert "\x9b" not in done.stderr
