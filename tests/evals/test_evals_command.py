"""The command: what it prints, what it writes, and the code it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import __main__ as command
from evals import readers
from evals.runs import Margins, Run
from tests.evals.toys import all_facts, gold_file, result_file, write_gold, write_results


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", gold_file(all_facts()))


@pytest.fixture
def perfect(tmp_path: Path) -> Path:
    return write_results(tmp_path / "perfect", result_file(all_facts()))


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    return write_results(tmp_path / "worse", result_file(all_facts()[1:]))


def _run(*arguments: object) -> int:
    """The code that `python -m evals` ends with."""
    with pytest.raises(SystemExit) as ended:
        command.main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_score_prints_tables_and_misses(capsys: pytest.CaptureFixture[str], gold: Path, worse: Path) -> None:
    assert _run("score", "--gold", gold, "--predictions", worse, "--misses") == 0
    shown = capsys.readouterr().out
    assert "[missed] toy.txt (FN)" in shown
    assert "whole fact" in shown


def test_report_writes_every_format(tmp_path: Path, gold: Path, worse: Path) -> None:
    assert _run("report", "--gold", gold, "--predictions", worse, "--out", tmp_path / "out") == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".json", ".md", ".txt", ".xml"]


def test_bless_gate_and_a_regression(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    gold: Path,
    perfect: Path,
    worse: Path,
) -> None:
    baseline = tmp_path / "baseline.json"
    assert _run("bless", "--baseline", baseline, "--gold", gold, "--predictions", perfect) == 0
    assert _run("gate", "--baseline", baseline, "--gold", gold, "--predictions", perfect) == 0
    markdown = tmp_path / "gate.md"
    arguments = ("gate", "--baseline", baseline, "--gold", gold, "--predictions", worse, "--markdown", markdown)
    capsys.readouterr()
    assert _run(*arguments) == 1
    shown = capsys.readouterr()
    assert "metric: Alba Mobil | subscribers | 3200000 subscribers (3.2 million customers)" in shown.out
    assert "regression: baseline: metric: F1 1.000 -> 0.800" in shown.err
    assert "python -m evals bless" in shown.err
    assert "| Newly lost" not in markdown.read_text(encoding="utf-8")
    assert "### Newly lost" in markdown.read_text(encoding="utf-8")


def test_bless_keeps_the_margins(tmp_path: Path, gold: Path, perfect: Path) -> None:
    baseline = tmp_path / "baseline.json"
    arguments = ("bless", "--baseline", baseline, "--gold", gold, "--predictions", perfect)
    assert _run(*arguments) == 0
    content = json.loads(baseline.read_text(encoding="utf-8"))
    assert content["margins"] == Margins().model_dump()
    baseline.write_text(json.dumps({**content, "margins": {"overall": 7}}), encoding="utf-8")
    assert _run(*arguments) == 0
    assert json.loads(baseline.read_text(encoding="utf-8"))["margins"]["overall"] == 7


def test_bad_gold_and_bad_results_end_with_three(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, gold: Path, perfect: Path
) -> None:
    (perfect / "broken.json").write_text("{}", encoding="utf-8")
    assert _run("score", "--gold", gold, "--predictions", perfect) == 3
    assert "broken.json:-:filing: Field required" in capsys.readouterr().err
    write_gold(gold, gold_file([{**all_facts()[0], "measure": "size"}], document="other.txt"))
    assert _run("score", "--gold", gold, "--predictions", perfect) == 3
    assert "other.json:0:measure: " in capsys.readouterr().err
    assert _run("lint", "--gold", gold) == 3
    assert _run("gate", "--baseline", tmp_path / "none.json") == 3
    assert _run("leaderboard", tmp_path / "none") == 3


def test_a_wrong_command_line_ends_with_two(gold: Path) -> None:
    assert _run("score", "--gold", gold) == 2
    assert _run("run", "--gold", gold, "--record") == 2


def test_run_draws_leaves_out_and_passes_over_readers_without_recordings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "Nothing of note.\n"
    for name in ("one.txt", "two.txt", "three.txt"):
        write_gold(tmp_path, gold_file([], document=name, text=text), text=text)
    (tmp_path / "seen").write_text("two\n", encoding="utf-8")
    rules = ("--reader", "embedded", "--profile", "reader=rules")  # which ask nothing of such a text
    assert _run("run", "--gold", tmp_path, "--except", tmp_path / "seen", *rules) == 0
    shown = capsys.readouterr().out
    assert ("one.txt" in shown, "two.txt" in shown, "three.txt" in shown) == (True, False, True)
    assert "2 documents, 0 failed" in shown
    drawn = ("--sample", "1", "--seed", "3", *rules, "--out", tmp_path / "out")
    assert _run("run", "--gold", tmp_path, *drawn) == 0
    shown = capsys.readouterr().out
    assert "1 documents, 0 failed" in shown
    assert "Misses by class" not in shown
    assert _run("run", "--gold", tmp_path, "--reader", "nobody") == 3
    assert _run("run", "--gold", tmp_path, "--live") == 2  # which reader?


def test_the_gate_asks_for_the_recordings_of_every_reader_that_has_a_baseline(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, gold: Path
) -> None:
    assert _run("gate", "--baseline", tmp_path, "--gold", gold) == 3
    assert "holds no reader's baseline" in capsys.readouterr().err
    absent = [name for name, reader in readers.known().items() if not reader.replies.is_dir()]
    for name in absent:
        (tmp_path / f"{name}.json").write_text(Run(name=name, documents=()).to_json(), encoding="utf-8")
        assert _run("gate", "--baseline", tmp_path, "--gold", gold) == 3
        assert f"{name}:-:replies: are not in " in capsys.readouterr().err


def test_every_line_of_the_overview_has_room_on_120_columns(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in range(3):
        document = f"{'a-document-with-a-name-as-long-as-names-get-' * 2}{number}.txt"
        language = "en" if number else "es"
        write_gold(tmp_path / "gold", gold_file(all_facts(), document=document, language=language))
        write_results(tmp_path / "said", result_file(all_facts()[: 2 * number + 1], document=document))
    assert _run("score", "--gold", tmp_path / "gold", "--predictions", tmp_path / "said") == 0
    shown = capsys.readouterr().out
    assert "Facts by language" in shown
    assert max(len(line) for line in shown.splitlines()) <= 120


def test_lint_counts_what_holds(capsys: pytest.CaptureFixture[str], gold: Path) -> None:
    assert _run("lint", "--gold", gold, "--notes") == 0
    assert "7 facts, no problem" in capsys.readouterr().out


def test_compare_and_leaderboard_take_folders_and_recorded_runs(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    gold: Path,
    perfect: Path,
    worse: Path,
) -> None:
    kept = tmp_path / "runs" / "perfect.json"
    arguments = ("score", "--gold", gold, "--predictions", perfect, "--save", kept, "--name", "the perfect one")
    assert _run(*arguments) == 0
    capsys.readouterr()
    assert _run("compare", kept, worse, "--gold", gold) == 0
    shown = capsys.readouterr().out
    assert "the perfect one -> worse" in shown
    assert "Newly lost" in shown
    assert _run("leaderboard", kept.parent) == 0
    assert "the perfect one" in capsys.readouterr().out
