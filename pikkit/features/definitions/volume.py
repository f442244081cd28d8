"""How much is known of a book or a league: the number of settled bets, ever and lately."""

from functools import partial

import numpy as np

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import BOOK, LEAGUE, Level, dated, suffix, summed


def log_bets(level: Level, window: str, columns: Columns) -> Floats:
    """log(1 + settled bets) of a level over a window."""
    return np.log1p(summed(level.view, "bets", window, columns))


VOLUME_FEATURES = tuple(
    Feature(
        f"{level.name}_log_bets{suffix(window)}",
        level.name,
        "log(1 + bets)",
        dated(f"settled bets of {level.view.meaning}", window),
        partial(log_bets, level, window),
        "0",
        window,
    )
    for level in (BOOK, LEAGUE)
    for window in level.view.windows
)
