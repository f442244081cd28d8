"""A sequential test of a mean that may be looked at after every observation: a test martingale.

Whoever bets a share lambda of his wealth on each observation being above m does not get rich if the mean is at most m:
the wealth, the product of 1 + lambda (x − m), is a supermartingale under that hypothesis, and so is the mean over a few
lambdas. By Ville's inequality it ever exceeds 1 / alpha with a probability of at most alpha (Waudby-Smith & Ramdas,
"Estimating means of bounded random variables by betting", JRSS B, 2024).
"""

import numpy as np

from pikkit.rollout.judging.evidence import Floats

SETTLED_BOUND = 0.5
"""Nats: the most that one event's result counts; what is larger is clipped."""
CLOSED_BOUND = 0.1
"""Nats: the most that one event's closing price counts."""
BETS = np.geomspace(0.005, 0.9, 16)
"""Shares of the largest bet that cannot lose everything."""


def log_wealth(observed: Floats, mean: float, bound: float) -> Floats:
    """The log of the wealth of betting that the mean is above ``mean``, after each observation.

    Args:
        observed: Shape (n,), in order; clipped to ± bound.
        mean: The largest mean of the hypothesis, within ± bound.
        bound: The largest size of an observation.

    Returns:
        Shape (n,).
    """
    bets = BETS / (bound + abs(mean))
    gains = np.clip(observed, -bound, bound)[:, None] - mean
    paths = np.cumsum(np.log1p(bets * gains), axis=0)
    return np.asarray(np.logaddexp.reduce(paths, axis=1) - np.log(len(bets)), dtype=np.float64)


def first_sure(observed: Floats, mean: float, bound: float, alpha: float) -> int | None:
    """After how many observations it is sure that the mean is above ``mean``; None if it is not yet."""
    sure = np.flatnonzero(log_wealth(observed, mean, bound) >= -np.log(alpha))
    return int(sure[0]) + 1 if len(sure) else None
