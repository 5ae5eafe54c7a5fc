"""A domain of animals that do not exist, many filings about them, and a record of what a model answers."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractor import Country, Domain, Extractor, Fact, Name, Quantity, When
from extractor.errors import NotAnswered
from extractor.model import open_model
from extractor.replies import Collecting, Replies
from extractor.replies._batch import request_line
from extractor.replies.recorded import key_of, shaping


class Holding(Fact, key=("owner", "count")):
    """An animal has a number of things."""

    owner: Name
    count: Quantity
    at: When | None = None
    lands: tuple[Country, ...] = ()


class Saying(Fact, key=("who",)):
    """An animal says something."""

    who: Name


PACKAGE = "tests.batch.yard"
DOMAIN = Domain(package=PACKAGE, kinds=(Holding, Saying))
MODEL = ("--domain", PACKAGE, "--model", "small", "--base-url")
NOBODY = "http://127.0.0.1:9/v1"
COMMAND = [sys.executable, "-m", "extractor.cli", "batch"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
FORMS = ("6-K", "20-F", "10-K/A", None)
YEARS = (2003, 2004)


def text(number: int) -> str:
    """A short filing; every fourth has no cover."""
    form, year = FORMS[number % len(FORMS)], YEARS[number // len(FORMS) % len(YEARS)]
    cover = f"SECURITIES AND EXCHANGE COMMISSION\n\nFORM {form}\n\nDate of report: March {number % 28 + 1}, {year}\n\n"
    return f"{cover if form else ''}Hen number {number} of Norway had {number + 2} eggs in {year}. It was pleased.\n"


def answer(prompt: str) -> str:
    """What a model answers about the filing in a prompt: one fact."""
    [(owner, count, year)] = re.findall(r"(Hen number \d+) of Norway had (\d+ eggs) in (\d+)", prompt)
    holding = {
        "quote": f"{owner} of Norway had {count} in {year}",
        "owner": owner,
        "count": {"text": count, "amount": int(count.split()[0]), "unit": "eggs"},
        "at": {"text": f"in {year}", "start": f"{year}-01-01", "end": f"{year}-12-31"},
        "lands": ["Norway"],
    }
    return json.dumps({"holding": [holding], "saying": []})


def filings(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """Write filings into a folder, one a file."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in numbers:
        files.append(folder / f"{number:04}.txt")
        files[-1].write_text(text(number), encoding="utf-8")
    return files


_ALIKE = 56
"""After so many filings form, day and year are the same again."""


def record(folder: Path, count: int) -> Path:
    """Make a record in `folder` that answers what is asked about the first `count` filings.

    What is asked about a filing differs from what is asked about another of its form and day in the number alone.
    """
    filed = Collecting()
    with Replies(folder / "replies") as replies:
        with Extractor(open_model("small", base_url=NOBODY, replies=replies, transport=filed), domain=DOMAIN) as reader:
            for number in range(min(count, _ALIKE)):
                with contextlib.suppress(NotAnswered):
                    reader.extract(text(number))
        bodies = [json.loads(line)["body"] for line in filed.lines().splitlines()]
        asked = [_about(body, number) for body in bodies for number in range(_number(body), count, _ALIKE)]
        requests, answers = folder / "requests.jsonl", folder / "answers.jsonl"
        requests.write_text("".join(f"{request_line(key, body)}\n" for key, body in asked), encoding="utf-8")
        said = [{"custom_id": key, "content": answer(body["messages"][-1]["content"])} for key, body in asked]
        answers.write_text("".join(f"{json.dumps(one)}\n" for one in said), encoding="utf-8")
        assert replies.import_batch(answers, requests=requests).added == count
    return folder / "replies"


def _number(body: dict[str, Any]) -> int:
    return int(re.findall(r"Hen number (\d+)", body["messages"][-1]["content"])[0])


def _about(body: dict[str, Any], number: int) -> tuple[str, dict[str, Any]]:
    *before, last = body["messages"]
    of, eggs = f"Hen number {_number(body)} ", f"had {_number(body) + 2} eggs"
    content = last["content"].replace(of, f"Hen number {number} ").replace(eggs, f"had {number + 2} eggs")
    there = {**body, "messages": [*before, {**last, "content": content}]}
    return key_of(shaping(there)), there
