from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Done

from alliances import DOMAIN
from extractor.cli import app
from extractor.replies import Replies
from extractor.tables import counted

RUN = CliRunner()
FILING = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11.txt"
NOTHING: dict[str, list[object]] = {kind.kind: [] for kind in DOMAIN.kinds}
MEMBER = {
    "quote": "The Starmap Mobile Alliance has eleven members: Amena (Spain)",
    "alliance": "Starmap Mobile Alliance",
    "member": "Amena",
    "countries": ["Spain"],
}
ANSWER = json.dumps({**NOTHING, "membership": [MEMBER]})
"""A reply with one fact of the filing; of another filing, it does not stand."""

COMMAND = [sys.executable, "-m", "extractor.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def long_filing(folder: Path) -> Path:
    """A filing of three passages, in words of no particular matter."""
    said = "The board of Nordwind AG met in Kiel and heard a report on the year. It was pleased with it. " * 4
    filing = folder / "long.txt"
    filing.write_text("\n\n".join(f"{number}. {said}" for number in range(1, 90)), encoding="utf-8")
    return filing


@contextmanager
def endpoint(
    status: Callable[[int], int] = lambda nth: 200, content: Callable[[int], str] = lambda nth: ANSWER
) -> Iterator[tuple[str, list[bytes]]]:
    """An OpenAI-compatible endpoint on loopback, with its base URL and what it was asked.

    `status` gives the HTTP status of the nth answer, from 0, `content` what the model says in it.
    """
    asked: list[bytes] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                nth = len(asked)
                asked.append(body)
            code = status(nth)
            message = {"role": "assistant", "content": content(nth)}
            answer: dict[str, object] = {"id": "x", "object": "chat.completion", "created": 0, "model": "m"}
            answer["usage"] = {"prompt_tokens": 10_000, "completion_tokens": 5, "total_tokens": 10_005}
            answer["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
            payload = json.dumps(answer if code == 200 else {"error": {"message": "no such thing"}}).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            with suppress(BrokenPipeError):  # a client that was interrupted
                self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()


def extract(*arguments: object) -> Done:
    return RUN.invoke(app, ["extract", *map(str, arguments)], env={"COLUMNS": "200"})


def hosted(url: str, home: Path) -> tuple[object, ...]:
    return ("--model", "small", "--base-url", url, "--replies", home / "replies")


def test_a_filing_goes_in_and_tables_json_and_a_page_come_out(tmp_path: Path) -> None:
    with endpoint() as (url, asked):
        done = extract(FILING, *hosted(url, tmp_path), "--json", f"{tmp_path}/out/", "--html", tmp_path / "view.html")
    assert done.exit_code == 0, done.stderr
    target = tmp_path / "out" / f"{FILING.stem}.json"
    result = json.loads(target.read_text(encoding="utf-8"))
    assert set(result) == {"filing", "domain", "text_sha256", "facts", "rejected", "passages", "coverage", "usage"}
    assert result["usage"]["requests"] == len(asked) > 0
    assert f"{counted(len(asked), 'request')} to small" in done.stderr
    assert (tmp_path / "view.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    kinds = {fact["kind"] for fact in result["facts"]}
    assert all(f"\n{kind}  " in done.stdout for kind in kinds)
    assert "requests to" not in done.stdout


def test_a_second_run_makes_no_request_and_says_so(tmp_path: Path) -> None:
    with endpoint() as (url, asked):
        first = extract(FILING, *hosted(url, tmp_path), "--json", "-")
        before = len(asked)
        second = extract(FILING, *hosted(url, tmp_path), "--json", "-")
        assert len(asked) == before
    offline = extract(FILING, *hosted(url, tmp_path), "--offline", "--json", "-")
    assert first.stdout == second.stdout == offline.stdout
    assert json.loads(first.stdout)["filing"]["name"] == FILING.name
    assert before == 1
    assert "no request to the model: its one reply was in the record" in second.stderr


def test_offline_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = extract(FILING, "--offline", "--replies", tmp_path / "replies")
    assert done.exit_code == 6
    assert "no record of replies is there" in done.stderr
    assert not (tmp_path / "replies").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--base-url", ""], "is empty"),
        (["--prices", "none.toml"], "no price table"),
        (["--replies", FILING], "is a file; name a folder"),
        (["--date", "yesterday"], "give it as YYYY-MM-DD"),
        (["--domain", "./x"], "give an import name"),
    ],
)
def test_an_option_given_wrongly_ends_with_2(given: list[str], says: str) -> None:
    done = extract(FILING, "--offline", *given)
    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())


def test_offline_a_missing_reply_ends_with_its_own_exit_code(tmp_path: Path) -> None:
    (tmp_path / "replies").mkdir()
    done = extract(FILING, "--offline", "--replies", tmp_path / "replies")
    assert done.exit_code == 7
    assert FILING.name in done.stderr
    assert "step point" in " ".join(done.stderr.split())


def test_a_failed_passage_costs_the_passage_and_is_told(tmp_path: Path) -> None:
    with endpoint(lambda nth: 200 if nth == 0 else 400) as (url, asked):
        done = extract(long_filing(tmp_path), *hosted(url, tmp_path), "--json", tmp_path / "a.json")
    assert len(asked) == 3
    assert done.exit_code == 8
    assert "2 of 3 passages failed; the facts of the others stand" in done.stderr
    passages = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["passages"]
    assert [passage["status"] for passage in passages] == ["done", "failed", "failed"]


def test_an_endpoint_that_refuses_everything_is_an_error(tmp_path: Path) -> None:
    with endpoint(lambda nth: 403) as (url, _):
        done = extract(FILING, *hosted(url, tmp_path), "--json", tmp_path / "a.json")
    assert done.exit_code == 5
    assert not (tmp_path / "a.json").exists()
    assert done.stderr.splitlines()[-1].startswith(f"error: {FILING}: ")


def test_what_is_wrong_with_one_filing_costs_that_filing_and_a_wrong_key_stops_the_run(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.txt" for name in "abc"]
    for file in files:
        file.write_text(f"Nordwind AG met in Kiel to read report {file.stem}. It was pleased.", encoding="utf-8")
    with endpoint(lambda nth: 400 if nth == 0 else 200, lambda nth: "I see." if nth < 3 else ANSWER) as (url, asked):
        done = extract(*files, *hosted(url, tmp_path), "--json", tmp_path / "out", "--quiet")
    assert done.exit_code == 5
    assert len(asked) == 4
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == [*map(str, files[:2])]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["c.json"]
    with endpoint(lambda nth: 401) as (url, asked):
        done = extract(*files, *hosted(url, tmp_path / "other"), "--quiet")
    assert done.exit_code == 5
    assert len(asked) == 1
    assert "refused the key (401)" in done.stderr


def test_of_several_filings_one_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2\3")
    with endpoint() as (url, _):
        done = extract(
            tmp_path / "empty.txt", FILING, tmp_path / "binary.txt",
            *hosted(url, tmp_path), "--json", tmp_path / "out", "--quiet",
        )  # fmt: skip
    assert done.exit_code == 3
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{FILING.stem}.json"]
    named = [str(tmp_path / name) for name in ("empty.txt", "binary.txt")]
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == named
    assert done.stdout == ""


def test_facts_are_written_one_a_line_into_a_folder_or_to_standard_output(tmp_path: Path) -> None:
    with endpoint() as (url, _):
        extract(FILING, *hosted(url, tmp_path), "--jsonl", f"{tmp_path}/out/", "--json", tmp_path / "a.json")
        done = extract(FILING, *hosted(url, tmp_path), "--jsonl", "-")
    written = (tmp_path / "out" / f"{FILING.stem}.jsonl").read_text(encoding="utf-8")
    assert done.stdout == written
    lines = [json.loads(line) for line in written.splitlines()]
    assert {line.pop("filing_name") for line in lines} == {FILING.name}
    result = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {line.pop("filing_sha256") for line in lines} == {result["filing"]["sha256"]}
    assert lines == result["facts"]


def test_a_target_that_does_not_fit_is_told_before_any_request(tmp_path: Path) -> None:
    with endpoint() as (url, asked):
        done = extract(FILING, FILING, *hosted(url, tmp_path), "--json", tmp_path / "a.json")
        assert done.exit_code == 2
        done = extract(FILING, *hosted(url, tmp_path), "--json", tmp_path / "a", "--html", tmp_path / "a")
        assert done.exit_code == 2
        done = extract(FILING, *hosted(url, tmp_path), "--json", "-", "--jsonl", "-")
        assert done.exit_code == 2
        done = extract(FILING, *hosted(url, tmp_path), "--html", "-")
        assert done.exit_code == 2
        assert not asked


def test_a_model_that_is_none_names_the_ways_on(tmp_path: Path) -> None:
    done = extract(FILING, "--model", "nonsense", "--replies", tmp_path / "replies")
    assert done.exit_code == 2
    assert "openai/NAME" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes are other there")
def test_an_interrupt_says_what_is_kept(tmp_path: Path) -> None:
    waiting, over = threading.Event(), threading.Event()

    def slow(nth: int) -> int:
        if nth:
            waiting.set()
            over.wait(30)
        return 200

    with endpoint(slow) as (url, _):
        command = [*COMMAND, "extract", str(long_filing(tmp_path)), *map(str, hosted(url, tmp_path))]
        # A job in a shell's background ignores interrupts, and so would what it starts.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        with subprocess.Popen(  # noqa: S603 - this interpreter
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
        ) as process:
            signal.signal(signal.SIGINT, before)
            assert waiting.wait(30)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        over.set()
    assert process.returncode == 130
    assert out == ""
    assert "replies received so far are kept" in err
    assert "Traceback" not in err
    with Replies(tmp_path / "replies") as record:
        assert [reply.answers for reply in record] == [True]


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes are other there")
def test_a_reader_that_goes_away_ends_it_without_a_word(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with endpoint() as (url, _):
        command = [*COMMAND, "extract", str(FILING), *map(str, hosted(url, tmp_path))]
        done = subprocess.run(  # noqa: S603 - this interpreter
            command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
        )
    os.close(writing)
    assert done.returncode == 141
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told_before_the_model_is_prepared() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = RUN.invoke(app, ["model", "serve", "--port", str(taken.getsockname()[1])])
    assert done.exit_code == 5
    assert "choose another --port" in done.stderr
