"""The quotes table: the one columnar form of what a book offered at a moment.

Prices are decimal odds that a bettor can take, times are UTC. A null means "not known" or, for ``line``, "has none".
"""

import pyarrow as pa

from pikkit.bets.schema import UTC_MICROSECONDS

QUOTES = pa.schema(
    [
        pa.field("observed_at", UTC_MICROSECONDS, nullable=False),  # when the book offered it
        pa.field("event_start", UTC_MICROSECONDS, nullable=False),
        pa.field("sport", pa.string(), nullable=False),  # canonical
        pa.field("league", pa.string()),  # canonical
        pa.field("home", pa.string(), nullable=False),  # as the feed spells it
        pa.field("away", pa.string(), nullable=False),
        pa.field("market", pa.string(), nullable=False),  # canonical, lower case
        pa.field("period", pa.string()),  # "1st half", …; null is the whole game
        pa.field("side", pa.string(), nullable=False),  # a Side
        pa.field("line", pa.float64()),  # of this side: a spread's has its sign
        pa.field("subject", pa.string()),  # the player or team a prop is on
        pa.field("sportsbook", pa.string(), nullable=False),  # canonical, without the state
        pa.field("odds", pa.float64(), nullable=False),  # decimal, > 1
        pa.field("stake_limit", pa.float64()),  # the most the book takes, in its currency
        pa.field("live", pa.bool_(), nullable=False),  # observed at or after the start: a market of its own
        pa.field("source", pa.string()),  # the file or feed
    ]
)

SELECTION = ("event_start", "sport", "league", "home", "away", "market", "period", "side", "line", "subject")
"""The columns that tell what a price is of."""

QUOTE_REJECTS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("row", pa.int64(), nullable=False),  # in its file, from 0
        pa.field("rule", pa.string(), nullable=False),  # e.g. "odds.range"
        pa.field("reason", pa.string(), nullable=False),  # a sentence
        pa.field("raw", pa.string(), nullable=False),  # the row as a JSON object
    ]
)
"""Rows that could not become quotes."""
