"""Which columns the features read: the rest of a view need not be joined to build training rows."""

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from pikkit.bets.schema import BETS
from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, feature_matrix


@cache
def needed_columns(names: tuple[str, ...] = FEATURE_NAMES) -> frozenset[str]:
    """The names of the columns (``feature.Columns``) that are read to compute features, or all."""
    columns = _Recording(asked_columns(BETS.empty_table()))
    feature_matrix(columns, names)
    return frozenset(columns.read)


class _Recording(Mapping[str, np.ndarray]):
    """The columns of no bets, and which of them were read."""

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        self._columns = columns
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> np.ndarray:
        self.read.add(name)
        return self._columns.get(name, np.zeros(0))

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
