"""KServe's objects on a real API server, and the part of its controller that a rollout meets.

Definitions, server-side apply, field ownership, conflicts, rights, admission, Deployments and their pods are real; the
controller is not to be had here, so ``reconcile`` makes what it makes and writes the status that it writes. As seen on
the real one (Standard mode, Gateway API): ``observedGeneration`` is the first Deployment's; the service's annotations
are copied into the pod templates; a predictor's Deployment is named after it; ``canaryStatuses`` follow the spec; the
route's weights follow it too. Pods are empty containers here, not predictors.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pikkit.rollout.kserve.api import LABEL
from pikkit.rollout.kserve.pods import SOURCE
from tests.cluster.kube import SETTLED, Cluster
from tests.cluster.release import CONTAINED, RESTRICTED

ROOT = Path(__file__).parents[2]
KIND = "inferenceservices.serving.kserve.io"
DEFINITIONS = Path(os.environ.get("PIKKIT_KSERVE_CRDS") or ROOT.parent / "shared" / "crds")
EMPTY = os.environ.get("PIKKIT_EMPTY_IMAGE", "localhost/pause:1")
"""An image that waits; make cluster's own unless another is named."""


@dataclass
class KServeController:
    """What the controller does for the InferenceService ``pikkit`` of a namespace.

    Attributes:
        cluster: The cluster.
        namespace: Where the InferenceService is.
        missing: Addresses of models whose image cannot be pulled.
        crashing: Those whose storage initializer ends with an error.
    """

    cluster: Cluster
    namespace: str
    missing: set[str] = field(default_factory=set)
    crashing: set[str] = field(default_factory=set)

    def live(self) -> dict[str, Any]:
        """The InferenceService as it is."""
        return dict(self.cluster.get(KIND, "pikkit", "-n", self.namespace))

    def reconcile(self) -> None:
        """Make the Deployments and the route, wait until their pods are as they will be, and write the status."""
        live = self.live()
        asked = _predictors(live)
        self._apply([self._deployment(live, *one) for one in asked.items()] + [self._route(live, asked)])
        there = self._deployments()
        for name in there.keys() - asked.keys():
            self.kubectl("delete", "deployment", name, "--wait")
        for name, (uri, _) in asked.items():
            if uri not in self.missing | self.crashing:
                self.kubectl("rollout", "status", f"deployment/{name}", SETTLED[-1])
        self._write_status(live, asked)

    def kubectl(self, *arguments: str, given: str | None = None) -> str:
        """kubectl in the namespace."""
        return self.cluster.kubectl("-n", self.namespace, *arguments, given=given)

    def pods_of(self, uri: str) -> set[str]:
        """The ids of the pods that were made for a model."""
        pods = self.cluster.get("pods", "-n", self.namespace, "-l", f"{LABEL}=pikkit")["items"]
        return {one["metadata"]["uid"] for one in pods if one["metadata"]["annotations"].get(SOURCE) == uri}

    def _deployments(self) -> dict[str, Any]:
        found = self.cluster.get("deployments", "-n", self.namespace, "-l", f"{LABEL}=pikkit")["items"]
        return {one["metadata"]["name"]: one for one in found}

    def _apply(self, objects: list[dict[str, Any]]) -> None:
        given = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})
        self.kubectl("apply", "--server-side", "--field-manager=kserve", "--force-conflicts", "-f", "-", given=given)

    def _deployment(self, live: dict[str, Any], name: str, predictor: tuple[str, int]) -> dict[str, Any]:
        uri, _ = predictor
        annotations = {**(live["metadata"].get("annotations") or {}), SOURCE: uri}
        labels = {LABEL: "pikkit", "component": name}
        image = "localhost/missing:1" if uri in self.missing else EMPTY
        container = {"name": "kserve-container", "image": image, "securityContext": CONTAINED}
        pod = {"securityContext": RESTRICTED, "containers": [container], "terminationGracePeriodSeconds": 1}
        if uri in self.crashing:
            pod["initContainers"] = [{**container, "name": "storage-initializer", "command": ["/no-such-program"]}]
        template = {"metadata": {"labels": labels, "annotations": annotations}, "spec": pod}
        spec = {"replicas": 1, "selector": {"matchLabels": labels}, "template": template}
        metadata = {"name": name, "labels": {LABEL: "pikkit"}, "ownerReferences": [_owner(live)]}
        return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec}

    def _route(self, live: dict[str, Any], asked: dict[str, tuple[str, int]]) -> dict[str, Any]:
        refs = [{"name": name, "port": 80, "weight": share} for name, (_, share) in asked.items()]
        kind = {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute"}
        metadata = {"name": "pikkit", "ownerReferences": [_owner(live)]}
        parents = [{"name": "gateway", "namespace": "gateway"}]
        return {**kind, "metadata": metadata, "spec": {"parentRefs": parents, "rules": [{"backendRefs": refs}]}}

    def _write_status(self, live: dict[str, Any], asked: dict[str, tuple[str, int]]) -> None:
        generation = min(one["metadata"]["generation"] for one in self._deployments().values())
        canaries = live["spec"].get("canary") or []
        told = [
            {
                "name": one["predictor"]["name"],
                "ready": one["predictor"]["model"]["storageUri"] not in self.missing | self.crashing,
                "trafficPercent": one["trafficPercent"],
            }
            for one in canaries
        ]
        sound = "True" if all(one["ready"] for one in told) else "False"
        stable = "False" if next(iter(asked.values()))[0] in self.missing else "True"
        status = {
            "observedGeneration": generation,
            "deploymentMode": "Standard",
            "canaryStatuses": told,
            "conditions": [{"type": "Ready", "status": stable}, {"type": "CanaryPredictorReady", "status": sound}],
        }
        self.kubectl(
            "patch", KIND, "pikkit", "--subresource=status", "--type=merge", "-p", json.dumps({"status": status})
        )


def _predictors(live: dict[str, Any]) -> dict[str, tuple[str, int]]:
    """Name of each predictor to its model and share; the stable one first."""
    spec = live["spec"]
    entries = spec.get("canary") or []
    rest = 100 - sum(one["trafficPercent"] for one in entries)
    stable = spec["predictor"]
    asked = {stable.get("name") or "pikkit-predictor": (stable["model"].get("storageUri", ""), rest)}
    for one in entries:
        asked[one["predictor"]["name"]] = (one["predictor"]["model"]["storageUri"], one["trafficPercent"])
    return asked


def _owner(live: dict[str, Any]) -> dict[str, Any]:
    kind = {"apiVersion": live["apiVersion"], "kind": live["kind"]}
    return {**kind, "name": live["metadata"]["name"], "uid": live["metadata"]["uid"], "controller": True}
