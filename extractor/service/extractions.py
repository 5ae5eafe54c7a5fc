"""The routes of extractions: ask for one, follow it, read it, forget it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.types import Receive, Scope, Send

from extractor.service._events import place_of, stream, until_over
from extractor.service._ledger import OtherBody, QueueFull, Row
from extractor.service._problems import Refused, answered, faults_of
from extractor.service._shapes import Extraction, Listed, Submission, Summary
from extractor.service._state import Served, Service

router = APIRouter(prefix="/v1/extractions", tags=["extractions"])

Id = Annotated[str, Path(alias="id", description="The extraction's id.", max_length=64)]
LastEvent = Annotated[str | None, Header(alias="Last-Event-ID", description="The id of the last event seen.")]

_EVENTS = "text/event-stream"
_LONGEST_WAIT = 60
_FULL = "10"
"""The seconds after which a queue that is full, or a service that is busy, may be asked again."""

_STREAM: dict[str, Any] = {
    _EVENTS: {
        "schema": {
            "type": "object",
            "properties": {
                "event": {"enum": ["queued", "started", "passage", "found", "fact", "done", "failed"]},
                "id": {"type": "string"},
                "data": {"type": "string", "contentMediaType": "application/json"},
            },
        },
        "example": 'event: passage\nid: 2.0.3\ndata: {"done": 3, "total": 12}\n\n',
    }
}
_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Submission"}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "date": {"type": "string", "format": "date"},
                },
                "required": ["file"],
            }
        },
    },
}


@router.post(
    "",
    status_code=HTTPStatus.ACCEPTED,
    summary="Ask for a filing's facts",
    response_model=Extraction,
    responses={
        200: {
            "description": "Done within `wait`, or events as they happen.",
            "model": Extraction,
            "content": _STREAM,
        },
        202: {"description": "Queued.", "headers": {"Location": {"schema": {"type": "string"}}}, "content": _STREAM},
        **answered(400, 408, 413, 415, 422, 429, 503, 507),
    },
    openapi_extra={"requestBody": _BODY},
)
async def create(
    request: Request,
    service: Served,
    wait: Annotated[float, Query(ge=0, le=_LONGEST_WAIT, description="Seconds to wait for the result.")] = 0,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=200, description="The same key and body again is the same extraction."),
    ] = None,
) -> Response:
    """Queue a filing, given as JSON or as an uploaded file.

    The answer is 202 with the extraction's address; with `wait`, 200 with the result if it is there in time; with
    `Accept: text/event-stream`, its events: `queued`, `started`, `passage`, `found`, `fact`, `done`, `failed`.
    """
    streamed = _EVENTS in request.headers.get("accept", "")
    if streamed or wait:
        _make_room(service)
    source, name, date = await _filing(request)
    caller = request.scope.get("state", {}).get("caller", "")
    try:
        row, new = await asyncio.to_thread(
            service.ledger.add,
            source, name=name, date=date, queue=service.settings.limits.queue, caller=caller, key=idempotency_key,
        )  # fmt: skip
    except OtherBody:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "this Idempotency-Key came with another filing, name or date before; take a new key for a new filing",
        ) from None
    except QueueFull:
        raise Refused(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"{service.settings.limits.queue} filings wait already, which is this service's bound; ask again later",
            headers={"Retry-After": _FULL},
        ) from None
    if new:
        service.worker.wake()
    location = f"/v1/extractions/{row.id}"
    if streamed:
        return _Stream(service, row.id, None, location)
    if wait and not row.over:
        with _listening(service):
            waiting = asyncio.ensure_future(until_over(service.ledger, service.bell, row.id, wait))
            gone = asyncio.ensure_future(_hung_up(request))
            try:
                ended, _ = await asyncio.wait((waiting, gone), return_when=asyncio.FIRST_COMPLETED)
                for task in ended:
                    task.result()
            finally:
                waiting.cancel()
                gone.cancel()
        row = service.ledger.get(row.id) or row
    shown = await asyncio.to_thread(_shown, service, row)
    return JSONResponse(shown, HTTPStatus.OK if row.over and wait else HTTPStatus.ACCEPTED, {"Location": location})


async def _hung_up(request: Request) -> None:
    """Wait until the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


async def _filing(request: Request) -> tuple[bytes, str, str | None]:
    """The filing of a request: its bytes, what it is called, and its date."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            said = Submission.model_validate_json(await request.body())
            return said.text.encode(), said.name, said.date.isoformat() if said.date else None
        if kind == "multipart/form-data":
            return await _uploaded(request)
    except ValidationError as error:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            'a filing is {"text": ..., "name": "x.txt", "date": null}, and the text is not empty',
            faults=faults_of(error.errors(include_url=False)),
        ) from None
    except UnicodeError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"the body is not in the charset that it names: {error}") from None
    raise Refused(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send a filing as application/json, or as a file in multipart/form-data"
    )


async def _uploaded(request: Request) -> tuple[bytes, str, str | None]:
    async with request.form(max_files=1, max_fields=1) as form:
        file, date = form.get("file"), form.get("date")
        if not isinstance(file, UploadFile) or set(form) - {"file", "date"}:
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY, "a filing is uploaded in a field `file`, with `date` beside it or not"
            )
        data = await file.read()
    # nothing but its last part is kept of a path, and of the whole only as a name
    name = PurePath((file.filename or "").replace("\\", "/")).name
    name.encode()  # a lone surrogate, which some charsets can write, is refused
    said = Submission.model_validate({"text": "-", "name": name or "filing", "date": date or None})
    if not data:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{said.name} is empty; send a file that holds text")
    return data, said.name, said.date.isoformat() if said.date else None


def _make_room(service: Service) -> None:
    """Raises `Refused` where no more clients may listen or wait."""
    if service.streams >= service.settings.limits.streams:
        said = f"{service.settings.limits.streams} clients wait already, which is this service's bound; ask again"
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS, f"{said} later, or GET the extraction now and then",
            headers={"Retry-After": _FULL},
        )  # fmt: skip


@contextlib.contextmanager
def _listening(service: Service) -> Iterator[None]:
    """Within this block a client holds a connection."""
    service.streams += 1
    try:
        yield
    finally:
        service.streams -= 1


class _Stream(StreamingResponse):
    """Events, for as long as a client listens and there is room for it."""

    media_type = _EVENTS

    def __init__(self, service: Service, extraction: str, last: str | None, location: str | None = None) -> None:
        found = stream(service.ledger, service.bell, extraction, service.worker.progress, place_of(last))
        headers = {"X-Accel-Buffering": "no"} | ({"Location": location} if location else {})
        super().__init__(found, headers=headers)
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with _listening(self._service):
            await super().__call__(scope, receive, send)


def _shown(service: Service, row: Row) -> dict[str, Any]:
    kept = service.ledger.result(row.id) if row.status == "done" else None
    return Summary.of(row).model_dump() | {"result": json.loads(kept[0]) if kept else None}


@router.get("", summary="List extractions, newest first", responses=answered(422))
def page(
    service: Served,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$", description="`next` of the page before.")] = None,
    filing: Annotated[str | None, Query(max_length=64, description="A filing's SHA-256: done ones of it.")] = None,
) -> Listed:
    """The newest extractions, and a cursor to those before them."""
    rows = service.ledger.page(limit + 1, int(cursor) if cursor else None, filing)
    following = str(rows[limit - 1].number) if len(rows) > limit else None
    return Listed(items=[Summary.of(row) for row in rows[:limit]], next=following)


@router.get("/{id}", summary="Read an extraction", response_model=Extraction, responses=answered(404, 422))
def read(service: Served, extraction: Id) -> JSONResponse:
    """An extraction and, once it is done, its result."""
    return JSONResponse(_shown(service, service.row(extraction)))


@router.get(
    "/{id}/events",
    summary="Follow an extraction",
    response_class=StreamingResponse,
    responses={200: {"content": _STREAM, "description": "Its events."}, **answered(404, 422, 429)},
)
async def follow(service: Served, extraction: Id, last_event_id: LastEvent = None) -> StreamingResponse:
    """The events of an extraction: what has happened, or all after the event `Last-Event-ID`, then what happens."""
    row = await asyncio.to_thread(service.row, extraction)
    _make_room(service)
    return _Stream(service, row.id, last_event_id)


@router.get(
    "/{id}/text", summary="Read the filing's text", response_class=PlainTextResponse, responses=answered(404, 409, 422)
)
def text(service: Served, extraction: Id) -> PlainTextResponse:
    """The text to which all offsets of the result refer, which are in characters."""
    return PlainTextResponse(service.text(extraction))


@router.delete(
    "/{id}", status_code=HTTPStatus.NO_CONTENT, summary="Forget an extraction", responses=answered(404, 422, 503)
)
def delete(service: Served, extraction: Id) -> None:
    """Forget an extraction with its filing, result and reviews; one that is being read is given up.

    Its facts go from the store too, unless another extraction is of the same filing.
    """
    service.row(extraction)
    service.forget(extraction)
