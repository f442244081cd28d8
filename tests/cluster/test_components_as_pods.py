"""The training pipeline in pods of the real image: what Kubeflow Pipelines would run, as it would run it."""

from pathlib import Path
from typing import Any

import pytest

from pikkit.pipelines.compile import compile_pipeline
from pikkit.settings.pipelines import PipelineRules
from tests.cluster.kube import PATIENCE, SETTLED
from tests.cluster.release import Release
from tests.cluster.step_pods import StepPods
from tests.pipelines.compiled import documents

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(6 * PATIENCE)]
PARAMETERS = {
    "bets": "", "as_of": "", "seconds": 600.0, "seed": 7.0, "settings": "", "test_share": 0.2, "trials": 1.0,
    "tuning_workers": 1.0,
}  # fmt: skip
KILLED = "refit"


def graph(spec: dict[str, Any]) -> dict[str, Any]:
    """The graph inside the exit handler, its loop replaced by the one step in it."""
    dag = dict(spec["components"]["comp-exit-handler-1"]["dag"])
    loop = spec["components"]["comp-for-loop-2"]["dag"]["tasks"]["tune"]
    tasks = dict(dag["tasks"])
    needed = tasks.pop("for-loop-2")["dependentTasks"]
    tasks["tune"] = {**loop, "dependentTasks": needed}
    for name, one in tasks.items():
        wanted = ["tune" if other == "for-loop-2" else other for other in one.get("dependentTasks", [])]
        tasks[name] = {**one, "dependentTasks": wanted}
    return {**dag, "tasks": tasks}


def test_a_training_run_in_pods_registers_a_model_though_a_step_is_killed(release: Release, tmp_path: Path) -> None:
    spec, _ = documents(compile_pipeline("training", PipelineRules(), tmp_path))
    steps = StepPods(release, spec, PARAMETERS, {"PIKKIT_MODEL_NAME": "steps"})
    steps.make_volume()
    for name, task in steps.tasks(graph(spec)):
        pod = steps.begin(name, task)
        if name == KILLED:
            kill_at_work(release, pod)
            pod = steps.begin(name, task)  # as the backend does: the same command, the same input
        ended = steps.finish(pod)
        assert ended == "Succeeded", f"{name}: {release.kubectl('logs', pod, '--tail=30')}"
        steps.note(name)
    registered = steps.made["register"]
    assert "steps" in str(registered), registered


def kill_at_work(release: Release, pod: str) -> None:
    """Kill a step without a chance to tidy up, once it has begun its work."""
    release.kubectl("wait", f"pod/{pod}", "--for=condition=Ready", SETTLED[-1])
    release.kubectl("delete", "pod", pod, "--grace-period=0", "--force")
