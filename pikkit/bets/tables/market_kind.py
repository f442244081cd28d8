"""The market vocabulary: what a bet is on, and every way a book words it.

Two kinds of table. A *stat* is something counted (points, corners); what its market is called depends on whose it is:
a player's ("player points"), a team's ("team total") or the game's ("total"). Every other market has one name. Phrases
are split at ";"; case, surrounding punctuation and the words "Alt"/"Alternate" in front never matter.
"""

from enum import StrEnum


class MarketKind(StrEnum):
    """How the sides of a market are named."""

    RESULT = "result"
    """Home, away or draw: the side is the team or player the bet is on."""
    OVER_UNDER = "over_under"
    YES_NO = "yes_no"
    SELECTION = "selection"
    """Many outcomes: a score, a margin, a winner of many."""
