"""Where results are written: checked before the work, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import typer

from extractor._files import replacing
from extractor.cli._shell import escaped, writing_out
from extractor.errors import OutputError

STDOUT = Path("-")


def plan(option: str, named: str | None, sources: Sequence[Path]) -> dict[Path, Path]:
    """Which file each source's result goes to. `option` names the option for messages.

    One source goes to the file `named`, or into it where it is a folder or ends as one; several go into it, each under
    its own stem.
    Raises `typer.BadParameter` where that does not fit, `OutputError` where nothing can be written there.
    """
    if named is None:
        return {}
    if not named.strip():  # a variable that is not set; this folder is written as .
        raise typer.BadParameter(f"{option}: no name; name a file or a folder, or leave the option out")
    try:
        return _planned(option, named, sources)
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise OutputError(f"{named}: {error.strerror or error}; name another place") from error


def _planned(option: str, named: str, sources: Sequence[Path]) -> dict[Path, Path]:
    target = Path(named)
    if target == STDOUT:
        if len(sources) > 1:
            raise typer.BadParameter(f"{option} -: standard output takes one filing; name a folder for {len(sources)}")
        return {sources[0]: STDOUT}
    suffix = option.replace("--", ".")
    into_folder = target.is_dir() or named.endswith(("/", os.sep)) or len(sources) > 1
    if into_folder and target.suffix == suffix and not target.is_dir():
        raise typer.BadParameter(f"{option} {target}: {len(sources)} filings do not go into one file; name a folder")
    if not into_folder:
        targets = {sources[0]: target}
    else:
        targets = {source: target / (source.stem + suffix) for source in sources}
        for path in targets.values():
            same = [str(source) for source, other in targets.items() if other == path]
            if len(same) > 1:
                raise typer.BadParameter(f"{option}: {' and '.join(same)} would both be written to {path}")
    for path in set(targets.values()):
        _check(path)
    for source, path in targets.items():
        if path.exists() and source.exists() and path.samefile(source):
            raise typer.BadParameter(f"{option} {path}: this would overwrite the filing itself")
    return targets


def _check(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    place = path if path.exists() else path.parent
    while not place.exists():
        place = place.parent
    if place != path and not place.is_dir():
        raise OutputError(f"{path}: {place} is no folder; name another place")
    if not os.access(place, os.W_OK):
        raise OutputError(f"{path}: not allowed to write there; name another place")


def write(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, folders made as needed; a reader sees the old file or the new, never half.

    Raises `OutputError`.
    """
    with writing(path) as put:
        put(text)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Callable[[str], object]]:
    """What writes a text to `path`, part by part, as `write` does: a file is there when all is written.

    Raises `OutputError`.
    """
    if path == STDOUT:
        yield _put_out
        return
    try:
        with replacing(path) as file:
            yield lambda text: file.write(text.encode())
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; the result was not written there") from error


def _put_out(text: str) -> None:
    with writing_out():
        sys.stdout.buffer.write(escaped(text).encode())
        sys.stdout.buffer.flush()
