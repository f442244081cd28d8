"""A small HTTP server that speaks the few Kubernetes REST calls a rollout makes, and acts as KServe's controller does.

It keeps one InferenceService with its Deployments, pods and HTTPRoute. Server-side apply merges the fields of one
manager and removes those that it applied before and does not name any more. ``reconcile`` is the controller, done on
call. What it does was seen on the real one (master of August 2026, Standard mode, Gateway API), rule by rule:

- ``status.observedGeneration`` is the first Deployment's, never the InferenceService's own generation.
- ``canaryStatuses[]`` (name, ready, trafficPercent) and the conditions follow the spec.
- Annotations of the InferenceService are copied into the pod template, so that a changed one restarts pods.
- A promotion that takes the canary's spec with its name keeps the canary's pods.
- ``modelStatus`` is the stable predictor's; a canary that crashes in its storage initializer leaves its own empty.
- Webhooks refuse with 403 and the reason in the body; while they are away every apply gets a 500 that says so.
- A removed canary's HorizontalPodAutoscaler stays, and warns.

Not seen on a real one: Knative's ``traffic[]`` in the status and its revisions, which are as its CRD describes them.
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

from pikkit.rollout.kserve.pods import SOURCE


@dataclass
class Cluster:
    """What the API server knows.

    Attributes:
        live: The InferenceService.
        applied: What our manager applied last.
        busy: So many calls are answered with a 503 first.
        meddling: So many patches find that the object has just changed.
        forbidden: Whether nothing is allowed.
        webhook: Status and message of a webhook that answers instead of letting a patch through.
        routed: Whether the gateway follows; if not, the route stays as it is.
        crashing: URIs of models whose pods crash.
        events: Warnings of the cluster's events.
        behind: Whether the Deployments' controller has not seen them as they are.
    """

    live: dict[str, Any]
    url: str = ""
    applied: dict[str, Any] = field(default_factory=dict)
    busy: int = 0
    meddling: int = 0
    forbidden: bool = False
    webhook: tuple[int, str] | None = None
    routed: bool = True
    crashing: set[str] = field(default_factory=set)
    weights: dict[str, int] = field(default_factory=dict)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    restarts: list[str] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    pods: int = 1
    behind: bool = False

    @property
    def predictors(self) -> dict[str, dict[str, Any]]:
        """Predictor name to its URI and share, as the spec asks for them."""
        spec = self.live["spec"]
        entries = spec.get("canary") or []
        stable = spec["predictor"]
        rest = 100 - sum(entry["trafficPercent"] for entry in entries)
        asked = {stable.get("name") or "pikkit-predictor": {"uri": stable["model"].get("storageUri"), "share": rest}}
        for entry in entries:
            uri = entry["predictor"]["model"]["storageUri"]
            asked[entry["predictor"]["name"]] = {"uri": uri, "share": entry["trafficPercent"]}
        return asked

    def reconcile(self) -> None:
        """Do what is asked for."""
        status = self.live.setdefault("status", {})
        self._roll_out()
        status["observedGeneration"] = 1
        canaries = self.live["spec"].get("canary") or []
        sound = all(entry["predictor"]["model"]["storageUri"] not in self.crashing for entry in canaries)
        status["conditions"] = [
            {"type": "Ready", "status": "True"},
            {"type": "CanaryPredictorReady", "status": "True" if sound else "False"},
        ]
        if self.live["metadata"]["annotations"]["serving.kserve.io/deploymentMode"] == "Standard":
            status["deploymentMode"] = "Standard"
            status["canaryStatuses"] = [self._told(entry) for entry in canaries]
            if self.routed:
                self.weights = {name: one["share"] for name, one in self.predictors.items()}
        else:
            self._divide(status)

    def _told(self, entry: dict[str, Any]) -> dict[str, Any]:
        ready = entry["predictor"]["model"]["storageUri"] not in self.crashing
        return {"name": entry["predictor"]["name"], "ready": ready, "trafficPercent": entry["trafficPercent"]}

    def _divide(self, status: dict[str, Any]) -> None:
        percent = self.live["spec"]["predictor"].get("canaryTrafficPercent")
        named = status.setdefault("components", {}).setdefault("predictor", {})
        named["latestRolledoutRevision"] = named["latestCreatedRevision"] = named["latestReadyRevision"] = "rev-1"
        named["traffic"] = [{"revisionName": "rev-1", "percent": 100 if percent is None else percent}]
        if percent is not None:
            named["traffic"].append({"revisionName": "rev-0", "percent": 100 - percent})

    def _roll_out(self) -> None:
        """New pods for every predictor whose template differs; the template has the service's annotations."""
        wanted = {
            name: {**self.live["metadata"]["annotations"], SOURCE: one["uri"]} for name, one in self.predictors.items()
        }
        self.restarts += [name for name, template in wanted.items() if self.templates.get(name, template) != template]
        self.templates = wanted

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
        return {"items": [self._deployment(name, template) for name, template in self.templates.items()]}

    def _deployment(self, name: str, template: dict[str, Any]) -> dict[str, Any]:
        pods = 0 if template[SOURCE] in self.crashing else self.pods
        counts = dict.fromkeys(("updatedReplicas", "availableReplicas"), pods)
        return {
            "metadata": {"name": name, "generation": 1 + self.behind},
            "spec": {"replicas": 1, "selector": {}, "template": {"metadata": {"annotations": template}}},
            "status": {"observedGeneration": 1, "replicas": 1, **counts},
        }

    def pod_list(self) -> dict[str, Any]:
        return {"items": [self._pod(name, template) for name, template in self.templates.items()]}

    def _pod(self, name: str, template: dict[str, Any]) -> dict[str, Any]:
        waiting = {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 40s restarting failed container"}}
        ended = {"terminated": {"exitCode": 2, "reason": "Error"}}
        crash = {"name": "storage-initializer", "state": waiting, "lastState": ended}
        statuses = [crash] if template[SOURCE] in self.crashing else []
        pod = {"name": f"{name}-7c9d-x", "annotations": template}
        ready = {"image": "", "imageID": "", "ready": False, "restartCount": 4}
        return {"metadata": pod, "status": {"initContainerStatuses": [{**ready, **one} for one in statuses]}}

    def routes(self) -> dict[str, Any]:
        refs = [{"name": name, "weight": weight} for name, weight in self.weights.items()]
        owner = {"kind": "InferenceService", "name": "pikkit"}
        accepted = {"conditions": [{"type": "Accepted", "status": "True", "observedGeneration": 3}]}
        ours = {
            "metadata": {"name": "pikkit", "generation": 3, "ownerReferences": [owner]},
            "spec": {"rules": [{"backendRefs": refs}]},
            "status": {"parents": [accepted]},
        }
        stranger = {"metadata": {"name": "pikkit-other"}, "spec": {"rules": [{"backendRefs": [{"weight": 7}]}]}}
        return {"items": [*([ours] if self.weights else []), stranger]}

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
        elif path.endswith("/pods"):
            self._answer(200, self.cluster.pod_list())
        elif path.endswith("/httproutes"):
            self._answer(200, self.cluster.routes())
        elif path.endswith("/events"):
            self._answer(200, {"items": self.cluster.events})
        else:
            self._answer(404, {})

    def do_PATCH(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._refused():
            return
        if self.cluster.webhook:
            status, message = self.cluster.webhook
            self._answer(status, {"kind": "Status", "message": message})
            return
        asked = parse_qs(urlsplit(self.path).query)
        known = self.headers["Content-Type"] == "application/apply-patch+yaml" and asked["fieldManager"] == ["pikkit"]
        self._answer(self.cluster.apply(body) if known else 415, {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — its name there
        self.cluster.calls.append(format % args)

    def _refused(self) -> bool:
        if self.cluster.forbidden:
            self._answer(403, {"kind": "Status", "message": "inferenceservices is forbidden: User cannot get"})
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
