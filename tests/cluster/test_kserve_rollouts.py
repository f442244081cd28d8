"""Whole rollouts against KServe's definitions on a real API server: driver, ledger, champion and what serves agree.

The controller is stood in for, as in test_kserve_objects.py; requests are healthy on paper, as no predictor runs.
"""

import time
from pathlib import Path

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.rollout.driver import Driver
from pikkit.rollout.judging.evidence import ArmTraffic
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.state import LedgerEvent, Phase
from pikkit.rollout.strategy import make_strategy
from pikkit.rollout.target import RolloutOrder
from tests.cluster.kserve_controller import KIND, KServeController
from tests.cluster.kserve_stage import admission, matching, serving
from tests.cluster.kube import PATIENCE
from tests.rollout.parts import HEALTHY, Known, Names, staged

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(2 * PATIENCE)]
ONE, TWO = "models:/pikkit/1", "models:/pikkit/2"
CANARY = make_strategy("canary", "10,50,100", "1s")


@pytest.fixture
def driver(target: KServeTarget, home: Path, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """Of a rollout whose candidate is as good; no Prometheus counts here what empty containers answer."""
    stage = staged(home)
    monkeypatch.setattr(target, "traffic", healthy)
    return Driver("pikkit", stage.again().ledger, target, Known(), Names(), stage.again().rules, "ann")


def healthy(_version: str) -> ArmTraffic:
    return HEALTHY


def events(driver: Driver) -> list[str]:
    """The ledger, oldest first, without holds."""
    return [one.decision for one in reversed(driver.ledger.history()) if one.decision != LedgerEvent.HOLD]


def look(driver: Driver, controller: KServeController) -> LedgerEvent:
    """One look, after the controller has done what it was asked for."""
    controller.reconcile()
    return LedgerEvent(driver.tick().last.decision)


def finish(driver: Driver, controller: KServeController, target: KServeTarget, version: str) -> None:
    """The ledger says done, the registry names the version, and it alone serves."""
    controller.reconcile()
    assert driver.finish()
    assert events(driver)[-1] == LedgerEvent.DONE
    assert driver.aliases.champion() == version
    assert serving(target, version) == {version: 100}
    assert driver.disagreement() == ""


def test_a_rollout_ends_though_the_observed_generation_is_never_the_services_own(
    driver: Driver, controller: KServeController, target: KServeTarget
) -> None:
    driver.start("2", CANARY)
    stable = controller.pods_of(ONE)
    assert driver.tick().last.decision == LedgerEvent.HOLD  # the controller is away
    assert [look(driver, controller) for _ in range(2)] == [LedgerEvent.STEP, LedgerEvent.PROMOTE]
    assert controller.pods_of(ONE) <= stable
    finish(driver, controller, target, "2")
    assert events(driver) == ["start", "step", "promote", "done"]
    assert controller.live()["metadata"]["generation"] > controller.live()["status"]["observedGeneration"]


def test_a_promotion_waits_until_the_route_gives_the_candidate_everything_and_keeps_its_pods(
    controller: KServeController, target: KServeTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise KServe takes the old Service away before the route points elsewhere, and requests get a 500."""
    target.apply(RolloutOrder(Goal(Act.SHARE, 50), "1", "2"))
    controller.reconcile()
    pods = controller.pods_of(TWO)
    with monkeypatch.context() as patched:
        patched.setattr(target, "_sleep", lambda _: None)  # the controller is away
        with pytest.raises(NotReadyError, match="the route does not say so yet"):
            target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    spec = controller.live()["spec"]
    assert spec["predictor"]["model"]["storageUri"] == ONE
    assert [one["trafficPercent"] for one in spec["canary"]] == [100]
    controller.reconcile()
    target.apply(RolloutOrder(Goal(Act.PROMOTE), "1", "2"))
    controller.reconcile()
    assert serving(target, "2") == {"2": 100}
    assert controller.pods_of(TWO) == pods


def test_a_storage_initializer_that_crashes_rolls_its_own_version_back(
    driver: Driver, controller: KServeController, target: KServeTarget
) -> None:
    controller.crashing.add(TWO)
    driver.start("2", CANARY)
    controller.reconcile()

    def decided() -> bool:
        return driver.tick().last.decision == LedgerEvent.ROLLBACK

    controller.cluster.wait("the candidate is given up", decided)
    said = driver.ledger.history()[0].reasons[0]
    assert "The candidate does not run: Pod v2-" in said
    assert "container storage-initializer" in said
    finish(driver, controller, target, "1")


def test_a_promotion_that_is_refused_is_written_down_as_that_and_nothing_else_changes(
    driver: Driver, controller: KServeController, target: KServeTarget, request: pytest.FixtureRequest
) -> None:
    driver.start("2", CANARY)
    assert look(driver, controller) == LedgerEvent.STEP
    controller.reconcile()
    freeze(controller, request)
    rollout = driver.tick()
    assert (rollout.phase, dict(rollout.weights)) == (Phase.PAUSED, {"1": 50, "2": 50})
    assert "freeze until Monday" in rollout.last.reasons[0]
    assert events(driver)[-2:] == ["promote", "refused"]
    assert driver.aliases.champion() == "1"
    assert serving(target, "1") == {"1": 50, "2": 50}
    thaw(controller)
    driver.decide(LedgerEvent.RESUME, (), "ann")
    assert look(driver, controller) == LedgerEvent.PROMOTE
    finish(driver, controller, target, "2")


@pytest.mark.parametrize("way", ["resume", "abort"])
def test_a_model_that_somebody_put_there_while_it_rolled_out_pauses_it_and_each_way_out_leads_there(
    driver: Driver, controller: KServeController, target: KServeTarget, way: str
) -> None:
    driver.start("2", CANARY)
    assert look(driver, controller) == LedgerEvent.STEP
    put = '{"spec": {"predictor": {"model": {"storageUri": "models:/pikkit/9"}}}}'
    controller.kubectl("patch", KIND, "pikkit", "--type=merge", "-p", put)
    controller.reconcile()
    rollout = driver.tick()
    assert rollout.phase is Phase.PAUSED
    assert "Somebody changed the traffic by hand" in rollout.last.reasons[0]
    assert "9: 50 %" in rollout.last.reasons[0]
    driver.decide(LedgerEvent(way), ("As it was meant.",), "ann")
    if way == "abort":
        finish(driver, controller, target, "1")
        driver.start("2", CANARY)  # a new one is not paused for what was there before
        assert look(driver, controller) == LedgerEvent.STEP
        return
    assert look(driver, controller) == LedgerEvent.PROMOTE
    finish(driver, controller, target, "2")


def freeze(controller: KServeController, request: pytest.FixtureRequest) -> None:
    """A policy that refuses changes of the service, once the API server follows it."""
    admission(controller, "ValidatingAdmissionPolicy", request, {
        "matchConstraints": matching(controller),
        "validations": [{"expression": "false", "message": "freeze until Monday"}],
    })  # fmt: skip
    binding = {"policyName": controller.namespace, "validationActions": ["Deny"]}
    admission(controller, "ValidatingAdmissionPolicyBinding", request, binding)

    def refused() -> bool:
        try:
            controller.kubectl("label", "--overwrite", KIND, "pikkit", f"turn=t{time.monotonic_ns()}")
        except AssertionError as error:
            return "freeze until Monday" in str(error)
        return False

    controller.cluster.wait("the policy holds", refused)


def thaw(controller: KServeController) -> None:
    """Take the policy away, and wait until the API server has forgotten it."""
    controller.cluster.kubectl("delete", "ValidatingAdmissionPolicyBinding", controller.namespace)

    def allowed() -> bool:
        return bool(controller.kubectl("label", "--overwrite", KIND, "pikkit", f"turn=t{time.monotonic_ns()}"))

    controller.cluster.wait("the policy is gone", allowed)
