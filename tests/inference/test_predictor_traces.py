"""Traces, sent to a real collector of the OTLP protocol on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from pikkit.inference.predictor.tracing import ENDPOINTS, NoTracing, OpenTelemetry, tracing

PATH = "/v1/models/pikkit:predict"
CALLER = "0af7651916cd43dd8448eb211c80319c"


class Collector(ThreadingHTTPServer):
    """Keeps the spans it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.spans: list[dict[str, object]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                self.server.spans += [_fields(span) for span in scope.spans]
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def _fields(span: object) -> dict[str, object]:
    said = {each.key: each.value.string_value or each.value.int_value for each in span.attributes}  # type: ignore[attr-defined]
    return {"name": span.name, "trace": span.trace_id.hex(), **said}  # type: ignore[attr-defined]


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join(10)
    server.server_close()


def test_a_request_is_a_span_of_its_callers_trace(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.server_port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    following = tracing()
    assert isinstance(following, OpenTelemetry)
    carried = {b"traceparent": f"00-{CALLER}-b7ad6b7169203331-01".encode()}
    with following.request("POST", PATH, carried, "abc-1") as span:
        span.status(200)
    following.close()
    (sent,) = collector.spans
    assert sent == {
        "name": f"POST {PATH}",
        "trace": CALLER,
        "http.request.method": "POST",
        "url.path": PATH,
        "http.request.header.x-request-id": "abc-1",
        "http.response.status_code": 200,
    }


def test_without_an_endpoint_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENDPOINTS:
        monkeypatch.delenv(name, raising=False)
    following = tracing()
    assert isinstance(following, NoTracing)
    with following.request("POST", PATH, {}, "abc-1") as span:
        span.status(200)
