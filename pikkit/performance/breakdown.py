"""Figures of all bets that are meant, and of each group of them."""

from dataclasses import dataclass

import duckdb

from pikkit.base.errors import InputError
from pikkit.performance.dimensions import DIMENSIONS, IN_ORDER, SEVERAL, in_order, name_of
from pikkit.performance.filters import BetFilter
from pikkit.performance.measures import CLUSTERED, COUNTS, TOTALS, BetFigures, figures_of
from pikkit.performance.relations import result_rows

MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class Group:
    """Bets that share a sportsbook, a league, a month."""

    name: str
    figures: BetFigures


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Figures of all bets and of each group, the largest first (bands and months in their order)."""

    by: str
    total: BetFigures
    groups: tuple[Group, ...]


def breakdown(connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, by: str = "") -> Breakdown:
    """The figures.

    Args:
        connection: To run on.
        source: The copy, as a SQL relation.
        asked: Which bets.
        by: One of ``DIMENSIONS``, or empty for the total alone.

    Raises:
        InputError: Bets cannot be divided by that.
    """
    if by and by not in DIMENSIONS:
        raise InputError(f"Bets cannot be divided by {by!r}; accepted: {', '.join(DIMENSIONS)}.")
    total, groups = grouped_figures(connection, source, asked, DIMENSIONS.get(by, "NULL"), several=by in SEVERAL)
    named = [Group(name_of(by, name), figures) for name, figures in groups] if by else []
    return Breakdown(by, total, tuple(_ordered(by, named)[:MOST_GROUPS]))


def grouped_figures(
    connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, expression: str, *, several: bool = False
) -> tuple[BetFigures, list[tuple[object, BetFigures]]]:
    """Figures of all bets that are meant, and of each value of an expression over the copy.

    With ``several`` the expression is a list, and a bet is in the group of each of its values.
    """
    condition, given = asked.condition()
    column = "unnest(" + expression + ")" if several else expression
    parts = f"(SELECT *, {column} AS name FROM {source} WHERE {condition})"  # noqa: S608 (ours)
    whole = f"SELECT cluster, {CLUSTERED} FROM {source} WHERE {condition} GROUP BY ALL"  # noqa: S608 (ours)
    again = f"SELECT cluster, {_AGAIN} FROM cells GROUP BY ALL"  # noqa: S608 (ours)
    # GROUPING SETS would tell the total's sums by cluster from the groups'; two levels of them do not nest, so clusters
    # are summed by group first, and the total's clusters from those; from the bets where one is in several groups.
    query = f"""
        WITH cells AS (SELECT name, cluster, {CLUSTERED} FROM {parts} GROUP BY ALL),
        clusters AS ({whole if several else again}),
        parts AS (SELECT name::varchar AS name, false AS whole, {TOTALS} FROM cells GROUP BY ALL),
        total AS (SELECT NULL::varchar AS name, true AS whole, {TOTALS} FROM clusters),
        middles AS (SELECT name::varchar AS name, {_MIDDLES} FROM {parts} GROUP BY 1)
        SELECT * FROM total, (SELECT {_MIDDLES} FROM {source} WHERE {condition})
        UNION ALL BY NAME
        SELECT parts.*, clv_median, fair_clv_median
        FROM parts JOIN middles ON parts.name IS NOT DISTINCT FROM middles.name
    """  # noqa: S608 (every part is ours; values are parameters)
    rows = result_rows(connection.execute(query, given))
    total = next(row for row in rows if row["whole"])
    return figures_of(_numbers(total)), [(row["name"], figures_of(_numbers(row))) for row in rows if not row["whole"]]


_MIDDLES = "median(clv) AS clv_median, median(fair_clv) AS fair_clv_median"
_AGAIN = ", ".join(f"sum({name}) AS {name}" for name in ("priced", *COUNTS))


def _numbers(row: dict[str, object]) -> dict[str, float | None]:
    return {name: value for name, value in row.items() if value is None or isinstance(value, int | float)}


def _ordered(by: str, groups: list[Group]) -> list[Group]:
    if by in IN_ORDER:
        named = {group.name: group for group in groups}
        return [named[name] for name in in_order(by, named)]
    return sorted(groups, key=lambda group: (-group.figures.bets, group.name))
