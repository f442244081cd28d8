"""A bettor's form: streak, pause since the last settled bet, and a stake that is unlike the usual ones."""

import numpy as np

from pikkit.features.definitions.feature import Columns, Feature, FeatureType, Floats, floats
from pikkit.features.definitions.hierarchy import BETTOR, BOOK, LEAGUE, Level, share, summed
from pikkit.features.views.column_names import LAST_SETTLED, qualified
from pikkit.features.views.view import ALL, MICROSECONDS_A_DAY, SMALLEST_STAKE, STREAK

FEWEST_STAKES = 5
SMALLEST_SPREAD = 0.05
"""In log stake, about 5 %: to someone who always stakes the same, a slightly different stake is not extreme."""
EXTREME = 5.0
LONGEST_PAUSE = 365.0
"""Days; whoever was away longer, or was never seen, was away for this long."""


def streak(columns: Columns) -> Floats:
    """Wins in a row, or minus the losses in a row, up to the bettor's last settled bet."""
    return floats(columns, qualified(BETTOR.view, STREAK))


def days_since(level: Level, columns: Columns) -> Floats:
    """Days from the last settled bet of a level to the bet, from 0 to ``LONGEST_PAUSE``."""
    last = floats(columns, qualified(level.view, LAST_SETTLED))
    days = (floats(columns, "placed_at") - last) / MICROSECONDS_A_DAY
    return np.where(last < 0, LONGEST_PAUSE, np.clip(days, 0.0, LONGEST_PAUSE))


def stake_score(columns: Columns) -> Floats:
    """How many standard deviations the bet's stake lies from the bettor's settled stakes, on the log scale.

    Stakes are compared by ratio, so that one big stake does not make all others look alike. 0 with fewer than
    ``FEWEST_STAKES`` settled bets or without a stake; at most ``EXTREME``.
    """
    mean, square = (
        share(BETTOR.view, name, "bets", ALL, columns) for name in ("log_stake_sum", "log_stake_square_sum")
    )
    spread = np.maximum(np.sqrt(np.maximum(square - mean * mean, 0.0)), SMALLEST_SPREAD)
    stake = floats(columns, "stake")
    score = (np.log(np.maximum(stake, SMALLEST_STAKE)) - mean) / spread
    known = (summed(BETTOR.view, "bets", ALL, columns) >= FEWEST_STAKES) & ~np.isnan(stake)
    return np.where(known, np.clip(score, -EXTREME, EXTREME), 0.0)


def _pause(level: Level) -> Feature:
    return Feature(
        f"{level.name}_days_since",
        level.name,
        "days",
        f"days since a bet of {level.view.meaning} settled",
        lambda columns: days_since(level, columns),
        f"{LONGEST_PAUSE:.0f}, the longest pause told apart",
        ALL,
    )


FORM_FEATURES = (
    Feature(
        "bettor_streak",
        "bettor",
        "wins in a row; losses below 0",
        "the bettor's run of wins or losses",
        streak,
        "0",
        ALL,
        FeatureType.INTEGER,
    ),
    *(_pause(level) for level in (BETTOR, BOOK, LEAGUE)),
    Feature(
        "bettor_stake_score",
        "bettor",
        "standard deviations",
        "a stake unlike the bettor's usual ones",
        stake_score,
        f"0, also with fewer than {FEWEST_STAKES} settled bets or without a stake",
        ALL,
    ),
)
