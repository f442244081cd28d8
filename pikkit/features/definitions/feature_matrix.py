"""Every feature, in order, and the matrix they make."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pikkit.features.definitions.bet_features import REQUEST_FEATURES, OneHot
from pikkit.features.definitions.bettor_record import WHOLE_RECORD, WINDOWED_RECORD
from pikkit.features.definitions.excess import EXCESS_FEATURES, EXCESS_WEIGHTS
from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.form import FORM_FEATURES
from pikkit.features.definitions.hold import HOLD_FEATURES
from pikkit.features.definitions.learned import LEARNED
from pikkit.features.definitions.one_hots import OneHots
from pikkit.features.definitions.parlays import PARLAY_FEATURES
from pikkit.features.definitions.share import Share, Shares
from pikkit.features.definitions.shrunk_mean import ShrunkMean, ShrunkMeans
from pikkit.features.definitions.softness import SOFTNESS_FEATURES, SOFTNESS_WEIGHTS
from pikkit.features.definitions.volume import VOLUME_FEATURES

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
    return _matrix_of(tuple(names))(columns)


class _Matrix:
    """How the features of some names are computed: those of a kind together, the others one by one."""

    def __init__(self, names: Sequence[str]) -> None:
        ways = {place: _BY_NAME[name].compute for place, name in enumerate(names)}
        means = {place: way for place, way in ways.items() if isinstance(way, ShrunkMean)}
        shares = {place: way for place, way in ways.items() if isinstance(way, Share)}
        texts = {place: way for place, way in ways.items() if isinstance(way, OneHot)}
        self._first, self._width, self._one_hots = ways[0], len(ways), OneHots(texts)
        together = means.keys() | shares.keys() | texts.keys()
        self._alone = [(place, way) for place, way in ways.items() if place not in together]
        groups = ((means, ShrunkMeans(list(means.values()))), (shares, Shares(list(shares.values()))))
        self._groups = [(np.array(list(places)), way) for places, way in groups if places]

    def __call__(self, columns: Columns) -> Floats:
        groups = [(places, way(columns)) for places, way in self._groups]
        bets = groups[0][1].shape[1] if groups else len(self._first(columns))
        values = np.zeros((bets, self._width))
        for places, group in groups:
            values[:, places] = group.T
        self._one_hots.fill(values, columns)
        for place, way in self._alone:
            values[:, place] = way(columns)
        return values


_matrix_of = lru_cache(maxsize=128)(_Matrix)
