"""Reads of a Postgres online store at a set rate: ``python benchmarks/online_rate_bench.py --rate 1000``.

Generated bets are built and materialised into an embedded Postgres. Then processes, each as a predictor has it with one
reader that its threads share, read the features of one bet at a time, each read at its own moment whether those before
it have ended or not. A latency is counted from that moment, so a store that cannot follow shows it. Beside the rate:
the CPU of a read, the readers' and Postgres's, and the same with nothing remembered (every read asks the store).
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks._process_tree import watched
from benchmarks.online_bench import Asked, asked_bets, generate
from pikkit.features.build.build import build_features
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.reader import REMEMBERED, FeastOnlineFeatures
from pikkit.settings.feature_urls import FeatureUrls
from tests.store.postgres_server import PostgresServer

LEAD_SECONDS = 1.0
"""Until every process has its threads."""


@dataclass(frozen=True)
class Plan:
    """What one process is to read.

    Attributes:
        rate: Reads a second, of this process.
        seconds: For how long.
        threads: That share its reader.
        remembered: Entities of a view kept in memory.
        start: When the first read is due, as ``time.time``.
    """

    rate: float
    seconds: float
    threads: int
    remembered: int
    start: float


@dataclass(frozen=True)
class Outcome:
    """Of one process: latencies in ms, how many reads failed, when the last ended, and its CPU seconds."""

    latencies: np.ndarray
    failed: int
    ended: float
    cpu: float


def read_at_rate(home: Path, urls: FeatureUrls, asked: Asked, plan: Plan) -> Outcome:
    """Read one bet after another, each at its moment."""
    online = FeastOnlineFeatures(home, urls, remembered=plan.remembered)
    count = round(plan.rate * plan.seconds)
    latencies = np.full(count, np.nan)

    def read(number: int) -> None:
        due = plan.start + number / plan.rate
        time.sleep(max(0.0, due - time.time()))
        part = asked.part(number % len(asked.placed_at), 1)
        online.read(part.keys, part.placed_at)
        latencies[number] = 1e3 * (time.time() - due)

    before = time.process_time()
    with ThreadPoolExecutor(plan.threads) as pool:
        reads = [pool.submit(read, number) for number in range(count)]
        failed = sum(one.exception() is not None for one in reads)
    outcome = Outcome(latencies[~np.isnan(latencies)], failed, time.time(), time.process_time() - before)
    online.close()
    return outcome


def measure(home: Path, urls: FeatureUrls, asked: Asked, options: argparse.Namespace, remembered: int) -> None:
    """One line of the table."""
    readers = ProcessPoolExecutor(options.processes, mp_context=get_context("spawn"))
    with watched(root=options.server) as server, readers as pool:
        list(pool.map(abs, range(options.processes)))  # they have started
        start = time.time() + LEAD_SECONDS
        share = options.rate / options.processes
        plan = Plan(share, options.seconds, options.threads, remembered, start)
        work = partial(read_at_rate, home, urls, plan=plan)
        parts = [asked.part(place * 1000, 1000) for place in range(options.processes)]
        outcomes = list(pool.map(work, parts))
    latencies = np.concatenate([one.latencies for one in outcomes])
    wall = max(one.ended for one in outcomes) - start
    cpu = sum(one.cpu for one in outcomes)
    p50, p99 = np.percentile(latencies, [50, 99])
    print(
        f"remembered {remembered:>6,}: {len(latencies) / wall:,.0f} reads/s of {options.rate:,.0f} asked, "
        f"p50 {p50:.1f} ms, p99 {p99:,.0f} ms, {sum(one.failed for one in outcomes)} failed; "
        f"CPU a read {1e3 * cpu / len(latencies):.2f} ms, Postgres {1e3 * server.cpu / len(latencies):.2f} ms",
        flush=True,
    )


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bets", type=int, default=20_000, help="bets to generate (%(default)s)")
    parser.add_argument("--rate", type=float, default=1000.0, help="reads a second, of all processes (%(default)s)")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=8, help="of each process (%(default)s)")
    options = parser.parse_args()
    server = PostgresServer()
    options.server = server.pid
    try:
        with tempfile.TemporaryDirectory() as folder:
            home, urls = Path(folder), FeatureUrls(online=server.create("rate"))
            generate(options.bets, home, home / "bets.parquet")
            build_features(home / "bets.parquet", home)
            materialize(home, urls=urls)
            asked = asked_bets(pq.read_table(home / "bets.parquet"), seed=7)
            for remembered in (REMEMBERED, 0):
                measure(home, urls, asked, options, remembered)
    finally:
        server.remove()
    print(f"(load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, which readers and Postgres share)")


if __name__ == "__main__":
    main()
