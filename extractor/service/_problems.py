"""What is wrong with a request, as problem details (RFC 9457): what, where, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect

from extractor.errors import DiskFull, ExtractorError, ReviewError, StoreBusy, StoreError

_log = logging.getLogger(__name__)
MEDIA = "application/problem+json"
_SHOWN = 20
"""How many faults of a body are listed."""


class Fault(BaseModel):
    """One thing wrong with a request, and where."""

    where: str
    message: str


class Problem(BaseModel):
    """Why a request was not done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "there is no such ..."}]
        }
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    faults: list[Fault] = Field(default_factory=list, description="Each fault of the request, where there are several.")


class Refused(HTTPException):
    """A request that is not done."""

    def __init__(
        self, status: int, detail: str, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.faults = faults


def missing(what: str) -> Refused:
    """What is asked for is not there."""
    return Refused(HTTPStatus.NOT_FOUND, f"there is no {what}; GET /v1/extractions lists the extractions")


def answer(
    status: int, detail: str, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """A problem as a response."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, faults=list(faults))
    content = problem.model_dump(exclude_defaults=True) | {"type": problem.type}
    return JSONResponse(content, status, headers=headers, media_type=MEDIA)


def answered(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI is told that a route may answer with these problems."""
    said = {"content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {status: {"description": HTTPStatus(status).phrase, **said} for status in statuses}


def faults_of(errors: Sequence[Any]) -> list[Fault]:
    """What pydantic finds wrong, without what was sent."""
    return [
        Fault(where=".".join(map(str, error["loc"])) or "-", message=error["msg"])
        for error in errors[:_SHOWN]
    ]  # fmt: skip


def install(app: FastAPI) -> None:
    """Let every error of `app` be told as a problem."""

    @app.exception_handler(StarletteHTTPException)
    async def refused(_: Request, error: StarletteHTTPException) -> JSONResponse:
        faults = error.faults if isinstance(error, Refused) else ()
        return answer(error.status_code, str(error.detail), faults=faults, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return answer(
            HTTPStatus.UNPROCESSABLE_ENTITY, "the request is not as it should be", faults=faults_of(error.errors())
        )

    @app.exception_handler(ReviewError)
    @app.exception_handler(StoreError)
    async def unfit(_: Request, error: ReviewError | StoreError) -> JSONResponse:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    @app.exception_handler(StoreBusy)
    async def busy(_: Request, error: StoreBusy) -> JSONResponse:
        return answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers={"Retry-After": "5"})

    @app.exception_handler(DiskFull)
    async def full(_: Request, error: DiskFull) -> JSONResponse:
        return answer(HTTPStatus.INSUFFICIENT_STORAGE, str(error))

    @app.exception_handler(ClientDisconnect)
    async def gone(_: Request, error: ClientDisconnect) -> JSONResponse:  # noqa: ARG001 - nobody reads it
        return answer(HTTPStatus.BAD_REQUEST, "the client has hung up")

    @app.exception_handler(ExtractorError)
    async def failed(_: Request, error: ExtractorError) -> JSONResponse:
        _log.error("%s", error, exc_info=error)
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    @app.exception_handler(Exception)
    async def fault(_: Request, error: Exception) -> JSONResponse:
        _log.error("a fault in this program", exc_info=error)
        said = f"a fault in this program: {type(error).__name__}; the service's log says where"
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, said)
