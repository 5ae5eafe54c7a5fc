from __future__ import annotations

import pytest

from extractor.reader.base import Base
from tests.reader import tiny


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """An encoder of two narrow layers."""
    return tiny.base(tmp_path_factory.mktemp("encoder"))
