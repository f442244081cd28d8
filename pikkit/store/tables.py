"""The tables of a bet store in SQL, the same as supabase/migrations makes in Postgres; a test holds the two equal."""

from typing import Any

import pyarrow as pa
from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

from pikkit.base.sql_moments import Moment
from pikkit.bets.schema import BETS, UTC_MICROSECONDS
from pikkit.store import checks
from pikkit.store.migrations import latest
from pikkit.store.shapes import CORRECTIONS, EVENTS, IMPORTS, QUARANTINE

SCHEMA_VERSION = latest()
"""The number of the last file of supabase/migrations."""

_SQL_TYPES: dict[pa.DataType, TypeEngine[Any]] = {
    pa.string(): String(),
    pa.float64(): Double(),
    pa.int32(): Integer(),
    pa.int64(): BigInteger(),
    pa.bool_(): Boolean(),
    UTC_MICROSECONDS: Moment(),
}


def _columns(schema: pa.Schema, key: frozenset[str] = frozenset()) -> list[Column[Any]]:
    return [
        Column(field.name, _SQL_TYPES[field.type], nullable=field.nullable, primary_key=field.name in key)
        for field in schema
    ]


metadata = MetaData()

bets = Table(
    "bets",
    metadata,
    *_columns(BETS, key=frozenset({"bettor", "bet_id"})),
    Column("content_hash", BigInteger, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("bets_by_change", "updated_at"),
    *checks.of_bets(),
)
"""One row a bet: the BETS columns and what tells a change."""

quarantine = Table(
    "quarantine",
    metadata,
    *_columns(QUARANTINE, key=frozenset({"bettor", "source", "line", "content_hash"})),
    Index("quarantine_by_content", "bettor", "source", "content_hash"),
    *checks.of_quarantine(),
)
"""One row a rejected row, and what was decided about it."""

corrections = Table(
    "corrections",
    metadata,
    *_columns(CORRECTIONS, key=frozenset({"id"})),
    Column("content_hash", BigInteger, nullable=False),
    Index("corrections_of_a_bet", "bettor", "bet_id"),
    *checks.of_corrections(),
)
"""One row a correction of a stored bet, applied when it is read; it is never deleted, only reverted.

``content_hash`` is 0 if it changes no value."""

imports = Table("imports", metadata, *_columns(IMPORTS, key=frozenset({"bettor", "file"})), *checks.of_imports())
"""One row a file that was imported to its end."""

bet_events = Table(
    "bet_events",
    metadata,
    *_columns(EVENTS, key=frozenset({"bettor", "bet_id"})),
    Index("bet_events_of_a_pairing", "pairing"),
    *checks.of_events(),
)
"""One row a bet that names one game: the game it is on, one id over books and bettors."""

store_state = Table(
    "store_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("bets", BigInteger, nullable=False),
    Column("hash_sum", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
"""One row: the number of bets, the sum of their content hashes (and those of active corrections) modulo 2^64, which is
the fingerprint, and the moment of the last change, which is the watermark and only ever grows."""

incoming = Table(
    "incoming",
    MetaData(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("bettor", String, nullable=False),
    Column("bet_id", String, nullable=False),
    Column("content_hash", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
"""The keys and hashes of the bets being upserted, for one transaction."""
