"""Logistic regression against scikit-learn, scipy and its own definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from pikkit.training.logistic import fit_logistic, logit, sigmoid

margins = st.lists(st.floats(-25, 25), min_size=1, max_size=20).map(np.array)


def problem(n: int, seed: int, truth: tuple[float, ...] = (-0.3, 1.4)) -> tuple[np.ndarray, np.ndarray]:
    """A design with an intercept, and results drawn from known coefficients."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=(n, len(truth) - 1))])
    return design, (rng.random(n) < expit(design @ np.array(truth))).astype(np.float64)


@given(margin=margins)
def test_logit_is_the_inverse_of_sigmoid(margin: np.ndarray) -> None:
    np.testing.assert_allclose(logit(sigmoid(margin)), margin, rtol=1e-9, atol=1e-4)  # 1 − 1e-11 has few digits left


@given(margin=st.lists(st.floats(-700, 700), min_size=1, max_size=20).map(np.array))
def test_sigmoid_equals_scipys(margin: np.ndarray) -> None:
    np.testing.assert_allclose(sigmoid(margin), expit(margin), rtol=1e-12)


def test_sure_things_have_finite_log_odds() -> None:
    assert np.isfinite(logit(np.array([0.0, 1.0]))).all()
    assert sigmoid(np.array([-1e6, 1e6])).tolist() == [0.0, 1.0]


def test_known_coefficients_are_recovered() -> None:
    design, won = problem(40_000, seed=1)
    found = fit_logistic(design, won, np.zeros(2), 1.0)
    assert found == pytest.approx([-0.3, 1.4], abs=0.05)


def test_equals_scikit_learn_under_the_same_penalty() -> None:
    design, won = problem(500, seed=2, truth=(0.2, 1.0, -0.5))
    strength = 40.0
    theirs = LogisticRegression(C=4 / strength, fit_intercept=False, tol=1e-10, max_iter=1000).fit(design, won)
    assert fit_logistic(design, won, np.zeros(3), strength) == pytest.approx(theirs.coef_[0], abs=1e-6)


def test_equals_a_general_minimiser_with_soft_labels_and_a_centre() -> None:
    design, _ = problem(300, seed=3)
    soft = np.random.default_rng(4).uniform(size=300)
    center, strength = np.array([-0.1, 1.0]), 20.0

    def loss(beta: np.ndarray) -> float:
        margin = design @ beta
        penalty = 0.125 * strength * ((beta - center) ** 2).sum()
        return float((np.logaddexp(0, margin) - soft * margin).sum() + penalty)

    theirs = minimize(loss, center, tol=1e-12)
    assert fit_logistic(design, soft, center, strength) == pytest.approx(theirs.x, abs=1e-5)


def test_without_data_the_centre_stands() -> None:
    center = np.array([-0.1, 1.0])
    assert fit_logistic(np.empty((0, 2)), np.empty(0), center, 10.0).tolist() == center.tolist()


@given(strengths=st.tuples(st.floats(1, 1e4), st.floats(1, 1e4)).map(sorted))
def test_a_stronger_prior_keeps_closer_to_the_centre(strengths: list[float]) -> None:
    design, won = problem(100, seed=5)
    weak, strong = (fit_logistic(design, won, np.zeros(2), strength) for strength in strengths)
    assert np.linalg.norm(strong) <= np.linalg.norm(weak) + 1e-9


@given(size=st.floats(0.1, 20), won=st.sampled_from([0.0, 1.0]), n=st.sampled_from([1, 50, 5000]))
def test_one_class_of_extreme_prices_still_reaches_the_optimum(size: float, won: float, n: int) -> None:
    design = np.column_stack([np.ones(n), np.full(n, size)])
    center, strength = np.array([-0.1, 1.0]), 200.0
    beta = fit_logistic(design, np.full(n, won), center, strength)
    gradient = design.T @ (won - expit(design @ beta)) - 0.25 * strength * (beta - center)
    assert np.abs(gradient).max() < 1e-3
