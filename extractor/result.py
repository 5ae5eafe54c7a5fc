"""What an extraction returns, and its one JSON shape.

The JSON of a result depends only on the filing, the code and the recorded replies, so that replaying a run gives the
same bytes: what differs between a live run and a replay (`Usage.from_record`) is kept out of it. What `to_json` wrote
`from_json` reads, and writing it again gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core.core_schema import SerializationInfo

from extractor.errors import ResultError, SchemaError
from extractor.facts import AnyFact, Fact, fold
from extractor.rows import frame, row

Status = Literal["done", "failed", "truncated", "skipped"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FilingInfo(_Part):
    """Which filing this is about: its source, and the fields of its header and cover."""

    name: str
    sha256: str
    format: str
    language: str
    date: dt.date | None
    header: dict[str, Any]
    documents: tuple[dict[str, Any], ...] = ()


class Rejected(_Part):
    """An item that does not stand, or a slot that was dropped from a fact, and why."""

    kind: str
    reason: str
    message: str
    item: dict[str, Any]
    passage: int | None = None
    slot: str | None = None


class PassageReport(_Part):
    """What became of one passage in one step.

    `candidates` counts the facts that the reader proposed there, `replies` are the keys of the replies it rests on.
    """

    index: int
    start: int
    end: int
    heading: str | None
    step: str
    status: Status
    message: str = ""
    candidates: int = 0
    replies: tuple[str, ...] = ()


class Unaccounted(_Part):
    """Something countable in the filing that no fact accounts for."""

    start: int
    end: int
    text: str
    type: str


class Coverage(_Part):
    """How much of what is countable the facts account for, before and after the audit's second question."""

    countable: int
    accounted_first: int
    accounted: int
    unaccounted: tuple[Unaccounted, ...] = ()


class Usage(_Part):
    """What the run cost. `seconds` and `cost` (in the money of the user's price table) are those of the replies."""

    model: str
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None
    from_record: int = Field(default=0, exclude=True)


class Result(_Part):
    """The facts of one filing, and everything needed to trust them.

    `domain` is the import package of the fact kinds. `text` is the filing's text, to which all offsets refer; a result
    read back has it only if it was written with it or is given it. `text_sha256` is the SHA-256 of its UTF-8 form.
    """

    filing: FilingInfo
    domain: str = ""
    text_sha256: str = ""
    facts: tuple[AnyFact, ...]
    rejected: tuple[Rejected, ...]
    passages: tuple[PassageReport, ...]
    coverage: Coverage
    usage: Usage
    text: str = Field(default="", exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _digested(cls, given: Any) -> Any:
        text = given.get("text") if isinstance(given, Mapping) else None
        if not text:
            return given
        digest = hashlib.sha256(text.encode()).hexdigest()
        if given.get("text_sha256", digest) != digest:
            raise ValueError(
                f"the text is not the one that the offsets refer to: its SHA-256 is {digest}, "
                f"and {given['text_sha256']} is wanted"
            )
        return {**given, "text_sha256": digest}

    @model_serializer(mode="wrap")
    def _with_text(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        fields: dict[str, Any] = handler(self)
        return fields | {"text": self.text} if info.context == _WITH_TEXT else fields

    def __repr__(self) -> str:
        return f"<Result of {self.filing.name}: {len(self.facts)} facts, {len(self.rejected)} rejected>"

    def to_json(self, *, text: bool = False) -> str:
        """The result as indented JSON, ending in a newline; the same for the same replies.

        With `text`, the filing's text stands in it too; without, only its digest does. Raises `ResultError` if the text
        is asked for and not here.
        """
        if text and not self.text:
            raise ResultError("the result was read back without the filing's text; give from_json its filing_text")
        return self.model_dump_json(indent=2, context=_WITH_TEXT if text else None) + "\n"

    @classmethod
    def from_json(
        cls,
        text: str | bytes,
        *,
        domain: str = "alliances",
        kinds: Sequence[type[Fact]] | None = None,
        filing_text: str | None = None,
    ) -> Result:
        """The result that `to_json` wrote, its facts of the kinds of `domain`, an import package, or of `kinds`.

        `filing_text` is `Filing.text` of the same filing, where the JSON does not hold it. Raises `ResultError` where
        it is no result, has a fact of another kind, names a place that the text does not have or a quote that does not
        stand there, or the text is another one; `SchemaError` where there is no such domain.
        """
        try:
            written = json.loads(text)
            stated = written.pop("facts")
            named = [fact.pop("kind") for fact in stated]
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            raise ResultError(f"this is no result as to_json writes it ({error!r})") from error
        known = {kind.kind: kind for kind in (_kinds(domain) if kinds is None else kinds)}
        unknown = sorted({str(name) for name in named} - set(known))
        if unknown:
            whose = f"; it was written with the kinds of {written['domain']!r}" if written.get("domain") else ""
            raise ResultError(
                f"the result has facts of a kind that is not known here: {', '.join(unknown)}{whose}. "
                f"Name its domain, or give its kinds; known are {', '.join(known) or 'none'}"
            )
        if filing_text is not None:
            written["text"] = filing_text
        try:
            facts = []
            for name, fact in zip(named, stated, strict=True):
                facts.append(known[name].model_validate(fact))
            read = cls.model_validate({**written, "facts": facts})
        except ValidationError as error:
            where = f" (facts.{len(facts)})" if len(facts) < len(stated) else ""
            raise ResultError(f"the result does not hold{where}: {error}") from error
        for place, start, end, quote in _places(read):
            if not 0 <= start <= end or (read.text and end > len(read.text)):
                raise ResultError(
                    f"the result does not hold: {place}: characters {start} to {end} are no part of the text; "
                    "read the file that to_json wrote"
                )
            if read.text and quote is not None and fold(read.text[start:end]) != fold(quote):
                raise ResultError(
                    f"the result does not hold: {place}: the text has {read.text[start:end][:_SHOWN]!a} there, and not "
                    f"{quote[:_SHOWN]!a}; read the file that to_json wrote"
                )
        return read

    def to_dicts(self) -> list[dict[str, Any]]:
        """One flat row a fact: filing, kind, slots, first evidence, confidence. See `extractor.rows`."""
        return [self._source() | row(fact) for fact in self.facts]

    def to_frame(self) -> Any:
        """The rows of `to_dicts` as a data frame of pandas, or of polars where only that is installed.

        Raises `MissingPackage`, an `ImportError`, where neither is.
        """
        return frame(self.to_dicts())

    def to_jsonl(self) -> str:
        """One line of JSON a fact, as it stands in `to_json`, with its filing's name and SHA-256 before it."""
        lines = (self._source() | fact.model_dump(mode="json") for fact in self.facts)
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def _source(self) -> dict[str, Any]:
        return {"filing_name": self.filing.name, "filing_sha256": self.filing.sha256}


_WITH_TEXT = {"text": True}
_SHOWN = 80
"""How much of a quote is shown, in characters."""


def _places(result: Result) -> Iterator[tuple[str, int, int, str | None]]:
    """Every place in the text that a result names: its path in the JSON, its offsets, and what is to stand there."""
    for number, fact in enumerate(result.facts):
        for nth, evidence in enumerate(fact.evidence):
            where = f"facts.{number}.evidence.{nth}"
            yield where, evidence.start, evidence.end, evidence.quote
            for slot, spans in evidence.slots.items():
                for at, span in enumerate(spans):
                    yield f"{where}.slots.{slot}.{at}", span.start, span.end, None
    for number, passage in enumerate(result.passages):
        yield f"passages.{number}", passage.start, passage.end, None
    for number, left in enumerate(result.coverage.unaccounted):
        yield f"coverage.unaccounted.{number}", left.start, left.end, None


def _kinds(package: str) -> Sequence[type[Fact]]:
    """The kinds of a domain. Domains know results, so that this does not: a package is asked for its kinds by name."""
    try:
        kinds: Sequence[type[Fact]] = importlib.import_module(package).DOMAIN.kinds
    except (ImportError, AttributeError) as error:
        raise SchemaError(f"{package!r} is no domain: a package with a `DOMAIN` is wanted ({error})") from error
    return kinds
