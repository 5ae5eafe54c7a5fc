"""Predictions: results as `Result.to_json` writes them, or an account of why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import BadInput
from evals.gold import Gold, files
from evals.items import Item, build, dotted
from evals.kinds import Kinds
from extractor.facts import Span


class _Filing(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    sha256: str = ""


class _Usage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    model: str = ""
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None


class _Shape(BaseModel):
    """What is read of a result; the rest of it is of no concern here."""

    model_config = ConfigDict(extra="ignore")

    filing: _Filing
    facts: list[dict[str, Any]] = Field(default_factory=list)
    rejected: list[Any] = Field(default_factory=list)
    usage: _Usage = _Usage()
    error: str = ""


@dataclass(frozen=True)
class Usage:
    """What one document cost, in whole milliseconds and millionths of a US dollar, so that sums are exact."""

    model: str = ""
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    milliseconds: int = 0
    micro_dollars: int | None = None


@dataclass(frozen=True)
class Prediction:
    """What was extracted from one document; `error` says why there is nothing."""

    document: str
    sha256: str = ""
    facts: tuple[Item, ...] = ()
    rejected: int = 0
    usage: Usage = Usage()
    error: str = ""


def load(paths: Iterable[Path], kinds: Kinds) -> tuple[Prediction, ...]:
    """Every result file of `paths` (files, or folders of them). Raises `BadInput` with all their problems."""
    predictions: list[Prediction] = []
    problems: list[str] = []
    for path in files(paths):
        try:
            predictions.append(parse(json.loads(path.read_text(encoding="utf-8")), kinds))
        except OSError as error:
            problems.append(f"{path.name}:-:-: cannot be read: {error.strerror}")
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            problems.append(f"{path.name}:-:-: is not JSON: {error}")
        except ValidationError as error:
            problems += [f"{path.name}:-:{dotted(detail['loc'])}: {detail['msg']}" for detail in error.errors()]
    if problems:
        raise BadInput(problems)
    return tuple(predictions)


def parse(result: Any, kinds: Kinds) -> Prediction:
    """A prediction from a result's JSON. Raises pydantic's `ValidationError` where it is no result."""
    shape = _Shape.model_validate(result)
    usage = Usage(
        model=shape.usage.model,
        requests=shape.usage.requests,
        prompt_tokens=shape.usage.prompt_tokens,
        completion_tokens=shape.usage.completion_tokens,
        milliseconds=round(shape.usage.seconds * 1000),
        micro_dollars=None if shape.usage.cost is None else round(shape.usage.cost * 1_000_000),
    )
    return Prediction(
        document=shape.filing.name,
        sha256=shape.filing.sha256,
        facts=tuple(_item(raw, kinds) for raw in shape.facts),
        rejected=len(shape.rejected),
        usage=usage,
        error=shape.error,
    )


def _item(raw: Mapping[str, Any], kinds: Kinds) -> Item:
    kind = raw.get("kind")
    slots = {
        slot: value
        for slot, value in raw.items()
        if slot not in ("kind", "evidence", "quote", "optional", "confidence")
    }
    quotes, spans = [], []
    places: dict[str, tuple[tuple[Span, ...], ...]] = {}
    evidence = raw.get("evidence")
    for part in evidence if isinstance(evidence, list) else ():
        if isinstance(part, dict):
            quotes.append(str(part.get("quote", "")))
            if isinstance(part.get("start"), int) and isinstance(part.get("end"), int):
                spans.append(Span(part["start"], part["end"]))
            for slot, runs in (part.get("slots") or {}).items():
                places[slot] = (*places.get(slot, ()), tuple(Span(*run) for run in runs))
    if isinstance(raw.get("quote"), str):  # a gold file's facts are predictions too: one JSON shape
        quotes.append(raw["quote"])
    item, _ = build(str(kind), slots, kinds, quotes=tuple(quotes), spans=tuple(spans))
    likely = raw.get("confidence")
    if item.fact is not None and isinstance(likely, (int, float)) and 0 <= likely <= 1:
        item = replace(item, fact=item.fact.model_copy(update={"confidence": likely}))
    return replace(item, places=places)


def assign(golds: Iterable[Gold], predictions: Iterable[Prediction]) -> tuple[dict[str, Prediction], tuple[str, ...]]:
    """Each gold document's prediction, by name and else by sha256; and the documents predicted that no gold knows.

    A gold document without a prediction gets one that failed. Raises `BadInput` where two predictions answer one.
    """
    found: dict[str, Prediction] = {}
    unknown: list[str] = []
    problems: list[str] = []
    golds = tuple(golds)
    by_name = {Path(gold.document).name: gold.document for gold in golds}
    by_digest = {gold.sha256: gold.document for gold in golds}
    for prediction in sorted(predictions, key=lambda each: (each.document, each.sha256)):
        document = by_name.get(Path(prediction.document).name) or by_digest.get(prediction.sha256)
        if document is None:
            unknown.append(prediction.document)
        elif document in found:
            problems.append(f"{prediction.document}:-:-: two predictions answer {document}; score one run at a time")
        else:
            found[document] = prediction
    if problems:
        raise BadInput(problems)
    for gold in golds:
        found.setdefault(gold.document, Prediction(gold.document, error="no prediction"))
    return found, tuple(unknown)
