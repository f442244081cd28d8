"""How long performance figures take, over a store of many bets.

    python -m benchmarks.performance_bench --bets 130000 --bettors 48
    python -m benchmarks.performance_bench --bets 5000000 --bettors 1

Bets are drawn at random into the copy's own Parquet file, so that nothing but the queries is measured; ``--store``
measures an existing home instead, and how long its copy takes to be made. Every answer is asked for anew.
"""

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.performance import BetFilter
from pikkit.performance.bankroll_curve import bankroll_curve
from pikkit.performance.bet_listing import bet_page
from pikkit.performance.breakdown import breakdown
from pikkit.performance.close_margins import close_margins
from pikkit.performance.copy import BetsCopy, parquet_relation
from pikkit.performance.course import course_of
from pikkit.performance.expected_profit import expected_profit
from pikkit.performance.reliability import reliability
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.store.shapes import EVENTS

_DAYS, _DAY = 3000, 86_400_000_000


def main() -> None:
    """Measure and print."""
    options = _parser().parse_args()
    with TemporaryDirectory() as scratch:
        path, seconds = _copied(options.store) if options.store else _drawn(options, Path(scratch))
        print(f"copy: {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        _measure(path, options.bettor, options.rounds)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _measure(path: Path, bettor: str | None, rounds: int) -> None:
    asked, tennis = BetFilter(bettor=bettor), BetFilter(bettor=bettor, sport="Tennis")
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        bets = parquet_relation(path)
        source = close_margins(connection, bets).relation(bets)  # as pages ask
        questions: dict[str, Callable[[], object]] = {
            "total": lambda: breakdown(connection, source, asked),
            "by league": lambda: breakdown(connection, source, asked, "league"),
            "by month": lambda: breakdown(connection, source, asked, "month"),
            "by book, filtered": lambda: breakdown(connection, source, tennis, "sportsbook"),
            "by tag": lambda: breakdown(connection, source, asked, "tag"),
            "course": lambda: course_of(connection, source, asked),
            "expected profit": lambda: expected_profit(connection, source, asked),
            "bankroll": lambda: bankroll_curve(connection, source, asked),
            "calibration": lambda: reliability(connection, source, asked, None),
            "a page of bets": lambda: bet_page(connection, source, asked),
        }
        for name, question in questions.items():
            taken = [_seconds(question) for _ in range(rounds)]
            p50, p95 = 1000 * np.quantile(taken, (0.5, 0.95))
            print(f"{name:20} p50 {p50:6.0f} ms   p95 {p95:6.0f} ms")


def _seconds(question: Callable[[], object]) -> float:
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def _copied(home: Path) -> tuple[Path, float]:
    store = open_store(Settings(home=home, store_url="").resolved_store_url)
    start = time.perf_counter()
    path, _ = BetsCopy(store, home / "performance", f"benchmark {time.time()}").fresh()
    return path, time.perf_counter() - start


def _drawn(options: argparse.Namespace, folder: Path) -> tuple[Path, float]:
    store = open_store(f"sqlite:///{folder / 'none.db'}")
    copy = BetsCopy(store, folder, "benchmark")
    start = time.perf_counter()
    path = folder / "bets.parquet"
    copy._write(_bets(options.bets, options.bettors), path, EVENTS.empty_table())
    return path, time.perf_counter() - start


def _bets(count: int, bettors: int) -> pa.Table:
    draw = np.random.default_rng(7)
    odds = np.exp(draw.gamma(2.0, 0.4, count)) + 0.05
    won = draw.random(count) < 0.95 / odds
    placed = draw.integers(0, _DAYS * _DAY, count) + 15_000 * _DAY
    stake = draw.integers(1, 100, count).astype(float)

    def named(prefix: str, kinds: int) -> pa.Array:
        names = pa.array([f"{prefix} {number}" for number in range(kinds)])
        return pa.DictionaryArray.from_arrays(pa.array(draw.integers(0, kinds, count)), names).cast(pa.string())

    sports = pa.DictionaryArray.from_arrays(pa.array(draw.integers(0, 3, count)), pa.array(["Soccer", "Tennis", "NBA"]))
    columns: dict[str, object] = {
        "bettor": named("bettor", bettors),
        "bet_id": pa.array([f"{number:018d}" for number in range(count)]),
        "sportsbook": named("book", 12),
        "sport": sports.cast(pa.string()),
        "league": named("league", 60),
        "market": named("market", 40),
        "bet_type": pa.array(np.full(count, "straight")),
        "outcome": pa.array(np.where(won, "win", "loss")),
        "odds": pa.array(odds),
        "closing_odds": pa.array(
            np.maximum(odds * draw.uniform(0.93, 1.05, count), 1.01), mask=draw.random(count) < 0.25
        ),
        "stake": pa.array(stake),
        "profit": pa.array(np.where(won, stake * (odds - 1), -stake)),
        "placed_at": pa.array(placed),
        "settled_at": pa.array(placed + _DAY // 8),
        "bonus": pa.array(np.zeros(count, bool)),
        "live": pa.array(np.zeros(count, bool)),
        "n_legs": pa.array(np.ones(count, np.int32)),
        "bet_info": named("Over 2.5 Total of game", 5000),
    }
    return pa.table([columns.get(f.name, pa.nulls(count, f.type)) for f in BETS], BETS.names).cast(BETS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bets", type=int, default=130_000)
    parser.add_argument("--bettors", type=int, default=1)
    parser.add_argument("--bettor", help="whose figures; default: everybody's")
    parser.add_argument("--store", type=Path, help="a home with a store, in place of random bets")
    parser.add_argument("--rounds", type=int, default=20)
    return parser


if __name__ == "__main__":
    main()
