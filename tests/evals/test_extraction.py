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
from evals.extraction import extract
from tests.evals.toys import TEXT, all_facts, gold_file, write_gold


class _Endpoint(BaseHTTPRequestHandler):
    """A model that answers every question with an empty object."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        message = {"role": "assistant", "content": "{}"}
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


def test_what_is_recorded_live_is_replayed_offline_to_the_byte(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    annotated = golds.load([gold])
    with _endpoint() as url:
        _, live = extract(annotated, replies=replies, model="openai/toy", base_url=url, live=True, record=True)
    assert [path.name for path in replies.iterdir()] == ["toy.txt.jsonl"]
    recorded = (replies / "toy.txt.jsonl").read_text(encoding="utf-8").splitlines()
    predictions, offline = extract(annotated, replies=replies, model="openai/toy")
    assert offline == live
    assert predictions[0].usage.requests == len(recorded) > 0


def test_recordings_that_are_no_longer_asked_for_are_dropped(gold: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    annotated = golds.load([gold])
    with _endpoint() as url:
        extract(annotated, replies=replies, model="openai/old", base_url=url, live=True, record=True)
        extract(annotated, replies=replies, model="openai/new", base_url=url, live=True, record=True)
    assert '"old"' not in (replies / "toy.txt.jsonl").read_text(encoding="utf-8")


def test_a_missing_reply_ends_with_four_and_names_the_key_and_the_command_that_records_it(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["run", "--gold", str(gold), "--replies", str(tmp_path / "none"), "--model", "openai/toy"])
    assert ended.value.code == MissingReplies.exit_code == 4
    said = capsys.readouterr().err
    assert "toy.txt: offline: no reply is recorded for" in said
    assert re.search(r"missing keys: [0-9a-f]{12}(, [0-9a-f]{12})*\n", said)
    assert "python -m evals run --live --record --model openai/toy" in said


def test_no_model_to_ask_ends_with_five(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(LiveRunFailed, match="there is no model"):
        extract(golds.load([gold]), replies=tmp_path, model="nonesuch", live=True)


def test_a_document_that_cannot_be_read_is_a_prediction_that_failed(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, gold_file(all_facts()), text=" \n")
    [prediction], results = extract(golds.load([gold]), replies=tmp_path / "none")
    assert prediction.error
    assert results == {}


def test_broken_recordings_and_missing_documents_are_bad_input(gold: Path, tmp_path: Path) -> None:
    annotated = golds.load([gold])
    replies = tmp_path / "replies"
    replies.mkdir()
    (replies / "toy.txt.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"toy\.txt\.jsonl:-:-: "):
        extract(annotated, replies=replies)
    (gold / "toy.txt").unlink()
    with pytest.raises(BadInput, match="is not beside its gold file"):
        extract(annotated, replies=tmp_path / "none")
