"""How a bet stands, what kind it is, and which side it takes."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a bet stands.

    Only what is ``decided`` says anything about the event: a push or void is no win-rate observation, and a cash-out
    counts in profit but not in calibration. Half of a ``HALF_WIN`` or ``HALF_LOSS`` (a quarter line) was returned; of a
    ``PART_WIN`` (a dead heat, a bet each way) a part was paid. ``pikkit.bets.settlement`` says what each is worth.
    """

    OPEN = "open"
    WIN = "win"
    LOSS = "loss"
    PUSH = "push"
    VOID = "void"
    CASH_OUT = "cash_out"
    HALF_WIN = "half_win"
    HALF_LOSS = "half_loss"
    PART_WIN = "part_win"
    UNKNOWN = "unknown"

    @property
    def settled(self) -> bool:
        """Whether money has changed hands."""
        return self is not Outcome.OPEN

    @property
    def decided(self) -> bool:
        """Whether it was won or lost, in whole or in part: the only outcomes a probability can be judged on."""
        return self in (Outcome.WIN, Outcome.LOSS) or self.partial

    @property
    def partial(self) -> bool:
        """Whether it was won or lost in part only."""
        return self in (Outcome.HALF_WIN, Outcome.HALF_LOSS, Outcome.PART_WIN)


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
