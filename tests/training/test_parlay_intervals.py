"""The interval around a multi-leg bet's score: its legs' errors, added up."""

import numpy as np
import pytest

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.training.calibration import IntervalWidths
from pikkit.training.logistic import logit, sigmoid

BANDS = len(ODDS_BANDS) + 1
WIDTHS = IntervalWidths((0.1,) * BANDS, (0.2,) * BANDS)


def test_single_bets_keep_their_own_width() -> None:
    odds, margin = np.array([1.5, 2.0, 9.0]), np.array([0.7, 0.0, -2.0])
    low, high = WIDTHS.bounds(odds, margin, np.array([1, 1, 1]))
    assert logit(high) - margin == pytest.approx(0.1)
    assert margin - logit(low) == pytest.approx(0.1)


@pytest.mark.parametrize("legs", [2, 3, 5])
def test_nine_in_ten_parlays_of_erring_legs_are_inside(legs: int) -> None:
    rng = np.random.default_rng(legs)
    leg = logit(np.full((20_000, legs), 0.5))
    off = rng.normal(0, 0.2 / 1.645, leg.shape)  # nine in ten legs are off by at most 0.2
    truth = sigmoid(leg + off).prod(axis=1)
    p = np.full(20_000, 0.5**legs)
    low, high = WIDTHS.bounds(np.full(20_000, 2.0**legs), logit(p), np.full(20_000, legs))
    assert np.mean((truth >= low) & (truth <= high)) == pytest.approx(0.9, abs=0.01)


def test_more_legs_are_relatively_less_sure() -> None:
    legs = np.array([2, 3, 4, 8])
    p = 0.6**legs
    low, high = WIDTHS.bounds(1 / p, logit(p), legs)
    assert (np.diff(np.log(high / low)) > 0).all()


def test_without_a_width_of_prices_the_legs_take_the_scores() -> None:
    legs, p = np.array([2]), np.array([0.25])
    own, of_price = (IntervalWidths((0.1,) * BANDS, prices) for prices in ((), (0.1,) * BANDS))
    assert own.bounds(1 / p, logit(p), legs) == of_price.bounds(1 / p, logit(p), legs)


@pytest.mark.parametrize("p", [1e-9, 1 - 1e-9])
def test_the_most_extreme_parlays_have_a_finite_interval_around_them(p: float) -> None:
    low, high = WIDTHS.bounds(np.array([1 / p + 1e-12]), logit(np.array([p])), np.array([12]))
    assert 0 <= low[0] <= p <= high[0] <= 1


def test_the_prices_widths_are_fitted_to_the_prices_own_distance() -> None:
    rng = np.random.default_rng(5)
    close = rng.normal(0, 1, 5000)
    near, far = close + rng.normal(0, 0.05, 5000), close + rng.normal(0, 0.3, 5000)
    widths = IntervalWidths.fit(np.full(5000, 2.0), near, close, 5000, far)
    band = int(np.searchsorted(ODDS_BANDS, 2.0, side="right"))
    assert widths.half_widths[band] == pytest.approx(1.645 * 0.05, rel=0.1)
    assert widths.price_half_widths[band] == pytest.approx(1.645 * 0.3, rel=0.1)
