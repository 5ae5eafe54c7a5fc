"""Extracts the gold documents: offline from the recordings in git, or live, to record them anew.

There is one folder of recordings for each reader, and in it one file for each document, `<document>.jsonl`, with
exactly the replies that its extraction asks for. They are read into a record of their own, so that no run depends on
what else the machine has recorded.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from evals import documents
from evals.errors import BadInput, LiveRunFailed, MissingReplies
from evals.gold import Gold
from evals.kinds import kinds_of
from evals.predictions import Prediction, parse
from evals.readers import Reader
from evals.recordings import Noting, keep, take_in
from extractor import Extractor
from extractor.domain import Domain
from extractor.errors import MissingReply, ModelUnavailable, RepliesError, SchemaError, WeightsError
from extractor.model import TIMEOUT
from extractor.replies import Replies

Say = Callable[[str], None]


@dataclass(frozen=True)
class Extracted:
    """A prediction for every gold document, each one's result as JSON, and what was missing from the record."""

    predictions: tuple[Prediction, ...]
    results: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def complete(self, reader: Reader) -> Extracted:
        """The same, if nothing was missing. Raises `MissingReplies` with every document's missing reply."""
        if self.missing:
            raise MissingReplies("\n".join([*self.missing, f"To record what is missing: {reader.how_to_record}"]))
        return self


def extract(
    golds: Sequence[Gold],
    reader: Reader,
    *,
    domain: str | Domain = "alliances",
    folders: Sequence[Path] = (),
    timeout: float | None = None,
    live: bool = False,
    record: bool = False,
    say: Say = lambda _: None,
) -> Extracted:
    """Extracts every gold document.

    A document that cannot be read or answered becomes a prediction that failed. Raises `BadInput` where a document is
    not there, or the recordings or the domain are not in order, and `LiveRunFailed` where no document has a model to
    ask.
    """
    paths, kinds = _paths(golds, folders), kinds_of(domain)
    predictions: list[Prediction] = []
    results: dict[str, str] = {}
    missing: list[str] = []
    unasked: list[str] = []

    def fail(gold: Gold, error: Exception) -> None:
        predictions.append(Prediction(gold.document, gold.sha256, error=f"{type(error).__name__}: {error}"))
        say(f"{gold.document}: {error}")

    with tempfile.TemporaryDirectory(prefix="evals-") as place, closing(Noting(Path(place) / "record")) as kept:
        for path in sorted(reader.replies.glob("*.jsonl")):
            take_in(kept, path)
        opened = _opener(reader, domain, kept, timeout, live=live)
        for gold in golds:
            kept.asked.clear()
            kept.lacked.clear()
            try:
                results[gold.document] = opened().extract(paths[gold.document]).to_json()
            except MissingReply as error:
                keys = ", ".join(key[:12] for key in sorted(kept.lacked))
                missing.append(f"{gold.document}: {error}\n    missing keys: {keys}")
                predictions.append(Prediction(gold.document, gold.sha256, error="a reply is missing"))
            except (RepliesError, SchemaError) as error:
                raise BadInput([f"{gold.document}:-:-: {error}"]) from error
            except (ModelUnavailable, WeightsError) as error:
                unasked.append(f"{gold.document}: {error}")
                fail(gold, error)
            except Exception as error:  # noqa: BLE001 - one document's failure is its row, whatever it is
                fail(gold, error)
            else:
                predictions.append(parse(json.loads(results[gold.document]), kinds))
                say(f"{gold.document}: {len(predictions[-1].facts)} facts")
            if record:
                recordings = reader.replies / f"{gold.document}.jsonl"
                keep(kept, recordings, further=gold.document not in results)
    if golds and len(unasked) == len(golds):
        raise LiveRunFailed(unasked[0])
    return Extracted(tuple(predictions), results, tuple(missing))


def _opener(
    reader: Reader, domain: str | Domain, kept: Replies, timeout: float | None, *, live: bool
) -> Callable[[], Extractor]:
    """What gives an extractor for the next document. One with a time limit has a model of its own for each."""

    def opened() -> Extractor:
        return Extractor(
            reader.model,
            domain=domain,
            base_url=reader.base_url,
            replies=kept,
            offline=not live,
            profile=reader.opened_profile(),
            timeout=TIMEOUT if timeout is None else timeout,
        )

    if timeout is not None:
        return opened
    one = opened()
    return lambda: one


def _paths(golds: Iterable[Gold], folders: Sequence[Path]) -> dict[str, Path]:
    found = {gold.document: documents.find(gold, folders) for gold in golds}
    problems = [
        f"{name}:-:document: is not beside its gold file; name its folder with --documents"
        for name, path in found.items()
        if path is None
    ]
    if problems:
        raise BadInput(problems)
    return {name: path for name, path in found.items() if path is not None}
