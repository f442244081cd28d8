"""The manifests, strictly by KServe 0.21's own models."""

from pathlib import Path

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
