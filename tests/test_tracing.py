from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from extractor import Extractor, ScriptedModel, tracing
from extractor.errors import ModelError
from tests.batch import yard
from tests.service.serving import SHORT, V1, answer, done, served

EXPORTER = InMemorySpanExporter()


@pytest.fixture(scope="module", autouse=True)
def provider() -> None:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(EXPORTER))
    trace.set_tracer_provider(provider)


@pytest.fixture(autouse=True)
def empty() -> None:
    EXPORTER.clear()


def spans(name: str) -> list[ReadableSpan]:
    return [span for span in EXPORTER.get_finished_spans() if span.name == name]


def test_a_filing_and_its_passages_are_spans_that_hold_none_of_its_words() -> None:
    text = "\n\n".join(yard.text(number) for number in (3, 7, 11))
    Extractor(ScriptedModel(answer, SHORT), domain=yard.DOMAIN).extract(text)
    [filing], passages = spans("filing"), spans("passage")
    assert filing.attributes is not None
    assert (filing.attributes["facts"], filing.attributes["model"]) == (3, "scripted")
    assert len(passages) > 1
    assert {span.parent.span_id for span in passages if span.parent} == {filing.context.span_id}
    assert [dict(span.attributes or {}) for span in passages] == [
        {"passage": number, "model": "scripted"} for number in range(len(passages))
    ]
    shown = "".join(span.to_json() for span in EXPORTER.get_finished_spans())
    assert not any(word in shown for word in ("Hen", "Norway", "eggs"))


def test_a_request_of_a_client_is_a_span_with_its_route_and_nothing_that_was_sent(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        client.get(f"{V1}/{made['id']}", params={"secret": "word"})
    asked = [dict(span.attributes or {}) for span in spans("http")]
    assert {"http.request.method": "GET", "http.route": f"{V1}/{{id}}", "http.response.status": 200} in asked
    assert {span.name for span in EXPORTER.get_finished_spans()} == {"http", "filing", "passage"}
    shown = "".join(span.to_json() for span in EXPORTER.get_finished_spans())
    assert not any(word in shown for word in ("Hen", "Norway", "eggs", "secret", made["id"]))


def test_an_error_is_told_by_its_class_alone() -> None:
    with pytest.raises(ModelError, match="secret"):
        Extractor(ScriptedModel([ModelError("secret")]), domain=yard.DOMAIN).extract(yard.text(1))
    [filing] = spans("filing")
    assert filing.status.description == "ModelError"
    assert "secret" not in filing.to_json()


def test_nothing_is_loaded_where_nobody_traces() -> None:
    program = (
        "import sys; import extractor.cli; from tests.pipeline.toy import EGGS, extractor, reply; "
        "extractor([reply()]).extract(EGGS.text); "
        "sys.exit(any(name.startswith('opentelemetry') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], env=yard.ENVIRONMENT, check=False).returncode == 0  # noqa: S603 - this interpreter


@pytest.mark.parametrize(
    "variables",
    [{}, {"OTEL_TRACES_EXPORTER": "none"}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_SDK_DISABLED": "true"}],
)
def test_nothing_is_sent_where_the_environment_does_not_ask_for_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert tracing.start() is None


def test_a_command_sends_its_spans_where_the_environment_says(tmp_path: Path) -> None:
    received: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
            pass

    collector = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=collector.serve_forever, args=(0.05,))
    thread.start()
    try:
        replies = yard.record(tmp_path, 1)
        [file] = yard.filings(tmp_path / "in", [0])
        command = [sys.executable, "-m", "extractor.cli", "extract", str(file), *yard.MODEL, yard.NOBODY, "--offline"]
        told = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        }
        subprocess.run(  # noqa: S603 - this interpreter
            [*command, "--replies", str(replies), "--quiet"], env=yard.ENVIRONMENT | told, check=True
        )
    finally:
        collector.shutdown()
        thread.join()
        collector.server_close()
    resources = [one for sent in received for one in ExportTraceServiceRequest.FromString(sent).resource_spans]
    named = {(one.key, one.value.string_value) for resource in resources for one in resource.resource.attributes}
    assert ("service.name", "filing-facts") in named
    made = [span for resource in resources for scope in resource.scope_spans for span in scope.spans]
    assert sorted(span.name for span in made) == ["filing", "passage"]
