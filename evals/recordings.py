"""Recordings: of the replies that a run asked for, those that are kept beside the evals."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evals.errors import BadInput
from extractor.errors import RepliesError
from extractor.replies import Recorded, Replies


class Noting(Replies):
    """A record that notes which replies it is asked for, and which of them it lacks."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.asked: set[str] = set()
        self.lacked: set[str] = set()

    def get(self, key: str) -> Recorded | None:
        """The reply under `key`, noted as asked for."""
        self.asked.add(key)
        found = super().get(key)
        if found is None:
            self.lacked.add(key)
        return found


def take_in(record: Replies, path: Path) -> None:
    """Take recordings into a record. Raises `BadInput` if they are not in order."""
    try:
        record.import_(path)
    except RepliesError as error:
        raise BadInput([f"{path.name}:-:-: {error}"]) from error


def keep(record: Noting, path: Path, *, further: bool) -> None:
    """Write the replies that a record was asked for to `path`; if `further`, as after a run that did not end, the file
    keeps what it has.
    """
    with tempfile.TemporaryDirectory(prefix="evals-") as place, Replies(place) as used:
        if further and path.exists():
            used.import_(path)
        for key in sorted(record.asked):
            recorded = record.get(key)
            if recorded is not None:
                used.put(recorded)
        used.export(path)
