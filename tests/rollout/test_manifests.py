"""The manifests, strictly by KServe 0.21's own models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rollout.kserve_schema import documents, problems
from tests.servers import ROOT

MANIFESTS = ROOT / "manifests"
KINDS = {
    "InferenceService": "V1beta1InferenceService",
    "ServingRuntime": "V1alpha1ServingRuntime",
    "ClusterStorageContainer": "V1alpha1ClusterStorageContainer",
    "ServiceAccount": "V1ServiceAccount",
    "Role": "V1Role",
    "RoleBinding": "V1RoleBinding",
    "NetworkPolicy": "V1NetworkPolicy",
}
FILES = sorted(path for path in MANIFESTS.rglob("*.yaml") if path.name != "kustomization.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(MANIFESTS)))
def test_every_object_has_only_fields_that_its_kind_has(path: Path) -> None:
    for document in documents(path.read_text()):
        assert problems(document, KINDS[document["kind"]]) == []


def test_a_field_that_there_is_not_is_found() -> None:
    document = {"spec": {"predictor": {"canaryTrafficPercent": "10", "colour": "blue"}}}
    assert problems(document, "V1beta1InferenceService") == [
        ".spec.predictor.colour is no field of V1beta1PredictorSpec",
        ".spec.predictor.canaryTrafficPercent is '10', no int",
    ]


@pytest.mark.parametrize("folder", ["base", "overlays/knative", "overlays/standard"])
def test_a_kustomization_names_every_file_beside_it(folder: str) -> None:
    held = yaml.safe_load((MANIFESTS / folder / "kustomization.yaml").read_text())
    named = {*held["resources"], *(patch["path"] for patch in held.get("patches", []))}
    beside = {path.name for path in (MANIFESTS / folder).glob("*.yaml")} - {"kustomization.yaml"}
    assert {name for name in named if name.endswith(".yaml")} == beside
    assert all((MANIFESTS / folder / name).exists() for name in named)


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every container of the manifests, and the name of what it belongs to."""
    for path in FILES:
        for document in documents(path.read_text()):
            for found in _containers(document):
                yield document["metadata"]["name"], found


def _containers(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "image" in part:
            yield part
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from _containers(inner)


@pytest.mark.parametrize(("owner", "container"), [pytest.param(*found, id=found[0]) for found in containers()])
def test_a_container_may_do_nothing_that_it_need_not(owner: str, container: dict[str, Any]) -> None:
    may = container["securityContext"]
    assert may["runAsNonRoot"] is True
    assert may["runAsUser"] >= 1000
    assert may["readOnlyRootFilesystem"] is True
    assert may["allowPrivilegeEscalation"] is False
    assert may["capabilities"] == {"drop": ["ALL"]}
    assert may["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["resources"]["limits"].keys() == {"cpu", "memory"}
    home = next(one["value"] for one in container["env"] if one["name"] == "PIKKIT_HOME")
    assert any(home.startswith(mount["mountPath"]) for mount in container["volumeMounts"])


def test_no_two_pods_share_a_secret() -> None:
    secrets = [
        source["secretRef"]["name"]
        for _, container in containers()
        for source in container["envFrom"]
        if "secretRef" in source
    ]
    assert len(set(secrets)) == len(secrets) == 3


def test_whoever_serves_or_takes_events_is_behind_a_network_policy() -> None:
    found = [document for path in FILES for document in documents(path.read_text())]
    services = {one["metadata"]["name"] for one in found if one["kind"] == "InferenceService" and "spec" in one}
    policies = [one["spec"] for one in found if one["kind"] == "NetworkPolicy"]
    walled = {one["podSelector"]["matchLabels"]["serving.kserve.io/inferenceservice"] for one in policies}
    assert services == walled
    assert all(rule["from"] for one in policies for rule in one["ingress"])
