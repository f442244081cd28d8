"""Wins above what the prices implied, shrunk towards none."""

from functools import partial

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import BETTOR, LEAGUE_ODDS_BAND, MARKET, SUBJECT, Level, sum_column, summed
from pikkit.features.definitions.shrinkage import weight
from pikkit.features.definitions.shrunk_mean import ShrunkMean
from pikkit.features.views.view import ALL

STRENGTHS = ((BETTOR, 200.0), (SUBJECT, 100.0), (MARKET, 500.0), (LEAGUE_ODDS_BAND, 300.0))


def excess(level: Level, strength: float) -> ShrunkMean:
    """Shrunk mean of (won − 1 / odds) over a level's decided bets."""
    total, count = (sum_column(level.view, name, ALL) for name in ("excess_sum", "decided"))
    return ShrunkMean(total, count, strength)


def excess_weight(level: Level, strength: float, columns: Columns) -> Floats:
    """How much of a level's excess is its own."""
    return weight(summed(level.view, "decided", ALL, columns), strength)


EXCESS_FEATURES = tuple(
    Feature(
        f"excess_{level.name}",
        level.name,
        "wins a bet",
        f"wins above the price of {level.view.meaning}",
        excess(level, strength),
        "0: as often as the prices say",
        ALL,
    )
    for level, strength in STRENGTHS
)
EXCESS_WEIGHTS = tuple(
    Feature(
        f"excess_{level.name}_weight",
        level.name,
        "share",
        f"how much of excess_{level.name} is its own",
        partial(excess_weight, level, strength),
        "0",
        ALL,
    )
    for level, strength in STRENGTHS
)
