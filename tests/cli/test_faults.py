from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor._config import few_retries
from extractor.cli import app
from tests.cli.test_extract import ANSWER, FILING, RUN, extract, hosted, long_filing
from tests.model.endpoint import Answer, Endpoint, completion, failure


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with few_retries(2):
        yield


def test_a_reply_cut_at_its_length_is_said_and_ends_with_8_each_time(tmp_path: Path) -> None:
    cut = completion('{"membership": [', "length")
    with Endpoint(cut) as endpoint:
        for _ in range(2):
            done = extract(FILING, *hosted(endpoint.base_url, tmp_path), "--json", tmp_path / "a.json")
            assert done.exit_code == 8
            assert "cut at its length" in done.stderr
        sizes = {said["max_tokens"] for said in endpoint.asked}
    assert {2 * size for size in sizes} & sizes
    statuses = [passage["status"] for passage in json.loads((tmp_path / "a.json").read_text("utf-8"))["passages"]]
    assert "truncated" in statuses


def test_a_cut_reply_that_is_whole_with_more_room_is_not_told(tmp_path: Path) -> None:
    with Endpoint(completion('{"membership": [', "length"), completion(ANSWER)) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path))
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    ("said", "told", "calls"),
    [
        (completion(None, refusal="I cannot."), "I cannot.", 1),
        (completion('{"membership": [', "content_filter"), "a content filter stopped it", 1),
        (completion(""), "it wrote nothing", 1),
        (completion("I see no facts."), "I see no facts.", 2),
        (completion('{"membership": [}'), "no JSON of the shape asked for", 2),
        (completion('{"error": "busy"}'), "no JSON of the shape asked for", 2),
    ],
    ids=["refusal", "filter", "nothing", "words", "broken", "another shape"],
)
def test_a_reply_that_is_no_answer_is_told_and_costs_its_passage_and_nothing_else(
    said: Answer, told: str, calls: int, tmp_path: Path
) -> None:
    with Endpoint(completion(ANSWER), said) as endpoint:
        done = extract(long_filing(tmp_path), *hosted(endpoint.base_url, tmp_path), "--json", tmp_path / "a.json")
    assert len(endpoint.asked) == 1 + 2 * calls
    passages = json.loads((tmp_path / "a.json").read_text("utf-8"))["passages"]
    assert done.exit_code == 8
    assert [passage["status"] for passage in passages] == ["done", "failed", "failed"]
    assert all(told in passage["message"] for passage in passages[1:])
    assert told in done.stderr
    with Endpoint(said) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path), "--json", tmp_path / "b.json")
    assert done.exit_code == 5
    assert told in done.stderr
    assert not (tmp_path / "b.json").exists()


def test_what_an_endpoint_says_reaches_a_terminal_as_words_on_one_line(tmp_path: Path) -> None:
    with Endpoint(failure(400, "no\x1b[2J\x9b31m\u202esuch\r\nwrote a.json")) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path), "--quiet")
    assert done.exit_code == 5
    assert done.stderr.count("\n") == 1
    assert "no[2J31msuch wrote a.json" in done.stderr


def test_refusals_end_the_run_as_an_error_and_are_asked_again(tmp_path: Path) -> None:
    with Endpoint(completion(None, refusal="I cannot.")) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path))
        before = len(endpoint.asked)
        again = extract(FILING, *hosted(endpoint.base_url, tmp_path))
        assert len(endpoint.asked) > before
    assert done.exit_code == again.exit_code == 5
    assert "I cannot." in done.stderr


def test_credentials_in_a_base_url_are_in_no_message_and_no_result(tmp_path: Path) -> None:
    with Endpoint(completion(ANSWER)) as endpoint:
        url = endpoint.base_url.replace("//", "//me:pass1234@")
        done = extract(FILING, *hosted(url, tmp_path), "--json", "-")
    assert done.exit_code == 0, done.stderr
    gone = extract(FILING, *hosted(url, tmp_path / "other"))
    assert gone.exit_code == 5
    assert "could not be reached" in gone.stderr
    assert "pass1234" not in done.stdout + done.stderr + gone.stderr


STUMBLING = """
from pydantic import field_validator

from extractor import Domain, Fact, Name
from extractor.candidates import Findings


class Thing(Fact, key=("name",)):
    \"\"\"A thing.\"\"\"

    name: Name

    @field_validator("name")
    @classmethod
    def known(cls, name):
        return {"Amena": name}[name]


class Reader:
    async def read(self, annotations, ask, found):
        return {"bad.txt": None}[annotations.filing.name] if "stumble" in annotations.text else Findings()

    async def look_again(self, annotations, ask, left, found):
        return Findings()


DOMAIN = Domain(package="stumbling", kinds=(Thing,), readers={"model": lambda profile: Reader()})
ITEMS = Domain(package="stumbling", kinds=(Thing,))
"""


@pytest.fixture
def stumbling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "stumbling.py").write_text(STUMBLING, encoding="utf-8")
    (tmp_path / "stumbling_items.py").write_text("from stumbling import ITEMS as DOMAIN", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name, words in {"a": "Nordwind AG met.", "b": "See it stumble.", "c": "Amena met."}.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    return tmp_path


def test_a_fault_in_one_file_costs_that_file_and_is_traced_only_when_debugging(stumbling: Path) -> None:
    files = [str(stumbling / f"{name}.txt") for name in "abc"]
    given = [*files, *map(str, hosted("http://127.0.0.1:9/v1", stumbling)), "--domain", "stumbling", "--quiet"]
    done = extract(*given, "--json", stumbling / "out")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"error: {files[1]}: a fault in this program: KeyError: 'b.txt'; extractor --debug shows where"
    ]
    assert sorted(path.name for path in (stumbling / "out").iterdir()) == ["a.json", "c.json"]
    told = RUN.invoke(app, ["--debug", "extract", *given])
    assert told.exit_code == 1
    assert "Traceback" in told.stderr
    assert "stumbling.py" in told.stderr
    out = str(stumbling / "requests.jsonl")
    model = ["--model", "openai/small", "--replies", str(stumbling / "r"), "--domain", "stumbling", "--quiet"]
    filed = RUN.invoke(app, ["requests", *files, *model, "--out", out])
    assert (filed.exit_code, filed.stderr) == (1, done.stderr)


def test_a_fault_over_one_item_costs_that_item_and_ends_with_8(stumbling: Path) -> None:
    said = json.dumps({"thing": [{"quote": "", "name": "Nordwind"}, {"quote": "", "name": "Amena"}]})
    (stumbling / "a.txt").write_text("Nordwind and Amena met.", encoding="utf-8")
    with Endpoint(completion(said)) as endpoint:
        given = [*hosted(endpoint.base_url, stumbling), "--domain", "stumbling_items", "--quiet", "--json", "-"]
        done = extract(stumbling / "a.txt", *given)
    assert done.exit_code == 8
    assert [fact["name"] for fact in json.loads(done.stdout)["facts"]] == ["Amena"]
    assert done.stderr.splitlines() == [
        f"error: {stumbling / 'a.txt'}: passage 0, one thing: a fault in this program: KeyError: 'Nordwind'"
    ]
