"""Runs on a cluster, asked for and looked at from here, against a server that refuses what Kubeflow Pipelines does."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.pipelines.arguments import typed
from pikkit.pipelines.artifacts import fetch_artifacts
from pikkit.pipelines.catalogue import NAMES, pipeline_here
from pikkit.pipelines.runs import main
from pikkit.pipelines.submitting import follow, submit
from pikkit.settings import Settings, get_settings
from pikkit.settings.pipelines import PipelineRules
from pikkit.settings.schedule import ScheduleRules
from tests.lineage.collector import closed_port
from tests.pipelines.kubeflow_api import Kubeflow, kubeflow

RUN = "6f1e2d3c-0000-4000-8000-000000000001"


def tasks(**states: str) -> dict[str, Any]:
    """Task details as the API tells of them: drivers and groups beside the steps, pods in child tasks."""
    steps = [
        {
            "display_name": name.replace("_", "-"),
            "state": state,
            "error": {},
            "child_tasks": [{"task_id": f"{name}-1", "pod_name": f"pod-{name.replace('_', '-')}"}],
        }
        for name, state in states.items()
    ]
    drivers = [{"display_name": f"{step['display_name']}-driver", "state": "SUCCEEDED"} for step in steps]
    return {"task_details": [{"display_name": "root", "state": "RUNNING"}, *drivers, *steps]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kubeflow]:
    with kubeflow() as state:
        monkeypatch.setenv("PIKKIT_SCHEDULE__KUBEFLOW_HOST", state.url)
        get_settings.cache_clear()
        yield state
    get_settings.cache_clear()


def settings_of(server: Kubeflow, **more: Any) -> Settings:
    return Settings(schedule=ScheduleRules(kubeflow_host=server.url), **more)


@pytest.mark.parametrize("name", NAMES)
def test_every_pipeline_is_taken_by_the_server_with_its_platforms_specification(server: Kubeflow, name: str) -> None:
    made = submit(name, {}, settings_of(server))
    run = server.runs[made.id]
    assert run["pipeline_spec"]["pipeline_spec"]["pipelineInfo"]["name"] == f"pikkit-{name}"
    assert run["pipeline_spec"]["platform_spec"]["platforms"]["kubernetes"]["deploymentSpec"]["executors"]
    assert made.url == f"{server.url}/#/runs/details/{made.id}"


def test_the_server_refuses_a_text_for_a_number_and_we_do_not_send_one(
    server: Kubeflow, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "training", "--arg", "trials=5", "--arg", "test-share=0.2", "--json"]) == 0
    run = server.runs[json.loads(capsys.readouterr().out)["id"]]
    assert run["runtime_config"]["parameters"] == {"trials": 5, "test_share": 0.2}
    wrong = {**run, "runtime_config": {"parameters": {"trials": "5"}}}
    status, said = server.answer("POST", "/runs", {}, wrong)
    assert (status, said["message"]) == (
        400,
        "input parameter trials requires another type, but the parameter value is a string_value",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["trials=five"], "trials of the pipeline training must be a whole number, not 'five'"),
        (["lunch=now"], "has no argument lunch"),
        (["trials"], "cannot be read; accepted: NAME=VALUE"),
        (["trials=1", "trials=2"], "trials is given twice"),
    ],
)
def test_a_wrong_argument_is_a_sentence_and_nothing_is_asked(
    server: Kubeflow, given: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "training", *(text for one in given for text in ("--arg", one))]) == 2
    assert sentence in capsys.readouterr().err
    assert server.asked == []


@pytest.mark.parametrize(
    ("pipeline", "given", "sentence"),
    [
        ("training", "trials=0", "trials of the pipeline training must be greater than or equal to 1, not 0"),
        ("training", "seconds=-3", "seconds of the pipeline training must be greater than 0, not -3.0"),
        ("training", "test_share=1.5", "test_share of the pipeline training must be less than 1, not 1.5"),
        ("training", "tuning_workers=0", "tuning_workers of the pipeline training must be at least 1"),
        ("training", "as_of=yesterday", "The moment 'yesterday' cannot be read"),
        ("training", "as_of=2026-01-31", "The moment '2026-01-31' names no time zone"),
        ("training", "settings={bad", "settings are no JSON object"),
        ("training", "seed=-1", "must be greater than or equal to 0, not -1"),
        ("training", "seed=4294967296", "must be less than 4294967296"),
        ("training", 'settings={"sed": 7}', "name what is no setting: sed"),
        ("monitoring", "since=banana", "'banana' is no time to check since"),
        ("rollout", "strategy=red", "There is no strategy 'red'"),
        ("rollout", "steps=50,10", "The steps 50,10 are not percentages that rise"),
        ("rollout", "interval=0s", "The interval '0s' is not a time above nothing"),
    ],
)
def test_a_value_that_a_step_would_refuse_is_refused_before_a_pod_is_asked_for(
    server: Kubeflow, pipeline: str, given: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", pipeline, "--arg", given]) == 2
    assert sentence in capsys.readouterr().err
    assert server.asked == []


@pytest.mark.parametrize(
    ("pipeline", "given"),
    [
        ("training", {"trials": "1", "as_of": "2026-01-31T18:30:00Z", "settings": '{"seed": 7}', "bets": ""}),
        ("rollout", {"strategy": "shadow", "steps": "0", "interval": "500ms"}),
        ("rollout", {"strategy": "", "steps": "", "interval": ""}),
        ("baseline", {"since": "90d", "until": "2026-01-31"}),
    ],
)
def test_values_that_steps_take_are_taken(pipeline: str, given: dict[str, str]) -> None:
    assert typed(pipeline, pipeline_here(pipeline), given).keys() == given.keys()


def test_a_run_that_is_watched_is_told_of_step_by_step_to_its_end(server: Kubeflow) -> None:
    states: list[dict[str, Any]] = [
        {"state": "RUNNING", "run_details": tasks(ingest="RUNNING")},
        {"state": "RUNNING", "run_details": tasks(ingest="SUCCEEDED", tune="RUNNING")},
        {"state": "FAILED", "run_details": tasks(ingest="SUCCEEDED", tune="FAILED")},
    ]
    told: list[tuple[str, str]] = []

    def pass_time(_seconds: float = 0.0) -> None:
        server.add_run(RUN, **states.pop(0))

    pass_time()
    run = follow(KubeflowApi(server.url), RUN, lambda *said: told.append(said), pass_time)
    assert not run.succeeded
    assert told == [("ingest", "RUNNING"), ("ingest", "SUCCEEDED"), ("tune", "RUNNING"), ("tune", "FAILED")]


def test_a_watched_run_that_fails_is_told_with_the_last_words_of_its_step(
    server: Kubeflow, capsys: pytest.CaptureFixture[str]
) -> None:
    run = "00000000-0000-4000-8000-000000000002"  # the first is the experiment's
    server.becomes = {"state": "FAILED", "run_details": tasks(ingest="SUCCEEDED", tune="FAILED")}
    server.logs[run, "pod-tune"] = "it tunes\nValueError: no\n"
    assert main(["submit", "quotes", "--watch"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[1:] == [
        "ingest: succeeded",
        "tune: failed",
        "tune (pod-tune): FAILED",
        "  it tunes",
        "  ValueError: no",
        "pipeline: failed",
    ]
    assert said.err == f"The run failed; `pikkit pipelines logs {run} STEP` has all that a step said.\n"


def test_a_run_and_its_steps_are_shown_and_the_log_of_one(server: Kubeflow, capsys: pytest.CaptureFixture[str]) -> None:
    server.add_run(RUN, state="RUNNING", run_details=tasks(build_features="SUCCEEDED", tune="RUNNING"))
    server.logs[RUN, "pod-tune"] = "one\ntwo\nthree\n"
    assert main(["status", RUN]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{RUN}: running",
        "",
        "step            state      error",
        "build_features  succeeded",
        "tune            running",
        "",
        f"{server.url}/#/runs/details/{RUN}",
    ]
    assert main(["logs", RUN, "tune", "--lines", "2"]) == 0
    assert capsys.readouterr().out == "two\nthree\n"
    assert main(["logs", RUN, "register"]) == 2
    assert "no step 'register' with a pod; there are build_features, tune" in capsys.readouterr().err
    assert main(["retry", RUN]) == 2
    assert "Workflow must be Failed/Error to retry" in capsys.readouterr().err
    server.runs[RUN]["state"] = "FAILED"
    assert main(["retry", RUN]) == 0
    assert server.retried == [RUN]
    assert main(["status", "nobody"]) == 2
    assert "does not know it: Run nobody not found" in capsys.readouterr().err


def test_what_a_pipeline_takes_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "training", "--json"]) == 0
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)["arguments"]}
    assert told["trials"] == {
        "name": "trials",
        "kind": "whole number",
        "default": 20,
        "meaning": "Tuning trials, at most.",
    }
    assert main(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["pipelines"]
    assert [one["name"] for one in listed] == list(NAMES)
    assert "trials" in listed[-1]["arguments"]
    assert main(["list"]) == 0
    assert capsys.readouterr().out.startswith("pipeline    what it does\nbaseline ")
    assert main(["describe", "lunch"]) == 2
    for name in NAMES:
        assert main(["describe", name]) == 0
        head, *lines = (re.split(" {2,}", line) for line in capsys.readouterr().out.splitlines()[2:])
        assert head == ["argument", "kind", "if not given", "meaning"]
        assert lines
        assert all(len(line) == 4 for line in lines), "each argument has a meaning"


def test_artifacts_are_copied_from_where_the_backend_keeps_them(tmp_path: Path) -> None:
    root = tmp_path / "store"
    kept = root / "pikkit-training" / RUN / "tune" / "a-uuid" / "recipe"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    other = root / "pikkit-training" / RUN.replace("1", "2") / "tune" / "a-uuid" / "recipe"
    other.parent.mkdir(parents=True)
    other.write_text("not this one")
    for address in (str(root), root.as_uri()):
        settings = Settings(pipelines=PipelineRules(root=address))
        files = fetch_artifacts(RUN, tmp_path / "copied", settings)
        assert files == [tmp_path / "copied" / "tune" / "a-uuid" / "recipe"]
    with pytest.raises(NotReadyError, match="no artifacts of run"):
        fetch_artifacts(RUN.replace("1", "3"), tmp_path / "copied", settings)
    for wrong in ("../..", "", "run"):
        with pytest.raises(InputError, match="is no run's id"):
            fetch_artifacts(wrong, tmp_path / "copied", settings)
    with pytest.raises(InputError, match="PIKKIT_PIPELINES__ROOT"):
        fetch_artifacts(RUN, tmp_path, Settings())


def test_a_server_that_is_away_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIKKIT_SCHEDULE__KUBEFLOW_HOST", closed_port())
    get_settings.cache_clear()
    assert main(["status", RUN]) == 2
    assert "cannot be reached" in capsys.readouterr().err
    monkeypatch.setenv("PIKKIT_SCHEDULE__KUBEFLOW_HOST", "ftp://host")
    get_settings.cache_clear()
    assert main(["status", RUN]) == 2
    assert "must be an http:// or https:// address" in capsys.readouterr().err
    get_settings.cache_clear()
