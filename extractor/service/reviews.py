"""The routes of reviews: what people say of an extraction's facts, kept apart by reviewer, and how far they agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Header, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from extractor.errors import ReviewError
from extractor.review import Desk, Item, Pair, Review, compare, facts_digest
from extractor.service._ledger import Changed
from extractor.service._problems import Fault, Refused, answered, missing
from extractor.service._state import Served, Service
from extractor.service.extractions import Id

router = APIRouter(prefix="/v1/extractions/{id}", tags=["reviews"])

Reviewer = Annotated[str, Path(min_length=1, max_length=200, description="Who reviews.")]
_TAGGED = {"headers": {"ETag": {"schema": {"type": "string"}, "description": "Sent back as If-Match to replace it."}}}


class Reviews(BaseModel):
    """The reviews of an extraction, by reviewer."""

    items: list[Review]


class Difference(BaseModel):
    """A fact that two reviews judge otherwise: what each says, and in which slots that differs."""

    id: str
    fact: int | None
    slots: list[str]
    a: Item | None
    b: Item | None

    @classmethod
    def of(cls, pair: Pair) -> Difference:
        """A pair as it is shown."""
        return cls(id=pair.id, fact=pair.index, slots=list(pair.slots), a=pair.a, b=pair.b)


class Measured(BaseModel):
    """How far two reviews agree on one thing: in how many of the units that both judged, and Krippendorff's alpha; null
    where nothing varies.
    """

    of: str
    units: int
    agreed: int
    alpha: float | None


class Agreed(BaseModel):
    """Two reviews beside each other. `alone` is what only one of them judges, `unseen` counts what neither does."""

    a: str
    b: str
    agreements: list[Measured]
    agreed: int
    differing: list[Difference]
    alone: list[Difference]
    unseen: int


@router.get("/reviews", summary="List the reviews", response_model=Reviews, responses=answered(404, 422))
def reviews(service: Served, extraction: Id) -> JSONResponse:
    """All reviews of an extraction."""
    service.row(extraction)
    return JSONResponse({"items": [json.loads(body) for body in service.ledger.reviews(extraction).values()]})


@router.get(
    "/reviews/{reviewer}",
    summary="Read a review",
    response_model=Review,
    responses={200: _TAGGED, **answered(404, 422)},
)
def read(service: Served, extraction: Id, reviewer: Reviewer) -> Response:
    """One person's review, with its ETag."""
    service.row(extraction)
    kept = service.ledger.reviews(extraction).get(reviewer)
    if kept is None:
        raise Refused(HTTPStatus.NOT_FOUND, f"{reviewer[:40]!r} has not reviewed this extraction; PUT a review here")
    return Response(kept, media_type="application/json", headers={"ETag": _tag(kept)})


@router.put(
    "/reviews/{reviewer}",
    summary="Keep a review",
    response_model=Review,
    responses={
        200: _TAGGED,
        201: {"model": Review, "description": "The first of this reviewer.", **_TAGGED},
        **answered(400, 404, 408, 409, 412, 413, 422, 428, 507),
    },
)
def keep(
    service: Served,
    extraction: Id,
    reviewer: Reviewer,
    said: Annotated[Review, Body()],
    if_match: Annotated[str | None, Header(description="The ETag of the review that this one replaces.")] = None,
) -> Response:
    """Keep a person's review, in the place of the one whose ETag is sent as `If-Match`.

    A first review needs no `If-Match`. Each corrected and added fact must stand in the filing's words. `facts` is
    filled in where it is left out.
    """
    result = service.result(extraction)
    if said.reviewer not in ("", reviewer):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"the review is of another reviewer than {reviewer[:40]!r}")
    before = service.ledger.reviews(extraction).get(reviewer)
    if before is not None and if_match is None:
        needs = "the review is there already; send the ETag of the one that you mean to replace as If-Match"
        raise Refused(HTTPStatus.PRECONDITION_REQUIRED, needs)
    if if_match is not None and (before is None or if_match not in (_tag(before), "*")):
        raise _changed()
    review = said.model_copy(update={"reviewer": reviewer, "facts": said.facts or facts_digest(result)})
    problems = Desk(result, service.settings.kinds).check(review).problems
    if problems:
        faults = [Fault(where=f"{one.item}:{one.slot}", message=one.message) for one in problems]
        said_of_it = "the review does not hold; each fault names its item and slot"
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, said_of_it, faults=faults)
    body = _written(review)
    try:
        service.ledger.review(extraction, reviewer, body, instead_of=before)
    except Changed:
        raise _changed() from None
    except LookupError:  # deleted meanwhile
        raise missing(f"extraction {extraction[:40]!r}") from None
    status = HTTPStatus.CREATED if before is None else HTTPStatus.OK
    return Response(body, status, media_type="application/json", headers={"ETag": _tag(body)})


@router.get("/agreement", summary="Compare two reviews", responses=answered(404, 409, 422))
def agreement(
    service: Served,
    extraction: Id,
    a: Annotated[str | None, Query(max_length=200, description="A reviewer.")] = None,
    b: Annotated[str | None, Query(max_length=200, description="Another reviewer.")] = None,
) -> Agreed:
    """Two reviews beside each other: the two there are, or those of two reviewers named."""
    result, kept = service.result(extraction), service.ledger.reviews(extraction)
    chosen = [a, b] if a is not None and b is not None else list(kept)
    there = ", ".join(kept) or "none"
    if (a is None) != (b is None) or len(chosen) > 2:
        raise _lacking([name for name, given in (("a", a), ("b", b)) if given is None], f"there are {there}")
    if len(chosen) != 2 or not set(chosen) <= set(kept):
        raise Refused(HTTPStatus.CONFLICT, f"two reviews are compared: name them as a and b; there are {there}")
    one, other = (Review.from_json(kept[reviewer]) for reviewer in chosen)
    found = compare(result, one, other, service.settings.kinds)
    return Agreed(
        a=one.reviewer,
        b=other.reviewer,
        agreements=[
            Measured(of=m.of, units=m.units, agreed=m.agreed, alpha=None if m.alpha is None else float(m.alpha))
            for m in found.agreements
        ],
        agreed=len(found.agreed),
        differing=[Difference.of(pair) for pair in found.differing],
        alone=[Difference.of(pair) for pair in found.alone],
        unseen=found.unseen,
    )


def chosen(service: Service, extraction: str, reviewer: str | None) -> Review | None:
    """The review of a reviewer, or the only one there is; None where there is none and none is named.

    Raises `Refused` where there is no such review, or several.
    """
    kept = service.ledger.reviews(extraction)
    if reviewer is None and len(kept) > 1:
        raise _lacking(["reviewer"], f"there are {', '.join(kept)}")
    if reviewer is not None and reviewer not in kept:
        raise Refused(HTTPStatus.NOT_FOUND, f"{reviewer[:40]!r} has not reviewed this extraction")
    body = kept[reviewer] if reviewer is not None else next(iter(kept.values()), None)
    return Review.from_json(body) if body is not None else None


def _lacking(parameters: Sequence[str], there: str) -> Refused:
    """Which of several reviews is meant is not said."""
    faults = [Fault(where=f"query.{name}", message=f"name a reviewer; {there}") for name in parameters]
    said = f"there are several reviews: name those that are meant as {' and '.join(parameters)}; {there}"
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, said, faults=faults)


def _written(review: Review) -> str:
    try:
        return review.to_json()
    except ValueError as error:  # nested too deeply
        raise ReviewError(f"the review cannot be kept: {error}") from error


def _changed() -> Refused:
    said = "the review was changed meanwhile, perhaps in another tab; GET it, and send yours with its ETag"
    return Refused(HTTPStatus.PRECONDITION_FAILED, said)


def _tag(body: str) -> str:
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
