"""The filings a user names: whether they are there, and what is said of them."""

from __future__ import annotations

import errno
from pathlib import Path

from extractor.errors import FilingNotFound


def exists(file: Path) -> None:
    """Raises `FilingNotFound` if there is no such file."""
    try:
        file.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise FilingNotFound(f"{file}: there is no such file; check the path") from None


def about(file: Path, error: Exception) -> str:
    """What an error says of a file, under the path that the user gave; the library knows its name alone."""
    said = str(error)
    return said if str(file) in said else f"{file}: {said.removeprefix(f'{file.name}: ')}"
