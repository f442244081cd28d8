"""A sample of what a model learned from, kept beside it so that a detector knows what is normal."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.training.dataset import TrainingSet

ROWS = 5000


def write_reference(data: TrainingSet, path: Path, seed: int) -> None:
    """Write at most ``ROWS`` bets' features, odds and results, drawn without replacement, as Parquet.

    Where other books offered something on any of them, their quote features too.
    """
    rows = np.random.default_rng(seed).choice(len(data), size=min(ROWS, len(data)), replace=False)
    sample = data.take(np.sort(rows))
    columns = {name: sample.features[:, position] for position, name in enumerate(MODEL_FEATURES)}
    if not np.isnan(sample.quotes).all():
        columns |= {name: sample.quotes[:, position] for position, name in enumerate(QUOTE_NAMES)}
    table = pa.table({**columns, "odds": sample.odds, "won": pa.array(sample.won, from_pandas=True)})
    pq.write_table(table, path)
