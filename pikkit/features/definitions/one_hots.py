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
        """Write 0 or 1 into their columns of n bets' features, shape (n, F)."""
        for name, places in self._by_column:
            texts = texts_of(columns, name)
            if isinstance(texts, CodedTexts):
                values[:, list(places.values())] = _table(texts.values, places)[texts.codes]
                continue
            values[:, list(places.values())] = 0.0
            rows, found = _found(texts, places)
            values[rows, found] = 1.0


def _table(texts: Sequence[str], places: Mapping[str, int]) -> Floats:
    """For each of some texts, 0 or 1 in the order of the places."""
    return np.array([[float(text == value) for value in places] for text in texts])


def _found(texts: Sequence[str], places: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Which rows have one of the values, and whose column that is."""
    pairs = [(row, places[text]) for row, text in enumerate(texts) if text in places]
    return [row for row, _ in pairs], [place for _, place in pairs]
