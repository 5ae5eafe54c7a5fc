"""Facts as flat rows, for data frames, spreadsheets and databases: one value a column.

Each slot has the columns that its type comes to: `value_text`, `value_amount`, `value_unit` and `value_bound` of a
quantity; `as_of_text`, `as_of_start` and `as_of_end` of a date or period; else one of its own name. They are None where
the slot is not stated, so that all rows of a kind have the same columns. The values of a list stand in one text, parted
by semicolons.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from extractor.errors import MissingPackage
from extractor.facts import Evidence, Fact, Quantity, When

FRAMES = ("pandas", "polars")
"""Packages with a `DataFrame` that takes columns, the first that is installed is used."""


_FIRST = ("quote", "start", "end", "source_start", "source_end")
"""What of a fact's first evidence stands in its row."""


def row(fact: Fact, *, joined: bool = True) -> dict[str, Any]:
    """The fact as one flat row. Of its evidence the first stands in it; `evidence_count` says how many there are.

    An amount is a float, a day a `datetime.date`. A list stays a list where it is not to be `joined`.
    """
    found: dict[str, Any] = {"kind": fact.kind}
    for slot in type(fact).slots():
        found |= _values(slot, getattr(fact, slot), type(fact).model_fields[slot].annotation, joined=joined)
    first = fact.evidence[0] if fact.evidence else None
    for name in _FIRST:
        found[f"evidence_{name}"] = getattr(first, name, None)
    return found | {"evidence_count": len(fact.evidence), "confidence": fact.confidence}


def columns(kind: type[Fact]) -> dict[str, Any]:
    """The columns of `row` for facts of this kind, each with the annotation of its values, lists not joined."""
    found: dict[str, Any] = {"kind": str}
    for slot in kind.slots():
        annotation = kind.model_fields[slot].annotation
        part = _part(annotation)
        if part is None:
            found[slot] = annotation
        else:
            found |= {f"{slot}_{name}": field.annotation for name, field in part.model_fields.items()}
        if part is Quantity:
            found[f"{slot}_amount"] = float
    found |= {f"evidence_{name}": Evidence.model_fields[name].annotation for name in _FIRST}
    return found | {"evidence_count": int, "confidence": float}


def parts(kind: type[Fact]) -> dict[str, tuple[str, ...]]:
    """Each slot with the names that follow its own in its columns; none where it has one column of its own name."""
    found = {slot: _part(kind.model_fields[slot].annotation) for slot in kind.slots()}
    return {slot: tuple(part.model_fields) if part else () for slot, part in found.items()}


def slots(row: Mapping[str, Any], parts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The slots of a fact from its row, lists not joined: what `row` is made from, as it stands in JSON."""
    found: dict[str, Any] = {}
    for slot, names in parts.items():
        values = {name: row.get(f"{slot}_{name}") for name in names}
        found[slot] = row.get(slot) if not names else None if values["text"] is None else values
    return found


def _values(slot: str, value: Any, annotation: Any, *, joined: bool) -> dict[str, Any]:
    if isinstance(value, tuple):
        listed = [str(getattr(one, "text", one)) for one in value]
        return {slot: "; ".join(listed) if joined else listed}
    part = _part(annotation)
    if part is None:
        return {slot: value}
    found = {f"{slot}_{field}": getattr(value, field, None) for field in part.model_fields}
    if isinstance(value, Quantity):
        found[f"{slot}_amount"] = float(value.amount)
    return found


def _part(annotation: Any) -> type[Quantity | When] | None:
    """The quantity or date that a slot may hold."""
    pending = [annotation]
    while pending:
        one = pending.pop()
        if one is Quantity or one is When:
            found: type[Quantity | When] = one
            return found
        pending.extend(get_args(one))
    return None


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
