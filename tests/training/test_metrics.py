"""Metrics against scikit-learn's and worked examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from pikkit.training.logistic import logit
from pikkit.training.losses import brier_score, chance_error, expected_calibration_error, log_losses

RNG = np.random.default_rng(1)
P = RNG.uniform(0.02, 0.98, 400)
WON = (RNG.random(400) < P).astype(np.float64)


def test_mean_log_loss_is_scikit_learns() -> None:
    assert log_losses(logit(P), WON).mean() == pytest.approx(log_loss(WON, P), rel=1e-12)


def test_brier_score_is_scikit_learns() -> None:
    assert brier_score(P, WON) == pytest.approx(brier_score_loss(WON, P), rel=1e-12)


@given(margin=st.floats(-500, 500), won=st.sampled_from([0.0, 1.0]))
def test_a_log_loss_is_finite_and_never_negative(margin: float, won: float) -> None:
    loss = log_losses(np.array([margin]), np.array([won]))[0]
    assert np.isfinite(loss)
    assert loss >= 0


def test_calibration_error_of_two_bins_by_hand() -> None:
    p, won = np.array([0.9, 0.1, 0.3, 0.7]), np.array([1.0, 0.0, 1.0, 0.0])
    assert expected_calibration_error(p, won, bins=2) == pytest.approx((abs(0.4 - 1) + abs(1.6 - 1)) / 4)


def test_calibration_error_sees_a_bias_in_full() -> None:
    won = np.zeros(300)
    assert expected_calibration_error(np.full(300, 0.2), won) == pytest.approx(0.2)


def test_fewer_bets_than_bins_are_judged_one_by_one() -> None:
    assert expected_calibration_error(np.array([0.5, 0.8]), np.array([1.0, 1.0])) == pytest.approx(0.35)


def test_without_bets_there_is_no_calibration_error() -> None:
    assert np.isnan(expected_calibration_error(np.empty(0), np.empty(0)))


@pytest.mark.parametrize("n", [300, 3000])
def test_chance_alone_gives_true_probabilities_about_the_expected_error(n: int) -> None:
    rng = np.random.default_rng(n)
    found = []
    for _ in range(50):
        p = rng.uniform(0.4, 0.6, n)
        found.append(expected_calibration_error(p, (rng.random(n) < p).astype(np.float64)))
    assert np.mean(found) == pytest.approx(chance_error(n), rel=0.1)
