"""Spark on a standalone cluster of this machine: ``python -m benchmarks.spark_cluster_bench WORK --rows 1000000``.

WORK is ``features`` (the build of all features, on invented bets) or ``scores`` (of files, by the champion of
``--home``, on its store's single bets drawn again and again). A master and three workers are processes; all of them
and the driver together may use ``--cores`` cores. For each size: seconds, CPU seconds, the memory of all processes at
its peak, and what Spark's event log says of shuffle and spill. With ``--parts`` the parts of ``features`` are not
joined to files: its disk then is that of blocks and parts. Stops before the disk is full (``--keep-free`` GB).
"""

import argparse
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks._process_tree import ProcessTree, watched
from benchmarks._sample_bets import write_bets
from pikkit.features.build.build import VIEW_FOLDER
from pikkit.features.build.distributed.spark_build import DistributedBuild
from pikkit.home import Home
from pikkit.scoring.files.spark_scoring import score_on_spark, spark_scoring
from pikkit.settings import Settings
from pikkit.settings.batch_engine import SparkPlace
from pikkit.spark.spark_session import spark_session
from tests.spark.standalone_cluster import standalone_cluster

WORKERS = 3
FIELDS = ("bettor", "sportsbook", "sport", "league", "market", "side", "subject", "odds", "stake")
GB = 1e9
Work = Callable[["Room"], int]


@dataclass(frozen=True)
class Room:
    """What a run has: a folder, where Spark is, its number of rows, and what it was asked for."""

    folder: Path
    place: SparkPlace
    rows: int
    options: argparse.Namespace


@dataclass(frozen=True)
class Exchanged:
    """What Spark's event log says, in MB: written for other tasks, and spilled to disk."""

    shuffle: float
    spilled: float

    @classmethod
    def read(cls, folder: Path) -> "Exchanged":
        """Add up the tasks of all logs in a folder."""
        shuffle = spilled = 0
        for log in (path for path in folder.rglob("*") if path.is_file()):
            for line in log.open(encoding="utf-8"):
                if '"SparkListenerTaskEnd"' in line:
                    metrics = json.loads(line).get("Task Metrics") or {}
                    shuffle += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
                    spilled += metrics.get("Disk Bytes Spilled", 0)
        return cls(shuffle / 1e6, spilled / 1e6)


def build_features(room: Room) -> int:
    """Build all features of invented bets; with ``--parts``, up to the part files."""
    bets, parts, out = (room.folder / name for name in ("bets.parquet", "parts", "out"))
    for folder in (parts, out / VIEW_FOLDER):
        folder.mkdir(parents=True)
    with spark_session(room.place) as session:
        build = DistributedBuild.of(bets, parts)
        rows = build.run(session)
    print(f"    parts are {_size(parts) / 1e6:,.0f} MB", flush=True)
    if not room.options.parts:
        begun = time.perf_counter()
        build.merge(out / VIEW_FOLDER, out / "training.parquet")
        print(f"    joined in {time.perf_counter() - begun:,.0f} s to {_size(out) / 1e6:,.0f} MB", flush=True)
    return rows


def score(room: Room) -> int:
    """Score a file of requests."""
    settings = Settings(home=room.options.home, store_url="", mlflow_tracking_uri="")
    scorer = Home(settings).scorer()
    work = spark_scoring(settings, "", scorer, None, reasons=False)
    with spark_session(room.place) as session:
        done = score_on_spark(session, work, room.folder / "bets.parquet", room.folder / "scores.parquet")
    print(f"    {_size(room.folder / 'scores.parquet') / 1e6:,.0f} MB of scores", flush=True)
    return done.scored


def write_requests(path: Path, rows: int, home: Path) -> None:
    """Write single bets of a home's store, drawn again and again, as requests."""
    with Home(Settings(home=home, store_url="", mlflow_tracking_uri="")).store() as store:
        bets = store.read()
    bets = bets.filter(pa.compute.equal(bets["n_legs"], 1)).select(list(FIELDS)).combine_chunks()
    random = np.random.default_rng(3)
    with pq.ParquetWriter(path, bets.schema) as file:
        for begin in range(0, rows, 1 << 18):
            file.write_table(bets.take(pa.array(random.integers(0, bets.num_rows, min(1 << 18, rows - begin)))))


@contextmanager
def kept_free(folder: Path, least: float) -> Iterator[None]:
    """End this process if the disk has less than so many GB left."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(2):
            if shutil.disk_usage(folder).free < least * GB:
                print("The disk is nearly full: stopped.", flush=True)
                shutil.rmtree(folder, ignore_errors=True)
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    yield
    over.set()


def run(options: argparse.Namespace, rows: int) -> None:
    """One size."""
    with tempfile.TemporaryDirectory(prefix="pikkit-spark-", dir=options.folder) as made:
        folder = Path(made)
        (events := folder / "events").mkdir()
        bets = folder / "bets.parquet"
        write_bets(bets, rows) if options.work == "features" else write_requests(bets, rows, options.home)
        event_log = {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false",
        }
        os.environ["SPARK_LOCAL_DIRS"] = str(folder / "blocks")
        with kept_free(folder, options.keep_free), standalone_cluster(WORKERS, folder) as cluster:
            place = replace(cluster.place, memory="1g", options=cluster.place.options | event_log)
            with watched(folder) as tree:
                begun = time.perf_counter()
                done = WORK[options.work](Room(folder, place, rows, options))
                seconds = time.perf_counter() - begun
        report(options.work, done, seconds, tree, Exchanged.read(events))


def report(work: str, rows: int, seconds: float, tree: ProcessTree, exchanged: Exchanged) -> None:
    """A line."""
    print(
        f"{work} {rows:,} rows: {seconds:,.0f} s, {tree.cpu:,.0f} CPU s ({tree.cpu / rows * 1e6:.1f} µs a row), "
        f"{tree.peak_mib:,.0f} MiB in all processes, {tree.disk_mib:,.0f} MiB on disk, "
        f"{exchanged.shuffle:,.0f} MB shuffled, {exchanged.spilled:,.0f} MB spilled",
        flush=True,
    )


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


WORK: dict[str, Work] = {"features": build_features, "scores": score}


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=WORK)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--home", type=Path, help="a home with a champion, for scores")
    parser.add_argument("--folder", type=Path, help="where files go; default: the system's temporary folder")
    parser.add_argument("--parts", action="store_true", help="features: leave the part files unjoined")
    parser.add_argument("--cores", type=int, help="cores of this machine that all may use; default: all")
    parser.add_argument("--keep-free", type=float, default=12.0, help="GB of disk to leave free")
    options = parser.parse_args()
    if options.work == "scores" and options.home is None:
        parser.error("scores needs --home")
    if options.cores:
        os.sched_setaffinity(0, set(range(options.cores)))
    for rows in options.rows:
        run(options, rows)


if __name__ == "__main__":
    main()
