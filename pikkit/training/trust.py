"""How far training trusts each bet: the anomaly policy, applied to nothing but what may be learned from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.quality.anomalies import TRUST_COLUMNS, bet_trust
from pikkit.quotes.price_gap import price_gaps
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules
from pikkit.training.dataset import Mask, TrainingSet, settled_bets


def trusted(training: Path, data: TrainingSet, window: Mask, rules: AnomalyRules) -> TrainingSet:
    """The bets of a window, each counting as much as the policy says; excluded ones are left out.

    What is usual is read off the window alone, so later bets, and those that a model is judged on, have no say. With
    the policy ``ignore`` nothing is looked for.

    Args:
        training: The file ``data`` was loaded from.
        data: All of its bets.
        window: Shape (n,), which of them may be learned from.
        rules: The detectors' thresholds and the policy.
    """
    learned = data.take(window)
    if rules.policy is AnomalyPolicy.IGNORE or not len(learned):
        return learned
    bets = settled_bets(pq.read_table(training, columns=list(TRUST_COLUMNS))).filter(pa.array(window))
    trust = bet_trust(bets, rules, price_gaps(learned.quotes))
    return replace(learned, trust=np.where(trust > 0, trust, 1.0)).take(trust > 0)
