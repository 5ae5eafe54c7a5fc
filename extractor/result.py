"""What an extraction returns, and its one JSON shape.

The JSON of a result depends only on the filing, the code and the recorded replies, so that replaying a run gives the
same bytes: what differs between a live run and a replay (`Usage.from_record`) is kept out of it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.facts import AnyFact

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
    """What became of one passage in one step; `replies` are the keys of the replies it rests on."""

    index: int
    start: int
    end: int
    heading: str | None
    step: str
    status: Status
    message: str = ""
    facts: int = 0
    rejected: int = 0
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
    """What the run cost. `seconds` and `cost` (US dollars) are those of the recorded replies."""

    model: str
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None
    from_record: int = Field(default=0, exclude=True)


class Result(_Part):
    """The facts of one filing, and everything needed to trust them."""

    filing: FilingInfo
    facts: tuple[AnyFact, ...]
    rejected: tuple[Rejected, ...]
    passages: tuple[PassageReport, ...]
    coverage: Coverage
    usage: Usage
    text: str = Field(default="", exclude=True, repr=False)

    def to_json(self) -> str:
        """The result as indented JSON, ending in a newline; the same for the same replies."""
        return self.model_dump_json(indent=2) + "\n"
