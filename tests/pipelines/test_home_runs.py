"""Runs of this machine are looked at as a cluster's are: by their state, steps, logs and artifacts."""

import fcntl
import json
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.kubeflow.run import Run
from pikkit.pipelines.home_runs import HomeRuns
from pikkit.pipelines.local import run_locally
from pikkit.pipelines.runs import main
from pikkit.settings import Settings, get_settings
from tests.pipelines.local_pipelines import bad_pipeline, where_pipeline

CUT_OFF = """12:00:00.000 - INFO - Running pipeline: \x1b[95m'pikkit-training'\x1b[0m
12:00:00.100 - INFO - Executing task \x1b[96m'ingest'\x1b[0m
12:00:00.200 - INFO - Streamed logs:
    it reads
12:00:01.000 - INFO - Task \x1b[96m'ingest'\x1b[0m finished with status \x1b[92mSUCCESS\x1b[0m
12:00:01.100 - INFO - Executing task \x1b[96m'build-features'\x1b[0m
    it builds
"""
NAME = "training-20261129T120000.000000"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def ran(settings: Settings, pipeline: object, **arguments: object) -> Run:
    """Run a small pipeline under the name of one of ours; what is told of it after."""
    run_locally(pipeline, arguments, settings, lambda _event: None, "training")
    return HomeRuns(settings).run(HomeRuns(settings).runs()[0].id)


def cut_off(settings: Settings) -> Path:
    """The log of a run that is in its second step."""
    log = settings.resolved_home / "logs" / f"{NAME}.log"
    log.parent.mkdir(parents=True)
    log.write_text(CUT_OFF, encoding="utf-8")
    return log


def states(run: Run) -> list[tuple[str, str]]:
    return [(task.name, task.state) for task in run.tasks]


def test_a_run_tells_of_its_steps_its_log_and_its_files(settings: Settings, tmp_path: Path) -> None:
    here, run = HomeRuns(settings), ran(settings, where_pipeline, text="some text")
    assert (run.state, states(run)) == ("SUCCEEDED", [("say-where", "SUCCEEDED")])
    assert any("some text" in line for line in here.log(run, "say_where"))
    assert tmp_path / "to" / "say-where" / "where" in here.copy_artifacts(run.id, tmp_path / "to")
    assert (tmp_path / "to" / "say-where" / "where").read_text(encoding="utf-8") == "some text"


def test_a_step_that_is_killed_is_told_of_with_its_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # what it printed is not lost, whatever it inherits
    run = ran(settings, bad_pipeline, how="die")
    assert (run.state, states(run)) == ("FAILED", [("misbehave", "FAILED")])
    assert run.tasks[0].error.startswith("The step misbehave was ended by signal 9 (Killed); that is also what ends ")
    assert "the step talks" in list(HomeRuns(settings).log(run, "misbehave"))


def test_a_run_goes_on_while_its_process_lives_and_was_stopped_after(settings: Settings) -> None:
    with cut_off(settings).open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = HomeRuns(settings).run(NAME)
        assert (run.state, states(run)) == ("RUNNING", [("ingest", "SUCCEEDED"), ("build-features", "RUNNING")])
        assert run.finished is None
    run = HomeRuns(settings).run(NAME)
    assert (run.state, states(run)) == ("FAILED", [("ingest", "SUCCEEDED"), ("build-features", "FAILED")])
    assert list(HomeRuns(settings).log(run, "build_features"))[1:] == ["it builds"]
    (listed,) = HomeRuns(settings).runs()
    assert (listed.error, listed.tasks) == ("build-features: It was stopped.", ())


def test_the_command_looks_here_without_a_cluster(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cut_off(settings)
    monkeypatch.setenv("PIKKIT_HOME", str(settings.resolved_home))
    get_settings.cache_clear()
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == [NAME, "failed", "2026-11-29", "12:00", "pikkit-training"]
    assert main(["status", NAME, "--json"]) == 0
    assert [task["name"] for task in json.loads(capsys.readouterr().out)["tasks"]] == ["ingest", "build-features"]
    assert main(["logs", NAME, "ingest", "--lines", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "it reads"
    assert [main(["retry", NAME]), main(["artifacts", NAME, "--to", str(tmp_path)])] == [2, 2]
    get_settings.cache_clear()


@pytest.mark.parametrize("name", ["training-1", "../secret", "serve-20261129T120000.000000", NAME])
def test_what_is_no_run_here_is_refused(name: str, settings: Settings) -> None:
    with pytest.raises(InputError, match=r"There is no run .* here"):
        HomeRuns(settings).run(name)


def test_a_step_that_a_run_has_not_is_told_with_those_it_has(settings: Settings) -> None:
    cut_off(settings)
    here = HomeRuns(settings)
    with pytest.raises(InputError, match="no step 'tune'; there are ingest, build_features"):
        here.log(here.run(NAME), "tune")
    with pytest.raises(NotReadyError, match="no artifacts"):
        here.copy_artifacts(NAME, settings.resolved_home)
