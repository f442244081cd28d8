"""An InferenceService as a target, over HTTP, against a small server of a few Kubernetes calls (kubernetes_api.py)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kubernetes.client import ApiClient, Configuration

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.driver import Driver
from pikkit.rollout.kserve import api
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.state import Phase
from pikkit.rollout.strategy import make_strategy
from pikkit.rollout.target import Order
from pikkit.settings import Settings
from tests.rollout.kserve_schema import problems
from tests.rollout.kubernetes_api import Cluster, running
from tests.rollout.parts import staged
from tests.rollout.test_planner import service

SHARE = Order(Goal(Act.SHARE, 10), "1", "2")


@pytest.fixture(params=["Knative", "Standard"])
def cluster(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(api, "PAUSE_SECONDS", 0.001)
    with running(service(request.param)) as server:
        yield server


@pytest.fixture
def target(cluster: Cluster) -> Iterator[KServeTarget]:
    configuration = Configuration(host=cluster.url)
    configuration.retries = 0
    settings = Settings(kserve_namespace="betting", model_name="pikkit")
    with ApiClient(configuration) as client:
        yield KServeTarget(settings, client)
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
        target.apply(Order(goal, "1", "2"))
        cluster.reconcile()
        found = target.observe().asked
        assert {version: share for version, share in found.items() if share} == asked
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
    assert target.observe().asked == {"1": 90, "2": 10}
    cluster.meddling = 99
    with pytest.raises(NotReadyError, match="changes faster than it can be patched"):
        target.apply(Order(Goal(Act.PROMOTE), "1", "2"))


def test_a_busy_api_server_is_asked_again_and_one_that_stays_away_is_told(
    cluster: Cluster, target: KServeTarget
) -> None:
    cluster.busy = 2
    assert target.observe().asked == {"1": 100}
    cluster.busy = 99
    with pytest.raises(NotReadyError, match=r"does not answer .503"):
        target.observe()


def test_missing_rights_are_told_with_where_they_are_listed(cluster: Cluster, target: KServeTarget) -> None:
    cluster.forbidden = True
    with pytest.raises(NotReadyError, match=r"manifests/base/rbac\.yaml"):
        target.observe()


def test_what_kserve_would_ignore_is_refused_before_anything_is_sent(cluster: Cluster, target: KServeTarget) -> None:
    with pytest.raises(InputError, match="is the stable version"):
        target.apply(Order(Goal(Act.SHARE, 10), "2", "1"))
    assert not any("PATCH" in call for call in cluster.calls)


def test_ready_alone_is_not_enough(cluster: Cluster, target: KServeTarget) -> None:
    target.apply(SHARE)
    assert target.observe().serving == {}  # Ready is true, of the generation before
    cluster.reconcile()
    assert target.observe().serving == {"1": 90, "2": 10}
    cluster.pods = 0
    involved: dict[str, Any] = {"kind": "Pod", "name": "pikkit-predictor-x"}
    event = {"metadata": {}, "involvedObject": involved, "reason": "BackOff", "message": "Back-off pulling image."}
    cluster.events = [event]
    found = target.observe()
    assert (found.ready, found.notes) == (
        frozenset(),
        ("Pod pikkit-predictor-x: BackOff: Back-off pulling image.",),
    )


def test_a_model_that_cannot_be_loaded_is_a_failed_candidate(cluster: Cluster, target: KServeTarget) -> None:
    target.apply(SHARE)
    told = {"message": "models:/pikkit/2 is gone."}
    cluster.live["status"]["modelStatus"] = {"transitionStatus": "BlockedByFailedLoad", "lastFailureInfo": told}
    assert target.observe().failed == {"2": "models:/pikkit/2 is gone."}


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
