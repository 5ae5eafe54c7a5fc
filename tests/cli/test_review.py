from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.review import Review
from tests.review.yard import HOLDING, OFFER, RESULT, TEXT, accepted, added, corrected, rejected, review

RUN = CliRunner()
ADA = review(accepted(0), rejected(1), accepted(2), added(OFFER))
BEA = review(accepted(0), accepted(1), corrected(2, HOLDING, stake=None), reviewer="Bea")


@pytest.fixture
def yard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "filings").mkdir()
    (tmp_path / "filings" / "nordwind.txt").write_bytes(TEXT.encode())
    (tmp_path / "result.json").write_text(RESULT.to_json(), encoding="utf-8")
    (tmp_path / "ada.json").write_text(ADA.to_json(), encoding="utf-8")
    (tmp_path / "bea.json").write_text(BEA.to_json(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str, code: int = 0) -> str:
    done = RUN.invoke(app, ["review", *line.split(), "--documents", "filings"])
    assert done.exit_code == code, done.output
    return done.output


def test_gold_is_written_and_what_is_optional_counted(yard: Path) -> None:
    assert "wrote gold.json: 5 facts, 2 of them optional" in run("gold result.json ada.json --out gold.json")
    content = json.loads((yard / "gold.json").read_text(encoding="utf-8"))
    assert [fact["kind"] for fact in content["facts"]].count("metric") == 1


def test_differences_are_shown_with_what_each_says_and_as_json(yard: Path) -> None:
    shown = run("compare result.json ada.json bea.json")
    assert "f1  fact       rejected" in shown
    assert "ownership of Nordwind; Solbris: stake 60%" in shown
    assert "stake not stated" in shown
    assert "1 agreed, 3 differing, 0 reviewed by one alone, 2 by nobody" in shown
    told = json.loads(run("compare result.json ada.json bea.json --json"))
    assert [one["id"] for one in told["differing"]] == ["f1", "f2", "n0"]
    assert told["agreement"][0] == {"of": "fact", "units": 4, "agreed": 2, "alpha": pytest.approx(-0.1667, abs=1e-4)}


def test_two_reviews_are_settled_by_choices_and_by_preference(yard: Path) -> None:
    refused = run("settle result.json ada.json bea.json --out s.json", 14)
    assert "f1: they differ in fact" in refused
    (yard / "choices.json").write_text('{"f1": "b"}', encoding="utf-8")
    run("settle result.json ada.json bea.json --choices choices.json --prefer a --reviewer Cy --out s.json")
    settled = Review.from_json((yard / "s.json").read_bytes())
    assert settled.reviewer == "Cy"
    assert settled.items == (accepted(0), accepted(1), accepted(2), added(OFFER))


def test_choices_that_do_not_hold_are_refused(yard: Path) -> None:
    (yard / "choices.json").write_text(json.dumps({"f2": {**HOLDING, "owned": "Nobody"}}), encoding="utf-8")
    shown = run("settle result.json ada.json bea.json --choices choices.json --prefer a --out s.json", 14)
    assert "choices.json: f2:owned: 'Nobody' is not in the filing" in shown
    (yard / "choices.json").write_text("[]", encoding="utf-8")
    assert "an object is wanted" in run("settle result.json ada.json bea.json --choices choices.json --out s.json", 14)
    assert not (yard / "s.json").exists()


@pytest.mark.parametrize("tool", ["label-studio", "prodigy"])
def test_a_review_goes_to_a_tool_and_comes_back(yard: Path, tool: str) -> None:
    run(f"export result.json ada.json --to {tool} --out tasks.json")
    run(f"import result.json tasks.json --from {tool} --out again.json")
    assert Review.from_json((yard / "again.json").read_bytes()) == ADA


def test_the_labelling_interface_is_written_beside_the_tasks(yard: Path) -> None:
    run("export result.json --to label-studio --out tasks.json --config labels.xml")
    assert '<Label value="metric.value"/>' in (yard / "labels.xml").read_text(encoding="utf-8")
    assert "only Label Studio" in run("export result.json --to prodigy --out tasks.json --config labels.xml", 2)


def test_every_problem_of_a_review_is_a_line_of_its_own(yard: Path) -> None:
    wrong = review(accepted(9), added(OFFER, provider="Nobody"))
    (yard / "wrong.json").write_text(wrong.to_json(), encoding="utf-8")
    shown = run("check result.json wrong.json", 14).splitlines()
    assert shown[0].startswith("error: wrong.json: f9:fact: there is no fact 9")
    assert shown[1].startswith("error: wrong.json: a0:provider: 'Nobody' is not in the filing")
    assert "3 of 5 facts reviewed, 1 added; everything holds" in run("check result.json ada.json")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"filing": 1}', b'{"filing": {"name": "nordwind.txt"}}']
)
def test_what_is_no_result_or_review_is_told_with_its_name(yard: Path, content: bytes) -> None:
    (yard / "broken.json").write_bytes(content)
    assert "broken.json: this is no result" in run("check broken.json ada.json", 14)
    assert "broken.json: this is no review" in run("check result.json broken.json", 14)


def test_a_filing_that_is_not_there_or_another_one_is_told(yard: Path) -> None:
    done = RUN.invoke(app, ["review", "check", "result.json", "ada.json"])
    assert done.exit_code == 14
    assert "its filing nordwind.txt is not beside it; name its folder with --documents" in done.output
    (yard / "nordwind.txt").write_text("Another text.", encoding="utf-8")
    assert "the text is not the one that the offsets refer to" in run("check result.json ada.json", 14)


def test_what_is_read_is_not_overwritten(yard: Path) -> None:
    assert "would overwrite" in run("gold result.json ada.json --out ada.json", 2)
    assert Review.from_json((yard / "ada.json").read_bytes()) == ADA
