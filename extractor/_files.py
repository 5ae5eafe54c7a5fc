"""Files that a user names: none is waited for without end, and what is written is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, Literal

from extractor.errors import ExtractorError, OutputError

_OF_THE_SHELL = (Path("/dev/stdin"), Path("/dev/fd"))


def kind(path: Path) -> Literal["file", "folder", "other"] | None:
    """What is there; None if nothing is, or nothing can be: pathlib's own questions raise where a name is too long."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def refuse_endless(path: Path, error: type[ExtractorError]) -> None:
    """Raises `error` for a pipe or a device, which may never end; a pipe that the shell has opened is let through."""
    if kind(path) == "other" and not (path.is_fifo() and (path in _OF_THE_SHELL or path.parent in _OF_THE_SHELL)):
        raise error(f"{path}: is a pipe or a device, which may never end; name a file")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """What is to be written at `path`: it is there whole at the end, or not at all. Folders are made as needed.

    A device or a pipe cannot be replaced, and is written into. Raises `OSError`, `OutputError` where nobody reads the
    pipe.
    """
    if kind(path) == "other":
        with _into(path) as file:
            yield file
        return
    path = path.resolve()  # a link keeps pointing at what is written
    part = path.with_name(f".{secrets.token_hex(8)}.part")  # no other's, and no longer than a name may be
    with whole(path, part) as file:
        yield file


def _into(path: Path) -> IO[bytes]:
    try:
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OutputError(f"{path}: nobody reads this pipe; the result was not written there") from error
        raise
    os.set_blocking(handle, True)
    return os.fdopen(handle, "wb")


@contextlib.contextmanager
def whole(path: Path, part: Path) -> Iterator[BinaryIO]:
    """A file to write to, which becomes `path` when the block ends well; folders are made as needed.

    Until then it lies at `part`, in the same folder, and is gone if the block fails. It is on the disk, and so is its
    name, before the block is left. Raises `OSError`.
    """
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    for folder in (path.parent, *(folder.parent for folder in made)):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Put a folder's names on the disk, where the system can."""
    with contextlib.suppress(OSError):
        at = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)
