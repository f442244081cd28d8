"""What settled bets came to at each book."""

from datetime import date

import duckdb

from pikkit.performance.filters import BetFilter


def book_profit(
    connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, since: date | None
) -> dict[str, float]:
    """The profit of bets that settled from a day on, by book; from the first one on if it is None."""
    condition, given = asked.condition()
    query = f"""
        SELECT sportsbook, sum(won) FROM {source}
        WHERE {condition} AND risked IS NOT NULL AND settled_day >= coalesce($settled_since, '0001-01-01'::date)
        GROUP BY 1
    """  # noqa: S608 (every part is ours; values are parameters)
    return dict(connection.execute(query, {**given, "settled_since": since}).fetchall())
