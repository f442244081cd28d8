"""Evidence that grows bet by bet and may be looked at after any of them."""

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.training.dataset import Ints


def log_evidence(log_factors: Floats, event: Ints) -> Floats:
    """The log of an e-process after each event, shape (events,).

    Each column is a way to bet against the hypothesis; a row's factors have a mean of at most 1 under it, given the
    rows of earlier events. Bets on one event are decided together, so an event's factor is the mean of its rows', which
    is one whatever they have to do with each other. The process is the mean over the columns' products: under the
    hypothesis it exceeds 1/alpha anywhere with a chance of at most alpha (Ville, 1939).

    Args:
        log_factors: Shape (n, k), in the order the bets settled.
        event: Event of each row, shape (n,); an event counts when its last bet has settled.
    """
    if not len(event):
        return np.zeros(0)
    _, place, counts = np.unique(event, return_inverse=True, return_counts=True)
    factors = np.exp(log_factors)
    sums = np.stack([np.bincount(place, factors[:, k]) for k in range(factors.shape[1])], axis=1)
    last = np.zeros(len(counts), dtype=np.int64)
    np.maximum.at(last, place, np.arange(len(event)))
    with np.errstate(divide="ignore"):
        steps = np.log(sums / counts[:, None])[np.argsort(last)]
    total = np.cumsum(steps, axis=0)
    return np.asarray(np.logaddexp.reduce(total, axis=1) - np.log(total.shape[1]), dtype=np.float64)


def highest(evidence: Floats) -> float:
    """The highest log evidence there was, at least 0: before the first event it is 0."""
    return max(float(evidence.max(initial=0.0)), 0.0)
