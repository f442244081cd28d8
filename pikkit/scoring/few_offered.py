"""What other books offer on few bets, as features: number by number what ``quote_columns`` and ``quote_matrix`` say.

Of one bet, Python's own numbers take a third of the time of NumPy's arrays of one.
"""

from collections.abc import Sequence
from math import isnan, sqrt
from typing import NamedTuple

import numpy as np

from pikkit.features.definitions.bet_features import MICROSECONDS_AN_HOUR
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.as_of import OthersOffers
from pikkit.training.dataset import Floats, Ints

FEW = 8
"""Up to so many bets."""
_NAN = float("nan")


class FewOffered(NamedTuple):
    """What is read of n bets; of a bet on which no other book has an opinion, all is NaN.

    Attributes:
        features: Shape (n, len(QUOTE_NAMES)).
        consensus: The other books' mean in log odds, shape (n,).
        books: How many there are, shape (n,).
        newest: When the newest of their offers was observed, µs since 1970, shape (n,).
    """

    features: Floats
    consensus: Floats
    books: Floats
    newest: Floats


def few_offered(others: OthersOffers, odds: Floats, placed_at: Ints, weights: Sequence[float]) -> FewOffered:
    """Read what the other books offer on few bets.

    Args:
        others: What they do.
        odds: The bets' own, decimal, shape (n,).
        placed_at: µs since 1970, shape (n,).
        weights: How much each book counts.
    """
    logits, first = others.logits.tolist(), others.first.tolist()
    counts = [len(bet) - sum(map(isnan, bet)) for bet in logits]
    sums = _sums(logits, first, weights)
    means = [total / count if count else _NAN for (total, *_), count in zip(sums, counts, strict=True)]
    spreads = _spreads(logits, means, counts)
    prices, best, newest = odds.tolist(), others.best.tolist(), others.newest.tolist()
    logs = np.log([[max(price - 1, 1e-9), other / price] for price, other in zip(prices, best, strict=True)]).tolist()
    rows = [
        [
            mean + log_gain,
            weighed / weight + log_gain,
            log_best,
            spread,
            float(count),
            moved / count,
            (float(placed) - float(seen)) / MICROSECONDS_AN_HOUR,
        ]
        if count
        else [_NAN] * len(QUOTE_NAMES)
        for mean, (_, weighed, weight, moved), (log_gain, log_best), spread, count, placed, seen in zip(
            means, sums, logs, spreads, counts, placed_at.tolist(), newest, strict=True
        )
    ]
    return FewOffered(
        np.array(rows),
        np.array(means),
        np.array([float(count) if count else _NAN for count in counts]),
        np.array([float(seen) if count else _NAN for seen, count in zip(newest, counts, strict=True)]),
    )


def _sums(logits: list[list[float]], first: list[list[float]], weights: Sequence[float]) -> list[list[float]]:
    """Of each bet the sums over its books: log odds, the same weighed, weights, movements.

    NumPy adds them up, as it does of many bets: in another order than one after the other.
    """
    parts = [
        [
            [0.0 if isnan(logit) else logit for logit in bet],
            [0.0 if isnan(logit) else logit * weight for logit, weight in zip(bet, weights, strict=True)],
            [0.0 if isnan(logit) else weight for logit, weight in zip(bet, weights, strict=True)],
            [0.0 if isnan(logit) else logit - start for logit, start in zip(bet, starts, strict=True)],
        ]
        for bet, starts in zip(logits, first, strict=True)
    ]
    sums: list[list[float]] = np.array(parts, dtype=np.float64).sum(axis=2).tolist()
    return sums


def _spreads(logits: list[list[float]], means: list[float], counts: list[int]) -> list[float]:
    """The standard deviation of each bet's books, NaN of fewer than two."""
    squares = [
        [0.0 if isnan(logit) else (logit - mean) * (logit - mean) for logit in bet]
        for bet, mean in zip(logits, means, strict=True)
    ]
    sums = np.array(squares, dtype=np.float64).sum(axis=1).tolist()
    return [sqrt(total / count) if count > 1 else _NAN for total, count in zip(sums, counts, strict=True)]
