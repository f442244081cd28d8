"""How far the closing line may still be from a score: the 90 % interval around p_win."""

from dataclasses import dataclass

import numpy as np

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.training.dataset import Floats, Ints, Mask
from pikkit.training.logistic import sigmoid

LEVEL = 0.9
BAND_CLOSES = 300
"""Closing lines a band of prices needs to have a width of its own."""


@dataclass(frozen=True)
class IntervalWidths:
    """Half-widths, in log odds, of the 90 % interval around a score; one for each band of ``ODDS_BANDS``.

    Where there are closes, nine in ten closing-line probabilities of bets the learners had not seen lay inside (split
    conformal; Vovk et al., 2005). Without closes it is the interval of the band's own calibration, which says how well
    such scores do on average, not how far one of them may be off.

    Attributes:
        half_widths: Around a single bet's score.
        price_half_widths: Around the price alone, which is what a multi-leg bet's legs are scored by; empty: the same.
    """

    half_widths: tuple[float, ...]
    price_half_widths: tuple[float, ...] = ()

    @classmethod
    def fit(
        cls, odds: Floats, margin: Floats, close_margin: Floats, decided: int, price_margin: Floats | None = None
    ) -> "IntervalWidths":
        """Fit on out-of-time margins and the closes' margins (NaN without a close), shape (n,).

        Args:
            odds: Decimal odds.
            margin: Calibrated log odds of the scores.
            close_margin: Calibrated log odds of the closes.
            decided: How many of the bets won or lost.
            price_margin: Calibrated log odds of the prices; None: multi-leg bets get the scores' widths.
        """
        of_price = () if price_margin is None else _fitted(odds, price_margin, close_margin, decided)
        return cls(_fitted(odds, margin, close_margin, decided), of_price)

    def bounds(self, odds: Floats, margin: Floats, n_legs: Ints | None = None) -> tuple[Floats, Floats]:
        """Probabilities at both ends of the interval, shape (n,) each.

        A multi-leg bet's legs are taken to carry the same price and to be off independently of one another, each as
        far as a single bet at that price: the error of log p is then √legs times one leg's (the delta method).
        """
        half = np.asarray(self.half_widths)[_bands(odds)]
        if n_legs is not None and (n_legs > 1).any():
            half = np.where(n_legs > 1, self._of_legs(odds, margin, np.maximum(n_legs, 1)), half)
        return sigmoid(margin - half), sigmoid(margin + half)

    def _of_legs(self, odds: Floats, margin: Floats, n_legs: Ints) -> Floats:
        log_win = -np.logaddexp(0.0, -margin)
        leg_loss, loss = (-np.expm1(log) for log in (log_win / n_legs, log_win))  # 1 − p of a leg, and of all
        leg_half = np.asarray(self.price_half_widths or self.half_widths)[_bands(odds ** (1 / n_legs))]
        return np.asarray(np.sqrt(n_legs) * leg_loss * leg_half / np.maximum(loss, 1e-12), dtype=np.float64)


def _fitted(odds: Floats, margin: Floats, close_margin: Floats, decided: int) -> tuple[float, ...]:
    band = _bands(odds)
    bands = range(len(ODDS_BANDS) + 1)
    distance = np.abs(close_margin - margin)
    seen = ~np.isnan(distance)
    if seen.sum() < BAND_CLOSES:
        return tuple(_standard_width(margin, band == b, decided) for b in bands)
    overall = _conformal(distance[seen])
    widths = (distance[seen & (band == b)] for b in bands)
    return tuple(_conformal(w) if len(w) >= BAND_CLOSES else overall for w in widths)


def _conformal(distances: Floats) -> float:
    """The distance that covers a new one with probability ``LEVEL``, a little beyond the sample's quantile."""
    n = len(distances)
    return float(np.quantile(distances, min(LEVEL * (n + 1) / n, 1.0), method="higher"))


def _bands(odds: Floats) -> Ints:
    return np.searchsorted(np.asarray(ODDS_BANDS), odds, side="right").astype(np.int64)


def _standard_width(margin: Floats, rows: Mask, decided: int) -> float:
    """1.645 standard errors of the log odds of a band's win rate (Agresti, 2013), never less than a whole set's."""
    p = sigmoid(margin[rows]).mean() if rows.any() else 0.5
    count = max(int(rows.sum()), min(30, decided), 1)
    return float(1.645 / np.sqrt(count * p * (1 - p)))
