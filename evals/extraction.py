"""Extracts the gold documents: offline from the recordings in git, or live, to record them anew.

There is one file of recordings for each document, `<document>.jsonl`, with exactly the replies that its extraction
asks for. They are read into a record of their own, so that no run depends on what else the machine has recorded.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from evals import documents
from evals.errors import BadInput, LiveRunFailed, MissingReplies
from evals.gold import Gold
from evals.predictions import Prediction, parse
from extractor import Extractor
from extractor.errors import (
    ExtractorError,
    MissingReply,
    ModelUnavailable,
    RepliesError,
    SchemaError,
    WeightsError,
)
from extractor.replies import Recorded, Replies

RECORD_COMMAND = "python -m evals run --live --record"

Say = Callable[[str], None]


class _Noting(Replies):
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


def extract(
    golds: Sequence[Gold],
    *,
    replies: Path,
    folders: Sequence[Path] = (),
    model: str = "embedded",
    base_url: str | None = None,
    live: bool = False,
    record: bool = False,
    say: Say = lambda _: None,
) -> tuple[tuple[Prediction, ...], dict[str, str]]:
    """A prediction for every gold document, and each one's result as JSON.

    A document that cannot be read or answered becomes a prediction that failed. Raises `BadInput` where a document or
    the recordings are not in order, `MissingReplies` with every document's missing reply, and `LiveRunFailed` where
    there is no model to ask.
    """
    paths = _paths(golds, folders)
    predictions: list[Prediction] = []
    results: dict[str, str] = {}
    missing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="evals-") as place:
        scratch = Path(place)
        with closing(_Noting(scratch / "record")) as kept:
            _import(kept, replies)
            extractor = Extractor(model=model, base_url=base_url, offline=not live, replies=kept)
            for gold in golds:
                kept.asked.clear()
                kept.lacked.clear()
                try:
                    results[gold.document] = extractor.extract(paths[gold.document]).to_json()
                except MissingReply as error:
                    keys = ", ".join(key[:12] for key in sorted(kept.lacked))
                    missing.append(f"{gold.document}: {error}\n    missing keys: {keys}")
                    continue
                except (ModelUnavailable, WeightsError) as error:
                    raise LiveRunFailed(f"{gold.document}: {error}") from error
                except (RepliesError, SchemaError) as error:
                    raise BadInput([f"{gold.document}:-:-: {error}"]) from error
                except ExtractorError as error:
                    predictions.append(Prediction(gold.document, gold.sha256, error=str(error)))
                    continue
                predictions.append(parse(json.loads(results[gold.document])))
                say(f"{gold.document}: {len(predictions[-1].facts)} facts")
                if record:
                    _export(kept, kept.asked, replies / f"{gold.document}.jsonl", scratch)
    if missing:
        command = f"{RECORD_COMMAND} --model {model}" if model != "embedded" else RECORD_COMMAND
        raise MissingReplies("\n".join([*missing, f"To record what is missing: {command}"]))
    return tuple(predictions), results


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


def _import(kept: Replies, replies: Path) -> None:
    for path in sorted(replies.glob("*.jsonl")):
        try:
            kept.import_(path)
        except RepliesError as error:
            raise BadInput([f"{path.name}:-:-: {error}"]) from error


def _export(kept: Replies, keys: Iterable[str], path: Path, scratch: Path) -> None:
    with tempfile.TemporaryDirectory(dir=scratch) as place, Replies(place) as used:
        for key in sorted(keys):
            recorded = kept.get(key)
            if recorded is not None:
                used.put(recorded)
        used.export(path)
