"""The closing line is the teacher: what a model should have said about each bet, and how much each lesson counts."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.logistic import sigmoid
from pikkit.training.prior import PriceCalibration

MOVEMENT_BOUND = 1.0
"""Log odds; a close further than this from the price is a mistake in the data more often than a lesson."""


@dataclass(frozen=True)
class Market:
    """How prices and closing prices become probabilities, fitted on one set of bets.

    Attributes:
        price: The price's calibration, on all of them.
        close: The closing price's, on those that have one.
        reference: The price's again, on just the bets of ``close``: both err alike, so that the move from one to the
            other is the market's. From ``price``, a learner would learn the difference between two samples' luck.
    """

    price: PriceCalibration
    close: PriceCalibration
    reference: PriceCalibration

    @classmethod
    def fit(cls, data: TrainingSet) -> "Market":
        """Fit on the decided single bets."""
        decided = data.take(data.decided & (data.n_legs == 1))
        closed = decided.take(decided.closed)
        price, reference = (PriceCalibration.fit(bets.odds, bets.won) for bets in (decided, closed))
        return cls(price, PriceCalibration.fit(closed.closing_odds, closed.won), reference)

    def movement(self, odds: Floats, closing_odds: Floats) -> Floats:
        """From price to close in log odds, bounded, shape (n,); NaN without a close."""
        moved = self.close.margin(closing_odds) - self.reference.margin(odds)
        return np.clip(moved, -MOVEMENT_BOUND, MOVEMENT_BOUND)


@dataclass(frozen=True)
class Lessons:
    """What a learner is taught with; every array has n rows, none of them NaN unless said.

    Attributes:
        features: Shape (n, F).
        price_margin: Calibrated log odds of the price: where the learner starts.
        label: The probability to learn: the price's moved as far as the close where there is one, the result where not.
        weight: How much each row counts.
        movement: ``Market.movement``; NaN without a close.
    """

    features: Floats
    price_margin: Floats
    label: Floats
    weight: Floats
    movement: Floats

    def take(self, rows: Mask) -> "Lessons":
        """The same for some of the rows."""
        return Lessons(
            self.features[rows], self.price_margin[rows], self.label[rows], self.weight[rows], self.movement[rows]
        )

    @property
    def uneven_weight(self) -> Floats | None:
        """The weights, or None where all rows count alike: a learner without weights is faster and exactly the same."""
        return None if np.all(self.weight == 1.0) else self.weight

    @property
    def taught(self) -> Mask:
        """Rows with a closing line."""
        return ~np.isnan(self.movement)


def lessons(data: TrainingSet, market: Market, result_weight: float) -> Lessons:
    """The lessons of the bets that have a close or a result, in their order.

    Args:
        data: Single bets.
        market: The calibrations of price and close.
        result_weight: How much a result counts against a close, which is far less noisy. Trust (``TrainingSet.trust``)
            multiplies either.
    """
    data = data.take(data.closed | data.decided)
    price = market.price.margin(data.odds)
    moved = market.movement(data.odds, data.closing_odds)
    taught = ~np.isnan(moved)
    label = np.where(taught, sigmoid(price + np.where(taught, moved, 0.0)), data.won)
    weight = np.where(taught, 1.0, result_weight) * data.trust
    return Lessons(data.features, price, label, weight, moved)
