from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor._config import few_retries
from extractor.replies import Replies


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with few_retries(3):
        yield


@pytest.fixture
def replies(tmp_path: Path) -> Iterator[Replies]:
    with Replies(tmp_path / "replies") as record:
        yield record
