"""The baseline pipeline, run here on a trained model."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.drift.baseline import load_baseline
from pikkit.settings import Settings
from tests.servers import ROOT
from tests.trained import TrainedHome, process_environment

pytestmark = pytest.mark.xdist_group("trained")


def test_the_baseline_of_the_champion_is_made(trained_home: TrainedHome, tmp_path: Path) -> None:
    home = shutil.copytree(trained_home.home, tmp_path / "copy", ignore=shutil.ignore_patterns("runs", "logs"))
    env = process_environment(home) | {"PIKKIT_MLFLOW_TRACKING_URI": trained_home.settings.resolved_tracking_uri}
    command = [sys.executable, "-m", "pikkit.pipelines", "baseline", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    (summary,) = [one["summary"] for one in told if (one["step"], one["state"]) == ("refresh_baseline", "done")]
    baseline = load_baseline(Settings(home=home), "pikkit", "1")
    assert summary["bets"] == len(baseline.sample) > 1000
    assert summary["limits"] == len(baseline.limits) > 100
