"""The market is the prior: a price turned into a calibrated log odds of winning."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from pikkit.features.request import price_logit
from pikkit.training.dataset import Floats, Ints
from pikkit.training.logistic import fit_logistic

UNFITTED = np.array([-0.1, 1.0])
"""Without data: about five per cent of margin taken off (−110 both ways is 0.095 each), and no other bias."""
PRIOR_BETS = 200.0
"""How many bets' worth of evidence that assumption is."""


@dataclass(frozen=True)
class PriceCalibration:
    """logit P(win) = intercept + slope · logit(1 / odds), fitted on results.

    The intercept takes off the margin, a slope above 1 the favourite-longshot bias.
    """

    intercept: float
    slope: float

    @classmethod
    def fit(cls, odds: Floats, won: Floats) -> Self:
        """Fit on decided single bets: decimal odds and results (0 or 1), shape (n,)."""
        design = np.column_stack([np.ones_like(odds), price_logit(odds)])
        intercept, slope = fit_logistic(design, won, UNFITTED, PRIOR_BETS)
        return cls(float(intercept), float(slope))

    def margin(self, odds: Floats, n_legs: Ints | None = None) -> Floats:
        """Calibrated log odds, shape (n,); NaN where the odds are.

        Each of a multi-leg bet's legs is taken to carry the same price, so that each leg's margin is taken off once.
        """
        if n_legs is None or (n_legs == 1).all():
            return self._single(odds)
        log_win = -n_legs * np.logaddexp(0.0, -self._single(odds ** (1 / n_legs)))
        return np.where(n_legs == 1, self._single(odds), log_win - np.log(-np.expm1(log_win)))

    def _single(self, odds: Floats) -> Floats:
        return np.asarray(self.intercept + self.slope * price_logit(odds), dtype=np.float64)
