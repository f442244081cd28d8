"""One-hot features of text columns, many at once: each text is looked up once, whatever it is compared with."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from pikkit.features.definitions.bet_features import OneHot
from pikkit.features.definitions.feature import Columns, Floats


class OneHots:
    """Fills the columns of a matrix; see ``OneHot``."""

    def __init__(self, wanted: Mapping[int, OneHot]) -> None:
        """Take the features by the column of the matrix each fills."""
        ordered = sorted(wanted.items(), key=lambda item: item[1].column)
        self._places = list(wanted)
        self._by_column = [
            (name, {way.value: place for place, way in group})
            for name, group in groupby(ordered, key=lambda item: item[1].column)
        ]

    def fill(self, values: Floats, columns: Columns) -> None:
        """Write 0 or 1 into their columns of n bets' features, shape (n, F)."""
        if not self._places:
            return
        values[:, self._places] = 0.0
        for name, places in self._by_column:
            rows, found = _found(columns[name].tolist(), places)
            values[rows, found] = 1.0


def _found(texts: Sequence[str], places: Mapping[str, int]) -> tuple[Sequence[int], Sequence[int]]:
    """Which rows have one of the values, and whose column that is."""
    if len(texts) == 1:
        place = places.get(texts[0])
        return ([], []) if place is None else ([0], [place])
    known = np.array(list(map({**dict.fromkeys(texts, -1), **places}.__getitem__, texts)), dtype=np.int64)
    rows = np.flatnonzero(known >= 0)
    return rows, known[rows]  # type: ignore[return-value]  # arrays index as sequences do
