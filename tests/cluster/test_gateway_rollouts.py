"""Rollouts behind a real gateway on a real API server, under load. The predictors are stand-ins (standin.py)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.deploying.rollouts import StoredLedger
from pikkit.rollout.state import LedgerEvent
from pikkit.settings import Settings
from tests.cluster.kube import PATIENCE, SETTLED, Cluster
from tests.cluster.machine.network import PATH
from tests.cluster.machine.node import start_control_plane
from tests.cluster.machine.places import places
from tests.cluster.machine.processes import stop
from tests.cluster.stage import Stage, end

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]
SEEN = "10s"
"""Long enough for a share to be seen by one who looks every second or so, on a busy machine."""

OUTLIVES = "ignore:subprocess .* is still running:ResourceWarning"
"""The API server that is begun stays when the test has ended."""


@pytest.fixture
def stage(cluster: Cluster, gateway: list[str], namespace: str, tmp_path: Path) -> Iterator[Stage]:
    if cluster.kubeconfig != places().kubeconfig or not PATH.exists():
        pytest.skip("The driver runs on the node here, to reach pods' addresses: only on make cluster's own.")
    named = dict(part.removeprefix("gateway.").split("=", 1) for part in gateway[1::2])
    made = Stage(cluster, namespace, tmp_path / "home", named)
    made.build()
    yield made
    made.end()


def events(stage: Stage) -> list[str]:
    """The ledger, oldest first, without holds."""
    settings = Settings(home=stage.home, store_url="", model_name="pikkit")
    decided = [one.decision for one in reversed(StoredLedger(settings).history())]
    return [str(one) for one in decided if one != LedgerEvent.HOLD]


def wait_for(stage: Stage, event: str) -> None:
    """Until the ledger has it: a share may have gone again before a busy machine has been asked for it."""
    stage.cluster.wait(f"the ledger says {event}", lambda: event in events(stage))


def test_a_good_candidate_is_promoted_under_load_and_no_request_fails(stage: Stage) -> None:
    stage.load()
    said = end(stage.drive("2"))
    assert events(stage) == ["start", "step", "promote", "done"], said
    counts = stage.counts()
    assert set(counts) == {"pikkit/1", "pikkit/2"}, counts
    assert stage.weights() == [100, 0]
    assert stage.cluster.get("deployment", "pikkit-candidate", "-n", stage.namespace)["spec"]["replicas"] == 0
    stage.load()
    assert set(stage.counts()) == {"pikkit/2"}


def test_a_candidate_that_fails_requests_is_rolled_back(stage: Stage) -> None:
    stage.load()
    said = end(stage.drive("13"))
    assert events(stage)[-2:] == ["rollback", "done"], said
    counts = stage.counts()
    assert counts["pikkit/1"] > counts.get("pikkit/13", 0)
    assert set(counts) <= {"pikkit/1", "pikkit/13", "500"}, counts
    stage.load()
    assert set(stage.counts()) == {"pikkit/1"}


def test_a_candidate_that_does_not_start_gets_no_request_and_is_rolled_back(stage: Stage) -> None:
    stage.load()
    said = end(stage.drive("99"))
    assert "CrashLoopBackOff" in said
    assert events(stage)[-2:] == ["rollback", "done"]
    assert set(stage.counts()) == {"pikkit/1"}


def test_drivers_killed_at_each_step_lose_nothing(stage: Stage) -> None:
    stage.load()
    driver = stage.drive("2", SEEN)
    for event in ("start", "step", "promote"):
        wait_for(stage, event)
        driver.kill()
        driver.communicate()
        driver = stage.drive()
    end(driver)
    assert events(stage) == ["start", "step", "promote", "done"]
    counts = stage.counts()
    assert set(counts) == {"pikkit/1", "pikkit/2"}, counts
    assert stage.weights() == [100, 0]


def test_a_step_counts_its_own_requests_whoever_asks(stage: Stage) -> None:
    """The first step went on after 10 requests at least; another process does not count them as the second's."""
    stage.load()
    driver = stage.drive("2", SEEN)
    stage.wait_for_share(50)
    driver.kill()
    driver.communicate()
    answered = stage.counts()["pikkit/2"]
    assert int(end(stage.drive("2", "asked"))) <= answered - 10


def test_a_killed_pod_of_the_candidate_fails_no_request_for_long_and_the_rollout_ends(stage: Stage) -> None:
    stage.load()
    driver = stage.drive("2", SEEN)
    stage.wait_for_share(10)
    stage.kubectl("delete", "pod", "-l", "app.kubernetes.io/component=candidate", "--wait=false")
    end(driver)
    assert events(stage)[-1] == "done"
    assert set(stage.counts()) == {"pikkit/1", "pikkit/2"}


def test_a_share_set_by_hand_pauses_the_rollout_and_stays(stage: Stage) -> None:
    driver = stage.drive("2")  # without load there are too few requests to go on
    stage.wait_for_share(10)
    stage.set_weights(70, 30)
    said = end(driver)
    assert "Somebody changed the traffic by hand" in said
    assert stage.weights() == [70, 30]
    assert events(stage) == ["start", "pause"]


@pytest.mark.filterwarnings(OUTLIVES)
def test_an_api_server_that_is_restarted_fails_no_request_and_stops_no_rollout(stage: Stage) -> None:
    stage.load()
    driver = stage.drive("2", SEEN)
    wait_for(stage, "step")
    stop(places(), "apiserver")
    start_control_plane(places())
    said = end(driver)
    assert events(stage) == ["start", "step", "promote", "done"], said
    counts = stage.counts()
    assert set(counts) == {"pikkit/1", "pikkit/2"}, counts
    stage.cluster.kubectl(
        "wait", "deployments", "--all", "-n", "envoy-gateway-system", "--for=condition=Available", SETTLED[-1]
    )
