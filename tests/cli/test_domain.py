"""`extractor init-domain`: what it writes is a domain that works, and can be named at once."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import Result as Done

from extractor.cli import app
from extractor.errors import SchemaError
from tests.cli.test_extract import COMMAND, ENVIRONMENT, RUN, endpoint, hosted

LEASE = {
    "quote": "Nordhaus GmbH rents a hall in Kiel for EUR 500 a month",
    "lessee": "Nordhaus GmbH",
    "lessor": None,
    "property": "a hall in Kiel",
    "rent": {"text": "EUR 500", "amount": 500, "unit": "EUR"},
    "per": "month",
    "start": None,
}


def init(name: str) -> Done:
    return RUN.invoke(app, ["init-domain", name], env={"COLUMNS": "200"})


def ended(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter
        [*COMMAND, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False, env=ENVIRONMENT
    )


def test_what_is_written_loads_holds_and_reads_a_filing(tmp_path: Path) -> None:
    done = ended(tmp_path, "init-domain", "leases")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "extractor extract FILE --domain leases" in done.stderr
    assert "$name" not in (tmp_path / "leases" / "__init__.py").read_text(encoding="utf-8")
    filing = tmp_path / "report.txt"
    filing.write_text(
        "Nordhaus GmbH rents a hall in Kiel for EUR 500 a month. It rents nothing else.", encoding="utf-8"
    )
    answer = json.dumps({"leaseterm": [LEASE]})
    with endpoint(content=lambda nth: answer) as (url, asked):
        done = ended(tmp_path, "extract", filing, "--domain", "leases", *hosted(url, tmp_path), "--json", "-")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["domain"] == "leases"
    [fact] = result["facts"]
    assert (fact["kind"], fact["lessee"], fact["rent"]["amount"]) == ("leaseterm", "Nordhaus GmbH", 500)
    told = [turn["content"] for turn in json.loads(asked[0])["messages"]]
    assert "leases and reports about them" in told[0]
    assert "Kaistrasse 5" in told[1]


@pytest.mark.parametrize("name", ["my-domain", "2leases", "a.b", "a/b", "class", "json", "", "../x", "le ases"])
def test_a_name_that_cannot_name_a_package_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = init(name)
    assert done.exit_code == 2
    assert "cannot name a package" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["alliances", "extractor", "pydantic"])
def test_a_name_that_another_package_has_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = init(name)
    assert done.exit_code == 2
    assert "is a package already" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leases").mkdir()
    (tmp_path / "notes").write_text("words", encoding="utf-8")
    for name in ("leases", "notes"):
        done = init(name)
        assert done.exit_code == 2
        assert "is there already" in done.stderr
    assert list((tmp_path / "leases").iterdir()) == []
    assert (tmp_path / "notes").read_text(encoding="utf-8") == "words"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (None, "is no domain"),
        ("", "is no domain"),
        ("DOMAIN = 3", "an extractor.Domain is wanted"),
        ("def", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_a_domain_that_cannot_be_loaded_is_said_in_one_line(code: str | None, says: str, tmp_path: Path) -> None:
    if code is not None:
        (tmp_path / "wrong.py").write_text(code, encoding="utf-8")
    filing = tmp_path / "report.txt"
    filing.write_text("Nordhaus GmbH rents a hall.", encoding="utf-8")
    done = ended(tmp_path, "extract", filing, "--domain", "wrong", "--offline", "--replies", tmp_path / "r")
    assert done.returncode == SchemaError.exit_code
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
