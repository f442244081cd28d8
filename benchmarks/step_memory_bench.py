"""Memory and CPU of every step of the training pipeline, for several numbers of bets; each step is a process.

    python benchmarks/step_memory_bench.py [--rows 2000 20000 130000] [--trials 2]

Peak resident memory (MiB) and CPU seconds as the steps tell them in their lineage. CPU of `tune` grows with the trials,
memory does not.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.trained import process_environment

ROOT = Path(__file__).parents[1]


def _pikkit(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "pikkit.cli.main", *arguments]
    subprocess.run(command, cwd=ROOT, env=process_environment(home), check=True, stdout=subprocess.DEVNULL)


def _used(home: Path) -> dict[str, tuple[int, float]]:
    """MiB and CPU seconds by step."""
    used: dict[str, tuple[int, float]] = {}
    for line in (home / "lineage" / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        tags = {tag["key"]: tag["value"] for tag in event["run"]["facets"].get("tags", {}).get("tags", [])}
        if "peak_memory_mib" in tags:
            name = event["job"]["name"].rpartition(".")[2]
            used[name] = (int(tags["peak_memory_mib"]), float(tags["cpu_seconds"]))
    return used


def _print_table(used: dict[int, dict[str, tuple[int, float]]]) -> None:
    print("| step | " + " | ".join(f"{rows:,} bets: MiB, CPU s" for rows in used) + " |")
    print("|---|" + "---|" * len(used))
    for step in next(iter(used.values())):
        cells = (f"{mib:,}, {cpu:.0f}" for mib, cpu in (one.get(step, (0, 0.0)) for one in used.values()))
        print(f"| {step} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Train on made-up bets, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000, 20_000, 130_000])
    parser.add_argument("--trials", type=int, default=2)
    asked = parser.parse_args()
    used: dict[int, dict[str, tuple[int, float]]] = {}
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as name:
            home, exports = Path(name) / "home", Path(name) / "exports"
            _pikkit(home, "sample", str(exports), "--bets", str(rows))
            _pikkit(home, "import", str(exports))
            _pikkit(home, "train", "--trials", str(asked.trials))
            used[rows] = _used(home)
            _print_table(used)  # as far as it is: the largest takes long


if __name__ == "__main__":
    main()
