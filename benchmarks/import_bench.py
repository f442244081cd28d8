"""How fast an export is read: ``python benchmarks/import_bench.py [--rows 1000000] [--repeated 0.5]``.

Times ``read_export`` on generated rows beside a bare ``pyarrow.csv.read_csv`` and a bare ``pandas.read_csv`` of the
same file, each in a process of its own (its peak memory is then its own), and prints the ratios.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed,time_settled,time_placed_iso,"
    "time_settled_iso,bet_info,tags,sports,leagues"
)
BOOKS = ["Pinnacle", "Caesars - New York", "BetRivers - Indiana", "DraftKings Sportsbook", "PrizePicks", "Novig"]
TEAMS = [
    f"{city} {name}" for city in ("Boston", "Dallas", "Denver", "Miami", "Utah") for name in ("Owls", "Foxes", "Elks")
]
STATS = ["Points", "Rebounds", "Assists", "Pts + Rebs + Asts", "Shots on Goal", "Total Bases", "Receptions"]
START = datetime(2020, 1, 1, tzinfo=UTC)


def rows(count: int, repeated: float, seed: int = 7) -> Iterator[str]:
    """Rows in the export's format; ``repeated`` is the share whose bet_info was seen before."""
    rng = random.Random(seed)
    infos: list[str] = []
    for number in range(count):
        if not infos or rng.random() >= repeated:
            infos.append(bet_info(rng))
        yield row(number, rng.choice(infos) if rng.random() < repeated else infos[-1], rng)


def bet_info(rng: random.Random) -> str:
    """A leg: a player prop, a spread, a total or a moneyline."""
    away, home = rng.sample(TEAMS, 2)
    game, line = f"{away} @ {home}", rng.randrange(1, 60) + 0.5
    player = f"{rng.choice('ABCDEFGHJK')}{rng.choice(['lex', 'nders', 'ivan', 'ora'])} P{rng.randrange(10**5)}"
    return rng.choice(
        (
            f"{rng.choice(['Over', 'Under'])} {line} {player} {rng.choice(STATS)} {game}",
            f"{home} -{line} Spread {game}",
            f"Over {line} Total Match Points {game}",
            f"{away} Moneyline {game}",
        )
    )


def row(number: int, info: str, rng: random.Random) -> str:
    """One line; 1 in 300 lacks its odds, 1 in 4 its closing line."""
    placed = START + timedelta(seconds=41 * number)  # five million before the year is out
    settled = placed + timedelta(hours=3)
    odds, stake, won = rng.randrange(110, 900) / 100, rng.randrange(1, 100), rng.random() < 0.4
    return ",".join(
        (
            str(818176870258000000 + number),
            rng.choice(BOOKS),
            "straight",
            "SETTLED_WIN" if won else "SETTLED_LOSS",
            "" if number % 300 == 0 else f"{odds}",
            "" if number % 4 == 0 else f"{odds:.1f}",
            "" if number % 4 == 0 else "0.0213",
            f"{stake}.5",
            f"{stake * (odds - 1):.2f}" if won else f"-{stake}.5",
            placed.strftime("%m/%d/%Y %H:%M:%S GMT"),
            settled.strftime("%m/%d/%Y %H:%M:%S GMT"),
            placed.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            settled.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            info,
            "",
            "Basketball",
            "NBA",
        )
    )


def read_with_pikkit(path: Path) -> int:
    """Validated bets and rejections."""
    from pikkit.bets.export import read_export  # noqa: PLC0415 (only this reader's process)

    return read_export(path).rows


def stream_with_pikkit(path: Path) -> int:
    """The same in batches, none of them kept."""
    from pikkit.bets.export import iter_export  # noqa: PLC0415 (only this reader's process)

    return sum(part.rows for part in iter_export(path))


def read_with_pyarrow(path: Path) -> int:
    """Columns with guessed types."""
    from pyarrow import csv  # noqa: PLC0415 (only this reader's process)

    return int(csv.read_csv(path).num_rows)


def read_with_pandas(path: Path) -> int:
    """Columns with guessed types."""
    import pandas as pd  # noqa: PLC0415 (only this reader's process)

    return len(pd.read_csv(path))


READERS: dict[str, Callable[[Path], int]] = {
    "pikkit read_export": read_with_pikkit,
    "pikkit iter_export": stream_with_pikkit,
    "pyarrow read_csv": read_with_pyarrow,
    "pandas read_csv": read_with_pandas,
}


def measure(reader: str, path: Path) -> dict[str, float]:
    """Seconds, processor seconds and peak memory (MiB) of a reader in a new process."""
    done = subprocess.run(
        [sys.executable, __file__, "--reader", reader, "--file", str(path)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def run_reader(reader: str, path: Path) -> None:
    """Read the file and print the measures, in a process of its own."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = READERS[reader](path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": count, "seconds": wall, "cpu_seconds": cpu, "peak_mib": peak}))


def compare(count: int, repeated: float) -> None:
    """Generate a file, read it with each reader, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        with path.open("w", encoding="utf-8") as stream:
            stream.write(f"{HEADER}\n")
            stream.writelines(f"{line}\n" for line in rows(count, repeated))
        print(f"{count:,} rows, {path.stat().st_size / 2**20:.0f} MiB, {repeated:.0%} of bet_info repeated")
        results = {reader: measure(reader, path) for reader in READERS}
    ours = results["pikkit read_export"]["seconds"]
    print(f"{'reader':<20}{'seconds':>9}{'cpu s':>8}{'rows/s':>12}{'peak MiB':>10}{'read_export takes':>19}")
    for reader, result in results.items():
        per_second, ratio = result["rows"] / result["seconds"], ours / result["seconds"]
        print(
            f"{reader:<20}{result['seconds']:>9.2f}{result['cpu_seconds']:>8.2f}{per_second:>12,.0f}"
            f"{result['peak_mib']:>10.0f}{ratio:>18.1f}×"
        )


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows to generate")
    parser.add_argument("--repeated", type=float, default=0.5, help="share of rows whose bet_info was seen before")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        run_reader(arguments.reader, arguments.file)
    else:
        compare(arguments.rows, arguments.repeated)


if __name__ == "__main__":
    main()
