"""Bets that are out of the ordinary for their bettor, book or market: flagged with a reason, never dropped."""

from pikkit.quality.anomalies.anomalies_found import find_anomalies
from pikkit.quality.anomalies.anomaly_trust import TRUST_COLUMNS, bet_trust
from pikkit.quality.anomalies.flag_table import FLAGS

__all__ = ["FLAGS", "TRUST_COLUMNS", "bet_trust", "find_anomalies"]
