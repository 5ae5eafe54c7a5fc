"""What the routes of one service share."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from extractor.errors import ExtractorError, StoreBusy
from extractor.extractor import Extractor
from extractor.result import Result
from extractor.service._events import Bell
from extractor.service._ledger import Ledger, Row
from extractor.service._metrics import Metrics
from extractor.service._problems import Refused, missing
from extractor.service._settings import Settings
from extractor.service._worker import Worker
from extractor.store import Store

_log = logging.getLogger(__name__)

LEDGER, STORE = "service.db", "facts.duckdb"
"""The files of the ledger and of the store of facts, in the service's folder."""

_PATIENCE = 2.0
"""The seconds that another process which holds the store is waited for."""

_AGAIN = 30.0
"""The seconds after which facts that are not in the store yet are tried again."""


class Service:
    """A service's parts, from its start to its end. Raises `OutputError` where its folder cannot be used."""

    def __init__(self, settings: Settings, make: Callable[[], Extractor]) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.data / LEDGER)
        self.metrics = Metrics(self.ledger)
        self.bell = Bell()
        self.worker = Worker(self.ledger, make, settings.limits, self)
        self.store = Store(settings.data / STORE, patience=_PATIENCE)
        self.streams = 0
        self._keeping = threading.Lock()
        self._ending = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="extractor-keeper", daemon=True)

    def moved(self, extraction: str) -> None:
        """Tell whoever listens that something has happened to an extraction."""
        self.bell.ring(extraction)

    def read(self, extraction: str, outcome: Result | str, seconds: float) -> None:
        """An extraction is over: count it and keep it; what is done can be found in the store too."""
        with self._keeping:
            if self.ledger.get(extraction) is None:  # deleted
                return
            if isinstance(outcome, Result):
                try:
                    self._store(extraction, outcome)
                except ExtractorError as error:
                    _log.error("the facts of extraction %s are not in the store yet: %s", extraction, error)
            self.ledger.finish(extraction, outcome)
        self.metrics.read(outcome, seconds)

    def start(self) -> None:
        """Begin, with the facts that an earlier end kept from the store, and with the filings that wait."""
        self._catch_up()
        self._keeper.start()
        self.worker.start()

    def _keep(self) -> None:
        while not self._ending.wait(_AGAIN):
            try:
                self._catch_up()
            except Exception:  # noqa: BLE001 - whatever it is, the next time may go better
                _log.exception("facts are not in the store yet")

    def _catch_up(self) -> None:
        """Let the facts be found that could not be stored when they were read."""
        for extraction in self.ledger.unstored():
            try:
                with self._keeping:
                    self._store(extraction, self.result(extraction))
            except StoreBusy as error:
                _log.warning("facts are not in the store yet: %s", error)
                return
            except ExtractorError as error:
                _log.error("the facts of extraction %s are not in the store yet: %s", extraction, error)
            except Refused:  # deleted meanwhile
                continue

    def _store(self, extraction: str, result: Result) -> None:
        self.store.load(result)
        self.ledger.stored(extraction)

    def result(self, extraction: str) -> Result:
        """The result of a done extraction, with its text. Raises `Refused` where there is none."""
        written, text = self._kept(extraction)
        return Result.from_json(written, kinds=self.settings.kinds, filing_text=text)

    def text(self, extraction: str) -> str:
        """The text of a filing that was read. Raises `Refused` where there is none."""
        return self._kept(extraction)[1]

    def _kept(self, extraction: str) -> tuple[str, str]:
        kept = self.ledger.result(extraction)
        if kept is None:
            row = self.row(extraction)
            raise Refused(HTTPStatus.CONFLICT, f"there is no result: the extraction is {row.status}; GET it for more")
        return kept

    def row(self, extraction: str) -> Row:
        """An extraction. Raises `Refused` where there is none."""
        row = self.ledger.get(extraction)
        if row is None:
            raise missing(f"extraction {extraction[:40]!r}")
        return row

    def forget(self, extraction: str) -> None:
        """Delete an extraction with all that is kept of it, and its facts, where no other is of the same filing."""
        with self._keeping:
            if kept := self.ledger.result(extraction):
                sha256 = json.loads(kept[0])["filing"]["sha256"]
                if self.ledger.reads_alone(extraction, sha256):
                    self.store.forget(sha256)
            self.ledger.delete(extraction)
        self.worker.give_up(extraction)  # last, so that no one claims it in between
        self.bell.ring(extraction)

    def close(self) -> None:
        """End: what is under way goes on at the next start."""
        self.bell.close()
        self._ending.set()
        self.worker.stop()
        if self._keeper.is_alive():
            self._keeper.join()
        self.ledger.close()


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]
"""The service, as a route asks for it."""
