"""What a probability is judged by."""

import numpy as np

from pikkit.training.dataset import Floats

ECE_BINS = 15


def log_losses(margin: Floats, won: Floats) -> Floats:
    """Each bet's log loss, in nats, of log odds against a result (0 or 1), shape (n,)."""
    return np.asarray(np.logaddexp(0, margin) - won * margin, dtype=np.float64)


def brier_score(p: Floats, won: Floats) -> float:
    """Mean squared error of a probability (Brier, 1950)."""
    return float(np.mean((p - won) ** 2))


def expected_calibration_error(p: Floats, won: Floats, bins: int = ECE_BINS) -> float:
    """Mean distance between probability and win rate over bins of equally many bets (Naeini et al., 2015).

    NaN without bets. Chance alone gives about sqrt(bins / (2 π n)) on n bets near even money: see ``chance_error``.
    """
    if not len(p):
        return float("nan")
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return float(sum(abs(p[part].sum() - won[part].sum()) for part in parts) / len(p))


def chance_error(n: int, bins: int = ECE_BINS) -> float:
    """The calibration error to expect of true probabilities on n bets, at most: that of even chances.

    The mean absolute value of a normal error, sqrt(2 / π) · sigma, with sigma = 0.5 / sqrt(n / bins) in each bin.
    """
    return float(np.sqrt(bins / (2 * np.pi * max(n, 1))))
