"""Calibrated margins and honest intervals."""

import numpy as np
import pytest

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.training.calibration import IdentityCalibration, IntervalWidths, PlattCalibration, fit_calibration
from pikkit.training.ensemble import OutOfTime
from pikkit.training.logistic import logit, sigmoid
from tests.training.worlds import plain_set

BANDS = len(ODDS_BANDS) + 1


def test_platt_undoes_a_known_distortion() -> None:
    rng = np.random.default_rng(1)
    truth = rng.normal(0, 1, 60_000)
    won = (rng.random(len(truth)) < sigmoid(truth)).astype(np.float64)
    distorted = (truth - 0.3) / 0.7
    fitted = PlattCalibration.fit(distorted, won)
    assert (fitted.intercept, fitted.slope) == pytest.approx((0.3, 0.7), abs=0.04)
    assert fitted.margin(distorted) == pytest.approx(truth, abs=0.15)


def test_without_results_nothing_is_corrected() -> None:
    assert PlattCalibration.fit(np.empty(0), np.empty(0)) == PlattCalibration(0.0, 1.0)


def test_few_results_correct_little() -> None:
    fitted = PlattCalibration.fit(np.zeros(20), np.ones(20))
    assert 0 < fitted.intercept < 0.06


@pytest.mark.parametrize("spread", [0.1, 0.5])
def test_nine_in_ten_closes_of_new_bets_are_inside_the_interval(spread: float) -> None:
    rng = np.random.default_rng(2)
    odds = rng.choice([1.5, 2.2, 5.0], 6000)
    margin = -np.log(odds - 1)
    close = margin + rng.normal(0, spread * odds / 2, 6000)  # long prices move more
    widths = IntervalWidths.fit(odds[:4000], margin[:4000], close[:4000], 4000)
    low, high = widths.bounds(odds[4000:], margin[4000:])
    inside = (sigmoid(close[4000:]) >= low) & (sigmoid(close[4000:]) <= high)
    for price in (1.5, 2.2, 5.0):
        assert inside[odds[4000:] == price].mean() == pytest.approx(0.9, abs=0.04)


def test_a_band_with_few_closes_takes_the_width_of_all() -> None:
    odds = np.array([2.0] * 500 + [50.0] * 3)
    widths = IntervalWidths.fit(odds, np.zeros(503), np.linspace(-1, 1, 503), 503).half_widths
    assert len(widths) == BANDS
    assert widths[0] == widths[-1] == pytest.approx(0.9, abs=0.02)


def test_without_closes_the_interval_narrows_with_bets() -> None:
    few, many = (
        IntervalWidths.fit(np.full(n, 2.0), np.zeros(n), np.full(n, np.nan), n).half_widths for n in (50, 5000)
    )
    band = int(np.searchsorted(ODDS_BANDS, 2.0, side="right"))
    assert many[band] == pytest.approx(1.645 / np.sqrt(5000 * 0.25))
    assert few[band] > many[band]
    assert np.isfinite(few).all()


def test_no_bets_at_all_give_a_wide_interval() -> None:
    widths = IntervalWidths.fit(np.empty(0), np.empty(0), np.empty(0), 0)
    low, high = widths.bounds(np.array([1.01, 2.0, 1000.0]), np.zeros(3))
    assert ((low < 0.1) & (high > 0.9)).all()


def judged(shift: np.ndarray) -> tuple[OutOfTime, np.ndarray]:
    """Bets priced too short, and what a blend says of them."""
    rng = np.random.default_rng(3)
    won = (rng.random(len(shift)) < 0.4).astype(np.float64)
    blank = np.zeros(len(shift))
    return OutOfTime(plain_set(blank + 2, won), blank, won, blank + 1, blank + np.nan, shift[:, None]), shift


def test_a_blend_is_calibrated_on_results() -> None:
    fitted = fit_calibration(*judged(np.full(20_000, 0.2)))
    assert fitted.calibrator.margin(np.array([0.2]))[0] == pytest.approx(logit(np.array([0.4]))[0], abs=0.06)


def test_the_price_alone_is_left_as_it_is() -> None:
    fitted = fit_calibration(*judged(np.zeros(20_000)))
    assert fitted.calibrator == IdentityCalibration()
    assert fitted.candidates == ()


def test_bets_without_a_result_do_not_break_calibration() -> None:
    seen, shift = judged(np.full(100, 0.2))
    seen.data.won[::2] = np.nan
    fitted = fit_calibration(seen, shift)
    assert np.isfinite([*fitted.calibrator.margin(np.array([0.2])), *fitted.widths.half_widths]).all()
