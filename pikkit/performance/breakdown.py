"""Figures of all bets that are meant, and of each group of them."""

from dataclasses import dataclass

import duckdb

from pikkit.base.errors import InputError
from pikkit.performance.dimensions import DIMENSIONS, IN_ORDER, in_order, name_of
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
    condition, given = asked.condition()
    column = DIMENSIONS.get(by, "NULL")
    # GROUPING SETS would tell the total's sums by cluster from the groups'; two levels of them do not nest, so clusters
    # are summed by group first, and the total's clusters from those.
    query = f"""
        WITH cells AS (SELECT {column} AS name, cluster, {CLUSTERED} FROM {source} WHERE {condition} GROUP BY ALL),
        clusters AS (SELECT NULL AS name, cluster, true AS whole, {_AGAIN} FROM cells GROUP BY cluster),
        parts AS (SELECT name::varchar AS name, false AS whole, {TOTALS} FROM cells GROUP BY ALL),
        total AS (SELECT NULL::varchar AS name, true AS whole, {TOTALS} FROM clusters),
        middles AS (
            SELECT {column}::varchar AS name, median(clv) AS clv_median FROM {source} WHERE {condition} GROUP BY 1)
        SELECT *, (SELECT median(clv) FROM {source} WHERE {condition}) AS clv_median FROM total
        UNION ALL BY NAME
        SELECT parts.*, middles.clv_median FROM parts JOIN middles ON parts.name IS NOT DISTINCT FROM middles.name
    """  # noqa: S608 (every part is ours; values are parameters)
    rows = result_rows(connection.execute(query, given))
    total = next(row for row in rows if row["whole"])
    groups = [_group(by, row) for row in rows if not row["whole"]] if by else []
    return Breakdown(by, figures_of(_numbers(total)), tuple(_ordered(by, groups)[:MOST_GROUPS]))


_AGAIN = ", ".join(f"sum({name}) AS {name}" for name in ("priced", *COUNTS))


def _group(by: str, row: dict[str, object]) -> Group:
    return Group(name_of(by, row["name"]), figures_of(_numbers(row)))


def _numbers(row: dict[str, object]) -> dict[str, float | None]:
    return {name: value for name, value in row.items() if value is None or isinstance(value, int | float)}


def _ordered(by: str, groups: list[Group]) -> list[Group]:
    if by in IN_ORDER:
        named = {group.name: group for group in groups}
        return [named[name] for name in in_order(by, named)]
    return sorted(groups, key=lambda group: (-group.figures.bets, group.name))
