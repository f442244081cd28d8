"""Every feature, in order, and the matrix they make."""

from collections.abc import Sequence

import numpy as np

from pikkit.features.excess import EXCESS_FEATURES, EXCESS_WEIGHTS
from pikkit.features.feature import Columns, Feature, Floats
from pikkit.features.form import FORM_FEATURES
from pikkit.features.hold import HOLD_FEATURES
from pikkit.features.learned import LEARNED
from pikkit.features.parlays import PARLAY_FEATURES
from pikkit.features.record import WHOLE_RECORD, WINDOWED_RECORD
from pikkit.features.request import REQUEST_FEATURES
from pikkit.features.softness import SOFTNESS_FEATURES, SOFTNESS_WEIGHTS
from pikkit.features.volume import VOLUME_FEATURES

FEATURES: tuple[Feature, ...] = (
    *REQUEST_FEATURES,
    *SOFTNESS_FEATURES,
    *EXCESS_FEATURES,
    *WHOLE_RECORD,
    *WINDOWED_RECORD,
    *FORM_FEATURES,
    *HOLD_FEATURES,
    *VOLUME_FEATURES,
    *PARLAY_FEATURES,
    *SOFTNESS_WEIGHTS,
    *EXCESS_WEIGHTS,
)
"""All there are: what the training rows hold and the catalogue lists."""

FEATURE_NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)

MODEL_FEATURES: tuple[str, ...] = LEARNED
"""The names of those that models learn from, in the order of their columns."""

_BY_NAME = {feature.name: feature for feature in FEATURES}


def feature_named(name: str) -> Feature:
    """The feature of a name.

    Raises:
        KeyError: No feature of this version is called so.
    """
    return _BY_NAME[name]


def feature_matrix(columns: Columns, names: Sequence[str] = FEATURE_NAMES) -> Floats:
    """The named features of n bets, shape (n, len(names)); the same code offline and online.

    Raises:
        KeyError: A name that is not a feature of this version.
    """
    return np.column_stack([_BY_NAME[name].compute(columns) for name in names])
