"""Facts as flat rows, for data frames, spreadsheets and databases: one value a column.

Each slot has the columns that its type comes to: `value_text`, `value_amount`, `value_unit` and `value_bound` of a
quantity; `as_of_text`, `as_of_start` and `as_of_end` of a date or period; else one of its own name. They are None where
the slot is not stated, so that all rows of a kind have the same columns. The values of a list stand in one text, parted
by semicolons.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from extractor.errors import MissingPackage
from extractor.facts import Fact, Quantity, When

FRAMES = ("pandas", "polars")
"""Packages with a `DataFrame` that takes columns, the first that is installed is used."""


def row(fact: Fact) -> dict[str, Any]:
    """The fact as one flat row. Of its evidence the first stands in it; `evidence_count` says how many there are.

    An amount is a float, a day a `datetime.date`.
    """
    found: dict[str, Any] = {"kind": fact.kind}
    for slot in type(fact).slots():
        found |= _columns(slot, getattr(fact, slot), type(fact).model_fields[slot].annotation)
    first = fact.evidence[0] if fact.evidence else None
    for name in ("quote", "start", "end", "source_start", "source_end"):
        found[f"evidence_{name}"] = getattr(first, name, None)
    return found | {"evidence_count": len(fact.evidence), "confidence": fact.confidence}


def _columns(slot: str, value: Any, annotation: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {slot: "; ".join(str(getattr(one, "text", one)) for one in value)}
    fields = _fields(annotation)
    if not fields:
        return {slot: value}
    found = {f"{slot}_{field}": getattr(value, field, None) for field in fields}
    if isinstance(value, Quantity):
        found[f"{slot}_amount"] = float(value.amount)
    return found


def _fields(annotation: Any) -> tuple[str, ...]:
    """The fields of the quantity or date that a slot may hold."""
    pending = [annotation]
    while pending:
        one = pending.pop()
        if one in (Quantity, When):
            return tuple(one.model_fields)
        pending.extend(get_args(one))
    return ()


def frame(rows: Iterable[Mapping[str, Any]]) -> Any:
    """The rows as a data frame of pandas or, without it, polars. Raises `MissingPackage` where neither is installed."""
    table = list(rows)
    columns = dict.fromkeys(name for one in table for name in one)
    for name in FRAMES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        return package.DataFrame({column: [one.get(column) for one in table] for column in columns})
    raise MissingPackage(
        f"a data frame needs {' or '.join(FRAMES)}, and neither is installed: pip install {FRAMES[0]}. "
        "to_dicts() gives the same rows without"
    )
