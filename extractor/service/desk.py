"""The routes that a person reviews with: what code makes of a fact as it is stated, and one review settled of two."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field

from extractor.errors import ReviewError
from extractor.review import Desk, Review, compare, said_of, settle
from extractor.service._problems import Fault, Refused, answered
from extractor.service._state import Served
from extractor.service.extractions import Id

router = APIRouter(prefix="/v1/extractions/{id}", tags=["reviews"])


class Read(BaseModel):
    """What is made of a fact that a person states: the fact with its places, and the same as a review says it.

    Both are null where it does not hold; `faults` says what is wrong, each with its slot.
    """

    fact: dict[str, Any] | None
    said: dict[str, Any] | None
    faults: list[Fault] = Field(default_factory=list)


class Choices(BaseModel):
    """How the differences of two reviews are settled: as one of the two says, or as neither does, each by its id."""

    model_config = ConfigDict(extra="forbid")

    a: str = Field(max_length=200, description="A reviewer.")
    b: str = Field(max_length=200, description="Another reviewer.")
    reviewer: str = Field(default="", max_length=200, description="Who settles; both, where it is left out.")
    choices: dict[str, Literal["a", "b", "neither"]] = {}


@router.post("/said", summary="Read a fact as a person states it", responses=answered(400, 404, 408, 409, 413, 422))
def said(
    service: Served,
    extraction: Id,
    given: Annotated[dict[str, Any], Body(description="A fact as a gold file has it: kind, slots and quote.")],
) -> Read:
    """What code makes of a fact in gold's shape: a quantity or date may be its words alone, a country its name."""
    result = service.result(extraction)
    fact, wrong = Desk(result, service.settings.kinds).read(given)
    if fact is None:
        return Read(fact=None, said=None, faults=[Fault(where=slot, message=message) for slot, message in wrong])
    return Read(fact=fact.model_dump(mode="json"), said=said_of(fact, result.text))


@router.post("/settled", summary="Settle two reviews", responses=answered(400, 404, 408, 409, 413, 422))
def settled(service: Served, extraction: Id, given: Choices) -> Review:
    """One review of two: what they agree on, what only one has reviewed, and of each difference what is chosen.

    It is not kept yet: PUT it where it belongs.
    """
    result, kept = service.result(extraction), service.ledger.reviews(extraction)
    missing = {given.a, given.b} - set(kept)
    if missing:
        raise Refused(HTTPStatus.NOT_FOUND, f"{min(missing)[:40]!r} has not reviewed this extraction")
    one, other = Review.from_json(kept[given.a]), Review.from_json(kept[given.b])
    try:
        return settle(compare(result, one, other, service.settings.kinds), given.choices, given.reviewer)
    except ReviewError as error:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
