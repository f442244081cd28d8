"""What a probability is worth at a price."""

from dataclasses import dataclass

import numpy as np

from pikkit.bets.value import expected_value, fair_odds, kelly_fraction
from pikkit.bets.verdict import Verdict
from pikkit.training.bundle import Prediction
from pikkit.training.dataset import Floats

_VERDICTS = (Verdict.PASS.value, Verdict.LEAN.value, Verdict.BET.value)


@dataclass(frozen=True)
class Stakes:
    """How much of the bankroll a score may recommend: a share of full Kelly, up to a cap."""

    fraction: float
    cap: float


@dataclass(frozen=True)
class Priced:
    """A prediction's worth at its odds; arrays of shape (n,), and the values of ``Verdict`` as plain texts."""

    fair_odds: Floats
    edge: Floats
    ev: Floats
    kelly: Floats
    verdicts: list[str]


def price_bets(prediction: Prediction, odds: Floats, stakes: Stakes) -> Priced:
    """Value n predictions at decimal odds, shape (n,)."""
    ev = expected_value(prediction.p_win, odds)
    sure = expected_value(prediction.low, odds) > 0
    verdicts = [_VERDICTS[place] for place in np.where(ev > 0, 1 + sure, 0).tolist()]
    kelly = kelly_fraction(prediction.p_win, odds, stakes.fraction, stakes.cap)
    return Priced(
        fair_odds(np.maximum(prediction.p_win, 1e-9)), prediction.p_win - prediction.p_market, ev, kelly, verdicts
    )
