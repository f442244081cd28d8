"""Decay of scores, and what they expect of themselves, where the truth is known."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from pikkit.base.errors import InputError
from pikkit.drift.decay import SettledBets, against_price, calibration_decay, clv_decay, decay
from pikkit.drift.expected_loss import expected_log_loss
from pikkit.drift.growing_evidence import highest, log_evidence
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.training.logistic import sigmoid


def settled(n: int, seed: int, bias: float = 0.0, together: int = 1, clv: float = 0.01) -> SettledBets:
    """Bets whose true log odds are the model's plus a bias; the price errs by itself. ``together`` bets win as one."""
    draw = np.random.default_rng(seed)
    margin = np.repeat(draw.normal(0, 0.8, n // together), together)
    won = np.repeat(draw.random(n // together) < sigmoid(margin + bias)[::together], together).astype(np.float64)
    price = sigmoid(margin + draw.normal(0, 0.15, len(margin)))
    event = np.repeat(np.arange(n // together), together)
    return SettledBets(sigmoid(margin), price, won, event, draw.normal(clv, 0.04, len(margin)))


def test_evidence_against_the_model_is_the_likelihood_ratio() -> None:
    one = settled(50, 1)
    ratio = np.where(one.won == 1, one.p_price / one.p_model, (1 - one.p_price) / (1 - one.p_model))
    evidence = log_evidence(np.log(ratio)[:, None], one.event)
    assert evidence == pytest.approx(np.cumsum(np.log(ratio)))


def test_bets_on_one_event_count_as_one() -> None:
    factors = np.log(np.array([[2.0], [2.0], [0.5]]))
    assert np.exp(log_evidence(factors, np.array([7, 7, 3]))) == pytest.approx([2.0, 1.0])


def test_an_event_counts_when_its_last_bet_has_settled() -> None:
    factors = np.log(np.array([[4.0], [3.0], [2.0]]))
    assert np.exp(log_evidence(factors, np.array([1, 2, 1]))) == pytest.approx([3.0, 9.0])


@pytest.mark.parametrize("together", [1, 5])
def test_sound_scores_are_hardly_ever_called_decayed(together: int) -> None:
    """Looked at after every event, over 200 histories: at most alpha of them may ever pass the bound."""
    alpha, bound = 0.1, -np.log(0.1)
    histories = (decay(settled(400, seed, together=together), 0.01, alpha) for seed in range(200))
    passed = np.array([[(result.log_e or 0.0) > bound for result in found] for found in histories])
    assert passed.shape == (200, 3)
    assert np.all(passed.mean(axis=0) <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / 200))


def test_a_model_that_knows_less_than_the_price_is_found_out() -> None:
    good = settled(6000, 3)
    swapped = SettledBets(good.p_price, good.p_model, good.won, good.event, good.clv)
    found = against_price(swapped)
    assert found.severity is not DriftSeverity.NONE
    assert found.value == pytest.approx(log_loss(good.won, good.p_price) - log_loss(good.won, good.p_model), abs=1e-9)
    assert against_price(good).severity is DriftSeverity.NONE


def test_scores_that_promise_too_much_are_miscalibrated() -> None:
    found = calibration_decay(settled(3000, 4, bias=-0.3))
    assert found.severity is DriftSeverity.SEVERE
    assert found.effect == pytest.approx(0.06, abs=0.03)


def test_a_closing_line_value_that_is_gone_is_noticed() -> None:
    assert clv_decay(settled(3000, 5, clv=-0.01), 0.01).severity is DriftSeverity.SEVERE
    assert clv_decay(settled(3000, 5, clv=0.01), 0.01).severity is DriftSeverity.NONE


def test_bets_without_closing_lines_are_not_judged_by_them() -> None:
    one = settled(100, 6)
    bare = SettledBets(one.p_model, one.p_price, one.won, one.event, np.full(100, np.nan))
    assert [result.metric for result in decay(bare, 0.01)] == ["log loss against the price", "calibration"]
    none = np.empty(0)
    assert decay(SettledBets(none, none, none, np.empty(0, dtype=np.int64), none), 0.01) == ()
    assert highest(np.empty(0)) == 0.0


def test_the_expected_loss_is_met_by_calibrated_scores() -> None:
    one = settled(40_000, 7)
    expected = expected_log_loss(one.p_model)
    measured = log_loss(one.won, one.p_model)
    assert abs(measured - expected.mean) < 4 * expected.standard_error
    assert expected_log_loss(np.full(10, 0.5)).mean == pytest.approx(np.log(2))
    assert expected.standard_error == pytest.approx(
        np.std(np.where(one.won == 1, -np.log(one.p_model), -np.log1p(-one.p_model)) - expected.mean)
        / np.sqrt(40_000), rel=0.5,
    )  # fmt: skip


@pytest.mark.parametrize("scores", [np.empty(0), np.array([0.5, 1.2]), np.array([np.nan])])
def test_what_is_no_probability_has_no_expected_loss(scores: np.ndarray) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        expected_log_loss(scores)
