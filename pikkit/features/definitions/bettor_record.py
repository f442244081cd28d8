"""A bettor's record, everywhere and at the book of the bet: how much, how well, how steadily."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import BETTOR, BETTOR_BOOK, Level, dated, share, suffix, sum_column, summed
from pikkit.features.definitions.share import Share, Shares
from pikkit.features.definitions.shrinkage import shrunk, weight
from pikkit.features.views.view import ALL

WIN_RATE_STRENGTH = 20.0
ROI_STRENGTH = 100.0
"""A bet's profit varies far more than whether it wins, so a mean of it says less."""
EVENS = 0.5

Mean = Callable[[Level, str, Columns], Floats]


def win_rate(level: Level, window: str, columns: Columns) -> Floats:
    """Shrunk share of decided bets that won: a window towards the whole past, a book towards all books, all to 1/2."""
    wins, decided = (summed(level.view, name, window, columns) for name in ("wins", "decided"))
    return shrunk(wins, decided, _parent(win_rate, level, window, EVENS, columns), WIN_RATE_STRENGTH)


def roi(level: Level, window: str, columns: Columns) -> Floats:
    """Shrunk profit per unit staked, pulled as the win rate is, all the way to 0; a bet weighs as its stake does."""
    bets = summed(level.view, "bets", window, columns)
    own = share(level.view, "profit_sum", "stake_sum", window, columns)
    return shrunk(own * bets, bets, _parent(roi, level, window, 0.0, columns), ROI_STRENGTH)


def _parent(mean: Mean, level: Level, window: str, root: float, columns: Columns) -> Floats | float:
    if window != ALL:
        return mean(level, ALL, columns)
    return mean(level.parent, ALL, columns) if level.parent else root


def clv_spread(level: Level, window: str, columns: Columns) -> Floats:
    """Standard deviation of odds / closing − 1 (of the bets themselves, not an estimate beyond them)."""
    mean, square = _clv_moments(level, window)(columns)
    return np.asarray(np.sqrt(np.maximum(square - mean * mean, 0.0)))


@cache
def _clv_moments(level: Level, window: str) -> Shares:
    return Shares([_share(level, name, "closes", window) for name in ("clv_sum", "clv_square_sum")])


def log_bets(level: Level, window: str, columns: Columns) -> Floats:
    """log(1 + settled bets)."""
    return np.log1p(summed(level.view, "bets", window, columns))


def _share(level: Level, numerator: str, denominator: str, window: str = ALL) -> Share:
    return Share(sum_column(level.view, numerator, window), sum_column(level.view, denominator, window))


def _weight(level: Level, count: str, strength: float, window: str, columns: Columns) -> Floats:
    return weight(summed(level.view, count, window, columns), strength)


def _record(level: Level, window: str) -> tuple[Feature, ...]:
    """A level's record over a window: plain counts and spreads, shrunk means and their weights."""
    name, end = level.name, suffix(window)

    def feature(stem: str, unit: str, meaning: str, compute: Callable[[Columns], Floats], without: str) -> Feature:
        sentence = dated(f"{meaning} of {level.view.meaning}", window)
        return Feature(f"{name}_{stem}{end}", name, unit, sentence, compute, without, window)

    def pulled(stem: str, unit: str, meaning: str, mean: Mean, count: str, strength: float) -> tuple[Feature, Feature]:
        root = EVENS if mean is win_rate else 0
        parent = f"{root}, or the shrunk {meaning} of {'the whole past' if window != ALL else 'the bettor'} if any"
        return (
            feature(stem, unit, meaning, partial(mean, level, window), parent),
            Feature(
                f"{name}_{stem}{end}_weight",
                name,
                "share",
                f"how much of {name}_{stem}{end} is its own",
                partial(_weight, level, count, strength, window),
                "0",
                window,
            ),
        )

    positive = _share(level, "clv_positive", "closes", window)
    return (
        feature("log_bets", "log(1 + bets)", "settled bets", partial(log_bets, level, window), "0"),
        *pulled("win_rate", "share", "win rate", win_rate, "decided", WIN_RATE_STRENGTH),
        *pulled("roi", "profit / stake", "ROI", roi, "bets", ROI_STRENGTH),
        feature("clv_spread", "odds/closing − 1", "spread of the CLV", partial(clv_spread, level, window), "0"),
        feature("clv_positive", "share", "share of bets that beat the close", positive, "0"),
    )


WHOLE_RECORD = (
    Feature(
        "bettor_log_bets",
        "bettor",
        "log(1 + bets)",
        "how many bets the bettor has settled",
        partial(log_bets, BETTOR, ALL),
        "0",
        ALL,
    ),
    Feature(
        "bettor_win_rate",
        "bettor",
        "share",
        "the bettor's win rate",
        _share(BETTOR, "wins", "decided"),
        "0",
        ALL,
    ),
    Feature(
        "bettor_roi",
        "bettor",
        "profit / stake",
        "the bettor's ROI",
        _share(BETTOR, "profit_sum", "stake_sum"),
        "0",
        ALL,
    ),
    Feature(
        "bettor_clv_spread",
        "bettor",
        "odds/closing − 1",
        "how much the bettor's CLV varies",
        partial(clv_spread, BETTOR, ALL),
        "0",
        ALL,
    ),
    Feature(
        "bettor_clv_positive",
        "bettor",
        "share",
        "how often the bettor beats the close",
        _share(BETTOR, "clv_positive", "closes"),
        "0",
        ALL,
    ),
)
"""The whole past as it was, not shrunk."""

WINDOWED_RECORD = (
    *(feature for window in BETTOR.view.windows if window != ALL for feature in _record(BETTOR, window)),
    *(feature for window in BETTOR_BOOK.view.windows for feature in _record(BETTOR_BOOK, window)),
)
"""Recent windows, and the record at the bet's book: shrunk, with their weights."""
