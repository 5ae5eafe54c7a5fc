"""Ten thousand inputs that are almost right: each comes to a result or to an error of ours, and never to a traceback.

A failure names its seed and shows its input. `each(family, range(number, number + 1), ...)` runs one again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alliances import DOMAIN
from extractor import Extractor, Profile, ScriptedModel
from extractor.checking import Checker
from extractor.errors import ExtractorError
from extractor.facts import Span
from extractor.filing import Filing
from extractor.html import render
from extractor.merge import aliases, merge
from extractor.model import Reply
from extractor.replies import Replies, completion_of, key_of, shaping
from extractor.replies._batch import request_line
from extractor.replies.completion import Completion
from extractor.result import Result
from extractor.tasks import Codec, Task, Worked
from tests.fuzzing import sources
from tests.fuzzing.mutate import damaged, each, written
from tests.replies.recorded import reply

COUNTS = {"reply": 2_000, "import": 3_000, "record": 3_500, "filing": 1_500}
"""Inputs of each family; filings take the longest by far."""

CHUNK = 250


def chunked(family: str) -> pytest.MarkDecorator:
    """The numbers of a family's inputs, some to each test."""
    starts = range(0, COUNTS[family], CHUNK)
    return pytest.mark.parametrize("numbers", [range(at, at + CHUNK) for at in starts], ids=map(str, starts))


def test_they_are_ten_thousand() -> None:
    assert sum(COUNTS.values()) == 10_000
    assert not [count for count in COUNTS.values() if count % CHUNK]


FULL = Profile(passage_chars=4_000, concurrency=1, examples=False, layout=True)
RULES = Profile(passage_chars=900, concurrency=1, reader="rules", codec="compact", second_look=True)
SHAPE = {"type": "json_schema", "json_schema": {"schema": Codec(full=True).schema(DOMAIN.kinds).model_json_schema()}}
NOTHING = json.dumps({kind.kind: [] for kind in DOMAIN.kinds})


def extracted(source: bytes | Filing, text: str, profile: Profile) -> Result:
    """What comes of a filing about which a model says `text`, whatever it is asked."""
    return asyncio.run(Extractor(ScriptedModel(lambda _: text, profile), domain=DOMAIN).aextract(source))


def settled(result: Result) -> None:
    """Everything that is made of a result, and that no fault of ours was met on its way, and none passed over."""
    assert not [one for one in result.rejected if one.reason == "fault"], result.rejected
    assert not [one for one in result.passages if "fault in this program" in one.message], result.passages
    assert Result.from_json(result.to_json(), filing_text=result.text).to_json() == result.to_json()
    for said in (result.to_json(), result.to_jsonl(), render(result, DOMAIN.kinds)):
        said.encode("utf-8")
    for fact in result.facts:
        for evidence in fact.evidence:
            assert result.text[evidence.start : evidence.end].split() == evidence.quote.split()


@dataclass(frozen=True)
class Asked:
    """A worked example as a question: the right answer, and what reads and checks any answer to it."""

    right: str
    task: Task
    checker: Checker


def asked(worked: Worked) -> Asked:
    """The question about one worked example."""
    span, brief = Span(0, len(worked.annotations.text)), DOMAIN.brief(FULL)
    task = Task(brief=brief, kinds=DOMAIN.kinds, text=worked.text, span=span, passage=0, context=worked.context)
    return Asked(brief.codec.write(DOMAIN.kinds, worked.facts), task, Checker(worked.annotations))


ASKED = [asked(worked) for worked in DOMAIN.worked]


def completion(rng: random.Random) -> bytes:
    """A chat completion that holds a right answer about a worked example, with something wrong in one or the other."""
    answer = rng.choice(ASKED).right
    content = written(rng, json.loads(answer)).decode("utf-8", "replace") if rng.random() < 0.8 else answer
    wrapped = rng.choice(("{}", "```json\n{}\n```", "<think>{{</think>{}", "Here it is: {} I hope it helps.", "{}{}"))
    said = json.loads(reply(wrapped.replace("{}", content), finish=rng.choice(("stop", "stop", "length"))).body)
    return written(rng, said) if rng.random() < 0.3 else json.dumps(said).encode()


@chunked("reply")
def test_any_reply_is_read_or_refused(numbers: range) -> None:
    def run(body: bytes) -> None:
        try:
            completion = completion_of(body.decode("utf-8", "replace"))
        except ValueError:  # what it raises for what is no completion
            return
        completion.fits(SHAPE)
        completion_of(completion.served(json_only=True))
        with contextlib.suppress(ExtractorError):
            for one in ASKED:
                checked(one, completion)
            if len(body) % 10 == 0:
                settled(extracted(ASKED[0].checker.annotations.filing, completion.json, FULL))

    def checked(one: Asked, said: Completion) -> None:
        answer = Reply(
            text=said.json,
            finish=said.finish,
            prompt_tokens=0,
            completion_tokens=0,
            seconds=0,
            key="",
            from_record=False,
        )
        candidates, refused = one.task.parse(answer)
        facts, rejected = one.checker.check(candidates)
        assert not [one for one in rejected if one.reason == "fault"], rejected
        merge(facts, aliases(facts))
        for reported in (*refused, *rejected):
            reported.model_dump_json()

    each("reply", numbers, completion, run)


BODY = {"model": "small", "messages": [{"role": "user", "content": "Is it?"}], "max_completion_tokens": 5}
KEY = key_of(shaping(BODY))


def lines(rng: random.Random) -> bytes:
    """Some lines of an export or of a batch's output."""
    made = []
    for _ in range(rng.randint(1, 3)):
        one = reply(rng.choice(("Yes.", "No.", NOTHING)), question=f"{rng.randrange(50)}?")
        body = json.loads(one.body)
        export = {
            "key": one.key,
            "request": one.request,
            "status": 200,
            "body": one.body,
            "seconds": 1,
            "time": one.time,
        }
        answered = {"custom_id": KEY, "response": {"status_code": 200, "body": body}, "error": None}
        line: Any = rng.choice((export, answered, {"custom_id": KEY, "content": NOTHING}))
        made.append(written(rng, line) if rng.random() < 0.7 else json.dumps(line).encode())
    data = rng.choice((b"\n", b"\r\n")).join(made)
    return damaged(rng, data) if rng.random() < 0.1 else data


@chunked("import")
def test_any_import_is_taken_or_refused(numbers: range, tmp_path: Path) -> None:
    (tmp_path / "requests.jsonl").write_text(request_line(KEY, BODY), encoding="utf-8")
    with Replies(tmp_path / "replies") as record:

        def run(data: bytes) -> None:
            (tmp_path / "a.jsonl").write_bytes(data)
            with contextlib.suppress(ExtractorError):
                record.import_(tmp_path / "a.jsonl")
            with contextlib.suppress(ExtractorError):
                record.import_batch(tmp_path / "a.jsonl", requests=tmp_path / "requests.jsonl")
            with contextlib.suppress(ExtractorError):
                record.import_batch(tmp_path / "requests.jsonl", requests=tmp_path / "a.jsonl")

        each("import", numbers, lines, run)
        assert record.verify() == []
        record.stats()
        record.export(tmp_path / "b.jsonl")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a record with some replies."""
    folder = tmp_path_factory.mktemp("whole")
    with Replies(folder) as record:
        for number in range(4):
            record.put(reply("Yes. " * 300, question=f"{number}?"))
    return (folder / "cache.db").read_bytes()


@chunked("record")
def test_any_record_is_read_or_said_to_be_damaged(numbers: range, whole: bytes, tmp_path: Path) -> None:
    def make(rng: random.Random) -> bytes:
        tokens = [whole[at : at + 32] for at in range(0, len(whole), 97)]
        return damaged(rng, whole, tokens=[*tokens, b"\x00" * 64, b"\xff" * 64], most=6)

    def run(data: bytes) -> None:
        for old in tmp_path.iterdir():
            old.unlink()
        (tmp_path / "cache.db").write_bytes(data)
        for step in (Replies.verify, Replies.stats, list, lambda record: record.put(reply(question="0?"))):
            with contextlib.suppress(ExtractorError), Replies(tmp_path) as record:
                step(record)

    each("record", numbers, make, run)


def filing(rng: random.Random) -> bytes:
    """A short filing as text, HTML or a submission, damaged, in some encoding."""
    text = rng.choice(sources.ALL)
    if rng.random() < 0.2:
        return damaged(rng, text.encode(rng.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32"))), most=2)
    data = text.encode(rng.choice(("utf-8", "utf-8", "cp1252")), "replace")
    return damaged(rng, data, most=6)


@chunked("filing")
def test_any_filing_is_read_or_refused(numbers: range) -> None:
    def run(data: bytes) -> None:
        profile = RULES if len(data) % 4 == 0 else FULL
        with contextlib.suppress(ExtractorError):
            settled(extracted(data, NOTHING, profile))

    each("filing", numbers, filing, run)
