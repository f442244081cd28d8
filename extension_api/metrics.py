"""What Prometheus reads: requests by view and status, their seconds, and how full the outbox is."""

import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from pikkit.extension_api.scoring.breaker import CircuitBreaker
from pikkit.outbox import Outbox

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The figures of one app; of this process alone, but for the outbox, which is everybody's."""

    def __init__(self, outbox: Outbox, breaker: CircuitBreaker) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "pikkit_api_requests", "Requests answered", ["method", "view", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "pikkit_api_request_seconds", "How long they took", ["view"], buckets=_SECONDS, registry=self.registry
        )
        self.registry.register(_State(outbox, breaker))

    def install(self, app: Flask) -> None:
        """Count the app's requests."""
        app.before_request(self._begin)
        app.after_request(self._end)

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)

    def _begin(self) -> None:
        g.begun = time.perf_counter()

    def _end(self, response: Response) -> Response:
        view = request.endpoint or "none"  # never the path: it would be a label without end
        self._requests.labels(request.method if request.endpoint else "any", view, str(response.status_code)).inc()
        if "begun" in g:
            self._seconds.labels(view).observe(time.perf_counter() - g.begun)
        return response


class _State(Collector):
    def __init__(self, outbox: Outbox, breaker: CircuitBreaker) -> None:
        self._outbox = outbox
        self._breaker = breaker

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        depth = self._outbox.depth()
        entries = GaugeMetricFamily("pikkit_outbox_entries", "Entries of the outbox", labels=["state"])
        entries.add_metric(["pending"], depth.pending)
        entries.add_metric(["dead"], depth.dead)
        yield entries
        yield GaugeMetricFamily("pikkit_outbox_age_seconds", "Age of the oldest that waits", depth.age_seconds)
        is_open = GaugeMetricFamily("pikkit_predictor_circuit_open", "1 while the predictor is left alone")
        is_open.add_metric([], float(self._breaker.is_open))
        yield is_open
