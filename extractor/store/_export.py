"""The store as files, and as what a query answers."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from extractor.errors import OutputError, StoreError
from extractor.store._pages import Query, keys, quoted, stored
from extractor.store.entities import Entities


class Form(StrEnum):
    """How the store is written."""

    PARQUET = "parquet"
    CSV = "csv"
    GRAPHML = "graphml"


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMES = """
CREATE TEMP TABLE entities AS SELECT unnest(
    from_json(?::JSON, '[{"entity": "VARCHAR", "name": "VARCHAR", "cik": "VARCHAR", "lei": "VARCHAR"}]'), max_depth := 2
);
"""
_MENTIONS = """
CREATE TEMP TABLE mentions AS SELECT _names.*, meant.entity FROM _names JOIN (
    SELECT unnest(from_json(?::JSON, '[{"name": "VARCHAR", "filing": "VARCHAR", "entity": "VARCHAR"}]'), max_depth := 2)
) AS meant ON _names.name = meant.name AND _names.filing_sha256 = coalesce(meant.filing, _names.filing_sha256)
"""


def names(connection: Any, entities: Entities) -> None:
    """Make tables of what names mean, for this connection alone: `entities` and `mentions`."""
    known, meant = [], []
    for entity in entities:
        known += [{"entity": entity.name, "name": name, **entity.numbers} for name in entity.names]
        for name, filing in entities.mentions(entity):
            meant.append({"name": name, "filing": filing, "entity": entity.name})
    connection.execute(_NAMES, [json.dumps(known)])
    connection.execute(_MENTIONS, [json.dumps(meant)])


def answer(connection: Any, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """What a query answers. Raises `StoreError` where it cannot be run."""
    try:
        done = connection.execute(query)
        columns = [] if done is None else [column[0] for column in done.description or ()]
        return columns, done.fetchall() if columns else []
    except duckdb.Error as error:
        said, _, _ = str(error).partition("\nLINE ")  # which a mark follows, below the place
        raise StoreError(f"the query cannot be run: {said.strip()}") from error
    except (ValueError, OverflowError) as error:
        raise StoreError(f"the query's answer has a value that cannot be shown: {error}; cast it to VARCHAR") from error


def export(connection: Any, entities: Entities, target: Path, form: Form) -> list[Path]:
    """Write the store; the files written. Raises `OutputError`."""
    if form is Form.GRAPHML:
        with _written(target) as part:
            _graphml(connection, entities, part)
        return [target]
    names(connection, entities)
    query = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT table_name ^@ '_'"
    found = []
    for (table,) in connection.execute(f"{query} ORDER BY ALL").fetchall():
        with _written(target / f"{table}.{form}") as part:
            options = "FORMAT parquet, COMPRESSION zstd" if form is Form.PARQUET else "FORMAT csv, HEADER"
            order = "filing_sha256, fact" if table not in ("entities", "filings") else "ALL"
            chosen = _columns(connection, table, form)
            place = str(part).replace("'", "''")
            connection.execute(f"COPY (SELECT {chosen} FROM {quoted(table)} ORDER BY {order}) TO '{place}' ({options})")  # noqa: S608
        found.append(target / f"{table}.{form}")
    return found


def _columns(connection: Any, table: str, form: Form) -> str:
    """The columns of a table; lists as JSON where a file has none."""
    query = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    columns = connection.execute(query, [table]).fetchall()
    return ", ".join(
        f"to_json({quoted(name)}) AS {quoted(name)}" if form is Form.CSV and of.endswith("]") else quoted(name)
        for name, of in columns
    )


def _graphml(connection: Any, entities: Entities, file: Path) -> None:
    import networkx as nx  # noqa: PLC0415 - loaded only where it is needed

    ends: dict[str, list[str]] = {}
    query = "SELECT kind, slot FROM _slots WHERE is_name AND in_key ORDER BY kind, nth"
    for kind, slot in connection.execute(query).fetchall():
        ends.setdefault(kind, []).append(slot)
    net = nx.MultiDiGraph()
    for entity in entities:
        name = _clean(entity.name)
        net.add_node(name, label=name, names=_clean("; ".join(entity.names)), **entity.numbers)
    between = [kind for kind, slots in ends.items() if len(slots) == 2]
    for one in stored(connection, keys(connection, Query(kinds=between))):
        pair = []
        for slot in ends[one.kind]:
            meant = entities.of(one.fact[slot], one.filing.sha256)
            pair.append(_clean(one.fact[slot] if meant is None else meant.name))
        if pair[0] != pair[1]:
            said = {**_edge(one.kind, one.fact), "filing": one.filing.id, "quote": one.quote}
            plain = {name: _clean(value) if isinstance(value, str) else value for name, value in said.items()}
            net.add_edge(*pair, key=one.id, **plain)
            if one.filing.date:
                net.edges[(*pair, one.id)]["date"] = one.filing.date.isoformat()
    nx.write_graphml(net, file)


def _edge(kind: str, fact: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": kind}
    for slot, value in fact.items():
        if isinstance(value, dict) and "amount" in value:
            said |= {slot: float(value["amount"]), f"{slot}_unit": value["unit"]}
        elif isinstance(value, list) and slot != "evidence" and value:
            said[slot] = "; ".join(map(str, value))
    return said


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` when all is well. Raises `OutputError`."""
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except (OSError, duckdb.IOException) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise OutputError(f"{path}: {said}; nothing was written there") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
