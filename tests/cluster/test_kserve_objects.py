"""The KServe adapter against KServe's definitions on a real API server, with the rights that manifests/base gives it.

The controller is stood in for where the cluster has none (kserve_controller.py says what is real); a cluster that has
one writes its status itself, so there these tests are skipped.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kubernetes import config
from kubernetes.client import ApiClient, Configuration

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.calls import RefusedError
from pikkit.rollout.driver import Driver
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.target import RolloutOrder
from pikkit.settings import Settings
from tests.cluster.kserve_controller import DEFINITIONS, KIND, ROOT, KServeController
from tests.cluster.kube import Cluster
from tests.rollout.parts import staged

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
ONE, TWO = "models:/pikkit/1", "models:/pikkit/2"


@pytest.fixture(scope="module")
def kserve(cluster: Cluster) -> Cluster:
    """A cluster that knows KServe's kinds and leaves their status to us."""
    known = cluster.kubectl("api-resources", "--api-group=serving.kserve.io", "-o", "name").split()
    if not {KIND, "servingruntimes.serving.kserve.io", "clusterstoragecontainers.serving.kserve.io"} <= set(known):
        if not DEFINITIONS.is_dir():
            pytest.skip("This cluster has no KServe, and PIKKIT_KSERVE_CRDS names no folder of its definitions.")
        for file in sorted(DEFINITIONS.glob("*.yaml")):
            cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(file))
        cluster.kubectl("wait", "crd", "--all", "--for=condition=Established", "--timeout=60s")
    if "kserve-controller-manager" in cluster.kubectl("get", "deployments", "-A", "-o", "name"):
        pytest.skip("KServe's controller runs here and writes the status itself.")
    return cluster


@pytest.fixture
def controller(kserve: Cluster, namespace: str) -> KServeController:
    """The manifests of manifests/base as their Standard overlay has them, applied by a person."""
    made = KServeController(kserve, namespace)
    made.kubectl("create", "serviceaccount", "pikkit-rollout")
    for one in overlay(kserve, "standard"):
        if one["kind"] in {"InferenceService", "Role", "RoleBinding"}:
            apply_by_hand(made, one)
    return made


@pytest.fixture
def target(controller: KServeController) -> Iterator[KServeTarget]:
    """The adapter, as the account that the manifests make for it."""
    settings = Settings(kserve_namespace=controller.namespace, model_name="pikkit")
    with ApiClient(as_account(controller)) as client:
        made = KServeTarget(settings, client, sleep=lambda _: controller.reconcile())
        made.apply(RolloutOrder(Goal(Act.ROLL_BACK), "1", "1"))
        controller.reconcile()
        yield made


@pytest.mark.parametrize("mode", ["standard", "knative"])
def test_the_manifests_are_accepted_and_an_unknown_field_is_refused(kserve: Cluster, namespace: str, mode: str) -> None:
    for one in overlay(kserve, mode):
        one["metadata"].pop("namespace", None)
        strict = ("-n", namespace, "apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-")
        kserve.kubectl(*strict, given=json.dumps(one))
        if one["kind"] == "InferenceService":
            one["spec"]["predictor"]["modle"] = {}
            with pytest.raises(AssertionError, match="modle"):
                kserve.kubectl(*strict, given=json.dumps(one))


def test_a_share_a_promotion_and_the_way_back_reach_their_end_and_restart_no_pod(
    controller: KServeController, target: KServeTarget
) -> None:
    stable = controller.pods_of(ONE)
    assert len(stable) == 1
    for goal, asked in [
        (Goal(Act.SHARE, 10), {"1": 90, "2": 10}),
        (Goal(Act.ROLL_BACK), {"1": 100}),
        (Goal(Act.SHARE, 50), {"1": 50, "2": 50}),
    ]:
        target.apply(RolloutOrder(goal, "1", "2"))
        controller.reconcile()
        assert serving(target, "1") == asked
        assert controller.pods_of(ONE) == stable
    candidate = controller.pods_of(TWO)
    target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    controller.reconcile()
    assert serving(target, "2") == {"2": 100}
    assert controller.pods_of(TWO) == candidate
    assert controller.live()["metadata"]["generation"] > controller.live()["status"]["observedGeneration"]


def test_the_manifest_and_the_rollout_own_different_fields_so_applying_it_again_changes_nothing(
    controller: KServeController, target: KServeTarget
) -> None:
    target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
    controller.reconcile()
    target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    before = controller.live()["spec"]
    service = next(one for one in overlay(controller.cluster, "standard") if one["kind"] == "InferenceService")
    apply_by_hand(controller, service)
    assert controller.live()["spec"] == before
    owners = fields_of(controller)
    assert "f:storageUri" in owners["pikkit"]["f:spec"]["f:predictor"]["f:model"]
    assert "f:storageUri" not in owners["person"]["f:spec"]["f:predictor"]["f:model"]
    assert "f:annotations" not in owners["pikkit"].get("f:metadata", {})


def test_a_conflict_is_planned_anew(
    controller: KServeController, target: KServeTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and patching somebody else writes: the API server answers 409, and nothing of theirs is lost."""
    read = target._api.get
    meddled: list[int] = []

    def get_and_meddle() -> dict[str, Any]:
        found = read()
        if len(meddled) < 2:
            meddled.append(len(meddled))
            controller.kubectl("label", "--overwrite", KIND, "pikkit", f"turn=t{len(meddled)}")
        return found

    monkeypatch.setattr(target._api, "get", get_and_meddle)
    refused = count_conflicts(target, monkeypatch)
    target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
    assert refused() >= 1
    live = controller.live()
    assert live["metadata"]["labels"]["turn"] == "t2"
    assert live["spec"]["canary"][0]["trafficPercent"] == 10


def test_a_candidate_whose_image_cannot_be_pulled_is_failed_by_its_own_pod(
    controller: KServeController, target: KServeTarget
) -> None:
    controller.missing.add(TWO)
    target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
    controller.reconcile()
    failed = controller.cluster.wait("the pod is given up", lambda: target.observe("1").failed, 90)
    assert failed.keys() == {"2"}
    assert "ImagePullBackOff" in failed["2"]
    target.apply(RolloutOrder(Goal(Act.ROLL_BACK), "1", "2"))
    controller.reconcile()
    assert serving(target, "1") == {"1": 100}


def test_a_stable_pod_that_fails_does_not_condemn_the_candidate(
    controller: KServeController, target: KServeTarget
) -> None:
    target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
    controller.missing.add(ONE)
    controller.reconcile()
    failed = controller.cluster.wait("the pod is given up", lambda: target.observe("1").failed, 90)
    assert failed.keys() == {"1"}


def test_a_service_set_back_by_hand_is_told_of_and_brought_back(
    controller: KServeController, target: KServeTarget, home: Path
) -> None:
    stage = staged(home)
    driver = stage.again()
    on_kserve = Driver("pikkit", driver.ledger, target, stage.comparison, stage.aliases, driver.rules, "ann")
    assert on_kserve.disagreement() == ""
    service = next(one for one in overlay(controller.cluster, "standard") if one["kind"] == "InferenceService")
    service["spec"]["predictor"]["model"]["storageUri"] = "models:/pikkit/9"
    apply_by_hand(controller, service, "--force-conflicts")
    assert "told to serve 9: 100 %: `pikkit rollout adopt`" in on_kserve.disagreement()
    assert on_kserve.adopt() == "1"
    controller.reconcile()
    assert on_kserve.disagreement() == ""
    assert serving(target, "1") == {"1": 100}


def test_a_policys_refusal_is_told_in_its_own_words(
    controller: KServeController, target: KServeTarget, request: pytest.FixtureRequest
) -> None:
    admission(controller, "ValidatingAdmissionPolicy", request, {
        "matchConstraints": matching(controller),
        "validations": [{"expression": "false", "message": "freeze until Monday"}],
    })  # fmt: skip
    binding = {"policyName": controller.namespace, "validationActions": ["Deny"]}
    admission(controller, "ValidatingAdmissionPolicyBinding", request, binding)

    def refused() -> bool:
        with pytest.raises(RefusedError, match="freeze until Monday"):
            target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
        return True

    until_refused(controller, target, refused)


def test_a_webhook_that_is_away_is_told_as_that(
    controller: KServeController, target: KServeTarget, request: pytest.FixtureRequest
) -> None:
    rules = [{"apiGroups": ["serving.kserve.io"], "apiVersions": ["*"], "operations": ["UPDATE"], "resources": ["*"]}]
    service = {"service": {"name": "nobody", "namespace": controller.namespace, "path": "/"}}
    hook = {"name": "away.pikkit.test", "clientConfig": service, "rules": rules, "admissionReviewVersions": ["v1"],
            "sideEffects": "None", "failurePolicy": "Fail", "timeoutSeconds": 1,
            "namespaceSelector": only(controller)}  # fmt: skip
    admission(controller, "ValidatingWebhookConfiguration", request, None, webhooks=[hook])

    def refused() -> bool:
        with pytest.raises(NotReadyError, match="failed calling webhook"):
            target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))
        return True

    until_refused(controller, target, refused)


def test_an_account_without_the_rights_is_told_where_they_are_listed(
    controller: KServeController, target: KServeTarget
) -> None:
    controller.kubectl("delete", "rolebinding", "pikkit-rollout")

    def told() -> bool:
        with pytest.raises(NotReadyError, match=r"manifests/base/rbac\.yaml lists the rights needed"):
            target.observe("1")
        return True

    controller.cluster.wait("the rights are gone", told, 30)


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


def fields_of(controller: KServeController) -> dict[str, Any]:
    """Which manager owns which fields."""
    live = controller.cluster.kubectl(
        "-n", controller.namespace, "get", KIND, "pikkit", "-o", "json", "--show-managed-fields"
    )
    entries = json.loads(live)["metadata"]["managedFields"]
    return {one["manager"]: one["fieldsV1"] for one in entries if one["operation"] == "Apply"}


def count_conflicts(target: KServeTarget, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the API server refused a patch for its resourceVersion."""
    apply, seen = target._api.apply, []

    def counted(*arguments: Any) -> None:
        try:
            apply(*arguments)
        except Exception as error:
            seen.append(type(error).__name__)
            raise

    monkeypatch.setattr(target._api, "apply", counted)
    return lambda: seen.count("ConflictError")


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


def until_refused(controller: KServeController, target: KServeTarget, refused: Callable[[], bool]) -> None:
    """The API server takes up a new rule after some seconds; what got through before is taken back."""

    def tried() -> bool:
        try:
            return refused()
        except BaseException as error:
            if type(error).__name__ != "Failed":
                raise
            target.apply(RolloutOrder(Goal(Act.ROLL_BACK), "1", "2"))
            return False

    controller.cluster.wait("the rule holds", tried, 40)
    with pytest.raises((InputError, NotReadyError)):
        target.apply(RolloutOrder(Goal(Act.SHARE, 20), "1", "2"))
