"""What many quotes cost: importing them, matching bets to them, once and again, and building features with them.

    python benchmarks/quote_volume_bench.py [--quotes 10000000] [--bets 130000] [--folder KEPT]

Nine years of invented games of twenty leagues, eight books, three markets, fifteen observations of each price, SQLite.
Each step is a process of its own, so that its peak memory is its own. Prints figures beside their limits, in seconds of
CPU; exit code 1 if one is missed.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._quoted_games import QUOTES_A_GAME, write_quoted_bets, write_quotes
from pikkit.features.build.build import build_features
from pikkit.quotes.building import build_quotes
from pikkit.quotes.store import import_quotes, open_quote_store
from pikkit.settings import Settings

KEPT = "kept"
IMPORT_SECONDS, MATCH_SECONDS, BUILD_RATIO, IMPORT_MIB = 180.0, 20.0, 1.3, 1024.0


def main() -> int:
    """Make the files, run each step by itself, and hold the figures to their limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, default=10_000_000)
    parser.add_argument("--bets", type=int, default=130_000)
    parser.add_argument("--folder", type=Path, help="Where files are, and stay. Default: a temporary folder.")
    parser.add_argument("--step", choices=STEPS, help="Run one step in this process alone.")
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(_measured(STEPS[asked.step], asked.folder)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        if not (folder / "bets.parquet").is_file():
            games = asked.quotes // QUOTES_A_GAME
            write_quotes(folder / "quotes", games)
            write_quoted_bets(folder / "bets.parquet", asked.bets, games)
        return _held({step: _alone(step, folder) for step in STEPS})


def _held(said: dict[str, dict[str, float]]) -> int:
    """Print each figure with its limit; 1 if one is missed."""
    for step, figures in said.items():
        print(f"{step}: {figures['cpu']:.1f} s of CPU ({figures['wall']:.1f} s), {figures['mib']:,.0f} MiB at most")
    first, again = ((said[step]["cpu"] + said["build"]["cpu"]) / said["build"]["cpu"] for step in ("match", "again"))
    limits = (
        ("import, s", said["import"]["cpu"], IMPORT_SECONDS),
        ("import, MiB", said["import"]["mib"], IMPORT_MIB),
        ("reading and matching, s", said["match"]["cpu"], MATCH_SECONDS),
        ("features with quotes / without, the first time", first, BUILD_RATIO),
        ("the same, when nothing changed since", again, BUILD_RATIO),
    )
    for name, figure, limit in limits:
        print(f"{name}: {figure:.2f} (at most {limit:g}) {'met' if figure <= limit else 'MISSED'}")
    return int(any(figure > limit for _, figure, limit in limits))


def _alone(step: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(step, done.stdout.strip(), flush=True)
    return dict(json.loads(done.stdout))


def _measured(step: Callable[[Path], int], folder: Path) -> dict[str, float]:
    cpu, wall = _cpu_seconds(), time.perf_counter()
    rows = step(folder)
    took = {"cpu": _cpu_seconds() - cpu, "wall": time.perf_counter() - wall}
    return took | {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "rows": rows}


def _cpu_seconds() -> float:
    """Of this process and those it started that have ended: reading may have one."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _import(folder: Path) -> int:
    (folder / "pikkit.db").unlink(missing_ok=True)
    store = open_quote_store(Settings(home=folder))
    try:
        return import_quotes(folder / "quotes", store).stored
    finally:
        store.close()


def _match(folder: Path) -> int:
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    return _again(folder)


def _again(folder: Path) -> int:
    store = open_quote_store(Settings(home=folder))
    try:
        return build_quotes(folder / "bets.parquet", store, folder, folder / KEPT).known
    finally:
        store.close()


def _build(folder: Path) -> int:
    return build_features(folder / "bets.parquet", folder)


STEPS: dict[str, Callable[[Path], int]] = {"import": _import, "build": _build, "match": _match, "again": _again}

if __name__ == "__main__":
    sys.exit(main())
