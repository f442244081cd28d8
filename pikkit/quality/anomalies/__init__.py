"""Bets that are out of the ordinary for their bettor, book or market: flagged with a reason, never dropped."""

from pikkit.quality.anomalies.find import find_anomalies
from pikkit.quality.anomalies.flags import FLAGS
from pikkit.quality.anomalies.trust import bet_trust

__all__ = ["FLAGS", "bet_trust", "find_anomalies"]
