"""Two arms behind a route, as the chart makes them, of stand-ins for the predictor; and drivers to kill."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cluster.kube import PATIENCE, SETTLED, Cluster
from tests.cluster.machine.images import PREFIX, version
from tests.cluster.machine.network import INSIDE
from tests.cluster.machine.places import places
from tests.cluster.release import CONTAINED, REQUESTED, RESTRICTED

ROOT = Path(__file__).parents[2]
IMAGE = f"{PREFIX}/api:{version()}"
STANDIN = Path(__file__).with_name("standin.py")
LOAD = Path(__file__).with_name("load.py")


@dataclass
class Stage:
    """A namespace with both arms, and the home that has the ledger."""

    cluster: Cluster
    namespace: str
    home: Path
    gateway: dict[str, str]
    drivers: "list[subprocess.Popen[str]]" = field(default_factory=list)

    @property
    def host(self) -> str:
        """The name that the route is for."""
        return f"scores.{self.namespace}.svc.cluster.local"

    def build(self) -> None:
        """The arms and the route; version 1 is the champion and serves."""
        registry = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "registry"},
            "data": {"champion": "1"},
        }
        arms = [
            self._arm("predictor", "models:/pikkit@champion", 2),
            self._arm("candidate", "models:/pikkit@challenger", 0),
        ]
        services = [self._service(arm) for arm in ("predictor", "candidate")]
        self._apply([registry, *arms, *services, self._route()])
        self.kubectl("rollout", "status", "deployment/pikkit-predictor", SETTLED[-1])

    def kubectl(self, *arguments: str, given: str | None = None) -> str:
        """kubectl in its namespace."""
        return self.cluster.kubectl("-n", self.namespace, *arguments, given=given)

    def drive(self, candidate: str = "", interval: str = "1s") -> "subprocess.Popen[str]":
        """A driver, begun; the interval "asked" has it tell the candidate's requests in this step, and end."""
        command = [*INSIDE, sys.executable, "-m", "tests.cluster.drive", str(self.home), self.namespace]
        environment = os.environ | {
            "KUBECONFIG": str(places().state / "pki" / "admin.kubeconfig"),
            "PYTHONPATH": str(ROOT),
        }
        driver = subprocess.Popen(
            [*command, *([candidate, interval] if candidate else [])], cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.drivers.append(driver)
        return driver

    def end(self) -> None:
        """Leave nothing behind that goes on, whatever became of the test."""
        for driver in self.drivers:
            driver.kill()
            driver.communicate()
        self.kubectl("delete", "pod", "load", "--ignore-not-found", "--wait=false")

    def load(self) -> None:
        """A pod that asks for scores through the gateway until its answers are counted."""
        arguments = [self.gateway["service"], self.host, "none", str(6 * PATIENCE), "4"]
        container = {
            "name": "load", "image": IMAGE, "imagePullPolicy": "IfNotPresent", "securityContext": CONTAINED,
            "command": ["python", "-c", LOAD.read_text(), *arguments], "resources": REQUESTED,
        }  # fmt: skip
        spec = {"restartPolicy": "Never", "securityContext": RESTRICTED, "containers": [container]}
        self._apply([{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "load"}, "spec": spec}])
        self.cluster.wait("the load has begun", lambda: "begun" in self.kubectl("logs", "load"))

    def counts(self) -> dict[str, int]:
        """How often which answer came; the load is ended, if it goes on."""
        if self._phase() == "Running":
            self.kubectl("exec", "load", "--", "python", "-c", "import os; os.kill(1, 15)")
        self.cluster.wait("the load has ended", lambda: self._phase() in {"Succeeded", "Failed"})
        said = self.kubectl("logs", "load").splitlines()[-1]
        self.kubectl("delete", "pod", "load", "--wait")
        return dict(json.loads(said))

    def weights(self) -> list[int]:
        """Those of the route: the stable arm's, the candidate's."""
        route = self.cluster.get("httproute", "pikkit-predictor", "-n", self.namespace)
        return [one["weight"] for one in route["spec"]["rules"][0]["backendRefs"]]

    def set_weights(self, stable: int, candidate: int) -> None:
        """By hand."""
        patch = [{"op": "replace", "path": f"/spec/rules/0/backendRefs/{index}/weight", "value": weight}
                 for index, weight in enumerate((stable, candidate))]  # fmt: skip
        self.kubectl("patch", "httproute", "pikkit-predictor", "--type=json", "-p", json.dumps(patch))

    def wait_for_share(self, candidate: int) -> None:
        """Until the route gives the candidate this much."""
        self.cluster.wait(f"the candidate has {candidate} %", lambda: self.weights()[1] == candidate)

    def _phase(self) -> str:
        return str(self.cluster.get("pod", "load", "-n", self.namespace)["status"].get("phase"))

    def _apply(self, objects: list[dict[str, Any]]) -> None:
        self.kubectl("apply", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}))

    def _arm(self, arm: str, uri: str, replicas: int) -> dict[str, Any]:
        labels = {"app.kubernetes.io/component": arm}
        container = {
            "name": "predictor", "image": IMAGE, "imagePullPolicy": "IfNotPresent", "securityContext": CONTAINED,
            "command": ["python", "-c", STANDIN.read_text()], "args": [f"--model-uri={uri}"],
            "resources": REQUESTED,
            "readinessProbe": {
                "httpGet": {"path": "/v2/health/ready", "port": 8080}, "periodSeconds": 1, "timeoutSeconds": 10,
            },
            "lifecycle": {"preStop": {"sleep": {"seconds": 5}}},
            "volumeMounts": [{"name": "registry", "mountPath": "/registry"}],
        }  # fmt: skip
        pod = {
            "securityContext": RESTRICTED, "containers": [container], "terminationGracePeriodSeconds": 30,
            "volumes": [{"name": "registry", "configMap": {"name": "registry"}}],
        }  # fmt: skip
        rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
        spec = {
            "replicas": replicas, "selector": {"matchLabels": labels}, "strategy": rolling,
            "template": {"metadata": {"labels": labels}, "spec": pod},
        }  # fmt: skip
        return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": f"pikkit-{arm}"}, "spec": spec}

    def _service(self, arm: str) -> dict[str, Any]:
        spec = {"selector": {"app.kubernetes.io/component": arm}, "ports": [{"port": 80, "targetPort": 8080}]}
        return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": f"pikkit-{arm}"}, "spec": spec}

    def _route(self) -> dict[str, Any]:
        shares = {"predictor": 100, "candidate": 0}
        backends = [{"name": f"pikkit-{arm}", "port": 80, "weight": share} for arm, share in shares.items()]
        parents = [{"name": self.gateway["name"], "namespace": self.gateway["namespace"]}]
        spec = {"parentRefs": parents, "hostnames": [self.host], "rules": [{"backendRefs": backends}]}
        kind = {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute"}
        return {**kind, "metadata": {"name": "pikkit-predictor"}, "spec": spec}


def end(driver: "subprocess.Popen[str]") -> str:
    """What a driver said, once it has ended by itself."""
    said, trouble = driver.communicate(timeout=PATIENCE)
    assert driver.returncode == 0, f"{said}\n{trouble[-3000:]}"
    return said
