"""Where things are kept on this machine, and the one switch for tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def cache_dir() -> Path:
    """The user's cache of this package: `$XDG_CACHE_HOME/filing-facts`, else `~/.cache/filing-facts`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "filing-facts"


def data_dir() -> Path:
    """What the user keeps of this package: `$XDG_DATA_HOME/filing-facts`, else `~/.local/share/filing-facts`."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "filing-facts"


@dataclass
class _Retrying:
    """How transport errors are retried: `attempts` calls in all, waits of up to `longest_wait` seconds.

    An endpoint that asks for a wait gets it, up to `longest_asked` seconds; one that asks for more is not asked again.
    """

    attempts: int = 6
    longest_wait: float = 60.0
    longest_asked: float = 300.0


retrying = _Retrying()


@contextmanager
def few_retries(attempts: int) -> Iterator[None]:
    """Within this block no retry waits, and there are at most `attempts` calls per request."""
    before = (retrying.attempts, retrying.longest_wait)
    retrying.attempts, retrying.longest_wait = attempts, 0.0
    try:
        yield
    finally:
        retrying.attempts, retrying.longest_wait = before
