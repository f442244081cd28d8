"""The market is the prior: a price turned into a calibrated log odds of winning."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from pikkit.features.definitions.bet_features import SEGMENTS, price_logit
from pikkit.training.dataset import Floats, Ints
from pikkit.training.logistic import fit_logistic

UNFITTED = (-0.1, 1.0, 0.0)
"""Without data: about five per cent of margin taken off (−110 both ways is 0.095 each), and no other bias."""
PRIOR_BETS = 200.0
"""How many bets' worth of evidence that assumption is."""
MICROSECONDS_A_YEAR = 365.25 * 86_400_000_000


@dataclass(frozen=True)
class PriceShape:
    """How freely a calibration follows the data.

    Attributes:
        half_life_years: The age at which a result counts half; None: all count alike. The favourites' bias drifts: on
            real prices the slope was 0.93 in 2020 and 1.10 in 2023.
        deviation_bets: How many bets' worth of evidence there is, before any, that a segment is like the rest; None:
            no segment deviates.
    """

    half_life_years: float | None = 1.0
    deviation_bets: float | None = None


DEFAULT_SHAPE = PriceShape()


@dataclass(frozen=True)
class PriceCalibration:
    """logit P(win) = intercept + slope · logit(q) + curvature · ln(4 q (1 − q)) with q = 1 / odds, fitted on results.

    The intercept takes off the margin, a slope above 1 the favourite-longshot bias, and the curvature lets favourites
    and long shots differ in it: together they are the beta calibration of q (Kull, Silva Filho & Flach, 2017).

    Attributes:
        intercept, slope, curvature: Of the bets in general.
        deviations: By segment (``pikkit.features.definitions.bet_features.SEGMENTS``), added to both for its bets.
    """

    intercept: float
    slope: float
    curvature: float = 0.0
    deviations: dict[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        odds: Floats,
        won: Floats,
        weight: Floats | None = None,
        segments: Floats | None = None,
        deviation_bets: float | None = None,
    ) -> Self:
        """Fit on decided single bets.

        Args:
            odds: Decimal odds, shape (n,).
            won: Results, 0 or 1, shape (n,).
            weight: How much each bet counts, shape (n,); None: all alike.
            segments: Shape (n, len(SEGMENTS)); None, or without ``deviation_bets``: no segment deviates.
            deviation_bets: ``PriceShape.deviation_bets``.
        """
        price = price_logit(odds)
        kept = np.zeros((len(odds), 0)) if segments is None or not deviation_bets else segments
        design = np.column_stack([np.ones_like(odds), price, _evenness(price), kept, kept * price[:, None]])
        center = np.concatenate([UNFITTED, np.zeros(2 * kept.shape[1])])
        strength = np.concatenate([np.full(3, PRIOR_BETS), np.full(2 * kept.shape[1], deviation_bets or 0.0)])
        intercept, slope, curvature, *rest = fit_logistic(design, won, center, strength, weight=weight).tolist()
        curvature = float(
            np.clip(curvature, -abs(slope), abs(slope))
        )  # beyond, a longer price would be likelier to win
        pairs = zip(rest[: kept.shape[1]], rest[kept.shape[1] :], strict=True)
        return cls(intercept, slope, curvature, dict(zip(SEGMENTS, pairs, strict=False)))

    @classmethod
    def from_dict(cls, values: dict[str, object]) -> Self:
        """Build from ``dataclasses.asdict``'s form; an older bundle's has neither curvature nor deviations."""
        deviations = {name: tuple(pair) for name, pair in values.get("deviations", {}).items()}  # type: ignore[attr-defined]
        intercept, slope, curvature = (values.get(name, 0.0) for name in ("intercept", "slope", "curvature"))
        return cls(float(intercept), float(slope), float(curvature), deviations)  # type: ignore[arg-type]

    def margin(self, odds: Floats, n_legs: Ints | None = None, segments: Floats | None = None) -> Floats:
        """Calibrated log odds, shape (n,); NaN where the odds are.

        Each of a multi-leg bet's legs is taken to carry the same price, so that each leg's margin is taken off once.

        Args:
            odds: Decimal odds, shape (n,).
            n_legs: Legs, shape (n,); left out, 1.
            segments: Shape (n, len(SEGMENTS)); left out, no bet deviates. Multi-leg bets never do.
        """
        single = self._single(odds) + self._deviation(odds, segments)
        if n_legs is None or (n_legs == 1).all():
            return single
        log_win = -n_legs * np.logaddexp(0.0, -self._single(odds ** (1 / n_legs)))
        return np.where(n_legs == 1, single, log_win - np.log(-np.expm1(log_win)))

    def _single(self, odds: Floats) -> Floats:
        price = price_logit(odds)
        return np.asarray(self.intercept + self.slope * price + self.curvature * _evenness(price), dtype=np.float64)

    def _deviation(self, odds: Floats, segments: Floats | None) -> Floats:
        if segments is None or not self.deviations:
            return np.zeros(len(odds))
        intercepts, slopes = np.array([self.deviations[name] for name in SEGMENTS]).T
        return np.asarray(segments @ intercepts + (segments @ slopes) * price_logit(odds), dtype=np.float64)


def _evenness(price: Floats) -> Floats:
    """ln(4 q (1 − q)) of logit(q): 0 at even chances, falling towards favourites and long shots alike."""
    with np.errstate(invalid="ignore"):  # a price that is not known stays so
        even = 2 * np.log(2) - np.logaddexp(0.0, price) - np.logaddexp(0.0, -price)
    return np.asarray(even, dtype=np.float64)


def recency(placed_at: Ints, half_life_years: float | None) -> Floats | None:
    """How much each bet counts by its age at the newest of them, shape (n,); None: all alike."""
    if half_life_years is None or not len(placed_at):
        return None
    age = (placed_at.max() - placed_at) / MICROSECONDS_A_YEAR
    return np.asarray(0.5 ** (age / half_life_years), dtype=np.float64)
