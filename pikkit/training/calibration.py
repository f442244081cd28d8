"""From a blended margin to a probability that means what it says, and how far the close may still be from it."""

from dataclasses import dataclass

import numpy as np

from pikkit.features.keys import ODDS_BANDS
from pikkit.training.dataset import Floats
from pikkit.training.ensemble import OutOfTime
from pikkit.training.logistic import fit_logistic, sigmoid

IDENTITY = np.array([0.0, 1.0])
PRIOR_BETS = 1000.0
"""How many bets' worth of evidence there is, before any, that the margin needs no correction."""
LEVEL = 0.9
BAND_CLOSES = 300
"""Closing lines a band of prices needs to have a width of its own."""


@dataclass(frozen=True)
class PlattCalibration:
    """logit P(win) = intercept + slope · margin (Platt, 1999), fitted out of time on results."""

    intercept: float
    slope: float

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> "PlattCalibration":
        """Fit on margins and results (0 or 1), shape (n,), pulled towards no correction."""
        design = np.column_stack([np.ones_like(margin), margin])
        intercept, slope = fit_logistic(design, won, IDENTITY, PRIOR_BETS)
        return cls(float(intercept), float(slope))

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds."""
        return np.asarray(self.intercept + self.slope * margin, dtype=np.float64)


@dataclass(frozen=True)
class IntervalWidths:
    """Half-widths, in log odds, of the 90 % interval around a score; one for each band of ``ODDS_BANDS``.

    Where there are closes, nine in ten closing-line probabilities of bets the learners had not seen lay inside (split
    conformal; Vovk et al., 2005). Without closes it is the interval of the band's own calibration, which says how well
    such scores do on average, not how far one of them may be off.
    """

    half_widths: tuple[float, ...]

    @classmethod
    def fit(cls, odds: Floats, margin: Floats, close_margin: Floats, decided: int) -> "IntervalWidths":
        """Fit on out-of-time margins (calibrated) and the closes' margins (NaN without a close), shape (n,)."""
        band = _bands(odds)
        distance = np.abs(close_margin - margin)
        seen = ~np.isnan(distance)
        if seen.sum() < BAND_CLOSES:
            return cls(tuple(_standard_width(margin, band == b, decided) for b in range(len(ODDS_BANDS) + 1)))
        overall = float(np.quantile(distance[seen], LEVEL))
        widths = (distance[seen & (band == b)] for b in range(len(ODDS_BANDS) + 1))
        return cls(tuple(float(np.quantile(w, LEVEL)) if len(w) >= BAND_CLOSES else overall for w in widths))

    def bounds(self, odds: Floats, margin: Floats) -> tuple[Floats, Floats]:
        """Probabilities at both ends of the interval, shape (n,) each."""
        half = np.asarray(self.half_widths)[_bands(odds)]
        return sigmoid(margin - half), sigmoid(margin + half)


def fit_calibration(seen: OutOfTime, shift: Floats) -> tuple[PlattCalibration, IntervalWidths]:
    """Calibrate the blend on the results of bets its learners had not seen.

    The price alone is calibrated on results as it is: to do so again would only add noise to what should be the price.
    """
    decided = seen.data.decided
    platt = PlattCalibration(*IDENTITY.tolist())
    if shift.any():
        platt = PlattCalibration.fit((seen.price_margin + shift)[decided], seen.data.won[decided])
    margin = platt.margin(seen.price_margin + shift)
    return platt, IntervalWidths.fit(seen.data.odds, margin, seen.close_margin, int(decided.sum()))


def _bands(odds: Floats) -> np.ndarray:
    return np.searchsorted(np.asarray(ODDS_BANDS), odds, side="right")


def _standard_width(margin: Floats, rows: np.ndarray, decided: int) -> float:
    """1.645 standard errors of the log odds of a band's win rate (Agresti, 2013), never less than a whole set's."""
    p = sigmoid(margin[rows]).mean() if rows.any() else 0.5
    count = max(int(rows.sum()), min(30, decided), 1)
    return float(1.645 / np.sqrt(count * p * (1 - p)))
