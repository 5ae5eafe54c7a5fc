"""A reader's file: what is written is read back, and nothing else is taken for one."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import WeightsError
from extractor.reader.about import About, Calibration
from extractor.reader.artifact import Artifact, factors, load
from tests.reader import heads

WRITTEN = heads.artifact()


def content(artifact: Artifact) -> bytes:
    stream = io.BytesIO()
    arrays: dict[str, Any] = {f"heads/{name}": value.astype(np.float16) for name, value in artifact.heads.items()}
    about = np.frombuffer(artifact.about.model_dump_json().encode(), dtype=np.uint8)
    np.savez(stream, about=about, **arrays)
    return stream.getvalue()


WHOLE = content(WRITTEN)


def same(one: Artifact, other: Artifact) -> bool:
    return one.about == other.about and all(
        mine.keys() == theirs.keys() and all(np.array_equal(mine[name], theirs[name]) for name in mine)
        for mine, theirs in ((one.tuned, other.tuned), (one.heads, other.heads))
    )


def refused(tmp_path: Path, data: bytes) -> str:
    file = tmp_path / "reader.npz"
    file.write_bytes(data)
    with pytest.raises(WeightsError, match=r"reader\.npz") as told:
        load(file)
    return str(told.value)


def test_what_is_written_is_read_back_with_its_digest_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    tuned = {"l11.q.b": np.array([0.5, -2.0], dtype=np.float32)}
    about = WRITTEN.about.model_copy(
        update={"calibration": {"saying": Calibration(raw=(0.2, 0.9), right=(0.1, 0.8))}, "least": {"saying": 0.4}}
    )
    digest = dataclasses.replace(WRITTEN, about=about, tuned=tuned).write(tmp_path / "reader.npz")
    found = load(tmp_path / "reader.npz")
    assert same(found, Artifact(about, tuned, WRITTEN.heads))
    assert found.digest == digest == hashlib.sha256((tmp_path / "reader.npz").read_bytes()).hexdigest()
    assert [file.name for file in tmp_path.iterdir()] == ["reader.npz"]


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(1, 5), columns=st.integers(1, 9), largest=st.floats(0, 1e3))
def test_a_matrix_of_the_encoder_is_kept_in_eight_bits_and_written_again_as_it_was_read(
    tmp_path_factory: pytest.TempPathFactory, seed: int, rows: int, columns: int, largest: float
) -> None:
    file = tmp_path_factory.mktemp("reader") / "reader.npz"
    matrix = (largest * np.random.default_rng(seed).uniform(-1, 1, (rows, columns))).astype(np.float32)
    matrix[0] = 0
    tuned = {"l11.q.w.left": matrix, "l11.q.w.right": np.ones((columns, 2), dtype=np.float32)}
    written = dataclasses.replace(WRITTEN, tuned=tuned).write(file)
    found = load(file)
    off = np.abs(found.tuned["l11.q.w.left"] - matrix)
    assert (off <= np.abs(matrix).max(axis=1, keepdims=True) / 2 / 127 * 1.1 + 1e-6).all()
    assert found.write(file) == written


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(1, 6), columns=st.integers(1, 9))
def test_the_factors_of_a_narrow_difference_multiply_to_it(seed: int, rows: int, columns: int) -> None:
    matrix = np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32)
    tuned = factors("l9.q.w", matrix) | factors("l9.q.b", matrix[0])
    found = dataclasses.replace(WRITTEN, tuned=tuned).differences()
    assert found.keys() == {"l9.q.w", "l9.q.b"}
    np.testing.assert_allclose(found["l9.q.w"], matrix, atol=1e-5)
    assert np.array_equal(found["l9.q.b"], matrix[0])


@pytest.mark.parametrize(
    ("left", "right"), [((4, 2), None), ((4, 2), (3, 2)), ((), ()), ((4, 2), (2, 3, 4)), ((5000, 1), (1, 5000))]
)
def test_a_factor_whose_other_is_missing_or_does_not_fit_is_refused(
    tmp_path: Path, left: tuple[int, ...], right: tuple[int, ...] | None
) -> None:
    tuned = {"l9.q.w.left": np.ones(left, dtype=np.float32)}
    tuned |= {} if right is None else {"l9.q.w.right": np.ones(right, dtype=np.float32)}
    dataclasses.replace(WRITTEN, tuned=tuned).write(tmp_path / "whole.npz")
    refused(tmp_path, (tmp_path / "whole.npz").read_bytes())


def test_a_reader_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="No such file"):
        load(tmp_path / "reader.npz")


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_short_is_refused(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    refused(tmp_path_factory.mktemp("cut"), WHOLE[:cut])


@settings(deadline=None, max_examples=150)
@given(at=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_changes_nothing(
    at: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("flip") / "reader.npz"
    file.write_bytes(WHOLE[:at] + bytes([WHOLE[at] ^ (1 << bit)]) + WHOLE[at + 1 :])
    try:
        found = load(file)
    except WeightsError:
        return
    assert same(found, WRITTEN)  # a date or a mark of the archive that says nothing of what is in it


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300))
def test_what_is_no_archive_is_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    refused(tmp_path_factory.mktemp("other"), data)


def test_what_would_unpack_to_more_than_it_is_long_is_not_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.npy", b"\0" * (64 << 20))
    assert "damaged" in refused(tmp_path, stream.getvalue())


def test_an_array_that_claims_more_than_there_is_is_refused(tmp_path: Path) -> None:
    header = b"{'descr': '<f2', 'fortran_order': False, 'shape': (70368744177664,), }"
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header) + 1) + header + b"\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole, zipfile.ZipFile(stream, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, array if name == "heads/ln.bias.npy" else whole.read(name))
    refused(tmp_path, stream.getvalue())


@pytest.mark.parametrize("changed", [{"format": 3, "more": 1}, {"encoder": "0" * 64}])
def test_a_reader_of_another_version_or_encoder_says_so(tmp_path: Path, changed: dict[str, Any]) -> None:
    stream = io.BytesIO()
    about = {**WRITTEN.about.model_dump(mode="json"), **changed}
    np.savez(stream, about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8))
    assert "another version" in refused(tmp_path, stream.getvalue())


def test_a_file_without_a_head_or_with_one_of_another_size_is_refused(tmp_path: Path) -> None:
    for name in WRITTEN.heads:
        without = {other: value for other, value in WRITTEN.heads.items() if other != name}
        refused(tmp_path, content(dataclasses.replace(WRITTEN, heads=without)))
    of_another_size = {"bk": np.zeros(3), "cb.0": np.zeros(3), "k1.bias": np.full(heads.SIZE, np.inf)}
    for name, changed in of_another_size.items():
        others = WRITTEN.heads | {name: changed.astype(np.float32)}
        refused(tmp_path, content(dataclasses.replace(WRITTEN, heads=others)))


@pytest.mark.parametrize("weights", [[1.0], [0.0] * 8 + [1e400]])
def test_a_vote_with_too_few_weights_or_endless_ones_is_refused(tmp_path: Path, weights: list[float]) -> None:
    stream = io.BytesIO()
    about = json.dumps({**WRITTEN.about.model_dump(mode="json"), "vote": {"": weights}}).encode()
    np.savez(stream, about=np.frombuffer(about, dtype=np.uint8))
    assert "no reader" in refused(tmp_path, stream.getvalue())


def test_a_file_of_more_kinds_than_it_has_heads_is_refused(tmp_path: Path) -> None:
    more = WRITTEN.about.model_dump() | {
        "anchors": {**WRITTEN.about.anchors, "third": "name"},
        "slots": {**WRITTEN.about.slots, "third": ()},
        "choices": {**WRITTEN.about.choices, "third": {}},
    }
    refused(tmp_path, content(dataclasses.replace(WRITTEN, about=About.model_validate(more))))


def test_a_calibration_is_a_line_through_its_points_and_level_beyond_them() -> None:
    calibration = Calibration(raw=(0.2, 0.4), right=(0.1, 0.9))
    assert [calibration.of(raw) for raw in (0.0, 0.2, 0.3, 0.4, 1.0)] == pytest.approx([0.1, 0.1, 0.5, 0.9, 0.9])
