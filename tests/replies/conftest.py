from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.replies import Replies
from tests.replies.server import DATABASES, KEPT, RedisServer, missing

Places = Callable[[], str]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis"), *KEPT) as found:
        yield found


@pytest.fixture(scope="session", params=["disk", "redis"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Gives the place of an empty record, another each time."""
    if request.param == "disk":
        return lambda: str(tmp_path_factory.mktemp("record") / "replies")
    if why := missing():
        pytest.skip(why)
    server: RedisServer = request.getfixturevalue("server")
    numbers = itertools.count()

    def empty() -> str:
        import redis  # noqa: PLC0415 - it may not be installed

        url = server.url(next(numbers) % DATABASES)
        with redis.Redis.from_url(url) as client:
            client.flushdb()
        return url

    return empty


@pytest.fixture
def replies(fresh: Places) -> Iterator[Replies]:
    with Replies(fresh()) as record:
        yield record


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Replies]:
    with Replies(tmp_path / "replies") as record:
        yield record
