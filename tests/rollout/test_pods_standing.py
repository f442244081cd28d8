"""Whose pods `pikkit status` tells of, of a namespace with more than one release."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from kubernetes.client import ApiClient, Configuration

from pikkit.deploying.pods_standing import pods_standing
from pikkit.settings import Settings


def pod(name: str, instance: str, component: str) -> dict[str, Any]:
    labels = {"name": "pikkit", "instance": instance, "component": component}
    metadata = {"name": name, "labels": {f"app.kubernetes.io/{key}": value for key, value in labels.items()}}
    return {"metadata": metadata, "status": {"phase": "Failed", "reason": "Error", "message": f"of {instance}"}}


PODS = [
    pod("pikkit-migrate-x1", "pikkit", "migrate"),
    pod("pikkit-api-7d-x2", "pikkit", "api"),
    pod("pikkit-two-migrate-x3", "pikkit-two", "migrate"),
    pod("pikkit-two-api-7d-x4", "pikkit-two", "api"),
    pod("other-pikkit-sample-x5", "other", "jobs"),
    {"metadata": {"name": "pikkit-api-of-somebody-else"}, "status": {"phase": "Failed"}},
]


class Server(BaseHTTPRequestHandler):
    """Lists the pods and no events."""

    def do_GET(self) -> None:
        kind, items = ("PodList", PODS) if "/pods" in self.path else ("EventList", [])
        body = json.dumps({"kind": kind, "apiVersion": "v1", "metadata": {}, "items": items}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def client() -> Iterator[ApiClient]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    with ApiClient(Configuration(host=f"http://127.0.0.1:{server.server_port}")) as made:
        yield made
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("begins", "instance", "pods"),
    [("pikkit", "pikkit", 2), ("pikkit-two", "pikkit-two", 2), ("other-pikkit", "other", 1)],
)
def test_a_release_tells_of_its_own_pods_alone(client: ApiClient, begins: str, instance: str, pods: int) -> None:
    standing = pods_standing(Settings(gateway_namespace="bets", gateway_release=begins), client)
    assert standing is not None
    assert (standing.pods, standing.ready) == (pods, 0)
    assert {one.rpartition(" of ")[2] for one in standing.troubles} == {instance}
