"""Whom a rollout asks and whom the drift detector tells: what lies or never ends counts as no answer."""

import socket
import tracemalloc
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from pikkit.inference.drift_detector import sink
from pikkit.rollout.gateway import metrics
from pikkit.rollout.kserve import prometheus
from tests.drift.reports import drift_report
from tests.outbox.test_hostile_webhooks import forever, receiver

OK = b"HTTP/1.1 200 OK\r\n"
STAGE = b'pikkit_stage_seconds_bucket{stage="predict",le="0.01"} '
ENDLESS = {
    "drips": forever(b" ", OK + b"\r\n"),
    "drips its head": forever(b"X: y\r\n", OK),
    "never ends": forever(b"#" * 65536, OK + b"\r\n", pause=0.0),
    "says nothing": forever(b""),
}


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is bounded ends soon, and no proxy stands before this machine."""
    monkeypatch.setattr(metrics, "_SECONDS", 1.0)
    monkeypatch.setattr(prometheus, "_SECONDS", 1.0)
    monkeypatch.setattr(sink, "TIMEOUT", 1.0)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def saying(body: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def of_pod(monkeypatch: pytest.MonkeyPatch, url: str) -> dict[str, Any]:
    monkeypatch.setattr(metrics, "PORT", urlsplit(url).port)
    pod = {"metadata": {"name": "pikkit-predictor-x"}, "status": {"podIP": "127.0.0.1"}}
    return metrics.counts_of([pod])


@pytest.mark.parametrize("answer", ENDLESS.values(), ids=ENDLESS)
def test_metrics_without_end_are_none_and_no_memory(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    tracemalloc.start()
    try:
        with receiver(answer) as url:
            assert of_pod(monkeypatch, url) == {}
        with receiver(answer) as url:
            assert prometheus.read_traffic(url.removesuffix("/hook"), "pikkit/4", "15m") is None
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\x00",
        b"{",
        b'pikkit_stage_seconds_count{stage="predict"} NaN\n',
        b'pikkit_stage_seconds_count{stage="predict"} +Inf\n',
        b'pikkit_errors_total{status="503"} -Inf\n',
        b'pikkit_stage_seconds_bucket{stage="predict"} 5\n',
        b'pikkit_stage_seconds_bucket{stage="predict",le="soon"} 5\n',
        STAGE + b"1e999\n",
        STAGE + b"many\n",
    ],
)
def test_a_pod_that_counts_nonsense_counts_nothing(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    with receiver(saying(body)) as url:
        assert of_pod(monkeypatch, url) == {}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[]",
        b'{"data": {"result": 5}}',
        b'{"data": {"result": [{"value": [0, "NaN"]}]}}',
        b'{"data": {"result": [{"value": [0, "1e999"]}]}}',
        b'{"data": {"result": [{"value": {"1": 2}}]}}',
        b'{"data": {"result": {"0": 1}}}',
    ],
)
def test_prometheus_that_says_nonsense_says_nothing(body: bytes) -> None:
    with receiver(saying(body)) as url:
        assert prometheus.read_traffic(url.removesuffix("/hook"), "pikkit/4", "15m") is None


@pytest.mark.parametrize(("name", "count"), [("drips", "lost"), ("never ends", "delivered"), ("says nothing", "lost")])
def test_a_sink_without_end_costs_its_own_report(name: str, count: str) -> None:
    counted: list[str] = []
    with receiver(ENDLESS[name]) as url:
        told = sink.ReportSink(url, 1, counted.append)
        told.start()
        told.send(drift_report())
        told.send(drift_report())
        while len(counted) < 2:
            told._thread.join(0.05)  # type: ignore[union-attr]
        told.stop()
    assert counted == [count, count]
