"""The closing line is the teacher: what a model should have said about each bet, and how much each lesson counts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

import numpy as np

from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.logistic import fit_logistic, sigmoid
from pikkit.training.prior import DEFAULT_SHAPE, PriceCalibration, PriceShape, recency

Made = TypeVar("Made")
MOVEMENT_BOUND = 1.0
"""Log odds; a close further than this from the price is a mistake in the data more often than a lesson."""
SLOPE_BETS = 64.0
"""Prior of the movement's slope, as ``fit_logistic`` counts it: normal around 1 with a standard deviation of 0.25."""


@dataclass(frozen=True)
class MarketTarget:
    """How prices and closing prices become probabilities, fitted on one set of bets.

    Attributes:
        price: The price's calibration, on all of them.
        close: The closing price's, on those that have one.
        reference: The price's again, on just the bets of ``close``: both err alike, so that the move from one to the
            other is the market's. From ``price``, a learner would learn the difference between two samples' luck.
        slope: How much of the move from price to close the results bear out: below 1 where prices were picked for
            their distance from a closing line that has errors of its own.
    """

    price: PriceCalibration
    close: PriceCalibration
    reference: PriceCalibration
    slope: float = 1.0

    @classmethod
    def fit(cls, data: TrainingSet, shape: PriceShape = DEFAULT_SHAPE) -> "MarketTarget":
        """Fit on the decided single bets."""
        decided = _decided(data)
        closed = decided.take(decided.closed)
        price = _calibration(decided, decided.odds, shape)
        close, reference = (_calibration(closed, odds, shape) for odds in (closed.closing_odds, closed.odds))
        market = cls(price, close, reference)
        moved = market.movement(closed)[:, None]
        start = reference.margin(closed.odds, segments=closed.segments)
        slope = fit_logistic(moved, closed.won, np.ones(1), SLOPE_BETS, offset=start)
        return replace(market, slope=max(float(slope[0]), 0.0))

    def price_margin(self, data: TrainingSet) -> Floats:
        """Calibrated log odds of the prices, shape (n,)."""
        return self.price.margin(data.odds, data.n_legs, data.segments)

    def close_margin(self, data: TrainingSet) -> Floats:
        """Calibrated log odds of the closing prices, shape (n,); NaN without one."""
        return self.close.margin(data.closing_odds, segments=data.segments)

    def movement(self, data: TrainingSet) -> Floats:
        """From price to close in log odds, as far as results bear it out, bounded, shape (n,); NaN without a close."""
        moved = self.close_margin(data) - self.reference.margin(data.odds, segments=data.segments)
        return np.clip(moved, -MOVEMENT_BOUND, MOVEMENT_BOUND) * self.slope

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "MarketTarget":
        """Build from ``dataclasses.asdict``'s form."""
        parts = {name: PriceCalibration.from_dict(values[name]) for name in ("price", "close", "reference")}
        return cls(**parts, slope=float(values.get("slope", 1.0)))


def price_calibration(data: TrainingSet, shape: PriceShape) -> PriceCalibration:
    """``MarketTarget.price`` alone, fitted on the decided single bets."""
    decided = _decided(data)
    return _calibration(decided, decided.odds, shape)


def _decided(data: TrainingSet) -> TrainingSet:
    return data.take(data.decided & (data.n_legs == 1))


def _calibration(data: TrainingSet, odds: Floats, shape: PriceShape) -> PriceCalibration:
    weight = recency(data.placed_at, shape.half_life_years)
    return PriceCalibration.fit(odds, data.won, weight, data.segments, shape.deviation_bets)


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

    def once(self, make: Callable[["Lessons"], Made]) -> Made:
        """What a function makes of these lessons, for a learner that makes the same of them whatever the recipe."""
        return make(self)

    @property
    def uneven_weight(self) -> Floats | None:
        """The weights, or None where all rows count alike: a learner without weights is faster and exactly the same."""
        return None if np.all(self.weight == 1.0) else self.weight

    @property
    def taught(self) -> Mask:
        """Rows with a closing line."""
        return ~np.isnan(self.movement)


@dataclass(frozen=True)
class SharedLessons(Lessons):
    """Lessons that one learner is taught with again and again: what it made of them is kept as long as they are."""

    _made: dict[Callable[[Lessons], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, taught: Lessons) -> Self:
        """The same lessons, to be shared."""
        return cls(taught.features, taught.price_margin, taught.label, taught.weight, taught.movement)

    def once(self, make: Callable[[Lessons], Made]) -> Made:
        """See ``Lessons``; a second call gives what the first one made."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made


def lessons(data: TrainingSet, market: MarketTarget, result_weight: float) -> Lessons:
    """The lessons of the bets that have a close or a result, in their order.

    Args:
        data: Single bets.
        market: The calibrations of price and close.
        result_weight: How much a result counts against a close, which is far less noisy. Trust (``TrainingSet.trust``)
            multiplies either.
    """
    known = data.closed | data.decided
    data = data if known.all() else data.take(known)
    price = market.price_margin(data)
    moved = market.movement(data)
    taught = ~np.isnan(moved)
    label = np.where(taught, sigmoid(price + np.where(taught, moved, 0.0)), data.won)
    weight = np.where(taught, 1.0, result_weight) * data.trust
    return Lessons(data.features, price, label, weight, moved)
