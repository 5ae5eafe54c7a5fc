"""The routes of facts: those of all filings that were read, asked for by kind, name, filing and date."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from extractor.errors import StoreError
from extractor.service._problems import answered
from extractor.service._shapes import Day
from extractor.service._state import Served
from extractor.store import Figure, Page, StoredFact

router = APIRouter(prefix="/v1/facts", tags=["facts"])


class Facts(BaseModel):
    """Facts, by date of their filing; `next` is the cursor of what follows, null at the end."""

    items: list[StoredFact]
    next: str | None


class Side(BaseModel):
    """One number of a conflict: what it is of, as it is printed, its days, and the fact that states it."""

    subject: list[str]
    measure: str
    scope: str
    start: dt.date | None
    end: dt.date | None
    text: str
    stated: StoredFact

    @classmethod
    def of(cls, figure: Figure) -> Side:
        """A figure as it is shown."""
        return cls(
            subject=list(figure.subject),
            measure=figure.measure,
            scope=figure.scope,
            start=figure.start,
            end=figure.end,
            text=figure.text,
            stated=figure.stored,
        )


class Difference(BaseModel):
    """Where filings, or one with itself, state different numbers of the same; `how` says in what way."""

    how: str
    sides: list[Side]


class Conflicts(BaseModel):
    """All conflicts."""

    items: list[Difference]


@router.get("", summary="Query the facts of all filings", responses=answered(422, 503))
def facts(
    service: Served,
    kind: Annotated[str | None, Query(max_length=100, description="A fact kind, such as `metric`.")] = None,
    name: Annotated[str | None, Query(max_length=500, description="Something that the fact names.")] = None,
    filing: Annotated[str | None, Query(max_length=500, description="A filing's SHA-256, id or name.")] = None,
    since: Annotated[Day | None, Query(description="The first day of their filings.")] = None,
    until: Annotated[Day | None, Query(description="The last day of their filings.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")] = None,
) -> Facts:
    """The facts of done extractions that fit all that is asked for."""
    known = {one.kind for one in service.settings.kinds}
    try:
        page = service.store.facts(
            kind=kind, name=name, filing=filing, since=since, until=until, limit=limit, cursor=cursor
        )
    except StoreError as error:
        if kind not in known or not str(error).startswith("kind "):  # of this kind none was found yet
            raise
        page = Page(facts=())
    return Facts(items=list(page.facts), next=page.cursor)


@router.get("/conflicts", summary="List where filings disagree", responses=answered(422, 503))
def conflicts(
    service: Served,
    name: Annotated[str | None, Query(max_length=500, description="About what; else about anything.")] = None,
) -> Conflicts:
    """Where the same subject, measure, scope and date has another value, with the words of each side."""
    return Conflicts(
        items=[
            Difference(how=one.how, sides=[Side.of(figure) for figure in one.sides])
            for one in service.store.conflicts(name=name)
        ]
    )
