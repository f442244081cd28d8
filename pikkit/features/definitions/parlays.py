"""Parlays as parlays: the bettor's record of them, apart from that of single bets."""

import numpy as np

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import VIEW_BY_NAME, share, summed
from pikkit.features.definitions.shrinkage import shrunk, weight
from pikkit.features.views.view import ALL

VIEW = VIEW_BY_NAME["parlay_performance"]
STRENGTH = 300.0
"""In parlays; at their prices a mean profit says even less than that of singles."""


def _bets(columns: Columns) -> Floats:
    return summed(VIEW, "bets", ALL, columns)


def parlay_roi(columns: Columns) -> Floats:
    """Profit per unit staked on settled parlays, shrunk towards 0."""
    bets = _bets(columns)
    return shrunk(share(VIEW, "profit_sum", "stake_sum", ALL, columns) * bets, bets, 0.0, STRENGTH)


PARLAY_FEATURES = (
    Feature(
        "parlay_log_bets",
        "parlays",
        "log(1 + parlays)",
        "how many parlays the bettor has settled",
        lambda columns: np.log1p(_bets(columns)),
        "0",
        ALL,
    ),
    Feature("parlay_roi", "parlays", "profit / stake", "the bettor's ROI on parlays", parlay_roi, "0", ALL),
    Feature(
        "parlay_roi_weight",
        "parlays",
        "share",
        "how much of parlay_roi is its own",
        lambda columns: weight(_bets(columns), STRENGTH),
        "0",
        ALL,
    ),
    Feature(
        "parlay_mean_legs",
        "parlays",
        "legs",
        "how many legs the bettor's parlays have",
        lambda columns: share(VIEW, "legs_sum", "bets", ALL, columns),
        "0",
        ALL,
    ),
)
