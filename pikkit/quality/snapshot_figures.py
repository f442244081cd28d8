"""What the bets look like: the figures of a snapshot."""

import duckdb
import numpy as np
import pyarrow as pa

from pikkit.quality.figures import AnomalyCount, BookCloses, Month, QualityFigures, StakeBin
from pikkit.quality.price_bands import odds_bands
from pikkit.quality.win_ratio import DECIDED_STRAIGHTS

BOOKS = 12
"""Books shown by name; the others are one."""
OTHERS = "all others"
BINS_PER_DECADE = 5
DESCRIBED = ("placed_at", "sportsbook", "closing_odds", *DECIDED_STRAIGHTS)
"""The columns of a snapshot that figures are made of."""

_MONTHS = """
    SELECT strftime(date_trunc('month', placed_at), '%Y-%m') AS month, count(*) AS bets
    FROM snapshot WHERE placed_at IS NOT NULL GROUP BY ALL ORDER BY month
"""
_BOOKS = """
    WITH books AS (
        SELECT sportsbook, count(*) AS bets, count(closing_odds) AS closed
        FROM snapshot WHERE bet_type = 'straight' GROUP BY sportsbook
    ), ranked AS (SELECT *, row_number() OVER (ORDER BY bets DESC, sportsbook) AS place FROM books)
    SELECT CASE WHEN place <= $named THEN sportsbook ELSE $others END, sum(bets)::BIGINT, sum(closed)::BIGINT
    FROM ranked GROUP BY 1 ORDER BY min(place)
"""
_ANOMALIES = """
    SELECT kind, method, count(DISTINCT (bettor, bet_id)), max_by(reason, abs(score))
    FROM flags GROUP BY kind, method ORDER BY kind, method
"""


def describe_snapshot(snapshot: pa.Table) -> QualityFigures:
    """The figures of a snapshot."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("snapshot", snapshot)
        months = tuple(Month(*row) for row in connection.sql(_MONTHS).fetchall())
        books = tuple(
            BookCloses(row[0] or "no name", *row[1:])
            for row in connection.sql(_BOOKS, params={"named": BOOKS, "others": OTHERS}).fetchall()
        )
    return QualityFigures(months, odds_bands(snapshot), books, _stakes(snapshot))


def count_anomalies(flags: pa.Table) -> tuple[AnomalyCount, ...]:
    """The flags (``FLAGS``) by kind and method."""
    with duckdb.connect() as connection:
        connection.register("flags", flags)
        return tuple(AnomalyCount(*row) for row in connection.sql(_ANOMALIES).fetchall())


def _stakes(snapshot: pa.Table) -> tuple[StakeBin, ...]:
    """A histogram with bins of equal width in the logarithm; the outermost 0.1 % are in the end bins."""
    stakes = snapshot["stake"].drop_null().to_numpy()
    stakes = stakes[np.isfinite(stakes) & (stakes > 0)]
    if not stakes.size:
        return ()
    logs = np.log10(stakes)
    low, high = (np.floor(edge * BINS_PER_DECADE) for edge in np.quantile(logs, [0.001, 0.999]))
    which = np.clip(np.floor(logs * BINS_PER_DECADE), low, high).astype(int) - int(low)
    counts = np.bincount(which, minlength=int(high - low) + 1)
    edges = 10 ** (np.arange(low, high + 2) / BINS_PER_DECADE)
    return tuple(
        StakeBin(float(start), float(end), int(count))
        for start, end, count in zip(edges[:-1], edges[1:], counts, strict=True)
    )
