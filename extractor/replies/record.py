"""The record of every reply: what was asked, what came back, and what it cost.

It is a record and not a cache to lose: nothing is evicted, and everything after the model can be run again from it.
"""

from __future__ import annotations

import dataclasses
import functools
import os
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from extractor._config import cache_dir
from extractor._files import replacing
from extractor.errors import CorruptReply, MissingPackage
from extractor.replies import _batch
from extractor.replies._storage import Rows, Storage, Unreadable
from extractor.replies._store import Store
from extractor.replies.recorded import Recorded, line_of, now, packed, parsed, rank, read_lines, shaping, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much is in a record at `place`. `seconds` is the time the answers took when they were asked."""

    place: str
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


_REDIS = ("redis://", "rediss://")
_AT_ONCE = 1000
"""How many replies are taken in together."""


def in_redis(place: str | os.PathLike[str]) -> bool:
    """Whether `place` names a record in Redis rather than a folder."""
    return isinstance(place, str) and place.startswith(_REDIS)


def _storage(place: str | os.PathLike[str] | None, lock_seconds: float) -> Storage:
    if place is None:
        return Store(cache_dir() / "replies", lock_seconds=lock_seconds)
    if not isinstance(place, str) or not in_redis(place):
        return Store(Path(place).expanduser(), lock_seconds=lock_seconds)
    try:
        from extractor.replies._redis import RedisStore  # noqa: PLC0415 - redis-py is loaded where it is asked for
    except ImportError:
        raise MissingPackage(
            'a record in Redis needs redis-py, which is not installed: pip install "filing-facts[ray]"'
        ) from None
    return RedisStore(place, lock_seconds=lock_seconds)


class Replies:
    """The record at `place`: a folder, by default in the user's cache, or `redis://HOST:PORT/DB` for many machines.

    Several processes may use one record at once. Where a folder cannot be written, the record can be read. Another
    process's lock, or a server that is away, is waited for `lock_seconds`. `place` names it as it may be shown, without
    a password. Raises `RepliesError` if the place cannot be used, `CorruptReply` where what is read is not what was
    written, `MissingPackage` where Redis is asked for without redis-py.
    """

    def __init__(self, place: str | os.PathLike[str] | None = None, *, lock_seconds: float = 30.0) -> None:
        self._store = _storage(place, lock_seconds)
        self.place = self._store.place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the place."""
        self._store.close()

    @property
    def identity(self) -> Hashable:
        """What is the same for all who open the same record in this process."""
        return self._store.identity

    @property
    def read_only(self) -> bool:
        """Whether replies can be read from it only."""
        return self._store.read_only

    def get(self, key: str) -> Recorded | None:
        """The reply under `key`, checked; None if there is none."""
        return self._read(key, self._store.get(key))

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
        key, stored = recorded.key, packed(recorded)

        def settle(rows: Rows) -> Recorded:
            try:
                there = self._read(key, rows.get(key))
            except Unreadable:
                there = None
            if there is not None and there.answers and rank(there) >= rank(recorded):
                return there
            rows.set(key, stored)
            return recorded

        return self._store.transact([key], settle)

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
            place=self.place,
            replies=replies,
            failed=failed,
            truncated=truncated,
            prompt_tokens=prompt,
            completion_tokens=completion,
            seconds=seconds,
            bytes=self._store.size(),
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
                out.write(line_of(recorded))
                count += 1
        return count

    def import_(self, path: str | os.PathLike[str]) -> Imported:
        """Take in the replies of an exported file.

        Each key must be that of its request. A reply that is there already is passed over; where another is there
        under the same key, that one stays and the key is reported. Raises `CorruptReply` naming the line, before
        anything of the file is taken in.
        """
        return self._take(read_lines(Path(path)))

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
            recorded = parsed(plain, where)
            if recorded.key != custom_id:
                raise CorruptReply(f"{where}: the request under {custom_id[:12]} was edited; write the requests again")
            found.append(recorded)
        unusable = sorted(recorded.key for recorded in found if not recorded.answers)
        return dataclasses.replace(self._take(found), failed=tuple(sorted(failed)), unusable=tuple(unusable))

    def _take(self, found: Sequence[Recorded]) -> Imported:
        done: list[tuple[str, str]] = []
        for start in range(0, len(found), _AT_ONCE):
            some = [(recorded.key, recorded) for recorded in found[start : start + _AT_ONCE]]
            done += self._store.transact({key for key, _ in some}, functools.partial(self._taken, some))
        count = Counter(outcome for _, outcome in done)
        conflicting = sorted(key for key, outcome in done if outcome == "conflicting")
        return Imported(added=count["added"], known=count["known"], conflicting=tuple(conflicting))

    def _taken(self, found: Sequence[tuple[str, Recorded]], rows: Rows) -> list[tuple[str, str]]:
        done: list[tuple[str, str]] = []
        for key, recorded in found:
            try:
                there = self._read(key, rows.get(key))
            except Unreadable:
                there = None
            if there is not None and dataclasses.replace(there, time=recorded.time) == recorded:
                done.append((key, "known"))
            elif there is None or rank(there) < rank(recorded):
                rows.set(key, packed(recorded))
                done.append((key, "added"))
            else:
                done.append((key, "conflicting"))
        return done

    def _read(self, key: str, stored: bytes | None) -> Recorded | None:
        return None if stored is None else unpacked(stored, key, self.place)
