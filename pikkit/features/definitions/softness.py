"""How soft prices have been: the mean of odds / closing − 1, shrunk level by level."""

from functools import cache, partial

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import LEVELS, Level, dated, suffix, sum_column, summed
from pikkit.features.definitions.shrinkage import weight
from pikkit.features.definitions.shrunk_mean import ShrunkMean
from pikkit.features.views.view import ALL

RECENT_STRENGTH = 20.0
"""How many bets with a close the whole past is worth beside a recent window."""


@cache
def softness(level: Level, window: str = ALL) -> ShrunkMean:
    """Shrunk mean of odds / closing − 1 over a level's settled past: positive where its prices beat the close.

    The whole past is pulled towards that of the parent, a recent window towards the whole past.
    """
    total, count = (sum_column(level.view, name, window) for name in ("clv_sum", "closes"))
    if window != ALL:
        return ShrunkMean(total, count, RECENT_STRENGTH, softness(level))
    return ShrunkMean(total, count, level.strength, softness(level.parent) if level.parent else None)


def softness_weight(level: Level, window: str, columns: Columns) -> Floats:
    """How much of a level's softness over a window is its own."""
    strength = level.strength if window == ALL else RECENT_STRENGTH
    return weight(summed(level.view, "closes", window, columns), strength)


def _means(level: Level) -> tuple[Feature, ...]:
    return tuple(
        Feature(
            f"softness_{level.name}{suffix(window)}",
            level.name,
            "odds/closing − 1",
            dated(f"closing line value of {level.view.meaning}", window),
            softness(level, window),
            _without(level, window),
            window,
        )
        for window in level.view.windows
    )


def _without(level: Level, window: str) -> str:
    if window != ALL:
        return f"softness_{level.name}"
    return f"softness_{level.parent.name}" if level.parent else "0: prices as good as the close"


def _weights(level: Level) -> tuple[Feature, ...]:
    return tuple(
        Feature(
            f"softness_{level.name}{suffix(window)}_weight",
            level.name,
            "share",
            f"how much of softness_{level.name}{suffix(window)} is its own",
            partial(softness_weight, level, window),
            "0",
            window,
        )
        for window in level.view.windows
    )


SOFTNESS_FEATURES = tuple(feature for level in LEVELS for feature in _means(level))
SOFTNESS_WEIGHTS = tuple(feature for level in LEVELS for feature in _weights(level))
