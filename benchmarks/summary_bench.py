"""One table of how near the limit serving is: ``make bench-summary ARGS="--home HOME"``.

Every row is a ratio to something run beside it in the same run, so that a busy machine disturbs both alike. HOME is a
trained home whose champion holds trees, such as one trained on ``shared/data/exports``. It needs wrk for the rows over
HTTP (``apt-get install wrk``). docs/benchmarks.md keeps what came out, with date and commit.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from os import getloadavg
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks import _serving_rows
from benchmarks._serving_rows import Row
from benchmarks.predictor_bench import served_bets
from pikkit.settings import Settings


def main() -> None:
    """Measure and print one table."""
    options = _parser().parse_args()
    home = (options.home or Settings().resolved_home).resolve()
    served = served_bets(options.exports, 10_000)
    parts: dict[str, Callable[[], Iterable[Row]]] = {
        "process": lambda: _serving_rows.in_process(home, served),
        "http": lambda: _serving_rows.over_http(home, served, options.seconds),
        "api": lambda: _serving_rows.through_api(home, options.rounds),
        "commands": lambda: _serving_rows.commands(home, options.times),
    }
    print(f"{datetime.now(UTC):%Y-%m-%d}, {_commit()}, load {getloadavg()[0]:.1f}\n")
    print("| measure | figure | aim | met |\n|---|---|---|---|")
    for name in options.only or parts:
        for row in parts[name]():
            print(f"| {row.measure} | {row.figure} | {row.aim} | {'yes' if row.met else 'no'} |", flush=True)


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=Path(__file__).parent)
    return done.stdout.strip() or "no commit"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a trained home (default: Pikkit's own)")
    parser.add_argument("--exports", type=Path, help="whose bets are asked about (default: a generated sample)")
    parser.add_argument("--seconds", type=float, default=10.0, help="of load, for each figure over HTTP")
    parser.add_argument("--rounds", type=int, default=1000, help="scores through the API")
    parser.add_argument("--times", type=int, default=3, help="starts of each command")
    parser.add_argument("--only", nargs="*", choices=["process", "http", "api", "commands"], help="these rows alone")
    return parser


if __name__ == "__main__":
    main()
