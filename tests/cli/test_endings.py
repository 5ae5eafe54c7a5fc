"""How the command ends when what is around it fails: a full disk, an interrupt, a name, a pipe, a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from extractor.cli import _targets, app
from extractor.errors import OutputError
from tests.cli.test_extract import COMMAND, ENVIRONMENT, FILING, RUN, endpoint, extract, hosted

UNIX = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and devices are other there")
FULL = Path("/dev/full")
ENDLESS = """
import sys
from extractor import Domain, Fact, Name


class Thing(Fact, key=("name",)):
    \"\"\"A thing.\"\"\"

    name: Name


class Reader:
    async def read(self, annotations, ask, found):
        print("begun", file=sys.stderr, flush=True)
        while True:
            pass


DOMAIN = Domain(package="endless", kinds=(Thing,), readers={"model": lambda profile: Reader()})
"""
"""A domain that is read without end and without a pause, as a parse may be."""


def ended(*arguments: object, stdout: int | None = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter
        [*COMMAND, *map(str, arguments)], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device")
@pytest.mark.parametrize("what", [[], ["--json", "-"], ["--jsonl", "-"]])
def test_a_full_disk_under_standard_output_is_one_line_and_its_own_exit_code(what: list[str], tmp_path: Path) -> None:
    with endpoint() as (url, _), FULL.open("wb") as full:
        done = ended("extract", FILING, *hosted(url, tmp_path), *what, stdout=full.fileno())
    assert done.returncode == 9
    assert done.stderr.splitlines()[1:] == [
        "error: standard output: No space left on device; the result was not written there"
    ]


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device")
@pytest.mark.parametrize("what", [["--help"], ["--version"], ["model", "info"]])
def test_a_full_disk_is_said_of_what_needs_no_filing_too(what: list[str]) -> None:
    with FULL.open("wb") as full:
        done = ended(*what, stdout=full.fileno())
    assert done.returncode == 9
    assert done.stderr.startswith("error: standard output: No space left on device")
    assert done.stderr.count("\n") == 1


@UNIX
@pytest.mark.parametrize("what", ["", "--json -", "--json a.json"])
def test_a_closed_standard_output_is_said_and_files_are_written_all_the_same(what: str, tmp_path: Path) -> None:
    with endpoint() as (url, _):
        asked = " ".join(map(str, [*COMMAND, "extract", FILING, *hosted(url, tmp_path), what]))
        done = subprocess.run(  # noqa: S602 - only a shell starts a program without standard output
            f"{asked} >&-", shell=True, cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
        )
    assert done.returncode == 9
    assert done.stderr.splitlines()[-1].startswith("error: standard output is closed")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "a.json").exists() == ("a.json" in what)


@UNIX
def test_standard_error_that_takes_nothing_stops_nothing(tmp_path: Path) -> None:
    with endpoint() as (url, _):
        asked = " ".join(map(str, [*COMMAND, "extract", FILING, *hosted(url, tmp_path), "--jsonl", "-"]))
        done = subprocess.run(  # noqa: S602 - only a shell starts a program without standard error
            f"{asked} 2>&-", shell=True, stdout=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
        )
    assert done.returncode == 0
    assert json.loads(done.stdout)["member"] == "Amena"


@UNIX
@pytest.mark.parametrize("loaded", ["typer", "pydantic_core", "httpx2", "extractor.facts"])
def test_an_interrupt_while_starting_ends_it_without_a_traceback(loaded: str) -> None:
    command = [COMMAND[0], "-X", "importtime", *COMMAND[1:], "extract", "--help"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(  # noqa: S603 - this interpreter
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stderr is not None
        assert any(line.rstrip().endswith(f" {loaded}") for line in process.stderr)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == -signal.SIGINT
    assert "Traceback" not in rest


@UNIX
def test_an_interrupt_ends_what_has_no_pause(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS, encoding="utf-8")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [*COMMAND, "extract", FILING, "--domain", "endless", *hosted("http://127.0.0.1:9/v1", tmp_path)]
    with subprocess.Popen(  # noqa: S603 - this interpreter
        [*map(str, command)], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stderr is not None
        assert any(line == "begun\n" for line in process.stderr)
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "replies received so far are kept" in rest
    assert "Traceback" not in rest


@UNIX
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_is_not_waited_for_and_costs_nothing_else(kind: str, tmp_path: Path) -> None:
    named = Path("/dev/zero")
    if kind == "pipe":
        named = tmp_path / "pipe.txt"
        os.mkfifo(named)
    with endpoint() as (url, _):
        done = extract(named, FILING, *hosted(url, tmp_path), "--json", tmp_path / "out", "--quiet")
    assert done.exit_code == 3
    assert "is a pipe or a device" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{FILING.stem}.json"]
    done = RUN.invoke(app, ["replies", "import", str(named), "--replies", str(tmp_path / "r")])
    assert done.exit_code == 6
    assert "is a pipe or a device" in done.stderr


@UNIX
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["extract", str(FILING), "--model", "openai/x", "--prices"], 2),
        (["model", "prepare", "--weights"], 5),
        (["replies", "import", "--batch", str(FILING), "--requests"], 6),
    ],
    ids=lambda given: " ".join(given[-1:]) if isinstance(given, list) else "",
)
def test_no_pipe_that_an_option_names_is_waited_for(command: list[str], code: int, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = RUN.invoke(app, [*command, str(tmp_path / "pipe")], env={"XDG_CACHE_HOME": str(tmp_path), "COLUMNS": "500"})
    assert done.exit_code == code
    assert "is a pipe or a device" in done.stderr


@UNIX
def test_a_pipe_that_nobody_reads_is_not_waited_for_and_one_that_is_read_is_written(tmp_path: Path) -> None:
    pipe, said = tmp_path / "pipe", "words " * 100_000  # more than a pipe holds
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="nobody reads this pipe"):
        _targets.write(pipe, said)
    with subprocess.Popen(["wc", "-c", pipe], stdout=subprocess.PIPE) as reader:  # noqa: S603, S607 - a program of Unix
        while True:  # until it has opened the pipe
            with contextlib.suppress(OutputError):
                _targets.write(pipe, said)
                break
        assert int(reader.communicate()[0].split()[0]) == len(said)


@UNIX
def test_what_the_shell_pipes_in_is_read(tmp_path: Path) -> None:
    with endpoint() as (url, _):
        command = [*COMMAND, "extract", "/dev/stdin", *map(str, hosted(url, tmp_path)), "--jsonl", "-"]
        done = subprocess.run(  # noqa: S603 - this interpreter
            command, input=FILING.read_bytes(), capture_output=True, check=False, env=ENVIRONMENT
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["member"] == "Amena"


def test_a_name_that_is_too_long_is_one_line(tmp_path: Path) -> None:
    name = "x" * 300
    (tmp_path / "r").mkdir()
    done = extract(tmp_path / f"{name}.txt", "--offline", "--replies", tmp_path / "r")
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    done = extract(FILING, "--offline", "--replies", tmp_path / "r", "--json", tmp_path / f"{name}.json")
    assert done.exit_code == 9
    assert done.stderr.count("\n") == 1
    assert "File name too long" in done.stderr


LONG = "x" * 300


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["extract", str(FILING), "--offline", "--replies", LONG], 6),
        (["extract", str(FILING), "--model", "openai/x", "--prices", LONG], 2),
        (["requests", str(FILING), "--model", "openai/x", "--replies", "r", "--out", LONG], 9),
        (["replies", "import", LONG], 2),
        (["replies", "import", "--batch", LONG, "--requests", LONG], 2),
        (["replies", "verify", "--replies", LONG], 6),
        (["model", "prepare", "--weights", LONG], 5),
        (["model", "info", "--verify", "--weights", LONG], 0),
        (["init-domain", LONG], 9),
    ],
    ids=lambda given: " ".join(word for word in given if len(word) < 20) if isinstance(given, list) else "",
)
def test_a_name_that_is_too_long_is_no_fault_of_ours_whatever_it_names(
    command: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = RUN.invoke(app, command, env={"XDG_CACHE_HOME": str(tmp_path)})
    assert done.exit_code == code, done.stderr


def test_a_name_as_long_as_may_be_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 250 + ".json")
    _targets.write(target, "words")
    assert target.read_text(encoding="utf-8") == "words"


@pytest.mark.skipif(os.name == "nt", reason="names are characters there")
def test_a_name_that_is_not_utf_8_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    filing = tmp_path / os.fsdecode(b"caf\xe9.txt")
    filing.write_bytes(FILING.read_bytes())
    with endpoint() as (url, _):
        done = extract(filing, *hosted(url, tmp_path), "--json", f"{tmp_path}/out/", "--html", f"{tmp_path}/out/")
    assert done.exit_code == 0, done.stderr
    assert "caf\ufffd.txt" in done.stdout
    written = json.loads((tmp_path / "out" / os.fsdecode(b"caf\xe9.json")).read_bytes())
    assert written["filing"]["name"] == "caf\ufffd.txt"
    missing = extract(tmp_path / os.fsdecode(b"\xff.txt"), "--offline")
    assert missing.exit_code == 3


def test_what_an_earlier_run_left_stops_no_writing(tmp_path: Path) -> None:
    (tmp_path / f".a.json.{os.getpid()}.part").write_text("half", encoding="utf-8")
    _targets.write(tmp_path / "a.json", "whole")
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "whole"


@pytest.mark.parametrize("columns", ["0", "-1", "", "wide", "\u00b2", "9" * 5000, "1", "7"])
def test_a_terminal_that_does_not_know_its_width_is_written_to(columns: str, tmp_path: Path) -> None:
    sizes = dict.fromkeys(("COLUMNS", "LINES", "TERMINAL_WIDTH"), columns)
    with endpoint() as (url, _):
        done = RUN.invoke(app, ["extract", str(FILING), *map(str, hosted(url, tmp_path))], env=sizes)
        told = RUN.invoke(app, ["--help"], env=sizes)
    assert (done.exit_code, told.exit_code) == (0, 0), done.stderr
    assert "1 fact" in done.stderr


def test_a_folder_that_may_not_be_looked_into_is_no_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="name another place"):
        _targets.plan("--json", str(tmp_path / ("x" * 300) / "a.json"), [FILING])
