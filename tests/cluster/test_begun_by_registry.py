"""An alias that is set in MLflow is all it takes: the webhook begins a rollout, which ends by itself under load."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.kube import PATIENCE, SETTLED
from tests.cluster.release import Caller, Release

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]
NEW_VERSION = Path(__file__).with_name("new_version.py").read_text()


def register(release: Release, times: float) -> str:
    said = release.kubectl("exec", f"deploy/{release.name}-rollout", "--", "python", "-c", NEW_VERSION, str(times))
    return said.splitlines()[-1]


def history(release: Release) -> list[dict[str, object]]:
    """The ledger, oldest first, without holds."""
    command = ["python", "-m", "pikkit.cli.main", "rollout", "history", "--json"]
    said = json.loads(release.kubectl("exec", f"deploy/{release.name}-rollout", "--", *command))
    return [one for one in reversed(said) if one["decision"] != "hold"]


def ended(release: Release, version: str) -> list[str]:
    """The decisions on a version, once they are done."""
    found = [str(one["decision"]) for one in history(release) if one["to"] == version]
    return found if found[-1:] == ["done"] else []


def test_it_tells_mlflow_where_it_is(release: Release) -> None:
    log = release.kubectl("logs", f"deploy/{release.name}-rollout")
    assert f"MLflow sends word of aliases to http://{release.name}-rollout/mlflow" in log


def test_a_challenger_as_good_is_promoted_under_load(release: Release, clients: str, address: str, key: str) -> None:
    champion = str(release.status()["champion"])
    caller = Caller(release, clients, address, "promoted")
    caller.begin(key, threads=4)
    version = register(release, 1.01)
    decided = release.cluster.wait(f"version {version} had its rollout", lambda: ended(release, version))
    assert decided[0] == "start"
    assert decided[-2:] == ["promote", "done"]
    counts = caller.end()
    assert set(counts) == {champion, f"pikkit/{version}"}, counts
    assert release.status()["champion"] == f"pikkit/{version}"


def test_a_challenger_that_is_worse_is_rolled_back_under_load(
    release: Release, clients: str, address: str, key: str
) -> None:
    champion = str(release.status()["champion"])
    caller = Caller(release, clients, address, "rolled-back")
    caller.begin(key, threads=4)
    version = register(release, -4)
    decided = release.cluster.wait(f"version {version} had its rollout", lambda: ended(release, version))
    assert decided[-2:] == ["rollback", "done"]
    counts = caller.end()
    assert set(counts) <= {champion, f"pikkit/{version}"}, counts
    assert release.status()["champion"] == champion


def test_an_upgrade_after_rollouts_leaves_what_they_set(release: Release) -> None:
    """Helm applies what the chart says beside what a rollout said of the same Deployments: they do not conflict."""
    before = {arm: template_of(release, arm) for arm in ("predictor", "candidate")}
    assert before["candidate"]["containers"][0]["args"][-1].rpartition("/")[2].isdigit()
    release.upgrade("--set", "settings.PIKKIT_KELLY_CAP=0.041", *SETTLED)
    assert {arm: template_of(release, arm) for arm in before} == before


def template_of(release: Release, arm: str) -> dict[str, Any]:
    """What the pods of an arm are made of."""
    found = release.cluster.get("deployment", f"{release.name}-{arm}", "-n", release.namespace)
    return dict(found["spec"]["template"]["spec"])
