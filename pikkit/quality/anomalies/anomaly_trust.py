"""How much training should trust each bet, by the configured policy."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.quality.anomalies.anomalies_found import find_anomalies
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules

TRUST_COLUMNS = (
    *("bettor", "bet_id", "sportsbook", "market", "outcome", "odds", "stake", "profit", "bonus"),
    *("placed_at", "settled_at"),
)
"""The columns of ``BETS`` that are looked at; the texts, which are most of a bet's bytes, are not."""


def bet_trust(
    bets: pa.Table, rules: AnomalyRules, gaps: npt.NDArray[np.float64] | None = None
) -> npt.NDArray[np.float64]:
    """A weight in [0, 1] for each bet, shape (n,): 1 unless the policy acts on it and ``rules.votes`` methods agree.

    Methods agree if they flag the same kind; only ``rules.kinds`` count. An excluded bet weighs 0. Hand in only bets
    that may be known: what is usual is read off all of them. ``gaps`` are as of :func:`find_anomalies`.
    """
    trust = np.ones(bets.num_rows)
    if rules.policy is AnomalyPolicy.IGNORE:
        return trust
    flags = find_anomalies(bets, rules, gaps)
    agreed = agreed_bets(flags.filter(pc.is_in(flags["kind"], pa.array(rules.kinds, pa.string()))), rules.votes)
    mine = bets.select(["bettor", "bet_id"]).append_column("row", pa.array(np.arange(bets.num_rows)))
    rows = mine.join(agreed, ["bettor", "bet_id"], join_type="left semi")["row"].to_numpy()
    trust[rows] = rules.weight if rules.policy is AnomalyPolicy.DOWNWEIGHT else 0.0
    return trust


def agreed_bets(flags: pa.Table, votes: int) -> pa.Table:
    """Each (bettor, bet_id) that at least so many methods flag for the same kind, once."""
    counted = flags.group_by(["bettor", "bet_id", "kind"]).aggregate([("method", "count_distinct")])
    agreed = counted.filter(pc.greater_equal(counted["method_count_distinct"], votes))
    return agreed.group_by(["bettor", "bet_id"]).aggregate([])
