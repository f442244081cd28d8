"""Do bets win about as often as the price, the closing line and the model said?"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.intervals import wilson
from pikkit.performance.copy import parquet_relation
from pikkit.performance.filters import BetFilter, Parameters
from pikkit.performance.measures import Estimate, Z

BINS = 10
FEWEST = 20
"""Bets a bin needs."""
CELLS = 2000
"""Probabilities are added up in cells of 1 / CELLS, of which bins are made: to sort millions of bets takes seconds."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Bets of alike probability: how often they should have won, and did."""

    low: float
    high: float
    bets: int
    expected: float
    observed: Estimate


@dataclass(frozen=True, slots=True)
class Reliability:
    """One source of probabilities on decided straight bets.

    Attributes:
        of: "price" (1 / odds, the margin included), "close" (1 / closing odds) or "model" (the scores given).
        bets: How many it was compared on.
        log_loss: Mean of -log of the probability given to what happened, in nats.
        gap: Mean probability minus share won: above 0, it promised too much.
        bins: Of about equal size, the least likely first; bets of one price are in one bin.
    """

    of: str
    bets: int
    log_loss: float | None
    gap: float | None
    bins: tuple[Bin, ...]


SCORES = pa.schema([pa.field("bettor", pa.string()), pa.field("bet_id", pa.string()), pa.field("p_win", pa.float64())])
"""Scores that were given to bets that were placed then."""

_SOURCES = {
    "price": "SELECT 1 / odds AS p, {won} FROM {source} WHERE {decided}",
    "close": "SELECT 1 / closing_odds AS p, {won} FROM {source} WHERE {decided} AND closing_odds > 1",
    "model": "SELECT p_win AS p, {won} FROM {source} bets JOIN {scores} scores USING (bettor, bet_id) WHERE {decided}",
}


def reliability(
    connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, scores: pa.Table | None
) -> tuple[Reliability, ...]:
    """The reliability of the price, the closing line and the model; a source without a bet to compare is left out.

    Args:
        connection: To run on.
        source: The copy, as a SQL relation.
        asked: Which bets.
        scores: As ``SCORES``, if any were given.
    """
    condition, given = asked.condition()
    with TemporaryDirectory() as scratch:
        path = Path(scratch, "scores.parquet")
        if scores is not None:
            pq.write_table(scores, path)
        names = [name for name in _SOURCES if name != "model" or scores is not None]
        curves = [_of(connection, name, source, parquet_relation(path), condition, given) for name in names]
    return tuple(one for one in curves if one.bets)


def _of(
    connection: duckdb.DuckDBPyConnection, name: str, source: str, scores: str, condition: str, given: Parameters
) -> Reliability:
    decided = f"{condition} AND share IS NOT NULL AND bet_type = 'straight' AND odds > 1"
    predictions = _SOURCES[name].format(won="share AS won", source=source, scores=scores, decided=decided)
    query = f"""
        WITH said AS ({predictions}),
        cells AS (
            SELECT round({CELLS} * p)::integer AS cell, min(p) AS low, max(p) AS high, count(*) AS bets, sum(p) AS said,
                sum(won) AS won, sum(-won * ln(greatest(p, 1e-15)) - (1 - won) * ln(greatest(1 - p, 1e-15))) AS loss
            FROM said GROUP BY cell),
        sized AS (SELECT least({BINS}, greatest(1, sum(bets) // {FEWEST})) AS bins, sum(bets) AS all_bets FROM cells),
        middles AS (SELECT *, sum(bets) OVER (ORDER BY cell) - bets / 2 AS middle FROM cells),
        binned AS (SELECT *, least(floor(middle * bins / all_bets), bins - 1) AS bin FROM middles, sized)
        SELECT min(low), max(high), sum(bets)::bigint, sum(said) / sum(bets), sum(won), sum(loss)
        FROM binned GROUP BY bin ORDER BY bin
    """  # noqa: S608 (every part is ours; values are parameters)
    rows = connection.execute(query, given).fetchall()
    bets = sum(row[2] for row in rows)
    bins = tuple(
        Bin(row[0], row[1], row[2], row[3], Estimate(row[4] / row[2], *wilson(row[4], row[2], Z))) for row in rows
    )
    if not bets:
        return Reliability(name, 0, None, None, ())
    gap = sum(row[2] * row[3] - row[4] for row in rows) / bets
    return Reliability(name, bets, sum(row[5] for row in rows) / bets, gap, bins)
