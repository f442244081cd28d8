"""What a command costs as a whole process, in CPU seconds: ``python benchmarks/cli_bench.py [--home HOME]``.

Each command is started anew, in turns with a bare ``import typer``, which every command pays; the medians of user and
system time count, children included. ``status`` and ``score`` look into HOME, which must hold a champion.
"""

import argparse
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TYPER = [sys.executable, "-c", "import typer"]
PIKKIT = [sys.executable, "-m", "pikkit.cli.main"]
BET = [
    "--sportsbook",
    "Pinnacle",
    "--odds",
    "1.91",
    "--sport",
    "Soccer",
    "--market",
    "total",
    "--side",
    "over",
    "--line",
    "2.5",
]


@dataclass(frozen=True)
class Measured:
    """A command, the exit code that it should have, and the CPU seconds it may take."""

    name: str
    words: tuple[str, ...]
    code: int
    aim: float


MEASURED = (
    Measured("pikkit --help", ("--help",), 0, 0.5),
    Measured("an argument error", ("score", "--nope"), 2, 0.5),
    Measured("pikkit status", ("status",), 0, 2.0),
    Measured("pikkit score, one bet", ("score", *BET), 0, 3.0),
)


def cpu_seconds(command: list[str], home: Path) -> tuple[float, int]:
    """User and system seconds of one process and its children, and its exit code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PIKKIT_HOME": str(home)}
    done = subprocess.run(command, check=False, capture_output=True, env=environment, cwd=Path(__file__).parents[1])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.returncode


def medians(measured: Measured, home: Path, times: int) -> tuple[float, float]:
    """CPU seconds of a command, and of a bare ``import typer`` beside it.

    Raises:
        SystemExit: The command ends otherwise than it should.
    """
    command = [*PIKKIT, *measured.words]
    code = cpu_seconds(command, home)[1]  # the first start compiles bytecode
    if code != measured.code:
        raise SystemExit(f"{measured.name} ended with {code}, not with {measured.code}: is {home} a trained home?")
    pairs = [(cpu_seconds(command, home)[0], cpu_seconds(TYPER, home)[0]) for _ in range(times)]
    ours, bare = (median(column) for column in zip(*pairs, strict=True))
    return ours, bare


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("PIKKIT_HOME", ".pikkit")))
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    print("| whole process | CPU s | beside `import typer` | aim, CPU s |\n|---|---|---|---|")
    for measured in MEASURED:
        ours, bare = medians(measured, args.home.resolve(), args.times)
        print(f"| {measured.name} | {ours:.2f} | {ours / bare:.1f} x | {measured.aim} |", flush=True)


if __name__ == "__main__":
    main()
