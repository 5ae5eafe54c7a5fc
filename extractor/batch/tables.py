"""The tables that results become: one a kind, and filings, evidence, rejected and usage beside them.

A row is a line of JSON. What a table's columns are follows from a class: of a kind from its slots (`extractor.rows`),
of the others from the classes here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter

from extractor._version import __version__
from extractor.errors import SchemaError
from extractor.facts import Fact
from extractor.result import Result
from extractor.rows import columns, row
from extractor.sources import Item

Lines = dict[str, str]
"""The rows of one or more filings: for each table that has any, its lines of JSON."""


SCALARS = (str, int, float, bool, dt.date)
"""What a column may hold, by itself, in a list, or in a record."""

Shape = Any
"""What a column holds: one of `SCALARS`, a list of the shape of its items, or a dictionary of those of its parts."""


def shape(annotation: Any) -> Shape:
    """The shape of a column that holds values of this annotation. Raises `TypeError` for any that no column holds."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape(arguments[0])
    if origin is Literal:
        return shape(type(arguments[0]))
    if origin in (Union, types.UnionType):
        [one] = [argument for argument in arguments if argument is not types.NoneType]
        return shape(one)
    if origin in (tuple, list):
        return [shape(arguments[0])]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {name: shape(field.annotation) for name, field in annotation.model_fields.items()}
    if annotation not in SCALARS:
        raise TypeError(f"{annotation!r}: no column of a table holds such values")
    return annotation


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    filing_sha256: str


class FilingRow(_Row):
    """A filing: what it was called, what it says of itself, and what was found in it.

    `state` is "incomplete" as it is of its outcome. `header` is JSON, as it stands in a result, and so is
    `manifest`: the further columns of its line in a manifest. `version` is that of this package.
    """

    filing_id: str
    path: str
    name: str
    state: Literal["done", "incomplete"]
    format: str
    language: str
    date: dt.date | None
    registrant: str | None
    cik: str | None
    accession_number: str | None
    header: str
    manifest: str
    domain: str
    text_sha256: str
    facts: int
    rejected: int
    passages: int
    countable: int
    accounted_first: int
    accounted: int
    version: str


class SlotSpan(BaseModel):
    """Where words of a slot stand in the filing's text."""

    slot: str
    start: int
    end: int


class EvidenceRow(_Row):
    """One evidence of a fact: that numbered `fact` in its filing, in the table of its `kind`."""

    kind: str
    fact: int
    number: int
    start: int
    end: int
    quote: str
    source_start: int | None
    source_end: int | None
    slots: tuple[SlotSpan, ...]


class RejectedRow(_Row):
    """An item that does not stand, as JSON, or a slot that was dropped from a fact, and why."""

    kind: str
    reason: str
    message: str
    passage: int | None
    slot: str | None
    item: str


class UsageRow(_Row):
    """What a filing cost: of its replies, and how many came from the record."""

    model: str
    requests: int
    from_record: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    cost: float | None


BESIDE: Mapping[str, type[BaseModel]] = {
    "filings": FilingRow,
    "evidence": EvidenceRow,
    "rejected": RejectedRow,
    "usage": UsageRow,
}
"""The tables beside those of the kinds, each with the class of its rows."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FACT = TypeAdapter(dict[str, Any])


def table_columns(kinds: Sequence[type[Fact]]) -> dict[str, dict[str, Any]]:
    """Every table with its columns, each column with the annotation of its values.

    Raises `SchemaError` where a kind's name cannot be that of a table.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        if kind.kind in BESIDE or not _NAME.fullmatch(kind.kind):
            raise SchemaError(
                f"fact kind {kind.kind!r} cannot be the name of a table: use letters, digits and underscores, and not "
                f"{', '.join(BESIDE)}"
            )
        found[kind.kind] = {"filing_sha256": str, "filing_id": str, "fact": int, **columns(kind)}
    for name, rows in BESIDE.items():
        found[name] = {column: field.annotation for column, field in rows.model_fields.items()}
    return found


def lines_of(item: Item, result: Result, *, complete: bool) -> Lines:
    """The rows of one filing."""
    sha256 = result.filing.sha256
    found: dict[str, list[str]] = {"filings": [_filing(item, result, complete=complete).model_dump_json()]}
    for number, fact in enumerate(result.facts):
        place = {"filing_sha256": sha256, "filing_id": item.id, "fact": number}
        found.setdefault(fact.kind, []).append(_FACT.dump_json(place | row(fact, joined=False)).decode())
    for table, rows in (("evidence", _evidence(result)), ("rejected", _rejected(result)), ("usage", [_usage(result)])):
        found[table] = [one.model_dump_json() for one in rows]
    return {table: "".join(f"{line}\n" for line in lines) for table, lines in found.items() if lines}


def _filing(item: Item, result: Result, *, complete: bool) -> FilingRow:
    filing, header = result.filing, result.filing.header
    return FilingRow(
        filing_sha256=filing.sha256,
        filing_id=item.id,
        path=item.shown,
        name=filing.name,
        state="done" if complete else "incomplete",
        format=filing.format,
        language=filing.language,
        date=filing.date,
        registrant=header.get("registrant") or header.get("cover", {}).get("registrant"),
        cik=header.get("cik"),
        accession_number=header.get("accession_number"),
        header=_json(header),
        manifest=_json(item.columns),
        domain=result.domain,
        text_sha256=result.text_sha256,
        facts=len(result.facts),
        rejected=len(result.rejected),
        passages=len({passage.index for passage in result.passages}),
        countable=result.coverage.countable,
        accounted_first=result.coverage.accounted_first,
        accounted=result.coverage.accounted,
        version=__version__,
    )


def _evidence(result: Result) -> Iterable[EvidenceRow]:
    for number, fact in enumerate(result.facts):
        for nth, one in enumerate(fact.evidence):
            spans = ((slot, span) for slot, found in one.slots.items() for span in found)
            yield EvidenceRow(
                filing_sha256=result.filing.sha256,
                kind=fact.kind,
                fact=number,
                number=nth,
                slots=tuple(SlotSpan(slot=slot, start=span.start, end=span.end) for slot, span in spans),
                **one.model_dump(exclude={"slots"}),
            )


def _rejected(result: Result) -> Iterable[RejectedRow]:
    for one in result.rejected:
        plain = one.model_dump(mode="json")
        yield RejectedRow(filing_sha256=result.filing.sha256, **{**plain, "item": _json(plain["item"])})


def _usage(result: Result) -> UsageRow:
    spent = result.usage
    return UsageRow(filing_sha256=result.filing.sha256, from_record=spent.from_record, **spent.model_dump())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
