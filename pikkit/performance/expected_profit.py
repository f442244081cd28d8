"""What bets should have won by their closing prices, what they won, and how far luck alone takes one from the other.

Were the closing price right, its margin taken off (:mod:`pikkit.performance.close_margins`), a stake S at odds o would
win S (o q - 1) on average, with a standard deviation of S o sqrt(q (1 - q)), where q is the chance it gives the bet.
Bets on one event may win and lose together: their deviations are added, which is exact for the same bet placed twice
and too wide for others, never too narrow. Events are independent: variances are added.
"""

import math
from dataclasses import dataclass
from datetime import date

import duckdb

from pikkit.performance.filters import BetFilter
from pikkit.performance.measures import FEWEST_CLUSTERS, Z

_MEANT = "risked IS NOT NULL AND share IS NOT NULL AND closing_odds > 1 AND stake > 0 AND NOT bonus"
"""Bets that were decided, at a stake of one's own, with a closing price."""


@dataclass(frozen=True, slots=True)
class ExpectedDay:
    """A day on which events were settled, with the sums up to it: profit, what was expected, and luck's band.

    The band is where profit lies in 95 of 100 histories like this one if closing prices are right; None on few events.
    """

    day: date
    profit: float
    expected: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ExpectedProfit:
    """The two curves over the same bets.

    Attributes:
        days: In their order; an event counts on the day its last bet was settled.
        bets: How many bets they are of.
        without_close: Other decided bets, of which no closing price is known.
        not_decided: Other settled bets: pushed, void, cashed out, of an unknown end, or staked with a bonus.
    """

    days: tuple[ExpectedDay, ...]
    bets: int
    without_close: int
    not_decided: int

    @property
    def sentence(self) -> str:
        """Whether the profit is what was to be expected, in a sentence."""
        if not self.days:
            return "No decided bet with a closing price."
        last = self.days[-1]
        if last.low is None or last.high is None:
            return f"There are fewer than {FEWEST_CLUSTERS} events: too few to tell luck from prices."
        if last.profit > last.high:
            return "The bets won more than closing prices and luck explain."
        if last.profit < last.low:
            return "The bets won less than closing prices and bad luck explain."
        return "Luck alone may bring the difference between what was won and what closing prices promised."


def expected_profit(connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter) -> ExpectedProfit:
    """The curves of the bets that are meant, added up by SQL."""
    condition, given = asked.condition()
    query = f"""
        WITH events AS (
            SELECT CASE WHEN cluster = placed_at::date::varchar THEN bettor || ' ' || bet_id ELSE cluster END AS event,
                max(settled_day) AS day, count(*) AS bets, sum(won) AS profit, sum(stake * fair_clv) AS expected,
                power(sum(stake * odds * sqrt(close_chance * (1 - close_chance))), 2) AS variance
            FROM {source} WHERE {condition} AND {_MEANT} GROUP BY event),
        days AS (
            SELECT day, count(*) AS events, sum(profit) AS profit, sum(expected) AS expected, sum(variance) AS variance
            FROM events GROUP BY day)
        SELECT day, sum(events) OVER past, sum(profit) OVER past, sum(expected) OVER past, sum(variance) OVER past
        FROM days WINDOW past AS (ORDER BY day) ORDER BY day
    """  # noqa: S608 (every part is ours; values are parameters)
    days = tuple(_day(*row) for row in connection.execute(query, given).fetchall())
    counts = f"""
        SELECT count(*) FILTER ({_MEANT}),
            count(*) FILTER (risked IS NOT NULL AND share IS NOT NULL AND stake > 0 AND NOT bonus
                AND coalesce(closing_odds <= 1, true)),
            count(*) FILTER (outcome <> 'open')
        FROM {source} WHERE {condition}
    """  # noqa: S608 (as above)
    bets, without, settled = connection.execute(counts, given).fetchone() or (0, 0, 0)
    return ExpectedProfit(days, bets, without, settled - bets - without)


def _day(day: date, events: int, profit: float, expected: float, variance: float) -> ExpectedDay:
    if events < FEWEST_CLUSTERS:
        return ExpectedDay(day, profit, expected, None, None)
    half = Z * math.sqrt(variance)
    return ExpectedDay(day, profit, expected, expected - half, expected + half)
