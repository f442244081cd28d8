"""A home in which the training pipeline has run once, for every test that needs a real model."""

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings import Settings
from tests.servers import ROOT

SAMPLE = SampleConfig(bets=3000, bettors=3)
TRIALS = 2


@dataclass(frozen=True)
class TrainedHome:
    """Read only: other tests use it at the same time.

    Attributes:
        home: The home folder.
        exports: The exports it was trained on.
    """

    home: Path
    exports: Path

    @property
    def settings(self) -> Settings:
        """Settings whose home it is."""
        return Settings(home=self.home, store_url="", mlflow_tracking_uri="", model_name="pikkit")

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """What the run told on stdout, line by line."""
        return [json.loads(line) for line in (self.home / "events.jsonl").read_text().splitlines()]


def train_once(folder: Path) -> TrainedHome:
    """Train in ``folder`` unless another process of the same test run has: it goes first, the others wait.

    The home's name has a space in it and a "python3", which no step may stumble over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    trained = TrainedHome(folder / "a python3 home", folder / "exports")
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            write_exports(generate_sample(SAMPLE), trained.exports)
            trained.home.mkdir()
            _train(trained)
            (folder / "done").touch()
    return trained


def _train(trained: TrainedHome) -> None:
    budget = ["--trials", str(TRIALS), "--seconds", "600"]  # no time that a busy machine could use up
    command = [sys.executable, "-m", "pikkit.pipelines", "training", *budget]
    done = subprocess.run(
        [*command, "--bets", str(trained.exports), "--json"],
        cwd=ROOT,
        env=process_environment(trained.home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Training ended with {done.returncode}: {done.stdout}{done.stderr}")
    (trained.home / "events.jsonl").write_text(done.stdout)


def process_environment(home: Path) -> dict[str, str]:
    """The environment of a process that works in a home; nothing else of ours is in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIKKIT_", "MLFLOW_"))}
    return kept | {"PIKKIT_HOME": str(home)}
