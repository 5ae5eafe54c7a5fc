"""`extractor batch`, as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result as Done

from extractor.batch import Batch, Format, Tally
from extractor.cli import app
from extractor.cli._progress import status
from extractor.errors import OutputError
from extractor.model import Price, Spending
from tests.batch import yard
from tests.batch.test_killed import lines
from tests.cli.test_extract import RUN, extract
from tests.model.endpoint import Answer, Endpoint, completion, failure


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint(by=answer) as found:
        yield found


def answer(said: dict[str, Any]) -> Answer:
    prompt = said["messages"][-1]["content"]
    return failure(400, "no such thing") if "number 13 " in prompt else completion(yard.answer(prompt))


def batch(*arguments: object, given: bytes | None = None) -> Done:
    return RUN.invoke(app, ["batch", *map(str, arguments)], input=given, env={"COLUMNS": "200"})


def hosted(endpoint: Endpoint) -> tuple[str, ...]:
    return (*yard.MODEL, endpoint.base_url, "--out", "out")


def test_what_failed_is_read_again_only_in_the_folder_of_a_batch(place: Path) -> None:
    done = batch("--only-failed", "--out", "nobatch")

    assert done.exit_code == 2
    assert not (place / "nobatch").exists()


def test_a_manifest_is_for_a_batch_and_no_filing(place: Path) -> None:
    (place / "list.csv").write_text("path\na.txt\n", encoding="utf-8")

    done = RUN.invoke(app, ["extract", "list.csv", "--offline"])

    assert done.exit_code == 3
    assert "extractor batch" in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", [("extract", "a.txt"), ("batch", "a.txt", "--out", "out")])
@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--max-cost", "5"), "the embedded model runs here and costs nothing"),
        (("--max-tokens", "5"), "the embedded model runs here and costs nothing"),
        (
            ("--min-confidence", "0.5", "--model", "openai/small"),
            "only a trained reader says how likely a fact is; name one, --reader FILE",
        ),
    ],
)
def test_what_would_change_nothing_is_refused(
    place: Path, command: tuple[str, ...], option: tuple[str, ...], says: str
) -> None:
    (place / "a.txt").write_text("Acme has 5 shops.", encoding="utf-8")

    done = RUN.invoke(app, [*command, *option], env={"COLUMNS": "200"})

    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())
    assert not (place / "out").exists()


def test_a_manifest_nested_without_end_is_an_error_of_the_manifest(place: Path) -> None:
    (place / "list.jsonl").write_text("[" * 100_000, encoding="utf-8")

    done = batch("list.jsonl", "--out", "out")

    assert done.exit_code == 3
    assert "cannot be read as a manifest" in " ".join(done.stderr.split())


def test_folders_patterns_manifests_and_standard_input_are_read_into_tables(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "a", range(3))
    yard.filings(place / "b", range(3, 7))
    (place / "list.csv").write_text("path,id,date,sector\nb/0003.txt,three,2001-05-06,hens\n", encoding="utf-8")
    sources, stated = ("a", "list.csv", "b/*4.txt", "-"), b"b/0005.txt\n\nb/0000.txt\n"
    done = batch(*sources, *hosted(endpoint), "--json", "--requests-per-minute", 1000, given=stated)
    assert done.exit_code == 8, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["filings"], summary["done"], summary["failed"], summary["facts"]) == (7, 6, 1, 6)
    assert summary["requests"] == len(endpoint.asked) == 6
    found = {str(line["filing_id"]): line for line in lines(place / "out", "filings")}
    assert set(found) == {"a/0000.txt", "a/0001.txt", "a/0002.txt", "three", "b/0004.txt", "b/0005.txt"}
    assert (found["three"]["date"], found["three"]["manifest"]) == ("2001-05-06", '{"sector": "hens"}')
    [told] = [json.loads(line) for line in (place / "out" / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (told["id"], told["error"], told["exit_code"]) == ("b/0000.txt", "FilingNotFound", 3)
    assert "7 filings: 6 done, 1 failed; 6 facts" in done.stderr
    assert "out/failed.jsonl: says what failed, and why" in done.stderr


def test_what_failed_is_read_again_alone(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "in", [12, 13, 14])
    first = batch("in", *hosted(endpoint))
    assert (first.exit_code, len(endpoint.asked)) == (8, 3)
    again = batch("--only-failed", *hosted(endpoint))
    assert (again.exit_code, len(endpoint.asked)) == (8, 4)
    assert "1 filing: 1 failed" in again.stderr
    (place / "in" / "0013.txt").write_text(yard.text(15), encoding="utf-8")
    mended = batch("--only-failed", *hosted(endpoint), "--quiet")
    assert (mended.exit_code, mended.stdout, mended.stderr) == (0, "", "")
    assert (place / "out" / "failed.jsonl").read_text(encoding="utf-8") == ""
    assert sorted(str(fact["owner"]) for fact in lines(place / "out", "holding")) == [
        f"Hen number {number}" for number in (12, 14, 15)
    ]
    assert "0 filings: " in batch("--only-failed", *hosted(endpoint)).stderr


def test_where_nothing_at_all_is_written_the_first_failure_is_the_exit_code(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "in", [13])
    assert batch("in", *hosted(endpoint)).exit_code == 5


def test_a_spending_limit_ends_a_batch_and_another_run_goes_on(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "in", range(3))
    done = batch("in", *hosted(endpoint), "--max-tokens", 100, "--json", "--jobs", 1)
    assert done.exit_code == 10
    assert not endpoint.asked
    assert json.loads(done.stdout)["left"] == 3
    assert (place / "out" / "failed.jsonl").read_text(encoding="utf-8") == ""
    assert batch("in", *hosted(endpoint)).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("in", "--only-failed"), 2, "name sources, or give it without any"),
        ((), 2, "name sources, or give it without any"),
        (("in", "--jobs", 0), 2, "--jobs"),
        (("in", "--format", "xml"), 2, "--format"),
        (("in", "--engine", "ray"), 2, "needs a record that all machines reach"),
        (("in", "--workers", 2), 2, "--workers goes with --engine ray"),
        (("in", "--max-cost", 5), 2, "needs the price of small; give it in a price table: --prices"),
        (("in", "--min-confidence", 0.5), 2, "only a trained reader says how likely a fact is"),
        (("in", "--reader", "mine.reader"), 2, "--reader goes with the embedded model"),
        (("none",), 3, "none: there is no such file"),
        (("empty",), 3, "empty: no text or HTML file is there"),
    ],
)
def test_a_command_given_wrongly_is_told_before_anything_is_made(
    place: Path, endpoint: Endpoint, arguments: tuple[object, ...], code: int, says: str
) -> None:
    yard.filings(place / "in", range(1))
    (place / "empty").mkdir()
    done = batch(*arguments, *hosted(endpoint))
    assert done.exit_code == code
    assert says in " ".join(done.stderr.split())
    assert not endpoint.asked


def test_a_folder_without_a_name_is_not_this_one(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "in", range(1))
    done = batch("in", *yard.MODEL, endpoint.base_url, "--out", "")
    assert done.exit_code == 2
    assert "no name; name a folder, or . for this one" in " ".join(done.stderr.split())
    assert not (place / "journal.db").exists()


def test_another_model_is_another_batch(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "in", range(1))
    assert batch("in", *hosted(endpoint)).exit_code == 0
    done = batch("in", *hosted(endpoint), "--model", "large")
    assert done.exit_code == 9
    assert "holds a batch begun with --model small; go on so, or give another --out" in done.stderr


def test_of_a_batch_begun_otherwise_the_settings_that_differ_are_said_and_no_others(tmp_path: Path) -> None:
    profile = {"codec": "full", "max_tokens": 1500}
    configuration = {"profile": profile, "asked": "0a1b", "model": "m"}
    with Batch(tmp_path, kinds=yard.DOMAIN.kinds, configuration=configuration):
        pass
    with pytest.raises(OutputError, match="holds a batch begun with --format jsonl; go on so, or give another --out"):
        Batch(tmp_path, kinds=yard.DOMAIN.kinds, configuration=configuration, formats=[Format.PARQUET])
    other = {"profile": profile | {"codec": "compact"}, "asked": "2c3d", "model": "m"}
    says = "the kinds, prompts or examples of the domain have changed; profile.codec is another; give another"
    with pytest.raises(OutputError, match=re.escape(says)):
        Batch(tmp_path, kinds=yard.DOMAIN.kinds, configuration=other)


@pytest.mark.skipif(os.name == "nt", reason="signals are other there")
def test_an_interrupt_says_what_is_kept_and_writes_it(tmp_path: Path) -> None:
    waiting, over = threading.Event(), threading.Event()

    def slow(said: dict[str, Any]) -> Answer:
        if "number 2 " in said["messages"][-1]["content"]:
            waiting.set()
            over.wait(300)
        return answer(said)

    yard.filings(tmp_path / "in", range(4))
    out = tmp_path / "out"
    with Endpoint(by=slow) as endpoint:
        options = [*yard.MODEL, endpoint.base_url, "--replies", str(tmp_path / "replies"), "--jobs", "1"]
        command = [*yard.COMMAND, str(tmp_path / "in"), "--out", str(out), *options]
        # A job in a shell's background ignores interrupts, and so would what it starts.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=yard.ENVIRONMENT) as process:  # noqa: S603
            signal.signal(signal.SIGINT, before)
            assert waiting.wait(300)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=300)
        over.set()
    assert process.returncode == 130
    assert "interrupted; what is done is kept" in err
    assert "Traceback" not in err
    assert {str(fact["owner"]) for fact in lines(out, "holding")} == {"Hen number 0", "Hen number 1"}


def test_how_far_a_batch_is_says_filings_facts_rate_cost_and_time_left() -> None:
    tally = Tally(total=1000, outcomes=Counter(done=30, known=2, failed=5, stopped=1), facts=512)
    spending = Spending(prices={"small": Price(1, 2)})
    spending.cost = 0.421
    assert status(tally, spending, 70.0) == "37 of 1,000 filings, 512 facts, 30.0 filings/min, cost 0.42, 32 min left"
    assert status(tally, Spending(), 5.0) == "37 of 1,000 filings, 512 facts, 7.0 filings/s, 2 min left"
    assert status(tally, Spending(), 7000.0).endswith("53 h 30 min left")
    assert status(Tally(total=1), Spending(), 0.0) == "0 of 1 filing, 0 facts, 0.0 filings/min"


def test_extract_takes_folders_and_patterns(place: Path, endpoint: Endpoint) -> None:
    yard.filings(place / "a", range(2))
    yard.filings(place / "b", range(2, 4))
    done = extract("a", "b/*3.txt", *yard.MODEL, endpoint.base_url, "--json", "results", "--quiet")
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (place / "results").iterdir()) == ["0000.json", "0001.json", "0003.json"]
