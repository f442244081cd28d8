"""Every feature of the model, in order, and the matrix they make."""

from collections.abc import Sequence

import numpy as np

from pikkit.features.feature import Columns, Feature, Floats
from pikkit.features.history_features import HISTORY_FEATURES
from pikkit.features.request import REQUEST_FEATURES

FEATURES: tuple[Feature, ...] = (*REQUEST_FEATURES, *HISTORY_FEATURES)
FEATURE_NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)


def feature_matrix(columns: Columns, names: Sequence[str] = FEATURE_NAMES) -> Floats:
    """The named features of n bets, shape (n, len(names)); the same code offline and online.

    Raises:
        KeyError: A name that is not a feature of this version.
    """
    by_name = {feature.name: feature for feature in FEATURES}
    return np.column_stack([by_name[name].compute(columns) for name in names])
