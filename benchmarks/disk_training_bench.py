"""How learning from disk compares with learning in memory: ``python benchmarks/disk_training_bench.py TRAINING``.

``TRAINING`` is a ``training.parquet``; ``--times 1 4`` repeats its rows so often, in files made for it. Both tree
learners are fitted on all rows (``--trees`` of them), each way in a process of its own: in memory as ``refit`` does by
default, and from disk with a sample of ``--sample`` rows as it does where there are more than the setting
``training_rows``. Prints seconds, CPU seconds, peak memory, and how far apart the two ways' shifts are on the sample.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

WAYS = ("memory", "disk")


def repeated(training: Path, times: int, out: Path) -> None:
    """Write a file's rows so many times over."""
    with pq.ParquetFile(training) as file, pq.ParquetWriter(out, file.schema_arrow, compression="zstd") as written:
        for _ in range(times):
            for group in range(file.metadata.num_row_groups):
                written.write_table(file.read_row_group(group))


def fitted(way: str, training: Path, sample: int, trees: int) -> dict[str, object]:
    """Fit in this process and say what it took, and the shifts of the sample's bets."""
    from pikkit.settings.anomalies import USUAL_ANOMALIES  # noqa: PLC0415 (only this process)
    from pikkit.training.bundle_fit import fit_recipe, fit_recipe_streamed  # noqa: PLC0415
    from pikkit.training.dataset import load_training_set  # noqa: PLC0415
    from pikkit.training.learning_sample import SAMPLE_FILE, write_sample  # noqa: PLC0415
    from pikkit.training.recipe import Recipe, TreeParameters  # noqa: PLC0415
    from pikkit.training.streamed_lessons import StreamedLessons  # noqa: PLC0415

    recipe = Recipe(trees=TreeParameters(rounds=trees)).weighted({"movement_trees": 0.5, "offset_trees": 0.5})
    write_sample(training, sample, seed=7)
    begun, before = time.perf_counter(), os.times()
    drawn = load_training_set(training.with_name(SAMPLE_FILE)).singles()
    if way == "disk":
        _, members = fit_recipe_streamed(drawn, StreamedLessons(training, USUAL_ANOMALIES), recipe)
    else:
        _, members = fit_recipe(load_training_set(training).singles(), recipe)
    after = os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shifts = {name: member.shift(drawn.features).tolist() for name, member in members.items()}
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": sum(after[:4]) - sum(before[:4]),
        "peak_mib": peak,
        "shifts": shifts,
    }


def compare(training: Path, arguments: argparse.Namespace) -> None:
    """Both ways at one size, as lines of the table."""
    rows, shifts = pq.read_metadata(training).num_rows, {}
    for way in arguments.ways:
        command = [sys.executable, __file__, str(training), "--fit", way]
        command += ["--sample", str(arguments.sample), "--trees", str(arguments.trees)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        measured = json.loads(done.stdout.splitlines()[-1])
        shifts[way] = {name: np.array(values) for name, values in measured["shifts"].items()}
        took = f"{measured['seconds']:>9.1f}{measured['cpu']:>9.1f}{measured['peak_mib']:>10.0f}"
        print(f"{rows:>12,}  {way:<8}{took}", flush=True)
    for name in shifts["disk"] if len(shifts) == len(WAYS) else ():
        one, other = (shifts[way][name] for way in WAYS)
        print(f"{name}: correlation {np.corrcoef(one, other)[0, 1]:.5f}, spread {one.std():.4f} and {other.std():.4f}")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("training", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1], help="how often the rows are repeated")
    parser.add_argument("--sample", type=int, default=100_000, help="rows of the sample")
    parser.add_argument("--trees", type=int, default=50, help="trees of a learner")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--fit", choices=WAYS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.fit:
        print(json.dumps(fitted(arguments.fit, arguments.training, arguments.sample, arguments.trees)))
        return
    print(f"{'rows':>12}  {'':<8}{'seconds':>9}{'cpu s':>9}{'peak MiB':>10}")
    for times in arguments.times:
        with tempfile.TemporaryDirectory(dir=arguments.training.parent) as folder:
            made = Path(folder) / "training.parquet"
            repeated(arguments.training, times, made)
            compare(made, arguments)


if __name__ == "__main__":
    main()
