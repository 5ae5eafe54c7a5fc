"""Whatever a reader has learnt, it points at runs of the text, of any text."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.reader.artifact import Artifact
from extractor.reader.base import Base
from tests.reader import heads

pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")

from extractor.reader.pointer import Pointer

KEYS = heads.ABOUT.model_copy(update={"keys": {"holding": ("owner", "mood"), "saying": ("who",)}})


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


def test_readings_of_one_anchor_differ_in_key_slots_and_the_likeliest_comes_first(base: Base) -> None:
    several = 0
    for seed in range(3):
        unsure = {name: value * np.float32(0.3) for name, value in heads.tensors(seed).items()}
        pointer = Pointer(Artifact(KEYS, {}, unsure), base)
        found = pointer.point("Hen has 9").found
        for _, group in itertools.groupby(found, key=lambda one: (one.kind, one.anchor)):
            readings = list(group)
            several += len(readings) > 1
            assert [one.other for one in readings] == [False] + [True] * (len(readings) - 1)
            assert all(one.probability >= other.probability for one, other in itertools.pairwise(readings))
            keys = KEYS.keys[readings[0].kind]
            said = {tuple(str(one.slots.get(key, one.choices.get(key))) for key in keys) for one in readings}
            assert len(said) == len(readings)
    assert several
