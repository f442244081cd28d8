"""The ingestion pipeline, run here as a schedule would run it, and compiled."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from pikkit.pipelines.compile import compile_all
from tests.lineage.collector import Collector, collecting
from tests.servers import ROOT
from tests.sync.generated import good_rows, write_rows
from tests.test_notifying import channel

ROWS = 700
STEPS = ["ingest", "notify", "notify_failure", "quality_gate", "validate"]


def run(home: Path, hook: Collector, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIKKIT_")}
    env = kept | {"PIKKIT_HOME": str(home), "PIKKIT_NOTIFY_URLS": channel(hook.url), **settings}
    command = [sys.executable, "-m", "pikkit.cli.main", "pipelines", "run", "ingestion", "--json", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def events(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def states(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The last state of every step."""
    return {event["step"]: event["state"] for event in events(done)}


def test_bets_that_do_not_pass_stop_the_run_with_the_report_kept_and_told_once(home: Path, tmp_path: Path) -> None:
    export = write_rows(tmp_path / "ann.csv", 20)
    with collecting() as hook:
        done = run(home, hook, "--bets", str(export))
    assert done.returncode == 2
    assert done.stderr.startswith("The bets do not pass the quality gate")
    assert "Training needs 500 straight bets" in done.stderr
    assert states(done)["quality_gate"] == "failed"
    (said,) = hook.bodies
    assert said["type"] == "failure"
    assert "Training needs 500 straight bets" in said["message"]
    (checked,) = [event for event in events(done) if event["step"] == "validate" and event["state"] == "done"]
    report = Path(checked["artifacts"]["report"])
    assert str(report) in said["message"]
    assert json.loads((report / "report.json").read_text())["passed"] is False
    assert (report / "report.html").is_file()


def test_bets_that_pass_are_told_of_too(home: Path, tmp_path: Path) -> None:
    """The made-up rows all win, which two checks would rightly stop."""
    export = write_rows(tmp_path / "ann.csv", ROWS)
    lenient = {f"PIKKIT_QUALITY__{check}": '"off"' for check in ("WIN_RATIO", "BAND_WIN_RATE")}
    with collecting() as hook:
        done = run(home, hook, "--bets", str(export), **lenient)
    assert (done.returncode, done.stderr) == (0, "")
    assert states(done) == dict.fromkeys([*STEPS, "pipeline"], "done")
    (said,) = hook.bodies
    assert said["title"] == f"Pikkit: {good_rows(ROWS)} bets pass the quality gate"


def test_a_sync_that_fails_is_told(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with collecting() as hook:
        done = run(home, hook, "--bets", str(other))
    assert done.returncode == 2
    assert done.stderr.startswith(f"{other} lacks the columns bet_id")
    (said,) = hook.bodies
    assert said["title"].startswith("Pikkit: a run of pikkit-ingestion")
    assert said["message"].startswith(f"ingest: {other} lacks the columns bet_id")


def test_a_path_without_exports_is_refused_before_anything_runs(home: Path, tmp_path: Path) -> None:
    with collecting() as hook:
        done = run(home, hook, "--bets", str(tmp_path / "none.csv"))
    assert (done.returncode, done.stdout, hook.bodies) == (2, "", [])
    assert "none.csv" in done.stderr


def test_it_compiles_and_nothing_is_cached(tmp_path: Path) -> None:
    files = {path.stem: path for path in compile_all(tmp_path)}
    spec = next(yaml.safe_load_all(files["ingestion"].read_text()))
    tasks = {**spec["root"]["dag"]["tasks"], **spec["components"]["comp-exit-handler-1"]["dag"]["tasks"]}
    steps = {name: task for name, task in tasks.items() if name != "exit-handler-1"}
    assert sorted(name.replace("-", "_") for name in steps) == STEPS
    assert [name for name, task in steps.items() if task["cachingOptions"].get("enableCache")] == []
    assert steps["quality-gate"]["dependentTasks"] == ["notify", "validate"]
