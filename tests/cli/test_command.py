from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor._version import __version__
from extractor.cli import app
from extractor.cli._progress import Steps
from extractor.cli._shell import EXIT_CODES
from extractor.errors import ExtractorError

RUN = CliRunner()


def errors(error: type[ExtractorError]) -> list[type[ExtractorError]]:
    return [error, *(leaf for sub in error.__subclasses__() for leaf in errors(sub))]


def test_every_error_ends_with_a_documented_exit_code() -> None:
    assert {error.exit_code for error in errors(ExtractorError)} <= set(EXIT_CODES)


def test_the_version_is_the_distributions() -> None:
    done = RUN.invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"filing-facts {__version__}\n")


def test_the_help_tells_the_exit_codes() -> None:
    done = RUN.invoke(app, ["--help"], env={"COLUMNS": "1000"})
    for code, meaning in EXIT_CODES.items():
        assert f"{code} {meaning}" in done.stdout


@pytest.mark.parametrize("arguments", ["extract", "extract a.txt --jsn x", "nonsense", "model nonsense"])
def test_a_command_given_wrongly_ends_with_2_and_says_so_on_standard_error(arguments: str) -> None:
    done = RUN.invoke(app, arguments.split())
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("extract", "Missing argument 'FILE'"),
        ("init-domain", "Missing argument 'NAME'"),
        ("requests a.txt --out b", "Missing option '--model'"),
    ],
)
def test_what_is_missing_of_a_command_is_named(arguments: str, says: str) -> None:
    assert says in RUN.invoke(app, arguments.split()).stderr


def test_an_error_is_one_line_unless_debugging(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    done = RUN.invoke(app, ["extract", str(missing), "--offline"])
    assert done.exit_code == 3
    assert done.stderr.splitlines() == [f"error: {missing}: there is no such file; check the path"]
    done = RUN.invoke(app, ["--debug", "extract", str(missing), "--offline"])
    assert done.exit_code == 3
    assert done.stderr.startswith("Traceback")
    assert "in extract" in done.stderr


def test_model_info_says_whether_the_model_is_ready(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["model", "info"], env={"XDG_CACHE_HOME": str(tmp_path)})
    assert done.exit_code == 0
    assert "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046" in done.stdout
    assert "no: `extractor model prepare` does it once" in done.stdout


def test_weights_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    done = RUN.invoke(app, ["model", "prepare", "--weights", str(tmp_path / "none.gguf")], env=environment)
    assert done.exit_code == 5
    assert "none.gguf" in done.stderr


@pytest.mark.parametrize("given", [["--token", ""], ["--token", " "], ["--token", "é"], ["--token", "t", "--no-token"]])
def test_a_token_that_is_none_is_refused_before_anything_is_served(given: list[str]) -> None:
    done = RUN.invoke(app, ["model", "serve", "--port", "0", *given])
    assert done.exit_code == 2
    assert "--token" in done.stderr


def test_without_a_terminal_each_step_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps(quiet=False) as steps:
        steps("checking weights", 0, 10)
        steps("checking weights", 10, 10)
        steps("reading", 0, 3)
    assert capsys.readouterr() == ("", "checking weights ...\nreading ...\n")


def test_quiet_steps_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps(quiet=True) as steps:
        steps("reading", 0, 3)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminal there")
def test_on_a_terminal_there_is_a_bar() -> None:
    code = "from extractor.cli._progress import Steps\nwith Steps(quiet=False) as s: s('reading', 1, 3)"
    ours, theirs = os.openpty()
    subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code], stderr=theirs, check=True, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "reading" in shown
    assert "1/3" in shown
