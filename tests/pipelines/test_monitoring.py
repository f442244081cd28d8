"""The monitoring pipeline, run here on a trained model and compiled."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pikkit.drift.reports import latest_report
from pikkit.pipelines.compile import compile_all
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import sync_exports
from tests.lineage.collector import collecting
from tests.servers import ROOT
from tests.sync.generated import write_rows
from tests.test_notifying import channel
from tests.trained import TrainedHome, process_environment

AT_ONCE = {"cool_down_days": 0, "least_bets": 1}

pytestmark = pytest.mark.xdist_group("trained")


def test_drift_is_told_and_starts_a_training_whose_failure_is_told(trained_home: TrainedHome, tmp_path: Path) -> None:
    """The training is stopped by its quality gate: that it began is all that is asked here, and it takes a minute."""
    home = shutil.copytree(trained_home.home, tmp_path / "copy", ignore=shutil.ignore_patterns("runs", "logs"))
    settings = Settings(home=home, mlflow_tracking_uri=trained_home.settings.resolved_tracking_uri)
    bet_elsewhere(settings, tmp_path)
    with collecting() as hook:
        env = process_environment(home) | {
            "PIKKIT_MLFLOW_TRACKING_URI": settings.resolved_tracking_uri,
            "PIKKIT_MONITORING": json.dumps(AT_ONCE),
            "PIKKIT_MIN_BETS": "100000",
            "PIKKIT_DRIFT_WINDOW_DAYS": "365",  # the sample has too few years to say what is usual, which takes long
            "PIKKIT_NOTIFY_URLS": channel(hook.url),
        }
        command = [sys.executable, "-m", "pikkit.pipelines", "monitoring", "--json", "--since", "1d"]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    states = {event["step"]: event["state"] for event in map(json.loads, done.stdout.splitlines())}
    report = latest_report(settings, "pikkit")
    assert report is not None, done.stderr
    assert done.returncode == 2
    assert "Training needs 100,000 straight bets" in done.stderr
    assert states["decide_retraining"] == "done"
    assert (states["ingest"], states["quality_gate"]) == ("done", "failed")
    assert "notify_retrained" not in states
    drift, failure = hook.bodies
    assert drift["title"].startswith(f"Pikkit: {report.severity} drift in pikkit version 1")
    assert "A model is trained on the newest bets now." in drift["message"]
    assert failure["title"].startswith("Pikkit: a run of pikkit-monitoring")
    assert "Training needs 100,000 straight bets" in failure["message"]


def bet_elsewhere(settings: Settings, folder: Path) -> None:
    """Import bets of one book, market and moment, newer than any that the model learned from."""
    export = write_rows(folder / "elsewhere.csv", 300)
    text = export.read_text().replace("2025-12-2", "2026-07-2").replace("12/27/2025", "07/27/2026")
    export.write_text(text.replace("12/28/2025", "07/28/2026"))
    store = open_store(settings.resolved_store_url)
    try:
        sync_exports(export, store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files = {path.stem: path for path in compile_all(tmp_path_factory.mktemp("compiled"))}
    spec: dict[str, Any] = next(yaml.safe_load_all(files["monitoring"].read_text()))
    return spec


def tasks(spec: dict[str, Any]) -> dict[str, Any]:
    groups = [spec["root"], *spec["components"].values()]
    return {name: task for group in groups if "dag" in group for name, task in group["dag"]["tasks"].items()}


def test_nothing_that_looks_or_tells_is_cached(compiled: dict[str, Any]) -> None:
    cached = {name for name, task in tasks(compiled).items() if task.get("cachingOptions", {}).get("enableCache")}
    outside = {"check-drift", "decide-retraining", "notify-drift", "notify-retrained", "notify-failure"}
    assert outside <= set(tasks(compiled))
    assert not cached & {*outside, "pikkit-training"}


def test_a_training_is_part_of_it_on_one_condition_and_after_people_were_told(compiled: dict[str, Any]) -> None:
    found = tasks(compiled)
    (condition,) = [task for task in found.values() if "condition" in task.get("triggerPolicy", {})]
    assert condition["triggerPolicy"]["condition"].endswith(
        "['pipelinechannel--decide-retraining-Output'] == 'retrain'"
    )
    assert condition["dependentTasks"] == ["decide-retraining", "notify-drift"]
    assert set(compiled["components"][condition["componentRef"]["name"]]["dag"]["tasks"]) == {
        "pikkit-training",
        "notify-retrained",
    }
    assert found["notify-retrained"]["dependentTasks"] == ["pikkit-training"]


def test_no_address_and_no_secret_is_compiled_in(compiled: dict[str, Any]) -> None:
    parameters = compiled["root"]["inputDefinitions"]["parameters"]
    for name in ("since", "settings"):
        assert parameters[name].get("defaultValue", "") == ""
