"""Batch files: what the record lacks as lines of the OpenAI Batch API, and the answers to them.

A request is `{"custom_id": the record's key, "method": "POST", "url": "/v1/chat/completions", "body": {...}}`. An
answer is a line of a batch's output, `{"custom_id", "response": {"status_code", "body": a chat completion}, "error"}`,
or, from any other reader, `{"custom_id", "content"}`, where `content` is the answer as text or as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2

from extractor._files import refuse_endless
from extractor.errors import CorruptReply, RepliesError

URL = "/v1/chat/completions"


def request_line(key: str, body: Mapping[str, Any]) -> str:
    """One request as a line of JSON, without its end."""
    line = {"custom_id": key, "method": "POST", "url": URL, "body": body}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def read(path: Path, requests: Path) -> tuple[list[tuple[str, str, dict[str, Any], str]], list[str]]:
    """The answers in the file `path`, and the custom_ids of requests that the batch could not answer.

    An answer is where it stands, its custom_id, the body of its request in the file `requests`, and the body of a
    chat completion. Raises `CorruptReply` naming the line that is no answer, or answers none of the requests.
    """
    asked: dict[str, dict[str, Any]] = {}
    for where, line in _lines(requests):
        match line:
            case {"custom_id": str(key), "body": dict(request)}:
                asked[key] = request
            case _:
                raise CorruptReply(f"{where} is no request; name the file that `extractor requests` wrote")
    answers: list[tuple[str, str, dict[str, Any], str]] = []
    failed: list[str] = []
    for where, line in _lines(path):
        custom_id = line.get("custom_id")
        if not isinstance(custom_id, str) or custom_id not in asked:
            raise CorruptReply(f"{where} answers none of the requests in {requests}; name the file it was made from")
        try:
            body = _answer(line, where)
        except RecursionError:
            raise CorruptReply(f"{where} is nested too deeply") from None
        if body is None:
            failed.append(custom_id)
        else:
            answers.append((where, custom_id, asked[custom_id], body))
    return answers, failed


def _answer(line: Mapping[str, Any], where: str) -> str | None:
    """The body of the chat completion that a line holds; None if it says that there is no answer."""
    match line:
        case {"response": {"status_code": int(status), "body": body}}:
            return json.dumps(body, ensure_ascii=True) if status == httpx2.codes.OK else None
        case {"content": str() | dict() | list() as content}:
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            return json.dumps({"object": "chat.completion", "choices": [choice]})
        case {"error": error} if error is not None:
            return None
        case _:
            raise CorruptReply(f"{where} is neither a batch's answer nor a custom_id with its content")


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON objects of a file, one a line, each with where it stands."""
    refuse_endless(path, RepliesError)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RepliesError(f"{path}: the file cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}: this line"
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorruptReply(f"{where} is not JSON: {error}") from error
        if not isinstance(plain, dict):
            raise CorruptReply(f"{where} is no JSON object")
        yield where, plain
