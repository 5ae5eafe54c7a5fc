from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Done

from extractor.cli import app
from tests.cli.test_extract import ANSWER, FILING, endpoint, extract, hosted, long_filing

RUN = CliRunner()


def run(*arguments: object) -> Done:
    return RUN.invoke(app, [*map(str, arguments)], env={"COLUMNS": "200"})


def filed(tmp_path: Path, name: str, filing: Path = FILING) -> list[dict[str, str]]:
    done = run("requests", filing, "--model", "openai/small", "--replies", tmp_path / "r", "--out", tmp_path / name)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()]


def test_what_a_batch_answers_runs_offline_and_what_follows_from_the_answers_comes_out_after(tmp_path: Path) -> None:
    filing, rounds = long_filing(tmp_path), 0
    said = {0: ["I see.", ANSWER, ANSWER], 1: ["I see."], 2: [ANSWER]}  # asked again, and then anew
    while requests := filed(tmp_path, f"{rounds}.jsonl", filing):
        assert {(line["method"], line["url"]) for line in requests} == {("POST", "/v1/chat/completions")}
        answers = [
            json.dumps({"custom_id": line["custom_id"], "content": content})
            for line, content in zip(requests, said[rounds], strict=True)
        ]
        (tmp_path / "answers.jsonl").write_text("\n".join(answers), encoding="utf-8")
        done = run(
            "replies", "import", "--batch", tmp_path / "answers.jsonl", "--requests", tmp_path / f"{rounds}.jsonl",
            "--replies", tmp_path / "r",
        )  # fmt: skip
        assert done.exit_code == 0, done.stderr
        assert ("cannot be used" in done.stderr) == ("I see." in said[rounds])
        assert f"{len(requests)} repl{'y' if len(requests) == 1 else 'ies'} added" in done.stderr
        rounds += 1
    done = extract(filing, "--model", "openai/small", "--replies", tmp_path / "r", "--offline", "--json", "-")
    assert done.exit_code == 0, done.stderr
    assert rounds == 3


def test_a_request_has_the_key_under_which_its_live_reply_is_kept(tmp_path: Path) -> None:
    first = {line["custom_id"] for line in filed(tmp_path, "a.jsonl")}
    with endpoint() as (url, _):
        extract(FILING, *hosted(url, tmp_path), "--quiet")
    done = run("replies", "export", tmp_path / "all.jsonl", "--replies", tmp_path / "replies")
    assert done.exit_code == 0
    kept = {json.loads(line)["key"] for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()}
    assert first <= kept


def test_the_embedded_model_answers_no_batch(tmp_path: Path) -> None:
    done = run("requests", FILING, "--model", "embedded", "--out", tmp_path / "a.jsonl")
    assert done.exit_code == 2
    assert not (tmp_path / "a.jsonl").exists()


def test_a_request_that_a_batch_did_not_answer_is_told(tmp_path: Path) -> None:
    [first, *_] = filed(tmp_path, "a.jsonl")
    failed = {"custom_id": first["custom_id"], "response": None, "error": {"code": "batch_expired"}}
    (tmp_path / "b.jsonl").write_text(json.dumps(failed), encoding="utf-8")
    done = run("replies", "import", "--batch", tmp_path / "b.jsonl", "--requests", tmp_path / "a.jsonl")
    assert done.exit_code == 8
    assert first["custom_id"][:12] in done.stderr


@pytest.mark.parametrize("given", [[], ["--batch", "b"], ["--requests", "r"], ["x", "--batch", "b", "--requests", "r"]])
def test_an_import_is_of_an_export_or_of_a_batch_with_its_requests(tmp_path: Path, given: list[str]) -> None:
    assert run("replies", "import", *given, "--replies", tmp_path / "r").exit_code == 2


def test_a_spending_limit_stops_the_run_and_what_is_done_stands(tmp_path: Path) -> None:
    filing = long_filing(tmp_path)
    lines = (json.dumps(line["body"]) for line in filed(tmp_path, "a.jsonl", filing))
    most = sorted(len(line) // 2 + json.loads(line)["max_completion_tokens"] for line in lines)
    limit = most[-1] + 100  # room for the first question, and, with what it cost, for none after it
    with endpoint() as (url, asked):
        done = extract(filing, *hosted(url, tmp_path), "--max-tokens-total", limit, "--json", tmp_path / "a.json")
        assert done.exit_code == 10, done.stderr
        assert f"of {limit:,} tokens" in done.stderr
        assert (tmp_path / "a.json").exists()
        stopped = len(asked)
        assert stopped == 1
        done = extract(filing, *hosted(url, tmp_path), "--max-tokens-total", 0)
    assert done.exit_code == 10
    assert len(asked) == stopped
