"""A compiled pipeline's steps as pods of a release, one after another.

Each has the compiled command and the executor input that KFP's launcher would hand over, with every artifact on one
volume that lies where the launcher keeps them (/minio).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.cluster.kube import SETTLED
from tests.cluster.release import CONTAINED, REQUESTED, RESTRICTED, Release

LOOP_PREFIX = "pipelinechannel--"
BUCKET = "minio://pikkit"
WORK, READER = "steps", "step-reader"


@dataclass
class StepPods:
    """The steps of one run.

    Attributes:
        release: Whose settings, secrets, store and registry they use.
        spec: The compiled pipeline.
        parameters: The pipeline's own.
        variables: What differs from the release's settings.
    """

    release: Release
    spec: dict[str, Any]
    parameters: dict[str, Any]
    variables: dict[str, str]
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def make_volume(self) -> None:
        """The claim that all of them share, and a pod that reads what is on it."""
        spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
        claim = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": WORK}, "spec": spec}
        self._apply(claim)
        idle = ["python", "-c", "import time; time.sleep(3600)"]
        self._apply(self._pod(READER, {"image": self._image()}, idle))
        self.release.kubectl("wait", f"pod/{READER}", "--for=condition=Ready", SETTLED[-1])

    def tasks(self, dag: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        """A graph's tasks, each after those it needs."""
        waiting, ordered = dict(dag["tasks"]), list[tuple[str, dict[str, Any]]]()
        while waiting:
            done = {name for name, _ in ordered}
            name = next(name for name, one in waiting.items() if set(one.get("dependentTasks", [])) <= done)
            ordered.append((name, waiting.pop(name)))
        return ordered

    def begin(self, name: str, task: dict[str, Any], worker: int = 0) -> str:
        """Begin a step's pod; its name."""
        component = self.spec["components"][task["componentRef"]["name"]]
        container = self.spec["deploymentSpec"]["executors"][component["executorLabel"]]["container"]
        given = self._executor_input(name, task, component, worker)
        words = [part.replace("{{$}}", json.dumps(given)) for part in [*container["command"], *container["args"]]]
        pod = f"step-{name}"
        self.release.kubectl("delete", "pod", pod, "--ignore-not-found", "--wait", "--grace-period=1")
        self._apply(self._pod(pod, container, words))
        return pod

    def finish(self, pod: str) -> str:
        """How the pod ended; what it wrote is known to the steps after it."""
        found = self.release.cluster.wait(f"{pod} ended", lambda: self._ended(pod))
        return str(found)

    def note(self, name: str) -> None:
        """Know what a step wrote, as the launcher publishes it."""
        folder = f"/minio/pikkit/{name}/executor_output.json"
        self.made[name] = json.loads(self._read(folder))

    def _executor_input(
        self, name: str, task: dict[str, Any], component: dict[str, Any], worker: int
    ) -> dict[str, Any]:
        inputs = task.get("inputs", {})
        values = {key: self._value(one, worker) for key, one in inputs.get("parameters", {}).items()}
        artifacts = {key: {"artifacts": self._artifact(one)} for key, one in inputs.get("artifacts", {}).items()}
        defaults = component.get("inputDefinitions", {}).get("parameters", {})
        whole = {key: one["defaultValue"] for key, one in defaults.items() if "defaultValue" in one} | values
        outputs = component.get("outputDefinitions", {})
        folder = f"{BUCKET}/{name}"
        return {
            "inputs": {"parameterValues": whole, "artifacts": artifacts},
            "outputs": {
                "outputFile": f"/minio/pikkit/{name}/executor_output.json",
                "parameters": {
                    key: {"outputFile": f"/minio/pikkit/{name}/{key}"} for key in outputs.get("parameters", {})
                },
                "artifacts": {
                    key: {
                        "artifacts": [{"name": f"{name}/{key}", "uri": f"{folder}/{key}", "type": one["artifactType"]}]
                    }
                    for key, one in outputs.get("artifacts", {}).items()
                },
            },
        }

    def _value(self, one: dict[str, Any], worker: int) -> Any:
        if "componentInputParameter" in one:
            key = one["componentInputParameter"].removeprefix(LOOP_PREFIX)
            return worker if key.endswith("loop-item") else self.parameters[key]
        return one["runtimeValue"]["constant"]

    def _artifact(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        if "componentInputArtifact" in one:  # of the loop: PRODUCER-KEY
            producer, _, key = one["componentInputArtifact"].removeprefix(LOOP_PREFIX).rpartition("-")
        else:
            wanted = one["taskOutputArtifact"]
            key = wanted["outputArtifactKey"]
            producer = wanted["producerTask"]
            if key.startswith(LOOP_PREFIX):  # a loop's output, collected
                producer, _, key = key.removeprefix(LOOP_PREFIX).rpartition("-")
        return list(self.made[producer]["artifacts"][key]["artifacts"])

    def _pod(self, name: str, compiled: dict[str, Any], words: list[str]) -> dict[str, Any]:
        release = self.release.name
        secret = {"secretKeyRef": {"name": f"{release}-postgres", "key": "password"}}
        address = f"pikkit:$(POSTGRES_PASSWORD)@{release}-postgres:5432/pikkit"
        mounts = {"work": "/minio", "home": "/var/lib/pikkit", "tmp": "/tmp"}  # noqa: S108 (a pod's)
        container = {
            "name": "main",
            "image": compiled["image"],
            "command": words,
            "resources": REQUESTED,
            "securityContext": {**CONTAINED, "readOnlyRootFilesystem": True},
            "envFrom": [{"configMapRef": {"name": release}}],
            "env": [
                {"name": "POSTGRES_PASSWORD", "valueFrom": secret},
                {"name": "PIKKIT_STORE_URL", "value": f"postgresql://{address}"},
                {"name": "PIKKIT_FEATURES_ONLINE_URL", "value": f"postgresql://{address}"},
                {"name": "PIKKIT_FEATURES_REGISTRY_URL", "value": f"postgresql+psycopg://{address}"},
                *compiled.get("env", []),
                *({"name": key, "value": value} for key, value in self.variables.items()),
            ],
            "volumeMounts": [{"name": key, "mountPath": path} for key, path in mounts.items()],
        }
        volumes = [
            {"name": "work", "persistentVolumeClaim": {"claimName": WORK}},
            *({"name": key, "emptyDir": {}} for key in ("home", "tmp")),
        ]
        labels = {"app.kubernetes.io/name": "pikkit", "app.kubernetes.io/instance": release}
        labels["app.kubernetes.io/component"] = "jobs"
        spec = {
            "restartPolicy": "Never", "securityContext": {**RESTRICTED, "fsGroup": 10001, "runAsGroup": 0},
            "containers": [container], "volumes": volumes, "automountServiceAccountToken": False,
        }  # fmt: skip
        return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "labels": labels}, "spec": spec}

    def _apply(self, thing: dict[str, Any]) -> None:
        self.release.cluster.kubectl("-n", self.release.namespace, "apply", "-f", "-", given=json.dumps(thing))

    def _ended(self, pod: str) -> str:
        phase = self.release.cluster.get("pod", pod, "-n", self.release.namespace)["status"]["phase"]
        return phase if phase in {"Succeeded", "Failed"} else ""

    def _read(self, path: str) -> str:
        """A file of the volume, as it was written by a pod."""
        return self.release.kubectl("exec", READER, "--", "cat", path)

    def _image(self) -> str:
        executors = self.spec["deploymentSpec"]["executors"]
        return str(next(iter(executors.values()))["container"]["image"])
