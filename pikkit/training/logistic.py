"""Logistic regression with soft labels, weights, an offset and a prior on the coefficients, by Newton's method."""

import numpy as np

from pikkit.training.dataset import Floats

ITERATIONS = 50
TOLERANCE = 1e-10


def sigmoid(margin: Floats) -> Floats:
    """1 / (1 + exp(−margin)), without overflow, and exact for the smallest probabilities too."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -margin)), dtype=np.float64)


def logit(probability: Floats) -> Floats:
    """log(p / (1 − p)), finite for p of 0 and 1."""
    clipped = np.clip(probability, 1e-12, 1 - 1e-12)
    return np.asarray(np.log(clipped) - np.log1p(-clipped), dtype=np.float64)


def fit_logistic(
    design: Floats,
    target: Floats,
    center: Floats,
    strength: float | Floats,
    *,
    weight: Floats | None = None,
    offset: Floats | None = None,
) -> Floats:
    """Coefficients that maximise the likelihood of the targets, pulled towards ``center``.

    Args:
        design: Shape (n, k).
        target: Probabilities or results in [0, 1], shape (n,).
        center: The coefficients without data, shape (k,).
        strength: Precision of the normal prior around ``center``, as bets' worth of information (> 0); one for all
            coefficients, or shape (k,).
        weight: How much each row counts, shape (n,); left out, 1.
        offset: Log odds that the coefficients start from, shape (n,); left out, 0.

    Returns:
        Coefficients, shape (k,).
    """
    beta = center.astype(np.float64)
    precision = 0.25 * np.broadcast_to(np.asarray(strength, dtype=np.float64), center.shape)
    counts = np.ones(len(target)) if weight is None else weight
    start = np.zeros(len(target)) if offset is None else offset

    def penalised_loss(at: Floats) -> float:
        margin = start + design @ at
        loss = counts @ (np.logaddexp(0.0, margin) - target * margin)
        return float(loss + 0.5 * (precision * (at - center) ** 2).sum())

    loss = penalised_loss(beta)
    for _ in range(ITERATIONS):
        p = sigmoid(start + design @ beta)
        gradient = design.T @ (counts * (target - p)) - precision * (beta - center)
        hessian = (design * (counts * p * (1 - p))[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(hessian, gradient)
        while penalised_loss(beta + step) > loss and np.abs(step).max() >= TOLERANCE:
            step = step / 2  # a full step may overshoot where p is near 0 or 1, and never come back
        beta = beta + step
        loss = penalised_loss(beta)
        if np.abs(step).max() < TOLERANCE:
            break
    return beta
