"""How facts lie in the store: the tables of a batch, in SQL."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractor.batch.tables import Shape, shape, table_columns
from extractor.comparison import Kind
from extractor.errors import SchemaError, StoreError
from extractor.facts import Fact
from extractor.rows import parts
from extractor.store._pages import quoted, records

KEPT = ("filings", "evidence")
"""The tables of a batch that are kept beside those of the kinds."""

OWN = {"run": str, "model": str}
"""What the table of filings has more: what was found, as a digest, and by which model."""

BESIDE = {
    "_facts": {"filing_sha256": "VARCHAR", "fact": "BIGINT", "kind": "VARCHAR"},
    "_names": {"filing_sha256": "VARCHAR", "fact": "BIGINT", "kind": "VARCHAR", "slot": "VARCHAR", "name": "VARCHAR"},
    "_same": {"filing_sha256": "VARCHAR", "fact": "BIGINT", "one": "VARCHAR", "other": "VARCHAR"},
}
"""The store's own tables of facts: all by kind, the names in their slots, and what they say is one thing."""

_SLOTS = {"kind": "VARCHAR", "nth": "INTEGER", "slot": "VARCHAR", "parts": ["VARCHAR"]} | {
    "is_name": "BOOLEAN",
    "in_key": "BOOLEAN",
}
_SCALARS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", dt.date: "DATE"}
_RESERVED = {"entities", "mentions"}


def structure(held: Shape) -> Any:
    """The type of a column of this shape, as DuckDB's JSON functions take it."""
    if isinstance(held, list):
        return [structure(held[0])]
    if isinstance(held, dict):
        return {name: structure(part) for name, part in held.items()}
    return _SCALARS[held]


def sql_type(of: Any) -> str:
    """That type in SQL."""
    if isinstance(of, list):
        return f"{sql_type(of[0])}[]"
    if isinstance(of, dict):
        return f"STRUCT({', '.join(f'{quoted(name)} {sql_type(part)}' for name, part in of.items())})"
    return str(of)


def structures(kinds: Sequence[type[Fact]]) -> dict[str, dict[str, Any]]:
    """The tables for these kinds, each with its columns and their types. Raises `SchemaError`."""
    taken = [kind.kind for kind in kinds if kind.kind in _RESERVED]
    if taken:
        raise SchemaError(f"fact kind {taken[0]!r} cannot be the name of a table: the store has one of that name")
    columns = table_columns(kinds)
    columns["filings"] |= OWN
    wanted = (*(kind.kind for kind in kinds), *KEPT)
    return {
        table: {column: structure(shape(annotation)) for column, annotation in columns[table].items()}
        for table in wanted
    }


def prepare(connection: Any, kinds: Sequence[type[Fact]]) -> None:
    """Make the tables that these kinds need, or give them the columns that they lack.

    Raises `StoreError` where the store has a kind of that name with a column of another type.
    """
    query = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main'"
    there: dict[str, dict[str, str]] = {}
    for table, column, of in connection.execute(query).fetchall():
        there.setdefault(table, {})[column] = of
    for table, columns in structures(kinds).items():
        stated = {column: sql_type(of) for column, of in columns.items()}
        if table not in there:
            described = ", ".join(f"{quoted(column)} {of}" for column, of in stated.items())
            connection.execute(f"CREATE TABLE {quoted(table)} ({described})")
        else:
            _widen(connection, table, there[table], stated)
    stated_slots = [slot for kind in kinds for slot in _slots(kind)]
    if stated_slots != records(connection, "FROM _slots ORDER BY kind, nth"):
        names = [kind.kind for kind in kinds]
        connection.execute("DELETE FROM _slots WHERE list_contains(?, kind)", [names])
        insert(connection, "_slots", _SLOTS, stated_slots)


def _widen(connection: Any, table: str, there: Mapping[str, str], stated: Mapping[str, str]) -> None:
    for column, of in stated.items():
        if column not in there:
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(column)} {of}")
        elif of.replace('"', "") != there[column].replace('"', ""):
            raise StoreError(
                f"table {table!r} of the store has {there[column]} in {column!r}, and {of} is to be loaded: it is "
                "another kind of the same name; load it into another store"
            )


def _slots(kind: type[Fact]) -> Iterator[dict[str, Any]]:
    how = Kind(kind).slots
    for nth, (slot, names) in enumerate(parts(kind).items()):
        named, key = how[slot].form == "name", slot in kind.key
        yield {"kind": kind.kind, "nth": nth, "slot": slot, "parts": [*names], "is_name": named, "in_key": key}


def insert(connection: Any, table: str, columns: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows, as they are in JSON, into a table."""
    lines = json.dumps(list(rows), ensure_ascii=False, default=str)
    if lines != "[]":
        connection.execute(
            f"INSERT INTO {quoted(table)} BY NAME SELECT unnest(from_json(?::JSON, ?), max_depth := 2)",
            [lines, json.dumps([columns])],
        )
