"""The tables of quotes: what was quoted, once each, every price of it in the order of the starts, and what changed."""

from sqlalchemy import BigInteger, Column, Double, String, Table

from pikkit.base.sql_moments import Moment
from pikkit.store.tables import metadata

quote_selections = Table(
    "quote_selections",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("event_start", Moment, nullable=False),
    Column("sport", String, nullable=False),
    Column("league", String),
    Column("home", String, nullable=False),
    Column("away", String, nullable=False),
    Column("market", String, nullable=False),
    Column("period", String),
    Column("side", String, nullable=False),
    Column("line", Double),
    Column("subject", String),
)
"""One row a selection of an event; ``id`` is the hour the event starts and a hash (``quotes.store.selection_id``)."""

quotes = Table(
    "quotes",
    metadata,
    Column("selection", BigInteger, primary_key=True, autoincrement=False),
    Column("sportsbook", String, primary_key=True),
    Column("observed_at", Moment, primary_key=True),
    Column("odds", Double, primary_key=True),
    Column("stake_limit", Double),
    Column("source", String),
    sqlite_with_rowid=False,
)
"""One row a price that a book offered at a moment; ``source`` is the file or feed it came from."""

quote_changes = Table(
    "quote_changes",
    metadata,
    Column("stretch", BigInteger, primary_key=True, autoincrement=False),
    Column("token", BigInteger, nullable=False),
)
"""One row a stretch of 16 hours of events' starts (``quotes.store.layout.stretch_of``); ``token`` is drawn anew when a
quote of it is added or removed. Postgres does so by triggers."""
