"""How large and how wide a value may be, column by column, wherever bets are read, kept or written by users.

The reader turns what is beyond them into a sentence, the tables of every store refuse it, and reads pass over what got
in all the same. They are far beyond any bet, so that they bound memory and time and never a bettor; narrower rules,
which a person may overrule, are in :mod:`pikkit.bets.export.rules`.
"""

from datetime import UTC, datetime
from types import MappingProxyType

from pikkit.bets.outcome import BetType, Outcome

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Moments are from EARLIEST on and before LATEST: within what 64-bit nanoseconds hold."""

NAME = 200
"""Characters of a name, an id or any other short text."""
RAW = 100_000
"""Characters of a quarantined row, which is JSON of a whole row, and of what a page said of a capture."""

LEG = 20_000
"""Characters of what a bet is on, and of each thing read from it."""

TEXTS = MappingProxyType(
    {
        **dict.fromkeys(("bettor", "bet_id", "sportsbook", "region"), NAME),
        **dict.fromkeys(("sport", "league", "tags"), 2000),
        **dict.fromkeys(("bet_info", "market", "side", "subject", "home", "away", "period"), LEG),
        "source": 500,
    }
)
"""The most characters of a text of a bet, by column."""

WORDS = MappingProxyType({"bet_type": tuple(BetType), "outcome": tuple(Outcome)})
"""The words that a column of a bet may hold."""

NUMBERS = MappingProxyType(
    {
        "odds": (1.0, 1e12),
        "closing_odds": (1.0, 1e12),
        "source_ev": (-1e12, 1e12),
        "stake": (-1e-9, 1e15),  # 0 is a promotion that a person accepted
        "profit": (-1e15, 1e18),
        "line": (-1e9, 1e9),
        "n_legs": (0.0, 20_000.0),
        "source_line": (-1.0, 2.0**63),
    }
)
"""A number of a bet is above the first and at most the second, by column: NaN and infinity are neither."""

MOMENTS = ("placed_at", "settled_at")
