"""Spans of OpenTelemetry: of a filing, its passages, what is asked of a model, and what a service answers.

They go to whatever the process has set up for them, and none are made where it has not loaded OpenTelemetry. No span
holds a word of a filing, of a prompt or of a reply: only counts, digests and names of models.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from extractor._version import __version__
from extractor.errors import MissingPackage

Attribute = str | int | float | bool | None

_API = "opentelemetry.trace"
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


@dataclass(frozen=True, slots=True)
class Traced:
    """A span under way, or none."""

    span: Any = None

    def note(self, **attributes: Attribute) -> None:
        """Say more of it; what is None is left out."""
        if self.span is not None:
            self.span.set_attributes(_named(attributes))


@contextmanager
def span(name: str, **attributes: Attribute) -> Iterator[Traced]:
    """A span around this block. An error that leaves it is told by its class alone: its words may be a filing's."""
    api: Any = sys.modules.get(_API)
    if api is None:
        yield Traced()
        return
    with api.get_tracer("filing-facts", __version__).start_as_current_span(
        name, attributes=_named(attributes), record_exception=False, set_status_on_exception=False
    ) as started:
        try:
            yield Traced(started)
        except BaseException as error:
            started.set_status(api.StatusCode.ERROR, type(error).__name__)
            raise


def _named(attributes: dict[str, Attribute]) -> dict[str, Attribute]:
    """Attributes as OpenTelemetry writes them: `http_route` is `http.route`."""
    return {name.replace("_", "."): value for name, value in attributes.items() if value is not None}


def start() -> Callable[[], None] | None:
    """Send spans where the `OTEL_*` variables of the environment say; None where they say nothing.

    What comes back sends the last of them. Raises `MissingPackage` where the extra `otel` is not installed.
    """
    exporter = os.environ.get("OTEL_TRACES_EXPORTER", "otlp" if any(map(os.environ.get, _ENDPOINTS)) else "none")
    if exporter.strip().lower() == "none" or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    try:
        from opentelemetry import trace  # noqa: PLC0415 - only where spans are asked for
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - the same
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - the same
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - the same
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - the same
    except ImportError as error:
        raise MissingPackage(
            'the environment asks for traces (OTEL_*), which need OpenTelemetry: pip install "filing-facts[otel]"'
        ) from error
    named = {} if "OTEL_SERVICE_NAME" in os.environ else {"service.name": "filing-facts"}
    provider = TracerProvider(resource=Resource.create(named), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider.shutdown
