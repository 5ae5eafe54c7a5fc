"""Where filings come from: files, folders, globs, manifests, and paths on standard input, as one run of items.

A folder gives the files under it whose names end as those of text and HTML do, in the order of their names; hidden ones
are passed over, and links to folders are not followed. A manifest is a table, `.csv` with a head or `.jsonl`, with a
filing's `path` on each line, relative to the manifest's own folder; `id` (else the path) is what the filing is called
in results, and no other filing of the manifest; `date` is its date where it does not say it, and further columns are
kept beside its facts.
"""

from __future__ import annotations

import csv
import glob
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import FilingError, FilingNotFound

STDIN = "-"
"""The source that stands for standard input."""

MANIFESTS = (".csv", ".jsonl")
"""How the names of manifests end."""

READABLE = frozenset({".txt", ".text", ".htm", ".html", ".xhtml", ".xml", ".sgm", ".sgml", ".nc"})
"""How the names of the files end that a folder is read for."""

_GLOB = re.compile(r"[*?\[]")
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One filing to read: what it is called, where it lies, its date (YYYY-MM-DD) where a manifest gives one, and the
    manifest's further columns.
    """

    id: str
    path: Path
    date: str | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The path as it can be written: a file's name may hold bytes that are no UTF-8."""
        return os.fsencode(self.path).decode("utf-8", "replace")


def check(sources: Iterable[str]) -> None:
    """Raises `FilingNotFound` where a source names nothing that is there, `FilingError` for an accession number."""
    for source in sources:
        if source != STDIN:
            _check(source)


def _check(source: str) -> None:
    if os.path.lexists(source):
        return
    if _ACCESSION.fullmatch(source):
        raise FilingError(f"{source}: is an accession number; fetch it first: extractor fetch {source} --out DIR")
    if not _GLOB.search(source):
        raise FilingNotFound(f"{source}: there is no such file; check the path")
    if not glob.glob(source, recursive=True):  # noqa: PTH207 - a pattern may be absolute, which Path.glob refuses
        raise FilingNotFound(f"{source}: no file matches; check the pattern")


def items(sources: Iterable[str], *, given: Sequence[str] = ()) -> Iterator[Item]:
    """The filings of all `sources`, one after another; `given` are the paths that stand on standard input.

    They are found as they are asked for, so that a million need no room; asked twice, the same come again. A path of a
    manifest or of standard input need not exist. Raises `FilingNotFound` where a source names nothing that is there,
    `FilingError` where a manifest cannot be read as one.
    """
    for source in sources:
        if source == STDIN:
            yield from (_item(Path(line)) for line in given)
        elif source.lower().endswith(MANIFESTS) and os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for a name that is too long
            yield from _manifest(Path(source))
        else:
            yield from map(_item, files([source]))


def files(sources: Iterable[str]) -> Iterator[Path]:
    """The files that paths, folders and globs name. Raises as `items` does."""
    for source in sources:
        _check(source)
        path = Path(source)
        if path.is_dir():
            yield from _within(path)
        elif os.path.lexists(path):
            yield path
        else:
            for found in map(Path, sorted(glob.glob(source, recursive=True))):  # noqa: PTH207 - the same
                if found.is_dir() and not source.endswith("**"):  # which gives what is in it as well
                    yield from _within(found)
                elif found.is_file():
                    yield found


def _within(folder: Path) -> Iterator[Path]:
    """The readable files of a folder."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield Path(at, name)


def _item(path: Path) -> Item:
    return Item(id=os.fsencode(path).decode("utf-8", "replace"), path=path)


def _manifest(file: Path) -> Iterator[Item]:
    read = _csv if file.suffix.lower() == ".csv" else _jsonl
    called: dict[str, str] = {}
    try:
        for number, line in read(file):
            path = line.pop("path", None)
            if not isinstance(path, str) or not path:
                raise FilingError(f"{file}:{number}: the line names no path; give each filing's as `path`")
            name, date = line.pop("id", None), line.pop("date", None)
            if name and called.setdefault(str(name), path) != path:
                raise FilingError(
                    f"{file}:{number}: the id {name!r} is that of {called[str(name)]} too; give each filing its own"
                )
            yield Item(id=str(name or path), path=file.parent / path, date=str(date) if date else None, columns=line)
    except UnicodeDecodeError as error:
        raise FilingError(f"{file}: cannot be read as a manifest: it is no UTF-8; save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise FilingError(f"{file}: cannot be read as a manifest: {error}") from error


def _csv(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restkey="", strict=True)
        try:
            for line in reader:
                if "" in line:
                    raise ValueError(f"line {reader.line_num} has more columns than the head")
                yield reader.line_num, line
        except csv.Error as error:
            raise ValueError(f"after line {reader.line_num}: {error}") from error


def _jsonl(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                said = json.loads(line)
                json.dumps(said, ensure_ascii=False).encode()  # half a surrogate pair could be written nowhere
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}, column {error.colno}: {error.msg}") from error
            except (ValueError, RecursionError) as error:
                raise ValueError(f"line {number}: {error}") from error
            match said:
                case dict():
                    yield number, said
                case _:
                    raise ValueError(f"line {number} is no JSON object")
