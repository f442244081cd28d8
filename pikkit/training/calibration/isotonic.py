"""Isotonic calibration: the rising step curve that fits the results best, joined up."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.logistic import logit, sigmoid

PRIOR_BETS = 20.0
"""Bets' worth of the step's own mean probability added to each step, so that no step is 0 or 1."""


@dataclass(frozen=True)
class IsotonicCalibration:
    """Pooled adjacent violators (Zadrozny & Elkan, 2002), linear in log odds between the middles of its steps.

    Attributes:
        knots: Margins at the middles of the steps, rising.
        values: Calibrated margins there, rising.
    """

    knots: tuple[float, ...]
    values: tuple[float, ...]
    kind: ClassVar[str] = "isotonic"

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:
        """Fit on margins and results; without any the margin stays as it is."""
        from scipy.optimize import isotonic_regression

        if not len(margin):
            return cls((0.0,), (0.0,))
        order = np.argsort(margin, kind="stable")
        steps = isotonic_regression(won[order]).blocks
        counts = np.diff(steps)
        middles = np.add.reduceat(margin[order], steps[:-1]) / counts
        expected = np.add.reduceat(sigmoid(margin[order]), steps[:-1]) / counts
        wins = np.add.reduceat(won[order], steps[:-1])
        values = logit((wins + PRIOR_BETS * expected) / (counts + PRIOR_BETS))
        return cls(tuple(middles.tolist()), tuple(np.maximum.accumulate(values).tolist()))

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds; beyond the outermost steps the correction stays what it is there."""
        knots, values = np.asarray(self.knots), np.asarray(self.values)
        inside = np.clip(margin, knots[0], knots[-1])
        return np.asarray(np.interp(inside, knots, values) + (margin - inside), dtype=np.float64)

    def to_dict(self) -> dict[str, Any]:
        """See ``Calibrator``."""
        return {"knots": list(self.knots), "values": list(self.values)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """See ``Calibrator``."""
        return cls(tuple(map(float, values["knots"])), tuple(map(float, values["values"])))
