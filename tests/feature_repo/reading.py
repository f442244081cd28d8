"""Reading an online store the way a predictor does."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.features.feature import Columns
from pikkit.features.keys import TEXT_KEYS, key_arrays
from pikkit.features.online import FeastOnlineFeatures
from pikkit.features.urls import EMBEDDED, FeatureUrls


def keys_of(bets: pa.Table) -> dict[str, npt.NDArray[np.object_] | npt.NDArray[np.int64]]:
    """The keys of bets, the way a predictor makes them from requests."""
    texts = {name: np.array(bets[name].to_pylist(), dtype=object) for name in (*TEXT_KEYS, "market", "side")}
    return key_arrays(texts, bets["odds"].to_numpy())


def read_bets(online: FeastOnlineFeatures, bets: pa.Table) -> Columns:
    """The history of bets."""
    return online.read(keys_of(bets), bets["placed_at"].cast(pa.int64()).to_numpy())


def read_online(home: Path, bets: pa.Table, urls: FeatureUrls = EMBEDDED) -> Columns:
    """The history of bets, from a store opened for them."""
    online = FeastOnlineFeatures(home, urls)
    try:
        return read_bets(online, bets)
    finally:
        online.close()
