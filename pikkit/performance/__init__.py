"""What a bettor's history says: money, prices, and how far both can be trusted; by SQL over a columnar copy."""

from pikkit.performance.bankroll_curve import Bankroll
from pikkit.performance.bet_listing import BetPage
from pikkit.performance.breakdown import Breakdown
from pikkit.performance.filters import BetFilter
from pikkit.performance.measures import BetFigures, Estimate
from pikkit.performance.performance_reader import PerformanceReader
from pikkit.performance.reliability import Reliability

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
