"""A registry elsewhere that drips: few requests wait for it, its own pages say so, and the rest of the API goes on."""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from pikkit.registry import bounded_mlflow
from pikkit.registry.bounded_mlflow import Bounds
from pikkit.registry.client import connect
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.servers import free_port

pytestmark = pytest.mark.slow

ASKING = ["/models", "/v1/models", "/runs", "/runs/3", "/models/3/report"]


@dataclass
class Drips:
    """A server that answers a byte now and then, and counts who waits."""

    waiting: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, change: int) -> None:
        with self.lock:
            self.waiting += change
            self.most = max(self.most, self.waiting)

    def answer(self, connection: socket.socket) -> None:
        self.count(1)
        with suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
            for _ in range(600):
                connection.sendall(b" ")
                time.sleep(0.05)
        self.count(-1)


@pytest.fixture
def drips() -> Iterator[tuple[Drips, str]]:
    kept = Drips()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            kept.answer(self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield kept, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_two_requests_wait_for_it_and_nobody_else(drips: tuple[Drips, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setattr(bounded_mlflow, "DOCUMENT", Bounds(3.0, 1 << 20))
    registry, uri = drips
    connect(uri)  # its import takes longer than what is bounded here
    settings = Settings(mlflow_tracking_uri=uri, predictor_url=f"http://127.0.0.1:{free_port()}")
    with app_of(settings) as app, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda address: app.test_client().get(address), [*ASKING * 3, "/bets"]))
    assert {answer.status_code for answer in answers[:-1]} <= {200, 503}
    assert answers[-1].status_code == 200
    assert 1 <= registry.most <= 2
