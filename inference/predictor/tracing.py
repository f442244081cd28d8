"""Traces by OpenTelemetry, if an endpoint is configured; nothing is imported for it otherwise."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from pikkit.base.errors import InputError

ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
"""Any of these switches tracing on; the exporter reads them, and all the other ``OTEL_`` variables, itself."""


@dataclass(frozen=True, slots=True)
class RequestSpan:
    """A request's span, as far as the server needs it."""

    status: Callable[[int], None]


class Tracing(Protocol):
    """Whatever follows requests."""

    def request(
        self, method: str, path: str, headers: Mapping[bytes, bytes], request_id: str
    ) -> AbstractContextManager[RequestSpan]:
        """Follow a request until the block ends."""
        ...

    def close(self) -> None:
        """Send what was not sent."""
        ...


class NoTracing:
    """Follows nothing."""

    def __init__(self) -> None:
        self._span = _Nothing()

    def request(self, *_request: object, **_named: object) -> AbstractContextManager[RequestSpan]:
        """See ``Tracing``."""
        return self._span

    def close(self) -> None:
        """See ``Tracing``."""


class _Nothing:
    _span = RequestSpan(lambda _status: None)

    def __enter__(self) -> RequestSpan:
        return self._span

    def __exit__(self, *_error: object) -> None:
        return None


class OpenTelemetry:
    """One server span a request, the caller's trace continued (W3C ``traceparent``); no payloads in it."""

    def __init__(self) -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        except ImportError as error:
            raise InputError("Tracing needs an extra: pip install 'pikkit[tracing]'.") from error
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        name = os.environ.get("OTEL_SERVICE_NAME", "pikkit-predictor")
        self._provider = TracerProvider(resource=Resource.create({"service.name": name}), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("pikkit.predictor")

    @contextmanager
    def request(self, method: str, path: str, headers: Mapping[bytes, bytes], request_id: str) -> Iterator[RequestSpan]:
        """See ``Tracing``."""
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        carried = {name: headers[name.encode()].decode("latin-1") for name in _CARRIED if name.encode() in headers}
        caller = TraceContextTextMapPropagator().extract(carried)
        attributes = {"http.request.method": method, "url.path": path, "http.request.header.x-request-id": request_id}
        with self._tracer.start_as_current_span(
            f"{method} {path}", caller, SpanKind.SERVER, attributes=attributes
        ) as span:
            yield RequestSpan(lambda status: span.set_attribute("http.response.status_code", status))

    def close(self) -> None:
        """See ``Tracing``."""
        self._provider.shutdown()


_CARRIED = ("traceparent", "tracestate")


def tracing() -> Tracing:
    """Tracing as the environment configures it.

    Raises:
        InputError: It is configured, but not installed.
    """
    return OpenTelemetry() if any(os.environ.get(name) for name in ENDPOINTS) else NoTracing()
