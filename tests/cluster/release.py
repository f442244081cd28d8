"""One installed release, and what is asked of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kubernetes import config

from pikkit.deploying.pods_standing import pods_standing
from pikkit.settings import Settings
from tests.cluster.kube import PATIENCE, Cluster

CHART = Path(__file__).parents[2] / "helm" / "pikkit"
LOAD = Path(__file__).with_name("load.py")
RESTRICTED = {"runAsNonRoot": True, "runAsUser": 10001, "seccompProfile": {"type": "RuntimeDefault"}}
REQUESTED = {"requests": {"cpu": "100m", "memory": "64Mi"}}
"""Without a request a pod comes last on a busy node."""
CONTAINED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}


@dataclass(frozen=True)
class Release:
    """A release of the chart in a namespace."""

    cluster: Cluster
    name: str
    namespace: str

    @property
    def host(self) -> str:
        """The name under which the Gateway knows the API."""
        return f"{self.name}.{self.namespace}.svc.cluster.local"

    def install(self, *arguments: str) -> None:
        """helm install."""
        self.cluster.helm("install", self.name, str(CHART), "-n", self.namespace, *arguments)

    def is_installed(self) -> bool:
        """Whether Helm knows it, as deployed."""
        return self.name in self.cluster.helm("list", "-n", self.namespace, "--deployed", "--short").split()

    def upgrade(self, *arguments: str) -> None:
        """helm upgrade, with the values there are and those given."""
        self.cluster.helm("upgrade", self.name, str(CHART), "-n", self.namespace, "--reuse-values", *arguments)

    def status(self) -> dict[str, Any]:
        """What `pikkit status` says, where there are rights to look at pods."""
        command = ["python", "-m", "pikkit.cli.main", "status", "--json"]
        return dict(json.loads(self.kubectl("exec", f"deploy/{self.name}-rollout", "--", *command)))

    def troubles(self) -> str:
        """What it says of pods, in one text, asked as an operator with kubectl's rights."""
        settings = Settings(gateway_namespace=self.namespace, gateway_release=self.name)
        standing = pods_standing(settings, config.new_client_from_config(str(self.cluster.kubeconfig)))
        assert standing
        return "\n".join(standing.troubles)

    def make_key(self) -> str:
        """A key of the API, made as NOTES.txt says."""
        command = ["python", "-m", "pikkit.cli.main", "keys", "create", "test", "--bettor", "me", "--json"]
        said = self.kubectl("exec", f"deploy/{self.name}-api", "--", *command)
        return str(json.loads(said)["key"])

    def kubectl(self, *arguments: str) -> str:
        """kubectl in its namespace."""
        return self.cluster.kubectl("-n", self.namespace, *arguments)

    def pods(self, component: str) -> list[Any]:
        """Its pods of one part."""
        found = self.cluster.get("pods", "-n", self.namespace, "-l", f"app.kubernetes.io/component={component}")
        return list(found["items"])


def image_of(release: Release, component: str = "api") -> str:
    """An image that is surely on the cluster."""
    return str(release.pods(component)[0]["spec"]["containers"][0]["image"])


class Caller:
    """A pod outside the release that asks for scores through the Gateway."""

    def __init__(self, release: Release, namespace: str, address: str, name: str = "load") -> None:
        self._release, self._namespace, self._address, self._name = release, namespace, address, name

    def begin(self, key: str, seconds: float = 6 * PATIENCE, threads: int = 2, rate: float = 0) -> None:
        """Begin to ask, and wait for answers; a rate is how many a second, without one each thread rests."""
        arguments = [self._address, self._release.host, key, str(seconds), str(threads), str(rate)]
        container = {
            "name": "load", "image": image_of(self._release), "securityContext": CONTAINED,
            "command": ["python", "-c", LOAD.read_text(), *arguments], "resources": REQUESTED,
        }  # fmt: skip
        spec = {"restartPolicy": "Never", "securityContext": RESTRICTED, "containers": [container]}
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": self._name}, "spec": spec}
        kubectl = self._release.cluster.kubectl
        kubectl("-n", self._namespace, "delete", "pod", self._name, "--ignore-not-found", "--wait")
        kubectl("-n", self._namespace, "apply", "-f", "-", given=json.dumps(pod))
        self._release.cluster.wait(
            "the load has begun", lambda: "begun" in kubectl("-n", self._namespace, "logs", self._name)
        )

    def end(self) -> dict[str, int]:
        """End to ask, and how often which answer came."""
        command = ["python", "-c", "import os; os.kill(1, 15)"]
        self._release.cluster.kubectl("-n", self._namespace, "exec", self._name, "--", *command)
        return self.counts()

    def counts(self) -> dict[str, int]:
        """How often which answer came, once it has ended."""
        self._release.cluster.wait("the load has ended", self._has_ended)
        return dict(json.loads(self._log().splitlines()[-1]))

    def _log(self) -> str:
        return self._release.cluster.kubectl("-n", self._namespace, "logs", self._name)

    def _has_ended(self) -> bool:
        pod = self._release.cluster.get("pod", self._name, "-n", self._namespace)
        return str(pod["status"]["phase"]) in {"Succeeded", "Failed"}
