"""The bets table: the one columnar form of a bet that every room reads and writes.

Prices are decimal odds, money is in the bettor's own currency, times are UTC. A null means "not known"; it is never
replaced by a number. Selection columns (``market`` … ``live``) describe the only leg of a straight bet and are null for
a multi-leg bet, whose legs are in ``bet_info``.
"""

import pyarrow as pa

UTC_MICROSECONDS = pa.timestamp("us", tz="UTC")

BETS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("bet_id", pa.string(), nullable=False),
        pa.field("sportsbook", pa.string(), nullable=False),  # canonical name, without the state
        pa.field("region", pa.string()),  # "New York" of "Caesars - New York"
        pa.field("bet_type", pa.string(), nullable=False),  # a BetType
        pa.field("n_legs", pa.int32(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),  # an Outcome
        pa.field("odds", pa.float64(), nullable=False),  # decimal, > 1
        pa.field("closing_odds", pa.float64()),  # decimal, > 1; never a feature of the bet it belongs to
        pa.field("source_ev", pa.float64()),  # the export's own CLV
        pa.field("stake", pa.float64(), nullable=False),
        pa.field("profit", pa.float64()),
        pa.field(
            "bonus", pa.bool_(), nullable=False
        ),  # staked with a bonus: a loss that cost nothing, a win without a stake
        pa.field("placed_at", UTC_MICROSECONDS, nullable=False),
        pa.field("settled_at", UTC_MICROSECONDS),
        pa.field("sport", pa.string()),
        pa.field("league", pa.string()),
        pa.field("market", pa.string()),  # canonical, lower case: "moneyline", "player points", …
        pa.field("side", pa.string()),  # a Side
        pa.field("line", pa.float64()),
        pa.field("subject", pa.string()),  # the team or player the bet is on
        pa.field("home", pa.string()),
        pa.field("away", pa.string()),
        pa.field("period", pa.string()),
        pa.field("live", pa.bool_(), nullable=False),
        pa.field("bet_info", pa.string()),  # as exported
        pa.field("tags", pa.string()),
        pa.field("source", pa.string()),  # the export file's name
        pa.field("source_line", pa.int64()),  # its line there, the header being line 1
        pa.field("settled_share", pa.float64()),  # returned / (stake * odds), in [0, 1]; null unless decided
    ]
)

REJECTS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),  # e.g. "odds.missing"
        pa.field("reason", pa.string(), nullable=False),  # a sentence
        pa.field("raw", pa.string(), nullable=False),  # the row as a JSON object of its raw values
    ]
)
"""Rows that could not become bets."""

WARNINGS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("bet_id", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),  # e.g. "profit.sign"
        pa.field("reason", pa.string(), nullable=False),  # a sentence
    ]
)
"""What is strange about rows that became bets all the same, a row a rule."""
