"""What a probability is worth at a price."""

from dataclasses import dataclass

import numpy as np

from pikkit.bets.verdict import Verdict
from pikkit.stakes.kelly_shares import full_kelly
from pikkit.stakes.learned_stakes import LearnedStakes
from pikkit.training.bundle import Prediction
from pikkit.training.dataset import Floats

_VERDICTS = (Verdict.PASS.value, Verdict.LEAN.value, Verdict.BET.value)


@dataclass(frozen=True)
class Stakes:
    """How much of the bankroll a score may recommend.

    Attributes:
        fraction: Share of full Kelly.
        cap: The largest share of the bankroll.
        learned: A policy that was surely better, to use instead of the fraction; None: there is none.
    """

    fraction: float
    cap: float
    learned: LearnedStakes | None = None

    def share(self, prediction: Prediction, odds: Floats) -> Floats:
        """Share of the bankroll to stake on each of n bets, shape (n,)."""
        if self.learned:
            return self.learned.share(prediction.p_win, prediction.low, odds, self.cap)
        return np.minimum(self.fraction * full_kelly(prediction.p_win, odds), self.cap)


@dataclass(frozen=True)
class Priced:
    """A prediction's worth at its odds; arrays of shape (n,), and the values of ``Verdict`` as plain texts."""

    fair_odds: Floats
    edge: Floats
    ev: Floats
    kelly: Floats
    verdicts: list[str]


def price_bets(prediction: Prediction, odds: Floats, stakes: Stakes) -> Priced:
    """Value n predictions at decimal odds, shape (n,); ``pikkit.bets.value``, of values that are sound already."""
    ev = prediction.p_win * odds - 1
    sure = prediction.low * odds - 1 > 0
    verdicts = [_VERDICTS[place] for place in ((ev > 0) * (1 + sure)).tolist()]
    kelly = stakes.share(prediction, odds)
    return Priced(1 / np.maximum(prediction.p_win, 1e-9), prediction.p_win - prediction.p_market, ev, kelly, verdicts)
