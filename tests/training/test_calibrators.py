"""Every kind of calibrator: what it undoes, what it never does, and that it can be written down."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from pikkit.training.calibration import (
    KINDS,
    BetaCalibration,
    Calibrator,
    IdentityCalibration,
    IsotonicCalibration,
    PlattCalibration,
    TemperatureCalibration,
    calibrator_from_dict,
    calibrator_to_dict,
    local_slope,
)
from pikkit.training.calibration.isotonic import PRIOR_BETS
from pikkit.training.logistic import logit, sigmoid

GRID = np.linspace(-4, 4, 81)


def outcomes(truth: np.ndarray, seed: int = 1) -> np.ndarray:
    return (np.random.default_rng(seed).random(len(truth)) < sigmoid(truth)).astype(np.float64)


def spread(n: int, seed: int = 2) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1.2, n)


DISTORTIONS = [
    (TemperatureCalibration, lambda truth: truth * 1.6),
    (PlattCalibration, lambda truth: (truth - 0.3) / 0.7),
    (IsotonicCalibration, lambda truth: truth * 1.6),
]


@pytest.mark.parametrize(("kind", "distort"), DISTORTIONS)
def test_a_known_distortion_is_undone(kind: type[Calibrator], distort: object) -> None:
    truth = spread(80_000)
    distorted = distort(truth)  # type: ignore[operator]
    fitted = kind.fit(distorted, outcomes(truth))
    assert np.abs(sigmoid(fitted.margin(distorted)) - sigmoid(truth)).mean() < 0.015


def test_beta_bends_long_shots_and_favourites_apart() -> None:
    said = spread(120_000)
    truth = BetaCalibration(0.1, 1.3, 0.8).margin(said)
    fitted = BetaCalibration.fit(said, outcomes(truth))
    assert (fitted.intercept, fitted.a, fitted.b) == pytest.approx((0.1, 1.3, 0.8), abs=0.07)


def test_beta_with_equal_bends_is_platt() -> None:
    assert BetaCalibration(0.2, 0.9, 0.9).margin(GRID) == pytest.approx(PlattCalibration(0.2, 0.9).margin(GRID))


def test_isotonic_steps_are_scikit_learns_up_to_the_prior() -> None:
    margin = spread(4000)
    won = outcomes(margin * 0.5)
    fitted, theirs = IsotonicCalibration.fit(margin, won), IsotonicRegression().fit(margin, won)
    rate, said = theirs.predict(np.array(fitted.knots)), sigmoid(np.array(fitted.values))
    steps = IsotonicRegression().fit_transform(margin, won)
    sizes = np.array([np.isclose(steps, value).sum() for value in rate])
    large = sizes > 40 * PRIOR_BETS / 4
    assert large.sum() >= 4
    assert said[large] == pytest.approx(rate[large], abs=0.05)


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 1000), n=st.integers(0, 60))
def test_whatever_the_results_the_curve_rises_and_stays_finite(kind: type[Calibrator], seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    fitted = kind.fit(rng.normal(0, 2, n), rng.integers(0, 2, n).astype(np.float64))
    said = fitted.margin(GRID)
    assert np.isfinite(said).all()
    assert (np.diff(said) >= -1e-12).all()


@pytest.mark.parametrize("kind", KINDS)
def test_without_results_the_margin_stays_as_it_is(kind: type[Calibrator]) -> None:
    assert kind.fit(np.empty(0), np.empty(0)).margin(GRID) == pytest.approx(GRID)


@pytest.mark.parametrize("kind", KINDS)
def test_written_down_and_read_again_it_is_the_same(kind: type[Calibrator]) -> None:
    margin = spread(500)
    fitted = kind.fit(margin, outcomes(margin))
    again = calibrator_from_dict(json.loads(json.dumps(calibrator_to_dict(fitted))))
    assert again == fitted
    assert again.margin(GRID).tobytes() == fitted.margin(GRID).tobytes()


def test_coefficients_without_a_kind_are_format_ones_platt() -> None:
    assert calibrator_from_dict({"intercept": 0.1, "slope": 0.9}) == PlattCalibration(0.1, 0.9)


def test_an_unknown_kind_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"unknown calibrator 'spline'; known are identity, .* isotonic"):
        calibrator_from_dict({"kind": "spline"})


@pytest.mark.parametrize(("calibrator", "slope"), [(IdentityCalibration(), 1.0), (PlattCalibration(0.4, 0.7), 0.7)])
def test_the_slope_around_a_margin(calibrator: Calibrator, slope: float) -> None:
    assert local_slope(calibrator, GRID) == pytest.approx(slope)


def test_an_isotonic_curve_goes_on_beyond_its_ends() -> None:
    fitted = IsotonicCalibration((-1.0, 1.0), (-0.5, 0.8))
    assert fitted.margin(np.array([-3.0, 0.0, 2.0])) == pytest.approx([-2.5, 0.15, 1.8])
    assert logit(sigmoid(fitted.margin(GRID))) == pytest.approx(fitted.margin(GRID))
