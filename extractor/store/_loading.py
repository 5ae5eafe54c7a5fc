"""How what was read of filings comes into the store: all rows of a filing, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from extractor.errors import StoreError
from extractor.facts import Fact
from extractor.rows import row
from extractor.store._pages import quoted

if TYPE_CHECKING:
    from extractor.store._sources import Reading

AT_ONCE = 200
"""How many filings are loaded together: all of them are there, or none."""


class Loaded(BaseModel):
    """What came of a load: of so many `filings` some were `new`, some `known` already with the very same facts, some
    `replaced` what another run had found, and some were `passed_over`: read in part, where the store has them whole.
    """

    model_config = ConfigDict(extra="forbid")

    filings: int = 0
    new: int = 0
    known: int = 0
    replaced: int = 0
    passed_over: int = 0
    facts: int = 0


def take(connection: Any, chunk: Sequence[Reading], kinds: Sequence[type[Fact]], done: Loaded) -> None:
    """Load these, and count them in `done`. Raises `StoreError` where a kind of that name is another one there."""
    from extractor.store import _tables  # noqa: PLC0415 - loads the engine, which a question does not need

    known = _kinds(chunk, kinds)
    _tables.prepare(connection, known)
    there = _there(connection, [reading.filing.filing_sha256 for reading in chunk])
    wanted: dict[str, Reading] = {}
    for reading in chunk:
        sha256, run = reading.filing.filing_sha256, (reading.run, reading.filing.state)
        before = there.get(sha256)
        done.filings += 1
        if before == run:
            done.known += 1
        elif before and before[1] == "done" != run[1]:
            done.passed_over += 1
        else:
            done.new += before is None
            done.replaced += before is not None
            wanted[sha256], there[sha256] = reading, run
    forget(connection, list(wanted))
    shapes = _tables.structures(known) | _tables.BESIDE
    rows: dict[str, list[dict[str, Any]]] = {}
    for reading in wanted.values():
        done.facts += len(reading.facts)
        for table, one in _rows(reading):
            rows.setdefault(table, []).append(one)
    for table, found in rows.items():
        _tables.insert(connection, table, shapes[table], found)


def forget(connection: Any, filings: Sequence[str]) -> int:
    """Take out the filings of these digests with all that is theirs; how many were there."""
    from extractor.store import _tables  # noqa: PLC0415 - the same

    there = _there(connection, filings)
    tables = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM _slots").fetchall()]
    for table in (*tables, *_tables.KEPT, *_tables.BESIDE):
        connection.execute(f"DELETE FROM {quoted(table)} WHERE list_contains(?, filing_sha256)", [filings])  # noqa: S608
    return len(there)


def _there(connection: Any, wanted: Sequence[str]) -> dict[str, tuple[str, str]]:
    found = connection.execute(
        "SELECT filing_sha256, run, state FROM filings WHERE list_contains(?, filing_sha256)", [wanted]
    ).fetchall()
    return {sha256: (run, state) for sha256, run, state in found}


def _kinds(chunk: Sequence[Reading], kinds: Sequence[type[Fact]]) -> list[type[Fact]]:
    """The kinds given and those of all facts, by name. Raises `StoreError` where two kinds have one name."""
    found = {kind.kind: kind for kind in kinds}
    for reading in chunk:
        for fact in reading.facts.values():
            if found.setdefault(fact.kind, type(fact)) is not type(fact):
                raise StoreError(f"two kinds are called {fact.kind!r}; load them into stores of their own")
    return [found[name] for name in sorted(found)]


def _rows(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of a filing, with its table."""
    from extractor.comparison import Kind  # noqa: PLC0415 - the same

    filing = reading.filing
    yield "filings", filing.model_dump(mode="json") | {"run": reading.run, "model": reading.model}
    for number, fact in sorted(reading.facts.items()):
        place = {"filing_sha256": filing.filing_sha256, "fact": number}
        yield fact.kind, place | {"filing_id": filing.filing_id} | row(fact, joined=False)
        yield "_facts", place | {"kind": fact.kind}
        for nth, one in enumerate(fact.evidence):
            spans = [
                {"slot": slot, "start": span.start, "end": span.end}
                for slot, found in one.slots.items()
                for span in found
            ]
            said = one.model_dump(exclude={"slots"}) | {"slots": spans}
            yield "evidence", place | {"kind": fact.kind, "number": nth} | said
        for slot, how in Kind(type(fact)).slots.items():
            value = getattr(fact, slot)
            if how.form == "name" and value:
                for name in dict.fromkeys(value if isinstance(value, tuple) else (value,)):
                    yield "_names", place | {"kind": fact.kind, "slot": slot, "name": name}
        if both := fact.one_thing():
            yield "_same", place | {"one": both[0], "other": both[1]}
