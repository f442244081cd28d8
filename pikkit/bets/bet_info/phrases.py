"""What a phrase of the vocabulary is, and where in a leg one was found."""

from enum import Enum
from typing import NamedTuple

from pikkit.bets.bet_info.markets import Market


class Role(Enum):
    """What a phrase tells."""

    MARKET = "market"
    PART = "part"
    """Half of a stat: "Rush", which "Rec Yards" behind it makes whole."""
    PERIOD = "period"
    LIVE = "live"
    ALTERNATE = "alternate"
    FILLER = "filler"


class Phrase(NamedTuple):
    """A phrase of the vocabulary."""

    words: tuple[str, ...]
    role: Role
    weight: int
    """Which of several markets in one leg is meant: the longest phrase. 0 if it is no market."""
    market: Market | None = None
    period: str | None = None
    """Of a period its canonical name; of a part the stat's first word."""
    counts: bool = False
    """Whether it is a stat or a part of one."""


class Mark(NamedTuple):
    """A phrase found in a leg: words[start:end]."""

    start: int
    end: int
    phrase: Phrase
