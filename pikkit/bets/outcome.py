"""How a bet stands, what kind it is, and which side it takes."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a bet stands.

    Only ``WIN`` and ``LOSS`` say anything about the event: a push or void is no win-rate observation, and a cash-out
    counts in profit but not in calibration.
    """

    OPEN = "open"
    WIN = "win"
    LOSS = "loss"
    PUSH = "push"
    VOID = "void"
    CASH_OUT = "cash_out"
    UNKNOWN = "unknown"

    @property
    def settled(self) -> bool:
        """Whether money has changed hands."""
        return self is not Outcome.OPEN

    @property
    def decided(self) -> bool:
        """Whether it is a win or a loss, the only outcomes a probability can be judged on."""
        return self in (Outcome.WIN, Outcome.LOSS)


class BetType(StrEnum):
    """A straight bet, a parlay (all legs must win), or a round robin (every parlay of N legs)."""

    STRAIGHT = "straight"
    PARLAY = "parlay"
    ROUND_ROBIN = "round_robin"


class Side(StrEnum):
    """Which side of its market a leg takes."""

    HOME = "home"
    AWAY = "away"
    DRAW = "draw"
    OVER = "over"
    UNDER = "under"
    YES = "yes"
    NO = "no"
    OTHER = "other"
