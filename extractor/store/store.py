"""The store: loads what was read of filings, and answers from it."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor._config import data_dir
from extractor.errors import StoreError
from extractor.facts import Fact
from extractor.result import Result
from extractor.store import _decisions, ownership
from extractor.store._database import Database
from extractor.store._export import Form, answer, export, names
from extractor.store._loading import AT_ONCE, Loaded, forget, take
from extractor.store._pages import DEFAULT_LIMIT, Key, Page, Query, StoredFact, filings, keys, page, quoted, stored
from extractor.store.entities import Entities, Entity
from extractor.store.figures import Conflict, Figure, Shape, conflicts, figure, history, shapes
from extractor.store.profiles import MEMBER_SLOTS, Member, Profile, latest, latest_figures, members

_SHOWN = 10
"""How many filings are listed where another was named."""


def default_path() -> Path:
    """Where the store is, unless another is named."""
    return data_dir() / "facts.duckdb"


class Store:
    """The facts of many filings, in one DuckDB file, which is made if it is not there; see `default_path`.

    The file is open only while something is asked or loaded, so that other threads and processes can use it too;
    `patience` is how many seconds one waits for its turn. Raises `StoreError` where the file is no store, is damaged or
    cannot be used, `StoreBusy` where another process holds it for longer, `MissingPackage` without DuckDB.
    """

    def __init__(self, path: str | Path | None = None, *, patience: float = 10.0) -> None:
        self.path = default_path() if path is None else Path(path).expanduser()
        self._database = Database(self.path, patience)
        self._resolved: tuple[str, Entities] | None = None
        self._resolving = threading.Lock()

    def __repr__(self) -> str:
        return f"<Store {self.path}>"

    def load(self, results: Result | Iterable[Result]) -> Loaded:
        """Load results from memory. A filing has the facts of one run, the one that was loaded last; the same result
        changes nothing, and one that is incomplete does not stand before a complete one.

        Raises `StoreError` where a kind of the same name, with other slots, is there already.
        """
        from extractor.store._sources import of_result  # noqa: PLC0415 - loads the engine, which a question does not need

        return self._load(of_result(one) for one in ([results] if isinstance(results, Result) else results))

    def load_files(
        self,
        paths: Iterable[str | Path],
        *,
        domain: str = "alliances",
        told: Callable[[Loaded], object] = lambda _: None,
    ) -> Loaded:
        """Load results as JSON, folders of them, and folders that `extractor batch` wrote; `told` hears how far it is.

        `domain` is the import package of their kinds. Filings are loaded a few hundred at a time: killed in between,
        those that were loaded are whole, and the same call loads the others. Raises `StoreError` too where something
        cannot be read; what came before it is loaded.
        """
        from extractor.domain import load_domain  # noqa: PLC0415 - the same
        from extractor.store._sources import readings  # noqa: PLC0415 - the same

        kinds = load_domain(domain).kinds
        return self._load((one for path in paths for one in readings(Path(path), domain)), kinds, told)

    def _load(
        self,
        given: Iterator[Any],
        kinds: Sequence[type[Fact]] = (),
        told: Callable[[Loaded], object] = lambda _: None,
    ) -> Loaded:
        done = Loaded()
        failed: Exception | None = None
        while failed is None:
            chunk: list[Any] = []
            try:
                for reading in given:
                    chunk.append(reading)
                    if len(chunk) == AT_ONCE:
                        break
                else:
                    given = iter(())
            except Exception as error:  # noqa: BLE001 - what was read before it is loaded all the same
                failed = error
            if not chunk:
                break
            with self._database.writing() as connection:
                take(connection, chunk, kinds, done)
            told(done)
        if failed is not None:
            raise failed
        return done

    def facts(
        self,
        *,
        kind: str | None = None,
        name: str | None = None,
        filing: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
    ) -> Page:
        """The facts of a kind, about a name, of a filing (by digest, id or name), of filings of these days.

        They come by date of their filing, and in its order; `cursor` of one page asks for the next. Raises `StoreError`
        where the limit or the cursor is none, or there is no such kind or filing.
        """
        with self._asked() as (connection, entities):
            self._check_kind(connection, kind)
            self._check_filing(connection, filing)
            query = Query(
                kinds=None if kind is None else (kind,),
                names=None if name is None else _mentions(entities, entities.named(name)),
                filing=filing,
                since=since,
                until=until,
            )
            return page(connection, query, limit, cursor)

    def forget(self, filing: str) -> bool:
        """Take the filing of this SHA-256 out, with its facts, until it is loaded again; whether it was there.

        What was decided about names stays.
        """
        with self._database.writing() as connection:
            return forget(connection, [filing]) > 0

    def entities(self) -> Entities:
        """What all names here mean; see `Entities.named`, `merges` and `kept_apart`."""
        with self._asked() as (_, entities):
            return entities

    def stored(self, keys: Sequence[Key]) -> list[StoredFact]:
        """The facts of these keys, as merges name them, in their order."""
        with self._database.reading() as connection:
            return stored(connection, keys)

    def join(self, one: str, other: str) -> str:
        """Decide that two names are one thing, from now on; what was done, in words. Raises `StoreError`."""
        with self._database.writing() as connection:
            return _decisions.join(connection, one, other)

    def split(self, name: str, other: str | None = None) -> str:
        """Undo what people have joined with a name; else decide that it is not one with `other`, or with any.

        What was done, in words. Raises `StoreError`.
        """
        with self._database.writing() as connection:
            return _decisions.split(connection, name, other)

    def profile(self, name: str, *, as_of: dt.date | None = None) -> Profile:
        """What filings up to a day say of one thing.

        Raises `StoreError` where no fact names it, or it may be several.
        """
        with self._asked() as (connection, entities):
            entity = _decisions.one_of(entities, name)
            known = _shapes(connection)
            about = self._about(connection, entities, entity, as_of)
            figures = [one for one in _figures(about, known, entities) if one.subject == (entity.name,)]
            net = self._net(connection, entities, as_of)
            taken = {one.stored.key for one in figures} | {
                stored.key for stored in about if {*stored.fact} >= ownership.SLOTS
            }
            keys = dict(
                connection.execute(
                    "SELECT kind, list(slot ORDER BY nth) FROM _slots WHERE in_key GROUP BY kind"
                ).fetchall()
            )
            return Profile(
                entity=entity,
                as_of=as_of,
                figures=tuple(latest_figures(figures, as_of)),
                owners=tuple(self._held(connection, ownership.holdings(net, of=entity.name))),
                holdings=tuple(self._held(connection, ownership.holdings(net, by=entity.name))),
                facts=tuple(latest((one for one in about if one.key not in taken), keys, entities)),
            )

    def history(self, name: str, *, measure: str | None = None, as_of: dt.date | None = None) -> list[Figure]:
        """How the numbers of one thing moved: its figures, or those of a measure, by scope and day, in filings up to a
        day.

        Raises `StoreError` where no fact names it, it may be several, or it has no figure of that measure.
        """
        with self._asked() as (connection, entities):
            entity = _decisions.one_of(entities, name)
            found = _figures(self._about(connection, entities, entity, as_of), _shapes(connection), entities)
            own = [one for one in found if one.subject == (entity.name,)]
            known = sorted({one.measure for one in own})
            if measure is not None and measure not in known:
                raise StoreError(f"{name!r} has no figure of measure {measure!r}; it has {', '.join(known) or 'none'}")
            return history(one for one in own if measure in (None, one.measure))

    def owners(
        self, *, of: str | None = None, by: str | None = None, as_of: dt.date | None = None
    ) -> list[ownership.Holding]:
        """Who owns whom: who holds `of`, or what `by` holds, also through others, by filings up to a day; else all that
        filings state. Raises `StoreError` as `profile` does.
        """
        with self._asked() as (connection, entities):
            net = self._net(connection, entities, as_of)
            ends = [None if name is None else _decisions.one_of(entities, name).name for name in (of, by)]
            return self._held(connection, ownership.holdings(net, of=ends[0], by=ends[1]))

    def members(self, alliance: str, *, as_of: dt.date | None = None) -> list[Member]:
        """Who belongs to an alliance, since when filings say so and until when, by filings up to a day.

        Raises `StoreError` as `profile` does.
        """
        with self._asked() as (connection, entities):
            entity = _decisions.one_of(entities, alliance)
            kinds = _with_slots(connection, MEMBER_SLOTS)
            found = stored(
                connection, keys(connection, Query(kinds=kinds, names=_mentions(entities, [entity]), until=as_of))
            )
            own = [one for one in found if entities.of(one.fact["alliance"], one.filing.sha256) is entity]
            return members(own, entities)

    def conflicts(self, *, name: str | None = None, as_of: dt.date | None = None) -> list[Conflict]:
        """Where filings up to a day state different numbers of the same, about one thing or any.

        Raises `StoreError` as above.
        """
        with self._asked() as (connection, entities):
            known = _shapes(connection)
            entity = None if name is None else _decisions.one_of(entities, name)
            names = None if entity is None else _mentions(entities, [entity])
            query = Query(kinds=[shape.kind for shape in known], names=names, until=as_of)
            found = list(conflicts(_figures(stored(connection, keys(connection, query)), known, entities), entities))
            return [one for one in found if entity is None or entity.name in one.sides[0].subject]

    def sql(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns and rows that a query answers; it can change nothing, and reach no other file.

        Beside a table a kind there are `filings`, `evidence`, and, for what names mean, `mentions` and `entities`.
        Raises `StoreError` where it cannot be run.
        """
        with self._asked() as (connection, entities):
            names(connection, entities)
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
            return answer(connection, query)

    def export(self, target: str | Path, form: Form | str) -> list[Path]:
        """Write all as Parquet or CSV, a file a table into a folder, or as one file of GraphML.

        There things are nodes, and facts between two of them edges. The files written. Raises `OutputError`.
        """
        with self._asked() as (connection, entities):
            return export(connection, entities, Path(target), Form(form))

    @contextlib.contextmanager
    def _asked(self) -> Iterator[tuple[Any, Entities]]:
        """A connection, and what names mean in what it shows."""
        with self._database.reading() as connection:
            [generation] = connection.execute("SELECT value FROM _about WHERE name = 'generation'").fetchone()
            with self._resolving:
                if self._resolved is None or self._resolved[0] != generation:
                    self._resolved = generation, Entities(_decisions.said(connection))
                entities = self._resolved[1]
            yield connection, entities

    @staticmethod
    def _about(connection: Any, entities: Entities, entity: Entity, as_of: dt.date | None = None) -> list[StoredFact]:
        return stored(connection, keys(connection, Query(names=_mentions(entities, [entity]), until=as_of)))

    @staticmethod
    def _net(connection: Any, entities: Entities, as_of: dt.date | None) -> Any:
        said: list[ownership.Stated] = []
        quantity = "SELECT 1 FROM _slots WHERE kind = ? AND slot = 'stake' AND list_contains(parts, 'amount')"
        for kind in _with_slots(connection, ownership.SLOTS):
            stake = "NULL"
            if connection.execute(quantity, [kind]).fetchone():
                stake = "CASE WHEN stake_unit = 'percent' THEN stake_amount END"
            query = f"SELECT owner, owned, {stake}, date, filing_sha256, fact FROM {quoted(kind)} JOIN filings USING (filing_sha256)"  # noqa: S608, E501
            for owner, owned, share, date, sha256, fact in connection.execute(query).fetchall():
                said.append(ownership.Stated(owner, owned, share, date, (sha256, fact)))
        return ownership.graph(said, entities, as_of)

    @staticmethod
    def _held(connection: Any, found: Sequence[ownership.Holding]) -> list[ownership.Holding]:
        """Holdings with their facts."""
        facts = {one.key: one for one in stored(connection, sorted({key for one in found for key in one.keys}))}
        return [replace(one, facts=tuple(facts[key] for key in one.keys)) for one in found]

    @staticmethod
    def _check_kind(connection: Any, kind: str | None) -> None:
        known = [name for (name,) in connection.execute("SELECT DISTINCT kind FROM _slots ORDER BY kind").fetchall()]
        if kind is not None and kind not in known:
            raise StoreError(f"kind {kind!r}: there is none of that name here; there are {', '.join(known) or 'none'}")

    @staticmethod
    def _check_filing(connection: Any, filing: str | None) -> None:
        if filing is None or filings(connection, Query(filing=filing)):
            return
        known = [name for (name,) in connection.execute("SELECT DISTINCT name FROM filings ORDER BY name").fetchall()]
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        there = ", ".join(known[:_SHOWN]) + more if known else "none"
        raise StoreError(f"filing {filing[:80]!r}: there is none of that name, id or SHA-256 here; there are {there}")


def _mentions(entities: Entities, wanted: Iterable[Entity]) -> list[tuple[str, str | None]]:
    return [mention for entity in wanted for mention in entities.mentions(entity)]


def _shapes(connection: Any) -> list[Shape]:
    return shapes(
        connection.execute("SELECT kind, slot, parts, is_name, in_key FROM _slots ORDER BY kind, nth").fetchall()
    )


def _figures(facts: Iterable[StoredFact], known: Iterable[Shape], entities: Entities) -> list[Figure]:
    by_kind = {shape.kind: shape for shape in known}
    found = (figure(one, by_kind[one.kind], entities) for one in facts if one.kind in by_kind)
    return [one for one in found if one is not None]


def _with_slots(connection: Any, slots: Iterable[str]) -> list[str]:
    """The kinds that have all these slots, each for one name."""
    query = "SELECT kind FROM _slots WHERE is_name AND list_contains(?, slot) GROUP BY kind HAVING count(*) = ?"
    wanted = list(slots)
    return [kind for (kind,) in connection.execute(query, [wanted, len(wanted)]).fetchall()]
