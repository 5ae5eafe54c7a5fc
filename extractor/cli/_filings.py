"""The filings a user names: whether they are there, and what is said of them."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from extractor.errors import FilingNotFound


def exists(file: Path) -> None:
    """Raises `FilingNotFound` if there is no such file."""
    try:
        file.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise FilingNotFound(f"{file}: there is no such file; check the path") from None


def found(sources: Sequence[str]) -> list[Path]:
    """The files that paths and folders name; of a folder those under it, in order, but hidden ones.

    Raises `FilingNotFound` where there are none.
    """
    files: list[Path] = []
    for source in map(Path, sources):
        exists(source)
        inside = sorted(source.rglob("*")) if source.is_dir() else [source]
        files += [file for file in inside if not file.is_dir() and not file.name.startswith(".")]
    if not files:
        raise FilingNotFound(f"{', '.join(sources)}: no file is there; name a file, or another folder")
    return files


def about(file: Path, error: Exception) -> str:
    """What an error says of a file, under the path that the user gave; the library knows its name alone."""
    said = str(error)
    return said if str(file) in said else f"{file}: {said.removeprefix(f'{file.name}: ')}"
