"""How soft prices have been: the mean of odds / closing − 1, shrunk level by level."""

from functools import partial

from pikkit.features.feature import Columns, Feature, Floats
from pikkit.features.levels import LEVELS, Level, dated, suffix, summed
from pikkit.features.shrinkage import shrunk, weight
from pikkit.features.views import ALL

RECENT_STRENGTH = 20.0
"""How many bets with a close the whole past is worth beside a recent window."""


def softness(level: Level, columns: Columns) -> Floats:
    """Shrunk mean of odds / closing − 1 over a level's whole settled past: positive where its prices beat the close."""
    parent: Floats | float = softness(level.parent, columns) if level.parent else 0.0
    total, count = summed(level.view, "clv_sum", ALL, columns), summed(level.view, "closes", ALL, columns)
    return shrunk(total, count, parent, level.strength)


def recent_softness(level: Level, window: str, columns: Columns) -> Floats:
    """The same over a recent window, pulled towards the level's whole past."""
    total, count = summed(level.view, "clv_sum", window, columns), summed(level.view, "closes", window, columns)
    return shrunk(total, count, softness(level, columns), RECENT_STRENGTH)


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
            partial(softness, level) if window == ALL else partial(recent_softness, level, window),
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
