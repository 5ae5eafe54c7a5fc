"""The record of every reply: what was asked, what came back, and what it cost.

It is a record and not a cache to lose: nothing is evicted, and everything after the model can be run again from it.
A reply's key is a hash of what shapes the answer (the body of the request, and the weights where they are known) and
of nothing else: not the API key, the base URL, the time limit or the client.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Self

import diskcache

from extractor._config import cache_dir
from extractor.errors import CorruptReply, RepliesError
from extractor.replies._disk import BytesDisk

_MAGIC = b"FFR1"
_NOT_SHAPING = frozenset({"user", "metadata", "store", "safety_identifier", "prompt_cache_key", "service_tier"})
"""Members of a request's body that say who asks or how it is billed, not what is asked."""

_SAME = {"max_completion_tokens": "max_tokens"}
"""Members that mean the same: endpoints differ in what they call them, and the key must not differ by endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One reply as recorded.

    `request` is what shaped the answer, `status` the HTTP status (0 if there was no answer at all), `body` the
    answer's raw text or the error's words, `seconds` the time it took, `time` when it was asked (ISO 8601, UTC).
    """

    request: Mapping[str, Any]
    status: int
    body: str
    seconds: float
    time: str

    @property
    def answers(self) -> bool:
        """Whether this is an answer, and not a failed attempt."""
        return self.status == 200

    @property
    def key(self) -> str:
        """The key under which it is kept."""
        return key_of(self.request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much is in a record. `seconds` is the time the answers took when they were asked."""

    directory: Path
    replies: int
    failed: int
    truncated: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    bytes: int
    models: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did: replies added, replies that were there already, and keys for which another reply is there."""

    added: int
    known: int
    conflicting: tuple[str, ...]


def shaping(body: Mapping[str, Any], *, weights: str | None = None) -> dict[str, Any]:
    """What shapes the answer to a request: its body without what does not, and the `weights` where they are known."""
    shapes = {_SAME.get(name, name): value for name, value in body.items() if name not in _NOT_SHAPING}
    return shapes if weights is None else {**shapes, "weights": weights}


def key_of(request: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON of `shaping`."""
    return hashlib.sha256(_canonical(request)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


class Replies:
    """The record in `directory` (by default in the user's cache). Several processes may use one record at once.

    Raises `RepliesError` if the directory cannot be used, `CorruptReply` where what is read is not what was written.
    """

    def __init__(self, directory: str | os.PathLike[str] | None = None) -> None:
        self.directory = Path(directory).expanduser() if directory is not None else cache_dir() / "replies"
        with self._reporting():
            self._cache = diskcache.Cache(
                str(self.directory),
                disk=BytesDisk,
                disk_min_file_size=1 << 30,  # all in the one database
                eviction_policy="none",
                cull_limit=0,
                size_limit=1 << 62,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._cache.close()

    def get(self, key: str) -> Recorded | None:
        """The reply under `key`, checked; None if there is none."""
        with self._reporting():
            stored = self._cache.get(key, retry=True)
        return None if stored is None else self._read(key, stored)

    def put(self, recorded: Recorded) -> None:
        """Keep a reply. A failed attempt does not take the place of an answer; anything else takes what was there."""
        key = recorded.key
        payload = _canonical(_plain(recorded))
        with self._reporting(), self._cache.transact(retry=True):
            if not recorded.answers:
                stored = self._cache.get(key, retry=True)
                if stored is not None and self._read(key, stored).answers:
                    return
            self._cache.set(key, _MAGIC + hashlib.sha256(payload).digest() + payload, retry=True)

    def __len__(self) -> int:
        with self._reporting():
            return len(self._cache)

    def __iter__(self) -> Iterator[Recorded]:
        """All replies, by key; each is checked as it is read."""
        with self._reporting():
            keys = sorted(self._cache.iterkeys())
        for key in keys:
            recorded = self.get(key)
            if recorded is not None:
                yield recorded

    def stats(self) -> Stats:
        """How much is in the record."""
        replies = failed = truncated = prompt = completion = 0
        seconds = 0.0
        models: dict[str, int] = {}
        for recorded in self:
            if not recorded.answers:
                failed += 1
                continue
            replies += 1
            seconds += recorded.seconds
            name = str(recorded.request.get("model"))
            models[name] = models.get(name, 0) + 1
            answer = json.loads(recorded.body)
            usage = answer.get("usage") or {}
            prompt += usage.get("prompt_tokens", 0)
            completion += usage.get("completion_tokens", 0)
            truncated += any(choice.get("finish_reason") == "length" for choice in answer.get("choices", ()))
        return Stats(
            directory=self.directory,
            replies=replies,
            failed=failed,
            truncated=truncated,
            prompt_tokens=prompt,
            completion_tokens=completion,
            seconds=seconds,
            bytes=sum(file.stat().st_size for file in self.directory.iterdir() if file.is_file()),
            models=dict(sorted(models.items())),
        )

    def verify(self) -> list[str]:
        """What is wrong in the record, one message each; empty if it is whole."""
        problems: list[str] = []
        with self._reporting():
            keys = sorted(self._cache.iterkeys())
        for key in keys:
            try:
                self.get(key)
            except CorruptReply as error:
                problems.append(str(error))
        return problems

    def export(self, path: str | os.PathLike[str]) -> int:
        """Write all replies to `path` as JSON lines, sorted by key: the same record gives the same bytes.

        Returns how many. The file is there whole or not at all.
        """
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        count = 0
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                for recorded in self:
                    out.write(_canonical({"key": recorded.key, **_plain(recorded)}) + b"\n")
                    count += 1
            partial.chmod(0o644)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return count

    def import_(self, path: str | os.PathLike[str]) -> Imported:
        """Take in the replies of an exported file.

        Each key must be that of its request. A reply that is there already is passed over; where another is there
        under the same key, that one stays and the key is reported. Raises `CorruptReply` naming the line, before
        anything of the file is taken in.
        """
        added = known = 0
        conflicting: list[str] = []
        for recorded in _read_lines(Path(path)):
            there = self.get(recorded.key)
            if there == recorded:
                known += 1
            elif there is None or (recorded.answers and not there.answers):
                self.put(recorded)
                added += 1
            else:
                conflicting.append(recorded.key)
        return Imported(added=added, known=known, conflicting=tuple(sorted(conflicting)))

    def _read(self, key: str, stored: bytes) -> Recorded:
        where = f"{self.directory}: reply {key[:12]}"
        start = len(_MAGIC) + hashlib.sha256().digest_size
        digest, payload = stored[len(_MAGIC) : start], stored[start:]
        if not stored.startswith(_MAGIC) or hashlib.sha256(payload).digest() != digest:
            raise CorruptReply(f"{where} fails its checksum; delete the record, or import it again from an export")
        recorded = _parsed(json.loads(payload), where)
        if recorded.key != key:
            raise CorruptReply(f"{where} is kept under another request's key; import it again from an export")
        return recorded

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """The database's own errors, said in our words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            self._report(error)
        except OSError as error:
            raise RepliesError(f"{self.directory}: the record cannot be used: {error}") from error

    def _report(self, error: sqlite3.DatabaseError) -> NoReturn:
        if isinstance(error, sqlite3.OperationalError):  # locked, read-only, disk full
            raise RepliesError(f"{self.directory}: the record cannot be used: {error}") from error
        raise CorruptReply(
            f"{self.directory}: the record is damaged ({error}); import it again from an export"
        ) from error


def now() -> str:
    """The present moment as `Recorded.time` has it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _plain(recorded: Recorded) -> dict[str, Any]:
    return {
        "request": recorded.request,
        "status": recorded.status,
        "body": recorded.body,
        "seconds": recorded.seconds,
        "time": recorded.time,
    }


def _parsed(plain: object, where: str) -> Recorded:
    match plain:
        case {
            "request": dict(request),
            "status": int(status),
            "body": str(body),
            "seconds": int() | float() as seconds,
            "time": str(time),
        } if status != 200 or is_completion(body):
            return Recorded(request=request, status=status, body=body, seconds=float(seconds), time=time)
        case _:
            raise CorruptReply(f"{where} is no recorded reply; import it again from an export")


def is_completion(body: str) -> bool:
    """Whether `body` is a chat completion with a choice."""
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    match answer:
        case {"choices": [{"message": dict()}, *_]}:
            return True
        case _:
            return False


def _read_lines(path: Path) -> list[Recorded]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RepliesError(f"{path}: the export cannot be read: {error}") from error
    found: list[Recorded] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}: this line"
        try:
            plain = json.loads(line)
        except ValueError as error:
            raise CorruptReply(f"{where} is not JSON ({error}); export the record again") from error
        recorded = _parsed(plain, where)
        if plain.get("key") != recorded.key:
            raise CorruptReply(
                f"{where} has key {str(plain.get('key'))[:12]}, but its request has key {recorded.key[:12]}: the "
                "request was edited; ask the model again instead"
            )
        found.append(recorded)
    return found
