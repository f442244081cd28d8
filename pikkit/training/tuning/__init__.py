"""Tuning: the recipe that does best on bets later than those it learned from."""

from pikkit.training.tuning.budget import Budget
from pikkit.training.tuning.search import Tuned, search_values
from pikkit.training.tuning.search_progress import Progress, tell
from pikkit.training.tuning.warm import champion_values

__all__ = ["Budget", "Progress", "Tuned", "champion_values", "search_values", "tell"]
