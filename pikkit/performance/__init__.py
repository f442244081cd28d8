"""What a bettor's history says: money, prices, and how far both can be trusted; by SQL over a columnar copy."""

from pikkit.performance.bankroll import Bankroll
from pikkit.performance.breakdown import Breakdown
from pikkit.performance.calibration import Reliability
from pikkit.performance.filters import BetFilter
from pikkit.performance.listing import BetPage
from pikkit.performance.measures import BetFigures, Estimate
from pikkit.performance.reader import PerformanceReader

__all__ = [
    "Bankroll",
    "BetFigures",
    "BetFilter",
    "BetPage",
    "Breakdown",
    "Estimate",
    "PerformanceReader",
    "Reliability",
]
