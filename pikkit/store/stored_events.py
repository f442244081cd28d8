"""The events of bets in a SQL store, within a transaction."""

from collections.abc import Collection

import pyarrow as pa
from sqlalchemy import Connection, select

from pikkit.store.arrow_rows import to_rows
from pikkit.store.driver_rows import execute_many, fetch, upsert_statement
from pikkit.store.guarding import guarded
from pikkit.store.shapes import EVENTS
from pikkit.store.tables import bet_events

_MOST_ASKED = 500  # pairings asked for in one statement
_WRITTEN = 20_000  # rows in memory as Python objects at a time


def read_events(connection: Connection, pairings: Collection[str] | None = None) -> pa.Table:
    """The events of bets as EVENTS, of some pairings if given, in no order."""
    query = guarded(connection, select(*(bet_events.c[name] for name in EVENTS.names)), bet_events)
    if pairings is None:
        return fetch(connection, query, EVENTS)
    names = sorted(pairings)
    asked = (names[start : start + _MOST_ASKED] for start in range(0, len(names), _MOST_ASKED))
    parts = [fetch(connection, query.where(bet_events.c.pairing.in_(some)), EVENTS) for some in asked]
    return pa.concat_tables(parts) if parts else EVENTS.empty_table()


def write_events(connection: Connection, events: pa.Table) -> None:
    """Note the events of bets, in place of those noted before."""
    statement = upsert_statement(connection, bet_events, frozenset())
    for start in range(0, events.num_rows, _WRITTEN):
        execute_many(connection, statement, to_rows(events.slice(start, _WRITTEN)))
