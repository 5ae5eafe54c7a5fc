"""Facts as they come out of the store: page after page, in an order that loading more does not change."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from extractor.errors import StoreError
from extractor.facts import Evidence
from extractor.rows import slots

DEFAULT_LIMIT, MOST = 100, 1000
"""How many facts a page has, unless told otherwise and at most."""

Key = tuple[str, int]
"""A fact: its filing's digest, and its number there."""

_NO_DAY = dt.date(1, 1, 1)
_PLACE = TypeAdapter(
    tuple[dt.date, Annotated[str, Field(pattern="^[0-9a-f]{64}$")], Annotated[int, Field(ge=0, lt=2**31, strict=True)]]
)
"""What a cursor says: the day of a filing, its digest, and a fact's number there."""


class StoredFiling(BaseModel):
    """Which filing a fact is from, what was read there (`run`, a digest) and by which model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    id: str
    name: str
    date: dt.date | None
    form: str | None
    registrant: str | None
    run: str
    model: str


class StoredFact(BaseModel):
    """A fact of the store. `id` names it for as long as its filing is not read otherwise; `fact` is what stands in a
    result's JSON, with its kind, slots, evidence and confidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    fact: dict[str, Any]
    filing: StoredFiling

    @property
    def key(self) -> Key:
        """Its filing's digest, and its number there."""
        return self.filing.sha256, int(self.id.rpartition("-")[2])

    @property
    def quote(self) -> str:
        """The words of its first evidence."""
        return str(self.fact["evidence"][0]["quote"]) if self.fact["evidence"] else ""


class Page(BaseModel):
    """Some facts, by date and digest of their filing and their place in it; `cursor` asks for those after them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: tuple[StoredFact, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for; what is None is not asked for. `names` are all names of the thing asked about, each with the
    filings in which it is meant, None for all.
    """

    kinds: Collection[str] | None = None
    names: Collection[tuple[str, str | None]] | None = None
    filing: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def page(connection: Any, query: Query, limit: int, cursor: str | None) -> Page:
    """The facts that a query asks for, after `cursor`. Raises `StoreError` where that is none."""
    if not 1 <= limit <= MOST:
        raise StoreError(f"limit {limit}: a page has 1 to {MOST} facts; take the next one by the cursor of the last")
    where, values = _where(query)
    if cursor is not None:
        where.append("(coalesce(filings.date, ?), filing_sha256, fact) > (?, ?, ?)")
        values += [_NO_DAY, *_opened(cursor)]
    found = connection.execute(
        f"SELECT filing_sha256, fact, filings.date FROM _facts JOIN filings USING (filing_sha256) {_all(where)}"  # noqa: S608
        "ORDER BY coalesce(filings.date, ?), filing_sha256, fact LIMIT ?",
        [*values, _NO_DAY, limit + 1],
    ).fetchall()
    shown = found[:limit]
    facts = stored(connection, [(sha256, number) for sha256, number, _ in shown])
    return Page(facts=tuple(facts), cursor=_sealed(shown[-1]) if len(found) > limit else None)


def keys(connection: Any, query: Query) -> list[Key]:
    """All facts that a query asks for, in the order of pages."""
    where, values = _where(query)
    return list(
        connection.execute(
            f"SELECT filing_sha256, fact FROM _facts JOIN filings USING (filing_sha256) {_all(where)}"  # noqa: S608
            "ORDER BY coalesce(filings.date, ?), filing_sha256, fact",
            [*values, _NO_DAY],
        ).fetchall()
    )


def filings(connection: Any, query: Query) -> list[str]:
    """The digests of the filings that a query asks for, which asks of filings alone."""
    where, values = _where(query)
    found = connection.execute(f"SELECT filing_sha256 FROM filings {_all(where)}ORDER BY ALL", values).fetchall()  # noqa: S608
    return [sha256 for (sha256,) in found]


def _where(query: Query) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if query.kinds is not None:
        where.append("list_contains(?, kind)")
        values.append(list(query.kinds))
    if query.names is not None:
        where.append(
            "(filing_sha256, fact) IN (SELECT filing_sha256, fact FROM _names "
            "WHERE list_contains(?, name) OR list_contains(?, name || chr(10) || filing_sha256))"
        )
        values.append([name for name, filing in query.names if filing is None])
        values.append([f"{name}\n{filing}" for name, filing in query.names if filing is not None])
    if query.filing is not None:
        where.append("(filing_sha256 = ? OR filing_id = ? OR name = ? OR (length(?) >= 8 AND filing_sha256 ^@ ?))")
        values += [query.filing] * 5
    if query.since is not None:
        where.append("filings.date >= ?")
        values.append(query.since)
    if query.until is not None:
        where.append("filings.date <= ?")
        values.append(query.until)
    return where, values


def _all(where: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(where)} " if where else ""


def _sealed(place: tuple[str, int, dt.date | None]) -> str:
    sha256, number, date = place
    plain = json.dumps([(date or _NO_DAY).isoformat(), sha256, number], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _opened(cursor: str) -> tuple[dt.date, str, int]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return _PLACE.validate_python(place)
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(f"cursor {cursor[:80]!r}: is none; take it from the page before as it is") from error


def stored(connection: Any, wanted: Sequence[Key]) -> list[StoredFact]:
    """The facts of these keys, in their order."""
    if not wanted:
        return []
    both = [[sha256 for sha256, _ in wanted], [number for _, number in wanted]]
    chosen = "(filing_sha256, fact) IN (SELECT unnest(?), unnest(?))"
    kinds = [
        kind
        for (kind,) in connection.execute(f"SELECT DISTINCT kind FROM _facts WHERE {chosen}", both).fetchall()  # noqa: S608
    ]
    filings = _filings(connection, {sha256 for sha256, _ in wanted})
    evidence: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    query = f"FROM evidence WHERE {chosen} ORDER BY number"
    for one in records(connection, query, both):
        evidence[one["filing_sha256"], one["fact"]].append(evidence_of(one))
    found: dict[Key, StoredFact] = {}
    for kind in kinds:
        parts = dict(
            connection.execute("SELECT slot, parts FROM _slots WHERE kind = ? ORDER BY nth", [kind]).fetchall()
        )
        for row in records(connection, f"FROM {quoted(kind)} WHERE {chosen}", both):
            sha256, number = key = row["filing_sha256"], row["fact"]
            sure = {} if row["confidence"] is None else {"confidence": row["confidence"]}
            found[key] = StoredFact(
                id=f"{sha256[:16]}-{number}",
                kind=kind,
                fact={"kind": kind, "evidence": evidence[key], **sure, **_plain(slots(row, parts))},
                filing=filings[sha256],
            )
    return [found[key] for key in wanted]


def _filings(connection: Any, wanted: Iterable[str]) -> dict[str, StoredFiling]:
    names = "filing_sha256, filing_id, name, date, header, registrant, run, model"
    found = connection.execute(f"SELECT {names} FROM filings WHERE list_contains(?, filing_sha256)", [list(wanted)])  # noqa: S608
    return {
        sha256: StoredFiling(
            sha256=sha256, id=name, name=called, date=date, form=_form(header), registrant=who, run=run, model=model
        )
        for sha256, name, called, date, header, who, run, model in found.fetchall()
    }


def _form(header: str) -> str | None:
    said = json.loads(header)
    form = said.get("form_type") or said.get("cover", {}).get("form_type")
    return None if form is None else str(form)


def evidence_of(row: dict[str, Any]) -> dict[str, Any]:
    """One evidence of a fact from its row, as it stands in JSON."""
    said: dict[str, Any] = {name: row[name] for name in Evidence.model_fields if name != "slots"}
    spans: dict[str, list[list[int]]] = {}
    for span in row["slots"] or ():
        spans.setdefault(span["slot"], []).append([span["start"], span["end"]])
    return said | {"slots": spans}


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """Slots as JSON has them: days as text, whole amounts as whole numbers."""
    for value in said.values():
        if isinstance(value, dict):
            for name, part in value.items():
                if isinstance(part, dt.date):
                    value[name] = part.isoformat()
                elif isinstance(part, float) and part.is_integer():
                    value[name] = int(part)
    return said


def records(connection: Any, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """What a query answers, each row by the names of its columns."""
    answer = connection.execute(query, values)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def quoted(name: str) -> str:
    """A name as SQL takes any."""
    return '"' + name.replace('"', '""') + '"'
