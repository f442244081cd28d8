"""Reading an online store the way a predictor does."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from feast import FeatureStore

from pikkit.features.definitions.feature import Columns
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.views.column_names import LAST_SETTLED
from pikkit.features.views.entity_keys import TEXT_KEYS, key_lists
from pikkit.features.views.view import FEATURE_SERVICE
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls


def keys_of(bets: pa.Table) -> dict[str, Sequence[str] | Sequence[int]]:
    """The keys of bets, the way a predictor makes them from requests."""
    texts = {name: bets[name].to_pylist() for name in (*TEXT_KEYS, "market", "side")}
    return key_lists(texts, bets["odds"].to_numpy())


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


def read_by_feast(store: FeatureStore, bets: pa.Table, service: str = FEATURE_SERVICE) -> dict[str, list[float]]:
    """What Feast's ``get_online_features`` gives, no history as we count it."""
    keys = keys_of(bets)
    rows = [dict(zip(keys, row, strict=True)) for row in zip(*keys.values(), strict=True)]
    answer = store.get_online_features(store.get_feature_service(service), rows, full_feature_names=True)
    found = {name: values for name, values in answer.to_dict().items() if "__" in name}
    none = {name: -1 if name.endswith(LAST_SETTLED) else 0.0 for name in found}
    return {name: [none[name] if value is None else value for value in values] for name, values in found.items()}
