"""A training that is interrupted leaves nothing behind that runs, and nothing that serves."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from pikkit.home import own_home
from pikkit.registry import champion
from pikkit.sample import SampleConfig, generate_sample, write_exports
from tests.cli.processes import still_running
from tests.servers import ROOT
from tests.trained import process_environment


def test_an_interrupted_training_ends_with_all_its_steps(home: Path, tmp_path: Path) -> None:
    write_exports(generate_sample(SampleConfig(bets=1500, bettors=2)), tmp_path / "exports")
    with subprocess.Popen(
        [sys.executable, "-m", "pikkit.cli.main", "train", "--bets", str(tmp_path / "exports")],
        cwd=ROOT,
        env=process_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        assert process.stdout
        told = [next(process.stderr)]
        while "ingest (" not in told[-1]:
            told.append(next(process.stderr))
        family = a_step_runs(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().endswith("Interrupted.\n")
        assert process.stdout.read() == ""
    assert still_running(family) == []
    settings = own_home().settings
    assert champion(settings.model_name, settings.resolved_tracking_uri) is None


def a_step_runs(pid: int) -> list[psutil.Process]:
    """The processes below a command, once the pipeline has started one for a step."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        family = psutil.Process(pid).children(recursive=True)
        if len(family) >= 2:
            return list(family)
        time.sleep(0.05)
    raise TimeoutError("The pipeline started no step.")
