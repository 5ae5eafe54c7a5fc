"""How the record lies in Redis: a text key of its own kind and bytes for each reply, for many machines at once.

Whether replies outlive the server is the server's matter: it is looked at when the record is opened, and said.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from extractor.errors import CorruptReply, RepliesError
from extractor.replies._storage import Rows, Unreadable

T = TypeVar("T")

_PREFIX = "filing-facts:reply:"
_AT_ONCE = 1000
"""How many keys are gone through together."""

_LONGEST_PAUSE = 1.0
_READ_TIME = 30.0
_DROPPED = "forbid it, in the server's file too: CONFIG SET maxmemory-policy noeviction"
_KEPT = 'switch it on, in the server\'s file too: CONFIG SET appendonly yes; better still with "appendfsync always"'


class RedisStore:
    """The replies in the database that `url` names: `redis://[USER:PASSWORD@]HOST[:PORT][/DB]`, or `rediss://` for TLS.

    A server that goes away is waited for `lock_seconds`, except when it is opened. Warns (`RuntimeWarning`) where the
    server says that it keeps nothing on a disk, or drops keys when its memory is full. Raises `RepliesError` if it
    cannot be used; neither says the user and password.
    """

    def __init__(self, url: str, *, lock_seconds: float) -> None:
        self.place = self.identity = _shown(url)
        options: dict[str, Any] = {"decode_responses": False, "socket_connect_timeout": 5.0}
        pauses = Retry(ExponentialBackoff(cap=_LONGEST_PAUSE, base=0.05), int(lock_seconds / _LONGEST_PAUSE) + 5)
        with self._reporting():
            with contextlib.closing(redis.Redis.from_url(url, retry=Retry(ExponentialBackoff(), 0), **options)) as once:
                once.ping()
                self.read_only = self._looked_at(once)
            self._client = redis.Redis.from_url(url, retry=pauses, socket_timeout=_READ_TIME, **options)

    def _looked_at(self, client: Any) -> bool:
        """Whether it can only be read. Warns where the server says that it would lose replies."""
        said: dict[str, str] = {}
        with contextlib.suppress(redis.ResponseError):  # a server may let nobody ask
            for name in ("appendonly", "maxmemory", "maxmemory-policy"):
                said |= client.config_get(name)
        if said.get("appendonly") == "no":
            _warn(f"{self.place}: the server keeps no log on a disk, and would lose replies when it ends; {_KEPT}")
        if said.get("maxmemory", "0") != "0" and said.get("maxmemory-policy", "").startswith("allkeys"):
            _warn(f"{self.place}: the server drops replies when its memory is full; {_DROPPED}")
        try:
            return bool(client.info("replication").get("role") == "slave")
        except redis.ResponseError:
            return False

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`; None if there are none. Raises `Unreadable` where the row was not written here."""
        with self._reporting():
            return self._plain(key, self._client)

    def _plain(self, key: str, client: Any) -> bytes | None:
        try:
            value: bytes | None = client.get(_PREFIX + key)
        except redis.ResponseError as error:
            if str(error).startswith("WRONGTYPE"):
                raise Unreadable(
                    f"{self.place}: reply {key[:12]} is not plain bytes; it was written by something else"
                ) from error
            raise
        return value

    def transact(self, keys: Collection[str], work: Callable[[Rows], T]) -> T:
        """What `work` returns, all of it or nothing; it is run again where another changed a row of `keys`."""
        if self.read_only:
            raise RepliesError(f"{self.place}: the record is read-only; name another, or run it --offline")

        def attempt(pipe: Any) -> T:
            rows = _Rows(lambda key: self._plain(key, pipe))
            done = work(rows)
            pipe.multi()
            for key, value in rows.changed.items():
                pipe.set(_PREFIX + key, value)
            return done

        with self._reporting():
            done: T = self._client.transaction(attempt, *(_PREFIX + key for key in keys), value_from_callable=True)
        return done

    def __iter__(self) -> Iterator[str]:
        """All keys, sorted."""
        try:
            return iter(sorted(name[len(_PREFIX) :].decode("ascii") for name in self._names()))
        except UnicodeDecodeError as error:
            raise CorruptReply(
                f"{self.place}: a key is not text; the record has been written by something else"
            ) from error

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> set[bytes]:
        with self._reporting():
            return set(self._client.scan_iter(match=f"{_PREFIX}*", count=_AT_ONCE))  # a scan may give a key twice

    def size(self) -> int:
        """How many bytes its values have."""
        names, found = sorted(self._names()), 0
        for start in range(0, len(names), _AT_ONCE):
            with self._reporting(), self._client.pipeline(transaction=False) as pipe:
                for name in names[start : start + _AT_ONCE]:
                    pipe.strlen(name)
                found += sum(length for length in pipe.execute(raise_on_error=False) if isinstance(length, int))
        return found

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """The server's errors, said in our words."""
        try:
            yield
        except (redis.RedisError, OSError) as error:
            raise RepliesError(f"{self.place}: the record cannot be used: {error}") from error


class _Rows:
    """The rows as they would be once what was set is set."""

    def __init__(self, stored: Callable[[str], bytes | None]) -> None:
        self._stored = stored
        self.changed: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.changed[key] if key in self.changed else self._stored(key)

    def set(self, key: str, value: bytes) -> None:
        self.changed[key] = value


def _warn(message: str) -> None:
    warnings.warn(message, RuntimeWarning, stacklevel=5)  # whoever opened the record


def _shown(url: str) -> str:
    """The URL without user, password or options. Raises `RepliesError`, which shows nothing of it, where it is none."""
    try:
        parts = urlsplit(url)
        host, port, database = parts.hostname, parts.port or 6379, int(parts.path.strip("/") or 0)
        redis.Redis.from_url(url).close()  # which has options of its own to refuse
    except (ValueError, TypeError):  # not even as a cause: it would quote parts of a password
        host = None
    if not host:
        raise RepliesError(
            "redis://...: is no address of a record in Redis; give redis://HOST:PORT/DB, with what is special in a "
            "password as %XX"
        )
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}/{database}"
