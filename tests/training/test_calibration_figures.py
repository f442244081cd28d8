"""Calibration errors, reliability tables and Brier's parts, against hand-made and independent figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from pikkit.training.evaluation.calibration import (
    brier_parts,
    calibration_errors,
    calibration_figures,
    equal_mass_bins,
)
from pikkit.training.losses import ECE_BINS, expected_calibration_error


def world(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True probabilities, results and an event each."""
    rng = np.random.default_rng(seed)
    p = rng.uniform(0.1, 0.9, n)
    return p, (rng.random(n) < p).astype(np.float64), np.arange(n)


def whole(p: np.ndarray) -> np.ndarray:
    return np.zeros(len(p), dtype=np.int64)


@given(n=st.integers(1, 200), seed=st.integers(0, 100))
def test_bins_are_numpys(n: int, seed: int) -> None:
    p = np.random.default_rng(seed).choice([0.2, 0.3, 0.5], n)
    bins = equal_mass_bins(p, whole(p), 1)
    for number, part in enumerate(np.array_split(np.argsort(p, kind="stable"), ECE_BINS)):
        assert set(bins[part]) <= {number}


def test_every_group_has_bins_of_its_own() -> None:
    p, _, _ = world(700)
    group = np.arange(700) % 3
    bins = equal_mass_bins(p, group, 3)
    for g in range(3):
        assert (bins[group == g] == equal_mass_bins(p[group == g], whole(p[group == g]), 1)).all()


def test_the_error_of_a_group_is_that_of_its_bets_alone() -> None:
    p, won, event = world(3000)
    group = (np.arange(3000) % 5 == 0).astype(np.int64)
    found = calibration_errors(p, won, event, group, 2, 0)
    for g in (0, 1):
        assert found.ece[g].value == pytest.approx(expected_calibration_error(p[group == g], won[group == g]))


def test_chance_is_what_true_probabilities_have() -> None:
    errors = [expected_calibration_error(*world(2000, seed)[:2]) for seed in range(60)]
    found = [calibration_errors(*world(2000, seed), whole(np.empty(2000)), 1, seed) for seed in range(8)]
    assert np.mean([f.by_chance[0] for f in found]) == pytest.approx(np.mean(errors), rel=0.12)
    assert np.mean([f.by_chance_high[0] for f in found]) == pytest.approx(np.quantile(errors, 0.95), rel=0.15)


def test_bets_on_one_event_leave_more_to_chance() -> None:
    p, won, _ = world(1000)
    p, won, event = (np.repeat(values, 10) for values in (p, won, np.arange(1000)))
    together, alone = (calibration_errors(p, won, e, whole(p), 1, 0).by_chance[0] for e in (event, np.arange(10_000)))
    assert together > 2 * alone


def test_an_error_beyond_chance_has_an_interval_beyond_it() -> None:
    p, won, event = world(20_000)
    wrong = np.clip(p + 0.1, 0, 1)
    found = calibration_errors(wrong, won, event, whole(p), 1, 0)
    assert found.ece[0].low > 0.08 > found.by_chance_high[0]
    assert found.ece[0].high < 0.12


def test_the_interval_of_true_probabilities_begins_near_zero() -> None:
    p, won, event = world(5000)
    found = calibration_errors(p, won, event, whole(p), 1, 0).ece[0]
    assert found.low < 0.01 < found.value <= found.high


def test_the_table_is_scikit_learns() -> None:
    p, won, event = world(4500)
    bins = calibration_figures("model", p, won, event, 0).bins
    rate, said = calibration_curve(won, p, n_bins=ECE_BINS, strategy="quantile")
    assert [b.win_rate.value for b in bins] == pytest.approx(rate, abs=0.01)
    assert [b.mean_p for b in bins] == pytest.approx(said, abs=0.01)
    assert sum(b.bets for b in bins) == 4500
    assert all(b.p_low <= b.mean_p <= b.p_high for b in bins)
    assert np.mean([b.win_rate.low <= b.mean_p <= b.win_rate.high for b in bins]) > 0.7


def test_briers_parts_by_hand() -> None:
    p, won = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 1.0, 1.0, 1.0])
    parts = brier_parts(p, won, np.array([0, 0, 1, 1]))
    assert parts.reliability == pytest.approx((0.3**2 + 0.2**2) / 2)
    assert parts.resolution == pytest.approx((0.25**2 + 0.25**2) / 2)
    assert parts.uncertainty == pytest.approx(0.75 * 0.25)
    assert parts.within == pytest.approx(0.0)
    assert parts.brier == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty)


@given(n=st.integers(1, 300), seed=st.integers(0, 100))
def test_briers_parts_always_add_up(n: int, seed: int) -> None:
    p, won, _ = world(n, seed)
    parts = brier_parts(p, won, equal_mass_bins(p, whole(p), 1))
    assert parts.brier == pytest.approx(np.mean((p - won) ** 2))
    assert parts.brier == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty + parts.within)


def test_one_bet_has_figures_without_an_interval() -> None:
    found = calibration_figures("model", np.array([0.4]), np.array([1.0]), np.array([7]), 0)
    assert found.ece.value == pytest.approx(0.6)
    assert np.isnan([found.ece.low, found.bins[0].win_rate.low]).all()
    assert len(found.bins) == 1
