"""Labels are kept without the words of their document, and are whole again where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main

RESULTS = Path(__file__).parents[2] / "examples" / "operators"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def withheld(tmp_path: Path, *results: Path) -> Path:
    assert run("withhold", *results, "--out", tmp_path / "labels.jsonl") == 0
    return tmp_path / "labels.jsonl"


def results() -> list[Path]:
    return sorted(RESULTS.glob("kestrel*.json"))


def test_no_word_of_the_document_is_withheld_with_the_labels(tmp_path: Path) -> None:
    told = json.loads(withheld(tmp_path, *results()).read_text())
    [result] = [json.loads(file.read_text()) for file in results()]
    assert len(told["facts"]) == len(result["facts"]) > 10
    kept = json.dumps(told["facts"], ensure_ascii=False)
    quotes = {fact["evidence"][0]["quote"] for fact in result["facts"]}
    assert not any(quote in kept for quote in quotes)
    assert "Kestrel" not in kept


def test_where_the_document_is_at_hand_the_labels_have_its_words_again(tmp_path: Path) -> None:
    labels = withheld(tmp_path, *results())
    assert run("restore", labels, "--out", tmp_path / "gold", "--documents", RESULTS) == 0
    [gold] = [json.loads(file.read_text()) for file in (tmp_path / "gold").glob("*.json")]
    [result] = [json.loads(file.read_text()) for file in results()]
    metrics = [fact for fact in result["facts"] if fact["kind"] == "metric"]
    again = [fact for fact in gold["facts"] if fact["kind"] == "metric"]
    assert [fact["value"]["amount"] for fact in again] == [fact["value"]["amount"] for fact in metrics]
    assert [fact["value"]["text"] for fact in again] == [fact["value"]["text"] for fact in metrics]
    quotes = [" ".join(fact["evidence"][0]["quote"].split()) for fact in metrics]
    assert [fact["quote"] for fact in again] == quotes


def test_a_document_that_changed_or_is_not_there_is_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = withheld(tmp_path, *results())
    name = json.loads(labels.read_text())["document"]
    (tmp_path / name).write_text("Another text.")
    assert run("restore", labels, "--out", tmp_path / "gold", "--documents", tmp_path) == 0
    assert "restored 0 documents" in capsys.readouterr().out
    assert not list((tmp_path / "gold").iterdir())


def test_what_is_no_result_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.json").write_text('{"facts": []}')
    assert run("withhold", tmp_path / "other.json", "--out", tmp_path / "labels.jsonl") == 3
    assert "no result" in capsys.readouterr().err
    assert not (tmp_path / "labels.jsonl").exists()
