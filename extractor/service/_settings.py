"""What a service is set up with, and what it bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.facts import Fact
from extractor.service._keys import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one service takes on.

    `bytes` is the size of a request's body, `seconds` the time that one filing may take, `jobs` how many filings are
    read at once, `queue` how many may wait, `streams` how many clients may listen or wait for a result at once,
    `requests` how many requests are answered at once, these included; `per_minute` how many requests to the API one key
    may send in a minute, or one address where there are no keys, None for any number.
    """

    bytes: int = 5_000_000
    seconds: float = 3600.0
    jobs: int = 4
    queue: int = 100
    streams: int = 200
    requests: int = 500
    per_minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A service: the folder that it keeps everything in, the kinds of its domain, who is let in, and its limits.

    Without `keys` anybody is who reaches the address, which is this machine's own then.
    """

    data: Path
    kinds: Sequence[type[Fact]]
    keys: Keys | None = None
    limits: Limits = field(default_factory=Limits)
