"""Bets themselves, a page at a time."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from pikkit.base.errors import InputError
from pikkit.base.sql_moments import datetime_of, microseconds_of
from pikkit.performance.bet_order import NEWEST_FIRST, BetOrder
from pikkit.performance.copy import COPIED
from pikkit.performance.filters import BetFilter
from pikkit.performance.relations import result_rows

MOST = 500
BET_COLUMNS: tuple[str, ...] = (*COPIED, "clv", "fair_clv")
"""What a page says of each bet."""


@dataclass(frozen=True, slots=True)
class BetPage:
    """Some bets, as rows of the BETS columns the copy holds, ``clv``, ``fair_clv``, and the next cursor, if any."""

    bets: tuple[dict[str, object], ...]
    cursor: str | None


def bet_page(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    asked: BetFilter,
    limit: int = 50,
    cursor: str = "",
    sort: str = NEWEST_FIRST,
) -> BetPage:
    """A page of the bets that are meant.

    Args:
        connection: To run on.
        source: The copy, as a SQL relation.
        asked: Which bets.
        limit: How many, from 1 to ``MOST``.
        cursor: Where the page before ended, as it said; empty for the first one. Bets that are added or changed in
            between neither repeat nor hide others.
        sort: In which order, one of ``BET_ORDERS``; a cursor holds for the order it was given in alone.

    Raises:
        InputError: The limit, the cursor or the order is none.
    """
    if not 1 <= limit <= MOST:
        raise InputError(f"A page holds from 1 to {MOST} bets, not {limit}.")
    order = BetOrder.named(sort)
    condition, given = asked.condition()
    values: dict[str, object] = dict(given)
    if cursor:
        condition += f" AND {order.behind}"
        values |= _read(cursor, sort)
    query = f"""
        SELECT {", ".join(BET_COLUMNS)}, {order.expression} AS at FROM {source} WHERE {condition}
        ORDER BY {order.clause} LIMIT {limit + 1}
    """  # noqa: S608 (every part is ours; values are parameters)
    rows = [_aware(row) for row in result_rows(connection.execute(query, values))]
    at = [row.pop("at") for row in rows]
    page = tuple(rows[:limit])
    return BetPage(page, _cursor(sort, at[limit - 1], page[-1]) if len(rows) > limit else None)


def _aware(row: dict[str, object]) -> dict[str, object]:
    return {name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def _cursor(sort: str, at: object, row: dict[str, object]) -> str:
    placed_at = row["placed_at"]
    assert isinstance(placed_at, datetime), "every bet has a moment"  # noqa: S101 (only narrows the type)
    text = json.dumps([sort, at, microseconds_of(placed_at), row["bettor"], row["bet_id"]])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, sort: str) -> dict[str, object]:
    """The parameters of ``BetOrder.behind``."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, at, placed_at, bettor, bet_id = json.loads(text)
        position = {"at": at, "at_placed": datetime_of(placed_at).replace(tzinfo=None), "at_bettor": bettor}
        kind = str if sort.lstrip("-") in _TEXTS else (int, float)
        if of == sort and isinstance(at, kind) and isinstance(bettor, str) and isinstance(bet_id, str):
            return position | {"at_id": bet_id}
    except (binascii.Error, ValueError, TypeError, OverflowError):
        pass
    raise InputError(f"The cursor {cursor[:40]!r} is none of this order; accepted: the one that the page before gave.")


_TEXTS = frozenset({"bet", "sportsbook", "outcome"})
