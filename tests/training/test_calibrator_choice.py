"""Which calibrator is chosen: by how it does on later bets, the simplest that does as well as any."""

import numpy as np
import pytest

from pikkit.training.calibration import KINDS, Calibrator, CalibratorCandidate, choose_calibrator
from pikkit.training.calibration.calibrator_choice import MIN_FITTED
from pikkit.training.logistic import sigmoid
from tests.training.worlds import plain_set


def chosen(
    margin: np.ndarray, truth: np.ndarray, seed: int = 1, event: np.ndarray | None = None
) -> tuple[Calibrator, tuple[CalibratorCandidate, ...]]:
    won = (np.random.default_rng(seed).random(len(truth)) < sigmoid(truth)).astype(np.float64)
    return choose_calibrator(margin, plain_set(np.full(len(won), 2.0), won, event=event), seed)


def margins(n: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, n)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_margins_that_are_right_are_left_alone(seed: int) -> None:
    margin = margins(8000, seed)
    calibrator, candidates = chosen(margin, margin, seed)
    kinds = [candidate.kind for candidate in candidates if candidate.chosen]
    assert kinds == [calibrator.kind]
    assert np.abs(sigmoid(calibrator.margin(margin)) - sigmoid(margin)).mean() < 0.01


def test_too_bold_margins_are_cooled_by_no_more_than_a_temperature() -> None:
    margin = margins(20_000)
    calibrator, candidates = chosen(margin * 2, margin)
    assert calibrator.kind == "temperature"
    assert [candidate.kind for candidate in candidates] == [kind.kind for kind in KINDS]
    assert candidates[1].gain > 0.03


def test_margins_that_are_too_high_need_an_intercept() -> None:
    margin = margins(20_000)
    calibrator, _ = chosen(margin + 0.4, margin)
    assert calibrator.kind in {"platt", "beta"}
    assert calibrator.margin(margin + 0.4) == pytest.approx(margin, abs=0.4)


def test_long_shots_and_favourites_that_err_differently_need_beta() -> None:
    margin = margins(60_000) * 1.5
    bent = -1.8 * np.logaddexp(0, -margin) + 0.5 * np.logaddexp(0, margin)
    calibrator, _ = chosen(margin, bent)
    assert calibrator.kind == "beta"


def test_with_too_few_bets_nothing_is_compared_or_corrected() -> None:
    margin = margins(MIN_FITTED)
    calibrator, candidates = chosen(margin + 2, margin)
    assert (calibrator.kind, candidates) == ("identity", ())


def test_no_bets_at_all_are_no_error() -> None:
    assert chosen(np.empty(0), np.empty(0))[0].kind == "identity"


def test_bets_on_one_event_judge_nothing_that_was_fitted_on_them() -> None:
    margin = margins(2000)
    calibrator, candidates = chosen(margin + 2, margin, event=np.zeros(2000))
    assert (calibrator.kind, candidates) == ("identity", ())


def test_the_same_seed_chooses_the_same() -> None:
    margin = margins(5000)
    assert chosen(margin + 0.1, margin) == chosen(margin + 0.1, margin)
