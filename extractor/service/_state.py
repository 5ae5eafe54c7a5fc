"""What the routes of one service share."""

from __future__ import annotations

import functools
import json
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from extractor.errors import ExtractorError
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


class Service:
    """A service's parts, from its start to its end. Raises `OutputError` where its folder cannot be used."""

    def __init__(self, settings: Settings, make: Callable[[], Extractor]) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.data / LEDGER)
        self.metrics = Metrics(self.ledger)
        self.bell = Bell()
        self.worker = Worker(self.ledger, make, settings.limits, self)
        self.store = Store(settings.data / STORE)
        self.streams = 0
        self._keeping = threading.Lock()

    def moved(self, extraction: str) -> None:
        """Tell whoever listens that something has happened to an extraction."""
        self.bell.ring(extraction)

    def read(self, extraction: str, outcome: Result | str, seconds: float) -> None:
        """An extraction is over: count it and keep it; what is done can be found in the store too."""
        self.metrics.read(outcome, seconds)
        with self._keeping:
            if self.ledger.get(extraction) is None:  # deleted
                return
            if isinstance(outcome, Result):
                self._store(extraction, lambda: outcome)
            self.ledger.finish(extraction, outcome)

    def start(self) -> None:
        """Begin, with the facts that an earlier end kept from the store, and with the filings that wait."""
        for extraction in self.ledger.unstored():
            self._store(extraction, functools.partial(self.result, extraction))
        self.worker.start()

    def _store(self, extraction: str, result: Callable[[], Result]) -> None:
        try:
            self.store.load(result())
        except ExtractorError as error:  # the extraction stands; the next start tries again
            _log.error("the facts of extraction %s are not in the store: %s", extraction, error)
        else:
            self.ledger.stored(extraction)

    def result(self, extraction: str) -> Result:
        """The result of a done extraction, with its text. Raises `Refused` where there is none."""
        written, text = self._kept(extraction)
        return Result.from_json(written, kinds=self.settings.kinds, filing_text=text)

    def text(self, extraction: str) -> str:
        """The text of a filing that was read. Raises `Refused` where there is none."""
        return self._kept(extraction)[1]

    def _kept(self, extraction: str) -> tuple[str, str]:
        row, kept = self.row(extraction), self.ledger.result(extraction)
        if kept is None:
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
        self.worker.give_up(extraction)
        with self._keeping:
            if kept := self.ledger.result(extraction):
                sha256 = json.loads(kept[0])["filing"]["sha256"]
                if self.ledger.reads_alone(extraction, sha256):
                    self.store.forget(sha256)
            self.ledger.delete(extraction)
        self.bell.ring(extraction)

    def close(self) -> None:
        """End: what is under way goes on at the next start."""
        self.bell.close()
        self.worker.stop()
        self.ledger.close()


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]
"""The service, as a route asks for it."""
