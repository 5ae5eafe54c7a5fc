import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline import toy


@pytest.fixture(autouse=True)
def toy_package(tmp_path: Path) -> Iterator[None]:
    """The toy's package on the path, so that its prompts are found as any domain's are."""
    toy.install(tmp_path)
    sys.path.insert(0, str(tmp_path))
    sys.modules.pop("toy", None)
    yield
    sys.path.remove(str(tmp_path))
    sys.modules.pop("toy", None)
