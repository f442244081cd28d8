"""What the tests of the KServe adapter do beside it: apply manifests, speak as its account, put rules in its way."""

import json
from typing import Any

import pytest
from kubernetes import config
from kubernetes.client import Configuration

from pikkit.rollout.kserve.target import KServeTarget
from tests.cluster.kserve_controller import ROOT, KServeController
from tests.cluster.kube import Cluster


def overlay(cluster: Cluster, mode: str) -> list[dict[str, Any]]:
    """The objects of an overlay of the manifests, without the namespace that it names."""
    made = cluster.kubectl("kustomize", str(ROOT / "manifests" / "overlays" / mode))
    listed = cluster.kubectl("create", "--dry-run=client", "--validate=false", "-o", "json", "-f", "-", given=made)
    found = split(listed)
    for one in found:
        one["metadata"].pop("namespace", None)
        for subject in one.get("subjects", []):
            subject.pop("namespace", None)
    return found


def split(text: str) -> list[dict[str, Any]]:
    """JSON documents, one after another."""
    decoder, found = json.JSONDecoder(), []
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        found += document.get("items", [document])
        text = text[end:]
    return found


def apply_by_hand(controller: KServeController, one: dict[str, Any], *arguments: str) -> None:
    for subject in one.get("subjects", []):
        subject["namespace"] = controller.namespace
    command = ("apply", "--server-side", "--field-manager=person", *arguments, "-f", "-")
    controller.kubectl(*command, given=json.dumps(one))


def as_account(controller: KServeController) -> Configuration:
    """How the rollout's account reaches the API server."""
    made = Configuration()
    config.load_kube_config(str(controller.cluster.kubeconfig), client_configuration=made)
    made.cert_file = made.key_file = None
    made.api_key = {"authorization": f"Bearer {controller.kubectl('create', 'token', 'pikkit-rollout').strip()}"}
    made.retries = 0
    return made


def serving(target: KServeTarget, stable: str) -> dict[str, int]:
    return {version: share for version, share in target.observe(stable).serving.items() if share}


def matching(controller: KServeController) -> dict[str, Any]:
    rule = {"apiGroups": ["serving.kserve.io"], "apiVersions": ["*"], "operations": ["UPDATE"], "resources": ["*"]}
    return {"namespaceSelector": only(controller), "resourceRules": [rule]}


def only(controller: KServeController) -> dict[str, Any]:
    return {"matchLabels": {"kubernetes.io/metadata.name": controller.namespace}}


def admission(controller: KServeController, kind: str, request: pytest.FixtureRequest, spec: Any, **more: Any) -> None:
    """Have the API server ask before it takes a change; taken away at the end of the test."""
    name = controller.namespace
    made = {"apiVersion": "admissionregistration.k8s.io/v1", "kind": kind, "metadata": {"name": name}, **more}
    controller.cluster.kubectl("apply", "-f", "-", given=json.dumps({**made, **({"spec": spec} if spec else {})}))
    request.addfinalizer(lambda: controller.cluster.kubectl("delete", kind, name, "--ignore-not-found"))


def until_refused(controller: KServeController, words: str) -> None:
    """The API server takes up a new rule after some seconds; asked by a dry run, which changes nothing."""
    change = ("annotate", "inferenceservice", "pikkit", "tried=yes", "--dry-run=server", "-n", controller.namespace)

    def refuses() -> bool:
        try:
            controller.cluster.kubectl(*change)
        except AssertionError as error:
            return words in str(error)
        return False

    controller.cluster.wait("the rule holds", refuses)
