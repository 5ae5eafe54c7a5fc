"""Whatever a reader has learnt, it points at runs of the text, of any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.reader.base import Base
from tests.reader import heads

pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")

from extractor.reader.pointer import Pointer


@pytest.fixture(scope="session")
def pointers(base: Base) -> list[Pointer]:
    """Readers that know nothing, and so point anywhere."""
    return [Pointer(heads.artifact(seed), base) for seed in range(3)]


@settings(deadline=None, max_examples=40)
@example(text="")
@example(text="Cat has 2 hats.")
@example(text="Hen has 9 eggs.\n" * 400)
@given(text=st.one_of(st.text(max_size=200), st.lists(st.sampled_from("ab 1.\n"), max_size=60).map("".join)))
def test_every_span_is_a_run_of_the_text_and_every_probability_one(text: str, pointers: list[Pointer]) -> None:
    for pointer in pointers:
        pointed = pointer.point(text)
        for found in pointed.found:
            assert 0 <= found.probability <= 1
            spans = [found.anchor, *(span for slot in found.slots.values() for span in slot)]
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert found.anchor in found.slots[heads.ABOUT.anchors[found.kind]]
            assert found.choices.keys() == heads.ABOUT.choices[found.kind].keys()
        if text.strip():
            assert pointed.sections
