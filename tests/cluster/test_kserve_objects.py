"""The KServe adapter against KServe's definitions on a real API server, with the rights that manifests/base gives it.

The controller is stood in for where the cluster has none (kserve_controller.py says what is real); a cluster that has
one writes its status itself, so there these tests are skipped.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.rollout.calls import RefusedError
from pikkit.rollout.driver import Driver
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.target import RolloutOrder
from tests.cluster.kserve_controller import KIND, KServeController
from tests.cluster.kserve_stage import admission, apply_by_hand, matching, only, overlay, serving, until_refused
from tests.cluster.kube import PATIENCE, Cluster
from tests.rollout.parts import staged

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(2 * PATIENCE)]
ONE, TWO = "models:/pikkit/1", "models:/pikkit/2"


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
    failed = controller.cluster.wait("the pod is given up", lambda: target.observe("1").failed)
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
    failed = controller.cluster.wait("the pod is given up", lambda: target.observe("1").failed)
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

    until_refused(controller, "freeze until Monday")
    with pytest.raises(RefusedError, match="freeze until Monday"):
        target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))


def test_a_webhook_that_is_away_is_told_as_that(
    controller: KServeController, target: KServeTarget, request: pytest.FixtureRequest
) -> None:
    rules = [{"apiGroups": ["serving.kserve.io"], "apiVersions": ["*"], "operations": ["UPDATE"], "resources": ["*"]}]
    service = {"service": {"name": "nobody", "namespace": controller.namespace, "path": "/"}}
    hook = {"name": "away.pikkit.test", "clientConfig": service, "rules": rules, "admissionReviewVersions": ["v1"],
            "sideEffects": "None", "failurePolicy": "Fail", "timeoutSeconds": 1,
            "namespaceSelector": only(controller)}  # fmt: skip
    admission(controller, "ValidatingWebhookConfiguration", request, None, webhooks=[hook])

    until_refused(controller, "failed calling webhook")
    with pytest.raises(NotReadyError, match="failed calling webhook"):
        target.apply(RolloutOrder(Goal(Act.SHARE, 10), "1", "2"))


def test_an_account_without_the_rights_is_told_where_they_are_listed(
    controller: KServeController, target: KServeTarget
) -> None:
    controller.kubectl("delete", "rolebinding", "pikkit-rollout")

    def told() -> bool:
        with pytest.raises(NotReadyError, match=r"manifests/base/rbac\.yaml lists the rights needed"):
            target.observe("1")
        return True

    controller.cluster.wait("the rights are gone", told)


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
