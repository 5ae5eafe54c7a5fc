"""The files a user names: looked at before they are opened, so that none is waited for without end."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from extractor.errors import ExtractorError, FilingError, FilingNotFound


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


def ends(file: Path, error: type[ExtractorError] = FilingError) -> None:
    """Raises `error` for a pipe or a device, which may never end; what the shell has opened for us is let through."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return  # whoever opens it says what is wrong
    given = stat.S_ISFIFO(mode) and (file == Path("/dev/stdin") or file.parent == Path("/dev/fd"))
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or given):
        raise error(f"{file}: is a pipe or a device, which may never end; name a file")
