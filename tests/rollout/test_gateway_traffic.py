"""What a gateway's arms are said to have answered in a step: pods are real servers, the API server is a dictionary.

The same on a real one: tests/cluster/test_gateway_rollouts.py.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from kubernetes.client import ApiClient, Configuration

from pikkit.rollout.gateway import metrics
from pikkit.rollout.gateway.target import GatewayTarget
from pikkit.rollout.planning.goal import Act, Goal
from pikkit.rollout.target import RolloutOrder
from pikkit.settings import Settings
from tests.servers import free_port

HOSTS = {"predictor": "127.0.0.1", "candidate": "127.0.0.2"}


@dataclass
class Pod:
    """A predictor's pod: what it counted, and how often it has been started again."""

    arm: str
    requests: int = 0
    errors: int = 0
    restarts: int = 0

    @property
    def metrics(self) -> str:
        kinds = (
            ("pikkit_errors_total", '{status="503"}', self.errors),
            ("pikkit_stage_seconds_bucket", '{stage="predict",le="0.01"}', self.requests),
            ("pikkit_stage_seconds_bucket", '{stage="predict",le="+Inf"}', self.requests),
            ("pikkit_stage_seconds_count", '{stage="predict"}', self.requests),
        )
        return "# TYPE pikkit_stage_seconds histogram\n" + "".join(f"{name}{of} {n}\n" for name, of, n in kinds)

    @property
    def told(self) -> dict[str, Any]:
        status = {"podIP": HOSTS[self.arm], "containerStatuses": [{"restartCount": self.restarts}]}
        return {"metadata": {"name": f"pikkit-{self.arm}-x"}, "status": status}


@dataclass
class Api:
    """What the API server has: two arms of one ready pod each, and the route between them."""

    pods_there: dict[str, Pod] = field(default_factory=lambda: {arm: Pod(arm) for arm in HOSTS})
    live: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        refs = [{"name": "pikkit-predictor", "weight": 100}, {"name": "pikkit-candidate", "weight": 0}]
        self.live = {
            "metadata": {"resourceVersion": "1", "annotations": {}},
            "spec": {"rules": [{"backendRefs": refs}]},
        }

    def route(self) -> dict[str, Any]:
        return self.live

    def deployment(self, arm: str) -> dict[str, Any]:
        version = {"predictor": 1, "candidate": 2}[arm]
        container = {"name": "predictor", "args": [f"--model-uri=models:/pikkit/{version}"]}
        counts = dict.fromkeys(("replicas", "updatedReplicas", "availableReplicas"), 1)
        return {
            "metadata": {"name": f"pikkit-{arm}", "generation": 1},
            "spec": {"replicas": 1, "template": {"spec": {"containers": [container]}}},
            "status": {"observedGeneration": 1, **counts},
        }

    def pods(self, arm: str) -> list[dict[str, Any]]:
        return [self.pods_there[arm].told]

    def patch_route(self, body: dict[str, Any]) -> None:
        self.live["metadata"]["annotations"] |= body["metadata"]["annotations"]
        self.live["spec"] = body["spec"]


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    made, port = Api(), free_port()
    monkeypatch.setattr(metrics, "PORT", port)
    with ExitStack() as servers:
        for pod in made.pods_there.values():
            servers.enter_context(serving(pod, port))
        yield made


@contextmanager
def serving(pod: Pod, port: int) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pod.metrics.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer((HOSTS[pod.arm], port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def target(api: Api) -> GatewayTarget:
    """Another process's, which remembers nothing."""
    with ApiClient(Configuration(host="http://127.0.0.1:9")) as client:
        made = GatewayTarget(Settings(model_name="pikkit"), lambda: "1", client)
    vars(made)["_api"] = api
    return made


def divide(api: Api, percent: int) -> None:
    target(api).apply(RolloutOrder(Goal(Act.SHARE, percent), "1", "2"))


def counted(api: Api) -> list[tuple[int, int]]:
    found = [target(api).traffic(version) for version in ("1", "2")]
    return [(arm.requests, arm.errors) for arm in found if arm]


def test_without_a_division_all_that_pods_counted_is_told(api: Api) -> None:
    """The trigger makes a target for each look; one of them said "0 live requests" for ever, and no rollout ended."""
    api.pods_there["candidate"].requests = 1178
    assert counted(api) == [(0, 0), (1178, 0)]


def test_each_step_counts_its_own_requests_whoever_asks(api: Api) -> None:
    stable, candidate = api.pods_there.values()
    stable.requests, stable.errors = 5000, 7
    divide(api, 10)
    assert counted(api) == [(0, 0), (0, 0)]
    stable.requests, candidate.requests, candidate.errors = 5090, 8, 2
    assert counted(api) == [(90, 0), (10, 2)]
    divide(api, 10)  # as a look that finds it so
    assert counted(api) == [(90, 0), (10, 2)]
    divide(api, 50)
    assert counted(api) == [(0, 0), (0, 0)]


def test_a_pod_that_was_started_again_counts_from_its_new_start(api: Api) -> None:
    candidate = api.pods_there["candidate"]
    candidate.requests = 100
    divide(api, 50)
    candidate.requests, candidate.restarts = 130, 1
    assert counted(api)[1] == (130, 0)


def test_a_note_on_the_route_that_is_not_ours_is_no_reading(api: Api) -> None:
    api.pods_there["candidate"].requests = 30
    divide(api, 50)
    api.live["metadata"]["annotations"] = {"pikkit.io/counted-before": "[1, 2]"}
    assert counted(api)[1] == (30, 0)
