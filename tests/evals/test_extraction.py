"""`evals run`: live against an endpoint on this machine, recorded, and replayed offline."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from evals import __main__ as command
from evals import gold as golds
from evals.errors import BadInput, LiveRunFailed, MissingReplies
from evals.extraction import Extracted, extract
from evals.gold import Gold
from evals.readers import Reader
from extractor.domain import load_domain
from tests.evals.toys import KINDS, TEXT, all_facts, gold_file, write_gold

NOTHING = json.dumps({kind.kind: [] for kind in load_domain("alliances").kinds})


class _Endpoint(BaseHTTPRequestHandler):
    """A model that finds nothing, but refuses every question about Zephyr."""

    def do_POST(self) -> None:
        if b"Zephyr" in self.rfile.read(int(self.headers["Content-Length"])):
            self.send_error(400)
            return
        message = {"role": "assistant", "content": NOTHING}
        body = json.dumps(
            {
                "id": "toy",
                "object": "chat.completion",
                "created": 0,
                "model": "toy",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12},
            }
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""


@contextmanager
def _endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    text = (
        TEXT + "Users of Alba Mobil, Brevo and Corvo sent 43 million messages.\n"
    )  # whose, code cannot tell: it is asked
    return write_gold(tmp_path / "gold", gold_file(all_facts(), text=text), text=text)


def _gold(folder: Path) -> tuple[Gold, ...]:
    return golds.load([folder], KINDS)


def _recorded(gold: Path, replies: Path, url: str, model: str = "openai/toy") -> Extracted:
    return extract(_gold(gold), Reader("toy", model, replies, base_url=url), live=True, record=True)


def test_what_is_recorded_live_is_replayed_offline_to_the_byte(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    with _endpoint() as url:
        live = _recorded(gold, replies, url)
    assert [path.name for path in replies.iterdir()] == ["toy.txt.jsonl"]
    recorded = (replies / "toy.txt.jsonl").read_text(encoding="utf-8").splitlines()
    offline = extract(_gold(gold), Reader("toy", "openai/toy", replies))
    assert offline.results == live.results
    assert offline.predictions[0].usage.requests == len(recorded) > 0


def test_a_time_limit_changes_no_answer(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    with _endpoint() as url:
        live = _recorded(gold, replies, url)
    reader = Reader("toy", "openai/toy", replies)
    assert extract(_gold(gold), reader, timeout=30.0).results == live.results


def test_recordings_that_are_no_longer_asked_for_are_dropped(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    with _endpoint() as url:
        _recorded(gold, replies, url, model="openai/old")
        _recorded(gold, replies, url, model="openai/new")
    assert '"old"' not in (replies / "toy.txt.jsonl").read_text(encoding="utf-8")


def test_a_document_whose_questions_fail_is_a_row_and_keeps_its_recordings(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    with _endpoint() as url:
        _recorded(gold, replies, url)
        before = (replies / "toy.txt.jsonl").read_text(encoding="utf-8")
        text = TEXT + "Users of Alba Mobil, Brevo and Zephyr sent 43 million messages.\n"
        write_gold(gold, gold_file(all_facts(), document="zephyr.txt", text=text), text=text)
        (replies / "zephyr.txt.jsonl").write_text(before, encoding="utf-8")
        found = _recorded(gold, replies, url)
    assert {each.document: bool(each.error) for each in found.predictions} == {"toy.txt": False, "zephyr.txt": True}
    assert (replies / "toy.txt.jsonl").read_text(encoding="utf-8") == before
    kept = (replies / "zephyr.txt.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(before.splitlines()) <= set(kept)


def test_a_missing_reply_ends_with_four_and_names_the_key_and_the_command_that_records_it(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replies = str(tmp_path / "none")
    with pytest.raises(SystemExit) as ended:
        command.main(["run", "--gold", str(gold), "--replies", replies, "--model", "openai/toy"])
    assert ended.value.code == MissingReplies.exit_code == 4
    shown = capsys.readouterr()
    assert "toy.txt: offline: no reply is recorded for" in shown.err
    assert re.search(r"missing keys: [0-9a-f]{12}(, [0-9a-f]{12})*\n", shown.err)
    assert f"python -m evals run --live --record --model openai/toy --replies {replies}" in shown.err
    assert "toy.txt: a reply is missing" in shown.out  # the report is shown all the same


def test_no_model_to_ask_ends_with_five(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(LiveRunFailed, match="there is no model"):
        extract(_gold(gold), Reader("none", "nonesuch", tmp_path), live=True)


def test_a_document_that_cannot_be_read_is_a_prediction_that_failed(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, gold_file(all_facts()), text=" \n")
    found = extract(_gold(gold), Reader("embedded", "embedded", tmp_path / "none"))
    assert [bool(each.error) for each in found.predictions] == [True]
    assert found.results == {}


def test_broken_recordings_and_missing_documents_are_bad_input(gold: Path, tmp_path: Path) -> None:
    annotated = _gold(gold)
    replies = tmp_path / "replies"
    replies.mkdir()
    (replies / "toy.txt.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"toy\.txt\.jsonl: "):
        extract(annotated, Reader("embedded", "embedded", replies))
    (gold / "toy.txt").unlink()
    with pytest.raises(BadInput, match="is not beside its gold file"):
        extract(annotated, Reader("embedded", "embedded", tmp_path / "none"))
