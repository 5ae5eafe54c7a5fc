"""The filings a user names: whether they are there, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.errors import FilingError, FilingNotFound
from extractor.sources import MANIFESTS, files


def found(sources: Sequence[str]) -> list[Path]:
    """The files that paths, folders and patterns name. Raises `FilingNotFound` where there are none."""
    named = list(files(sources))
    for path in named:
        if path.suffix.lower() in MANIFESTS:
            raise FilingError(f"{path}: is a manifest, which `extractor batch` reads; name the filings themselves")
    if not named:
        raise nothing_in(sources)
    return named


def nothing_in(sources: Sequence[str]) -> FilingNotFound:
    """The error of sources that hold no filing."""
    return FilingNotFound(f"{', '.join(sources)}: no text or HTML file is there; name a file, or another folder")


def about(file: Path, error: Exception) -> str:
    """What an error says of a file, under the path that the user gave; the library knows its name alone."""
    said = str(error)
    return said if str(file) in said else f"{file}: {said.removeprefix(f'{file.name}: ')}"
