"""Every command, every piece of Python and every query that the README and the docs show, run in their order.

What cannot be run here is listed in `CANNOT`, with the reason.
"""

from __future__ import annotations

import glob
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from evals.__main__ import app as evals
from extractor.cli import app
from extractor.replies import Replies
from tests.cli.test_extract import ANSWER, NOTHING
from tests.model.endpoint import Endpoint, completion

ROOT = Path(__file__).parents[1]
PAPERS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
EXAMPLE = "mmo2-6k-2004-11-11"

CANNOT = {
    r"pip install": "fetches packages",
    r"^make |^\.venv/bin/pytest": "is what CI itself runs, or installs and measures for minutes",
    r"^python -m benchmarks|/python -m benchmarks": "measures for minutes",
    r"^python -m evals (run|gate|lint)$": "`make eval` runs it",
    r"--live|python -m evals run --gold": "asks a model what nobody recorded",
    r"python -m evals cases --reader strong": "makes batch files; tests/evals does",
    r"redis://|^ray |--engine ray|^xz ": "needs a Redis server or a Ray cluster: `make ray-test`",
    r"^extractor fetch": "asks the SEC; tests/edgar asks a stand-in",
    r"^extractor distil|--reader mine": "needs torch: `make train-test`",
    r"^extractor model (info|prepare|serve)": "needs the weights, or serves until it is stopped: tests/embedded",
    r"^extractor (serve|mcp)": "serves until it is stopped: tests/service, tests/test_mcp.py",
    r"^curl ": "tests/service/test_docs.py runs it",
    r"^docker ": "needs Docker",
    r"--model embedded --base-url": "asks what `extractor model serve` serves: tests/embedded",
    r"anthropic/NAME": "asks a provider who is nowhere but in the network",
    r"--domain leases": "asks the embedded model; tests/cli/test_domain.py asks another",
    r"evals/replies/strong": "writes recordings of the repository",
}
"""Commands that cannot be run here, each with the reason."""

CANNOT_PYTHON = {"docs/edgar.md": "tests/edgar runs it against a stand-in for the SEC"}

STANDS_FOR = {
    r"replies (export|import) FILE": r"replies \1 exported.jsonl",
    r"\b(FILE|DOCUMENT)\b": "mine.txt",
    r"\b(SOURCE|FOLDER)\b": "filings",
    r"\b(DIR|RECORD)\b": "record",
    r"openai/NAME": "openai/small",
    r"--model M\b": "--model embedded",
    r"\bNAME\b": "small",
    r"http://127.0.0.1:8000/v1|(?<=--base-url )U\b": "{endpoint}",
}
"""What a paper leaves to the reader, and what stands for it here."""

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROGRAM = r"extractor|python|make|pip|ray|xz|export|curl|docker|duckdb|\.venv/bin/\S+|\S+/python"
_COMMAND = re.compile(rf"^ {{4,}}((?:[A-Z_]+=\S+ )*(?:{_PROGRAM}) .*?)(?: +#.*)?$", re.MULTILINE)
_SYNOPSIS = re.compile(r"(?<!=)\.\.\.|\[-")
RUN = CliRunner()


def shown(text: str) -> Iterator[tuple[str, str]]:
    """What a paper shows, in order: commands, Python and SQL."""
    at = 0
    for block in _FENCED.finditer(text):
        yield from _commands(text[at : block.start()])
        language, code = block.groups()
        if language in ("python", "sql"):
            yield language, code
        elif language in ("sh", "bash", "console"):
            yield from _commands(re.sub("^", "    ", code, flags=re.MULTILINE))
        at = block.end()
    yield from _commands(text[at:])


def _commands(text: str) -> Iterator[tuple[str, str]]:
    joined = re.sub(r" \\\n\s*|\n {12,}(?=\S)", " ", text)
    for found in _COMMAND.finditer(joined):
        if not _SYNOPSIS.search(found[1]):
            yield "command", found[1].strip()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a model's endpoint; the folder has filings, and a record that answers for the embedded model."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "filings").mkdir()
    filing = (tmp_path / "examples" / f"{EXAMPLE}.txt").read_bytes()
    for copy in ("mine.txt", "filings/mine.txt", "filings/again.txt"):
        (tmp_path / copy).write_bytes(filing)
    (tmp_path / "filings" / "again.txt").write_bytes(b"\xef\xbb\xbf" + filing)  # another file, the same text
    (tmp_path / "prices.toml").write_text('["openai/small"]\ninput = 1.0\noutput = 2.0\n')
    monkeypatch.chdir(tmp_path)
    for home in ("CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{home}_HOME", str(tmp_path / home.lower()))
    monkeypatch.setenv("EXTRACTOR_WEIGHTS", str(tmp_path / "none"))  # what is not recorded fails
    for where in (None, "record", "out/replies"):
        with Replies(where) as record:
            record.import_(ROOT / "examples" / f"{EXAMPLE}.replies.jsonl")
    with Endpoint(completion(ANSWER)) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "of nobody")
        yield endpoint.base_url


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_shows_runs(paper: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    space: dict[str, Any] = {"__name__": "paper"}
    for kind, text in shown((ROOT / paper).read_text(encoding="utf-8")):
        if kind == "python" and paper not in CANNOT_PYTHON:
            exec(compile(text, paper, "exec", dont_inherit=True), space)  # noqa: S102 - our own documentation
        elif kind == "sql":
            duckdb.connect().execute(text).fetchall()
        elif kind == "command" and not any(re.search(pattern, text) for pattern in CANNOT):
            run(text, place, monkeypatch)


def run(command: str, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for pattern, value in STANDS_FOR.items():
        command = re.sub(pattern, value, command)
    words = shlex.split(command.format(endpoint=endpoint))
    while words[0] == "export" or re.match(r"[A-Z_]+=", words[0]):
        name, is_, value = words.pop(0).partition("=")
        if is_ and value != "...":
            monkeypatch.setenv(name, value)
        if not words:
            return
    words = [found for word in words for found in sorted(glob.glob(word)) or [word]]  # noqa: PTH207 - as a shell does
    if "--batch" in words:
        _answer(words[words.index("--requests") + 1], words[words.index("--batch") + 1])
    known = {"extractor": (app, 1), "python": (evals, 3)}
    assert words[0] in known, f"{command}: is neither run here nor listed in CANNOT, with a reason"
    program, after = known[words[0]]
    done = RUN.invoke(program, words[after:])
    assert done.exit_code == 0, f"{command}: ended with {done.exit_code}: {done.stderr or done.exception!r}"


def _answer(requests: str, results: str) -> None:
    """What a batch service makes of a file of requests."""
    asked = map(json.loads, Path(requests).read_text(encoding="utf-8").splitlines())
    said = [json.dumps({"custom_id": one["custom_id"], "content": json.dumps(NOTHING)}) for one in asked]
    Path(results).write_text("\n".join(said), encoding="utf-8")


def test_the_list_of_what_cannot_be_run_has_nothing_that_no_paper_shows() -> None:
    texts = [(paper, *one) for paper in PAPERS for one in shown((ROOT / paper).read_text(encoding="utf-8"))]
    for pattern in CANNOT:
        assert any(kind == "command" and re.search(pattern, text) for _, kind, text in texts), pattern
    assert {*CANNOT_PYTHON} <= {paper for paper, kind, _ in texts if kind == "python"}
