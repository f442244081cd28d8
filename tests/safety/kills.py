"""kill -9 at random moments of what changes shared state, and what must hold after each.

    python -m tests.safety.kills [--points 20] [materialise] [register]

prints a line a kind: moments tried, how many processes were killed before they had finished, how often what must hold
did not.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

MATERIALISE = """
import sys
from datetime import datetime
from pathlib import Path
from pikkit.features.feast.feast_store import materialize
import feast
print("ready", flush=True)
materialize(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), full=True)
"""
REGISTER = """
import sys
from pathlib import Path
import mlflow
from tests.training.registries import Registry
registry = Registry(Path(sys.argv[1]))
print("ready", flush=True)
registry.register()
"""


@dataclass
class Tally:
    """What a series of kills came to."""

    tried: int = 0
    killed: int = 0
    broken: int = 0

    def __str__(self) -> str:
        return f"{self.tried} moments, {self.killed} killed before the end, {self.broken} broken"


def kill_at(program: str, arguments: list[str], seconds: float) -> bool:
    """Run a program, kill it so long after it says that it is ready; whether it was killed before its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", program, *arguments]
    started = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert started.stdout is not None
    started.stdout.readline()
    time.sleep(seconds)
    started.send_signal(signal.SIGKILL)
    started.communicate()
    return started.returncode == -signal.SIGKILL


def duration(program: str, arguments: list[str]) -> float:
    """Seconds from when a program is ready to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", program, *arguments]
    started = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    assert started.stdout is not None
    started.stdout.readline()
    began = time.monotonic()
    started.communicate()
    assert started.returncode == 0
    return time.monotonic() - began


def series(program: str, arguments: list[str], points: int, holds: Callable[[], bool], seed: int = 7) -> Tally:
    """Kill a program at random moments of its run."""
    longest, chance, tally = duration(program, arguments), random.Random(seed), Tally()
    for _ in range(points):
        tally.tried += 1
        tally.killed += kill_at(program, arguments, chance.uniform(0, longest))
        tally.broken += not holds()
    return tally


def materialise(folder: Path, points: int) -> Tally:
    """Kill materialisations; what is served must be the values of before or of after, and the next one must work."""
    from pikkit.features.feast.feast_store import materialize
    from tests.feature_repo.conftest import LATE, build
    from tests.feature_repo.test_materialisation import ann
    from tests.features.histories import DAY, bet, table

    for count in (2, 3):
        build(table(*(bet(day * DAY, (day + 1) * DAY) for day in range(count))), folder / f"{count}")
    serving = folder / "serving"
    shutil.copytree(folder / "2" / "views", serving / "views")
    materialize(serving, LATE)

    def holds() -> bool:
        return ann(serving) in {2.0, 3.0}

    shutil.copytree(folder / "3" / "views", serving / "views", dirs_exist_ok=True)
    tally = series(MATERIALISE, [str(serving), LATE.isoformat()], points, holds)
    materialize(serving, LATE)
    tally.broken += ann(serving) != 3.0 or bool(list(serving.glob(".staging-*")))
    return tally


def register(folder: Path, points: int) -> Tally:
    """Kill registrations, the end of a training; the champion must be a whole model each time."""
    from pikkit.registry import resolve
    from pikkit.registry.client import connect
    from pikkit.training.bundle import Bundle
    from tests.training.registries import NAME, Registry

    connect(f"sqlite:///{folder / 'mlflow.db'}").search_experiments()
    registry = Registry(folder)
    registry.register()

    def holds() -> bool:
        found = resolve(f"models:/{NAME}@champion", registry.uri)
        return bool(Bundle.load(found.folder).feature_names)

    return series(REGISTER, [str(folder)], points, holds)


KINDS = {"materialise": materialise, "register": register}


def main() -> None:
    """Run the series that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), help=", ".join(KINDS))
    parser.add_argument("--points", type=int, default=20)
    asked = parser.parse_args()
    for kind in asked.kinds:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{kind}: {KINDS[kind](Path(folder), asked.points)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
