"""Made-up out-of-time predictions whose truth is known."""

import numpy as np

from pikkit.training.ensemble import OutOfTime
from pikkit.training.logistic import sigmoid
from tests.training.worlds import plain_set


def said(shifts: np.ndarray, truth: np.ndarray, seed: int = 1) -> OutOfTime:
    """Judged bets at even prices whose true shift is ``truth``, labelled by their results; learners are a, b, …"""
    won = (np.random.default_rng(seed).random(len(truth)) < sigmoid(truth)).astype(np.float64)
    nothing = np.zeros(len(truth))
    names = tuple("abcdefgh"[: shifts.shape[1]])
    return OutOfTime(plain_set(nothing + 2.0, won), nothing, won, nothing + 1.0, nothing + np.nan, shifts, names)
