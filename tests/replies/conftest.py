from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.replies import Replies


@pytest.fixture
def replies(tmp_path: Path) -> Iterator[Replies]:
    with Replies(tmp_path / "replies") as record:
        yield record
