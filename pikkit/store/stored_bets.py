"""Bets out of the bets table, as their sources said them or as corrected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from pikkit.base.errors import InputError
from pikkit.bets.schema import BETS, UTC_MICROSECONDS
from pikkit.store.correcting import apply_corrections
from pikkit.store.guarding import fetch_guarded
from pikkit.store.reviewing import read_corrections
from pikkit.store.tables import bets, corrections

TIMING = ("placed_at", "settled_at", "outcome")
"""The columns whose correction may move a bet across a moment."""
ORDER = [("placed_at", "ascending"), ("bettor", "ascending"), ("bet_id", "ascending")]
"""Of the bets that a store gives."""
BY_BET = [("bettor", "ascending"), ("bet_id", "ascending")]
"""Of what a store gives about each bet."""
_MOST_IDS = 500  # asked for one by one; more are picked out of what is read


@dataclass(frozen=True, slots=True)
class BetQuery:
    """Which bets to read; None is no condition. Moments are exclusive upper bounds."""

    bettors: Collection[str] | None
    before: dict[str, datetime]
    """Upper bounds of time columns."""
    bet_ids: Collection[str] | None

    @classmethod
    def of(
        cls,
        bettors: Collection[str] | None,
        placed_before: datetime | None,
        settled_before: datetime | None,
        bet_ids: Collection[str] | None,
    ) -> "BetQuery":
        """The query of these conditions.

        Raises:
            InputError: A moment has no time zone.
        """
        given = {"placed_at": placed_before, "settled_at": settled_before}
        for name, moment in zip(("placed_before", "settled_before"), given.values(), strict=True):
            if moment is not None and moment.tzinfo is None:
                raise InputError(f"{name} must have a time zone, such as UTC; {moment.isoformat()} has none.")
        return cls(bettors, {name: moment for name, moment in given.items() if moment is not None}, bet_ids)


def read_bets(connection: Connection, asked: BetQuery, *, corrected: bool) -> pa.Table:
    """Bets as BETS, in no order."""
    active = _active(connection, asked) if corrected else None
    if active is None or not active.num_rows:
        return _picked(_fetch(connection, _select(asked, _in_time(asked))), asked)
    # A corrected time may bring a bet in that its source would leave out, and the other way round.
    retimed = exists().where(
        corrections.c.bettor == bets.c.bettor,
        corrections.c.bet_id == bets.c.bet_id,
        corrections.c.reverted_at.is_(None),
        corrections.c.field.in_(TIMING),
    )
    moved = pc.any(pc.is_in(active["field"], pa.array(TIMING))).as_py()
    condition = or_(_in_time(asked), retimed) if moved and asked.before else _in_time(asked)
    table = apply_corrections(_fetch(connection, _select(asked, condition)), active)
    for column, moment in asked.before.items():
        table = table.filter(pc.less(table[column], pa.scalar(moment, UTC_MICROSECONDS)))
    return _picked(table, asked)


def _fetch(connection: Connection, query: Select[Any]) -> pa.Table:
    return fetch_guarded(connection, query, bets, BETS)


def _active(connection: Connection, asked: BetQuery) -> pa.Table:
    mine = [] if asked.bettors is None else [corrections.c.bettor.in_(sorted(asked.bettors))]
    return read_corrections(connection, corrections.c.reverted_at.is_(None), *mine)


def _select(asked: BetQuery, condition: ColumnElement[bool]) -> Any:
    query = select(*(bets.c[name] for name in BETS.names)).where(condition)
    if asked.bettors is not None:
        query = query.where(bets.c.bettor.in_(sorted(asked.bettors)))
    if asked.bet_ids is not None and len(asked.bet_ids) <= _MOST_IDS:
        query = query.where(bets.c.bet_id.in_(sorted(asked.bet_ids)))
    return query


def _in_time(asked: BetQuery) -> ColumnElement[bool]:
    bounds = [bets.c[column] < _microseconds(moment) for column, moment in asked.before.items()]
    return and_(True, *bounds)


def _picked(table: pa.Table, asked: BetQuery) -> pa.Table:
    if asked.bet_ids is None or len(asked.bet_ids) <= _MOST_IDS:
        return table
    return table.filter(pc.is_in(table["bet_id"], pa.array(sorted(asked.bet_ids), pa.string())))


def _microseconds(moment: datetime) -> int:
    return int(pa.scalar(moment, UTC_MICROSECONDS).value)
