"""The columns that quote features are computed from (``features.definitions.quotes``)."""

import numpy as np

from pikkit.features.definitions.quote_features import BEST, BOOKS, CONSENSUS, MOVEMENT, NEWEST, SHARP, SPREAD
from pikkit.quotes.as_of import OthersOffers
from pikkit.quotes.offers import Floats


def quote_columns(others: OthersOffers, weights: Floats) -> dict[str, Floats]:
    """Columns of n bets; NaN for a bet on which no other book has an opinion.

    Args:
        others: What the other books offered.
        weights: How much each book counts, above 0, shape (n, books) or (books,).
    """
    there = ~np.isnan(others.logits)
    count = there.sum(axis=1).astype(np.float64)
    known = count > 0
    logits = np.where(there, others.logits, 0.0)
    divisor = np.where(known, count, np.nan)
    mean = logits.sum(axis=1) / divisor
    weighed = np.where(there, np.broadcast_to(weights, logits.shape), 0.0)
    total = np.where(known, weighed.sum(axis=1), np.nan)
    deviation = np.where(there, others.logits - mean[:, None], 0.0)
    moved = np.where(there, others.logits - others.first, 0.0).sum(axis=1)
    return {
        CONSENSUS: mean,
        SHARP: (logits * weighed).sum(axis=1) / total,
        BEST: np.where(known, others.best, np.nan),
        SPREAD: np.where(count > 1, np.sqrt((deviation**2).sum(axis=1) / divisor), np.nan),
        BOOKS: divisor,
        NEWEST: np.where(known, others.newest.astype(np.float64), np.nan),
        MOVEMENT: moved / divisor,
    }
