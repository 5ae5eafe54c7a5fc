"""The shapes of requests and answers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from extractor.service._ledger import Row, Status

NAME = 200
"""How long a filing's name may be."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

EXAMPLE: dict[str, Any] = {
    "id": "3f0c2a9d71b845e6a0d1",
    "name": "mmo2-6k-2004-11-11.txt",
    "status": "done",
    "created": "2026-01-31T12:00:00.000Z",
    "finished": "2026-01-31T12:00:07.412Z",
    "error": None,
    "facts": 58,
}


def bare(name: str) -> str:
    """A filing's name without what a terminal or a header would obey."""
    return _CONTROLS.sub("", name).strip()[:NAME] or "filing"


def _written(day: object) -> object:
    """What is no number: pydantic takes one for seconds since 1970."""
    if isinstance(day, int | float) or (isinstance(day, str) and "-" not in day.strip()[1:]):
        raise ValueError("a day is written as 2004-11-11")
    return day


Day = Annotated[dt.date, BeforeValidator(_written)]


class Submission(BaseModel):
    """A filing as JSON: its text, which is never taken for a path, what it is called, and its date if it says none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"text": "The Starmap Mobile Alliance has eleven members.", "name": "starmap.txt", "date": "2004-11-11"}
            ]
        },
    )

    text: str = Field(min_length=1, description="Plain text, an SGML full submission, or HTML.")
    name: Annotated[str, AfterValidator(bare)] = Field(default="filing.txt", description="As a file would be called.")
    date: Day | None = Field(default=None, description="The filing's own date, where it does not say it.")


class Summary(BaseModel):
    """An extraction, as it stands in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    name: str
    status: Status
    created: str = Field(description="When it was asked for: ISO 8601, UTC.")
    finished: str | None = Field(description="When it was done or failed.")
    error: str | None = Field(description="Why it failed, and what to do.")
    facts: int | None = Field(description="How many facts were found, once it is done.")

    @classmethod
    def of(cls, row: Row) -> Summary:
        """The summary of a kept extraction."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class Extraction(Summary):
    """An extraction with its result: what `Result.to_json` writes, once it is done."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE | {"result": {"facts": ["..."]}}]})

    result: dict[str, Any] | None


class Listed(BaseModel):
    """Extractions, newest first; `next` is the cursor of what follows, null at the end."""

    items: list[Summary]
    next: str | None


class Health(BaseModel):
    """Whether the service answers."""

    status: str = "ok"
