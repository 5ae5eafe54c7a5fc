"""The shapes of what the store answers: `extractor.store.plain` makes them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from extractor.facts import Bound
from extractor.store import StoredFact
from extractor.store.entities import Rule

_MERGE = {
    "one": "Sundvik",
    "other": "Sundvik Telecom ASA",
    "rule": "stated",
    "why": "the filing says that they are one",
    "facts": [["8049d804...", 0]],
    "alike": None,
}
_THING = {"name": "Sundvik", "names": ["Sundvik", "Sundvik Telecom ASA"], "numbers": {}, "merges": [_MERGE]}
_FIGURE = {
    "subject": ["Brennet Mobil"],
    "measure": "subscribers",
    "scope": "",
    "start": "2009-03-31",
    "end": "2009-03-31",
    "undated": False,
    "amount": 1204000,
    "unit": "subscribers",
    "bound": "exact",
    "text": "1,204,000 subscribers",
    "stored": {"...": "..."},
}
_HELD = {
    "owner": "Sundvik",
    "owned": "Skerry Net AS",
    "stake": 45.0,
    "date": None,
    "paths": [[["Sundvik", "Brennet Mobil", "Skerry Net AS"], 45.0]],
    "keys": [],
    "facts": [],
}
_MEMBER = {
    "name": "Sundvik",
    "countries": ["NO"],
    "first": "2009-05-12",
    "last": "2009-09-03",
    "left_out": None,
    "facts": ["..."],
}


def _like(example: object) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})  # type: ignore[list-item]


class Merged(BaseModel):
    """Two names that are one, or were kept apart: by which rule, why, by which facts (filing and number)."""

    model_config = _like(_MERGE)

    one: str
    other: str
    rule: Rule
    why: str
    facts: list[tuple[str, int]]
    alike: float | None


class Thing(BaseModel):
    """One thing: the name it mostly has, all its names, its numbers by scheme, and what made it one."""

    model_config = _like(_THING)

    name: str
    names: list[str]
    numbers: dict[str, str]
    merges: list[Merged]


class Number(BaseModel):
    """A number that a filing states; `start` and `end` are its date's, or its filing's where it is `undated`."""

    model_config = _like(_FIGURE)

    subject: list[str]
    measure: str
    scope: str
    start: dt.date | None
    end: dt.date | None
    undated: bool
    amount: int | float
    unit: str
    bound: Bound
    text: str
    stored: StoredFact


class Held(BaseModel):
    """Who holds whom: `stake` in percent, null where no filing says it; `paths` are the chains of names, each with
    its own stake, and `facts` those that state it directly.
    """

    model_config = _like(_HELD)

    owner: str
    owned: str
    stake: float | None
    date: dt.date | None
    paths: list[tuple[list[str], float | None]]
    keys: list[tuple[str, int]]
    facts: list[StoredFact]


class Belonging(BaseModel):
    """A member of an alliance; `left_out` is the day of the filing that names it no more."""

    model_config = _like(_MEMBER)

    name: str
    countries: list[str]
    first: dt.date | None
    last: dt.date | None
    left_out: dt.date | None
    facts: list[StoredFact]


class Profiled(BaseModel):
    """What filings up to a day say of one thing: of each figure the latest, and everything else once."""

    model_config = _like(
        {
            "entity": _THING,
            "as_of": None,
            "figures": [_FIGURE],
            "owners": [],
            "holdings": [_HELD],
            "facts": ["..."],
        }
    )

    entity: Thing
    as_of: dt.date | None
    figures: list[Number]
    owners: list[Held]
    holdings: list[Held]
    facts: list[StoredFact]


class Moved(BaseModel):
    """Figures by measure, scope and day, then by the day of their filing."""

    items: list[Number]


class Ownership(BaseModel):
    """Holdings: those that a filing states first."""

    items: list[Held]


class Membership(BaseModel):
    """Members, those that the latest filing names first."""

    items: list[Belonging]


class Merges(BaseModel):
    """Names that are taken for one, and `apart`, what is much alike and was kept apart."""

    items: list[Merged]
    apart: list[Merged] = Field(description="What is much alike and was kept apart.")
