from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extractor.replies import key_of, shaping
from tests.replies.killed import AT_ONCE, KILLS

ROOT = Path(__file__).parents[2]


class Handler(BaseHTTPRequestHandler):
    """Answers each passage with who met where, and keeps in which round it was asked."""

    protocol_version = "HTTP/1.1"
    asked: defaultdict[int, list[str]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked[int(self.path.split("/")[1])].append(key_of(shaping(body)))
        words = body["messages"][-1]["content"].split()
        said = {"quote": "", "who": f"{words[words.index('AG') - 1]} AG", "where": words[words.index("the") - 1]}
        message = {"role": "assistant", "content": json.dumps({"meeting": [said]})}
        answer = json.dumps({"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        pass


class Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that was killed


@pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed")
def test_of_a_hundred_runs_that_are_killed_no_reply_is_lost_and_only_what_was_under_way_is_asked_again(
    tmp_path: Path,
) -> None:
    asked: defaultdict[int, list[str]] = defaultdict(list)
    with Listener(("127.0.0.1", 0), type("Asked", (Handler,), {"asked": asked})) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        command = [sys.executable, "-m", "tests.replies.killed", str(tmp_path / "r"), url]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        done = subprocess.run(  # noqa: S603 - this interpreter
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        server.shutdown()
        thread.join()
    assert (done.returncode, done.stderr) == (0, "")
    *rounds, live, offline, damaged = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) == KILLS
    known: set[str] = set()
    under_way = 0
    for kill, (recorded, lost) in enumerate(rounds):
        assert lost == []
        assert not known.intersection(asked[kill])
        assert len(asked[kill]) == len(set(asked[kill]))
        left = set(asked[kill]).difference(recorded)
        assert len(left) <= AT_ONCE
        under_way += bool(left)
        known = set(recorded)
    assert not known.intersection(asked[KILLS])
    assert under_way > 0
    assert damaged == []
    assert live == offline
    assert all(len(json.loads(result)["facts"]) > 10 for result in live)
