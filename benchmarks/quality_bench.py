"""What the quality gate costs: its suite, the anomaly detectors, and the whole of it.

The same checks, written again in plain SQL, count the same failures, or this stops.
Great Expectations' import is timed by itself: it is paid once a process.

    python benchmarks/quality_bench.py --rows 100000 1000000
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from pikkit.bets.outcome import BetType, Outcome, Side
from pikkit.bets.schema import BETS
from pikkit.quality import QualityRules
from pikkit.quality.anomalies import find_anomalies
from pikkit.quality.anomalies.anomalies_found import JUDGED
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.store.snapshot import ROW_GROUP

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEED = 3
BETTORS = 200
T = TypeVar("T")
SETTLED = "outcome NOT IN ('open', 'unknown')"
STRAIGHT = "bet_type = 'straight'"


def bets(count: int) -> pa.Table:
    """Bets of two hundred bettors over four years, a few in a hundred of them faulty in some way."""
    random = np.random.default_rng(SEED)
    odds = np.round(1.05 + random.gamma(1.5, 0.9, count), 3)
    stake = np.round(random.lognormal(3, 1, count), 2)
    won = random.uniform(size=count) < 0.96 / odds
    placed = np.sort(random.integers(0, 4 * 365 * 86_400, count)) * 1_000_000 + 1_609_459_200_000_000
    settled = placed + random.integers(3_600, 100_000, count) * 1_000_000
    faulty = random.uniform(size=(5, count)) < 0.01
    odds, stake = np.where(faulty[0], 0.9, odds), np.where(faulty[1], stake * 200, stake)
    profit = np.where(won, stake * (odds - 1), -stake) * np.where(faulty[2], 1.3, 1)
    closing = np.where(random.uniform(size=count) < 0.25, np.nan, odds * random.normal(1, 0.03, count) + 0.2)
    columns = dict.fromkeys(BETS.names, pa.nulls(count)) | {
        "bettor": names("bettor", random.integers(0, BETTORS, count)),
        "bet_id": names("", np.where(faulty[3], 0, np.arange(count))),
        "sportsbook": pick(random, ["Bet365", "Pinnacle", "Caesars", "Nobody's Book"], count),
        "bet_type": pick(random, ["straight"], count),
        "n_legs": np.ones(count, np.int32),
        "outcome": np.where(won, "win", "loss"),
        "odds": odds,
        "closing_odds": pa.array(closing, from_pandas=True),
        "stake": stake,
        "profit": profit,
        "bonus": np.zeros(count, bool),
        "placed_at": placed,
        "settled_at": np.where(faulty[4], placed - 1, settled),
        "sport": pick(random, ["Soccer", "Tennis", "Basketball"], count),
        "league": pick(random, ["NBA", "ATP", "England Premier League", "Street League"], count),
        "market": pick(random, ["moneyline", "total", "spread"], count),
        "side": pick(random, ["home", "away", "over", "under"], count),
        "live": np.zeros(count, bool),
        "source": pick(random, ["bench.csv"], count),
        "source_line": np.arange(count) + 2,
    }
    return pa.table([column(columns[field.name], field.type) for field in BETS], schema=BETS)


def names(prefix: str, numbers: np.ndarray) -> pa.Array:
    """Texts such as "bettor_17"."""
    return pa.array([f"{prefix}_{number}" for number in numbers.tolist()])


def pick(random: np.random.Generator, words: list[str], count: int) -> pa.Array:
    """Words drawn at random."""
    return pa.array(words).take(pa.array(random.integers(0, len(words), count)))


def column(values: pa.Array | np.ndarray, kind: pa.DataType) -> pa.Array:
    """Values as a column of the ``BETS`` schema; times are microseconds."""
    array = values if isinstance(values, pa.Array) else pa.array(values)
    return array.cast(pa.int64()).cast(kind) if pa.types.is_timestamp(kind) else array.cast(kind)


@dataclass(frozen=True)
class Count:
    """How many bets a check looked at, and how many failed it."""

    checked: int
    failing: int


def count_columnar(snapshot: pa.Table, rules: QualityRules) -> dict[str, Count]:
    """Each check's counts, by name: the suite again in plain columnar code.

    It is written from the checks' sentences, not from the suite, so that equal counts mean something.
    """
    conditions = _conditions(rules)
    columns = ", ".join(
        f"count(*) FILTER ({applies}), count(*) FILTER (({applies}) AND ({fails}))"
        for applies, fails in conditions.values()
    )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("bets", snapshot)
        (row,) = connection.sql(f"SELECT {columns} FROM bets").fetchall()  # noqa: S608 - our own conditions
        ((repeated,),) = connection.sql(
            "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM bets GROUP BY bettor, bet_id HAVING n > 1)"
        ).fetchall()
    counts = {name: Count(row[2 * place], row[2 * place + 1]) for place, name in enumerate(conditions)}
    return {"key_unique": Count(snapshot.num_rows, int(repeated)), **counts}


def _conditions(rules: QualityRules) -> dict[str, tuple[str, str]]:
    """When each check applies, and when it fails."""
    return {
        **_known(),
        "odds_above_one": ("odds IS NOT NULL", "NOT odds > 1"),
        "closing_odds_above_one": ("closing_odds IS NOT NULL", "NOT closing_odds > 1"),
        "stake_positive": ("stake IS NOT NULL", "NOT stake > 0"),
        "odds_plausible": ("odds IS NOT NULL", f"odds > {rules.max_odds}"),
        "price_near_close": ("price_ratio IS NOT NULL", _outside("price_ratio", rules.max_price_ratio)),
        "profit_plausible": ("profit_ratio IS NOT NULL", _outside("profit_ratio", rules.max_profit_ratio)),
        "settled_in_time": ("settle_days IS NOT NULL", f"settle_days > {rules.max_settle_days}"),
        "outcome_vocabulary": ("outcome IS NOT NULL", _not_in("outcome", Outcome)),
        "bet_type_vocabulary": ("bet_type IS NOT NULL", _not_in("bet_type", BetType)),
        "side_vocabulary": ("side IS NOT NULL", _not_in("side", Side)),
        **{
            f"{name}_recognised": (f"{name}_unknown IS NOT NULL", f"{name}_unknown <> ''")
            for name in ("sportsbook", "league", "sport")
        },
        "settled_after_placed": ("settled_at IS NOT NULL AND placed_at IS NOT NULL", "settled_at < placed_at"),
        **{name: (f"{name} IS NOT NULL", f"NOT {name}") for name in ("not_in_future", "profit_sign", "profit_amount")},
    }


def _known() -> dict[str, tuple[str, str]]:
    where = {
        "odds": "true", "stake": "true", "settled_at": SETTLED, "profit": SETTLED, "closing_odds": STRAIGHT,
        "market": STRAIGHT, "league": "true",
    }  # fmt: skip
    return {f"{name}_known": (applies, f"{name} IS NULL") for name, applies in where.items()}


def _outside(column: str, ratio: float) -> str:
    return f"NOT ({column} > {1 / ratio!r} AND {column} <= {ratio!r})"


def _not_in(column: str, words: type[Outcome] | type[BetType] | type[Side]) -> str:
    return f"{column} NOT IN ({', '.join(repr(word.value) for word in words)})"


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result and the seconds it took."""
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def measure(count: int) -> None:
    """Print what the parts of the gate, and the gate as a whole, take; peak memory is of the process so far."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - only here

    from pikkit.quality import check_bets  # noqa: PLC0415 - heavy
    from pikkit.quality.columnar_suite import run_suite  # noqa: PLC0415 - imported and timed in main

    rules = QualityRules()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bets.parquet"
        pq.write_table(bets(count), path, row_group_size=ROW_GROUP)
        snapshot = GateSnapshot(path, NOW)
        results, suite = timed(lambda: run_suite(snapshot, rules))
        flags, anomalies = timed(lambda: find_anomalies(snapshot.columns(JUDGED)))
        _, whole = timed(lambda: check_bets(path, Path(folder), now=NOW))
        with snapshot.opened() as connection:
            counts = count_columnar(connection.sql("SELECT * FROM snapshot").to_arrow_table(), rules)
    reference = {result.name: Count(result.checked, result.failing) for result in results}
    if unequal := {name: (reference[name], counts[name]) for name in reference if reference[name] != counts[name]}:
        sys.exit(f"The suite and the columnar code disagree: {unequal}")
    print(f"{count:,} bets, {len(results)} checks, {flags.num_rows:,} flags")
    rows = {"suite": suite, "anomalies": anomalies, "the whole gate, file to report": whole}
    for name, seconds in rows.items():
        print(f"  {name:<34}{seconds:>8.2f} s{count / seconds:>14,.0f} rows/s")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="rows to check")
    arguments = parser.parse_args()
    _, seconds = timed(lambda: __import__("pikkit.quality.columnar_suite"))
    print(f"import of the suite: {seconds:.1f} s")
    for count in arguments.rows:
        measure(count)


if __name__ == "__main__":
    main()
