"""The policies that need no learning."""

import numpy as np

from pikkit.stakes.kelly_shares import full_kelly, shrunk_kelly
from pikkit.stakes.simultaneous_kelly import slate_shares
from pikkit.stakes.stake_plan import StakePlan
from pikkit.stakes.staking_history import Slates, StakingHistory

FLAT_SHARE = 0.0025
"""First bankrolls on each bet when staking flat."""
FRACTIONAL = "fractional Kelly"
"""What a score recommends: a share of Kelly's stake, up to a cap."""
LEARNED = "learned"


def fractional_plan(history: StakingHistory, fraction: float, cap: float) -> StakePlan:
    """What scores recommend unless something is surely better."""
    share = np.minimum(fraction * full_kelly(history.p, history.odds), cap)
    return StakePlan(FRACTIONAL, share, cap)


def named_plans(history: StakingHistory, slates: Slates, fraction: float, cap: float) -> list[StakePlan]:
    """Flat, fractional and full Kelly, a fraction of simultaneous Kelly, and Kelly shrunk by uncertainty.

    Args:
        history: The bets.
        slates: Which of them are decided on together.
        fraction: Share of full Kelly, of the fractional and of the simultaneous one.
        cap: The largest share of the bankroll on a bet or an event; full Kelly and flat stakes have none.
    """
    together = np.minimum(fraction * slate_shares(history, slates), cap)
    unsure = np.minimum(shrunk_kelly(history.p, history.low, history.high, history.odds), cap)
    return [
        StakePlan("flat", np.where(history.p * history.odds > 1, FLAT_SHARE, 0.0), flat=True),
        fractional_plan(history, fraction, cap),
        StakePlan("full Kelly", full_kelly(history.p, history.odds)),
        StakePlan("simultaneous Kelly", together, cap, exposure_caution=1.0),
        StakePlan("shrunk Kelly", unsure, cap),
    ]
