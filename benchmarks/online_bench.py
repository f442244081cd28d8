"""How fast the features of bets are read: ``python benchmarks/online_bench.py [--bets 100000] [--rounds 300]``.

Generated bets are built and materialised into SQLite and into Postgres. Then, in turns within one run, for 1, 100 and
1,000 bets: every view's columns read anew (the store asked for every entity), read by a reader that remembers the
entities, Feast's own ``get_online_features`` of the same service, and a bare read by primary key (one row for each
bet, as wide as all the columns, by the bare driver). What Feast gives must be what we give, or the run stops.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.features.build.build import build_features
from pikkit.features.feast.feast_config import FeastConfig
from pikkit.features.feast.feast_store import FEATURE_REPO, materialize
from pikkit.features.online.reader import FeastOnlineFeatures, Keys
from pikkit.features.views.entity_keys import TEXT_KEYS, key_lists
from pikkit.features.views.view import FEATURE_SERVICE, VIEWS
from pikkit.sample.generate import generate_sample
from pikkit.sample.sample_config import SampleConfig
from pikkit.sample.sample_files import write_exports
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls
from pikkit.store import open_store
from pikkit.store.snapshot import write_snapshot
from pikkit.sync.syncing import import_exports

WIDTH = 8 * sum(len(view.columns) + 1 for view in VIEWS)
SIZES = (1, 100, 1000)
FEAST_ROUNDS = 20
"""Feast's own read is slow for many bets, and its speed well known by then."""

Read = Callable[[int], object]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of reading the features of so many bets at once."""

    store: str
    way: str
    bets: int
    p50: float
    p99: float


@dataclass(frozen=True)
class Asked:
    """The bets of a round."""

    keys: Keys
    placed_at: np.ndarray

    def part(self, start: int, count: int) -> "Asked":
        """So many from a place on."""
        rows = slice(start, start + count)
        return Asked({name: values[rows] for name, values in self.keys.items()}, self.placed_at[rows])


def asked_bets(bets: pa.Table, seed: int) -> Asked:
    """Straight bets in random order, as if placed once all is settled."""
    single = bets.filter(pc.equal(bets["bet_type"], "straight"))
    chosen = single.take(np.random.default_rng(seed).permutation(single.num_rows))
    texts = {name: chosen[name].to_pylist() for name in (*TEXT_KEYS, "market", "side")}
    last = int(pc.max(bets["settled_at"]).cast(pa.int64()).as_py())
    return Asked(key_lists(texts, chosen["odds"].to_numpy()), np.full(chosen.num_rows, last + 10**9, dtype=np.int64))


def timed(read: Read, size: int, bets: int, rounds: int) -> np.ndarray:
    """Milliseconds of each round; every round has other bets."""
    taken = np.empty(rounds)
    for turn in range(-3, rounds):  # three to warm up
        start = (abs(turn) * size) % (bets - size)
        begun = time.perf_counter()
        read(start)
        taken[turn] = 1000 * (time.perf_counter() - begun)
    return taken


def compare(store: str, home: Path, urls: FeatureUrls, asked: Asked, rounds: int) -> Iterator[Timing]:
    """Every way of reading one store."""
    bets = len(asked.placed_at)
    anew, remembering = FeastOnlineFeatures(home, urls, remembered=0), FeastOnlineFeatures(home, urls)
    with FeastConfig.of(home, urls, FEATURE_REPO).opened(home) as feast, bare_reader(home, urls, bets) as bare:
        service = feast.get_feature_service(FEATURE_SERVICE)
        for size in SIZES:
            feast_read = feast_reader(feast, service, asked, size)
            check(anew, feast_read, asked, size)
            remembering.read(asked.keys, asked.placed_at)
            ways: dict[str, tuple[Read, int]] = {
                "bare primary key": (lambda start, size=size: bare(start, size), rounds),  # type: ignore[misc]
                "all views, anew": (reader(anew, asked, size), rounds),
                "all views, remembered": (reader(remembering, asked, size), rounds),
                "Feast's get_online_features": (feast_read, min(rounds, FEAST_ROUNDS)),
            }
            for way, (read, times) in ways.items():
                taken = timed(read, size, bets, times)
                yield Timing(store, way, size, *np.percentile(taken, [50, 99]).tolist())
    anew.close()
    remembering.close()


def reader(online: FeastOnlineFeatures, asked: Asked, size: int) -> Read:
    """Ours."""

    def read(start: int) -> object:
        part = asked.part(start, size)
        return online.read(part.keys, part.placed_at)

    return read


def feast_reader(feast: object, service: object, asked: Asked, size: int) -> Read:
    """Feast's own."""

    def read(start: int) -> object:
        keys = asked.part(start, size).keys
        rows = [dict(zip(keys, row, strict=True)) for row in zip(*keys.values(), strict=True)]
        return feast.get_online_features(service, rows, full_feature_names=True)  # type: ignore[attr-defined]

    return read


def check(online: FeastOnlineFeatures, feast_read: Read, asked: Asked, size: int) -> None:
    """Stop unless Feast gives what we give."""
    part = asked.part(0, size)
    ours = online.read(part.keys, part.placed_at)
    for name, values in feast_read(0).to_dict().items():  # type: ignore[attr-defined]
        if "__" not in name:
            continue
        none = -1 if name.endswith("last_settled_us") else 0.0
        if [none if value is None else value for value in values] != ours[name].tolist():
            raise SystemExit(f"Feast gives other values of {name}.")


@contextmanager
def bare_reader(home: Path, urls: FeatureUrls, bets: int) -> Iterator[Callable[[int, int], object]]:
    """Rows as wide as all columns, one for each bet, read by their keys."""
    rows = ((b"bet-%d" % number, bytes(WIDTH)) for number in range(bets))
    if not urls.online:
        connection = sqlite3.connect(home / "bare.db")
        connection.execute("CREATE TABLE IF NOT EXISTS bare (key BLOB PRIMARY KEY, value BLOB)")
        connection.executemany("INSERT OR IGNORE INTO bare VALUES (?, ?)", rows)
        connection.commit()
        yield lambda start, size: connection.execute(
            f"SELECT value FROM bare WHERE key IN ({','.join('?' * size)})",  # noqa: S608
            [b"bet-%d" % number for number in range(start, start + size)],
        ).fetchall()
        connection.close()
        return
    with psycopg.connect(urls.online, autocommit=True, prepare_threshold=0) as database:
        database.execute("CREATE TABLE IF NOT EXISTS bare (key bytea PRIMARY KEY, value bytea)")
        with database.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        yield lambda start, size: database.execute(
            "SELECT value FROM bare WHERE key = ANY(%s)",
            ([b"bet-%d" % number for number in range(start, start + size)],),
            binary=True,
        ).fetchall()


def show(timings: list[Timing]) -> None:
    """Print a table, each way beside the bare read of its store and size."""
    bare = {(each.store, each.bets): each.p50 for each in timings if each.way.startswith("bare")}
    print(f"{'store':<10}{'bets':>6}  {'way':<30}{'p50 ms':>9}{'p99 ms':>9}{'of the bare p50':>17}")
    for each in timings:
        ratio = each.p50 / bare[each.store, each.bets]
        print(f"{each.store:<10}{each.bets:>6}  {each.way:<30}{each.p50:>9.3f}{each.p99:>9.3f}{ratio:>16.1f}×")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bets", type=int, default=100_000, help="bets to generate (%(default)s)")
    parser.add_argument("--file", type=Path, help="bets in the BETS schema to take instead")
    parser.add_argument("--rounds", type=int, default=300, help="reads of each kind (%(default)s)")
    parser.add_argument("--only", choices=["SQLite", "Postgres"], help="one of the stores")
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = arguments.file or home / "bets.parquet"
        if not arguments.file:
            generate(arguments.bets, home, source)
        timings = list(measure(source, home, arguments.only, arguments.rounds))
    if arguments.json:
        print(json.dumps([asdict(each) for each in timings]))
    else:
        show(timings)


def generate(bets: int, folder: Path, out: Path) -> None:
    """Bets of the sample, imported as a user would."""
    write_exports(generate_sample(SampleConfig(bets=bets)), folder / "exports")
    store = open_store(f"sqlite:///{folder / 'bets.db'}")
    import_exports(folder / "exports", store)
    write_snapshot(store, out)
    store.close()


def measure(source: Path, home: Path, only: str | None, rounds: int) -> Iterator[Timing]:
    """Build once, then read each store."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.store.postgres_server import PostgresServer  # noqa: PLC0415 (the path is set just above)

    build_features(source, home)
    bets = pq.read_table(source)
    until = pc.max(bets["settled_at"]).as_py() + timedelta(seconds=1)
    asked = asked_bets(bets, seed=7)
    if only != "Postgres":
        materialize(home, until)
        yield from compare("SQLite", home, EMBEDDED, asked, rounds)
    if only != "SQLite":
        server = PostgresServer(durable=True)
        try:
            urls = FeatureUrls(online=server.create("features"))
            materialize(home, until, urls=urls)
            yield from compare("Postgres", home, urls, asked, rounds)
        finally:
            server.remove()


if __name__ == "__main__":
    main()
