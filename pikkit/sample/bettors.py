"""Who bets: how much, on what, where, and how well they choose."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from pikkit.sample.books import BOOKS, STATES
from pikkit.sample.leagues import LEAGUES
from pikkit.sample.sample_events import Floats, Ints


class Style(IntEnum):
    """What a bettor looks for among the prices on offer."""

    ANY = 0
    FAVOURITES = 1
    LONG_SHOTS = 2
    SHARP = 3
    """Prices above what the close will say, seen through some noise."""
    SPECIALIST = 4
    """The same with less of an eye, in one league."""


_TASTE = np.array([0.0, -2.5, 1.2, 0.0, 0.0])
"""Weight of the log price in a choice, by style."""
_EYE = np.array([0.0, 0.0, 0.0, 18.0, 10.0])
"""Weight of the value seen in a choice, by style."""
_BLUR = 0.06
"""Noise of the value seen, in log odds."""


@dataclass(frozen=True, slots=True)
class Bettors:
    """Arrays over bettors."""

    names: list[str]
    style: Ints
    volume: Floats
    """Share of the sample's bets."""
    leagues: Floats
    """Share of the bets by league; shape (bettors, leagues)."""
    books: Floats
    state: Ints
    stake: Floats
    """Median stake."""


def draw_bettors(count: int, rng: np.random.Generator) -> Bettors:
    """Draw bettors; the first five have one style each, the others any."""
    style = np.concatenate([np.arange(min(count, len(Style))), rng.integers(0, len(Style), max(0, count - len(Style)))])
    volume = rng.lognormal(0, 0.8, count)
    weights = np.array([league.weight for league in LEAGUES])
    leagues = rng.dirichlet(8 * weights, count)
    leagues[style == Style.SPECIALIST] = np.eye(len(LEAGUES))[
        rng.integers(0, len(LEAGUES), (style == Style.SPECIALIST).sum())
    ]
    digits = len(str(count - 1))
    return Bettors(
        names=[f"sample_{index:0{digits}d}" for index in range(count)],
        style=style,
        volume=volume / volume.sum(),
        leagues=leagues,
        books=rng.dirichlet(np.full(len(BOOKS), 0.6), count),
        state=rng.integers(0, len(STATES), count),
        stake=np.round(rng.lognormal(3, 0.7, count), 0) + 1,
    )


def pick(style: Ints, odds: Floats, p_close: Floats, rng: np.random.Generator) -> Ints:
    """Which of its candidates each bet takes: the one of the highest utility plus Gumbel noise (a logit choice).

    Args:
        style: Style of each bet's bettor, shape (bets,).
        odds: The candidates' prices, shape (bets, candidates).
        p_close: The candidates' closing probabilities, in the same shape.
        rng: Where the noise comes from.
    """
    log_odds = np.log(odds)
    value = log_odds + np.log(p_close) + _BLUR * rng.standard_normal(odds.shape)
    utility = _TASTE[style][:, None] * log_odds + _EYE[style][:, None] * value + rng.gumbel(size=odds.shape)
    return np.asarray(utility.argmax(axis=1))


def weighted(weights: Floats, rows: Ints, rng: np.random.Generator) -> Ints:
    """Draw a column for each of ``rows`` by that row's weights, which add up to 1; ``rows`` may have any shape."""
    cumulative = np.minimum(weights.cumsum(axis=1), 1.0)
    cumulative[:, -1] = 1.0
    edges = (cumulative + np.arange(len(weights))[:, None]).ravel()
    return np.asarray(np.searchsorted(edges, rows + rng.random(rows.shape), side="right") - rows * weights.shape[1])
