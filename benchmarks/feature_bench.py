"""How fast features are built: ``python benchmarks/feature_bench.py [--rows 100000 1000000] [--json FILE]``.

For each size, each in a process of its own (its peak memory is then its own), on bets made for it:

- build: the whole build, from a snapshot to every view's rows and the training rows, as files;
- sums and join: every view summed up and joined as of each bet, without files; ours against the same in pandas
  (``--pandas-rows`` at most) and in Polars. Their numbers must be ours, or this stops;
- increment: the whole build from one before it, in which the last 1 % of the bets were not there yet; stops where it
  kept nothing, for then it measured a whole build;
- spark: the whole build with Spark (``--spark-rows`` at most; in this process, or where PIKKIT_SPARK_MASTER says), its
  start left out; its memory is that of the driver and its children together.

Prints seconds, CPU seconds, peak memory and microseconds a row, and how they compare.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

Sums = dict[str, float]


@dataclass(frozen=True)
class Result:
    """What a process took, the sum of every column it made, and the most that lay on disk between pieces of work."""

    name: str
    rows: int
    seconds: float
    cpu: float
    peak_mib: float
    sums: Sums
    disk_mib: float = 0.0


def measured(work: Callable[[Path], Sums], bets: Path) -> dict[str, object]:
    """Run in this process and say what it took."""
    begun, before = time.perf_counter(), os.times()
    sums = work(bets)
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - begun, "cpu": cpu, "peak_mib": peak, "sums": sums}


def build(bets: Path) -> Sums:
    """The whole build."""
    from pikkit.features.build.build import build_features  # noqa: PLC0415 (only this process)

    with tempfile.TemporaryDirectory(dir=bets.parent) as out:
        return {"rows": float(build_features(bets, Path(out)))}


def increment(bets: Path) -> dict[str, object]:
    """A build from one before the last 1 % of the bets, which is made first, in a process of its own."""
    from pikkit.features.build.build import rebuild_features  # noqa: PLC0415 (only this process)

    def work(path: Path) -> Sums:
        rebuilt = rebuild_features(path, folder / "after", folder / "before")
        if not rebuilt.rows_kept:
            raise SystemExit("The increment kept no row: it built everything anew.")
        return {name: float(value) for name, value in asdict(rebuilt).items()}

    with tempfile.TemporaryDirectory(dir=bets.parent) as made:
        folder = Path(made)
        subprocess.run([sys.executable, __file__, "--before", str(folder), "--bets", str(bets)], check=True)
        return measured(work, bets)


def build_before(bets: Path, folder: Path) -> None:
    """Build from all but the last 1 % of the bets."""
    from _sample_bets import write_first  # type: ignore[import-not-found]  # noqa: PLC0415 (it lies beside this)

    from pikkit.features.build.build import build_features  # noqa: PLC0415 (only this process)

    write_first(bets, folder / "bets.parquet", 0.99)
    before = folder / "before"
    build_features(folder / "bets.parquet", before, previous=before)  # without, it leaves nothing to go on from


def spark(bets: Path) -> dict[str, object]:
    """The whole build with Spark; its start is not counted, and its processes' memory is added up."""
    from _process_tree import watched  # type: ignore[import-not-found]  # noqa: PLC0415 (it lies beside this)

    from pikkit.features.build.build import build_features  # noqa: PLC0415 (only this process)
    from pikkit.settings.batch_engine import BatchEngine, FeatureBuild, SparkPlace  # noqa: PLC0415
    from pikkit.spark.spark_session import spark_session  # noqa: PLC0415

    def work(path: Path) -> Sums:
        with tempfile.TemporaryDirectory(dir=path.parent) as out:
            return {"rows": float(build_features(path, Path(out), using=FeatureBuild(BatchEngine.SPARK, 2, place)))}

    with tempfile.TemporaryDirectory(dir=bets.parent) as blocks:
        master, memory = os.environ.get("PIKKIT_SPARK_MASTER", ""), os.environ.get("PIKKIT_SPARK_MEMORY", "1g")
        place = SparkPlace(master, memory, options={"spark.local.dir": blocks})
        with spark_session(place), watched(Path(blocks)) as tree:
            figures = measured(work, bets)
    return figures | {"peak_mib": tree.peak_mib, "cpu": tree.cpu, "disk_mib": tree.disk_mib}


def sums_and_join(name: str) -> Callable[[Path], Sums]:
    """A contender's columns, each added up."""
    from _feature_contenders import CONTENDERS  # type: ignore[import-not-found]  # noqa: PLC0415 (it lies beside this)

    def work(bets: Path) -> Sums:
        return {
            f"{view.name}.{column}": float(np.sum(values))
            for view, columns in CONTENDERS[name](bets)
            for column, values in columns.items()
        }

    return work


def in_this_process(name: str, bets: Path) -> None:
    """Run one and print what it took."""
    if name in {"spark", "increment"}:
        print(json.dumps(spark(bets) if name == "spark" else increment(bets)))
    else:
        print(json.dumps(measured(build if name == "build" else sums_and_join(name), bets)))


def run(name: str, bets: Path, rows: int) -> Result:
    """Run one in a process of its own."""
    command = [sys.executable, __file__, "--run", name, "--bets", str(bets)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return Result(name, rows, **json.loads(done.stdout.splitlines()[-1]))


def agreed(ours: Result, other: Result) -> None:
    """Stop unless another's columns add up to what ours do, but for the rounding of adding up."""
    for name, value in ours.sums.items():
        if not np.isclose(value, other.sums[name], rtol=1e-9, atol=1e-3):
            raise SystemExit(f"{other.name} disagrees: {name} adds up to {other.sums[name]!r}, ours to {value!r}.")


def report(result: Result, beside: Result | None = None) -> Result:
    """A line of the table."""
    ratio = f"{result.seconds / beside.seconds:>8.1f}x" if beside else " " * 9
    per_row = result.seconds / result.rows * 1e6
    times = f"{result.seconds:>9.1f}{result.cpu:>9.1f}{result.peak_mib:>10.0f}{per_row:>10.2f}"
    disk = f"   {result.disk_mib:,.0f} MiB of blocks on disk" if result.disk_mib else ""
    print(f"{result.rows:>12,}  {result.name:<16}{times}{ratio}{disk}", flush=True)
    return result


def compare(rows: int, arguments: argparse.Namespace) -> list[Result]:
    """Everything at one size."""
    with tempfile.TemporaryDirectory(prefix="pikkit-feature-bench-", dir=arguments.folder) as folder:
        bets = Path(folder) / "bets.parquet"
        subprocess.run([sys.executable, __file__, "--write", str(bets), "--rows", str(rows)], check=True)
        whole = report(run("build", bets, rows))
        ours = report(run("ours", bets, rows))
        results = [whole, ours, report(run("increment", bets, rows), whole)]
        for name, most in (("polars", arguments.polars_rows), ("pandas", arguments.pandas_rows)):
            if rows <= most:
                results.append(report(run(name, bets, rows), ours))
                agreed(ours, results[-1])
        if rows <= arguments.spark_rows:
            results.append(report(run("spark", bets, rows), whole))
        return results


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes to measure")
    parser.add_argument("--pandas-rows", type=int, default=1_000_000, help="the largest size for pandas")
    parser.add_argument("--polars-rows", type=int, default=1_000_000, help="the largest size for Polars")
    parser.add_argument("--spark-rows", type=int, default=100_000, help="the largest size for Spark")
    parser.add_argument("--folder", type=Path, help="where the files go; default: the system's temporary folder")
    parser.add_argument("--json", type=Path, help="write the results there too")
    for hidden, kind in (("--run", str), ("--bets", Path), ("--write", Path), ("--before", Path)):
        parser.add_argument(hidden, type=kind, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        from _sample_bets import write_bets  # noqa: PLC0415 (it lies beside this)

        write_bets(arguments.write, arguments.rows[0])
    elif arguments.before:
        build_before(arguments.bets, arguments.before)
    elif arguments.run:
        in_this_process(arguments.run, arguments.bets)
    else:
        print(f"{'rows':>12}  {'':<16}{'seconds':>9}{'cpu s':>9}{'peak MiB':>10}{'µs/row':>10}{'ratio':>9}")
        results = [result for rows in arguments.rows for result in compare(rows, arguments)]
        if arguments.json:
            arguments.json.write_text(json.dumps([asdict(result) for result in results], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
