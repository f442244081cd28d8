"""A small HTTP server that speaks the few Kubernetes REST calls a rollout makes; no cluster can be had in the tests.

It keeps one InferenceService and its Deployment. Server-side apply merges the fields of one manager and removes those
that it applied before and does not name any more. The controller is ``reconcile``: what KServe would do, done on call.
"""

import copy
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Cluster:
    """What the API server knows.

    Attributes:
        live: The InferenceService.
        applied: What our manager applied last.
        busy: So many calls are answered with a 503 first.
        meddling: So many patches find that the object has just changed.
        forbidden: Whether nothing is allowed.
        events: Warnings of the cluster's events.
    """

    live: dict[str, Any]
    url: str = ""
    applied: dict[str, Any] = field(default_factory=dict)
    busy: int = 0
    meddling: int = 0
    forbidden: bool = False
    events: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    pods: int = 1

    def reconcile(self) -> None:
        """Do what is asked for."""
        status = self.live.setdefault("status", {})
        status["observedGeneration"] = self.live["metadata"]["generation"]
        status["conditions"] = [{"type": name, "status": "True"} for name in ("Ready", "CanaryPredictorReady")]
        status.setdefault("components", {"predictor": {"latestRolledoutRevision": "pikkit-predictor-00001"}})

    def apply(self, body: dict[str, Any]) -> int:
        version = body["metadata"].pop("resourceVersion")
        if self.meddling:
            self.meddling -= 1
            self._bump()
        if version != self.live["metadata"]["resourceVersion"]:
            return 409
        wanted = {"metadata": {"annotations": body["metadata"].get("annotations", {})}, "spec": body["spec"]}
        before = copy.deepcopy(self.live["spec"])
        _remove(self.live, self.applied, wanted)
        _merge(self.live, wanted)
        self.applied = wanted
        self._bump()
        self.live["metadata"]["generation"] += self.live["spec"] != before
        return 200

    def deployments(self) -> dict[str, Any]:
        counts = dict.fromkeys(("replicas", "updatedReplicas", "availableReplicas"), self.pods)
        status = {"observedGeneration": 1, **counts}
        metadata = {"name": "pikkit-predictor", "generation": 1}
        spec = {"replicas": 1, "selector": {}, "template": {}}
        return {"items": [{"metadata": metadata, "spec": spec, "status": status}]}

    def _bump(self) -> None:
        metadata = self.live["metadata"]
        metadata["resourceVersion"] = str(int(metadata["resourceVersion"]) + 1)


def _merge(live: dict[str, Any], wanted: dict[str, Any]) -> None:
    for name, part in wanted.items():
        if isinstance(part, dict):
            _merge(live.setdefault(name, {}), part)
        else:
            live[name] = part


def _remove(live: dict[str, Any], before: dict[str, Any], wanted: dict[str, Any]) -> None:
    for name, part in before.items():
        if isinstance(part, dict):
            _remove(live.get(name, {}), part, wanted.get(name, {}))
        elif name not in wanted:
            live.pop(name, None)


class _Handler(BaseHTTPRequestHandler):
    cluster: Cluster

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self._refused():
            return
        if path.endswith("/inferenceservices/pikkit"):
            self._answer(200, self.cluster.live)
        elif path.endswith("/deployments"):
            self._answer(200, self.cluster.deployments())
        elif path.endswith("/events"):
            self._answer(200, {"items": self.cluster.events})
        else:
            self._answer(404, {})

    def do_PATCH(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._refused():
            return
        asked = parse_qs(urlsplit(self.path).query)
        known = self.headers["Content-Type"] == "application/apply-patch+yaml" and asked["fieldManager"] == ["pikkit"]
        self._answer(self.cluster.apply(body) if known else 415, {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — its name there
        self.cluster.calls.append(format % args)

    def _refused(self) -> bool:
        if self.cluster.forbidden:
            self._answer(403, {})
        elif self.cluster.busy:
            self.cluster.busy -= 1
            self._answer(503, {})
        else:
            return False
        return True

    def _answer(self, status: int, document: object) -> None:
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


@contextmanager
def running(live: dict[str, Any]) -> Iterator[Cluster]:
    """The server with one InferenceService, until the block ends."""
    live = copy.deepcopy(live)
    live["metadata"] |= {"resourceVersion": "1", "generation": 1}
    cluster = Cluster(live)
    cluster.reconcile()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"cluster": cluster}))
    cluster.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield cluster
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
