"""A batch in a folder: takes what came of filings, and writes it as tables."""

from __future__ import annotations

import contextlib
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import quote

from extractor._files import whole
from extractor.batch.journal import Journal, Part
from extractor.batch.reading import Outcome
from extractor.batch.tables import table_columns
from extractor.errors import MissingPackage, OutputError
from extractor.facts import Fact
from extractor.sources import Item


class Format(StrEnum):
    """How tables are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


JOURNAL = "journal.db"
"""The file in a batch's folder that says what is done."""

PART = 1000
"""How many filings are written together, where nothing else is said."""

FAILED = "failed.jsonl"
"""The file that lists the filings that failed or are incomplete, each with its reason."""


class Batch:
    """The batch in `directory`, which is made if it is not there. One run at a time holds it.

    `configuration` says what is asked of the filings, and must be that with which the batch was begun; `kinds` are
    those of the facts, `formats` those of the tables, which lie in `FORMAT/TABLE/form_type=F/year=Y/part-N.*`. So many
    filings of one form type and year as `part` says are written together, fewer only when a run ends. What a run that
    was killed left half done is finished, so that every filing that was taken is written once.

    Raises `OutputError` if another run holds it, the configuration is another, or it cannot be written; `SchemaError`
    where a kind's name cannot be that of a table; `MissingPackage` where Parquet is asked for without pyarrow.
    """

    def __init__(
        self,
        directory: Path,
        *,
        kinds: Sequence[type[Fact]],
        configuration: Mapping[str, Any],
        formats: Sequence[Format] = (Format.JSONL,),
        part: int = PART,
    ) -> None:
        self._columns = table_columns(kinds)
        self._formats = tuple(sorted(set(formats)))
        if Format.PARQUET in self._formats:
            _check_pyarrow()
        self.directory, self._part = directory, part
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{directory}: {error.strerror or error}; name another folder") from error
        self._journal = Journal(directory / JOURNAL)
        try:
            self._check({**configuration, "formats": [form.value for form in self._formats]})
            self._tidy()
            self._missing()
        except BaseException:
            self._journal.close()
            raise

    def _check(self, configuration: Mapping[str, Any]) -> None:
        if said := _otherwise(self._journal.configured(configuration), configuration):
            raise OutputError(f"{self.directory}: {said} --out: what the record answers is not asked again")

    def _tidy(self) -> None:
        """Finish what a run that was killed began."""
        for part in self._journal.parts("withdrawn"):
            self._delete(part)
        for part in self._journal.parts("planned"):
            self._write(part)
        if Format.PARQUET in self._formats:
            nothing = Part(number=0, form_type="unknown", year=0)
            for table in self._columns:  # every table can be read, also one without a row
                if not self._path(Format.PARQUET, table, nothing).exists():
                    self._write_file(Format.PARQUET, table, nothing, "")
        self._list_failed()

    def _missing(self) -> None:
        """Raise `OutputError` where a part that was written is gone: what is in it would not be read again."""
        for part in self._journal.parts("written"):
            for form in self._formats:
                path = self._path(form, "filings", part)
                if not path.exists():
                    raise OutputError(
                        f"{path}: was written by this batch, and is gone; put it back, or name another folder: what"
                        " the record answers is not asked again"
                    )

    def done(self, sha256: str) -> bool:
        """Whether the filing whose bytes have this digest is done."""
        return self._journal.has(sha256)

    def take(self, outcome: Outcome) -> None:
        """Keep what came of a filing, for good; what is "stopped" is not kept. Raises `OutputError`."""
        if outcome.state == "stopped":
            return
        self._journal.take(outcome)
        for part in self._journal.parts("withdrawn"):
            self._delete(part)
        if self._journal.staged(outcome.form_type, outcome.year) >= self._part:
            self._journal.plan(outcome.form_type, outcome.year)
            self._write_planned()

    def settle(self, item: Item) -> None:
        """The filing is done, as another item or in an earlier run: it is listed as failed no more."""
        self._journal.settle(item)

    def failed(self) -> list[Item]:
        """The filings that failed or are incomplete."""
        return [item for item, _ in self._journal.failures()]

    def counts(self) -> tuple[int, int]:
        """How many filings are done or incomplete, and how many facts they have."""
        return self._journal.counts()

    def flush(self) -> None:
        """Write everything that is not yet written, and the list of failures. Raises `OutputError`."""
        self._journal.plan()
        self._write_planned()
        self._list_failed()

    def close(self) -> None:
        """Let go of the folder; what is not written yet is kept."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.flush()
        finally:
            self.close()

    def _write_planned(self) -> None:
        for part in self._journal.parts("planned"):
            self._write(part)

    def _write(self, part: Part) -> None:
        for table, lines in self._journal.lines(part).items():
            for form in self._formats:
                self._write_file(form, table, part, lines)
        self._journal.written(part)

    def _delete(self, part: Part) -> None:
        for path in self._paths(part):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise OutputError(f"{path}: {error.strerror or error}; it has to be deleted") from error
        self._journal.deleted(part)

    def _paths(self, part: Part) -> Iterator[Path]:
        return (self._path(form, table, part) for form in self._formats for table in self._columns)

    def _path(self, form: Format, table: str, part: Part) -> Path:
        place = self.directory / form / table / f"form_type={quote(part.form_type, safe='')}" / f"year={part.year}"
        return place / f"part-{part.number:06}.{form}"

    def _write_file(self, form: Format, table: str, part: Part, lines: str) -> None:
        with self._whole(self._path(form, table, part)) as file:
            if form is Format.PARQUET:
                from extractor.batch import _parquet  # noqa: PLC0415 - pyarrow is loaded only where it is needed

                _parquet.write(lines, self._columns[table], file)
            else:
                file.write(lines.encode())

    def _list_failed(self) -> None:
        said = ({"id": item.id, "path": item.shown, **why} for item, why in self._journal.failures())
        with self._whole(self.directory / FAILED) as file:
            for one in said:
                file.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")

    @contextlib.contextmanager
    def _whole(self, path: Path) -> Iterator[BinaryIO]:
        try:
            with whole(path, path.with_name(f".{path.name}.part")) as file:  # the folder is held: the name is nobody's
                yield file
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}; the batch goes on from there when it can") from error


_BY_DIGEST = {
    "asked": "the kinds, prompts or examples of the domain have changed",
    "reader": "the trained reader is another",
}
"""What is said where a setting differs that is known by its digest."""


_OPTIONS = {"formats": "--format", "model": "--model", "domain": "--domain", "min_confidence": "--min-confidence"}
"""The options by which settings are given."""


def _otherwise(began: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """How a batch was begun otherwise than it is to go on, and what to give: the options, where it can go on at all."""
    differing = [name for name in sorted({*began, *now}) if began.get(name) != now.get(name)]
    options = [_as_given(_OPTIONS[name], began.get(name)) for name in differing if name in _OPTIONS]
    others = [_BY_DIGEST[name] for name in differing if name in _BY_DIGEST and "domain" not in differing]
    if options and not others:  # what else differs follows from them
        return f"holds a batch begun {', '.join(options)}; go on so, or give another"
    for name in differing:
        was, given = began.get(name), now.get(name)
        if isinstance(was, Mapping) and isinstance(given, Mapping):
            others += [f"{name}.{one} is another" for one in sorted({*was, *given}) if was.get(one) != given.get(one)]
        elif name not in {*_OPTIONS, *_BY_DIGEST}:
            others.append(f"{name} is another")
    return f"holds a batch begun otherwise: {'; '.join(options + others)}; give another" if differing else ""


def _as_given(option: str, value: Any) -> str:
    if value is None:
        return f"without {option}"
    values = value if isinstance(value, list) else [value]
    return "with " + " ".join(f"{option} {one}" for one in values)


def _check_pyarrow() -> None:
    try:
        importlib.import_module("pyarrow")
    except ImportError:
        raise MissingPackage(
            'Parquet needs pyarrow, which is not installed: pip install "filing-facts[parquet]"'
        ) from None
