"""What the embedded versions are said to have answered in a step, by a process that did not begin it.

A real Envoy counts in test_embedded.py; here its admin socket is a server of two counters.
"""

import os
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pikkit.rollout.embedded.files import Served, write_served
from pikkit.rollout.embedded.target import EmbeddedTarget
from pikkit.rollout.planning.goal import Act, Goal
from pikkit.rollout.target import RolloutOrder
from pikkit.settings import Settings


@dataclass
class Envoy:
    """Version to its requests so far, and the home whose servers it is in front of."""

    settings: Settings
    requests: dict[str, int] = field(default_factory=dict)

    def text(self, target: str) -> str:
        found = [(version, n) for version, n in self.requests.items() if f"version_{version}." in target]
        labels = 'envoy_cluster_name="version_{}"'
        return "".join(f"envoy_cluster_upstream_rq_total{{{labels.format(version)}}} {n}\n" for version, n in found)

    def divide(self, percent: int) -> None:
        EmbeddedTarget(self.settings).apply(RolloutOrder(Goal(Act.SHARE, percent), "1", "2"))

    def counted(self) -> list[int | None]:
        found = [EmbeddedTarget(self.settings).traffic(version) for version in ("1", "2")]
        return [None if arm is None else arm.requests for arm in found]


@pytest.fixture
def envoy(home: Path, tmp_path: Path) -> Iterator[Envoy]:
    settings = Settings(home=home, store_url="", model_name="pikkit")
    made, path = Envoy(settings), tmp_path / "s"
    write_served(settings, Served(os.getpid(), str(path), {"1": 100}))
    with socketserver.ThreadingUnixStreamServer(str(path), handler_of(made)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def handler_of(envoy: Envoy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = envoy.text(self.path).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

        def address_string(self) -> str:
            return "a Unix socket"

    return Handler


def test_each_step_counts_its_own_requests_though_every_look_is_a_targets_first(envoy: Envoy) -> None:
    envoy.requests = {"1": 5000}
    envoy.divide(10)
    assert envoy.counted() == [0, None]  # Envoy does not know the candidate yet
    envoy.requests = {"1": 5090, "2": 12}
    assert envoy.counted() == [90, 12]
    envoy.divide(10)  # as a look that finds it so
    assert envoy.counted() == [90, 12]
    envoy.divide(50)
    assert envoy.counted() == [0, 0]


def test_servers_that_were_started_again_count_from_their_new_start(envoy: Envoy) -> None:
    envoy.requests = {"1": 100, "2": 100}
    envoy.divide(50)
    envoy.requests = {"1": 130, "2": 140}
    assert envoy.counted() == [30, 40]
    served = Served(os.getppid(), str(envoy.settings.resolved_home.parent / "s"), {"1": 50, "2": 50})
    write_served(envoy.settings, served)
    assert envoy.counted() == [130, 140]
