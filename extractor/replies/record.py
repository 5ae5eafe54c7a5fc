"""The record of every reply: what was asked, what came back, and what it cost.

It is a record and not a cache to lose: nothing is evicted, and everything after the model can be run again from it.
A reply's key is a hash of what shapes the answer (the body of the request, and the weights where they are known) and
of nothing else: not the API key, the base URL, the time limit or the client.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx2

from extractor._config import cache_dir
from extractor._files import refuse_endless, replacing
from extractor.errors import CorruptReply, RepliesError
from extractor.replies import _batch
from extractor.replies._store import Store, Unreadable
from extractor.replies.completion import Completion, completion_of

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
    def completion(self) -> Completion:
        """What the endpoint said. Raises `ValueError` if it is no chat completion."""
        return completion_of(self.body)

    @property
    def answers(self) -> bool:
        """Whether this is an answer, cut or whole, and no failed attempt, no refusal, and the JSON asked for."""
        shape = self.request.get("response_format")
        return self.replied and (shape is None or self.completion.fits(shape))

    @property
    def replied(self) -> bool:
        """Whether the model replied and did not refuse, whatever it wrote."""
        return self.status == httpx2.codes.OK and not self.completion.refusal

    @property
    def cut(self) -> bool:
        """Whether it is an answer that ends at the bound on its length."""
        return self.answers and self.completion.cut

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
    """What an import did: replies added, replies that were there already, and keys for which another reply is there.

    Of a batch, `failed` are the keys of requests that were not answered, `unusable` those of answers that are none:
    refusals, and what is not the JSON asked for.
    """

    added: int
    known: int
    conflicting: tuple[str, ...]
    failed: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()


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

    Where the directory cannot be written, the record can be read. Another process's lock is waited for
    `lock_seconds`. Raises `RepliesError` if the directory cannot be used, `CorruptReply` where what is read is not
    what was written.
    """

    def __init__(self, directory: str | os.PathLike[str] | None = None, *, lock_seconds: float = 30.0) -> None:
        self.directory = Path(directory).expanduser() if directory is not None else cache_dir() / "replies"
        self._store = Store(self.directory, lock_seconds=lock_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    @property
    def read_only(self) -> bool:
        """Whether replies can be read from it only."""
        return self._store.read_only

    def get(self, key: str) -> Recorded | None:
        """The reply under `key`, checked; None if there is none."""
        stored = self._store.get(key)
        return None if stored is None else self._read(key, stored)

    def readable(self, key: str) -> Recorded | None:
        """The reply under `key`; None also where what is there cannot be read, and is to be asked for again."""
        try:
            return self.get(key)
        except Unreadable:
            return None

    def put(self, recorded: Recorded) -> Recorded:
        """Keep a reply, and hand back the one that stands: the first answer, which nothing replaces.

        A cut answer gives way to a whole one, and a failed attempt to anything.
        """
        with self._store.transaction():
            there = self.readable(recorded.key)
            if there is not None and there.answers and _rank(there) >= _rank(recorded):
                return there
            self._set(recorded)
        return recorded

    def _set(self, recorded: Recorded) -> None:
        payload = _canonical(_plain(recorded))
        self._store.set(recorded.key, _MAGIC + hashlib.sha256(payload).digest() + payload)

    def __len__(self) -> int:
        return len(self._store)

    def __iter__(self) -> Iterator[Recorded]:
        """All replies, by key; each is checked as it is read."""
        for key in self._store:
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
            said = recorded.completion
            prompt += said.prompt_tokens or 0
            completion += said.completion_tokens or 0
            truncated += said.cut
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
        for key in self._store:
            try:
                self.get(key)
            except CorruptReply as error:
                problems.append(str(error))
        return problems

    def export(self, path: str | os.PathLike[str]) -> int:
        """Write all replies to `path` as JSON lines, sorted by key: the same record gives the same bytes.

        Returns how many. The file is there whole or not at all.
        """
        count = 0
        with replacing(Path(path)) as out:
            for recorded in self:
                out.write(_canonical({"key": recorded.key, **_plain(recorded)}) + b"\n")
                count += 1
        return count

    def import_(self, path: str | os.PathLike[str]) -> Imported:
        """Take in the replies of an exported file.

        Each key must be that of its request. A reply that is there already is passed over; where another is there
        under the same key, that one stays and the key is reported. Raises `CorruptReply` naming the line, before
        anything of the file is taken in.
        """
        return self._take(_read_lines(Path(path)))

    def import_batch(self, path: str | os.PathLike[str], *, requests: str | os.PathLike[str]) -> Imported:
        """Take in the answers of a batch (see `extractor.replies._batch`) to the requests in the file `requests`.

        Answers are kept as `import_` keeps replies; requests that the batch could not answer are reported. Raises
        `CorruptReply` naming the line, before anything of the file is taken in.
        """
        answers, failed = _batch.read(Path(path), Path(requests))
        time = now()
        found: list[Recorded] = []
        for where, custom_id, request, body in answers:
            plain = {"request": shaping(request), "status": 200, "body": body, "seconds": 0.0, "time": time}
            recorded = _parsed(plain, where)
            if recorded.key != custom_id:
                raise CorruptReply(f"{where}: the request under {custom_id[:12]} was edited; write the requests again")
            found.append(recorded)
        unusable = sorted(recorded.key for recorded in found if not recorded.answers)
        return dataclasses.replace(self._take(found), failed=tuple(sorted(failed)), unusable=tuple(unusable))

    def _take(self, found: Iterable[Recorded]) -> Imported:
        added = known = 0
        conflicting: list[str] = []
        with self._store.transaction():
            for recorded in found:
                there = self.readable(recorded.key)
                if there is not None and dataclasses.replace(there, time=recorded.time) == recorded:
                    known += 1
                elif there is None or _rank(there) < _rank(recorded):
                    self._set(recorded)
                    added += 1
                else:
                    conflicting.append(recorded.key)
        return Imported(added=added, known=known, conflicting=tuple(sorted(conflicting)))

    def _read(self, key: str, stored: bytes) -> Recorded:
        where = f"{self.directory}: reply {key[:12]}"
        start = len(_MAGIC) + hashlib.sha256().digest_size
        digest, payload = stored[len(_MAGIC) : start], stored[start:]
        if not stored.startswith(_MAGIC) or hashlib.sha256(payload).digest() != digest:
            raise Unreadable(f"{where} fails its checksum; delete the record, or import it again from an export")
        recorded = _parsed(_load(payload, where), where)
        if recorded.key != key:
            raise Unreadable(f"{where} is kept under another request's key; import it again from an export")
        return recorded


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


def _rank(recorded: Recorded) -> int:
    """What gives way to what: a failure to a cut answer, and that to a whole one."""
    return 0 if not recorded.answers else 1 if recorded.cut else 2


def _load(line: bytes, where: str) -> object:
    try:
        return json.loads(line, parse_constant=_no_number)
    except RecursionError:
        raise Unreadable(f"{where} is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(f"{where} is not JSON ({error}); export the record again") from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _parsed(plain: object, where: str) -> Recorded:
    """A reply from its JSON. Raises `Unreadable` if it is none."""
    match plain:
        case {
            "request": dict(request),
            "status": int(status),
            "body": str(body),
            "seconds": int() | float() as seconds,
            "time": str(time),
        } if (status in (0, 200) or 400 <= status < 600) and 0 <= seconds < math.inf:
            pass
        case _:
            raise Unreadable(f"{where} is no recorded reply; import it again from an export")
    try:
        recorded = Recorded(request=request, status=int(status), body=body, seconds=float(seconds), time=time)
        _canonical(_plain(recorded))  # half a surrogate pair cannot be kept
        if status == httpx2.codes.OK:
            completion_of(body)
    except (ValueError, OverflowError, RecursionError) as error:
        raise Unreadable(f"{where} is no recorded reply ({error}); import it again from an export") from error
    return recorded


def _read_lines(path: Path) -> list[Recorded]:
    refuse_endless(path, RepliesError)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RepliesError(f"{path}: the export cannot be read: {error}") from error
    found: list[Recorded] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}: this line"
        plain = _load(line, where)
        recorded = _parsed(plain, where)
        key = plain.get("key") if isinstance(plain, dict) else None
        if key != recorded.key:
            raise CorruptReply(
                f"{where} has key {str(key)[:12]!a}, but its request has key {recorded.key[:12]}: the "
                "request was edited; ask the model again instead"
            )
        found.append(recorded)
    return found
