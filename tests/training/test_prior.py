"""The market as the prior: what a price says before anything else is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.features.definitions.bet_features import SEGMENTS
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.prior import UNFITTED, PriceCalibration, recency

NO_DATA = PriceCalibration.fit(np.empty(0), np.empty(0))
prices = st.floats(1.001, 500)


def test_without_data_about_five_per_cent_of_margin_is_taken_off() -> None:
    assert (NO_DATA.intercept, NO_DATA.slope, NO_DATA.curvature) == UNFITTED
    minus_110 = 1 + 100 / 110
    assert sigmoid(NO_DATA.margin(np.array([minus_110])))[0] == pytest.approx(0.5, abs=0.002)


def test_a_books_margin_is_learned_from_results() -> None:
    rng = np.random.default_rng(1)
    chance = rng.uniform(0.2, 0.8, 60_000)
    odds = sigmoid(logit(chance) + 0.2) ** -1  # the book shades every price by 0.2 log odds
    fitted = PriceCalibration.fit(odds, (rng.random(len(chance)) < chance).astype(np.float64))
    assert fitted.intercept == pytest.approx(-0.2, abs=0.03)
    assert fitted.slope == pytest.approx(1.0, abs=0.04)


@given(odds=st.lists(prices, min_size=2, max_size=10).map(sorted))
def test_a_longer_price_is_never_a_better_chance(odds: list[float]) -> None:
    assert (np.diff(NO_DATA.margin(np.array(odds))) <= 0).all()


@given(odds=st.floats(1.05, 8.0), legs=st.integers(2, 50))
def test_a_parlay_of_equal_legs_wins_when_every_leg_does(odds: float, legs: int) -> None:
    single = sigmoid(NO_DATA.margin(np.array([odds])))[0]
    parlay = sigmoid(NO_DATA.margin(np.array([odds**legs]), np.array([legs])))[0]
    assert parlay == pytest.approx(single**legs, rel=1e-9)


@given(odds=prices)
def test_one_leg_is_a_single_whatever_is_asked_beside_it(odds: float) -> None:
    mixed = NO_DATA.margin(np.array([odds, 9.0]), np.array([1, 3]))
    assert mixed[0] == NO_DATA.margin(np.array([odds]))[0]


@given(odds=prices, legs=st.integers(1, 50))
def test_every_price_has_a_finite_margin(odds: float, legs: int) -> None:
    assert np.isfinite(NO_DATA.margin(np.array([odds]), np.array([legs]))).all()


def test_an_unknown_price_has_no_margin() -> None:
    assert np.isnan(NO_DATA.margin(np.array([np.nan, 2.0]))).tolist() == [True, False]


@pytest.mark.parametrize("result", [0.0, 1.0])
def test_results_of_one_kind_only_move_the_prior_without_breaking_it(result: float) -> None:
    fitted = PriceCalibration.fit(np.full(300, 2.0), np.full(300, result))
    assert np.sign(fitted.intercept - UNFITTED[0]) == (1 if result else -1)
    assert np.isfinite(fitted.margin(np.array([1.01, 100.0]))).all()


def test_long_shots_may_be_shaded_more_than_favourites() -> None:
    rng = np.random.default_rng(8)
    chance = rng.uniform(0.03, 0.97, 80_000)
    shade = np.where(chance < 0.5, 0.4 * (0.5 - chance), 0.0)  # the book asks too much of long shots alone
    odds = 1 / np.clip(chance + shade, 0.01, 0.99)
    fitted = PriceCalibration.fit(odds, (rng.random(len(chance)) < chance).astype(np.float64))
    straight = replace(fitted, curvature=0.0)
    long_shot, favourite = 1 / (0.1 + 0.16), 1 / 0.9
    assert sigmoid(fitted.margin(np.array([long_shot, favourite]))) == pytest.approx([0.1, 0.9], abs=0.025)
    assert fitted.curvature > 0.05
    assert not np.allclose(straight.margin(odds), fitted.margin(odds), atol=0.05)


@given(longer=st.lists(prices, min_size=2, max_size=10).map(sorted), seed=st.integers(0, 30))
def test_a_fitted_calibration_keeps_the_order_of_prices(longer: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    odds = rng.uniform(1.1, 20.0, 60)
    fitted = PriceCalibration.fit(odds, (rng.random(60) < rng.random(60)).astype(np.float64))
    if fitted.slope > 0:
        assert (np.diff(fitted.margin(np.array(longer))) <= 1e-12).all()


def shaded_totals(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Odds, results and segments of bets whose totals win less often than the rest at the same price."""
    rng = np.random.default_rng(6)
    segments = np.zeros((count, len(SEGMENTS)))
    segments[:, SEGMENTS.index("market_total")] = rng.random(count) < 0.5
    price = rng.normal(0, 0.7, count)
    truth = price - 0.1 - 0.3 * segments[:, SEGMENTS.index("market_total")]
    return 1 + np.exp(-price), (rng.random(count) < sigmoid(truth)).astype(np.float64), segments


def test_a_market_with_enough_bets_deviates_from_the_rest() -> None:
    odds, won, segments = shaded_totals(60_000)
    fitted = PriceCalibration.fit(odds, won, None, segments, 100.0)
    rest = np.zeros((1, len(SEGMENTS)))
    total = np.zeros((1, len(SEGMENTS)))
    total[0, SEGMENTS.index("market_total")] = 1.0
    even = np.array([2.0])
    assert fitted.margin(even, segments=rest)[0] == pytest.approx(-0.1, abs=0.04)
    assert fitted.margin(even, segments=total)[0] == pytest.approx(-0.4, abs=0.04)


def test_a_market_with_few_bets_stays_like_the_rest() -> None:
    fitted = PriceCalibration.fit(*shaded_totals(40)[:2], None, shaded_totals(40)[2], 5000.0)
    assert all(abs(part) < 0.01 for pair in fitted.deviations.values() for part in pair)


def test_without_deviations_segments_say_nothing() -> None:
    odds, won, segments = shaded_totals(500)
    assert PriceCalibration.fit(odds, won, None, segments, None) == PriceCalibration.fit(odds, won)


def test_a_result_counts_half_after_a_half_life() -> None:
    year = int(365.25 * 86_400_000_000)
    assert recency(np.array([0, year, 2 * year]), 1.0) == pytest.approx([0.25, 0.5, 1.0])
    assert recency(np.array([0, year]), None) is None
    assert recency(np.empty(0, dtype=np.int64), 1.0) is None
