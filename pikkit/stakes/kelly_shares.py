"""Shares of the bankroll by Kelly's rule, of single bets."""

import numpy as np

from pikkit.stakes.staking_history import Floats

INTERVAL_SIGMAS = 1.6448536269514722
"""Standard deviations from the middle of a 90 % interval to its end."""


def full_kelly(p: Floats, odds: Floats) -> Floats:
    """The share that maximises the expected log of the bankroll, (p·odds − 1)/(odds − 1), at least 0 (Kelly, 1956)."""
    return np.asarray(np.clip((p * odds - 1) / (odds - 1), 0.0, 1.0), dtype=np.float64)


def shrunk_kelly(p: Floats, low: Floats, high: Floats, odds: Floats) -> Floats:
    """Full Kelly, shrunk as far as the probability is unsure.

    With e = p·odds − 1 and s the standard deviation of p·odds, the share is Kelly's times e² / (e² + s²) (Baker &
    McHale, "Optimal betting under parameter uncertainty", Decision Analysis 10, 2013, eq. 8): all of it where p is
    known, little where the edge is within its error.

    Args:
        p: Chance of winning, shape (n,).
        low, high: Its 90 % interval.
        odds: Decimal odds above 1.
    """
    edge = p * odds - 1
    error = odds * (high - low) / (2 * INTERVAL_SIGMAS)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(edge > 0, edge**2 / (edge**2 + error**2), 0.0)
    return np.asarray(full_kelly(p, odds) * kept, dtype=np.float64)
