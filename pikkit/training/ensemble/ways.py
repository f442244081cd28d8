"""The ways to use several learners, from the simplest to the most complex; each gives non-negative weights."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from pikkit.training.dataset import Floats, Mask
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.logistic import sigmoid


class Way(StrEnum):
    """How the learners are used. A blend adds their shifts up, so it is made in log odds."""

    PRICE = "price"
    """Not at all."""
    SINGLE = "single"
    """The best one alone, damped where it exaggerates."""
    VOTING = "voting"
    """All alike: their mean shift, damped where it exaggerates."""
    STACKING = "stacking"
    """Each with the weight that suits it beside the others (Breiman, 1996)."""


def weights_of(way: Way, out_of_time: OutOfTime) -> Floats:
    """The weights, one a learner, that a way gives when fitted on some out-of-time predictions; none is above 1.

    A learner that was silent throughout was never judged, and gets none.
    """
    spoke = np.abs(out_of_time.shifts).sum(axis=0) > 0
    return FITS[way](out_of_time, spoke) if way is not Way.PRICE and spoke.any() else np.zeros(len(spoke))


def _single(out_of_time: OutOfTime, spoke: Mask) -> Floats:
    candidates = [np.eye(len(spoke))[:, [learner]] for learner in np.flatnonzero(spoke)]
    fits = [_damped(out_of_time, only) for only in candidates]
    return max(fits, key=lambda weights: float(out_of_time.gain(out_of_time.shifts @ weights).sum()))


def _voting(out_of_time: OutOfTime, spoke: Mask) -> Floats:
    return _damped(out_of_time, (spoke / spoke.sum())[:, None])


def _stacking(out_of_time: OutOfTime, spoke: Mask) -> Floats:
    return _damped(out_of_time, np.eye(len(spoke))[:, spoke])


FITS: dict[Way, Callable[[OutOfTime, Mask], Floats]] = {
    Way.SINGLE: _single,
    Way.VOTING: _voting,
    Way.STACKING: _stacking,
}


def _damped(out_of_time: OutOfTime, mixes: Floats) -> Floats:
    """The learners' weights when each mix of them counts between nothing and wholly, as minimises the loss.

    Args:
        out_of_time: The predictions.
        mixes: Shape (learners, k), a mix of the learners in each column.
    """
    from scipy.optimize import minimize

    shifts = out_of_time.shifts @ mixes

    def objective(counts: Floats) -> tuple[float, Floats]:
        shift = shifts @ counts
        slope = shifts.T @ (out_of_time.weight * (sigmoid(out_of_time.price_margin + shift) - out_of_time.label))
        return float(out_of_time.loss(shift).sum()), slope

    start = np.full(mixes.shape[1], 1 / mixes.shape[1])
    solution = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=[(0, 1)] * len(start), tol=1e-9)
    return np.asarray(np.round(mixes @ solution.x, 4), dtype=np.float64)
