"""On a real Kubeflow Pipelines (KFP_HOST): what we compile is taken, run, and told of. `make test-kfp`."""

import os
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from pikkit.kubeflow.api import KubeflowApi
from pikkit.pipelines.catalogue import NAMES
from pikkit.pipelines.recurring import Cluster
from pikkit.pipelines.submitting import follow, submit
from pikkit.settings import Settings
from pikkit.settings.schedule import Schedule, Scheduled, ScheduleRules

HOST = os.environ.get("KFP_HOST", "")
pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(not HOST, reason="KFP_HOST names no Kubeflow Pipelines."),
]


@pytest.fixture
def settings() -> Settings:
    rules = ScheduleRules(
        kubeflow_host=HOST,
        kubeflow_token=SecretStr(os.environ.get("KFP_TOKEN", "")),
        kubeflow_namespace=os.environ.get("KFP_NAMESPACE", ""),
        kubeflow_experiment="pikkit-test",
    )
    return Settings(schedule=rules)


@pytest.fixture
def cluster(settings: Settings) -> Iterator[Cluster]:
    made = Cluster(settings.schedule, settings.pipelines)
    yield made
    made.remove([])


@pytest.mark.parametrize("name", NAMES)
def test_every_pipeline_is_taken_and_comes_to_an_end(settings: Settings, name: str) -> None:
    """Whether it succeeds depends on what the cluster's store holds; that it ends and has steps does not."""
    run = submit(name, {}, settings)
    ended = follow(KubeflowApi.of(settings.schedule), run.id, lambda *_: None)
    assert ended.ended
    assert [task for task in ended.tasks if task.pod]


def test_a_schedule_is_applied_listed_and_removed(cluster: Cluster) -> None:
    weekly = Schedule(pipeline=Scheduled.BASELINE, cron="0 3 * * sun", arguments={"since": "90d"})
    (made,) = cluster.apply({"weekly": weekly})
    assert (made.name, made.cron, made.pipeline) == ("pikkit-weekly", "0 0 3 * * sun", "baseline")
    assert cluster.remove(["weekly"]) == ["weekly"]
