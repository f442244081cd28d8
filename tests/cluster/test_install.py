"""Pikkit on a cluster, as `helm install` puts it there: pods of the real images, a real gateway in front."""

import json
import time
from typing import Any

import pytest

from tests.cluster.kube import PATIENCE, SETTLED
from tests.cluster.release import CONTAINED, REQUESTED, RESTRICTED, Caller, Release, image_of

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]


def test_helm_test_gets_a_score_of_the_registered_model(release: Release) -> None:
    said = release.cluster.helm("test", release.name, "-n", release.namespace, "--logs", SETTLED[-1])
    assert '"model_version": "pikkit/' in said


def test_an_extension_request_through_the_gateway_is_scored(
    release: Release, clients: str, address: str, key: str
) -> None:
    caller = Caller(release, clients, address, "extension")
    caller.begin(key, 3, threads=1)
    counts = caller.counts()
    assert set(counts) == {release.status()["champion"]}


def test_without_a_key_nobody_is_scored(release: Release, clients: str, address: str) -> None:
    caller = Caller(release, clients, address, "stranger")
    caller.begin("pk_wrong", 1, threads=1)
    assert set(caller.counts()) == {"401"}


def test_every_pod_is_as_restricted_as_podsecurity_asks(release: Release) -> None:
    """The namespace enforces "restricted", so what runs passed it; warnings would be for the namespace itself."""
    label = "pod-security.kubernetes.io/enforce=restricted"
    said = release.cluster.kubectl("label", "--dry-run=server", "--overwrite", "namespace", release.namespace, label)
    assert "violate" not in said
    pods = release.cluster.get("pods", "-n", release.namespace)["items"]
    containers = [one for pod in pods for one in pod["spec"]["containers"] + pod["spec"].get("initContainers", [])]
    assert containers
    assert all(one["securityContext"]["readOnlyRootFilesystem"] for one in containers)
    speaking = {part_of(pod) for pod in pods if pod["spec"]["automountServiceAccountToken"] is not False}
    assert speaking <= {"rollout"}, "Nobody else has anything to say to the API server."


def test_an_upgrade_under_load_fails_no_request(release: Release, clients: str, address: str, key: str) -> None:
    before = standing(release)
    caller = Caller(release, clients, address, "upgrade")
    caller.begin(key, threads=2)
    cap = f"0.04{time.time_ns() % 1000:03}"  # another one on a release that was kept
    release.upgrade("--set", f"settings.PIKKIT_KELLY_CAP={cap}", *SETTLED)
    counts = caller.end()
    assert not before & standing(release), "The settings' change did not start the pods anew."
    assert sum(counts.values()) > 100
    assert set(counts) == {release.status()["champion"]}, counts


def test_a_rollback_gives_the_settings_before(release: Release) -> None:
    release.upgrade("--set", "settings.PIKKIT_KELLY_CAP=0.03", *SETTLED)
    release.cluster.helm("rollback", release.name, "-n", release.namespace, *SETTLED)
    data = release.cluster.get("configmap", release.name, "-n", release.namespace)["data"]
    assert data.get("PIKKIT_KELLY_CAP") != "0.03"


def test_only_the_api_and_the_gateway_reach_the_predictor(release: Release, clients: str, address: str) -> None:
    """Asked from a pod of another namespace; a cluster whose network enforces no policies is not blamed for it."""
    if not _enforces(release, clients):
        pytest.skip("This cluster's network does not enforce NetworkPolicy.")
    assert _reaches(release, clients, "to-gateway", address, 80), "The probe itself reaches nothing."
    target = f"{release.name}-predictor.{release.namespace}.svc.cluster.local"
    assert not _reaches(release, clients, "to-predictor", target, 80)
    assert not _reaches(release, clients, "to-postgres", f"{release.name}-postgres.{release.namespace}", 5432)


def test_a_hand_set_share_survives_an_upgrade(release: Release) -> None:
    route = ("httproute", f"{release.name}-predictor")
    patch = [{"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": 75},
             {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": 25}]  # fmt: skip
    release.kubectl("patch", *route, "--type=json", "-p", json.dumps(patch))
    release.upgrade(*SETTLED)
    found = release.cluster.get(*route, "-n", release.namespace)["spec"]["rules"][0]["backendRefs"]
    assert [one["weight"] for one in found] == [75, 25]
    back = [{**one, "value": {75: 100, 25: 0}[int(str(one["value"]))]} for one in patch]
    release.kubectl("patch", *route, "--type=json", "-p", json.dumps(back))


def test_z_uninstall_keeps_the_data(release: Release) -> None:
    """Last: captures, keys, bets and models stay where they are until somebody deletes their claims."""
    claims = {one["metadata"]["name"] for one in release.cluster.get("pvc", "-n", release.namespace)["items"]}
    release.cluster.helm("uninstall", release.name, "-n", release.namespace, *SETTLED)
    left = {one["metadata"]["name"] for one in release.cluster.get("pvc", "-n", release.namespace)["items"]}
    assert left == claims
    assert any(name.endswith("-api") for name in left)
    assert release.cluster.get("secret", f"{release.name}-postgres", "-n", release.namespace)


def standing(release: Release) -> set[str]:
    """The pods of what answers requests, without those that are on their way out."""
    pods = [pod for part in ("api", "predictor") for pod in release.pods(part)]
    return {pod["metadata"]["name"] for pod in pods if "deletionTimestamp" not in pod["metadata"]}


def part_of(pod: Any) -> str:
    return str(pod["metadata"]["labels"].get("app.kubernetes.io/component"))


def _enforces(release: Release, clients: str) -> bool:
    """Whether the network enforces policies at all: a pod of no release, once open, once shut in by one that denies."""
    kubectl = release.cluster.kubectl
    labels = {"pikkit-probe": "target"}
    container = {
        "name": "target", "image": image_of(release), "command": ["python", "-m", "http.server", "8080"],
        "securityContext": CONTAINED, "readinessProbe": {"tcpSocket": {"port": 8080}, "periodSeconds": 1},
        "resources": REQUESTED,
    }  # fmt: skip
    spec = {"securityContext": RESTRICTED, "containers": [container]}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "target", "labels": labels}, "spec": spec}
    kubectl("-n", clients, "apply", "-f", "-", given=json.dumps(pod))
    kubectl("-n", clients, "wait", "pod/target", "--for=condition=Ready", SETTLED[-1])
    address = release.cluster.get("pod", "target", "-n", clients)["status"]["podIP"]
    assert _reaches(release, clients, "before", address, 8080), "Pods of one namespace do not reach one another."
    rule = {"podSelector": {"matchLabels": labels}, "policyTypes": ["Ingress"]}
    policy = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "deny"}, "spec": rule}
    kubectl("-n", clients, "apply", "-f", "-", given=json.dumps(policy))
    for turn in range(6):
        time.sleep(5)
        if not _reaches(release, clients, f"after-{turn}", address, 8080):
            return True
    return False


def _reaches(release: Release, namespace: str, name: str, host: str, port: int) -> bool:
    script = f"import socket; socket.create_connection(({host!r}, {port}), 10)"
    container = {
        "name": name, "image": image_of(release), "command": ["python", "-c", script], "resources": REQUESTED,
        "securityContext": CONTAINED,
    }  # fmt: skip
    spec = {"restartPolicy": "Never", "securityContext": RESTRICTED, "containers": [container]}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}
    release.cluster.kubectl("-n", namespace, "apply", "-f", "-", given=json.dumps(pod))
    phase = release.cluster.wait(f"the pod {name} ended", lambda: _end_of(release, namespace, name))
    release.cluster.kubectl("-n", namespace, "delete", "pod", name)
    return bool(phase == "Succeeded")


def _end_of(release: Release, namespace: str, pod: str) -> str:
    phase = str(release.cluster.get("pod", pod, "-n", namespace)["status"]["phase"])
    return phase if phase in {"Succeeded", "Failed"} else ""
