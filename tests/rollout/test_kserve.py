"""An InferenceService as a target, over HTTP, against a small server of a few Kubernetes calls (kubernetes_api.py)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kubernetes.client import ApiClient, Configuration

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout import calls
from pikkit.rollout.driver import Driver
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.state import LedgerEvent, Phase
from pikkit.rollout.strategy import make_strategy
from pikkit.rollout.target import RolloutOrder
from pikkit.settings import Settings
from tests.rollout.kserve_schema import problems
from tests.rollout.kubernetes_api import Cluster, running
from tests.rollout.parts import staged
from tests.rollout.test_planner import service

SHARE = RolloutOrder(Goal(Act.SHARE, 10), "1", "2")


@pytest.fixture(params=["Knative", "Standard"])
def cluster(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0.001)
    with running(service(request.param)) as server:
        yield server


@pytest.fixture
def target(cluster: Cluster) -> Iterator[KServeTarget]:
    configuration = Configuration(host=cluster.url)
    configuration.retries = 0
    settings = Settings(kserve_namespace="betting", model_name="pikkit")
    with ApiClient(configuration) as client:
        yield KServeTarget(settings, client, sleep=lambda _: cluster.reconcile())
        client.rest_client.pool_manager.clear()


def test_a_share_a_promotion_and_the_way_back_are_applied_and_accepted_by_kserve(
    cluster: Cluster, target: KServeTarget
) -> None:
    for goal, asked in [
        (Goal(Act.SHARE, 10), {"1": 90, "2": 10}),
        (Goal(Act.ROLL_BACK), {"1": 100}),
        (Goal(Act.SHARE, 50), {"1": 50, "2": 50}),
        (Goal(Act.PROMOTE), {"2": 100}),
    ]:
        target.apply(RolloutOrder(goal, "1", "2"))
        cluster.reconcile()
        found = target.observe("1" if goal.act is not Act.PROMOTE else "2")
        assert {version: share for version, share in found.asked.items() if share} == asked
        assert {version: share for version, share in found.serving.items() if share} == asked
        assert problems({name: cluster.live[name] for name in ("metadata", "spec")}, "V1beta1InferenceService") == []
    assert "canaryTrafficPercent" not in cluster.live["spec"]["predictor"]


def test_an_order_that_is_carried_out_is_not_sent_again(cluster: Cluster, target: KServeTarget) -> None:
    target.apply(SHARE)
    target.apply(SHARE)
    assert sum("PATCH" in call for call in cluster.calls) == 1


def test_a_conflict_is_planned_anew_and_an_object_that_never_rests_is_told(
    cluster: Cluster, target: KServeTarget
) -> None:
    cluster.meddling = 2
    target.apply(SHARE)
    assert target.observe("1").asked == {"1": 90, "2": 10}
    cluster.meddling = 99
    with pytest.raises(NotReadyError, match="changes faster than it can be patched"):
        target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))


def test_a_busy_api_server_is_asked_again_and_one_that_stays_away_is_told(
    cluster: Cluster, target: KServeTarget
) -> None:
    cluster.busy = 2
    assert target.observe("1").asked == {"1": 100}
    cluster.busy = 99
    with pytest.raises(NotReadyError, match=r"does not answer .503"):
        target.observe("1")


def test_missing_rights_are_told_with_where_they_are_listed(cluster: Cluster, target: KServeTarget) -> None:
    cluster.forbidden = True
    with pytest.raises(NotReadyError, match=r"is forbidden: User cannot get.*manifests/base/rbac\.yaml"):
        target.observe("1")


def test_a_webhooks_refusal_is_told_in_its_own_words(cluster: Cluster, target: KServeTarget) -> None:
    words = 'admission webhook "inferenceservice.validator" denied the request: maxReplicas is not allowed in a canary'
    cluster.webhook = (403, words)
    with pytest.raises(InputError, match="maxReplicas is not allowed in a canary"):
        target.apply(SHARE)


def test_a_webhook_that_is_away_is_told_as_that(cluster: Cluster, target: KServeTarget) -> None:
    cluster.webhook = (500, 'failed calling webhook "inferenceservice.defaulter": no endpoints available')
    with pytest.raises(NotReadyError, match="no endpoints available"):
        target.apply(SHARE)


def test_what_is_refused_after_it_was_decided_is_written_down_as_not_done(
    cluster: Cluster, target: KServeTarget, home: Path
) -> None:
    on_kserve = driver_of(target, home)
    on_kserve.start("2", make_strategy("canary"))
    cluster.reconcile()
    cluster.webhook = (403, 'admission webhook "policy" denied the request: freeze until Monday')
    rollout = on_kserve.decide(LedgerEvent.PROMOTE, ("Good.",), "ann")
    assert (rollout.phase, dict(rollout.weights)) == (Phase.PAUSED, {"1": 90, "2": 10})
    assert "cannot be done" in rollout.last.reasons[0]
    assert "freeze until Monday" in rollout.last.reasons[0]
    assert on_kserve.aliases.champion() == "1"
    cluster.webhook = None
    on_kserve.decide(LedgerEvent.RESUME, (), "ann")
    on_kserve.decide(LedgerEvent.PROMOTE, ("Good.",), "ann")
    cluster.reconcile()
    assert on_kserve.finish()
    assert on_kserve.aliases.champion() == "2"
    assert on_kserve.ledger.history()[0].decision == LedgerEvent.DONE


def test_no_step_restarts_the_stable_pods_and_a_promotion_keeps_the_candidates(
    cluster: Cluster, target: KServeTarget
) -> None:
    if cluster.live["status"].get("deploymentMode") != "Standard":
        pytest.skip("Knative makes a revision of every change")
    for goal in (Goal(Act.SHARE, 10), Goal(Act.SHARE, 50), Goal(Act.PROMOTE)):
        target.apply(RolloutOrder(goal, "1", "2"))
        cluster.reconcile()
    assert cluster.restarts == []
    assert cluster.templates.keys() == {"v2"}


def test_a_promotion_waits_until_the_route_gives_the_candidate_everything(
    cluster: Cluster, target: KServeTarget
) -> None:
    if cluster.live["status"].get("deploymentMode") != "Standard":
        pytest.skip("Knative has no route of ours")
    target.apply(SHARE)
    cluster.reconcile()
    cluster.routed = False
    with pytest.raises(NotReadyError, match="the route does not say so yet"):
        target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    assert cluster.live["spec"]["predictor"]["model"]["storageUri"] == "models:/pikkit/1"
    cluster.routed = True
    target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    assert cluster.live["spec"]["predictor"]["model"]["storageUri"] == "models:/pikkit/2"


def test_what_kserve_would_ignore_is_refused_before_anything_is_sent(cluster: Cluster, target: KServeTarget) -> None:
    with pytest.raises(InputError, match="is the stable version"):
        target.apply(RolloutOrder(Goal(Act.SHARE, 10), "2", "2"))
    assert not any("PATCH" in call for call in cluster.calls)


def test_ready_alone_is_not_enough(cluster: Cluster, target: KServeTarget) -> None:
    target.apply(SHARE)
    assert target.observe("1").serving == {}  # Ready is true, of what was asked for before
    cluster.reconcile()
    assert target.observe("1").serving == {"1": 90, "2": 10}
    cluster.pods = 0
    found = target.observe("1")
    assert found.ready == (frozenset() if cluster.live["spec"].get("canary") else found.ready)


def test_a_deployment_that_has_not_been_taken_up_yet_is_not_serving(cluster: Cluster, target: KServeTarget) -> None:
    """Its own generation says so: its counts are those of before."""
    target.apply(SHARE)
    cluster.reconcile()
    cluster.behind = True
    assert target.observe("1").serving == {}
    cluster.behind = False
    assert target.observe("1").serving == {"1": 90, "2": 10}


def test_a_route_that_still_divides_otherwise_is_not_serving(cluster: Cluster, target: KServeTarget) -> None:
    if cluster.live["status"].get("deploymentMode") != "Standard":
        pytest.skip("Knative has no route of ours")
    cluster.routed = False
    target.apply(SHARE)
    cluster.reconcile()
    assert target.observe("1").serving == {}


def test_warnings_are_ours_alone_and_the_newest_comes_last(cluster: Cluster, target: KServeTarget) -> None:
    cluster.pods = 0
    cluster.events = [
        warning("Pod", "pikkit-predictor-7c9d-x", "BackOff", "2026-08-21T10:05:00Z"),
        warning("Pod", "pikkit-predictor-7c9d-x", "Failed", "2026-08-21T10:01:00Z"),
        warning("Pod", "pikkit-reports-1", "BackOff", "2026-08-21T10:09:00Z"),
        warning("InferenceService", "pikkit-other", "BackOff", "2026-08-21T10:09:00Z"),
        warning("HorizontalPodAutoscaler", "v7", "FailedGetScale", "2026-08-21T10:09:00Z"),
    ]
    target.apply(SHARE)
    notes = target.observe("1").notes
    assert [note.split(": ")[1] for note in notes] == ["Failed", "BackOff"]


def warning(kind: str, name: str, reason: str, moment: str) -> dict[str, Any]:
    involved = {"kind": kind, "name": name}
    return {"metadata": {}, "involvedObject": involved, "reason": reason, "message": "…", "lastTimestamp": moment}


def test_a_candidate_whose_pods_crash_is_failed_and_told_by_its_own_pod(cluster: Cluster, target: KServeTarget) -> None:
    target.apply(SHARE)
    cluster.crashing = {"models:/pikkit/2"}
    cluster.reconcile()
    found = target.observe("1").failed
    assert found.keys() == {"2"}
    assert "container storage-initializer: CrashLoopBackOff" in found["2"]
    assert "ended with code 2" in found["2"]


def test_a_stable_pod_that_fails_does_not_condemn_the_candidate(
    cluster: Cluster, target: KServeTarget, home: Path
) -> None:
    if cluster.live["status"].get("deploymentMode") != "Standard":
        pytest.skip("in Knative mode the test server has one predictor")
    on_kserve = driver_of(target, home)
    on_kserve.start("2", make_strategy("canary"))
    cluster.crashing = {"models:/pikkit/1"}
    cluster.reconcile()
    info = {"message": "the stable model is gone"}
    cluster.live["status"]["modelStatus"] = {"transitionStatus": "BlockedByFailedLoad", "lastFailureInfo": info}
    assert on_kserve.tick().last.decision == "hold"


@pytest.mark.parametrize("strategy", ["shadow", "blue-green"])
def test_what_needs_copies_of_requests_is_refused_where_there_are_none(
    cluster: Cluster, target: KServeTarget, home: Path, strategy: str
) -> None:
    with pytest.raises(InputError, match="copies none: it would wait for ever"):
        driver_of(target, home).start("2", make_strategy(strategy))
    assert not any("PATCH" in call for call in cluster.calls)


def test_a_service_that_somebody_reset_is_told_of_and_brought_back(
    cluster: Cluster, target: KServeTarget, home: Path
) -> None:
    """`kubectl apply` of a manifest that names a model, after another was promoted."""
    on_kserve = driver_of(target, home)
    assert on_kserve.disagreement() == ""
    cluster.live["spec"]["predictor"]["model"]["storageUri"] = "models:/pikkit/9"
    assert "told to serve 9: 100 %: `pikkit rollout adopt`" in on_kserve.disagreement()
    assert on_kserve.adopt() == "1"
    assert on_kserve.disagreement() == ""


def test_a_new_service_without_a_model_serves_the_champion_once_it_is_adopted(
    cluster: Cluster, target: KServeTarget, home: Path
) -> None:
    del cluster.live["spec"]["predictor"]["model"]["storageUri"]
    driver_of(target, home).adopt()
    assert cluster.live["spec"]["predictor"]["model"]["storageUri"] == "models:/pikkit/1"


def driver_of(target: KServeTarget, home: Path) -> Driver:
    stage = staged(home)
    driver = stage.again()
    return Driver("pikkit", driver.ledger, target, stage.comparison, stage.aliases, driver.rules, "ann")


def test_without_prometheus_nothing_is_known_of_the_traffic(target: KServeTarget) -> None:
    assert target.traffic("2") is None


def test_the_whole_loop_holds_without_prometheus_and_an_edit_by_hand_pauses_it(
    cluster: Cluster, target: KServeTarget, home: Path
) -> None:
    stage = staged(home)
    driver = stage.again()
    on_kserve = Driver("pikkit", driver.ledger, target, stage.comparison, stage.aliases, driver.rules, "ann")
    on_kserve.start("2", make_strategy("canary"))
    cluster.reconcile()
    assert on_kserve.tick().last.decision == "hold"
    if "canary" in cluster.live["spec"]:
        cluster.live["spec"]["canary"][0]["trafficPercent"] = 80
    else:
        cluster.live["spec"]["predictor"]["canaryTrafficPercent"] = 80
    rollout = on_kserve.tick()
    assert rollout.phase is Phase.PAUSED
    assert "is told to be 1: 20 %, 2: 80 %" in rollout.last.reasons[0]
