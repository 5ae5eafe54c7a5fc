"""What `extractor reprocess` makes of recorded replies: what `extract --offline` makes, of many filings at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Done

from extractor.cli import app
from extractor.cli._lazy import COMMANDS
from extractor.replies import Replies

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "evals" / "gold"
NAMES = ("auralink-pr-2016.txt", "blank-6k-2010.txt", "kaira-review-2011.html")
RUN = CliRunner()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record")
    with Replies(place) as replies:
        for name in NAMES:
            replies.import_(ROOT / "evals" / "replies" / "strong" / f"{name}.jsonl")
    return place


@pytest.fixture
def filings(tmp_path: Path) -> Path:
    folder = tmp_path / "filings"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes((GOLD / name).read_bytes())
    (folder / ".hidden").write_text("passed over")
    return folder


def run(*arguments: object) -> Done:
    return RUN.invoke(app, [*map(str, arguments)], env={"COLUMNS": "200"})


def strong(record: Path) -> tuple[object, ...]:
    return ("--model", "openai/strong", "--replies", record)


@pytest.mark.parametrize("processes", [1, 2])
def test_it_writes_what_extract_writes_offline(record: Path, filings: Path, tmp_path: Path, processes: int) -> None:
    again, lines = tmp_path / "again", tmp_path / "facts.jsonl"
    written = ("--json", again, "--jsonl", lines, "--processes", processes)
    done = run("reprocess", filings, *strong(record), *written)
    assert done.exit_code == 0, done.stderr
    offline = run("extract", *sorted(filings.glob("[!.]*")), *strong(record), "--offline", "--json", tmp_path / "once")
    assert offline.exit_code == 0, offline.stderr
    facts = []
    for name in NAMES:
        target = Path(name).with_suffix(".json")
        assert (again / target).read_bytes() == (tmp_path / "once" / target).read_bytes()
        facts += json.loads((again / target).read_text(encoding="utf-8"))["facts"]
    said = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [{k: v for k, v in one.items() if not k.startswith("filing_")} for one in said] == facts
    assert f"3 filings, {len(facts)} facts" in done.stderr


def test_a_filing_without_a_reply_does_not_stop_the_others(record: Path, filings: Path, tmp_path: Path) -> None:
    (filings / "another.txt").write_text("Nordwind AG has 1,200 customers in Kiel, and 45 shops.")
    done = run("reprocess", filings, *strong(record), "--jsonl", tmp_path / "facts.jsonl", "--processes", 2)
    assert done.exit_code == 7
    assert "another.txt" in done.stderr
    named = {json.loads(line)["filing_name"] for line in (tmp_path / "facts.jsonl").read_text("utf-8").splitlines()}
    assert named == {"auralink-pr-2016.txt", "kaira-review-2011.html"}  # the blank one states no fact


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (("none.txt", "--jsonl", "-"), 3, "there is no such file"),
        ((GOLD / NAMES[0], "none.txt", "--jsonl", "-"), 3, "none.txt: there is no such file"),
        ((GOLD / NAMES[0],), 2, "nothing would be written"),
        ((GOLD / NAMES[0], "--json", ""), 2, "--json: no name"),
        ((GOLD / NAMES[0], "--jsonl", " "), 2, "--jsonl: no name"),
        ((GOLD / NAMES[0], "--jsonl", "-", "--processes", 0), 2, "--processes"),
    ],
)
def test_what_is_given_wrongly_is_said_before_anything_is_read(
    record: Path, given: tuple[object, ...], code: int, says: str
) -> None:
    done = run("reprocess", *given, *strong(record))
    assert done.exit_code == code
    assert says in done.stderr


def test_a_folder_without_files_is_none(record: Path, tmp_path: Path) -> None:
    done = run("reprocess", tmp_path, *strong(record), "--jsonl", "-")
    assert done.exit_code == 3
    assert "no text or HTML file is there" in done.stderr


def test_facts_go_to_standard_output_and_notes_do_not(record: Path) -> None:
    done = run("reprocess", GOLD / NAMES[0], *strong(record), "--jsonl", "-")
    assert done.exit_code == 0, done.stderr
    assert all(json.loads(line)["kind"] for line in done.stdout.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_it_says_of_itself(name: str) -> None:
    told = " ".join(run(name, "--help").stdout.split())
    assert COMMANDS[name][1] in told
