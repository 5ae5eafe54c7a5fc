"""A review: what one person says of the facts of one result, as a file of its own.

::

    {"version": 1, "document": "toy.txt", "sha256": "of the document's bytes", "reviewer": "Ada",
     "items": [{"id": "f0", "fact": 0, "verdict": "accepted", "said": null, "note": ""}],
     "updated": "2026-01-31T12:00:00Z", "facts": "of the result's facts"}

An item judges one fact of the result, by its place in `Result.facts`, or adds one. `said` is a fact as a gold file has
it: its kind, its slots, and the quote that states it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractor.errors import ReviewError
from extractor.result import Result

Verdict = Literal["accepted", "corrected", "rejected", "added"]

MOST_ITEMS = 20_000
"""How many items a review has at most."""

_MOST_TOLD = 20


def listed(faults: Sequence[object], between: str) -> str:
    """Faults for a message: the first of them, and how many more there are, without what no output can carry."""
    more = [f"and {len(faults) - _MOST_TOLD:,} more"] if len(faults) > _MOST_TOLD else []
    told = between.join([*map(str, faults[:_MOST_TOLD]), *more])
    return told.encode("utf-8", "backslashreplace").decode()


def is_text(said: Any) -> bool:
    """Whether it can be written to a file: no text in it, names of slots too, holds half of a surrogate pair."""
    try:
        json.dumps(said, ensure_ascii=False, default=str).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Part):
    """What is said of one fact. `said` is what is right instead, or what the result lacks."""

    id: str = Field(min_length=1, max_length=200)
    fact: int | None = Field(default=None, ge=0)
    verdict: Verdict
    said: dict[str, Any] | None = None
    note: str = Field(default="", max_length=10_000)

    @model_validator(mode="after")
    def _fits(self) -> Item:
        if not is_text(self.said):
            raise ValueError(f"item {self.id}: half of a surrogate pair is no character; write the whole character")
        if (self.fact is None) != (self.verdict == "added"):
            wanted = "is none of the result's; leave out `fact`" if self.verdict == "added" else "needs its `fact`"
            raise ValueError(f"what is {self.verdict} {wanted}")
        if (self.said is not None) != (self.verdict in ("corrected", "added")):
            wanted = "needs `said`, the fact as it is" if self.said is None else "says no other fact; leave out `said`"
            raise ValueError(f"what is {self.verdict} {wanted}")
        return self


class Review(_Part):
    """One person's review of one result.

    `sha256` is that of the document's bytes, as in the result and in gold. `facts` is that of the result's own facts
    (`facts_digest`), to which the items refer; where it is given, a review of another reading of the same document is
    known as such.
    """

    version: Literal[1] = 1
    document: str = Field(min_length=1)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    reviewer: str = Field(default="", max_length=200)
    items: tuple[Item, ...] = Field(default=(), max_length=MOST_ITEMS)
    updated: AwareDatetime
    facts: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")

    @classmethod
    def of(cls, result: Result, reviewer: str = "", *, now: dt.datetime | None = None) -> Review:
        """A review of a result in which nothing is reviewed yet."""
        return cls(
            document=result.filing.name,
            sha256=result.filing.sha256,
            reviewer=reviewer,
            updated=now or dt.datetime.now(dt.UTC),
            facts=facts_digest(result),
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Review:
        """The review that `to_json` wrote. Raises `ReviewError` where it is none, with what is wrong."""
        try:
            return cls.model_validate(json.loads(text))
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, one['loc'])) or '-'}: {one['msg']}" for one in error.errors()]
            raise ReviewError(f"this is no review: {listed(wrong, '; ')}") from error
        except (ValueError, TypeError, RecursionError) as error:
            raise ReviewError(f"this is no review: it is no JSON ({error})") from error

    def to_json(self) -> str:
        """The review as indented JSON, ending in a newline."""
        return self.model_dump_json(indent=2) + "\n"

    def verdicts(self) -> Mapping[int, Item]:
        """What is said of each fact of the result that is reviewed, by its place there."""
        return {item.fact: item for item in self.items if item.fact is not None}


def facts_digest(result: Result) -> str:
    """The SHA-256 of a result's facts, as they stand in its JSON."""
    facts = [fact.model_dump(mode="json") for fact in result.facts]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
