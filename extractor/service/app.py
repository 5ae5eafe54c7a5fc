"""The application: its routes, what stands before them, and its own description."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CONTENT_TYPE_LATEST

from extractor._version import __version__
from extractor.errors import ExtractorError
from extractor.extractor import Extractor
from extractor.service import _problems, desk, exports, extractions, facts, kinds, reviews
from extractor.service._guard import Guard
from extractor.service._problems import Problem, Refused, answered
from extractor.service._settings import Settings
from extractor.service._shapes import Health, Submission
from extractor.service._state import Served, Service

PAGE = Path(__file__).parent / "page"
"""The files of the page."""

_UNTRACED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}
"""FastAPI's own telemetry tells what was sent; `extractor.tracing` does not."""

READING = Path(__file__).parents[1] / "templates" / "reading"
"""What the page shares with the HTML view."""

_ABOUT = """Structured facts from filings and press releases, each with the words that state it.

Send a filing to `POST /v1/extractions`; follow its events, or read it once it is done. Errors are problem details
(RFC 9457) that say what to do."""


def create_app(settings: Settings, make: Callable[[], Extractor]) -> FastAPI:
    """The application of a service that reads with what `make` gives, in a thread of its own.

    Raises `OutputError` where the folder cannot be used, or another service holds it.
    """
    service = Service(settings, make)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.bell.loop = asyncio.get_running_loop()
        await asyncio.to_thread(service.start)
        try:
            yield
        finally:
            await asyncio.to_thread(service.close)

    app = FastAPI(
        title="filing-facts",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_UNTRACED,
    )
    app.state.service = service
    _problems.install(app)
    for part in (extractions, exports, reviews, desk, kinds, facts):
        app.include_router(part.router)
    _operations(app)
    app.mount("/page/reading", StaticFiles(directory=READING), name="reading")
    app.mount("/page", StaticFiles(directory=PAGE), name="page")
    app.add_middleware(Guard, settings=settings, metrics=service.metrics)
    _described(app, keyed=settings.keys is not None)
    return app


def _operations(app: FastAPI) -> None:
    """What whoever runs the service looks at, and the page."""

    @app.get("/healthz", tags=["operations"], summary="Whether the service answers")
    async def healthz() -> Health:
        return Health()

    @app.get("/readyz", tags=["operations"], summary="Whether it can read a filing", responses=answered(503))
    def readyz(service: Served) -> Health:
        trouble = service.worker.trouble
        try:
            service.ledger.counts()
        except ExtractorError as error:
            trouble = str(error)
        if trouble is not None:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, trouble, headers={"Retry-After": "5"})
        return Health()

    @app.get(
        "/metrics",
        tags=["operations"],
        summary="Counters, for Prometheus",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def metrics(service: Served) -> Response:
        return Response(service.metrics.shown(), media_type=CONTENT_TYPE_LATEST)

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(PAGE / "index.html")


def _described(app: FastAPI, *, keyed: bool) -> None:
    """Add to the description what the routes do not say: problems, the body of a filing, and keys."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = plain()
            schemas = described.setdefault("components", {}).setdefault("schemas", {})
            for shape in (Problem, Submission):
                schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas |= schema.pop("$defs", {})
                schemas[shape.__name__] = schema
            for path, operations in described["paths"].items():
                if keyed and path.startswith(("/v1/", "/metrics")):
                    for operation in operations.values():
                        operation["security"] = [{"key": []}]
                        operation["responses"] |= {str(k): v for k, v in answered(401).items()}
            if keyed:
                described["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]
