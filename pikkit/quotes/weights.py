"""How much each book's opinion counts: the more, the better it foretold closing prices so far."""

from dataclasses import dataclass

import numpy as np

from pikkit.quotes.offers import Floats, Ints

PRIOR_BETS = 50.0
PRIOR_VARIANCE = 0.05
"""Squared log odds: how far books are from closes on real prices, and what a book nobody knows yet counts as."""


@dataclass(frozen=True)
class Foretold:
    """What books said of settled bets with a close; m of them.

    Attributes:
        settled_at: When each settled, µs, ascending, shape (m,).
        error: Each book's margin-free log odds minus the close's, NaN without, shape (m, books).
    """

    settled_at: Ints
    error: Floats

    @classmethod
    def of(cls, logits: Floats, closing_odds: Floats, settled_at: Ints) -> "Foretold":
        """From bets' opinions, closes (NaN without) and settlements (−1 without).

        Args:
            logits: Shape (n, books).
            closing_odds: Decimal, shape (n,).
            settled_at: µs, shape (n,).
        """
        rows = np.flatnonzero(~np.isnan(closing_odds) & (settled_at >= 0))
        rows = rows[np.argsort(settled_at[rows], kind="stable")]
        close = -np.log(np.maximum(closing_odds[rows] - 1, 1e-9))
        return cls(settled_at[rows], logits[rows] - close[:, None])

    def weights(self, moments: Ints) -> Floats:
        """Each book's weight at each moment, from bets settled strictly before it, shape (len(moments), books).

        It is the inverse of the variance of the errors, drawn towards ``PRIOR_VARIANCE`` by ``PRIOR_BETS`` bets; a
        constant error (a close still has its margin) costs nothing.
        """
        there = ~np.isnan(self.error)
        error = np.where(there, self.error, 0.0)
        before = np.searchsorted(self.settled_at, moments, side="left")
        count, total, square = (self._sums(values)[before] for values in (there.astype(np.float64), error, error**2))
        spread = square - total**2 / np.maximum(count, 1.0)
        variance = (np.maximum(spread, 0.0) + PRIOR_VARIANCE * PRIOR_BETS) / (count + PRIOR_BETS)
        return np.asarray(1.0 / variance)

    @staticmethod
    def _sums(values: Floats) -> Floats:
        return np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
