"""How the money went: profit day by day, its highest point so far, and how far below it one stood."""

from dataclasses import dataclass
from datetime import date

import duckdb

from pikkit.performance.filters import BetFilter


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which bets settled: what they staked and won, all profit so far, and how far that is below its peak."""

    day: date
    bets: int
    stake: float
    profit: float
    cumulative: float
    drawdown: float


@dataclass(frozen=True, slots=True)
class Bankroll:
    """The curve by settlement day (UTC).

    Attributes:
        days: In their order.
        max_drawdown: The furthest the profit fell below its peak (which is 0 at first), 0 or more.
        fell_from, fell_to: The peak's day and the lowest day of that fall; None without one.
        longest_under: Days from a peak until it was reached again, or until the last day.
    """

    days: tuple[Day, ...]
    max_drawdown: float
    fell_from: date | None
    fell_to: date | None
    longest_under: int


def bankroll_curve(connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter) -> Bankroll:
    """The curve of the settled bets that are meant, summed by day and accumulated by SQL."""
    condition, given = asked.condition()
    query = f"""
        WITH days AS (
            SELECT settled_day AS day, count(*) AS bets, sum(risked) AS stake, sum(won) AS profit
            FROM {source} WHERE {condition} AND risked IS NOT NULL GROUP BY settled_day),
        curve AS (SELECT *, sum(profit) OVER (ORDER BY day) AS cumulative FROM days)
        SELECT *, greatest(max(cumulative) OVER (ORDER BY day), 0) - cumulative AS drawdown FROM curve ORDER BY day
    """  # noqa: S608 (every part is ours; values are parameters)
    days = tuple(Day(*row) for row in connection.execute(query, given).fetchall())
    return Bankroll(days, *_deepest(days), _longest_under(days))


def _deepest(days: tuple[Day, ...]) -> tuple[float, date | None, date | None]:
    worst = max(days, key=lambda day: day.drawdown, default=None)
    if worst is None or worst.drawdown <= 0:
        return 0.0, None, None
    before = [day for day in days if day.day <= worst.day and day.drawdown == 0]
    return worst.drawdown, (before[-1] if before else days[0]).day, worst.day


def _longest_under(days: tuple[Day, ...]) -> int:
    longest, peak = 0, days[0].day if days else None
    for day in days:
        if day.drawdown == 0:
            peak = day.day
        if peak is not None:
            longest = max(longest, (day.day - peak).days if day.drawdown > 0 else 0)
    return longest
