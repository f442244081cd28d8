"""The features of bets as they are served: what a model is given, and how old the history behind each view is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pikkit.features.definitions.feature import Columns, Floats
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, feature_matrix
from pikkit.features.online.freshness import moment_of
from pikkit.features.online.history_columns import MATERIALIZED_AT
from pikkit.features.online.reader import Keys, OnlineFeatures
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS


@dataclass(frozen=True)
class ServedFeatures:
    """The features of n bets.

    Attributes:
        names: Of the features, in the order of ``values``' columns.
        values: Shape (n, F).
        settled: By view, when the newest result of the bet's entity in it settled, for each bet; None without history.
        features_at: The newest of these, for each bet.
        materialized_at: Up to when results count.
    """

    names: tuple[str, ...]
    values: Floats
    settled: dict[str, tuple[datetime | None, ...]]
    features_at: tuple[datetime | None, ...]
    materialized_at: datetime


def served_features(
    online: OnlineFeatures, keys: Keys, request: Columns, names: Sequence[str] = FEATURE_NAMES
) -> ServedFeatures:
    """Read the history of n ≥ 1 bets' entities and compute their features, as a score does.

    Args:
        online: The store.
        keys: The bets' keys (``pikkit.scoring.selection.batch_columns`` makes both).
        request: Their request columns.
        names: The features to compute.

    Raises:
        NotReadyError: The store cannot be read.
        KeyError: A name that is not a feature of this version.
    """
    history = online.read(keys, np.asarray(request["placed_at"], dtype=np.int64))
    settled = {view.name: _moments(history, qualified(view, LAST_SETTLED)) for view in VIEWS}
    return ServedFeatures(
        tuple(names),
        feature_matrix({**history, **request}, names),
        settled,
        _moments(history, FEATURES_AT),
        moment_of(int(np.asarray(history[MATERIALIZED_AT])[0])),
    )


def _moments(history: Columns, column: str) -> tuple[datetime | None, ...]:
    return tuple(moment_of(value) if value >= 0 else None for value in np.asarray(history[column]).tolist())
