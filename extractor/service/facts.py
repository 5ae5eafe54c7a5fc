"""The routes of facts: those of all filings that were read, asked for by kind, name, filing and date."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from extractor.errors import StoreBusy, StoreError
from extractor.service._problems import Fault, Refused, answered
from extractor.service._shapes import Day
from extractor.service._state import Served, Service
from extractor.service._told import Membership, Merges, Moved, Ownership, Profiled
from extractor.store import Figure, Page, StoredFact, plain

router = APIRouter(prefix="/v1/facts", tags=["facts"])

Name = Annotated[str, Query(min_length=1, max_length=500, description="A name that filings have.")]
Maybe = Annotated[str | None, Query(min_length=1, max_length=500, description="A name that filings have.")]
AsOf = Annotated[Day | None, Query(description="The last day of their filings; else all count.")]


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


@router.get("/conflicts", summary="List where filings disagree", responses=answered(404, 422, 503))
def conflicts(
    service: Served,
    name: Annotated[str | None, Query(max_length=500, description="About what; else about anything.")] = None,
    as_of: AsOf = None,
) -> Conflicts:
    """Where the same subject, measure, scope and date has another value, with the words of each side."""
    with _named(service, name):
        return Conflicts(
            items=[
                Difference(how=one.how, sides=[Side.of(figure) for figure in one.sides])
                for one in service.store.conflicts(name=name, as_of=as_of)
            ]
        )


@router.get(
    "/profile", summary="Tell what is known of one thing", response_model=Profiled, responses=answered(404, 422, 503)
)
def profile(service: Served, name: Name, as_of: AsOf = None) -> Any:
    """What filings up to a day say of one thing: its names, figures, owners and holdings, and everything else once."""
    with _named(service, name):
        return plain(service.store.profile(name, as_of=as_of))


@router.get("/history", summary="Tell how figures moved", response_model=Moved, responses=answered(404, 422, 503))
def history(
    service: Served,
    name: Name,
    measure: Annotated[str | None, Query(max_length=500, description="Figures of this measure; else all.")] = None,
    as_of: AsOf = None,
) -> Any:
    """The figures of one thing in filings up to a day, by measure and day, each with its filing."""
    with _named(service, name):
        return {"items": plain(service.store.history(name, measure=measure, as_of=as_of))}


@router.get("/owners", summary="Tell who owns whom", response_model=Ownership, responses=answered(404, 422, 503))
def owners(service: Served, of: Maybe = None, by: Maybe = None, as_of: AsOf = None) -> Any:
    """Who holds `of`, or what `by` holds, also through others; else all holdings that filings state."""
    if of is not None and by is not None:
        said = "give of or by, not both"
        faults = [Fault(where=f"query.{name}", message=said) for name in ("of", "by")]
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, said, faults=faults)
    with _named(service, of, by):
        return {"items": plain(service.store.owners(of=of, by=by, as_of=as_of))}


@router.get(
    "/members", summary="List an alliance's members", response_model=Membership, responses=answered(404, 422, 503)
)
def members(service: Served, alliance: Name, as_of: AsOf = None) -> Any:
    """Who belongs to an alliance, and from which filing to which."""
    with _named(service, alliance):
        return {"items": plain(service.store.members(alliance, as_of=as_of))}


@router.get(
    "/merges", summary="List names that are one, and why", response_model=Merges, responses=answered(404, 422, 503)
)
def merges(service: Served, name: Maybe = None) -> Any:
    """Which names are taken for one, of one thing or of all, and what was kept apart."""
    entities = service.store.entities()
    wanted = list(entities) if name is None else entities.named(name)
    if name is not None and not wanted:
        near = ", ".join(map(repr, entities.nearest(name)))
        hint = f"; the nearest: {near}" if near else ""
        raise Refused(HTTPStatus.NOT_FOUND, f"{name[:80]!r}: no fact here names it{hint}")
    names = {one for entity in wanted for one in entity.names}
    apart = [merge for merge in entities.kept_apart if name is None or {merge.one, merge.other} & names]
    return {"items": plain([merge for entity in wanted for merge in entity.merges]), "apart": plain(apart)}


@contextlib.contextmanager
def _named(service: Service, *names: str | None) -> Iterator[None]:
    """What the store refuses because no fact has such a name is not there: 404."""
    try:
        yield
    except StoreBusy:
        raise
    except StoreError as error:
        entities = service.store.entities()
        if any(name is not None and not entities.named(name) for name in names):
            raise Refused(HTTPStatus.NOT_FOUND, str(error)) from error
        raise
