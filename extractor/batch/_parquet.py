"""Tables as Parquet, through pyarrow; loaded only where Parquet is asked for."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet

from extractor.batch.tables import Shape, shape

_SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}


def schema(columns: Mapping[str, Any]) -> pa.Schema:
    """The schema of a table whose columns hold values of these annotations. Raises `TypeError` for any other type."""
    return pa.schema([(name, _type(shape(annotation))) for name, annotation in columns.items()])


def _type(held: Shape) -> pa.DataType:
    if isinstance(held, list):
        return pa.list_(_type(held[0]))
    if isinstance(held, dict):
        return pa.struct([(name, _type(part)) for name, part in held.items()])
    return _SCALARS[held]


def _as_read(kind: pa.DataType) -> pa.DataType:
    """What a value of this type is in JSON: a day is text there."""
    if pa.types.is_list(kind):
        return pa.list_(_as_read(kind.value_type))
    return pa.string() if pa.types.is_date32(kind) else kind


def write(lines: str, columns: Mapping[str, Any], file: BinaryIO) -> None:
    """Write lines of JSON as Parquet; a table without rows where there are none."""
    wanted, data = schema(columns), lines.encode()
    if data:
        read = pa.schema([(column.name, _as_read(column.type)) for column in wanted])
        table = pyarrow.json.read_json(
            io.BytesIO(data),
            read_options=pyarrow.json.ReadOptions(block_size=len(data)),  # no line is longer than all together
            parse_options=pyarrow.json.ParseOptions(explicit_schema=read, unexpected_field_behavior="error"),
        ).cast(wanted)
    else:
        table = wanted.empty_table()
    pyarrow.parquet.write_table(table, file, compression="zstd")
