"""The local runner, with small pipelines of real steps."""

import logging
import os
import sys
from pathlib import Path

import pytest

from pikkit.pipelines.events import StepEvent, StepState
from pikkit.pipelines.local import RUNS_KEPT, run_locally
from pikkit.settings import Settings
from tests.pipelines.local_pipelines import bad_pipeline, where_pipeline


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "a python3 home", seed=99)


def test_a_step_runs_with_our_interpreter_settings_and_scratch_and_prints_nothing(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    events: list[StepEvent] = []
    assert run_locally(where_pipeline, {"text": "a python3 text"}, settings, events.append) is None
    assert [(event.step, event.state) for event in events] == [
        ("pipeline", StepState.STARTED),
        ("say_where", StepState.STARTED),
        ("say_where", StepState.DONE),
        ("pipeline", StepState.DONE),
    ]
    said, done = events[2].summary, events[2]
    assert said["executable"] == sys.executable
    assert Path(str(said["scratch"])).is_relative_to(settings.resolved_home)
    assert (said["home"], said["seed"]) == (str(settings.resolved_home), 99)
    assert said["telemetry"] == "true"
    assert said["text"] == "a python3 text"
    assert said["answer"] == 42
    assert done.seconds is not None
    assert done.seconds > 0
    assert Path(done.artifacts["where"]).is_relative_to(settings.resolved_home / "runs")
    assert capfd.readouterr() == ("", "")


def test_a_run_leaves_this_process_as_it_was(settings: Settings) -> None:
    before = dict(os.environ), sys.executable, sys.stdout, logging.getLogger().handlers.copy()
    run_locally(where_pipeline, {}, settings, lambda _event: None)
    assert (dict(os.environ), sys.executable, sys.stdout, logging.getLogger().handlers) == before


@pytest.mark.parametrize(
    ("how", "code", "sentence"),
    [
        ("refuse", 2, "This will not do."),
        ("break", 1, "The step misbehave failed unexpectedly: ValueError: nobody expected it The log is"),
        ("die", 1, "The step misbehave was ended by signal 9 (Killed); that is also what ends a process"),
    ],
)
def test_a_failing_step_is_a_sentence_and_its_log_is_kept(
    how: str, code: int, sentence: str, settings: Settings
) -> None:
    events: list[StepEvent] = []
    failure = run_locally(bad_pipeline, {"how": how}, settings, events.append)
    assert failure is not None
    assert failure.code == code
    assert failure.sentence.startswith(sentence)
    failed, ended = events[-2:]
    assert (failed.step, failed.state, failed.error) == ("misbehave", StepState.FAILED, failure.sentence)
    assert (ended.step, ended.state, ended.error) == ("pipeline", StepState.FAILED, failure.sentence)
    assert "the step talks" in Path(failed.log).read_text()


def test_old_runs_make_room(settings: Settings) -> None:
    for _ in range(2):
        for number in range(RUNS_KEPT):
            (settings.resolved_home / "runs" / f"training-2020010{number}").mkdir(parents=True, exist_ok=True)
        run_locally(where_pipeline, {}, settings, lambda _event: None)
        assert len(list((settings.resolved_home / "runs").iterdir())) == RUNS_KEPT
