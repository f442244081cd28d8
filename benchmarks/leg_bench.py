"""What reading legs costs beside an older reader: ``python -m benchmarks.leg_bench [--before TREE]``.

TREE is an older state of the project, unpacked (``git archive TAG pikkit | tar x -C TREE``). Reads one made-up export
with both, each in processes of its own and in turns, and prints the CPU seconds of ``read_export`` and their ratio; and
what a leg takes by itself, each text new.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.import_bench import HEADER, rows

HERE = Path(__file__).resolve().parent
_READ = """
import json, random, sys, time
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from import_bench import bet_info
from pikkit.bets.bet_info.parse import leg_fields
from pikkit.bets.export.read import read_export
from pathlib import Path
read_export(Path(sys.argv[3]))
start = time.process_time()
read_export(Path(sys.argv[4]))
export = time.process_time() - start
rng = random.Random(11)
texts = sorted({bet_info(rng) for _ in range(50_000)})
start = time.process_time()
for text in texts:
    leg_fields(text)
print(json.dumps([export, (time.process_time() - start) / len(texts) * 1e6]))
"""


def measured(tree: Path, small: Path, large: Path) -> tuple[float, float]:
    """CPU seconds of the export, and µs a leg, of one reader."""
    command = [sys.executable, "-c", _READ, str(tree), str(HERE), str(small), str(large)]
    export, leg = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return export, leg


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--before", type=Path, help="an older state of the project, unpacked; without it, only this one is measured"
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3, help="how often each is measured; the medians count")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.csv", Path(folder) / "large.csv"
        for path, count in ((small, 1000), (large, args.rows)):
            path.write_text("\n".join([HEADER, *rows(count, 0.5)]) + "\n", encoding="utf-8")
        trees = {"before": args.before.resolve()} if args.before else {}
        trees["now"] = HERE.parent
        runs = [{name: measured(tree, small, large) for name, tree in trees.items()} for _ in range(args.times)]
    for place, unit in enumerate(("CPU s an export", "µs a new leg")):
        figures = {name: median(run[name][place] for run in runs) for name in trees}
        ratio = f", ratio {figures['now'] / figures['before']:.2f}" if args.before else ""
        print(f"{unit}: " + ", ".join(f"{name} {figure:.2f}" for name, figure in figures.items()) + ratio)


if __name__ == "__main__":
    main()
