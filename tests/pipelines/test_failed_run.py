"""What people are told of a run on a cluster that did not come to its end, and that they are told once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kfp.dsl import PipelineTaskFinalStatus

from pikkit.components.notify_failure.component import notify_failure
from pikkit.lineage.parents import PARENT
from pikkit.lineage.recording import recorded, recorded_pipeline
from pikkit.monitoring.failed_run import EndedRun, failed_run_message
from pikkit.settings import Settings, get_settings
from pikkit.settings.schedule import ScheduleRules
from tests.lineage.collector import collecting
from tests.pipelines.kubeflow_api import Kubeflow, kubeflow
from tests.pipelines.test_submitting import RUN, tasks
from tests.test_notifying import channel

LOG = """time="2026-11-29T01:40:44Z" level=info msg="capturing logs" argo=true
I1129 01:40:44.000000      12 launcher_v2.go:190] publish success.
[KFP Executor 2026-11-29 01:40:44,000 INFO]: --component_module_path passed in.
Traceback (most recent call last):
  File "x.py", line 1, in <module>
pikkit.base.errors.InputError: There is no file bets.csv.
F1129 01:40:45.000000      12 main.go:49] failed to execute component: exit status 1
time="2026-11-29T01:40:45Z" level=info msg="sub-process exited" error="<nil>"
"""


@pytest.fixture
def server() -> Iterator[Kubeflow]:
    with kubeflow() as state:
        yield state


def told(server: Kubeflow, state: str, run_id: str = RUN) -> str | None:
    settings = Settings(schedule=ScheduleRules(kubeflow_host=server.url))
    message = failed_run_message(EndedRun(state, "", "pikkit-training-xyz", run_id), settings)
    return f"{message.title}\n{message.body}" if message else None


@pytest.mark.parametrize("state", ["FAILED", "RUNNING", "CANCELED", "CANCELLED", "", "COMPLETED?"])
def test_any_state_but_a_good_end_is_told(server: Kubeflow, state: str) -> None:
    """A pod that died before it could publish leaves the state RUNNING."""
    server.add_run(RUN, state="RUNNING", run_details=tasks(ingest="SUCCEEDED", tune="RUNNING"))
    said = told(server, state)
    assert said is not None
    assert said.startswith("Pikkit: a run of pikkit-training-xyz failed")
    assert "tune (pod-tune): RUNNING" in said
    assert f"run {RUN}, state {state}." in said
    assert f"{server.url}/#/runs/details/{RUN}" in said


@pytest.mark.parametrize("state", ["SUCCEEDED", "COMPLETE"])
def test_a_good_end_is_no_news(server: Kubeflow, state: str) -> None:
    assert told(server, state) is None
    assert server.asked == []


def test_the_step_that_failed_its_pod_and_its_last_words_are_named(server: Kubeflow) -> None:
    server.add_run(RUN, state="FAILED", run_details=tasks(ingest="FAILED", notify_failure="FAILED"))
    server.logs[RUN, "pod-ingest"] = LOG
    said = told(server, "FAILED")
    assert said is not None
    assert "ingest (pod-ingest): FAILED\n" in said
    assert "  pikkit.base.errors.InputError: There is no file bets.csv.\nIt is run" in said
    assert "launcher" not in said
    assert "KFP Executor" not in said
    assert "notify_failure (" not in said


def test_a_step_whose_pod_is_gone_is_named_all_the_same(server: Kubeflow) -> None:
    server.add_run(RUN, state="FAILED", run_details=tasks(tune="FAILED"))
    said = told(server, "FAILED")
    assert said is not None
    assert "tune (pod-tune): FAILED" in said


def test_the_gates_stop_is_told_once(server: Kubeflow) -> None:
    server.add_run(RUN, state="FAILED", run_details=tasks(notify="SUCCEEDED", quality_gate="FAILED"))
    assert told(server, "FAILED") is None
    server.add_run(RUN, state="FAILED", run_details=tasks(validate="SUCCEEDED", quality_gate="FAILED"))
    assert told(server, "FAILED") is not None, "a training has no step that tells of the report"


def test_a_server_that_is_away_hides_no_failure() -> None:
    settings = Settings(schedule=ScheduleRules(kubeflow_host="http://127.0.0.1:9"))
    message = failed_run_message(EndedRun("FAILED", "", "", RUN), settings)
    assert message is not None
    assert "No step that failed is known" in message.body


def test_a_step_that_was_killed_is_named_by_the_homes_lineage(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kfp's local runner hands over the block that the exit handler watches over, and no step."""
    settings = Settings(home=home)
    ended = EndedRun("FAILED", "Task exit-handler-1 failed.", "pikkit-ingestion-xyz", "47790474")
    before = failed_run_message(ended, settings)
    assert before is not None
    assert before.body.startswith("No step that failed is known")
    with recorded_pipeline("ingestion", "ingestion-1", settings) as run:
        monkeypatch.setenv(PARENT, str(run.id))
        killed = recorded("validate", settings)
        killed.__enter__()
        after = failed_run_message(ended, settings)
    assert after is not None
    assert after.body.startswith("validate: ended before it could say why; its process may have been killed.\n")


def test_the_exit_handler_tells_through_the_channels(
    server: Kubeflow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_run(RUN, state="FAILED", run_details=tasks(ingest="FAILED"))
    with collecting() as hook:
        monkeypatch.setenv("PIKKIT_NOTIFY_URLS", channel(hook.url))
        monkeypatch.setenv("PIKKIT_SCHEDULE__KUBEFLOW_HOST", server.url)
        get_settings.cache_clear()
        status = PipelineTaskFinalStatus("RUNNING", "pikkit-training-xyz", "exit-handler-1", None, None)
        notify_failure.python_func(status, "pikkit-training-xyz", RUN)
    (said,) = hook.bodies
    assert said["title"] == "Pikkit: a run of pikkit-training-xyz failed"
    assert "ingest (pod-ingest): FAILED" in said["message"]
