"""The store: loads what was read of filings, and answers from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor._config import data_dir
from extractor.errors import StoreError
from extractor.facts import Fact
from extractor.result import Result
from extractor.store._database import Database
from extractor.store._loading import AT_ONCE, Loaded, take
from extractor.store._pages import DEFAULT_LIMIT, Page, Query, page


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
        where the limit or the cursor is none, or there is no such kind.
        """
        with self._database.reading() as connection:
            self._check_kind(connection, kind)
            query = Query(
                kinds=None if kind is None else (kind,),
                names=None if name is None else ((name, None),),
                filing=filing,
                since=since,
                until=until,
            )
            return page(connection, query, limit, cursor)

    @staticmethod
    def _check_kind(connection: Any, kind: str | None) -> None:
        known = [name for (name,) in connection.execute("SELECT DISTINCT kind FROM _slots ORDER BY kind").fetchall()]
        if kind is not None and kind not in known:
            raise StoreError(f"kind {kind!r}: there is none of that name here; there are {', '.join(known) or 'none'}")
