"""One-hot features of text columns, many at once: each text is looked up once, whatever it is compared with."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from pikkit.base.coded_texts import CodedTexts
from pikkit.features.definitions.bet_features import OneHot
from pikkit.features.definitions.feature import Columns, Floats, texts_of


class OneHots:
    """Fills the columns of a matrix; see ``OneHot``."""

    def __init__(self, wanted: Mapping[int, OneHot]) -> None:
        """Take the features by the column of the matrix each fills."""
        ordered = sorted(wanted.items(), key=lambda item: item[1].column)
        self._by_column = [
            (name, {way.value: place for place, way in group})
            for name, group in groupby(ordered, key=lambda item: item[1].column)
        ]

    def fill(self, values: Floats, columns: Columns) -> None:
        """Write their columns of n bets' features, shape (n, F), which are 0."""
        for name, places in self._by_column:
            texts = texts_of(columns, name)
            if type(texts) is CodedTexts:
                values[:, list(places.values())] = _table(texts.values, places)[texts.codes]
                continue
            for row, text in enumerate(texts):
                if text in places:
                    values[row, places[text]] = 1.0


def _table(texts: Sequence[str], places: Mapping[str, int]) -> Floats:
    """For each of some texts, 0 or 1 in the order of the places."""
    return np.array([[float(text == value) for value in places] for text in texts])
