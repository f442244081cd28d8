"""The tables of a bet store in SQL. Moments are whole microseconds since 1970 UTC, which read straight into Arrow."""

from typing import Any

import pyarrow as pa
from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

from pikkit.bets.schema import BETS, REJECTS, UTC_MICROSECONDS

SCHEMA_VERSION = 1

_SQL_TYPES: dict[pa.DataType, TypeEngine[Any]] = {
    pa.string(): String(),
    pa.float64(): Double(),
    pa.int32(): Integer(),
    pa.int64(): BigInteger(),
    pa.bool_(): Boolean(),
    UTC_MICROSECONDS: BigInteger(),
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
    Column("first_seen_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
"""One row a bet: the BETS columns and what tells a change."""

quarantine = Table(
    "quarantine",
    metadata,
    *_columns(REJECTS, key=frozenset({"source", "line"})),
    Column("content_hash", BigInteger, primary_key=True),
    Column("first_seen_at", BigInteger, nullable=False),
)
"""One row a rejected row; ``content_hash`` is of its raw text."""

store_state = Table(
    "store_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("bets", BigInteger, nullable=False),
    Column("hash_sum", BigInteger, nullable=False),
)
"""One row: the number of bets and the sum of their content hashes modulo 2^64, which is the fingerprint."""

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
