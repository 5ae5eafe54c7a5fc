"""What can be loaded: results from memory or as JSON, and what `extractor batch` wrote, as JSON lines or Parquet."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
from pydantic import TypeAdapter, ValidationError

from extractor._files import kind as kind_of_file
from extractor._files import refuse_endless
from extractor.batch.reading import outcome
from extractor.batch.tables import BESIDE, FilingRow
from extractor.domain import load_domain
from extractor.errors import ExtractorError, StoreError
from extractor.facts import Fact
from extractor.result import Result
from extractor.rows import parts, slots
from extractor.sources import Item
from extractor.store._pages import evidence_of, records

_Form = Literal["parquet", "jsonl"]
_FORMS: tuple[_Form, ...] = ("parquet", "jsonl")
_FACT = TypeAdapter(list[dict[str, Any]])
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One filing as it was read: its row in the table of filings, the model that read it, and its facts by number."""

    filing: FilingRow
    model: str
    facts: Mapping[int, Fact]

    @property
    def run(self) -> str:
        """A digest of what was found, by which model: the same for the same, wherever it was kept in between."""
        said = [fact.model_dump(mode="json") for _, fact in sorted(self.facts.items())]
        for fact in said:
            for one in fact["evidence"]:
                one["slots"] = {slot: spans for slot, spans in one["slots"].items() if spans}
        plain = json.dumps([self.filing.filing_sha256, self.filing.domain, self.model, said], sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


def of_result(result: Result) -> Reading:
    """A result from memory."""
    read = outcome(Item(id=result.filing.name, path=Path(result.filing.name)), result)
    filing = FilingRow.model_validate_json(read.lines["filings"])
    return Reading(filing, result.usage.model, dict(enumerate(result.facts)))


def readings(path: Path, domain: str) -> Iterator[Reading]:
    """What a file or folder holds: a result as JSON, a folder of such, or the folder of a batch.

    Raises `StoreError` where it is none of these, or is damaged.
    """
    refuse_endless(path, StoreError)
    match kind_of_file(path):
        case None:
            raise StoreError(f"{path}: there is no such file; check the path")
        case "folder":
            yield from _folder(path, domain)
        case _:
            yield _file(path, domain)


def _file(path: Path, domain: str) -> Reading:
    if path.suffix.lower() in (".jsonl", ".parquet"):
        raise StoreError(
            f"{path}: has rows of one table alone, and facts are loaded with their filing and evidence; name the "
            "folder of the batch, or a result as `extractor extract --json` writes it"
        )
    try:
        return of_result(Result.from_json(path.read_bytes(), domain=domain))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ExtractorError as error:
        raise StoreError(f"{path}: {error}") from error


def _folder(path: Path, domain: str) -> Iterator[Reading]:
    for form in _FORMS:
        for place in (path / form, path):
            files = sorted((place / "filings").rglob(f"*.{form}"))
            if files:
                for file in files:
                    yield from _part(place, file, form, domain)
                return
    found = sorted(one for one in path.glob("*.json") if not one.name.startswith("."))
    if not found:
        raise StoreError(
            f"{path}: holds no results; name the folder of `extractor batch --out`, or results as JSON "
            "(`extractor extract --json`)"
        )
    for file in found:
        yield _file(file, domain)


def _part(place: Path, file: Path, form: _Form, domain: str) -> Iterator[Reading]:
    """The filings that a batch wrote together: one part of each of its tables."""
    kinds = {kind.kind: kind for kind in load_domain(domain).kinds}
    beneath = file.relative_to(place / "filings")
    tables = sorted(one.name for one in place.iterdir() if one.is_dir() and (one / beneath).is_file())
    unknown = sorted({*tables} - {*BESIDE} - {*kinds})
    if unknown:
        raise StoreError(
            f"{place}: has facts of a kind that is not known here: {', '.join(unknown)}; name the domain it was read "
            f"with (--domain PACKAGE); {domain} has {', '.join(kinds)}"
        )
    rows = {table: _rows(place / table / beneath, form) for table in tables if table != "rejected"}
    by_filing: dict[str, dict[str, Rows]] = defaultdict(lambda: defaultdict(list))
    try:
        for table, found in rows.items():
            for row in found:
                by_filing[row["filing_sha256"]][table].append(row)
        for filing in rows["filings"]:
            yield _reading(filing, by_filing[filing["filing_sha256"]], kinds)
    except (ValidationError, KeyError, TypeError, IndexError) as error:
        raise StoreError(
            f"{file}: the rows beside it do not hold together ({error!r}); read the batch again"
        ) from error


def _reading(filing: Mapping[str, Any], tables: Mapping[str, Rows], kinds: Mapping[str, type[Fact]]) -> Reading:
    evidence: dict[int, Rows] = defaultdict(list)
    for one in sorted(tables.get("evidence", ()), key=lambda row: (row["fact"], row["number"])):
        evidence[one["fact"]].append(evidence_of(one))
    found = {}
    for name in {*tables} & {*kinds}:
        stated = parts(kinds[name])
        for row in tables[name]:
            said = {slot: value for slot, value in slots(row, stated).items() if value is not None}
            said |= {"evidence": evidence[row["fact"]], "confidence": row.get("confidence")}
            found[row["fact"]] = kinds[name].model_validate(said)
    read = FilingRow.model_validate(filing)
    if len(found) != read.facts:
        raise StoreError(
            f"{read.filing_id}: {read.facts} facts were read, and {len(found)} are there; a file is missing"
        )
    return Reading(read, tables["usage"][0]["model"] if tables.get("usage") else "", found)


def _rows(path: Path, form: _Form) -> Rows:
    try:
        if form == "jsonl":
            return _FACT.validate_python([json.loads(line) for line in path.read_bytes().splitlines()])
        with duckdb.connect() as connection:
            return records(connection, "FROM read_parquet(?, hive_partitioning = false)", [str(path)])
    except (OSError, ValueError, RecursionError, duckdb.Error) as error:
        raise StoreError(f"{path}: cannot be read: {str(error).splitlines()[0]}; read the batch again") from error
