"""A staking policy of a few numbers, which policy search can find and a score can use."""

from dataclasses import astuple, dataclass

import numpy as np

from pikkit.stakes.kelly_shares import full_kelly
from pikkit.stakes.stake_plan import StakePlan
from pikkit.stakes.staking_history import Floats, StakingHistory


@dataclass(frozen=True)
class LearnedStakes:
    """Kelly's share of a more careful probability, times a power of the odds; less with money out or lost.

    Attributes:
        scale: Share of Kelly's stake at even odds, in [0, 1.5].
        shrink: How far from p to its interval's lower end the probability is taken, in [0, 1].
        tilt: The share is times (odds − 1) to this power, in [−1, 1].
        exposure_caution, drawdown_caution: See ``StakePlan``, in [0, 5].
    """

    scale: float
    shrink: float
    tilt: float
    exposure_caution: float
    drawdown_caution: float

    def share(self, p: Floats, low: Floats, odds: Floats, cap: float) -> Floats:
        """Share of the bankroll to stake with nothing open and nothing lost, shape (n,), in [0, ``cap``]."""
        careful = p - self.shrink * (p - low)
        wanted = self.scale * full_kelly(careful, odds) * (odds - 1) ** self.tilt
        return np.asarray(np.clip(wanted, 0, cap), dtype=np.float64)

    def plan(self, history: StakingHistory, cap: float, name: str = "learned") -> StakePlan:
        """What it stakes on a history's bets."""
        share = self.share(history.p, history.low, history.odds, cap)
        return StakePlan(name, share, cap, False, self.exposure_caution, self.drawdown_caution)

    def values(self) -> Floats:
        """Its numbers, in order."""
        return np.array(astuple(self))


NOTHING = LearnedStakes(0.0, 0.0, 0.0, 0.0, 0.0)
"""Stakes nothing."""
BOUNDS = np.array([[0.0, 1.5], [0.0, 1.0], [-1.0, 1.0], [0.0, 5.0], [0.0, 5.0]])
"""Of each number."""
