"""What a policy would stake on every bet of a history, and how that gives way to what is open and lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.stakes.staking_history import Floats, Mask


@dataclass(frozen=True)
class StakePlan:
    """A policy, worked out for n bets.

    Attributes:
        name: What it is called.
        share: Share of the bankroll to stake with nothing open; or the stake itself where ``flat``, shape (n,).
        cap: The largest share of the bankroll on a bet or an event.
        flat: Whether stakes stay what they are, whatever the bankroll.
        exposure_caution: How fast the share shrinks with what is out: by so many times its share of the bankroll.
        drawdown_caution: The same with the share lost since the highest bankroll.
    """

    name: str
    share: Floats
    cap: float = 1.0
    flat: bool = False
    exposure_caution: float = 0.0
    drawdown_caution: float = 0.0


@dataclass(frozen=True)
class PlanStack:
    """P plans to play at once: their values side by side."""

    share: Floats
    cap: Floats
    flat: Mask
    exposure_caution: Floats
    drawdown_caution: Floats

    @classmethod
    def of(cls, plans: Sequence[StakePlan]) -> "PlanStack":
        """Stack them."""
        return cls(
            np.column_stack([plan.share for plan in plans]),
            np.array([plan.cap for plan in plans]),
            np.array([plan.flat for plan in plans]),
            np.array([plan.exposure_caution for plan in plans]),
            np.array([plan.drawdown_caution for plan in plans]),
        )
