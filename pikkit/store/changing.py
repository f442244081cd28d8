"""What changed in a store after a watermark."""

from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Select, or_, select, tuple_

from pikkit.bets.schema import BETS
from pikkit.store.base import Changes
from pikkit.store.correcting import apply_corrections
from pikkit.store.driver_rows import fetch
from pikkit.store.guarding import fetch_guarded
from pikkit.store.reviewing import read_corrections
from pikkit.store.shapes import BET_KEYS
from pikkit.store.store_state import watermark_of
from pikkit.store.tables import bets, corrections


def read_changes(connection: Connection, watermark: int) -> Changes:
    """Bets written after the watermark, and those about which a correction was made or reverted after it."""
    touched = select(corrections.c.bettor, corrections.c.bet_id).where(
        or_(corrections.c.created_at > watermark, corrections.c.reverted_at > watermark)
    )
    written = _fetch(connection, _bets().where(bets.c.updated_at > watermark))
    keys = fetch(connection, touched.distinct(), BET_KEYS)
    again = BETS.empty_table()
    if keys.num_rows:  # a database may look at every bet to find that none is among none
        before = bets.c.updated_at <= watermark
        is_touched = tuple_(bets.c.bettor, bets.c.bet_id).in_(touched.distinct())
        again = _fetch(connection, _bets().where(before, is_touched))
    active = read_corrections(connection, corrections.c.reverted_at.is_(None))
    readable = apply_corrections(pa.concat_tables([written, again]), active)
    removed = keys.join(readable.select(BET_KEYS.names), BET_KEYS.names, join_type="left anti").cast(BET_KEYS)
    return Changes(readable, removed, watermark_of(connection))


def _fetch(connection: Connection, query: Select[Any]) -> pa.Table:
    return fetch_guarded(connection, query, bets, BETS)


def _bets() -> Select[Any]:
    return select(*(bets.c[name] for name in BETS.names))
