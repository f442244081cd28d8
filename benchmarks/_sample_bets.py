"""Bets for benchmarks, a million at a time: sizes of groups and gaps like those of real exports, invented prices."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.bets.schema import BETS
from pikkit.store.snapshot import ROW_GROUP

AT_ONCE = 500_000
BETS_A_BETTOR = 2700
"""As in 48 real exports."""
START = 1_420_000_000_000_000
SPAN = 9 * 365 * 86_400_000_000
MINUTE = 60_000_000
BOOKS, LEAGUES, SPORTS, TEAMS, MARKETS = 12, 60, 6, 50, 8
SIDES = ["home", "away", "draw", "over", "under"]
OUTCOMES = ["win", "loss", "push", "void", "cash_out"]
Ints = npt.NDArray[np.int64]


def write_bets(path: Path, rows: int, seed: int = 3) -> None:
    """Write bets (schema BETS), in order of placement; settled to the minute, so that some settle together."""
    random = np.random.default_rng(seed)
    with pq.ParquetWriter(path, BETS) as file:
        for start in range(0, rows, AT_ONCE):
            numbers = np.arange(start, min(start + AT_ONCE, rows))
            file.write_table(_bets(random, numbers, rows), row_group_size=ROW_GROUP)


def write_first(source: Path, path: Path, share: float) -> None:
    """Write the first share of the bets, those placed first."""
    bets = pq.ParquetFile(source)
    left = round(bets.metadata.num_rows * share)
    with pq.ParquetWriter(path, BETS) as file:
        for batch in bets.iter_batches(AT_ONCE):
            file.write_batch(batch.slice(0, left), row_group_size=ROW_GROUP)
            left = max(left - batch.num_rows, 0)


def _bets(random: np.random.Generator, numbers: Ints, rows: int) -> pa.Table:
    count = len(numbers)
    columns = _prices(random, count) | _words(random, count, rows) | _times(random, numbers, rows)
    columns |= {"bet_id": pa.array(numbers).cast(pa.string()), "source_line": numbers + 2}
    columns |= {"n_legs": np.ones(count, np.int32), "bonus": np.zeros(count, bool)}
    return pa.table([_column(columns.get(field.name), field.type, count) for field in BETS], schema=BETS)


def _prices(random: np.random.Generator, count: int) -> dict[str, pa.Array | np.ndarray]:
    odds = np.round(1.05 + random.gamma(1.5, 0.9, count), 2)
    stake = np.round(random.lognormal(3, 1, count), 2)
    won = random.uniform(size=count) < 0.96 / odds
    outcome = np.where(random.uniform(size=count) < 0.03, random.integers(2, 5, count), np.where(won, 0, 1))
    closing = np.round(odds * np.exp(random.normal(0, 0.04, count)) + 0.01, 3)
    parlay = random.uniform(size=count) < 0.05
    return {
        "odds": odds,
        "closing_odds": pa.array(closing, mask=random.uniform(size=count) < 0.2),
        "stake": stake,
        "profit": np.where(won, np.round(stake * (odds - 1), 2), -stake),
        "outcome": pa.array(OUTCOMES).take(pa.array(outcome)),
        "bet_type": pa.array(["straight", "parlay"]).take(pa.array(parlay.astype(int))),
        "live": random.uniform(size=count) < 0.1,
    }


def _words(random: np.random.Generator, count: int, rows: int) -> dict[str, pa.Array]:
    league = _uneven(random, LEAGUES, count)
    team = league * TEAMS + random.integers(0, TEAMS, count)
    return {
        "bettor": _named("bettor", _uneven(random, max(rows // BETS_A_BETTOR, 2), count)),
        "sportsbook": _named("book", _uneven(random, BOOKS, count)),
        "league": _named("league", league),
        "sport": _named("sport", league % SPORTS),
        "subject": _named("team", team),
        "market": _named("market", _uneven(random, MARKETS, count)),
        "side": pa.array(SIDES).take(pa.array(random.integers(0, len(SIDES), count))),
    }


def _times(random: np.random.Generator, numbers: Ints, rows: int) -> dict[str, np.ndarray]:
    placed = START + (numbers * (SPAN / rows)).astype(np.int64)
    settled = placed + random.exponential(8 * 60 * MINUTE, len(numbers)).astype(np.int64)
    return {"placed_at": placed, "settled_at": settled // MINUTE * MINUTE}


def _uneven(random: np.random.Generator, kinds: int, count: int) -> Ints:
    """Which of some kinds, the first ones most often."""
    weights = np.arange(1, kinds + 1) ** -0.7
    edges = np.cumsum(weights / weights.sum())
    return np.searchsorted(edges, random.uniform(size=count)).clip(0, kinds - 1)


def _named(word: str, numbers: Ints) -> pa.Array:
    return pa.array([f"{word} {number}" for number in range(int(numbers.max(initial=0)) + 1)]).take(pa.array(numbers))


def _column(values: pa.Array | np.ndarray | None, kind: pa.DataType, count: int) -> pa.Array:
    if values is None:
        return pa.nulls(count, kind)
    array = values if isinstance(values, pa.Array) else pa.array(values)
    return array.cast(pa.int64()).cast(kind) if pa.types.is_timestamp(kind) else array.cast(kind)
