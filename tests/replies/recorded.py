"""A reply as it is recorded, and JSON that is not quite what it should be."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from extractor.replies import Recorded, in_redis


def reply(text: str = "Yes.", question: str = "Is it?", *, status: int = 200, finish: str = "stop") -> Recorded:
    body = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    return Recorded(
        request={"model": "small", "messages": [{"role": "user", "content": question}]},
        status=status,
        body=json.dumps(body) if status == 200 else text,
        seconds=0.5,
        time="2026-01-01T00:00:00+00:00",
    )


class Bomb:
    """What would run if it were read as a pickle."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was run",))


def plant(place: str, key: str, value: bytes) -> None:
    """Put bytes into the record at `place`, as something else than the record might."""
    if in_redis(place):
        import redis  # noqa: PLC0415 - it may not be installed

        with redis.Redis.from_url(place) as client:
            client.set(f"filing-facts:reply:{key}", value)
        return
    with contextlib.closing(sqlite3.connect(Path(place) / "cache.db")) as database, database:
        database.execute("DELETE FROM Cache WHERE key = ?", (key,))
        database.execute("INSERT INTO Cache (key, raw, mode, value) VALUES (?, 1, 1, ?)", (key, value))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def odd(draw: st.DrawFn, whole: Any) -> Any:
    """`whole` with one of its parts replaced by any JSON."""
    if not isinstance(whole, dict | list) or not whole or draw(st.integers(0, 3)) == 0:
        return draw(JSON)
    copy = dict(whole) if isinstance(whole, dict) else list(whole)
    at = draw(st.sampled_from(sorted(whole) if isinstance(whole, dict) else range(len(whole))))
    copy[at] = draw(odd(whole[at]))
    return copy
