"""`extractor distil`: what it learns from, and what it says where it cannot."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Done

from alliances import DOMAIN
from extractor.cli import app
from extractor.cli._distil import _gently, _labelled
from extractor.cli._progress import Steps
from extractor.errors import ExtractorError, TrainingError
from extractor.reader.artifact import load
from extractor.reader.weights import locate
from tests.cli.test_extract import ENVIRONMENT, FILING, endpoint, extract, hosted
from tests.training.told import FARM, FARM_FACTS, POND, POND_FACTS

RUN = CliRunner()


def distil(*arguments: object) -> Done:
    return RUN.invoke(app, ["distil", *map(str, arguments)], env={"COLUMNS": "200"})


def quiet(what: str, done: int, total: int) -> None:
    """No progress is shown."""


def gold(folder: Path) -> Path:
    """A folder of two gold files and their documents."""
    for name, text, facts in (("farm", FARM, FARM_FACTS), ("pond", POND, POND_FACTS)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps({"document": f"{name}.txt", "facts": facts}), encoding="utf-8")
    return folder


@pytest.fixture
def encoder() -> Path:
    """The real encoder, where it and torch are installed."""
    if importlib.util.find_spec("torch") is None or importlib.util.find_spec("openvino") is None:
        pytest.skip("needs torch and OpenVINO: make train-test")
    try:
        return locate()
    except ExtractorError as error:
        pytest.skip(f"needs the encoder: {error}")


def test_where_torch_is_missing_the_way_to_install_it_is_told(tmp_path: Path) -> None:
    without = "import sys; sys.modules['torch'] = None; from extractor.cli import main; main()"
    command = [sys.executable, "-c", without, "distil", str(gold(tmp_path)), "--out", str(tmp_path / "r")]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 2
    assert done.stderr == ('error: training a reader needs torch; install it with: pip install "filing-facts[train]"\n')


def test_the_command_loads_nothing_that_only_training_needs() -> None:
    code = "import extractor.cli._app, sys; print(*{'torch', 'openvino'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--replies", "."], "go with --model"),
        (["--model", "nobody/x"], "nobody"),
        (["--left-out", "1"], "0.9"),
        (["--out", "."], "is a folder"),
    ],
)
def test_an_option_given_wrongly_ends_with_2(tmp_path: Path, given: list[str], says: str) -> None:
    done = distil(gold(tmp_path), "--out", tmp_path / "r", *given)
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_source_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    done = distil(tmp_path / "none", "--out", tmp_path / "r")
    assert done.exit_code == 3
    assert "there is no such file" in done.stderr


def test_filings_and_recorded_replies_are_labelled_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nobody has asked about this one.", encoding="utf-8")
    with endpoint() as (url, asked):
        assert extract(FILING, *hosted(url, tmp_path), "--json", tmp_path / "a.json").exit_code == 0
        before = len(asked)
        found = _labelled([FILING, other], DOMAIN, [], quiet, "small", url, str(tmp_path / "replies"))
        assert len(asked) == before
    [filing] = found
    stated = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["facts"]
    assert len(filing.facts) == len(stated) > 0
    assert filing.kinds == {kind.kind for kind in DOMAIN.kinds}
    assert "other.txt" in capsys.readouterr().err  # it is named, and left out
    of_result = _labelled([tmp_path / "a.json"], DOMAIN, [FILING.parent], quiet, None, None, None)
    assert [fact.slots for fact in of_result[0].facts] == [fact.slots for fact in filing.facts]
    with endpoint() as (url, _), pytest.raises(TrainingError, match="none of the filings"):
        _labelled([other], DOMAIN, [], quiet, "small", url, str(tmp_path / "replies"))


def test_an_interrupt_ends_the_work_at_its_next_step_and_a_second_one_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Steps(quiet=True, left=True) as steps, _gently(steps) as step:
        step("learning", 1, 3)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            step("learning", 2, 3)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_source_that_is_no_result_names_the_ways_on(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no result and no gold file"):
        _labelled([FILING], DOMAIN, [], quiet, None, None, None)
    with pytest.raises(TrainingError, match="name --model"):
        _labelled([tmp_path], DOMAIN, [], quiet, None, None, None)


def test_a_reader_is_trained_and_what_it_can_do_is_printed(
    tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXTRACTOR_ENCODER", os.fspath(encoder))
    (tmp_path / "told").mkdir()
    reader = tmp_path / "farm.reader"
    done = distil(
        gold(tmp_path / "told"), "--out", reader, "--domain", "tests.pipeline.toy", "--passes", 1, "--left-out", 0.5,
        "--device", "cpu", "--json", tmp_path / "report.json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert "against the labels of the 1 document left out" in done.stdout
    assert f"extractor extract FILE --reader {reader}" in done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["documents"], report["facts"], report["left_out"]) == (2, 6, 1)
    assert report["sha256"] == load(reader).digest
    assert load(reader).about.kinds == ("holding", "saying")
