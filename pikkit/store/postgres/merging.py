"""Bets into Postgres: COPY into a temporary table, then one merge there, in one transaction."""

import pyarrow as pa
from sqlalchemy import Connection, text

from pikkit.store.base import UpsertCounts
from pikkit.store.hashing import content_hash
from pikkit.store.postgres.copying import copy_in

_MERGE = text("SELECT inserted, updated, unchanged FROM merge_incoming()")


def merge_bets(connection: Connection, bets: pa.Table, content: list[str]) -> UpsertCounts:
    """Insert and update distinct bets within the transaction of the connection.

    Args:
        connection: A connection that may write.
        bets: As BETS, each (bettor, bet id) at most once.
        content: The columns whose change is a change of the bet.
    """
    hashed = bets.append_column("content_hash", pa.array(content_hash(bets.select(content))))
    connection.execute(text("SELECT make_incoming()"))
    copy_in(connection, "incoming_bets", hashed)
    connection.execute(text("ANALYZE incoming_bets"))
    counts = UpsertCounts(*connection.execute(_MERGE).one())
    connection.execute(text("DROP TABLE incoming_bets"))
    return counts
